#include "cli/replay.h"

#include "base/date.h"

#include <stdlib.h>
#include <string.h>

/* Where a ticket is, as far as the report cares. */
enum place { UNKNOWN, WAITING, AT_WINDOW, OUT };

struct known {
    int64_t id;
    char day[11], number[12];
    char service;
    enum place place;
    bool taken, acknowledged, was_called, told;
    int64_t low_ms, high_ms; /* what was told */
    int64_t taken_ms, called_ms;
};

struct replay_report {
    struct known *tickets; /* in the order of taking, for those whose taking was seen */
    size_t count, room;
    int64_t at_window[REPLAY_WINDOWS_MAX + 1]; /* ticket, 0: none */
    char services[REPLAY_WINDOWS_MAX + 1][27];
    int calls, finished, out, overtakes, double_calls;
    bool cut;
};

struct replay_report *replay_report_create(void)
{
    return calloc(1, sizeof(struct replay_report));
}

void replay_report_destroy(struct replay_report *report)
{
    if (report)
        free(report->tickets);
    free(report);
}

static struct known *find(const struct replay_report *report, int64_t id)
{
    for (size_t i = report->count; i > 0; i--)
        if (report->tickets[i - 1].id == id)
            return &report->tickets[i - 1];
    return NULL;
}

/* Finds or adds; NULL without memory, and the report is then cut. */
static struct known *find_or_add(struct replay_report *report, int64_t id)
{
    struct known *known = find(report, id);

    if (known)
        return known;
    if (report->count == report->room) {
        size_t room = report->room ? 2 * report->room : 256;
        struct known *tickets = realloc(report->tickets, room * sizeof *tickets);
        if (!tickets) {
            report->cut = true;
            return NULL;
        }
        report->tickets = tickets;
        report->room = room;
    }
    known = &report->tickets[report->count++];
    *known = (struct known){.id = id};
    return known;
}

static int window_number(const json_t *window)
{
    int64_t number = json_integer_value(json_object_get(window, "window"));

    return number >= 1 && number <= REPLAY_WINDOWS_MAX ? (int)number : 0;
}

static void take_window(struct replay_report *report, const json_t *window)
{
    const json_t *services = json_object_get(window, "services");
    int number = window_number(window);
    size_t count = 0;

    if (!number || !json_is_array(services))
        return;
    for (size_t i = 0; i < json_array_size(services) && count < 26; i++) {
        const char *letter = json_string_value(json_array_get(services, i));
        if (letter)
            report->services[number][count++] = *letter;
    }
    report->services[number][count] = '\0';
}

void replay_report_take_hall(struct replay_report *report, const json_t *hall)
{
    const json_t *windows = json_object_get(hall, "windows");

    for (size_t i = 0; i < json_array_size(windows); i++)
        take_window(report, json_array_get(windows, i));
}

static int64_t instant_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    int64_t instant_ms = 0;

    if (text)
        instant_parse(text, &instant_ms);
    return instant_ms;
}

static void copy(char *text, size_t size, const json_t *object, const char *name)
{
    const char *value = json_string_value(json_object_get(object, name));

    snprintf(text, size, "%s", value ? value : "");
}

static void take_taken(struct replay_report *report, const json_t *ticket)
{
    struct known *known = find_or_add(report, json_integer_value(json_object_get(ticket, "id")));
    char service[2];

    if (!known)
        return;
    if (known->taken || known->acknowledged) {
        /* acknowledged before the event came: its place is where the event is */
        struct known moved = *known;
        memmove(known, known + 1, (size_t)(report->tickets + report->count - known - 1) * sizeof *known);
        known = &report->tickets[report->count - 1];
        *known = moved;
    }
    copy(known->day, sizeof known->day, ticket, "day");
    copy(known->number, sizeof known->number, ticket, "number");
    copy(service, sizeof service, ticket, "service");
    known->service = service[0];
    known->taken = true;
    known->place = WAITING;
    known->taken_ms = instant_of(ticket, "taken_at");
}

/* Whether the window may serve somebody who took a number earlier and still waits. */
static bool overtakes(const struct replay_report *report, const struct known *called, int window)
{
    for (const struct known *known = report->tickets; known < called; known++)
        if (known->taken && known->place == WAITING && strchr(report->services[window], known->service))
            return true;
    return false;
}

static void take_called(struct replay_report *report, const json_t *ticket, const json_t *event)
{
    struct known *known = find(report, json_integer_value(json_object_get(ticket, "id")));
    int window = window_number(ticket);

    report->double_calls += window && report->at_window[window] != 0;
    if (window)
        report->at_window[window] = json_integer_value(json_object_get(ticket, "id"));
    if (!known || !known->taken)
        return; /* it waited before we came */
    report->calls++;
    report->double_calls += known->place != WAITING;
    report->overtakes += window && overtakes(report, known, window);
    if (!known->was_called)
        known->called_ms = instant_of(event, "at");
    known->was_called = true;
    known->place = AT_WINDOW;
}

/* The ticket leaves its window for a place. */
static void take_left(struct replay_report *report, const json_t *ticket, enum place place)
{
    int64_t id = json_integer_value(json_object_get(ticket, "id"));
    struct known *known = find(report, id);

    for (int i = 1; i <= REPLAY_WINDOWS_MAX; i++)
        if (report->at_window[i] == id)
            report->at_window[i] = 0;
    if (!known || !known->taken)
        return;
    report->out += (place == OUT) - (known->place == OUT);
    known->place = place;
}

void replay_report_take_event(struct replay_report *report, const json_t *event)
{
    static const struct {
        const char *type;
        enum place place;
    } leaving[] = {
        {"ticket.finished", OUT},        {"ticket.no_show", OUT},      {"ticket.parked", OUT},           {"ticket.cancelled", OUT},
        {"ticket.expired", OUT},         {"ticket.returned", WAITING}, {"ticket.transferred", WAITING},  {"ticket.call_undone", WAITING},
    };
    const char *type = json_string_value(json_object_get(event, "type"));
    const json_t *ticket = json_object_get(event, "ticket");

    take_window(report, json_object_get(event, "window"));
    if (!type || !json_is_object(ticket))
        return;
    if (strcmp(type, "ticket.taken") == 0)
        take_taken(report, ticket);
    else if (strcmp(type, "ticket.called") == 0)
        take_called(report, ticket, event);
    for (size_t i = 0; i < sizeof leaving / sizeof *leaving; i++)
        if (strcmp(type, leaving[i].type) == 0) {
            take_left(report, ticket, leaving[i].place);
            report->finished += i == 0;
        }
}

int replay_report_out(const struct replay_report *report)
{
    return report->out;
}

bool replay_report_is_over(const struct replay_report *report)
{
    for (size_t i = 0; i < report->count; i++)
        if (!report->tickets[i].taken || report->tickets[i].place != OUT)
            return false;
    return true;
}

void replay_report_cut(struct replay_report *report)
{
    report->cut = true;
}

void replay_report_acknowledged(struct replay_report *report, int64_t id)
{
    struct known *known = find_or_add(report, id);

    if (known)
        known->acknowledged = true;
}

void replay_report_told(struct replay_report *report, int64_t id, int64_t low_s, int64_t high_s)
{
    struct known *known = find_or_add(report, id);

    if (!known)
        return;
    known->told = true;
    known->low_ms = low_s * 1000;
    known->high_ms = high_s * 1000;
}

/* Counts how good it was what people were told; both are times of the hall's clock. */
static void judge_told(const struct replay_report *report, struct replay_figures *figures)
{
    double within = 0, late = 0, off_ms = 0;

    for (size_t i = 0; i < report->count; i++) {
        const struct known *known = &report->tickets[i];
        int64_t wait = known->called_ms - known->taken_ms, off = wait - (known->low_ms + known->high_ms) / 2;
        if (!known->told || !known->was_called)
            continue;
        figures->told++;
        within += wait >= known->low_ms && wait <= known->high_ms;
        late += wait > known->high_ms;
        off_ms += (double)(off < 0 ? -off : off);
    }
    if (figures->told == 0)
        return;
    figures->told_within = within / figures->told;
    figures->told_late = late / figures->told;
    figures->told_off_min = off_ms / figures->told / 60000;
}

static int by_wait(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static int by_number(const void *left, const void *right)
{
    const struct known *a = left, *b = right;
    int order = strcmp(a->day, b->day);
    return order ? order : strcmp(a->number, b->number);
}

static int duplicates(const struct replay_report *report)
{
    size_t count = 0;
    int found = 0;
    struct known *sorted = malloc((report->count + 1) * sizeof *sorted);

    if (!sorted)
        return -1;
    for (size_t i = 0; i < report->count; i++)
        if (report->tickets[i].taken)
            sorted[count++] = report->tickets[i];
    qsort(sorted, count, sizeof *sorted, by_number);
    for (size_t i = 1; i < count; i++)
        found += by_number(&sorted[i - 1], &sorted[i]) == 0;
    free(sorted);
    return found;
}

/* The smallest wait that a share of them does not pass (nearest rank). */
static double percentile(const int64_t *waits, size_t count, size_t percent)
{
    size_t rank = (count * percent + 99) / 100;

    return count ? (double)waits[rank ? rank - 1 : 0] : 0;
}

struct replay_figures replay_report_figures(const struct replay_report *report, double hall_rate)
{
    struct replay_figures figures = {.calls = report->calls, .finished = report->finished, .overtakes = report->overtakes,
                                     .double_calls = report->double_calls, .duplicate_numbers = duplicates(report), .cut = report->cut};
    double minute_ms = 60000 * hall_rate, sum = 0;
    size_t count = 0, within_15 = 0, within_30 = 0;
    int64_t *waits = malloc((report->count + 1) * sizeof *waits);

    if (!waits || figures.duplicate_numbers < 0)
        figures.cut = true;
    for (size_t i = 0; i < report->count; i++) {
        const struct known *known = &report->tickets[i];
        figures.tickets += known->taken;
        figures.lost += (known->acknowledged && !known->taken) || (known->taken && !known->was_called && known->place == WAITING);
        if (!known->was_called || !waits)
            continue;
        int64_t wait = known->called_ms - known->taken_ms;
        waits[count++] = wait;
        sum += (double)wait;
        within_15 += (double)wait <= 15 * minute_ms;
        within_30 += (double)wait <= 30 * minute_ms;
    }
    judge_told(report, &figures);
    if (count > 0) {
        qsort(waits, count, sizeof *waits, by_wait);
        figures.mean_min = sum / (double)count / minute_ms;
        figures.p50_min = percentile(waits, count, 50) / minute_ms;
        figures.p90_min = percentile(waits, count, 90) / minute_ms;
        figures.longest_min = (double)waits[count - 1] / minute_ms;
        figures.within_15 = (double)within_15 / (double)count;
        figures.within_30 = (double)within_30 / (double)count;
    }
    free(waits);
    return figures;
}
