/* The ways of running the controller that end by themselves: a new hall, the proof of its journal, its tables made anew, a backup put back. */
#include "server/start.h"

#include "base/log.h"
#include "base/path.h"
#include "core/decision.h"
#include "store/backup.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int offline_create(struct server *server, bool demo)
{
    char path[PATH_SIZE], id[33];
    unsigned char random[16];
    struct command command = {.type = COMMAND_CREATE, .count = demo};

    if (sodium_init() < 0)
        return EXIT_REFUSED;
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(id, sizeof id, random, sizeof random);
    path_join(path, sizeof path, server->dir, "hall.db");
    if (access(path, F_OK) == 0) {
        log_error("%s: there is a hall already", server->dir);
        return EXIT_REFUSED;
    }
    if (!start_files(server))
        return EXIT_REFUSED;
    enum error error = keys_create(server->dir);
    if (error != ERROR_NONE) {
        log_error("%s.keys: %s", server->dir, error_sentence(error));
        return EXIT_REFUSED;
    }
    if (!start_keys(server))
        return EXIT_REFUSED;
    error = store_create(path, id);
    if (error != ERROR_NONE) {
        log_error("%s: %s", path, error_sentence(error));
        return EXIT_REFUSED;
    }
    text_copy(command.reason, sizeof command.reason, id);
    if (start_store(server) != ERROR_NONE || server_load(server) != ERROR_NONE || start_command(server, &command) != REFUSAL_NONE ||
        start_configuration(server) != REFUSAL_NONE)
        return EXIT_REFUSED;
    return EXIT_DONE;
}

int offline_verify(struct server *server, const char *given)
{
    struct store_verdict verdict;
    struct kept_head head = {0};
    char hash[2 * STORE_HASH_SIZE + 1];

    if (given && !kept_head_parse(given, &head)) {
        log_error("%s: a head looks like EVENTS:HEAD, a number and 64 hexadecimal digits", given);
        return EXIT_USAGE;
    }
    if (!start_files(server) || !start_keys(server) || start_store(server) != ERROR_NONE)
        return EXIT_REFUSED;
    enum error error = store_verify(server->store, server_memory(), &verdict);
    if (error != ERROR_NONE) {
        log_error("the journal cannot be read: %s", error_sentence(error));
        return EXIT_REFUSED;
    }
    if (verdict.ok && (verdict.reason = kept_head_fault(server, &head, &verdict.bad_seq)))
        verdict.ok = false;
    sodium_bin2hex(hash, sizeof hash, verdict.head, STORE_HASH_SIZE);
    if (!verdict.ok) {
        fprintf(stderr, "yichuangd: not whole: event %lld: %s\n", (long long)verdict.bad_seq, verdict.reason);
        return EXIT_REFUSED;
    }
    printf("whole: %lld events, signed day heads: %lld, head %s\n", (long long)verdict.events, (long long)verdict.heads, hash);
    return EXIT_DONE;
}

int offline_rebuild(struct server *server)
{
    int64_t events = 0;

    if (!start_files(server) || !start_keys(server) || start_store(server) != ERROR_NONE)
        return EXIT_REFUSED;
    char *before = store_dump(server->store);
    enum error error = store_rebuild(server->store, server_memory(), &events);
    char *after = store_dump(server->store);
    int status = EXIT_REFUSED;
    if (error != ERROR_NONE)
        log_error("event %lld: %s", (long long)events + 1, error_sentence(error));
    else {
        printf("rebuilt from %lld events: %s\n", (long long)events, before && after && strcmp(before, after) == 0 ? "equal" : "the tables had been different");
        status = EXIT_DONE;
    }
    free(before);
    free(after);
    return status;
}

int offline_restore(struct server *server, const char *from)
{
    char path[PATH_SIZE];
    struct store_verdict verdict;

    if (!start_files(server) || !start_keys(server))
        return EXIT_REFUSED;
    struct store_signer signer = keys_signer(&server->keys);
    path_join(path, sizeof path, server->dir, "hall.db");
    enum error error = store_restore(from, path, &signer, server_memory(), &verdict);
    if (error != ERROR_NONE) {
        log_error("%s: %s", error == ERROR_BUSY ? path : from, verdict.reason ? verdict.reason : error_sentence(error));
        return EXIT_REFUSED;
    }
    struct kept_head head = {.seq = verdict.events};
    memcpy(head.hash, verdict.head, sizeof head.hash);
    error = kept_head_write(server->dir, &head);
    if (error != ERROR_NONE) {
        log_error("%s.keys/head: %s: the old head lies there, and the restored journal does not fit it", server->dir, error_sentence(error));
        return EXIT_REFUSED;
    }
    printf("restored: %lld events; what was there lies in %s.before\n", (long long)verdict.events, path);
    return EXIT_DONE;
}

int offline_certificate(struct server *server, const char *number)
{
    struct case_file file;

    if (!start_files(server) || !start_keys(server) || start_store(server) != ERROR_NONE)
        return EXIT_REFUSED;
    if (store_case_of_certificate(server->store, number, &file) != ERROR_NONE) {
        log_error("%s: %s", number, refusal_sentence(REFUSAL_CERTIFICATE_UNKNOWN, false));
        return EXIT_REFUSED;
    }
    json_t *json = json_pack("{s:s, s:s, s:s}", "number", file.certificate, "state", case_state_word(file.state), "hash", file.digest);
    bool told = json && json_dumpf(json, stdout, JSON_COMPACT) == 0 && putchar('\n') != EOF;
    json_decref(json);
    return told ? EXIT_DONE : EXIT_REFUSED;
}
