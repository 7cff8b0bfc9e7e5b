/* Taking a number: one question with one key, repeated until it is answered. */
#include "kiosk/kiosk_steps.h"

#include "client/client.h"

#include <stdio.h>
#include <string.h>

enum { AGAIN_MS = 300, AGAIN_LATER_MS = 1000, QUICK_TRIES = 3, PATIENCE_MS = 120000 };

static json_t *take_body(const struct kiosk *kiosk)
{
    char letter[2] = {kiosk->wish.service, '\0'};
    json_t *body = json_pack("{s:s, s:s, s:s}", "service", letter, "priority", priority_word(kiosk->wish.priority), "language",
                             language_code(kiosk->language));

    if (*kiosk->wish.item)
        json_object_set_new(body, "item", json_string(kiosk->wish.item));
    if (*kiosk->place)
        json_object_set_new(body, "place", json_string(kiosk->place));
    if (*kiosk->wish.id_number)
        json_object_set_new(body, "id_number", json_string(kiosk->wish.id_number));
    if (kiosk->wish.matters > 1)
        json_object_set_new(body, "count", json_integer(kiosk->wish.matters));
    return body;
}

static void ask(struct kiosk *kiosk)
{
    struct kiosk_take *take = &kiosk->take;
    char path[64];

    take->tries++;
    if (take->state == KIOSK_TAKE_CANCELLING) {
        snprintf(path, sizeof path, "/v1/tickets/%lld/cancel", (long long)take->ticket);
        json_t *body = json_pack("{s:s}", "reason", "given up at the kiosk");
        take->under_way = kiosk->way.ask(kiosk->way.context, KIOSK_ASK_CANCEL, "POST", path, body, take->key);
        json_decref(body);
    } else {
        take->under_way = kiosk->way.ask(kiosk->way.context, KIOSK_ASK_TAKE, "POST", "/v1/tickets", take->body, take->key);
    }
    take->again_ms = kiosk->now_ms + AGAIN_LATER_MS;
}

/* A new question: a new key. */
static void ask_first(struct kiosk *kiosk, enum kiosk_take_state state)
{
    kiosk->take.state = state;
    kiosk->take.tries = 0;
    client_make_key(kiosk->take.key);
    ask(kiosk);
}

static void ask_later(struct kiosk *kiosk, int retry_after_s)
{
    struct kiosk_take *take = &kiosk->take;

    take->again_ms = kiosk->now_ms + (take->tries <= QUICK_TRIES ? AGAIN_MS : AGAIN_LATER_MS);
    if (retry_after_s > 0 && retry_after_s <= 60)
        take->again_ms = kiosk->now_ms + retry_after_s * 1000;
}

/* The question is answered; what was wanted meanwhile comes next. */
static void settle(struct kiosk *kiosk)
{
    struct kiosk_take *take = &kiosk->take;
    json_t *next = take->next;
    int64_t begun_ms = take->begun_ms;

    json_decref(take->body);
    *take = (struct kiosk_take){.body = next, .begun_ms = begun_ms};
    if (next)
        ask_first(kiosk, KIOSK_TAKE_ASKED);
}

void kiosk_take_begin(struct kiosk *kiosk)
{
    struct kiosk_take *take = &kiosk->take;
    json_t *body = take_body(kiosk);

    take->begun_ms = kiosk->now_ms;
    if (take->state == KIOSK_TAKE_NONE) {
        take->body = body;
        ask_first(kiosk, KIOSK_TAKE_ASKED);
    } else if (take->state == KIOSK_TAKE_GIVEN_UP && json_equal(body, take->body)) {
        take->state = KIOSK_TAKE_ASKED; /* the same again: the number that may be there already will do */
        json_decref(body);
    } else {
        json_decref(take->next);
        take->next = body;
    }
    kiosk_go(kiosk, KIOSK_PAGE_TAKING);
}

void kiosk_take_give_up(struct kiosk *kiosk)
{
    struct kiosk_take *take = &kiosk->take;

    json_decref(take->next);
    take->next = NULL;
    if (take->state == KIOSK_TAKE_ASKED)
        take->state = KIOSK_TAKE_GIVEN_UP;
}

static bool is_unknown(int status)
{
    return status == 0 || status == 429 || status >= 500;
}

static bool is_identity_needed(const json_t *body)
{
    const char *type = json_string_value(json_object_get(body, "type")), *last = type ? strrchr(type, ':') : NULL;

    return last && strcmp(last + 1, refusal_type(REFUSAL_IDENTITY_NEEDED)) == 0;
}

void kiosk_take_answer(struct kiosk *kiosk, int status, const json_t *body, int retry_after_s)
{
    struct kiosk_take *take = &kiosk->take;
    struct mirror_ticket ticket;
    bool waited_for = take->state == KIOSK_TAKE_ASKED;

    take->under_way = false;
    if (is_unknown(status)) {
        ask_later(kiosk, retry_after_s);
        return;
    }
    mirror_read_ticket(&ticket, body);
    bool given = (status == 200 || status == 201) && ticket.id > 0;
    if (given && !waited_for) {
        take->ticket = ticket.id;
        ask_first(kiosk, KIOSK_TAKE_CANCELLING);
        return;
    }
    settle(kiosk);
    if (given || waited_for)
        memset(kiosk->wish.id_number, 0, sizeof kiosk->wish.id_number);
    if (given) {
        kiosk_result_show(kiosk, &ticket);
    } else if (waited_for && is_identity_needed(body)) {
        kiosk_go(kiosk, KIOSK_PAGE_CONFIRM);
        kiosk_identity_begin(kiosk, true);
    }
    else if (waited_for)
        kiosk_refuse_answer(kiosk, status, body, kiosk->wish.service);
}

void kiosk_take_cancelled(struct kiosk *kiosk, int status, int retry_after_s)
{
    kiosk->take.under_way = false;
    if (is_unknown(status))
        ask_later(kiosk, retry_after_s);
    else
        settle(kiosk); /* cancelled, or called meanwhile: the clerk marks it as a no-show */
}

void kiosk_take_tick(struct kiosk *kiosk)
{
    struct kiosk_take *take = &kiosk->take;

    if (kiosk->page == KIOSK_PAGE_TAKING && kiosk->now_ms - take->begun_ms >= PATIENCE_MS) {
        kiosk_take_give_up(kiosk);
        kiosk_refuse_text(kiosk, "No number could be given. Please ask a member of staff.");
    }
    if (take->state != KIOSK_TAKE_NONE && !take->under_way && kiosk->now_ms >= take->again_ms)
        ask(kiosk);
}

void kiosk_take_finish(struct kiosk *kiosk)
{
    json_decref(kiosk->take.body);
    json_decref(kiosk->take.next);
    kiosk->take = (struct kiosk_take){0};
}
