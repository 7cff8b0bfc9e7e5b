/* Permits and failed tries, with time as an argument. */
#include "server/limits.h"

#include <criterion/criterion.h>
#include <stdio.h>

Test(limits, a_burst_then_one_a_period)
{
    struct limits *limits = limits_create(8);
    int64_t wait;

    cr_assert(limits_take(limits, "kiosk", 1000, 5000, 2, &wait));
    cr_assert(limits_take(limits, "kiosk", 1000, 5000, 2, &wait));
    cr_assert_not(limits_take(limits, "kiosk", 1000, 5000, 2, &wait));
    cr_assert_eq(wait, 5000);
    cr_assert(limits_take(limits, "other", 1000, 5000, 2, &wait), "each name has a bucket of its own");
    cr_assert_not(limits_take(limits, "kiosk", 5999, 5000, 2, &wait));
    cr_assert(limits_take(limits, "kiosk", 6000, 5000, 2, &wait));
    cr_assert_not(limits_take(limits, "kiosk", 6000, 5000, 2, &wait));
    limits_destroy(limits);
}

Test(limits, memory_stays_bounded_and_the_busy_stay_known)
{
    struct limits *limits = limits_create(4);
    char name[32];
    int64_t wait;

    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "stranger-%d", i);
        limits_take(limits, name, 1000 + i, 5000, 1, &wait);
        limits_take(limits, "busy", 1000 + i, 3600000, 1, &wait);
    }
    cr_assert_not(limits_take(limits, "busy", 2001, 3600000, 1, &wait));
    limits_destroy(limits);
}

Test(limits, five_failures_begin_a_wait_that_doubles)
{
    struct limits *limits = limits_create(8);
    int64_t wait, now = 1000;

    for (int i = 1; i <= 4; i++) {
        cr_assert_not(limits_failed(limits, "1001", now, 5, 30000, 900000));
        cr_assert(limits_may_try(limits, "1001", now, &wait));
    }
    cr_assert(limits_failed(limits, "1001", now, 5, 30000, 900000), "the fifth is told");
    cr_assert_not(limits_may_try(limits, "1001", now, &wait));
    cr_assert_eq(wait, 30000);
    now += 30000;
    cr_assert(limits_may_try(limits, "1001", now, &wait));
    cr_assert_not(limits_failed(limits, "1001", now, 5, 30000, 900000), "only once");
    limits_may_try(limits, "1001", now, &wait);
    cr_assert_eq(wait, 60000);
    for (int i = 0; i < 10; i++)
        limits_failed(limits, "1001", now, 5, 30000, 900000);
    limits_may_try(limits, "1001", now, &wait);
    cr_assert_eq(wait, 900000, "never longer than the most");
    limits_succeeded(limits, "1001");
    cr_assert(limits_may_try(limits, "1001", now, &wait));
    limits_destroy(limits);
}
