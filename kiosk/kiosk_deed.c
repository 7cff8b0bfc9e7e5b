/* What is done with a number that was taken before: one question with one key, repeated until it is answered. */
#include "kiosk/kiosk_steps.h"

#include "client/client.h"

#include <stdio.h>
#include <string.h>

static const char *const paths[KIOSK_DEEDS] = {[KIOSK_DEED_RETURN] = "return", [KIOSK_DEED_REPRINT] = "reprint", [KIOSK_DEED_CANCEL] = "cancel"};

static void say(struct kiosk *kiosk, const char *english)
{
    for (int i = 0; i < 2; i++)
        snprintf(kiosk->find.said[i], sizeof kiosk->find.said[i], "%s", language_text_in((enum language)i, english));
}

static void ask(struct kiosk *kiosk)
{
    bool sent = kiosk->way.ask(kiosk->way.context, KIOSK_ASK_DEED, kiosk->deed.method, kiosk->deed.path, kiosk->deed.body, kiosk->deed.key);

    kiosk->deed_again_ms = sent ? 0 : kiosk->now_ms + ERRAND_TRY_AGAIN_MS;
}

void kiosk_deed_begin(struct kiosk *kiosk, enum kiosk_deed deed)
{
    json_t *body = json_object();
    char path[64];

    if (deed == KIOSK_DEED_REPRINT && *kiosk->place)
        json_object_set_new(body, "place", json_string(kiosk->place));
    if (deed == KIOSK_DEED_CANCEL)
        json_object_set_new(body, "reason", json_string("given up at the kiosk"));
    snprintf(path, sizeof path, "/v1/tickets/%lld/%s", (long long)kiosk->ticket.id, paths[deed]);
    if (kiosk->page == KIOSK_PAGE_CANCEL)
        kiosk_go(kiosk, KIOSK_PAGE_TICKET);
    if (!errand_begin(&kiosk->deed, "POST", path, body, kiosk->now_ms)) {
        say(kiosk, "One moment, please.");
        return;
    }
    kiosk->doing = deed;
    say(kiosk, "One moment, please.");
    ask(kiosk);
}

/* It is done with the ticket on the page; for others nobody is here any more. */
static void show(struct kiosk *kiosk, const struct mirror_ticket *ticket)
{
    if (kiosk->page != KIOSK_PAGE_TICKET || ticket->id != kiosk->ticket.id)
        return;
    if (kiosk->doing == KIOSK_DEED_REPRINT) {
        kiosk_result_show(kiosk, ticket);
        return;
    }
    kiosk->ticket = *ticket;
    kiosk->chosen = -1;
    say(kiosk, kiosk->doing == KIOSK_DEED_RETURN ? "You are back in the queue. Please wait until you are called." : "The number is cancelled. Thank you for telling us.");
}

void kiosk_deed_answer(struct kiosk *kiosk, int status, const json_t *body, int retry_after_s)
{
    struct mirror_ticket ticket;
    int delay_ms = 0;

    switch (errand_answer(&kiosk->deed, status, retry_after_s, kiosk->now_ms, &delay_ms)) {
    case ERRAND_AGAIN:
        kiosk->deed_again_ms = kiosk->now_ms + delay_ms;
        return;
    case ERRAND_DONE:
        mirror_read_ticket(&ticket, body);
        show(kiosk, &ticket);
        return;
    case ERRAND_UNKNOWN:
        if (kiosk->page == KIOSK_PAGE_TICKET)
            say(kiosk, "The number system does not answer. Please try again, or ask a member of staff.");
        return;
    case ERRAND_REFUSED:
        for (int i = 0; i < 2 && kiosk->page == KIOSK_PAGE_TICKET; i++)
            snprintf(kiosk->find.said[i], sizeof kiosk->find.said[i], "%s", client_problem_text(status, body, language_code((enum language)i)));
    }
}

void kiosk_deed_tick(struct kiosk *kiosk)
{
    if (kiosk->deed.under_way && kiosk->deed_again_ms > 0 && kiosk->now_ms >= kiosk->deed_again_ms)
        ask(kiosk);
}
