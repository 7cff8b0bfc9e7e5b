/* Staff and PINs, many at once: PINs that are tried in parallel are slowed down as those tried one after the other, and somebody who is added twice at the same moment is
 * there once. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { TRIES = 24, TWINS = 8, FREE_TRIES = 5 };

static struct daemon controller;

static void start(void)
{
    daemon_make(&controller);
    cr_assert(daemon_start(&controller, NULL));
}

static void end(void)
{
    daemon_remove(&controller);
}

TestSuite(sign_in_races, .init = start, .fini = end, .timeout = 120);

/* One request of one client. */
struct asking {
    const char *path, *body, *key;
    bool as_owner;
    int status;
    char type[64];
    pthread_t thread;
};

static void *ask(void *context)
{
    struct asking *asking = context;
    struct http_call call = asking->as_owner ? http_call_socket(controller.socket) : http_call_tcp(controller.port, NULL);

    asking->status = http_call(&call, "POST", asking->path, asking->body, asking->key);
    snprintf(asking->type, sizeof asking->type, "%.63s", http_call_text(&call, "type"));
    http_call_close(&call);
    return NULL;
}

static int ask_all(struct asking *askings, int count, int status)
{
    int found = 0;

    for (int i = 0; i < count; i++)
        cr_assert_eq(pthread_create(&askings[i].thread, NULL, ask, &askings[i]), 0);
    for (int i = 0; i < count; i++) {
        pthread_join(askings[i].thread, NULL);
        found += askings[i].status == status;
    }
    return found;
}

Test(sign_in_races, pins_tried_in_parallel_do_not_pass_the_slowing)
{
    static char bodies[TRIES][64];
    struct asking askings[TRIES] = {0};
    struct http_call nobody = http_call_tcp(controller.port, NULL);

    for (int i = 0; i < TRIES; i++) { /* the right one is among the last */
        snprintf(bodies[i], sizeof bodies[i], "{\"staff\":\"1001\",\"pin\":\"%04d\",\"window\":3}", 5000 + i);
        askings[i] = (struct asking){.path = "/v1/sessions", .body = bodies[i]};
    }
    int looked_at = ask_all(askings, TRIES, 401);
    cr_assert_eq(looked_at, FREE_TRIES, "%d PINs were looked at", looked_at);
    for (int i = 0; i < TRIES; i++)
        cr_assert(askings[i].status == 401 || askings[i].status == 429, "%d", askings[i].status);
    cr_assert_eq(http_call(&nobody, "POST", "/v1/sessions", "{\"staff\":\"1001\",\"pin\":\"1234\",\"window\":3}", NULL), 429, "even with the right one");
    http_call_close(&nobody);
}

static int members(const char *id)
{
    struct http_call owner = http_call_socket(controller.socket);
    const json_t *list;
    json_t *member;
    size_t i;
    int count = 0;

    cr_assert_eq(http_call(&owner, "GET", "/v1/staff", NULL, NULL), 200);
    list = json_object_get(owner.json, "staff");
    json_array_foreach(list, i, member) count += strcmp(json_string_value(json_object_get(member, "id")), id) == 0;
    http_call_close(&owner);
    return count;
}

static const char newcomer[] = "{\"id\":\"7001\",\"name\":\"n\",\"pin\":\"1234\",\"roles\":[\"clerk\"]}";

Test(sign_in_races, somebody_added_by_many_at_once_is_there_once)
{
    struct asking askings[TWINS] = {0};

    for (int i = 0; i < TWINS; i++)
        askings[i] = (struct asking){.path = "/v1/staff", .body = newcomer, .as_owner = true};
    cr_assert_eq(ask_all(askings, TWINS, 201), 1);
    for (int i = 0; i < TWINS; i++)
        cr_assert(askings[i].status == 201 || strcmp(askings[i].type, "urn:yichuang:staff-exists") == 0, "%d %s", askings[i].status, askings[i].type);
    cr_assert_eq(members("7001"), 1);
}

Test(sign_in_races, somebody_added_at_once_with_one_key_is_added_to_each)
{
    struct asking askings[TWINS] = {0};

    for (int i = 0; i < TWINS; i++)
        askings[i] = (struct asking){.path = "/v1/staff", .body = newcomer, .key = "same", .as_owner = true};
    cr_assert_eq(ask_all(askings, TWINS, 201), TWINS, "the same key, the same answer");
    cr_assert_eq(members("7001"), 1);
}
