/* The controller's requests, line by line: WHO METHOD PATH [BODY]. WHO is one letter: o owner (by the socket), k kiosk, g guide, c clerk, m manager, s supervisor, b board,
 * p printer, n nobody (from the network, without a token), x somebody with a token that is none; a capital gives the request an idempotency key and asks it twice. A line
 * "+ SECONDS" lets time pass. "METHOD PATH" may be any bytes; the body's length is always told rightly, so that JSON is reached.
 *
 * What must hold, beyond lib/hall.h: who has no token changes nothing and is told nothing; reading changes nothing; the same key has the same answer and one effect. */
#include "lib/hall.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *token_of(char who)
{
    static const struct {
        char letter;
        const char *token;
    } tokens[] = {{'k', "kiosk"}, {'g', "guide"}, {'c', "clerk"}, {'m', "manager"}, {'s', "supervisor"}, {'b', "board"}, {'p', "printer"}, {'x', "yc_01234567890123456789012345678901"}};

    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (tokens[i].letter == who)
            return tokens[i].token;
    return NULL;
}

/* Asks once; returns the status (0: it was no HTTP, or an event stream). */
static int ask(char who, const char *what, size_t what_length, const char *body, const char *key)
{
    struct fuzz_writer bytes = {0}, came = {0};
    struct hall_answer answer;
    const char *token = token_of(who);

    fuzz_write_bytes(&bytes, what, what_length);
    fuzz_write(&bytes, " HTTP/1.1\r\nHost: h\r\n");
    if (token)
        fuzz_write(&bytes, "Authorization: Bearer %s\r\n", token);
    if (key)
        fuzz_write(&bytes, "Idempotency-Key: %s\r\n", key);
    fuzz_write(&bytes, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
    hall_say(bytes.bytes, bytes.length, who != 'o', &came);
    struct fuzz_input left = {(const uint8_t *)came.bytes, came.length};
    int status = hall_next_answer(&left, strncmp(what, "HEAD ", 5) == 0, &answer) ? answer.status : 0;
    json_decref(answer.json);
    free(bytes.bytes);
    free(came.bytes);
    return status;
}

static bool begins(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* Whether it may change something although it only reads, or makes something new each time (a token is shown once): see doc/openapi.yaml. */
static bool is_recorded(const char *what)
{
    return strstr(what, "/person") != NULL;
}

static bool is_made_anew(const char *what)
{
    return strstr(what, "/v1/tokens") || strstr(what, "/v1/sessions");
}

static void take_request(char who, const char *what, size_t length, const char *body, int line)
{
    int64_t before = hall_server->hall.seq;
    bool keyed = isupper((unsigned char)who) != 0;
    char key[16];

    who = (char)tolower((unsigned char)who);
    snprintf(key, sizeof key, "line-%d", line);
    int status = ask(who, what, length, body, keyed ? key : NULL);
    bool changed = hall_server->hall.seq != before;
    if (begins(what, "GET ") || begins(what, "HEAD "))
        FUZZ_HOLDS(!changed || is_recorded(what), "reading has changed the hall: %s", what);
    if (who == 'x')
        FUZZ_HOLDS(!changed && (status == 0 || status >= 400), "a token that is none was good for %d: %s", status, what);
    if (who == 'n' && !strstr(what, "/v1/sessions"))
        FUZZ_HOLDS(!changed && (status == 0 || status >= 400 || strstr(what, "/t/") || strstr(what, "/healthz")), "without a token %d: %s", status, what);
    if (status >= 400 && !is_made_anew(what))
        FUZZ_HOLDS(!changed, "a refusal (%d) has changed the hall: %s", status, what);
    if (!keyed || status < 200 || status >= 300 || is_made_anew(what) || begins(what, "GET ") || begins(what, "HEAD "))
        return;
    before = hall_server->hall.seq;
    int again = ask(who, what, length, body, key);
    FUZZ_HOLDS(again == status && hall_server->hall.seq == before, "the same key: first %d, then %d, %lld more events: %s", status, again,
               (long long)(hall_server->hall.seq - before), what);
}

/* Returns where the body begins: after the second blank. */
static const char *body_of(const char *what)
{
    const char *blank = strchr(what, ' ');

    blank = blank ? strchr(blank + 1, ' ') : NULL;
    return blank ? blank : what + strlen(what);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};

    hall_begin();
    int64_t before = hall_server->hall.seq;
    for (int line = 0; input.left > 0 && line < 24; line++) {
        char *text = fuzz_line(&input);
        if (text[0] == '+')
            hall_pass(1000 * (int64_t)(strtoul(text + 1, NULL, 10) % 200000));
        else if (text[0] && text[1] == ' ' && strchr("okgcmsbpnxOKGCMSBP", text[0])) {
            const char *body = body_of(text + 2);
            take_request(text[0], text + 2, (size_t)(body - text - 2), *body ? body + 1 : "", line);
        }
        free(text);
    }
    if (hall_server->hall.seq != before && size % 4 == 0) /* it takes as long as all the rest */
        hall_check();
    return 0;
}
