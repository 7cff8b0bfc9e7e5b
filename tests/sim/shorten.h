/* Playing days in a process of their own, so that a crash of the core is a finding too; and making a failing day short. */
#ifndef SIM_SHORTEN_H
#define SIM_SHORTEN_H

#include "sim/world.h"

/* Plays a day in another process. A crash, or a day that does not end within a minute, is the invariant "the core goes on". The trace (may
 * be NULL) is written by the other process. */
void shorten_play(const struct scenario *scenario, const bool *kept, FILE *trace, struct verdict *ret_verdict);

/* Delta debugging (Zeller and Hildebrandt 2002, IEEE Transactions on Software Engineering 28:183-200, the complement half of it): strikes
 * out as much of a failing day as possible while the same invariant fails, then makes what is left plain. kept has op_count elements.
 * Returns how many things are left. */
int32_t shorten_day(struct scenario *scenario, const struct verdict *verdict, bool *kept);

#endif
