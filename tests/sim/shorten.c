#include "sim/shorten.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS_A_DAY = 60, TRIES_MAX = 4000 };

static const char core_goes_on[] = "the core goes on";

static void play_here(const struct scenario *scenario, const bool *kept, FILE *trace, int to)
{
    struct verdict verdict;

    alarm(SECONDS_A_DAY);
    world_play(scenario, kept, trace, &verdict);
    if (trace)
        fflush(trace);
    _exit(write(to, &verdict, sizeof verdict) == (ssize_t)sizeof verdict ? 0 : 1);
}

void shorten_play(const struct scenario *scenario, const bool *kept, FILE *trace, struct verdict *ret_verdict)
{
    int ends[2], status = 0;

    if (trace)
        fflush(trace);
    if (pipe(ends) != 0)
        abort();
    pid_t child = fork();
    if (child == 0)
        play_here(scenario, kept, trace, ends[1]);
    close(ends[1]);
    ssize_t length = read(ends[0], ret_verdict, sizeof *ret_verdict);
    close(ends[0]);
    if (child < 0 || waitpid(child, &status, 0) != child)
        abort();
    if (length == (ssize_t)sizeof *ret_verdict)
        return; /* the invariant's name lies at the same address here: the child is a copy of this process */
    *ret_verdict = (struct verdict){.invariant = core_goes_on, .op = scenario->op_count - 1};
    snprintf(ret_verdict->message, sizeof ret_verdict->message, "it ended with signal %d", WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

static bool fails_the_same(const struct scenario *scenario, const bool *kept, const struct verdict *verdict, int *tries)
{
    struct verdict found;

    if (++*tries > TRIES_MAX)
        return false;
    shorten_play(scenario, kept, NULL, &found);
    return found.invariant && strcmp(found.invariant, verdict->invariant) == 0;
}

/* Tries to strike out each run of `size` kept things; returns whether it could strike any out. */
static bool strike_out(const struct scenario *scenario, const struct verdict *verdict, bool *kept, int32_t size, int *tries)
{
    bool *trial = malloc((size_t)scenario->op_count + 1), any = false;

    if (!trial)
        abort();
    for (int32_t from = 0; from < scenario->op_count;) {
        int32_t struck = 0, to = from;
        memcpy(trial, kept, (size_t)scenario->op_count);
        for (; to < scenario->op_count && struck < size; to++) {
            struck += trial[to];
            trial[to] = false;
        }
        if (struck > 0 && fails_the_same(scenario, trial, verdict, tries)) {
            memcpy(kept, trial, (size_t)scenario->op_count);
            any = true;
        }
        from = to;
    }
    free(trial);
    return any;
}

/* Leaves out everything unusual about a thing that is not needed for the failure. */
static void make_plain(struct scenario *scenario, const struct verdict *verdict, const bool *kept, int32_t index, int *tries)
{
    struct op *op = &scenario->ops[index], was = *op;

#define PLAIN(member, value)                                      \
    if (op->member != (value)) {                                  \
        was = *op;                                                \
        op->member = value;                                       \
        if (!fails_the_same(scenario, kept, verdict, tries))      \
            *op = was;                                            \
    }
    PLAIN(fate, FATE_GOOD)
    PLAIN(joined, false)
    PLAIN(keyed, false)
    PLAIN(asleep, false)
    PLAIN(follows, false)
    PLAIN(to_instant, false)
    PLAIN(pass_ms, 0)
#undef PLAIN
}

/* The usual rules and fewer windows, wherever they are as bad. */
static void make_hall_plain(struct scenario *scenario, const struct verdict *verdict, const bool *kept, int *tries)
{
    struct settings *settings = &scenario->settings, usual, was;

    settings_defaults(&usual);
#define TRY(change)                                        \
    was = *settings;                                       \
    change;                                                \
    if (!fails_the_same(scenario, kept, verdict, tries))   \
        *settings = was;
#define RULE(member)                                       \
    if (settings->member != usual.member) {                \
        TRY(settings->member = usual.member)               \
    }
#include "sim/rules.def"
#undef RULE
    TRY(memcpy(settings->weights, usual.weights, sizeof usual.weights))
    for (int i = WINDOWS_MAX; i > 0; i--)
        if (settings->windows[i].used) {
            TRY(memset(&settings->windows[i], 0, sizeof settings->windows[i]))
        }
#undef TRY
}

static int32_t count(const struct scenario *scenario, const bool *kept)
{
    int32_t left = 0;

    for (int32_t i = 0; i < scenario->op_count; i++)
        left += kept[i];
    return left;
}

int32_t shorten_day(struct scenario *scenario, const struct verdict *verdict, bool *kept)
{
    int tries = 0;

    for (int32_t i = 0; i < scenario->op_count; i++)
        kept[i] = i <= verdict->op;
    if (!fails_the_same(scenario, kept, verdict, &tries)) /* what shows only at the end of a day needs the rest of it */
        memset(kept, true, (size_t)scenario->op_count);
    for (int32_t size = count(scenario, kept) / 2; size >= 1; size /= 2)
        while (strike_out(scenario, verdict, kept, size, &tries) && size == 1)
            ;
    for (int32_t i = 0; i < scenario->op_count; i++)
        if (kept[i])
            make_plain(scenario, verdict, kept, i, &tries);
    while (strike_out(scenario, verdict, kept, 1, &tries))
        ;
    make_hall_plain(scenario, verdict, kept, &tries);
    return count(scenario, kept);
}
