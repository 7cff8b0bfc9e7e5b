/* A recorded day, which the model must follow line by line: with -DSCRIPT it reads days from the file that the environment's MODEL_DAYS names (lines of sizes.h, made
 * by days.c), follows each of them, and tells at the end how far it came. Without, nothing of this is there. */
#ifndef SCRIPT
#define script(kind, name, t, w, rule) skip
#define begin_script() skip
#define script_fits skip
#define may_speak(c) true
#define may_happen (asks == 0) /* time is looked at as a turn begins */
#else

#define LINES_MAX 200000
hidden mtype number_of[NAMES];      /* of each name, in the order of names.inc */
hidden byte line_kind[LINES_MAX];
hidden mtype line_name[LINES_MAX];
hidden byte line_ticket[LINES_MAX];
hidden byte line_window[LINES_MAX];
hidden mtype line_rule[LINES_MAX];
hidden int days;
hidden int day_begin[LINES_MAX];    /* of each day: its first line */
int day, position;
bool astray;                        /* something happened that is not in the day */

c_decl {
\#include "reader.h"
}

/* The rule of who is first in a single class depends on how long they waited, which the model does not know. */
#define rule_fits(rule) (line_rule[position] == (rule) || ((rule) == CALL_RULE_LARGEST_KEY && line_rule[position] == CALL_RULE_WAITED_LONG))

inline script(kind, name, t, w, rule)
{
    astray = astray || line_kind[position] != (kind) || line_name[position] != (name) || line_ticket[position] != (t) ||
        line_window[position] != (w) || !rule_fits(rule);
    position = (astray -> position : position + 1);
    c_code { reader_came_to(now.day, now.position); }
}

#define script_fits (!astray)
#define may_speak(c) (!astray && line_kind[position] == LINE_ASK && line_window[position] == (c))
#define may_happen (!astray && line_kind[position] == LINE_EVENT)

inline begin_script()
{
    tell_numbers();
    c_code { days = reader_read(number_of, line_kind, line_name, line_ticket, line_window, line_rule, day_begin); };
    do
    :: day < days - 1 -> day++
    :: true -> break
    od;
    position = day_begin[day]
}
#endif
