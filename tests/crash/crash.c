/* Power cuts under the controller: `yichuang-crash [--seeds N] [--first N] [--until-found]`. The product's own turn, core and store run on
 * a disk in memory (disk.h) that loses power, gets full or fails at a random write or sync; then everything is opened again by the
 * product's own code and held to what people were told. Everything follows from the seed. Exit status: 0 nothing was lost, 1 something
 * was. */
#include "disk.h"
#include "trial.h"

#include "server/keys.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SICK_EVERY = 8 };

static const char path[] = "/hall.db";

/* Sums over all seeds. */
static struct {
    int64_t cuts, kept[DISK_KEEP_COUNT], full, broken, turns, answers, checkpoints, rebuilds;
} sums;

static struct keys keys;

/* --- the controller's life --- */

/* Starts the controller as main() does; false if the disk failed meanwhile. */
static bool start(struct trial *trial)
{
    struct server *server = trial->server;
    struct store_signer signer = keys_signer(&keys);
    struct ring_entry *ring = server->ring;

    memset(server, 0, sizeof *server);
    server->ring = ring;
    TAILQ_INIT(&server->waiting);
    enum error error = store_open(path, &signer, &server->store);
    if (error == ERROR_NONE && (error = server_load(server)) == ERROR_NONE)
        return trial->alive = true;
    if (!disk_has_failed())
        trial_found(trial, error == ERROR_CORRUPT ? "the journal cannot be read" : "the database does not open", 0);
    store_close(server->store);
    hall_finish(&server->hall);
    return false;
}

static void stop(struct trial *trial)
{
    if (!trial->alive)
        return;
    store_close(trial->server->store);
    hall_finish(&trial->server->hall);
    trial->alive = false;
}

static void check(struct trial *trial)
{
    trial_check(trial);
    if (trial->wrong || random_below(&trial->random, 8) != 0)
        return;
    sums.rebuilds++;
    trial_check_tables(trial);
}

/* --- turns --- */

/* Keeps the events that a turn has made so far, before anybody knows whether they last. */
static void keep_events(struct trial *trial)
{
    const struct server *server = trial->server;
    struct turn_events *turn = &trial->doubtful[trial->doubtful_count];

    turn->count = server->hall.seq - trial->shown.seq;
    if (turn->count > turn->room) {
        turn->room = turn->count * 2;
        turn->events = realloc(turn->events, (size_t)turn->room * sizeof *turn->events);
        if (!turn->events)
            abort();
    }
    for (int64_t i = 0; i < turn->count; i++) {
        turn->events[i] = server->ring[(trial->shown.seq + 1 + i) % RING_SIZE].event;
        turn->events[i].settings = &visitors.settings;
    }
}

/* What somebody was shown is from now on a promise; a turn that nobody was shown may be on the disk or not. */
static void promise_shown(struct trial *trial)
{
    if (visitors.shown_seq > trial->shown.seq) {
        trial_apply(trial, &trial->doubtful[trial->doubtful_count]);
        memcpy(trial->shown_hash, trial->server->store->head, STORE_HASH_SIZE);
        trial->doubtful_count = 0;
    } else if (trial->doubtful[trial->doubtful_count].count > 0 && trial->doubtful_count < DOUBTFUL_MAX - 1) {
        trial->doubtful_count++;
    }
}

static void turn(struct trial *trial)
{
    struct server *server = trial->server;
    bool was_fatal = server->fatal != ERROR_NONE;

    sums.turns++;
    visitors_pass_time();
    server_turn(server);
    if (server->hall.seq == 0 || server->hall.settings.lease_ms == 0)
        visitors_found_hall(server);
    else
        visitors_ask(server);
    if (!was_fatal)
        keep_events(trial);
    server_turn_end(server);
    if (!was_fatal || visitors.shown_seq > trial->shown.seq)
        promise_shown(trial);
    if (!server->fatal && !disk_is_off() && server->hall.seq != trial->shown.seq)
        trial_found(trial, "the turn could not be stored and the controller goes on with it", server->hall.seq);
}

static void checkpoint(struct trial *trial)
{
    sums.checkpoints++;
    store_checkpoint(trial->server->store);
}

/* Lets the controller run until the fault has come and the controller has ended, or for `turns` turns. */
static void live(struct trial *trial, int64_t turns)
{
    struct server *server = trial->server;

    for (int64_t i = 0; i < turns && !trial->wrong && !disk_is_off() && !server->fatal; i++) {
        if (random_below(&trial->random, trial->sick ? 2 : 6) == 0)
            checkpoint(trial);
        turn(trial);
    }
    /* requests that arrive while a controller ends that cannot store */
    for (int64_t i = random_below(&trial->random, 3); server->fatal && i > 0 && !trial->wrong; i--)
        turn(trial);
}

/* --- one seed --- */

static void cut(struct trial *trial)
{
    enum disk_keep keep = (enum disk_keep)random_below(&trial->random, DISK_KEEP_COUNT);

    stop(trial);
    sums.cuts++;
    sums.kept[keep]++;
    disk_power_on(keep);
}

/* The controller ends: in order if it found the disk broken, else mostly killed; the machine goes off, too, or only the program begins
 * again. */
static void end(struct trial *trial)
{
    bool off = random_below(&trial->random, 3) != 0;

    if (!disk_is_off() && (trial->server->fatal != ERROR_NONE || random_below(&trial->random, 4) == 0))
        stop(trial);
    off = off || disk_is_off();
    disk_cut_off();
    stop(trial);
    if (off)
        cut(trial);
    else
        disk_restart();
}

/* Few steps are likelier than many, so that cuts meet openings and first turns, too. */
static int64_t some_steps(struct trial *trial)
{
    int64_t most = 1 + random_below(&trial->random, 400);
    return random_below(&trial->random, most);
}

/* Makes the database; a cut in the middle of it leaves something or nothing, and nobody was told that it is there: the installer begins
 * again. */
static void create(struct trial *trial)
{
    if (random_below(&trial->random, 3) == 0) {
        disk_arm(DISK_CUT, random_below(&trial->random, 60));
        if (store_create(path, "crash") == ERROR_NONE) {
            cut(trial);
            return;
        }
        sums.cuts++;
        disk_format(trial->seed + 1);
    }
    if (store_create(path, "crash") != ERROR_NONE)
        trial_found(trial, "the database cannot be made", 0);
    if (random_below(&trial->random, 4) == 0)
        cut(trial);
}

/* One life of the controller, from its start to its end. */
static void life(struct trial *trial)
{
    int64_t kind = random_below(&trial->random, 10);
    enum disk_fault fault = trial->sick || (kind >= 5 && kind < 8) ? DISK_BROKEN : kind < 5 ? DISK_CUT : DISK_FULL;
    int64_t turns = 2 + random_below(&trial->random, 24);

    if (random_below(&trial->random, 3) < (trial->sick ? 2 : 1)) {
        disk_arm(fault, random_below(&trial->random, trial->sick ? 6 : 24));
        start(trial);
        end(trial);
    }
    if (trial->wrong || !start(trial))
        return;
    check(trial);
    disk_arm(fault, some_steps(trial) / (trial->sick ? 8 : 1));
    live(trial, turns);
    sums.full += disk_has_failed() && fault == DISK_FULL;
    sums.broken += disk_has_failed() && fault == DISK_BROKEN;
    if (disk_has_failed() && fault == DISK_FULL) {
        disk_arm(DISK_CUT, some_steps(trial));
        live(trial, turns);
    }
    end(trial);
}

/* In the end everybody gets an answer. */
static void come_to_rest(struct trial *trial)
{
    if (trial->wrong || !start(trial))
        return;
    check(trial);
    for (int i = 0; i < 200 && !trial->wrong; i++) {
        server_turn(trial->server);
        int asked = visitors_ask_again(trial->server);
        keep_events(trial);
        server_turn_end(trial->server);
        promise_shown(trial);
        if (asked == 0)
            break;
    }
    stop(trial);
    if (!trial->wrong && start(trial))
        check(trial);
    stop(trial);
}

static void run(struct trial *trial)
{
    trial->sick = trial->seed % SICK_EVERY == 0;
    int64_t lives = 1 + random_below(&trial->random, trial->sick ? 20 : 5);

    disk_format(trial->seed);
    visitors_begin(trial->seed);
    hall_init(&trial->shown, server_memory());
    create(trial);
    for (int64_t i = 0; i < lives && !trial->wrong; i++)
        life(trial);
    come_to_rest(trial);
    stop(trial);
    hall_finish(&trial->shown);
    for (int i = 0; i < visitors.count; i++)
        sums.answers += visitors.calls[i].state == CALL_DONE;
}

/* --- the program --- */

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void make_keys(void)
{
    static const unsigned char seed[crypto_sign_SEEDBYTES] = "the same signature for each seed";

    if (sodium_init() < 0)
        abort();
    crypto_sign_seed_keypair(keys.sign_public, keys.sign_secret, seed);
}

static int64_t number_of(const char *text)
{
    char *end;
    long long number = strtoll(text, &end, 10);

    if (end == text || *end || number < 0) {
        fprintf(stderr, "yichuang-crash: %s is no number\n", text);
        exit(2);
    }
    return number;
}

int main(int argc, char **argv)
{
    int64_t seeds = 200, first = 1, bad = 0, done = 0;
    bool until_found = false;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--until-found") == 0)
            until_found = true;
        else if (strcmp(argv[i], "--seeds") == 0 && i + 1 < argc)
            seeds = number_of(argv[++i]);
        else if (strcmp(argv[i], "--first") == 0 && i + 1 < argc)
            first = number_of(argv[++i]);
        else
            return fprintf(stderr, "usage: yichuang-crash [--seeds N] [--first N] [--until-found]\n"), 2;
    }
    make_keys();
    struct server *server = calloc(1, sizeof *server);
    struct trial trial = {.server = server};
    if (!server || !(server->ring = calloc(RING_SIZE, sizeof *server->ring)))
        abort();
    double began = seconds();
    for (int64_t seed = first; seed < first + seeds && !(until_found && bad); seed++, done++) {
        trial.seed = (uint64_t)seed;
        trial.random = (struct random){trial.seed * 0x10001};
        trial.wrong = NULL;
        trial.doubtful_count = 0;
        run(&trial);
        if (!trial.wrong)
            continue;
        if (++bad <= 10)
            printf("seed %lld: %s (%lld)\n", (long long)seed, trial.wrong, (long long)trial.wrong_at);
    }
    double took = seconds() - began;
    printf("%lld seeds, %lld power cuts", (long long)done, (long long)sums.cuts);
    for (int i = 0; i < DISK_KEEP_COUNT; i++)
        printf("%s %s %lld", i == 0 ? " (kept of what was not synced:" : ",", disk_keep_words[i], (long long)sums.kept[i]);
    printf("), %lld full disks, %lld failed syncs; %lld turns, %lld answers, %lld checkpoints, %lld rebuilds; %.0f cuts/s; seeds with a loss: %lld\n",
           (long long)sums.full, (long long)sums.broken, (long long)sums.turns, (long long)sums.answers, (long long)sums.checkpoints,
           (long long)sums.rebuilds, (double)sums.cuts / took, (long long)bad);
    free(server->ring);
    free(server);
    for (int i = 0; i < DOUBTFUL_MAX; i++)
        free(trial.doubtful[i].events);
    return bad > 0;
}
