/* What time brings to cases: deadlines that turn yellow and red, silence that counts as acceptance, reminders, and deadlines that a new calendar moves. Once a day, at the
 * start, and when holidays.csv has changed, all open cases are looked at, in slices of a turn each. */
#ifndef SERVER_SWEEP_H
#define SERVER_SWEEP_H

#include "server/server.h"

/* Begins to look at all open cases anew. */
void sweep_again(struct server *server);

/* Looks at the next slice, where a sweep runs or a new day has begun; inside a turn. */
void sweep_slice(struct server *server);

/* Whether the next turn has something to look at, so that it should come at once. */
bool sweep_is_due(const struct server *server);

/* Does what is due for one case now, and reads it as it is then (ERROR_MISSING: no such case); inside a turn. */
enum error sweep_case(struct server *server, struct case_id id, struct case_file *ret_file);

/* Reads holidays.csv anew if it was changed; a file that cannot be read is told in the log and changes nothing. */
void sweep_calendar(struct server *server);

#endif
