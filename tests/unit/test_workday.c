/* Deadlines against a second computation that shares nothing with the first: days from the C library's calendar, the list of worked days written out, the
 * answer found by its place in the list. */
#include "core/workday.h"

#include "files/holidays_file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct date day(const char *text)
{
    struct date date = {0};
    cr_assert(date_parse(text, &date), "%s", text);
    return date;
}

static struct workday_calendar shipped(struct workday_entry **ret_entries)
{
    struct workday_calendar calendar;
    char sentence[TABLE_SENTENCE_SIZE];

    cr_assert_eq(holidays_file_read("conf/holidays.csv", ret_entries, &calendar, sentence), ERROR_NONE, "%s", sentence);
    return calendar;
}

enum { FIRST_DAY = 17897 /* 2019-01-01 */, DAYS = 2922 /* to 2026-12-31 */ };

/* Marks the worked days of 2019 to 2026 and writes them out in order. Returns how many there are. */
static int second_calendar(int worked[DAYS])
{
    static char kinds[DAYS][8];
    char line[256];
    FILE *file = fopen("conf/holidays.csv", "r");
    int count = 0;

    cr_assert_not_null(file);
    setenv("TZ", "UTC0", 1);
    while (fgets(line, sizeof line, file)) {
        struct tm tm = {0};
        char *rest = strptime(line, "%Y-%m-%d", &tm);
        if (!rest)
            continue;
        tm.tm_hour = 12;
        long place = mktime(&tm) / 86400 - FIRST_DAY;
        if (place >= 0 && place < DAYS)
            sscanf(strrchr(rest, ',') + 1, "%7[a-z]", kinds[place]);
    }
    fclose(file);
    for (int i = 0; i < DAYS; i++) {
        time_t noon = (FIRST_DAY + (time_t)i) * 86400 + 43200;
        struct tm tm;
        gmtime_r(&noon, &tm);
        if (strcmp(kinds[i], "work") == 0 || (tm.tm_wday % 6 != 0 && strcmp(kinds[i], "off") != 0))
            worked[count++] = FIRST_DAY + i;
    }
    return count;
}

Test(workday, agrees_with_a_second_computation)
{
    static const int spans[] = {1, 3, 5, 10, 15, 20, 30};
    static int worked[DAYS];
    struct workday_entry *entries;
    struct workday_calendar calendar = shipped(&entries);
    int count = second_calendar(worked), compared = 0, refused = 0;

    for (int start = FIRST_DAY; start < FIRST_DAY + DAYS; start++) {
        int next = 0; /* place of the first worked day after start */
        while (next < count && worked[next] <= start)
            next++;
        for (size_t s = 0; s < sizeof spans / sizeof *spans; s++) {
            struct date result = {-1};
            enum error error = workday_deadline(&calendar, (struct date){start}, spans[s], &result);
            int place = next + spans[s] - 1;
            compared++;
            if (place < count) {
                cr_assert_eq(error, ERROR_NONE);
                cr_assert_eq(result.days, worked[place], "%d + %d: %d instead of %d", start, spans[s], result.days, worked[place]);
            } else {
                cr_assert_eq(error, ERROR_RANGE, "%d + %d passes 2026", start, spans[s]);
                cr_assert_eq(result.days, -1, "the result is set on success only");
                refused++;
            }
        }
    }
    cr_assert_eq(compared, DAYS * 7);
    cr_assert_gt(refused, 7 * 7);
    free(entries);
}

Test(workday, known_dates)
{
    static const struct {
        const char *from;
        int days;
        const char *to;
    } known[] = {
        {"2026-09-30", 1, "2026-10-08"},  /* National Day */
        {"2026-09-30", 3, "2026-10-10"},  /* Saturday 10 October is worked */
        {"2026-02-13", 1, "2026-02-14"},  /* Saturday before the Spring Festival is worked */
        {"2026-02-14", 1, "2026-02-24"},
        {"2026-11-20", 1, "2026-11-23"},  /* an ordinary weekend */
        {"2026-11-21", 1, "2026-11-23"},
        {"2020-01-31", 1, "2020-02-03"},  /* the Spring Festival that was prolonged */
        {"2026-11-22", 0, "2026-11-22"},
    };
    struct workday_entry *entries;
    struct workday_calendar calendar = shipped(&entries);

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct date result;
        char text[DATE_TEXT_SIZE] = "refused";
        if (workday_deadline(&calendar, day(known[i].from), known[i].days, &result) == ERROR_NONE)
            date_format(result, text);
        cr_expect_str_eq(text, known[i].to, "%s + %d: %s instead of %s", known[i].from, known[i].days, text, known[i].to);
    }
    free(entries);
}

Test(workday, refuses_what_the_calendar_does_not_cover)
{
    struct workday_entry *entries;
    struct workday_calendar calendar = shipped(&entries);
    struct date result;

    cr_expect_eq(calendar.first_year, 2019, "December 2018 belongs to the holiday of 2019");
    cr_expect_eq(calendar.last_year, 2026);
    cr_expect_eq(workday_deadline(&calendar, day("2026-12-31"), 1, &result), ERROR_RANGE);
    cr_expect_eq(workday_deadline(&calendar, day("2026-12-30"), 1, &result), ERROR_NONE);
    cr_expect_eq(workday_deadline(&calendar, day("2027-01-04"), 0, &result), ERROR_RANGE);
    cr_expect_eq(workday_deadline(&calendar, day("2018-12-31"), 1, &result), ERROR_NONE, "only days of 2019 are counted");
    cr_expect_eq(workday_deadline(&calendar, day("2018-12-30"), 1, &result), ERROR_RANGE);
    cr_expect_eq(workday_deadline(&calendar, day("2026-11-23"), -1, &result), ERROR_RANGE);
    cr_expect_eq(workday_deadline(&calendar, day("2026-11-23"), WORKDAY_DAYS_MAX + 1, &result), ERROR_RANGE);
    free(entries);

    struct workday_calendar empty = workday_calendar_of(NULL, 0);
    cr_expect_eq(workday_deadline(&empty, day("2026-11-23"), 1, &result), ERROR_RANGE);
    cr_expect_eq(workday_deadline(&empty, day("2026-11-23"), 0, &result), ERROR_RANGE);
}
