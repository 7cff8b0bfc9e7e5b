#include "server/kept_head.h"

#include "base/log.h"
#include "base/path.h"
#include "files/key_folder.h"
#include "server/server.h"

#include <ctype.h>
#include <errno.h>
#include <event2/keyvalq_struct.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEEP_EVERY_MS = 60000, TEXT_SIZE = 24 + 2 * STORE_HASH_SIZE };

bool kept_head_parse(const char *text, struct kept_head *ret_head)
{
    struct kept_head head;
    char *colon;
    const char *end;
    size_t length;

    errno = 0;
    head.seq = strtoll(text, &colon, 10);
    if (errno || !isdigit((unsigned char)text[0]) || *colon != ':' || head.seq < 1)
        return false;
    if (sodium_hex2bin(head.hash, sizeof head.hash, colon + 1, strlen(colon + 1), NULL, &length, &end) != 0 || length != sizeof head.hash || *end != '\0')
        return false;
    *ret_head = head;
    return true;
}

static bool head_path(char path[static PATH_SIZE], const char *dir, const char *name)
{
    char folder[PATH_SIZE];

    return key_folder(dir, folder) && path_join(path, PATH_SIZE, folder, name);
}

/* ERROR_MISSING: none is kept, or it cannot be read. */
static enum error read_kept(const char *dir, struct kept_head *ret_head)
{
    char path[PATH_SIZE], text[TEXT_SIZE + 1];
    int fd = head_path(path, dir, "head") ? open(path, O_RDONLY | O_CLOEXEC) : -1;

    if (fd < 0)
        return ERROR_MISSING;
    ssize_t got = read(fd, text, sizeof text - 1);
    close(fd);
    if (got < 0)
        return ERROR_IO;
    text[got] = '\0';
    text[strcspn(text, "\n")] = '\0';
    return kept_head_parse(text, ret_head) ? ERROR_NONE : ERROR_FORMAT;
}

/* A new file in the place of the old one: one of the two is always whole. */
enum error kept_head_write(const char *dir, const struct kept_head *head)
{
    char path[PATH_SIZE], fresh[PATH_SIZE], text[TEXT_SIZE], hash[2 * STORE_HASH_SIZE + 1];

    if (!head_path(path, dir, "head") || !head_path(fresh, dir, "head.new"))
        return ERROR_RANGE;
    sodium_bin2hex(hash, sizeof hash, head->hash, STORE_HASH_SIZE);
    int length = snprintf(text, sizeof text, "%lld:%s\n", (long long)head->seq, hash);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == ENOSPC ? ERROR_FULL : ERROR_IO;
    bool good = write(fd, text, (size_t)length) == length && fsync(fd) == 0;
    good = close(fd) == 0 && good;
    return good && rename(fresh, path) == 0 ? ERROR_NONE : ERROR_IO;
}

static bool is_in(struct store *store, const struct kept_head *head)
{
    unsigned char hash[STORE_HASH_SIZE];

    return head->seq == 0 || (store_hash(store, head->seq, hash) == ERROR_NONE && memcmp(hash, head->hash, sizeof hash) == 0);
}

bool kept_head_wanted(const struct request *request, struct kept_head *ret_head)
{
    const char *raw = evhttp_uri_get_query(evhttp_request_get_evhttp_uri(request->http)), *text = NULL;
    struct evkeyvalq query;

    ret_head->seq = 0;
    if (evhttp_parse_query_str(raw ? raw : "", &query) == 0)
        text = evhttp_find_header(&query, "head");
    bool good = !text || kept_head_parse(text, ret_head);
    evhttp_clear_headers(&query);
    return good;
}

const char *kept_head_fault(struct server *server, const struct kept_head *given, int64_t *ret_seq)
{
    struct kept_head kept = {0};
    enum error error = read_kept(server->dir, &kept);

    *ret_seq = kept.seq;
    if (error != ERROR_NONE && error != ERROR_MISSING)
        return "the head kept in DIR.keys cannot be read";
    if (!is_in(server->store, &kept))
        return "it is not the one kept in DIR.keys: the end was cut off or written anew, or an older database was put back";
    if (!is_in(server->store, given)) {
        *ret_seq = given->seq;
        return "it is not the one of the head that was given: the end was cut off or written anew, or an older database was put back";
    }
    return NULL;
}

void kept_head_start(struct server *server)
{
    int64_t seq;
    const char *fault = kept_head_fault(server, &(struct kept_head){0}, &seq);

    if (!fault && read_kept(server->dir, &server->kept) != ERROR_NONE)
        server->kept.seq = 0;
    server->keeps_no_head = fault || server->keeps_nothing;
    if (fault)
        log_error("%s/hall.db: event %lld: %s", server->dir, (long long)seq, fault);
}

void kept_head_keep(struct server *server, bool last_time)
{
    struct kept_head head = {.seq = server->hall.seq};

    if (server->keeps_no_head || server->in_turn || server->fatal != ERROR_NONE || head.seq == server->kept.seq)
        return;
    if (!last_time && clock_steady_ms() < server->kept_until_ms)
        return;
    server->kept_until_ms = clock_steady_ms() + KEEP_EVERY_MS;
    enum error error = store_hash(server->store, head.seq, head.hash);
    if (error == ERROR_NONE)
        error = kept_head_write(server->dir, &head);
    if (error == ERROR_NONE)
        server->kept = head;
    else
        log_error("%s.keys/head: the head of the journal cannot be kept: %s", server->dir, error_sentence(error));
}
