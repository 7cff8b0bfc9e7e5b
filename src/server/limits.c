#include "server/limits.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    char name[LIMIT_NAME_SIZE]; /* empty: free */
    int64_t used_ms;            /* when it last took or failed */
    int64_t full_ms;            /* when the bucket will be full again */
    int failures;
    int64_t wait_until_ms;
};

struct limits {
    int room;
    struct entry entries[];
};

enum { FAILURES_LAST_MS = 24 * 3600000 };

struct limits *limits_create(int room)
{
    struct limits *limits = calloc(1, sizeof *limits + (size_t)room * sizeof *limits->entries);

    if (limits)
        limits->room = room;
    return limits;
}

void limits_destroy(struct limits *limits)
{
    free(limits);
}

/* Returns the entry of a name, NULL if nothing is known of it. */
static struct entry *find(struct limits *limits, const char *name, int64_t now_ms)
{
    for (int i = 0; i < limits->room; i++) {
        struct entry *entry = &limits->entries[i];
        if (!entry->name[0] || strncmp(entry->name, name, LIMIT_NAME_SIZE - 1) != 0)
            continue;
        if (now_ms - entry->used_ms > FAILURES_LAST_MS)
            entry->failures = 0;
        return entry;
    }
    return NULL;
}

/* Whether less is lost by forgetting a than b: whoever floods us with new names must not make us forget who is slowed. */
static bool is_lighter(const struct entry *a, const struct entry *b)
{
    if (!a->name[0] || !b->name[0])
        return !a->name[0] && b->name[0];
    if (a->failures != b->failures)
        return a->failures < b->failures;
    if (a->full_ms != b->full_ms)
        return a->full_ms < b->full_ms;
    return a->used_ms < b->used_ms;
}

/* The same; a name that is new takes the place of the lightest. */
static struct entry *entry_of(struct limits *limits, const char *name, int64_t now_ms)
{
    struct entry *entry = find(limits, name, now_ms);

    if (!entry) {
        entry = &limits->entries[0];
        for (int i = 1; i < limits->room; i++)
            if (is_lighter(&limits->entries[i], entry))
                entry = &limits->entries[i];
        memset(entry, 0, sizeof *entry);
        strncpy(entry->name, name, LIMIT_NAME_SIZE - 1);
    }
    entry->used_ms = now_ms;
    return entry;
}

bool limits_take(struct limits *limits, const char *name, int64_t now_ms, int64_t period_ms, int burst, int64_t *ret_wait_ms)
{
    struct entry *entry = entry_of(limits, name, now_ms);
    int64_t full_ms = entry->full_ms > now_ms ? entry->full_ms : now_ms;

    /* the bucket is empty when it takes burst periods to be full again */
    if (full_ms + period_ms > now_ms + burst * period_ms) {
        *ret_wait_ms = full_ms + period_ms - now_ms - burst * period_ms;
        return false;
    }
    entry->full_ms = full_ms + period_ms;
    return true;
}

bool limits_may_try(struct limits *limits, const char *name, int64_t now_ms, int64_t *ret_wait_ms)
{
    const struct entry *entry = find(limits, name, now_ms);

    *ret_wait_ms = entry ? entry->wait_until_ms - now_ms : 0;
    return *ret_wait_ms <= 0;
}

bool limits_failed(struct limits *limits, const char *name, int64_t now_ms, int free, int64_t first_ms, int64_t most_ms)
{
    struct entry *entry = entry_of(limits, name, now_ms);
    int64_t wait = first_ms;

    if (++entry->failures < free)
        return false;
    for (int i = free; i < entry->failures && wait < most_ms; i++)
        wait *= 2;
    entry->wait_until_ms = now_ms + (wait < most_ms ? wait : most_ms);
    return entry->failures == free;
}

void limits_succeeded(struct limits *limits, const char *name)
{
    struct entry *entry = find(limits, name, 0);

    if (entry)
        memset(entry, 0, sizeof *entry);
}

void limits_address_name(const char *what, const char *address, char name[static LIMIT_NAME_SIZE])
{
    struct in6_addr v6;
    char network[INET6_ADDRSTRLEN];

    if (inet_pton(AF_INET6, address, &v6) == 1) {
        memset(v6.s6_addr + 8, 0, 8);
        address = inet_ntop(AF_INET6, &v6, network, sizeof network);
    }
    snprintf(name, LIMIT_NAME_SIZE, "%s from %s", what, address);
}
