/* The one who stays beside the kiosk. It starts the kiosk as a child, and the program of the card readers, and starts each again when it dies; what a dead one leaves on
 * the terminal is cleared first. It alone may start programs: the kiosk's own process is locked (kiosk/lockdown.h).
 *
 * SIGTERM and SIGHUP (the terminal is gone) end all of them and give the terminal back as it was. Keys send no signals while it runs. */
#ifndef KIOSK_KEEPER_H
#define KIOSK_KEEPER_H

/* What is kept. */
struct keeper_job {
    /* The kiosk: runs in a child of its own; returns the status it ends with. cards: a descriptor on which the reader's lines come, does not wait; borrowed. */
    int (*run)(void *context, int cards);
    void *context;
    const char *reader; /* a command for the shell, which writes a line a card on its standard output (kiosk/readers.h); it has no keyboard and its messages go nowhere. NULL: none */
};

/* Keeps until a signal ends it: 0. A kiosk that ends with another status by itself (no terminal, no memory) is not started again: its status. -1: no process could be made at all. */
int keeper_run(const struct keeper_job *job);

#endif
