/* The rules of the hall: what the commands decide, event by event, as src/core/ does. All of it runs within one deterministic step of hall.pml;
 * what time would decide was thrown before, into `late` and `undo_over`. (An inline is text: its arguments must not change while it runs.) */

byte i, j;            /* for loops; 0 between steps */
byte key_of;          /* the client whose key the next event bears, 0: none */
byte best, first, held; /* a choice among those who wait */
mtype why;            /* its rule */
byte pick, here;      /* a window; the ticket there */
byte just_finished;   /* the window that finishes by this very command */
bool granted;
#ifdef FAULT_CALL_NOT_ATOMIC
byte half_window, half_ticket;
#endif
bool late;            /* the request is: the person came back too late, undo is over; or it is too soon for a recall */
bool undo_over;       /* an undo offered before is over by now */

inline happens(type, t, w, rule)
{
    script(LINE_EVENT, type, t, w, rule);
    printf("    %e ticket %d window %d\n", type, t, w);
    if /* idempotency: one key, one effect */
    :: key_of != 0 -> assert(!memory.caused[key_of]); memory.caused[key_of] = true; key_of = 0
    :: else
    fi;
    dirty = true;
#ifdef FAULT_SHOWN_BEFORE_COMMIT
    shown = true
#endif
}

/* --- the choice: announced, else by the time of taking, else who came back too early --- */

inline choose(w)
{
    best = 0;
    first = 0;
    held = 0;
    for (i : 1 .. TICKETS) {
        if
        :: !waits(i) || !may_serve(w, i)
        :: else ->
            if
            :: memory.announced[i] -> best = (best == 0 -> i : best)
            :: else ->
                if
                :: memory.behind[i] == 0 -> first = (first == 0 -> i : first)
                :: else -> held = (held == 0 -> i : held)
                fi
            fi
        fi
    }
    why = CALL_RULE_ANNOUNCED;
    if
    :: best != 0
    :: best == 0 && first != 0 -> best = first; why = CALL_RULE_LARGEST_KEY /* or it has waited long: the same one, in a single class */
    :: else -> best = held; why = CALL_RULE_NOBODY_ELSE
    fi;
    i = 0;
    first = 0;
    held = 0
}

inline leave_rank(w)
{
    for (i : 1 .. WINDOWS) {
        if
        :: memory.rank[i] > memory.rank[w] && memory.rank[w] != 0 -> memory.rank[i] = memory.rank[i] - 1
        :: else
        fi
    }
    i = 0;
    memory.rank[w] = 0;
    fresh[w] = false
}

/* Behind all that are ready; of those that became ready at the same instant the lower number is first. */
inline enter_rank(w)
{
    memory.rank[w] = 1;
    fresh[w] = true;
    for (i : 1 .. WINDOWS) {
        if
        :: i == w || memory.rank[i] == 0
        :: i != w && memory.rank[i] != 0 && fresh[i] && i > w -> memory.rank[i] = memory.rank[i] + 1
        :: else -> memory.rank[w] = memory.rank[w] + 1
        fi
    }
    i = 0
}

/* --- what the events do --- */

inline window_lets_go(w)
{
    memory.serves[w] = 0;
    memory.window[w] = WINDOW_OPEN
}

inline wait_again(t)
{
    memory.ticket[t] = TICKET_WAITING;
    memory.at[t] = 0;
    memory.automatic[t] = false;
    memory.recalls[t] = 0
}

inline forget_undo(w)
{
    memory.undo[w] = UNDO_NONE;
    if /* what nobody can bring back is as any other that is done */
    :: memory.ticket[memory.finished[w]] == TICKET_DONE ->
        memory.automatic[memory.finished[w]] = false;
        memory.recalls[memory.finished[w]] = 0;
        memory.matter[memory.finished[w]] = GENERAL
    :: else
    fi;
    memory.finished[w] = 0
}

/* An undo takes back a finish before the call too, as long as that is offered. */
inline offer_undo_of_call(w)
{
    if
    :: memory.undo[w] == UNDO_FINISH && (w == just_finished || !undo_over) -> memory.undo[w] = UNDO_FINISH_AND_CALL
    :: else -> forget_undo(w); memory.undo[w] = UNDO_CALL
    fi
}

inline call(w, t)
{
    check_order(w, t);
    happens(EVENT_TICKET_CALLED, t, w, why);
    memory.ticket[t] = TICKET_CALLED;
    memory.at[t] = w;
    memory.announced[t] = false;
    memory.recalls[t] = 0;
    memory.behind[t] = 0;
    memory.owed[t] = 0;
    for (i : 1 .. TICKETS) {
        memory.behind[i] = (memory.behind[i] > 0 -> memory.behind[i] - 1 : 0);
        memory.owed[i] = (memory.owed[i] > 0 -> memory.owed[i] - 1 : 0)
    }
    i = 0;
    leave_rank(w);
    memory.window[w] = WINDOW_CALLING;
    memory.serves[w] = t;
    offer_undo_of_call(w)
}

inline become_ready(w)
{
    happens(EVENT_WINDOW_READY, 0, w, 0);
    memory.window[w] = WINDOW_READY;
    enter_rank(w)
}

inline finish(w)
{
    here = memory.serves[w];
    happens(EVENT_TICKET_FINISHED, here, w, 0);
    memory.ticket[here] = TICKET_DONE;
    memory.at[here] = 0;
    memory.recalls[here] = (memory.automatic[here] -> memory.recalls[here] : 0);
    forget_undo(w);
    memory.finished[w] = here;
    memory.undo[w] = UNDO_FINISH;
    just_finished = w;
    window_lets_go(w)
}

/* Ready windows get those who wait, the window that is ready longest first. */
inline longest_ready_with_work()
{
    for (j : 1 .. WINDOWS) {
        if
        :: best != 0
        :: else ->
            pick = 0;
            for (i : 1 .. WINDOWS) { pick = (memory.rank[i] == j -> i : pick) }
            if
            :: pick != 0 -> choose(pick)
            :: else
            fi
        fi
    }
    i = 0;
    j = 0
}

inline assign_ready()
{
    best = 0;
    longest_ready_with_work();
    do
    :: best != 0 -> call(pick, best); best = 0; longest_ready_with_work()
    :: else -> break
    od;
    pick = 0;
    why = 0
}

/* --- the commands; each sets granted, or is refused --- */

inline command_take(kind)
{
    if
    :: memory.last_number >= TICKETS /* the quota of the day */
    :: else ->
        happens(EVENT_TICKET_TAKEN, memory.last_ticket + 1, memory.last_number + 1, 0);
        memory.last_ticket = memory.last_ticket + 1;
        memory.last_number = memory.last_number + 1;
        memory.ticket[memory.last_ticket] = TICKET_WAITING;
        memory.number[memory.last_ticket] = memory.last_number;
        memory.matter[memory.last_ticket] = kind;
        granted = true
    fi
}

inline command_return(t)
{
    if
    :: memory.ticket[t] != TICKET_NO_SHOW || late
    :: else ->
        happens(EVENT_TICKET_RETURNED, t, 0, 0);
        wait_again(t);
        memory.owed[t] = RETURN_BEHIND;
#ifndef FAULT_RETURN_JUMPS_QUEUE
        memory.behind[t] = RETURN_BEHIND;
#endif
        granted = true
    fi
}

inline command_next(w)
{
    if
    :: memory.window[w] == WINDOW_CALLING
    :: memory.window[w] == WINDOW_READY -> granted = true
    :: memory.window[w] == WINDOW_OPEN || memory.window[w] == WINDOW_SERVING ->
        if
        :: memory.window[w] == WINDOW_SERVING -> finish(w)
        :: else
        fi;
        choose(w);
        granted = true;
        if
        :: best == 0 -> become_ready(w)
#ifndef FAULT_CALL_NOT_ATOMIC
        :: else -> call(w, best)
#else
        :: half_window == 0 && best != 0 -> half_window = w; half_ticket = best /* chosen now, called in a step of its own */
        :: half_window != 0 && best != 0 -> call(w, best)
#endif
        fi
    fi
}

inline command_recall(w, t)
{
    if
    :: (memory.window[w] != WINDOW_CALLING && !memory.automatic[t]) || memory.recalls[t] >= RECALLS || late
    :: else ->
        happens(EVENT_TICKET_RECALLED, t, w, 0);
        memory.ticket[t] = TICKET_CALLED;
        memory.automatic[t] = false;
        memory.recalls[t] = memory.recalls[t] + 1;
        memory.window[w] = WINDOW_CALLING;
        forget_undo(w);
        granted = true
    fi
}

inline start(w, t, by_time)
{
    happens(EVENT_TICKET_STARTED, t, w, 0);
    memory.ticket[t] = TICKET_SERVING;
    memory.automatic[t] = by_time;
    memory.recalls[t] = (by_time -> memory.recalls[t] : 0); /* nobody can ask for another */
    memory.window[w] = WINDOW_SERVING;
    forget_undo(w)
}

inline lapse(w)
{
    happens(EVENT_WINDOW_LAPSED, 0, w, 0);
    leave_rank(w);
    memory.window[w] = WINDOW_OPEN
}

inline no_show(w, t)
{
    happens(EVENT_TICKET_NO_SHOW, t, w, 0);
    memory.ticket[t] = TICKET_NO_SHOW;
    memory.at[t] = 0;
    memory.automatic[t] = false;
    memory.recalls[t] = 0;
    forget_undo(w);
    window_lets_go(w)
}

inline undo_call(w, t)
{
    happens(EVENT_TICKET_CALL_UNDONE, t, w, 0);
    window_lets_go(w);
    wait_again(t);
    memory.announced[t] = true
}

inline undo_finish(w, t)
{
    happens(EVENT_TICKET_FINISH_UNDONE, t, w, 0);
    memory.ticket[t] = TICKET_SERVING;
    memory.at[t] = w;
    memory.serves[w] = t;
    leave_rank(w);
    memory.window[w] = WINDOW_SERVING
}

inline command_undo(w)
{
    granted = !late && memory.undo[w] != UNDO_NONE;
    if
    :: granted && memory.undo[w] != UNDO_FINISH -> here = memory.serves[w]; undo_call(w, here)
    :: else
    fi;
    if
    :: granted && memory.undo[w] != UNDO_CALL -> here = memory.finished[w]; undo_finish(w, here)
    :: else
    fi;
    if
    :: granted -> forget_undo(w)
    :: else
    fi
}

/* What is asked about the person who is there. */
inline command_at_window(w, command)
{
    here = memory.serves[w];
    if
    :: command == COMMAND_RECALL -> command_recall(w, here)
    :: command == COMMAND_START && memory.window[w] == WINDOW_CALLING -> start(w, here, false); granted = true
    :: command == COMMAND_NO_SHOW && (memory.window[w] == WINDOW_CALLING || memory.automatic[here]) -> no_show(w, here); granted = true
    :: command == COMMAND_FINISH ->
        finish(w);
        granted = true;
        if
        :: w == NEXT_BY_ITSELF -> become_ready(w)
        :: else
        fi
    :: else
    fi
}

inline decide(c, command, what)
{
    if
    :: c > WINDOWS && command == COMMAND_TAKE -> command_take(what)
    :: c > WINDOWS && command == COMMAND_RETURN -> command_return(what)
    :: c <= WINDOWS && command == COMMAND_NEXT -> command_next(c)
    :: c <= WINDOWS && command == COMMAND_UNDO -> command_undo(c)
    :: else ->
        if
        :: memory.serves[c] != 0 -> command_at_window(c, command)
        :: else
        fi
    fi;
    key_of = 0;
    best = 0;
    here = 0;
    why = 0;
    if
#ifndef FAULT_READY_FORGOTTEN
    :: granted -> assign_ready()
#else
    :: granted && command != COMMAND_RETURN -> assign_ready()
#endif
    :: else
    fi;
    just_finished = 0
}
