/* The hall as a model for spin: two kiosks, the screens of three windows, three tickets, one controller with a memory and a disk.
 *
 * A client asks, waits for the answer, and as long as it has none asks again with the same key. The controller decides what has arrived
 * in its memory, event by event (rules.pml); commits the turn to the disk; then answers; a reply can be lost; it can be killed before the
 * commit and between commit and reply, and starts again with what the disk has. What must hold: state.pml. Time is not modelled: what time
 * brings may happen at any moment, and what comes too late or too soon may be refused at any moment. A refused client is as one that never asked.
 *
 * With -DSCRIPT the same model must follow a day that was recorded elsewhere, line by line (script.pml). -DFAULT_... plants a fault. */
#include "names.pml"
#include "sizes.h"
#include "script.pml"
#include "state.pml"
#include "rules.pml"

/* What time decides is thrown before a decision, where it can matter: whether the call of a window that has finished somebody is in time for undo; and
 * whether a request is refused for its time, which is only tried on a recorded day, because a refusal changes nothing. */
#define undo_waits(w) (memory.undo[w] == UNDO_FINISH && (memory.window[w] == WINDOW_READY || ((w) == client && command == COMMAND_NEXT)))
#ifndef SCRIPT
#define may_be_late false
#else
#define may_be_late true
#endif

/* What time brings to a window: ready lapses, service begins by itself. */
inline due(w)
{
    if
    :: memory.window[w] == WINDOW_READY -> lapse(w)
    :: memory.window[w] == WINDOW_CALLING -> here = memory.serves[w]; start(w, here, true); here = 0
    :: else
    fi;
    asks++;
    late = false;
    undo_over = false;
    check()
}

/* A request arrives: a new one, or once more one that has no answer yet, with the same key. */
inline ask(c, command, what)
{
    script(LINE_ASK, command, what, c, 0);
    printf("client %d asks %e %d\n", c, command, what);
    if
    :: memory.known[c] -> script(LINE_AGAIN, 0, 0, 0, 0); granted = true
    :: else ->
        key_of = c;
        decide(c, command, what);
        if
        :: granted ->
            script(LINE_GRANTED, 0, 0, 0, 0);
            asked[c] = command;
            about[c] = what;
            memory.known[c] = true;
            memory.caused[c] = true;
            given[c] = (command == COMMAND_TAKE -> memory.last_ticket : 0)
        :: else -> script(LINE_REFUSED, 0, 0, 0, 0); printf("    refused\n"); asked[c] = 0; about[c] = 0
        fi
    fi;
    if
    :: granted -> asks++; waits_for_commit[c] = true
    :: else
    fi;
    granted = false;
    late = false;
    undo_over = false;
    check()
}

/* The client hears the answer: its next request will bear another key. */
inline hear(c)
{
    script(LINE_HEARD, 0, 0, c, 0);
    printf("client %d hears the answer\n", c);
    told_undurable = told_undurable || dirty;
    promised[given[c]] = true;
    promised[0] = false;
    given[c] = 0;
    asked[c] = 0;
    about[c] = 0;
    memory.known[c] = false;
    memory.caused[c] = false;
    disk.known[c] = false;
    disk.caused[c] = false
}

inline lose(c)
{
    script(LINE_LOST, 0, 0, c, 0);
    given[c] = 0;
    printf("the answer to client %d is lost\n", c)
}

inline nothing_open()
{
    for (i : 1 .. WINDOWS) { fresh[i] = false }
    i = 0;
    asks = 0;
    dirty = false;
    shown = false;
    told_undurable = false
}

inline commit()
{
    script(LINE_COMMIT, 0, 0, 0, 0);
    printf("commit\n");
    copy(disk, memory);
    nothing_open();
    for (i : 1 .. TICKETS) { promised[i] = (memory.ticket[i] != 0) } /* the boards show it now */
    i = 0;
#if !defined(FAULT_KEYS_NOT_KEPT) && !defined(SCRIPT)
    for (i : 1 .. CLIENTS) { /* what is known for ever is not looked at again: that something was asked is enough */
        asked[i] = (memory.known[i] -> COMMAND_CREATE : asked[i]);
        about[i] = (memory.known[i] -> 0 : about[i])
    }
    i = 0
#endif
}

inline crash()
{
    script(LINE_CRASH, 0, 0, 0, 0);
    printf("crash\n");
    /* durable before visible */
    assert(!told_undurable);
    assert(!shown);
    copy(memory, disk);
#ifdef FAULT_KEYS_NOT_KEPT
    for (i : 1 .. CLIENTS) { memory.known[i] = false }
#endif
#ifdef FAULT_NUMBER_NOT_KEPT
    memory.last_number = 0; /* the series goes on behind the last ticket that waits */
    for (i : 1 .. TICKETS) { memory.last_number = (waits(i) -> memory.number[i] : memory.last_number) }
#endif
#ifdef FAULT_CALL_NOT_ATOMIC
    half_window = 0;
    half_ticket = 0;
#endif
    for (i : 1 .. CLIENTS) {
        waits_for_commit[i] = false;
        given[i] = 0;
        if /* of whom nothing is left is as one that never asked */
        :: !memory.known[i] && !memory.caused[i] -> asked[i] = 0; about[i] = 0
        :: else
        fi
    }
    nothing_open();
    check()
}

/* Not more than OUTSTANDING clients lack an answer at the same time. */
#define may_lack_answer ((asked[1] != 0) + (asked[2] != 0) + (asked[3] != 0) + (asked[4] != 0) + (asked[5] != 0) <= OUTSTANDING)

/* The answers leave; each is heard or lost. Or the controller is killed before the first; after one of them it is as if the rest were lost. */
inline answer_all()
{
    pick = 1;
    do
    :: pick <= CLIENTS && !waits_for_commit[pick] -> pick++
    :: pick <= CLIENTS && waits_for_commit[pick] -> d_step { hear(pick); waits_for_commit[pick] = false }; script_fits
    :: pick <= CLIENTS && waits_for_commit[pick] && may_lack_answer -> d_step { lose(pick); waits_for_commit[pick] = false }; script_fits
    :: pick == 1 && !dirty && may_lack_answer -> d_step { crash() }; script_fits; break
    :: pick > CLIENTS -> break
    od;
    pick = 0;
    d_step { check() }
}

/* One turn, or a part of it: time or a client has its say, then the turn ends, or stays open for another, as long as it has room. It ends with the commit, and then
 * the answers; the controller may be killed before, between and after. */
chan request = [0] of { byte, mtype, byte }; /* client, command, what; or time (0) and a window */

proctype controller()
{
    byte client, what;
    mtype command;

    do
    :: atomic {
        request?client,command,what ->
        if
        :: undo_over = false
        :: undo_waits(1) || undo_waits(2) || undo_waits(3) -> undo_over = true
        fi;
        if
        :: late = false
        :: may_be_late -> late = true
        fi;
        d_step {
            if
            :: client == 0 -> due(what)
            :: else -> ask(client, command, what)
            fi;
            client = 0;
            command = 0;
            what = 0
        };
        script_fits;
#ifdef FAULT_ANSWER_BEFORE_COMMIT
        answer_all();
#endif
        if
        :: asks < ASKS -> skip
        :: asks > 0 -> d_step { crash() }; script_fits
        :: asks > 0 -> d_step { commit() }; script_fits; answer_all()
        fi
    }
#ifdef FAULT_CALL_NOT_ATOMIC
    :: atomic { half_window != 0 -> d_step { why = CALL_RULE_LARGEST_KEY; call(half_window, half_ticket); why = 0; half_window = 0; half_ticket = 0; check() } }
#endif
    od
}

/* A request is only worth looking at if it can be granted: a refusal changes nothing. (Of a recorded day everything is looked at.) */
#ifndef SCRIPT
#define may_ask(c, it) (asked[c] == 0 && (it))
#else
#define may_ask(c, it) (may_speak(c) && asked[c] == 0)
#endif

proctype kiosk(byte me)
{
    do
    :: atomic { may_speak(me) && asked[me] != 0 -> request!me,asked[me],about[me] } /* no answer came: again, with the same key */
    :: atomic { may_ask(me, memory.last_number < TICKETS) -> request!me,COMMAND_TAKE,GENERAL }
#ifdef MATTERS
    :: atomic { may_ask(me, memory.last_number < TICKETS) -> request!me,COMMAND_TAKE,SPECIAL }
#endif
    :: atomic { may_ask(me, memory.ticket[1] == TICKET_NO_SHOW) -> request!me,COMMAND_RETURN,1 }
    :: atomic { may_ask(me, memory.ticket[2] == TICKET_NO_SHOW) -> request!me,COMMAND_RETURN,2 }
#if TICKETS > 2
    :: atomic { may_ask(me, memory.ticket[3] == TICKET_NO_SHOW) -> request!me,COMMAND_RETURN,3 }
#endif
    od
}

proctype screen(byte me)
{
    do
    :: atomic { may_speak(me) && asked[me] != 0 -> request!me,asked[me],0 }
    :: atomic { may_ask(me, memory.window[me] != WINDOW_CALLING) -> request!me,COMMAND_NEXT,0 }
    :: atomic { may_ask(me, memory.window[me] == WINDOW_CALLING) -> request!me,COMMAND_START,0 }
    :: atomic { may_ask(me, memory.serves[me] != 0) -> request!me,COMMAND_FINISH,0 }
    :: atomic { may_ask(me, memory.serves[me] != 0) -> request!me,COMMAND_RECALL,0 }
    :: atomic { may_ask(me, memory.serves[me] != 0) -> request!me,COMMAND_NO_SHOW,0 }
    :: atomic { may_ask(me, memory.undo[me] != UNDO_NONE) -> request!me,COMMAND_UNDO,0 }
    od
}

/* What is due by time, as a turn begins. */
proctype time(byte w)
{
    do
    :: atomic { may_happen && (memory.window[w] == WINDOW_READY || memory.window[w] == WINDOW_CALLING) -> request!0,0,w }
    od
}

init
{
    atomic {
        for (i : 1 .. WINDOWS) {
            memory.window[i] = WINDOW_OPEN;
            memory.undo[i] = UNDO_NONE
        }
        i = 0;
        copy(disk, memory);
        begin_script();
        for (pick : 1 .. WINDOWS) { run screen(pick); run time(pick) }
        for (pick : WINDOWS + 1 .. CLIENTS) { run kiosk(pick) }
        pick = 0;
        run controller()
    }
}
