/* What every answer of the controller must be. */
#include "hall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool take_line(struct fuzz_input *came, char *line, size_t size)
{
    const uint8_t *end = came->left ? memchr(came->at, '\n', came->left) : NULL;

    if (!end)
        return false;
    size_t length = (size_t)(end - came->at);
    FUZZ_HOLDS(length >= 1 && end[-1] == '\r' && length <= size, "a header line of %zu bytes, or without CR LF", length);
    memcpy(line, came->at, length - 1);
    line[length - 1] = '\0';
    came->at += length + 1;
    came->left -= length + 1;
    return true;
}

static void check_texts(json_t *json)
{
    const char *name;
    json_t *value;
    size_t i;

    if (json_is_string(json))
        fuzz_check_clean("a text of an answer", json_string_value(json), json_string_length(json) + 1);
    json_object_foreach(json, name, value)
        check_texts(value);
    json_array_foreach(json, i, value)
        check_texts(value);
}

static void check_refusal(const struct hall_answer *answer)
{
    const char *type = json_string_value(json_object_get(answer->json, "type")), *en = json_string_value(json_object_get(answer->json, "title")),
               *zh = json_string_value(json_object_get(answer->json, "title_zh"));

    FUZZ_HOLDS(strcmp(answer->type, "application/problem+json") == 0, "a refusal (%d) that is %s", answer->status, answer->type);
    FUZZ_HOLDS(type && strncmp(type, "urn:yichuang:", 13) == 0 && type[13] && en && strlen(en) > 10 && zh && strlen(zh) > 10 &&
                   json_integer_value(json_object_get(answer->json, "status")) == answer->status,
               "a refusal (%d) without type, sentences or status", answer->status);
}

static void check_body(struct hall_answer *answer)
{
    if (strncmp(answer->type, "application/", 12) == 0 && strstr(answer->type, "json")) {
        answer->json = json_loadb(answer->body, answer->length, JSON_REJECT_DUPLICATES, NULL);
        FUZZ_HOLDS(answer->json, "an answer that is no JSON: %.*s", (int)(answer->length < 400 ? answer->length : 400), answer->body);
        check_texts(answer->json);
        FUZZ_HOLDS((answer->status >= 400) == (strcmp(answer->type, "application/problem+json") == 0), "%d is %s", answer->status, answer->type);
    }
    if (answer->json && answer->status >= 400)
        check_refusal(answer);
}

/* What we answer; 400, 417 and 501 are libevent's own for what is no HTTP. */
static bool is_of_contract(int status)
{
    static const int known[] = {200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 413, 415, 417, 422, 429, 501};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i] == status)
            return true;
    return false;
}

bool hall_next_answer(struct fuzz_input *came, bool head, struct hall_answer *ret_answer)
{
    char line[1024];
    int major, minor;
    size_t length = SIZE_MAX; /* not said */
    bool chunked = false;

    *ret_answer = (struct hall_answer){0};
    if (!take_line(came, line, sizeof line))
        return false;
    FUZZ_HOLDS(sscanf(line, "HTTP/%d.%d %3d ", &major, &minor, &ret_answer->status) == 3, "an answer that begins with %s", line);
    FUZZ_HOLDS(is_of_contract(ret_answer->status), "an answer of %d", ret_answer->status);
    while (take_line(came, line, sizeof line) && *line) {
        char *colon = strstr(line, ": ");
        FUZZ_HOLDS(colon, "a header line without a colon: %s", line);
        if (strncmp(line, "Content-Length: ", 16) == 0)
            length = strtoul(colon + 2, NULL, 10);
        if (strncmp(line, "Content-Type: ", 14) == 0)
            snprintf(ret_answer->type, sizeof ret_answer->type, "%s", colon + 2);
        chunked |= strcmp(line, "Transfer-Encoding: chunked") == 0;
    }
    if (head || chunked) { /* an event stream does not end; the rest is its */
        came->left = chunked ? 0 : came->left;
        return true;
    }
    if (length == SIZE_MAX) { /* not HTTP/1.1: the body is all that comes (libevent answers in the version that was asked in) */
        FUZZ_HOLDS(major != 1 || minor != 1 || ret_answer->status == 204 || came->left == 0, "an answer that does not say how long it is");
        length = came->left;
    }
    FUZZ_HOLDS(length <= came->left, "an answer of %zu bytes says it has %zu", came->left, length);
    ret_answer->body = (const char *)came->at;
    ret_answer->length = length;
    came->at += length;
    came->left -= length;
    check_body(ret_answer);
    return true;
}
