/* Long work in slices: between two turns, when nothing is open and nobody waits for an answer, one slice of one piece of work is done; under load as without. */
#ifndef SERVER_SLICES_H
#define SERVER_SLICES_H

struct server;

/* A piece of work; at the head of its owner's struct. */
struct slice {
    void (*run)(struct slice *slice);     /* does a millisecond or two; takes itself away when it is done */
    void (*give_up)(struct slice *slice); /* the controller ends: frees what is held, takes itself away */
    struct server *server;
    struct slice *next;
};

void slices_add(struct server *server, struct slice *slice);
void slices_remove(struct slice *slice);

/* Does one slice of what has waited longest. Only between turns. */
void slices_run(struct server *server);

/* Gives all up, at the end. */
void slices_give_up(struct server *server);

#endif
