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

Test(limits, a_flood_of_names_does_not_free_who_is_slowed)
{
    struct limits *limits = limits_create(16);
    char name[32];
    int64_t wait;

    for (int i = 0; i < 6; i++)
        limits_failed(limits, "1001", 1000, 5, 30000, 900000);
    for (int i = 0; i < 10000; i++) {
        snprintf(name, sizeof name, "guess-%d", i);
        cr_assert(limits_may_try(limits, name, 1001 + i, &wait));
        limits_failed(limits, name, 1001 + i, 5, 30000, 900000);
    }
    cr_assert_not(limits_may_try(limits, "1001", 12000, &wait), "it is known still, though it was not asked about for long");
    cr_assert_eq(wait, 61000 - 12000);
    limits_destroy(limits);
}

Test(limits, asking_whether_one_may_try_takes_no_room)
{
    struct limits *limits = limits_create(2);
    char name[32];
    int64_t wait;

    limits_failed(limits, "1001", 1000, 1, 30000, 900000);
    limits_failed(limits, "1002", 1000, 1, 30000, 900000);
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "other-%d", i);
        limits_may_try(limits, name, 1000, &wait);
        limits_succeeded(limits, name);
    }
    cr_assert_not(limits_may_try(limits, "1001", 1000, &wait));
    cr_assert_not(limits_may_try(limits, "1002", 1000, &wait));
    limits_destroy(limits);
}

Test(limits, failures_are_forgotten_after_a_day)
{
    struct limits *limits = limits_create(4);
    int64_t day = 24 * 3600000;

    for (int i = 0; i < 4; i++)
        limits_failed(limits, "1001", 1000, 5, 30000, 900000);
    cr_assert_not(limits_failed(limits, "1001", 1001 + day, 5, 30000, 900000), "four yesterday and one today are not five");
    limits_destroy(limits);
}

Test(limits, an_emptier_bucket_stays_before_a_fuller_one)
{
    struct limits *limits = limits_create(4);
    char name[32];
    int64_t wait;

    for (int i = 0; i < 50; i++)
        limits_take(limits, "village", 1000, 50, 50, &wait);
    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "code-%d", i);
        limits_take(limits, name, 1000 + i / 1000, 1000, 10, &wait);
        limits_take(limits, "village", 1000, 50, 50, &wait);
    }
    cr_assert_not(limits_take(limits, "village", 1000, 50, 50, &wait));
    limits_destroy(limits);
}

Test(limits, an_address_counts_by_its_network)
{
    char one[LIMIT_NAME_SIZE], other[LIMIT_NAME_SIZE];

    limits_address_name("page", "2001:db8:1:2:3:4:5:6", one);
    limits_address_name("page", "2001:db8:1:2:ffff::1", other);
    cr_assert_str_eq(one, other);
    limits_address_name("page", "2001:db8:1:3::1", other);
    cr_assert_str_neq(one, other);
    limits_address_name("page", "203.0.113.7", one);
    limits_address_name("page", "203.0.113.8", other);
    cr_assert_str_neq(one, other);
    limits_address_name("sign-in", "203.0.113.8", one);
    cr_assert_str_neq(one, other, "for each matter");
}
