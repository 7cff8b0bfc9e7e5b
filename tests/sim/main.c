/* Plays simulated days on the product's own core: yichuang-sim [-n SEEDS] [-f FIRST] [-s SEED] [-q] [-t]
 *   -n  so many seeds (2000), from FIRST (1) on      -s  only this one
 *   -q  on a failure only the seed and what is wrong, not the shortened day
 *   -t  everything that happens
 * Exit status 0: every invariant held after every step; 1: one did not; 2: wrong usage. */
#include "sim/shorten.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS_A_DAY = 60 };

struct options {
    int64_t first, seeds;
    bool quick, trace;
};

/* What the process that plays tells the one that waits. */
struct news {
    int64_t seed; /* being played; 0: all done, and the verdict is the sum */
    bool failed;
    struct verdict verdict;
};

static void tell(int to, const struct news *news)
{
    if (write(to, news, sizeof *news) != (ssize_t)sizeof *news)
        _exit(2);
}

static void play_all(const struct options *options, int to)
{
    struct news sum = {.seed = 0};
    crypto_generichash_state hash;

    crypto_generichash_init(&hash, NULL, 0, sizeof sum.verdict.hash);
    for (int64_t seed = options->first; seed < options->first + options->seeds; seed++) {
        struct scenario scenario;
        struct news news = {.seed = seed};
        tell(to, &news);
        alarm(SECONDS_A_DAY);
        scenario_init(&scenario, (uint64_t)seed);
        world_play(&scenario, NULL, options->trace ? stdout : NULL, &news.verdict);
        scenario_finish(&scenario);
        if (news.verdict.invariant) {
            news.failed = true;
            tell(to, &news);
            return;
        }
        crypto_generichash_update(&hash, news.verdict.hash, sizeof news.verdict.hash);
        sum.verdict.steps += news.verdict.steps;
        sum.verdict.events += news.verdict.events;
        sum.verdict.restarts += news.verdict.restarts;
        sum.verdict.tickets += news.verdict.tickets;
    }
    crypto_generichash_final(&hash, sum.verdict.hash, sizeof sum.verdict.hash);
    tell(to, &sum);
}

/* Plays in another process; returns its last news. */
static struct news play_apart(const struct options *options)
{
    struct news news = {.seed = -1}, last = {.seed = -1};
    int ends[2], status = 0;

    fflush(stdout);
    if (pipe(ends) != 0)
        abort();
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        play_all(options, ends[1]);
        fflush(stdout);
        _exit(0);
    }
    close(ends[1]);
    while (read(ends[0], &news, sizeof news) == (ssize_t)sizeof news)
        last = news;
    close(ends[0]);
    if (child < 0 || waitpid(child, &status, 0) != child)
        abort();
    if (last.seed != 0 && !last.failed) {
        last.failed = true;
        last.verdict = (struct verdict){.invariant = "the core goes on"};
        snprintf(last.verdict.message, sizeof last.verdict.message, "it ended with signal %d", WIFSIGNALED(status) ? WTERMSIG(status) : 0);
    }
    return last;
}

static void show_short(int64_t seed, struct verdict verdict)
{
    struct scenario scenario;

    scenario_init(&scenario, (uint64_t)seed);
    bool *kept = malloc((size_t)scenario.op_count);
    if (!kept)
        abort();
    if (strcmp(verdict.invariant, "the core goes on") == 0)
        verdict.op = scenario.op_count - 1;
    printf("shortening a day of %d things ...\n", (int)scenario.op_count);
    int32_t left = shorten_day(&scenario, &verdict, kept);
    printf("these %d are enough:\n", (int)left);
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    shorten_play(&scenario, kept, stdout, &verdict);
    printf("%s: %s\n", verdict.invariant ? verdict.invariant : "?", verdict.message);
    free(kept);
    scenario_finish(&scenario);
}

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void show_sum(const struct options *options, const struct verdict *sum, double took)
{
    printf("%lld seeds from %lld: %lld steps, %lld events, %lld tickets, %lld restarts; all invariants held after every step\n", (long long)options->seeds,
           (long long)options->first, (long long)sum->steps, (long long)sum->events, (long long)sum->tickets, (long long)sum->restarts);
    printf("trace ");
    for (size_t i = 0; i < sizeof sum->hash; i++)
        printf("%02x", sum->hash[i]);
    printf("\n");
    if (options->seeds > 1)
        printf("%.0f seeds a second\n", (double)options->seeds / took);
}

static bool read_options(int count, char **arguments, struct options *options)
{
    int option;

    while ((option = getopt(count, arguments, "n:f:s:qt")) != -1)
        switch (option) {
        case 'n': options->seeds = atoll(optarg); break;
        case 'f': options->first = atoll(optarg); break;
        case 's': options->first = atoll(optarg); options->seeds = 1; break;
        case 'q': options->quick = true; break;
        case 't': options->trace = true; break;
        default: return false;
        }
    return options->first >= 1 && options->seeds >= 1 && optind == count;
}

int main(int count, char **arguments)
{
    struct options options = {.first = 1, .seeds = 2000};

    if (!read_options(count, arguments, &options)) {
        fprintf(stderr, "usage: %s [-n SEEDS] [-f FIRST] [-s SEED] [-q] [-t]\n", arguments[0]);
        return 2;
    }
    if (sodium_init() < 0)
        return 2;
    double began = seconds();
    struct news news = play_apart(&options);
    if (!news.failed) {
        show_sum(&options, &news.verdict, seconds() - began);
        return 0;
    }
    printf("seed %lld fails: %s: %s\n", (long long)news.seed, news.verdict.invariant, news.verdict.message);
    if (!options.quick) {
        show_short(news.seed, news.verdict);
        printf("again: make sim SEED=%lld\n", (long long)news.seed);
    }
    return 1;
}
