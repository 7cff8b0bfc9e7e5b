/* Dates of the proleptic Gregorian calendar and instants of time, as integers. Pure: no clock, no time zone database.
 * An instant is milliseconds since 1970-01-01T00:00:00Z (int64_t). A hall lies at a fixed offset from UTC (China has had
 * one zone without summer time since 1991), in minutes east. Date algorithms: E. G. Richards, Explanatory Supplement to the Astronomical Almanac, 3rd ed., 15.11.3. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A calendar day: days since 1970-01-01. */
struct date {
    int32_t days;
};

enum { DATE_TEXT_SIZE = 11, INSTANT_TEXT_SIZE = 30 };

/* Returns the date of year (1..9999), month (1..12), day (1..31); the caller has checked them with date_is_valid(). */
struct date date_make(int year, int month, int day);
bool date_is_valid(int year, int month, int day);

/* Splits a date; any of the results may be NULL. */
void date_split(struct date date, int *ret_year, int *ret_month, int *ret_day);

/* Returns 0 for Sunday .. 6 for Saturday. */
int date_weekday(struct date date);

/* Reads "2026-11-23", exactly ten characters (what follows is not looked at when length allows); false if it is not a date. */
bool date_parse(const char *text, struct date *ret_date);

/* Writes "2026-11-23" and a zero; years outside 0..9999 become "0000-00-00". */
void date_format(struct date date, char text[static DATE_TEXT_SIZE]);

/* Returns the local date of an instant at an offset of minutes east of UTC. */
struct date date_of_instant(int64_t instant_ms, int offset_minutes);

/* Returns the first instant of a local date. */
int64_t date_start_ms(struct date date, int offset_minutes);

/* Returns the milliseconds since local midnight, 0..86399999. */
int32_t instant_time_of_day_ms(int64_t instant_ms, int offset_minutes);

/* Writes "2026-11-23T09:12:03.120+08:00" and a zero. */
void instant_format(int64_t instant_ms, int offset_minutes, char text[static INSTANT_TEXT_SIZE]);

/* Reads what instant_format writes, or "Z" as the offset, with or without milliseconds; false if it is not one. */
bool instant_parse(const char *text, int64_t *ret_instant_ms);

#endif
