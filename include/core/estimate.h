/* How long the wait will be, as an honest range: a blend of the people before by the order of calling times the pace of the last hour, and of what the last to be called
 * has waited; how good it is on recorded days is told by tests/unit/test_estimate.c and make replay. */
#ifndef CORE_ESTIMATE_H
#define CORE_ESTIMATE_H

#include "core/hall.h"

/* A range that four of five waits fall into, milliseconds, whole multiples of five minutes; and the wait that is expected, which nobody is told alone. */
struct estimate {
    int64_t low_ms, high_ms, expected_ms;
};

/* Estimates the wait of a waiting ticket from now on, or of somebody who takes a number for `service` now when ticket is NULL.
 * False while no window that may serve it has anybody there: then nothing can be promised. */
bool estimate_wait(const struct hall *hall, int32_t service, const struct ticket *ticket, int64_t now_ms, struct estimate *ret_estimate);

/* The service time that the hall expects of a service, milliseconds: what it saw, drawn towards the usual time of the settings while it saw little. */
int64_t estimate_service_ms(const struct hall *hall, int32_t service);

#endif
