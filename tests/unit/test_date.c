#include "base/date.h"

#include <criterion/criterion.h>
#include <string.h>

Test(date, every_day_of_all_years)
{
    int32_t expected = date_make(1, 1, 1).days;
    int year = 0, month = 0, day = 0;

    for (int y = 1; y <= 9999; y++) {
        for (int m = 1; m <= 12; m++) {
            for (int d = 1; d <= 31 && date_is_valid(y, m, d); d++, expected++) {
                struct date date = date_make(y, m, d);
                date_split(date, &year, &month, &day);
                if (date.days != expected || year != y || month != m || day != d)
                    cr_assert_fail("%d-%d-%d", y, m, d);
            }
        }
    }
    cr_expect_eq(expected - date_make(1, 1, 1).days, 3652059, "days of the years 1 to 9999");
}

Test(date, known_days)
{
    cr_expect_eq(date_make(1970, 1, 1).days, 0);
    cr_expect_eq(date_make(2000, 3, 1).days, 11017);
    cr_expect_eq(date_weekday(date_make(2026, 11, 23)), 1);
    cr_expect_eq(date_weekday(date_make(1969, 12, 28)), 0);
    cr_expect_eq(date_weekday(date_make(2024, 2, 29)), 4);
    cr_expect(date_is_valid(2000, 2, 29));
    cr_expect_not(date_is_valid(1900, 2, 29));
    cr_expect_not(date_is_valid(2026, 4, 31));
    cr_expect_not(date_is_valid(2026, 13, 1));
    cr_expect_not(date_is_valid(0, 1, 1));
    cr_expect_not(date_is_valid(2026, 1, 0));
}

Test(date, text)
{
    static const char *const wrong[] = {"", "2026", "2026-11", "2026-11-3", "2026-11-31", "2026/11/23", "26-11-23", " 2026-11-2", "2026-1a-23", "-026-11-23", "0000-01-01"};
    struct date date = {42};
    char text[DATE_TEXT_SIZE];

    cr_assert(date_parse("2026-11-23T09:12", &date));
    date_format(date, text);
    cr_expect_str_eq(text, "2026-11-23");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        date.days = 42;
        cr_expect_not(date_parse(wrong[i], &date), "%s", wrong[i]);
        cr_expect_eq(date.days, 42, "a result is set on success only");
    }
    date_format((struct date){INT32_MAX / 4}, text);
    cr_expect_str_eq(text, "0000-00-00");
}

Test(date, instants_at_an_offset)
{
    char text[INSTANT_TEXT_SIZE];
    int64_t instant;

    cr_assert(instant_parse("2026-11-23T00:30:00.000+08:00", &instant));
    cr_expect_eq(date_of_instant(instant, 480).days, date_make(2026, 11, 23).days);
    cr_expect_eq(date_of_instant(instant, 0).days, date_make(2026, 11, 22).days);
    cr_expect_eq(instant_time_of_day_ms(instant, 480), 30 * 60000);
    cr_expect_eq(date_start_ms(date_make(2026, 11, 23), 480), instant - 30 * 60000);
    instant_format(instant + 1, 480, text);
    cr_expect_str_eq(text, "2026-11-23T00:30:00.001+08:00");
    instant_format(-1, 0, text);
    cr_expect_str_eq(text, "1969-12-31T23:59:59.999+00:00");
    instant_format(0, -210, text);
    cr_expect_str_eq(text, "1969-12-31T20:30:00.000-03:30");
}

Test(date, instant_text)
{
    static const char *const wrong[] = {"", "2026-11-23", "2026-11-23T09:12:03", "2026-11-23T24:00:00Z", "2026-11-23T09:60:00Z", "2026-11-23T09:12:03.1Z",
                                        "2026-11-23T09:12:03+8", "2026-11-23T09:12:03+08:00x", "2026-11-23 09:12:03Z", "2026-11-23T09:12:03+24:00"};
    char text[INSTANT_TEXT_SIZE];
    int64_t first, second, kept = 7;

    cr_assert(instant_parse("2026-11-23T09:12:03Z", &first));
    cr_assert(instant_parse("2026-11-23T17:12:03.000+08:00", &second));
    cr_expect_eq(first, second);
    for (int64_t instant = -3000000000001; instant < 3000000000000; instant += 98765432101) {
        instant_format(instant, 480, text);
        cr_expect(instant_parse(text, &second));
        cr_expect_eq(second, instant, "%s", text);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_expect_not(instant_parse(wrong[i], &kept), "%s", wrong[i]);
        cr_expect_eq(kept, 7);
    }
}
