#include "kiosk/kiosk_model.h"

#include "base/date.h"
#include "kiosk/kiosk_hours.h"
#include "kiosk/kiosk_steps.h"

#include <stdio.h>
#include <string.h>

enum { ITEMS_AGAIN_MS = 5000, MINUTE_MS = 60000 };

static const int idle_s[] = {
#define PAGE(name, draw, seconds) seconds,
#include "kiosk/pages.def"
#undef PAGE
};


void kiosk_start(struct kiosk *kiosk, const struct mirror *mirror, const struct kiosk_way *way, enum language home, const char *place)
{
    *kiosk = (struct kiosk){.mirror = mirror, .way = *way, .home = home, .minute = -1, .item = -1};
    snprintf(kiosk->place, sizeof kiosk->place, "%s", place ? place : "");
    kiosk_forget(kiosk);
}

void kiosk_finish(struct kiosk *kiosk)
{
    kiosk_take_finish(kiosk);
    errand_finish(&kiosk->deed);
    kiosk_items_finish(&kiosk->items);
}

static bool ask(struct kiosk *kiosk, enum kiosk_ask what, const char *path)
{
    return kiosk->way.ask(kiosk->way.context, what, "GET", path, NULL, NULL);
}

void kiosk_ask_hall(struct kiosk *kiosk)
{
    if (!kiosk->asked_hall)
        kiosk->asked_hall = ask(kiosk, KIOSK_ASK_HALL, "/v1/hall");
}

static void ask_items(struct kiosk *kiosk)
{
    if (!kiosk->asked_items)
        kiosk->asked_items = ask(kiosk, KIOSK_ASK_ITEMS, "/v1/items");
}

static void ask_ticket(struct kiosk *kiosk)
{
    char path[64];

    snprintf(path, sizeof path, "/v1/tickets/%lld", (long long)kiosk->ticket.id);
    (void)ask(kiosk, KIOSK_ASK_TICKET, path); /* not sent: the paper's next event tells */
}

/* Pages. */

static void show(struct kiosk *kiosk, enum kiosk_page page)
{
    kiosk->page = page;
    kiosk->page_turn++;
    kiosk->page_ms = kiosk->key_ms = kiosk->now_ms;
    kiosk->first = 0;
    kiosk->chosen = page == KIOSK_PAGE_WELCOME || page == KIOSK_PAGE_PRIORITY || page == KIOSK_PAGE_ITEMS || page == KIOSK_PAGE_SEARCH || page == KIOSK_PAGE_TAKING ||
                            page == KIOSK_PAGE_MINE || page == KIOSK_PAGE_FIND || page == KIOSK_PAGE_IDENTITY || page == KIOSK_PAGE_TICKET
                        ? -1
                        : 0;
    if (page == KIOSK_PAGE_WELCOME) {
        kiosk->depth = 0;
        kiosk->wish.service = '\0';
        kiosk->wish.item[0] = '\0';
    }
}

void kiosk_go(struct kiosk *kiosk, enum kiosk_page page)
{
    int at = 0;

    while (at < kiosk->depth && kiosk->path[at] != page)
        at++;
    if (at == kiosk->depth && kiosk->page != page)
        kiosk->path[kiosk->depth++] = kiosk->page; /* each page is on the way once at most, so there is room */
    else
        kiosk->depth = at;
    show(kiosk, page);
}

void kiosk_back(struct kiosk *kiosk)
{
    show(kiosk, kiosk->depth > 0 ? kiosk->path[--kiosk->depth] : KIOSK_PAGE_WELCOME);
}

void kiosk_forget(struct kiosk *kiosk)
{
    memset(&kiosk->wish, 0, sizeof kiosk->wish);
    memset(&kiosk->ticket, 0, sizeof kiosk->ticket);
    kiosk->wish.priority = PRIORITY_NORMAL;
    memset(&kiosk->identity, 0, sizeof kiosk->identity);
    memset(kiosk->query, 0, sizeof kiosk->query);
    kiosk->find_forgotten = kiosk->asked_find;
    memset(&kiosk->find, 0, sizeof kiosk->find);
    memset(&kiosk->progress, 0, sizeof kiosk->progress);
    memset(&kiosk->scan, 0, sizeof kiosk->scan);
    kiosk->listed = kiosk->checking = '\0';
    kiosk->item = -1;
    kiosk->language = kiosk->home;
    show(kiosk, KIOSK_PAGE_WELCOME);
}

static void show_refused(struct kiosk *kiosk, char service)
{
    kiosk->refused_title = "No number now";
    kiosk->refused_service = service;
    show(kiosk, KIOSK_PAGE_REFUSED);
    kiosk->depth = 0;
}

void kiosk_refuse(struct kiosk *kiosk, enum refusal refusal, char service)
{
    for (int i = 0; i < 2; i++)
        snprintf(kiosk->refused[i], sizeof kiosk->refused[i], "%s", refusal_sentence(refusal, i == LANGUAGE_ZH));
    show_refused(kiosk, refusal == REFUSAL_LUNCH || refusal == REFUSAL_SERVICE_CLOSED ? service : '\0');
}

void kiosk_refuse_text(struct kiosk *kiosk, const char *english)
{
    for (int i = 0; i < 2; i++)
        snprintf(kiosk->refused[i], sizeof kiosk->refused[i], "%s", language_text_in((enum language)i, english));
    show_refused(kiosk, '\0');
}

static bool is_about_hours(const json_t *body)
{
    const char *type = json_string_value(json_object_get(body, "type")), *last = type ? strrchr(type, ':') : NULL;

    return last && (strcmp(last + 1, refusal_type(REFUSAL_LUNCH)) == 0 || strcmp(last + 1, refusal_type(REFUSAL_SERVICE_CLOSED)) == 0);
}

void kiosk_refuse_answer(struct kiosk *kiosk, int status, const json_t *body, char service)
{
    if (status == 401 || status == 403) { /* nothing that a resident could mend */
        kiosk_refuse_text(kiosk, "This kiosk may not give numbers. Please ask a member of staff.");
        return;
    }
    for (int i = 0; i < 2; i++)
        snprintf(kiosk->refused[i], sizeof kiosk->refused[i], "%s", client_problem_text(status, body, language_code((enum language)i)));
    show_refused(kiosk, is_about_hours(body) ? service : '\0');
    kiosk_ask_hall(kiosk); /* what the screen said about the service was old */
}

/* Time, events, answers. */

static int64_t left_ms(const struct kiosk *kiosk)
{
    if (kiosk->page == KIOSK_PAGE_RESULT)
        return (kiosk->paper_ms > kiosk->key_ms ? kiosk->paper_ms : kiosk->key_ms) + kiosk_result_stay_ms(kiosk) - kiosk->now_ms;
    return kiosk->key_ms + idle_s[kiosk->page] * 1000 - kiosk->now_ms;
}

/* Whether there is nothing that the next resident must not find. */
static bool is_fresh(const struct kiosk *kiosk)
{
    return kiosk->page == KIOSK_PAGE_WELCOME && kiosk->language == kiosk->home && kiosk->wish.priority == PRIORITY_NORMAL && !*kiosk->wish.id_number && kiosk->first == 0 && kiosk->chosen < 0;
}

int kiosk_left_s(const struct kiosk *kiosk)
{
    if (kiosk->page == KIOSK_PAGE_TAKING || is_fresh(kiosk))
        return -1;
    int64_t left = left_ms(kiosk);
    return left > 0 ? (int)((left + 999) / 1000) : 0;
}

/* No event tells that the hours of a service begin or end. */
static void tick_minute(struct kiosk *kiosk)
{
    int minute = kiosk->wall_ms == 0 ? -1 : instant_time_of_day_ms(kiosk->wall_ms, kiosk->mirror->utc_offset_minutes) / MINUTE_MS;
    bool edge = false;

    if (minute == kiosk->minute)
        return;
    for (const struct mirror_service *service = kiosk->mirror->services; service->letter; service++)
        edge = edge || kiosk_hours_is_edge(service->sessions, minute);
    if (edge && kiosk->minute >= 0 && kiosk->mirror->connected)
        kiosk_ask_hall(kiosk);
    kiosk->minute = minute;
}

void kiosk_tick(struct kiosk *kiosk, int64_t now_ms, int64_t wall_ms)
{
    kiosk->now_ms = now_ms;
    kiosk->wall_ms = wall_ms;
    tick_minute(kiosk);
    kiosk_take_tick(kiosk);
    kiosk_deed_tick(kiosk);
    kiosk_scan_tick(kiosk);
    if (kiosk->items_again_ms > 0 && now_ms >= kiosk->items_again_ms) {
        kiosk->items_again_ms = 0;
        ask_items(kiosk);
    }
    if (kiosk->page != KIOSK_PAGE_TAKING && !is_fresh(kiosk) && left_ms(kiosk) <= 0)
        kiosk_forget(kiosk);
}

int kiosk_due_ms(const struct kiosk *kiosk)
{
    int64_t due = 1000;

    if (kiosk->take.state != KIOSK_TAKE_NONE && !kiosk->take.under_way && kiosk->take.again_ms - kiosk->now_ms < due)
        due = kiosk->take.again_ms - kiosk->now_ms;
    if (kiosk->page != KIOSK_PAGE_TAKING && !is_fresh(kiosk) && left_ms(kiosk) % 1000 > 0)
        due = left_ms(kiosk) % 1000 < due ? left_ms(kiosk) % 1000 : due;
    if (kiosk->deed_again_ms > 0 && kiosk->deed_again_ms - kiosk->now_ms < due)
        due = kiosk->deed_again_ms - kiosk->now_ms;
    if (kiosk->scan.running && KIOSK_SCAN_MS < due)
        due = KIOSK_SCAN_MS;
    return due > 0 ? (int)due : 0;
}

/* A new version of the catalogue, or a day on which others may be in force. */
static bool is_about_items(const json_t *event)
{
    const char *type = json_string_value(json_object_get(event, "type"));

    return type && (strncmp(type, "catalogue.", 10) == 0 || strcmp(type, "day.opened") == 0);
}

void kiosk_hear(struct kiosk *kiosk, const json_t *event)
{
    if (event) {
        if (is_about_items(event))
            ask_items(kiosk);
        kiosk_result_hear(kiosk, event);
        return;
    }
    if (!kiosk->mirror->connected) {
        kiosk->was_away = true;
        return;
    }
    if (kiosk->items.count == 0 || kiosk->was_away) /* another catalogue may lie there since */
        ask_items(kiosk);
    kiosk->was_away = false;
    if (kiosk->page == KIOSK_PAGE_RESULT)
        ask_ticket(kiosk);
}

static void take_items(struct kiosk *kiosk, int status, const json_t *body)
{
    kiosk->asked_items = false;
    if (status != 200 || !kiosk_items_read(&kiosk->items, body)) {
        kiosk->items_again_ms = kiosk->now_ms + ITEMS_AGAIN_MS;
        return;
    }
    kiosk->item = -1;
    if (kiosk->page == KIOSK_PAGE_ITEM || kiosk->page == KIOSK_PAGE_ITEMS || kiosk->page == KIOSK_PAGE_SEARCH)
        kiosk_forget(kiosk); /* what stood there may be another one now */
}

void kiosk_answer(struct kiosk *kiosk, enum kiosk_ask what, int status, const json_t *body, int retry_after_s)
{
    switch (what) {
    case KIOSK_ASK_TAKE:
        kiosk_take_answer(kiosk, status, body, retry_after_s);
        break;
    case KIOSK_ASK_CANCEL:
        kiosk_take_cancelled(kiosk, status, retry_after_s);
        break;
    case KIOSK_ASK_TICKET:
        kiosk_result_answer(kiosk, status, body);
        break;
    case KIOSK_ASK_HALL:
        kiosk->asked_hall = false;
        kiosk_checked(kiosk);
        break;
    case KIOSK_ASK_ITEMS:
        take_items(kiosk, status, body);
        break;
    case KIOSK_ASK_FIND:
        kiosk_find_answer(kiosk, status, body);
        break;
    case KIOSK_ASK_DEED:
        kiosk_deed_answer(kiosk, status, body, retry_after_s);
        break;
    case KIOSK_ASK_HELP:
        kiosk->help = status == 200 ? KIOSK_HELP_RUNG : KIOSK_HELP_FAILED;
        break;
    case KIOSK_ASKS:
        break;
    }
}
