#include "status/figures.h"

#include <stdio.h>

enum { FIRST_USUAL = 8 * 4, LAST_USUAL = 18 * 4 - 1 };

static int quarter_of(const json_t *json)
{
    const char *at = json_string_value(json_object_get(json, "at"));
    int hour, minute;

    return at && sscanf(at, "%2d:%2d", &hour, &minute) == 2 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 ? hour * 4 + minute / 15 : -1;
}

static int number_of(const json_t *json, const char *name)
{
    json_int_t number = json_integer_value(json_object_get(json, name));

    return number < 0 ? 0 : number > 1000000 ? 1000000 : (int)number;
}

/* Reads quarters as sums over so many days. */
static void read_quarters(struct status_figures *figures, const json_t *list, int days, int taken[static STATUS_QUARTERS], int wait_min[static STATUS_QUARTERS])
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i), *wait = json_object_get(one, "mean_wait_s");
        int quarter = quarter_of(one);
        if (quarter < 0 || days < 1)
            continue;
        taken[quarter] = (number_of(one, "taken") + days / 2) / days;
        if (json_is_integer(wait))
            wait_min[quarter] = (number_of(one, "mean_wait_s") + 59) / 60;
        if (quarter < figures->first)
            figures->first = quarter;
        if (quarter > figures->last)
            figures->last = quarter;
    }
}

void status_figures_read(struct status_figures *figures, const json_t *answer, int minute)
{
    const json_t *usual = json_object_get(answer, "usual"), *list = json_object_get(usual, "quarters");
    int by_now = 0, all = 0;

    *figures = (struct status_figures){.first = FIRST_USUAL, .last = LAST_USUAL, .now = minute / 15 % STATUS_QUARTERS, .usual_days = number_of(usual, "days")};
    for (int i = 0; i < STATUS_QUARTERS; i++)
        figures->wait_min[i] = figures->usual_wait_min[i] = -1;
    read_quarters(figures, json_object_get(answer, "quarters"), 1, figures->taken, figures->wait_min);
    read_quarters(figures, list, figures->usual_days, figures->usual, figures->usual_wait_min);
    for (size_t i = 0; i < json_array_size(list); i++) {
        int quarter = quarter_of(json_array_get(list, i)), taken = number_of(json_array_get(list, i), "taken");
        all += taken;
        by_now += quarter <= figures->now ? taken : 0;
    }
    if (figures->usual_days > 0) {
        figures->usual_by_now = (by_now + figures->usual_days / 2) / figures->usual_days;
        figures->usual_all = (all + figures->usual_days / 2) / figures->usual_days;
    }
}
