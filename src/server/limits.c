#include "server/limits.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    char name[LIMIT_NAME_SIZE]; /* empty: free */
    int64_t used_ms;            /* when it was last asked about */
    int64_t full_ms;            /* when the bucket will be full again */
    int failures;
    int64_t wait_until_ms;
};

struct limits {
    int room;
    struct entry entries[];
};

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

/* Returns the entry of a name; a new one takes the place of the one unused longest. */
static struct entry *entry_of(struct limits *limits, const char *name, int64_t now_ms)
{
    struct entry *oldest = &limits->entries[0];

    for (int i = 0; i < limits->room; i++) {
        struct entry *entry = &limits->entries[i];
        if (strncmp(entry->name, name, LIMIT_NAME_SIZE - 1) == 0 && entry->name[0]) {
            entry->used_ms = now_ms;
            return entry;
        }
        if (entry->name[0] == '\0' || (oldest->name[0] && entry->used_ms < oldest->used_ms))
            oldest = entry;
    }
    memset(oldest, 0, sizeof *oldest);
    strncpy(oldest->name, name, LIMIT_NAME_SIZE - 1);
    oldest->used_ms = now_ms;
    return oldest;
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
    const struct entry *entry = entry_of(limits, name, now_ms);

    *ret_wait_ms = entry->wait_until_ms - now_ms;
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
    struct entry *entry = entry_of(limits, name, 0);

    entry->failures = 0;
    entry->wait_until_ms = 0;
}
