/* Turns one day of a public office, recorded in five-minute snapshots, into an arrival file for `yichuang replay`:
 *
 *     convert tickets.csv groups.csv OFFICE DATE [--thin TICKETS] [--windows WINDOWS] [--seed SEED] > day.csv
 *
 * The recording knows for each ticket the interval in which it was issued and the one in which it was called, but neither the end of the service nor who served
 * it. Here any window serves any ticket in the order of taking, so the missing service times are drawn such that the windows come free just when the recording
 * calls the next one, as far as so many windows can:
 *   1. Arrivals are spread inside their intervals by a seeded generator, in the order of the tickets.
 *   2. Targets: the calls in the order of taking that lie nearest to the recorded intervals (least sum of distances under a monotone order).
 *   3. A window that is needed for such a call ends its service then; one that comes free without anybody waiting served as long as a service drawn from those.
 * What is lost are the queues of specialist windows: there somebody who came later, for another matter, was often called first.
 * How well the recorded calls are met is told on stderr and in the file's header. */
#include "base/date.h"
#include "base/table.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TICKETS_MAX = 4000, WINDOWS_MAX = 99, GROUPS_MAX = 26, INTERVAL_MIN = 5, FIRST_SERVICE_S = 480, LEAST_SERVICE_S = 60 };

struct ticket {
    int group, number;                     /* index of the group, number within it */
    int issued_from, issued_to;            /* recorded, seconds since midnight */
    int called_from, called_to;
    int taken, target, called, service;    /* ours */
};

struct group {
    char id[16], name[128];
    int tickets, open, seen_at; /* open counters in the last snapshot, and when that was */
};

struct day {
    const char *office, *date;
    struct ticket tickets[TICKETS_MAX];
    int count;
    struct group groups[GROUPS_MAX];
    int group_count;
    int windows, recorded; /* tickets recorded before thinning */
    uint64_t random;
};

static void fail(const char *sentence)
{
    fprintf(stderr, "convert: %s\n", sentence);
    exit(1);
}

/* xorshift64*: the same numbers on every machine. Returns 0..below-1. */
static int draw(struct day *day, int below)
{
    day->random ^= day->random >> 12;
    day->random ^= day->random << 25;
    day->random ^= day->random >> 27;
    return (int)((day->random * UINT64_C(2685821657736338717) >> 33) % (uint64_t)below);
}

/* --- reading ---------------------------------------------------------------------------------------------------- */

enum { OFFICE, GROUP, DATE, TICKET, ISSUED_AFTER, ISSUED_BY, CALLED_AFTER, CALLED_BY, OPEN_COUNTERS, WAITING, COLUMNS };
static const char *const ticket_columns[COLUMNS] = {"office",       "group_id",  "date",         "ticket",   "issued_after_min", "issued_by_min", "called_after_min",
                                                    "called_by_min", "open_counters_at_issue", "waiting_at_issue"};

static int group_index(struct day *day, const char *id)
{
    for (int i = 0; i < day->group_count; i++)
        if (strcmp(day->groups[i].id, id) == 0)
            return i;
    if (day->group_count == GROUPS_MAX)
        fail("the day has more than 26 queues");
    snprintf(day->groups[day->group_count].id, sizeof day->groups->id, "%s", id);
    return day->group_count++;
}

/* An interval (after, by] in minutes, in seconds; where the recorder saw no snapshot before, the one before is assumed. */
static void read_interval(const char *after, const char *by, int *ret_from, int *ret_to)
{
    *ret_to = atoi(by) * 60;
    *ret_from = *after ? atoi(after) * 60 : *ret_to - INTERVAL_MIN * 60;
}

static const char *take_ticket(void *context, int line, const char *const *fields, int *ret_column)
{
    struct day *day = context;
    (void)line;
    (void)ret_column;

    if (strcmp(fields[OFFICE], day->office) != 0 || strcmp(fields[DATE], day->date) != 0)
        return NULL;
    if (day->count == TICKETS_MAX)
        return "the day has too many tickets";
    struct ticket *ticket = &day->tickets[day->count++];
    struct group *group = &day->groups[ticket->group = group_index(day, fields[GROUP])];
    ticket->number = atoi(fields[TICKET]);
    read_interval(fields[ISSUED_AFTER], fields[ISSUED_BY], &ticket->issued_from, &ticket->issued_to);
    read_interval(fields[CALLED_AFTER], fields[CALLED_BY], &ticket->called_from, &ticket->called_to);
    ticket->service = atoi(fields[OPEN_COUNTERS]); /* until counters_open() has used it */
    group->tickets++;
    return NULL;
}

static const char *take_name(void *context, int line, const char *const *fields, int *ret_column)
{
    struct day *day = context;
    (void)line;
    (void)ret_column;

    for (int i = 0; i < day->group_count; i++)
        if (strcmp(fields[0], day->office) == 0 && strcmp(fields[1], day->groups[i].id) == 0)
            snprintf(day->groups[i].name, sizeof day->groups[i].name, "%s", fields[2]);
    return NULL;
}

static void read_day(struct day *day, const char *tickets, const char *groups)
{
    static const char *const group_columns[] = {"office", "group_id", "group_name"};
    struct table ticket_table = {ticket_columns, COLUMNS, 1000000, take_ticket, day, 0};
    struct table group_table = {group_columns, 3, 10000, take_name, day, 0};
    char sentence[TABLE_SENTENCE_SIZE];

    if (table_read(tickets, &ticket_table, sentence) != ERROR_NONE || table_read(groups, &group_table, sentence) != ERROR_NONE)
        fail(sentence);
    if (day->count == 0)
        fail("there is no such office or day in the file");
    day->recorded = day->count;
}

static int by_issue(const void *left, const void *right)
{
    const struct ticket *a = left, *b = right;
    if (a->issued_from != b->issued_from)
        return a->issued_from - b->issued_from;
    return a->group != b->group ? a->group - b->group : a->number - b->number;
}

/* The most counters that were open at one time: a queue's counters are known when it issues a ticket, and count for half an hour. (A counter that serves two
 * queues is counted twice: the recording does not tell counters apart.) Uses up what take_ticket() left in `service`. */
static int counters_open(struct day *day)
{
    int most = 0;

    qsort(day->tickets, (size_t)day->count, sizeof *day->tickets, by_issue);
    for (int i = 0; i < day->count; i++) {
        struct ticket *ticket = &day->tickets[i];
        int sum = 0;
        day->groups[ticket->group].open = ticket->service;
        day->groups[ticket->group].seen_at = ticket->issued_from;
        for (int g = 0; g < day->group_count; g++)
            sum += day->groups[g].seen_at + 1800 >= ticket->issued_from ? day->groups[g].open : 0;
        most = sum > most ? sum : most;
        ticket->service = 0;
    }
    return most;
}

static void thin(struct day *day, int keep)
{
    while (day->count > keep) {
        int out = draw(day, day->count);
        day->groups[day->tickets[out].group].tickets--;
        memmove(&day->tickets[out], &day->tickets[out + 1], (size_t)(day->count - out - 1) * sizeof *day->tickets);
        day->count--;
    }
}

/* --- drawing ---------------------------------------------------------------------------------------------------- */

static int by_number(const void *left, const void *right)
{
    return *(const int *)left - *(const int *)right;
}

/* Spreads the taking of the tickets [first, end), which share one interval, in their order. */
static void spread(struct day *day, int first, int end)
{
    static int times[TICKETS_MAX];
    const struct ticket *interval = &day->tickets[first];

    for (int i = first; i < end; i++)
        times[i - first] = interval->issued_from + 1 + draw(day, interval->issued_to - interval->issued_from);
    qsort(times, (size_t)(end - first), sizeof *times, by_number);
    for (int i = first; i < end; i++)
        day->tickets[i].taken = times[i - first];
}

static int by_group(const void *left, const void *right)
{
    const struct ticket *a = left, *b = right;
    return a->group != b->group ? a->group - b->group : a->number - b->number;
}

static int by_taking(const void *left, const void *right)
{
    const struct ticket *a = left, *b = right;
    return a->taken != b->taken ? a->taken - b->taken : by_group(left, right);
}

static void spread_all(struct day *day)
{
    qsort(day->tickets, (size_t)day->count, sizeof *day->tickets, by_group);
    for (int first = 0, end; first < day->count; first = end) {
        const struct ticket *interval = &day->tickets[first];
        for (end = first + 1; end < day->count; end++)
            if (day->tickets[end].group != interval->group || day->tickets[end].issued_from != interval->issued_from)
                break;
        spread(day, first, end);
    }
    qsort(day->tickets, (size_t)day->count, sizeof *day->tickets, by_taking);
}

static void heap_add(int *heap, int held, int value)
{
    while (held > 0 && heap[held - 1] > value) {
        heap[held] = heap[held - 1];
        held--;
    }
    heap[held] = value;
}

/* Finds the targets: a sequence that never falls with the least sum of distances to the recorded intervals (from the taking on). Isotonic regression: the heap
 * holds the places where the sum changes its slope, its greatest is the best last target so far, and what comes later pulls it down. */
static void find_targets(struct day *day)
{
    static int heap[TICKETS_MAX + 1];

    for (int i = 0; i < day->count; i++) {
        struct ticket *ticket = &day->tickets[i];
        int from = ticket->called_from + 1, to = ticket->called_to;
        if (ticket->called_from <= ticket->issued_from)
            from = to = ticket->taken; /* called in the interval of the issue: the recording knows of no wait */
        heap_add(heap, i, to);
        heap_add(heap, i, from); /* the greatest has gone */
        ticket->target = heap[i];
    }
    for (int i = day->count - 2; i >= 0; i--)
        if (day->tickets[i].target > day->tickets[i + 1].target)
            day->tickets[i].target = day->tickets[i + 1].target;
}

/* The least time that a ticket is served: a minute, less where so many are to be called around the same time that the windows could not do it (a quarter is
 * left to catch up). */
static int least_service(const struct day *day, const struct ticket *ticket)
{
    int calls = 0;

    for (int i = 0; i < day->count; i++)
        calls += abs(day->tickets[i].target - ticket->target) <= INTERVAL_MIN * 30;
    int least = INTERVAL_MIN * 60 * day->windows / (calls + calls / 4);
    return least > LEAST_SERVICE_S ? LEAST_SERVICE_S : least > 0 ? least : 1;
}

/* Draws the service times. known: service times that calls have fixed in an earlier run, to draw the others from. Returns how many were fixed, in `fixed`. */
static int draw_services(struct day *day, const int *known, int known_count, int *fixed)
{
    int serving[WINDOWS_MAX], busy = 0, fixed_count = 0, last_call = 0; /* serving: tickets in the order in which they were called */

    for (int i = 0; i < day->count; i++) {
        struct ticket *ticket = &day->tickets[i];
        int earliest = ticket->taken > last_call ? ticket->taken : last_call;
        if (busy < day->windows) {
            ticket->called = earliest; /* a window has not had anybody yet */
        } else {
            struct ticket *before = &day->tickets[serving[0]];
            int usual = known_count ? known[draw(day, known_count)] : FIRST_SERVICE_S;
            int soonest = before->called + least_service(day, before);
            int end = ticket->target > soonest ? ticket->target : soonest;
            bool waits = ticket->target > ticket->taken;
            if (!waits && before->called + usual < end)
                end = before->called + usual > last_call ? before->called + usual : last_call;
            if (waits && end > soonest)
                fixed[fixed_count++] = end - before->called;
            before->service = end - before->called;
            ticket->called = end > earliest ? end : earliest;
            memmove(serving, serving + 1, (size_t)--busy * sizeof *serving);
        }
        last_call = ticket->called;
        serving[busy++] = i;
    }
    for (int i = 0; i < busy; i++)
        day->tickets[serving[i]].service = known_count ? known[draw(day, known_count)] : FIRST_SERVICE_S;
    return fixed_count;
}

/* --- judging: the day played through, first come first served ----------------------------------------------------- */

struct judgement {
    int within;                          /* calls inside their recorded interval */
    double off_min;                      /* mean distance of all calls from it, minutes */
    double wait_min, recorded_wait_min;  /* means; the recorded one from the spread times */
};

static struct judgement judge(const struct day *day)
{
    struct judgement judgement = {0};
    int free_at[WINDOWS_MAX] = {0};

    for (int i = 0; i < day->count; i++) {
        const struct ticket *ticket = &day->tickets[i];
        int best = 0;
        for (int w = 1; w < day->windows; w++)
            best = free_at[w] < free_at[best] ? w : best;
        int called = free_at[best] > ticket->taken ? free_at[best] : ticket->taken;
        int early = ticket->called_from - called, late = called - ticket->called_to;
        free_at[best] = called + ticket->service;
        judgement.within += early <= 0 && late <= 0;
        judgement.off_min += (early > 0 ? early : late > 0 ? late : 0) / 60.0 / day->count;
        judgement.wait_min += (called - ticket->taken) / 60.0 / day->count;
        int recorded = (ticket->called_from + ticket->called_to - ticket->issued_from - ticket->issued_to) / 2;
        judgement.recorded_wait_min += recorded / 60.0 / day->count;
    }
    return judgement;
}

/* --- writing ---------------------------------------------------------------------------------------------------- */

/* The busiest queue becomes service A. */
static char letter_of(const struct day *day, int group)
{
    int before = 0;

    for (int i = 0; i < day->group_count; i++)
        before += day->groups[i].tickets > day->groups[group].tickets || (day->groups[i].tickets == day->groups[group].tickets && i < group);
    return (char)('A' + before);
}

/* The longest run of tickets of one queue that were issued and called within one interval: hundreds mean that the recorder saw the number jump. */
static int longest_jump(const struct day *day)
{
    int longest = 0;

    for (int i = 0; i < day->count; i++) {
        int same = 0;
        const struct ticket *a = &day->tickets[i];
        for (int j = 0; j < day->count; j++) {
            const struct ticket *b = &day->tickets[j];
            same += a->group == b->group && a->issued_from == b->issued_from && b->called_from <= b->issued_from;
        }
        longest = same > longest ? same : longest;
    }
    return longest;
}

static void write_day(const struct day *day, unsigned long seed)
{
    struct judgement judgement = judge(day);
    int start = day->tickets[0].taken / 300 * 300;
    char summary[256];

    snprintf(summary, sizeof summary,
             "%d%% of the calls inside their recorded interval, %.1f min off on average; mean wait %.1f min (recorded %.1f)",
             judgement.within * 100 / day->count, judgement.off_min, judgement.wait_min, judgement.recorded_wait_min);
    fprintf(stderr, "%s %s: %d tickets, %d windows, %s\n", day->office, day->date, day->count, day->windows, summary);
    printf("# office %s, day %s: %d of %d tickets\n", day->office, day->date, day->count, day->recorded);
    printf("# windows %d\n", day->windows);
    printf("# second 0 is %02d:%02d by the office's clock\n", start / 3600, start / 60 % 60);
    printf("# source: kolejkeR, five-minute snapshots of the public queue interface of the City of Warsaw\n");
    printf("# licence: MIT, (c) 2019 Hanna Zdulska\n");
    printf("# service times are drawn (seed %lu) to meet the recorded calls when any window serves any service in the order of taking:\n", seed);
    printf("# %s\n", summary);
    if (longest_jump(day) >= 100)
        printf("# %d tickets of one queue fall into one snapshot: there the display jumped to another series of numbers; nobody stood behind most of them\n",
               longest_jump(day));
    for (char letter = 'A'; letter < 'A' + day->group_count; letter++)
        for (int g = 0; g < day->group_count; g++)
            if (letter_of(day, g) == letter && day->groups[g].tickets > 0)
                printf("# service %c: %d tickets, group %s, %s\n", letter, day->groups[g].tickets, day->groups[g].id, day->groups[g].name);
    printf("seconds,service,priority,service_seconds\n");
    for (int i = 0; i < day->count; i++)
        printf("%d,%c,normal,%d\n", day->tickets[i].taken - start, letter_of(day, day->tickets[i].group), day->tickets[i].service);
}

int main(int argc, char **argv)
{
    static struct day day;
    static int known[TICKETS_MAX], fixed[TICKETS_MAX];
    int keep = 0, windows = 0;
    unsigned long seed = 2020;

    if (argc < 5)
        fail("usage: convert tickets.csv groups.csv OFFICE DATE [--thin TICKETS] [--windows WINDOWS] [--seed SEED]");
    for (int i = 5; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--thin") == 0)
            keep = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--windows") == 0)
            windows = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--seed") == 0)
            seed = strtoul(argv[i + 1], NULL, 10);
        else
            fail("unknown option");
    }
    day.office = argv[3];
    day.date = argv[4];
    day.random = seed * UINT64_C(2654435761) + 1;
    read_day(&day, argv[1], argv[2]);
    int open = counters_open(&day);
    fprintf(stderr, "%s %s: at most %d counters open\n", day.office, day.date, open);
    if (keep > 0)
        thin(&day, keep);
    day.windows = windows > 0 && windows <= WINDOWS_MAX ? windows : (open * day.count + day.recorded - 1) / day.recorded;
    spread_all(&day);
    find_targets(&day);
    int count = draw_services(&day, NULL, 0, known);
    draw_services(&day, known, count, fixed);
    write_day(&day, seed);
    return 0;
}
