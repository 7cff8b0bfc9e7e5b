#include "hall.h"

#include "base/path.h"
#include "core/decision.h"
#include "files/items_file.h"
#include "server/start.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct server *hall_server;
static int port;

/* --- random bytes: always the same --- */

static uint64_t random_state;

static const char *random_name(void)
{
    return "always the same";
}

static uint32_t random_next(void)
{
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(random_state >> 32);
}

static void random_bytes(void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        ((unsigned char *)bytes)[i] = (unsigned char)random_next();
}

/* --- passwords: in the place of server/passwords.c, without argon2id, and still only in a later turn --- */

enum { PASSWORDS_MOST = 32 };
struct password_worker {
    int count;
    struct {
        struct request *request;
        password_done *done;
        bool matches;
        char hash[64];
    } waiting[PASSWORDS_MOST];
};

struct password_worker *password_worker_create(struct server *server)
{
    (void)server;
    return calloc(1, sizeof(struct password_worker));
}

void password_worker_destroy(struct password_worker *worker)
{
    free(worker);
}

bool password_submit(struct password_worker *worker, struct request *request, enum password_kind kind, const char *pin, const char *hash, password_done *done)
{
    int at = worker->count;

    if (at == PASSWORDS_MOST)
        return false;
    worker->waiting[at].request = request;
    worker->waiting[at].done = done;
    snprintf(worker->waiting[at].hash, sizeof worker->waiting[at].hash, "plain:%.40s", pin);
    worker->waiting[at].matches = kind == PASSWORD_HASH || strcmp(worker->waiting[at].hash, hash) == 0;
    worker->count++;
    request->waits = true;
    return true;
}

/* Returns whether any was there. */
static bool passwords_deliver(struct password_worker *worker)
{
    if (worker->count == 0)
        return false;
    struct request *request = worker->waiting[0].request;
    server_turn(hall_server);
    worker->waiting[0].done(request, worker->waiting[0].matches, worker->waiting[0].hash);
    request_finish(request);
    memmove(worker->waiting, worker->waiting + 1, sizeof worker->waiting[0] * (size_t)--worker->count);
    return true;
}

/* --- backups: in the place of server/backup.c --- */

void api_backup_post(struct request *request);

void api_backup_post(struct request *request)
{
    reply_refusal(request, REFUSAL_BACKUP_FAILED, NULL);
}

void backup_abandon(struct server *server)
{
    (void)server;
}

/* --- the hall --- */

static void must(bool good, const char *what)
{
    FUZZ_HOLDS(good, "the hall cannot be made: %s", what);
}

/* At the end; after a finding tests/fuzz/run does it. */
static void remove_folder(void)
{
    static const char *const names[] = {"hall.db", "hall.db-wal", "hall.db-shm", "run/controller.sock", "run", ""};
    char path[PATH_SIZE];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (path_join(path, sizeof path, hall_server->dir, names[i]))
            remove(path);
}

static void start_server(void)
{
    static struct randombytes_implementation implementation = {random_name, random_next, NULL, NULL, random_bytes, NULL};
    char url[256], path[PATH_SIZE], sentence[TABLE_SENTENCE_SIZE];
    struct server *server = hall_server = calloc(1, sizeof *hall_server);

    signal(SIGPIPE, SIG_IGN);
    must(randombytes_set_implementation(&implementation) == 0 && sodium_init() >= 0 && server, "libsodium");
    must((server->ring = calloc(RING_SIZE, sizeof *server->ring)) != NULL, "memory");
    TAILQ_INIT(&server->waiting);
    must(hall_file_read("conf/hall.conf", &server->file, sentence) == ERROR_NONE, sentence);
    must(items_file_read("conf/items.csv", &server->items, &server->item_count, sentence) == ERROR_NONE, sentence);
    memcpy(server->keys.code, "the key of the ticket codes ...", 32);
    memcpy(server->keys.person, "the key of the persons ........", 32);
    random_bytes(path, crypto_sign_SEEDBYTES);
    crypto_sign_seed_keypair(server->keys.sign_public, server->keys.sign_secret, (const unsigned char *)path);
    snprintf(server->dir, sizeof server->dir, "%s/yichuang-fuzz-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    must(mkdtemp(server->dir) && path_join(path, sizeof path, server->dir, "run") && mkdir(path, 0700) == 0, "a temporary folder");
    must(atexit(remove_folder) == 0, "memory");
    server->base = event_base_new();
    server->passwords = password_worker_create(server);
    must(server->base && server->passwords && http_listen(server, "127.0.0.1:0", url) == ERROR_NONE, "listening");
    port = atoi(strrchr(url, ':') + 1);
    must(port > 0, url);
}

static void command(struct command wanted)
{
    enum refusal refusal = start_command(hall_server, &wanted);

    must(refusal == REFUSAL_NONE, refusal_sentence(refusal, false));
}

static void add_token(enum staff_role role, int window, const char *staff)
{
    struct command wanted = {.type = COMMAND_TOKEN_ADD, .roles = role, .window = window};

    text_copy(wanted.name, sizeof wanted.name, staff_role_word(role));
    text_copy(wanted.staff, sizeof wanted.staff, staff);
    digest_make(wanted.name, strlen(wanted.name), wanted.digest);
    command(wanted);
}

static void add_people(void)
{
    static const enum staff_role bare[] = {STAFF_ROLE_KIOSK, STAFF_ROLE_GUIDE, STAFF_ROLE_MANAGER, STAFF_ROLE_BOARD, STAFF_ROLE_PRINTER};
    struct command staff = {.type = COMMAND_STAFF_ADD, .roles = 1 << STAFF_ROLE_CLERK | 1 << STAFF_ROLE_SUPERVISOR, .skills = -1, .staff = "1001"};

    command(staff);
    server_turn(hall_server);
    must(store_secret_put(hall_server->store, "1001", "clerk", "plain:1234") == ERROR_NONE, "a member of staff");
    server_turn_end(hall_server);
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        add_token(bare[i], 0, "");
    add_token(STAFF_ROLE_CLERK, 1, "1001");
    add_token(STAFF_ROLE_SUPERVISOR, 0, "1001");
    must(access_load(hall_server) == ERROR_NONE, "tokens");
}

/* Asks as other programs do, and it must be done. */
static void ask(const char *method, const char *path, const char *body)
{
    struct fuzz_writer bytes = {0}, came = {0};

    fuzz_write(&bytes, "%s %s HTTP/1.1\r\nHost: h\r\nContent-Length: %zu\r\n\r\n%s", method, path, strlen(body), body);
    hall_say(bytes.bytes, bytes.length, false, &came);
    must(came.bytes && strncmp(came.bytes, "HTTP/1.1 20", 11) == 0, came.bytes ? came.bytes : "no answer");
    free(bytes.bytes);
    free(came.bytes);
}

/* Founds the hall and lets its morning happen. */
static void found_hall(const char *path)
{
    static const char *const opened[] = {"/v1/windows/1/open", "/v1/windows/2/open", "/v1/windows/3/open"};
    struct store_signer signer = keys_signer(&hall_server->keys);

    must(store_create(path, "00112233445566778899aabbccddeeff") == ERROR_NONE && store_open(path, &signer, &hall_server->store) == ERROR_NONE &&
             server_load(hall_server) == ERROR_NONE,
         "the store");
    command((struct command){.type = COMMAND_CREATE, .reason = "00112233445566778899aabbccddeeff"});
    must(start_configuration(hall_server) == REFUSAL_NONE, "the configuration");
    add_people();
    ask("PUT", "/v1/printers/kiosk1", "{\"place\":\"kiosk 1\",\"prints\":[\"ticket\"],\"state\":\"ready\"}");
    ask("POST", "/v1/tickets", "{\"service\":\"A\"}");
    ask("POST", "/v1/tickets", "{\"service\":\"A\",\"priority\":\"elderly\",\"language\":\"en\"}");
    ask("POST", "/v1/tickets", "{\"service\":\"A\",\"item\":\"XK01\",\"id_number\":\"11010519491231002X\"}");
    ask("POST", "/v1/tickets", "{\"service\":\"C\"}");
    for (size_t i = 0; i < sizeof opened / sizeof *opened; i++)
        ask("POST", opened[i], i == 0 ? "{\"staff\":\"1001\"}" : "");
    ask("POST", "/v1/windows/1/next", "");
    ask("POST", "/v1/windows/1/start", "");
}

/* Reads or writes the database as a whole. */
static void copy_file(const char *path, const char *mode, struct fuzz_writer *bytes)
{
    char piece[4096];
    FILE *file = fopen(path, mode);

    must(file != NULL, path);
    if (mode[0] == 'w')
        must(fwrite(bytes->bytes, 1, bytes->length, file) == bytes->length, path);
    for (size_t got; mode[0] == 'r' && (got = fread(piece, 1, sizeof piece, file)) > 0;)
        fuzz_write_bytes(bytes, piece, got);
    fclose(file);
}

static void forget_limits(void)
{
    struct server *server = hall_server;

    limits_destroy(server->rates);
    limits_destroy(server->tries);
    server->rates = limits_create(64);
    server->tries = limits_create(64);
    must(server->rates && server->tries, "memory");
    free(server->alarms_told);
    server->alarms_told = NULL;
}

void hall_begin(void)
{
    static struct store_signer signer;
    static struct fuzz_writer morning; /* the database after it */
    static char path[PATH_SIZE], log[PATH_SIZE];
    static int64_t commits; /* as many as the morning had */

    fuzz_clock_ms = 1795395600000; /* 2026-11-23T09:00+08:00 */
    fuzz_steady_ms = 1000000;
    random_state = 1;
    if (!hall_server) {
        start_server();
        forget_limits();
        path_join(path, sizeof path, hall_server->dir, "hall.db");
        path_join(log, sizeof log, hall_server->dir, "hall.db-wal");
        found_hall(path);
        store_close(hall_server->store);
        copy_file(path, "rb", &morning);
    } else {
        forget_limits();
        if (hall_server->commits == commits && hall_server->last_now_ms == fuzz_clock_ms)
            return; /* nothing was written, no time has passed */
        store_close(hall_server->store);
    }
    hall_server->store = NULL;
    remove(log);
    copy_file(path, "wb", &morning);
    hall_server->last_now_ms = hall_server->rest_until_ms = 0;
    signer = keys_signer(&hall_server->keys);
    must(store_open(path, &signer, &hall_server->store) == ERROR_NONE && server_load(hall_server) == ERROR_NONE, "the store");
    hall_pass(0);
    commits = hall_server->commits;
}

static int connect_to(bool network)
{
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    struct sockaddr_in loopback = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct linger at_once = {1, 0}; /* nothing is left of it in the kernel */
    int fd = socket(network ? AF_INET : AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    snprintf(local.sun_path, sizeof local.sun_path, "%.80s/run/controller.sock", hall_server->dir);
    must(fd >= 0 && (network ? connect(fd, (struct sockaddr *)&loopback, sizeof loopback) : connect(fd, (struct sockaddr *)&local, sizeof local)) == 0, "a connection");
    if (network)
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

/* Lets the controller do one round of its loop. */
static bool turn(void)
{
    event_base_loop(hall_server->base, EVLOOP_NONBLOCK);
    bool busy = hall_server->in_turn;
    busy |= passwords_deliver(hall_server->passwords);
    server_turn_end(hall_server);
    return busy;
}

void hall_say(const void *bytes, size_t length, bool network, struct fuzz_writer *answer)
{
    enum { QUIET = 4 }; /* rounds without anything: accepting, reading and answering take one each */
    int fd = connect_to(network), quiet = 0;
    const char *at = bytes;
    char came[4096];

    while (quiet < QUIET) {
        bool moved = false;
        ssize_t put = length > 0 ? send(fd, at, length, MSG_NOSIGNAL) : 0;
        if (put > 0) {
            at += put;
            length -= (size_t)put;
            moved = true;
        }
        moved |= turn();
        for (ssize_t got; (got = recv(fd, came, sizeof came - 1, 0)) > 0; moved = true)
            if (answer)
                fuzz_write_bytes(answer, came, (size_t)got);
        quiet = moved ? 0 : quiet + 1;
    }
    close(fd);
    for (quiet = 0; quiet < 2;)
        quiet = turn() ? 0 : quiet + 1;
}

void hall_pass(int64_t ms)
{
    fuzz_clock_ms += ms;
    fuzz_steady_ms += ms;
    server_turn(hall_server);
    server_turn_end(hall_server);
}

void hall_check(void)
{
    struct server *server = hall_server;
    int64_t seq = server->hall.seq, events;
    struct store_verdict verdict;

    FUZZ_HOLDS(server->fatal == ERROR_NONE && !server->stopping, "the controller gives up: %s", error_sentence(server->fatal));
    FUZZ_HOLDS(TAILQ_EMPTY(&server->waiting) && !server->in_turn, "a request was left lying");
    FUZZ_HOLDS(store_verify(server->store, server_memory(), &verdict) == ERROR_NONE && verdict.ok && verdict.events == seq, "the journal is not whole at event %lld of %lld: %s",
               (long long)verdict.bad_seq, (long long)seq, verdict.reason ? verdict.reason : "");
    char *before = store_dump(server->store);
    FUZZ_HOLDS(store_rebuild(server->store, server_memory(), &events) == ERROR_NONE && events == seq, "the tables cannot be made anew");
    char *after = store_dump(server->store);
    FUZZ_HOLDS(before && after && strcmp(before, after) == 0, "the tables are not what the journal says");
    free(before);
    free(after);
}
