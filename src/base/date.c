#include "base/date.h"

#include <string.h>

struct date date_make(int year, int month, int day)
{
    /* months counted from March, so that the leap day is the last of its year */
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (struct date){era * 146097 + day_of_era - 719468};
}

void date_split(struct date date, int *ret_year, int *ret_month, int *ret_day)
{
    int z = date.days + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * day_of_year + 2) / 153;
    int month = shifted + (shifted < 10 ? 3 : -9);

    if (ret_day)
        *ret_day = day_of_year - (153 * shifted + 2) / 5 + 1;
    if (ret_month)
        *ret_month = month;
    if (ret_year)
        *ret_year = year_of_era + era * 400 + (month <= 2);
}

bool date_is_valid(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
        return false;
    return day <= lengths[month - 1] + (month == 2 && leap);
}

int date_weekday(struct date date)
{
    int rest = (date.days + 4) % 7; /* 1970-01-01 was a Thursday */
    return rest < 0 ? rest + 7 : rest;
}

/* Reads exactly count digits. */
static bool digits(const char *text, int count, int *ret_value)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *ret_value = value;
    return true;
}

bool date_parse(const char *text, struct date *ret_date)
{
    int year, month, day;

    if (!digits(text, 4, &year) || text[4] != '-' || !digits(text + 5, 2, &month) || text[7] != '-' ||
        !digits(text + 8, 2, &day) || !date_is_valid(year, month, day))
        return false;
    *ret_date = date_make(year, month, day);
    return true;
}

static char *put_digits(char *text, int value, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        text[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return text + count;
}

void date_format(struct date date, char text[static DATE_TEXT_SIZE])
{
    int year, month, day;

    date_split(date, &year, &month, &day);
    if (year < 0 || year > 9999) {
        memcpy(text, "0000-00-00", DATE_TEXT_SIZE);
        return;
    }
    char *p = put_digits(text, year, 4);
    *p++ = '-';
    p = put_digits(p, month, 2);
    *p++ = '-';
    p = put_digits(p, day, 2);
    *p = '\0';
}

enum { DAY_MS = 86400000 };

static int64_t floor_div(int64_t value, int64_t by)
{
    int64_t quotient = value / by;
    return quotient - (value % by < 0);
}

struct date date_of_instant(int64_t instant_ms, int offset_minutes)
{
    return (struct date){(int32_t)floor_div(instant_ms + (int64_t)offset_minutes * 60000, DAY_MS)};
}

int64_t date_start_ms(struct date date, int offset_minutes)
{
    return (int64_t)date.days * DAY_MS - (int64_t)offset_minutes * 60000;
}

int32_t instant_time_of_day_ms(int64_t instant_ms, int offset_minutes)
{
    return (int32_t)(instant_ms - date_start_ms(date_of_instant(instant_ms, offset_minutes), offset_minutes));
}

void instant_format(int64_t instant_ms, int offset_minutes, char text[static INSTANT_TEXT_SIZE])
{
    int32_t ms = instant_time_of_day_ms(instant_ms, offset_minutes);
    int offset = offset_minutes < 0 ? -offset_minutes : offset_minutes;
    char *p = text;

    date_format(date_of_instant(instant_ms, offset_minutes), p);
    p += DATE_TEXT_SIZE - 1;
    *p++ = 'T';
    p = put_digits(p, ms / 3600000, 2);
    *p++ = ':';
    p = put_digits(p, ms / 60000 % 60, 2);
    *p++ = ':';
    p = put_digits(p, ms / 1000 % 60, 2);
    *p++ = '.';
    p = put_digits(p, ms % 1000, 3);
    *p++ = offset_minutes < 0 ? '-' : '+';
    p = put_digits(p, offset / 60, 2);
    *p++ = ':';
    p = put_digits(p, offset % 60, 2);
    *p = '\0';
}

bool instant_parse(const char *text, int64_t *ret_instant_ms)
{
    struct date date;
    int hour, minute, second, ms = 0, offset_hour = 0, offset_minute = 0, sign = 0;

    if (!date_parse(text, &date) || text[10] != 'T' || !digits(text + 11, 2, &hour) || text[13] != ':' ||
        !digits(text + 14, 2, &minute) || text[16] != ':' || !digits(text + 17, 2, &second))
        return false;
    const char *p = text + 19;
    if (*p == '.') {
        if (!digits(p + 1, 3, &ms))
            return false;
        p += 4;
    }
    if (*p == '+' || *p == '-') {
        sign = *p == '+' ? 1 : -1;
        if (!digits(p + 1, 2, &offset_hour) || p[3] != ':' || !digits(p + 4, 2, &offset_minute))
            return false;
        p += 6;
    } else if (*p == 'Z') {
        p++;
    } else {
        return false;
    }
    if (*p != '\0' || hour > 23 || minute > 59 || second > 59 || offset_hour > 23 || offset_minute > 59)
        return false;
    *ret_instant_ms = date_start_ms(date, sign * (offset_hour * 60 + offset_minute)) + ((hour * 60 + minute) * 60 + second) * 1000LL + ms;
    return true;
}
