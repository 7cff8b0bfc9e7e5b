/* Working days by an official calendar. A weekday is worked and a weekend is off, except where the calendar says otherwise: in China the State Council
 * announces each year which days are off and which weekend days are worked instead. Pure.
 * How a deadline counts: the Administrative Licensing Law (2019), article 82, counts working days without holidays; the day on which something begins is
 * not counted (Civil Code, article 201). */
#ifndef CORE_WORKDAY_H
#define CORE_WORKDAY_H

#include "base/date.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* One exception of the calendar. */
struct workday_entry {
    struct date date;
    bool work; /* true: a weekend day that is worked; false: a day off */
};

/* A calendar borrows its entries: sorted by date, no date twice. It speaks for whole years, first_year to last_year; an empty one
 * (first_year > last_year) refuses every deadline. */
struct workday_calendar {
    const struct workday_entry *entries;
    size_t count;
    int first_year, last_year;
};

enum { WORKDAY_DAYS_MAX = 10000 };

/* The columns of holidays.csv, in their order. */
enum workday_column { WORKDAY_DATE, WORKDAY_NAME, WORKDAY_KIND, WORKDAY_COLUMNS };
extern const char *const workday_columns[WORKDAY_COLUMNS];

/* Reads one row of holidays.csv. Returns NULL and the entry, or a sentence (static, about one column) that says what is wrong. */
const char *workday_entry_read(const char *const fields[static WORKDAY_COLUMNS], struct workday_entry *ret_entry, enum workday_column *ret_column);

/* Returns a calendar of the entries (borrowed). It speaks for the years in which it has entries from the first to the last; when the first entries lie in
 * December only (the eve of a New Year's holiday), from the year after. */
struct workday_calendar workday_calendar_of(const struct workday_entry *entries, size_t count);

/* Returns whether the date is worked; the caller has seen that the calendar speaks for its year. */
bool workday_is_worked(const struct workday_calendar *calendar, struct date date);

/* Finds the date that many working days (0..WORKDAY_DAYS_MAX) after date, which is not counted itself; with 0 days it is date itself, worked or not.
 * ERROR_RANGE when the days are out of range, or the result or a day on the way to it lies in a year for which the calendar does not speak. */
enum error workday_deadline(const struct workday_calendar *calendar, struct date date, int days, struct date *ret_date);

#endif
