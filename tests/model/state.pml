/* What the controller has in memory and what is on its disk, and what must hold of both. */

mtype = { UNDO_NONE, UNDO_CALL, UNDO_FINISH, UNDO_FINISH_AND_CALL };

typedef Hall {
    mtype ticket[TICKETS + 1];     /* state; 0: not taken yet */
    byte number[TICKETS + 1];
    bit matter[TICKETS + 1];       /* GENERAL or SPECIAL */
    byte at[TICKETS + 1];          /* the window where it is called or served, 0: at none */
    byte recalls[TICKETS + 1];
    bool automatic[TICKETS + 1];   /* service began by time */
    bool announced[TICKETS + 1];   /* a call of it was taken back: it goes first */
    byte behind[TICKETS + 1];      /* it missed a call: so many others go before it */
    mtype window[WINDOWS + 1];     /* state */
    byte serves[WINDOWS + 1];      /* the ticket that it calls or serves, 0: none */
    byte rank[WINDOWS + 1];        /* of ready windows: 1 for the one that is ready longest */
    mtype undo[WINDOWS + 1];
    byte finished[WINDOWS + 1];    /* the ticket that undo would bring back, 0: none */
    byte last_ticket, last_number;
    bool known[CLIENTS + 1];       /* the table of keys: what the client's present key asked for is granted */
    /* the checker's own */
    bool caused[CLIENTS + 1];      /* the client's present key has had its effect */
    byte owed[TICKETS + 1];        /* came back after a missed call: so many calls until its turn may come */
};

Hall memory, disk;
byte asks;                         /* so many requests are in the turn */
bool dirty;                        /* memory has what the disk has not */
bool shown;                        /* a board saw what the disk has not */
bool fresh[WINDOWS + 1];           /* became ready at this very instant */

/* What a client knows: the command that it has no answer to (0: none), and what it was told. */
mtype asked[CLIENTS + 1];
byte about[CLIENTS + 1];
bool waits_for_commit[CLIENTS + 1]; /* its answer is made, and leaves after the commit */
bool told_undurable;                /* somebody heard of what the disk had not */
byte given[CLIENTS + 1];            /* the ticket that its answer will name, in this turn */
bool promised[TICKETS + 1];         /* somebody was told or shown that this number is given */

#define waits(t) (memory.ticket[t] == TICKET_WAITING)
#define may_serve(w, t) (memory.matter[t] == GENERAL || (w) != UNSKILLED)

/* What must hold after every step; the order of calls is checked where somebody is called, the keys where something happens. */
inline check()
{
    for (i : 1 .. WINDOWS) {
        /* one window, one ticket, in both directions */
        assert((memory.serves[i] != 0) == (memory.window[i] == WINDOW_CALLING || memory.window[i] == WINDOW_SERVING));
        assert(memory.serves[i] == 0 || memory.at[memory.serves[i]] == i);
        assert(memory.serves[i] == 0 || (memory.ticket[memory.serves[i]] == TICKET_CALLED) == (memory.window[i] == WINDOW_CALLING));
        /* undo takes back only what is there */
        assert((memory.undo[i] != UNDO_CALL && memory.undo[i] != UNDO_FINISH_AND_CALL) || memory.window[i] == WINDOW_CALLING);
        assert((memory.undo[i] != UNDO_FINISH && memory.undo[i] != UNDO_FINISH_AND_CALL) || memory.ticket[memory.finished[i]] == TICKET_DONE);
    }
    for (i : 1 .. TICKETS) {
        /* one ticket, one window */
        assert((memory.at[i] != 0) == (memory.ticket[i] == TICKET_CALLED || memory.ticket[i] == TICKET_SERVING));
        assert(memory.at[i] == 0 || memory.serves[memory.at[i]] == i);
        /* nothing acknowledged is lost: a number that was given */
        assert(!promised[i] || memory.ticket[i] != 0);
        for (j : 1 .. WINDOWS) {
            /* no idle waste */
            assert(!(waits(i) && memory.window[j] == WINDOW_READY && may_serve(j, i)));
        }
        for (j : 1 .. TICKETS) {
            /* numbers are unique */
            assert(i == j || memory.ticket[i] == 0 || memory.ticket[j] == 0 || memory.number[i] != memory.number[j]);
        }
    }
    i = 0;
    j = 0
}

/* The order within the class, as people would state it: whoever was announced before goes first; then who came first, but who missed a call
 * only after as many others as it owes, or when nobody else waits. t is about to be called to w. */
inline check_order(w, t)
{
    for (i : 1 .. TICKETS) {
        if
        :: i == t || !waits(i) || !may_serve(w, i)
        :: else ->
            /* order within the class */
            assert(memory.announced[t] || !memory.announced[i]);
            if
            :: memory.announced[t] != memory.announced[i]
            :: memory.announced[t] && memory.announced[i] -> assert(t < i)
            :: else ->
                assert(memory.owed[t] == 0 || memory.owed[i] > 0);
                assert(t < i || (memory.owed[i] > 0 && memory.owed[t] == 0))
            fi
        fi
    }
    i = 0
}

inline copy(to, from)
{
    for (i : 1 .. TICKETS) {
        to.ticket[i] = from.ticket[i];
        to.number[i] = from.number[i];
        to.matter[i] = from.matter[i];
        to.at[i] = from.at[i];
        to.recalls[i] = from.recalls[i];
        to.automatic[i] = from.automatic[i];
        to.announced[i] = from.announced[i];
        to.behind[i] = from.behind[i];
        to.owed[i] = from.owed[i]
    }
    for (i : 1 .. WINDOWS) {
        to.window[i] = from.window[i];
        to.serves[i] = from.serves[i];
        to.rank[i] = from.rank[i];
        to.undo[i] = from.undo[i];
        to.finished[i] = from.finished[i]
    }
    for (i : 1 .. CLIENTS) {
        to.known[i] = from.known[i];
            to.caused[i] = from.caused[i]
    }
    to.last_ticket = from.last_ticket;
    to.last_number = from.last_number;
    i = 0
}
