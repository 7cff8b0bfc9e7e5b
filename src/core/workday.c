#include "core/workday.h"

#include <string.h>

const char *const workday_columns[WORKDAY_COLUMNS] = {"date", "name", "kind"};

const char *workday_entry_read(const char *const fields[static WORKDAY_COLUMNS], struct workday_entry *ret_entry, enum workday_column *ret_column)
{
    struct workday_entry entry = {{0}, false};

    *ret_column = WORKDAY_DATE;
    if (strlen(fields[WORKDAY_DATE]) != DATE_TEXT_SIZE - 1 || !date_parse(fields[WORKDAY_DATE], &entry.date))
        return "is not a date like 2026-10-01";
    *ret_column = WORKDAY_KIND;
    if (strcmp(fields[WORKDAY_KIND], "work") == 0)
        entry.work = true;
    else if (strcmp(fields[WORKDAY_KIND], "off") != 0)
        return "must be off or work";
    *ret_entry = entry;
    return NULL;
}

struct workday_calendar workday_calendar_of(const struct workday_entry *entries, size_t count)
{
    struct workday_calendar calendar = {entries, count, 1, 0};
    int month;

    if (count == 0)
        return calendar;
    date_split(entries[0].date, &calendar.first_year, &month, NULL);
    date_split(entries[count - 1].date, &calendar.last_year, NULL, NULL);
    calendar.first_year += month == 12;
    return calendar;
}

bool workday_is_worked(const struct workday_calendar *calendar, struct date date)
{
    size_t low = 0, high = calendar->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct workday_entry *entry = &calendar->entries[middle];
        if (entry->date.days == date.days)
            return entry->work;
        if (entry->date.days < date.days)
            low = middle + 1;
        else
            high = middle;
    }
    int weekday = date_weekday(date);
    return weekday != 0 && weekday != 6;
}

static bool speaks_for(const struct workday_calendar *calendar, struct date date)
{
    int year;

    date_split(date, &year, NULL, NULL);
    return year >= calendar->first_year && year <= calendar->last_year;
}

enum error workday_deadline(const struct workday_calendar *calendar, struct date date, int days, struct date *ret_date)
{
    if (days < 0 || days > WORKDAY_DAYS_MAX || (days == 0 && !speaks_for(calendar, date)))
        return ERROR_RANGE;
    while (days > 0) {
        date.days++;
        if (!speaks_for(calendar, date))
            return ERROR_RANGE;
        days -= workday_is_worked(calendar, date);
    }
    *ret_date = date;
    return ERROR_NONE;
}
