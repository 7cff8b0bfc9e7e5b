/* Cases and days: a slow calendar of working days, and what comes due by time alone. */
#include "sim/book.h"

int32_t book_year_of(int32_t day)
{
    int year;

    date_split((struct date){day}, &year, NULL, NULL);
    return year;
}

static bool book_day_is_worked(const struct book *book, int32_t day)
{
    const struct workday_calendar *calendar = book->cases.calendar;
    int weekday = (day + 4) % 7; /* 1970-01-01 was a Thursday; 0: Sunday */

    for (size_t i = 0; i < calendar->count; i++)
        if (calendar->entries[i].date.days == day)
            return calendar->entries[i].work;
    return weekday != 0 && weekday != 6;
}

int32_t book_day_after(const struct book *book, int32_t day, int32_t days, bool *unsure)
{
    for (; days > 0; days -= book_day_is_worked(book, day))
        day++;
    *unsure = *unsure || book_year_of(day) > book->cases.calendar->last_year;
    return day;
}

int32_t book_days_worked(const struct book *book, int32_t from, int32_t to)
{
    int32_t worked = 0;

    for (int32_t day = from + 1; day <= to; day++)
        worked += book_day_is_worked(book, day);
    return worked;
}

int32_t book_today(const struct book *book)
{
    return book_day_of(book, book->now_ms);
}

/* The clock shows yellow in the last third of the promised working days (an extension makes them more), red after the promised day. */
int32_t book_case_yellow_from(const struct book *book, const struct book_case *own)
{
    int32_t third = (own->promised_days + (own->extended ? 10 : 0)) / 3, first = own->promised + 1;

    for (int32_t day = own->promised; third > 0 && day > own->began_on; day--)
        if (book_day_is_worked(book, day)) {
            third--;
            first = day;
        }
    return third > 0 ? own->began_on + 1 : first;
}

int32_t book_case_due(const struct book *book, const struct book_case *own)
{
    if (own->state == CASE_STATE_RECEIVED)
        return own->answer_until + 1;
    if (own->light == CASE_LIGHT_GREEN)
        return book_case_yellow_from(book, own);
    if (own->light == CASE_LIGHT_YELLOW)
        return own->promised + 1;
    if (own->state == CASE_STATE_ISSUED && own->reminders < 2)
        return own->issued_on + (own->reminders == 0 ? 7 : 30);
    return 0;
}
