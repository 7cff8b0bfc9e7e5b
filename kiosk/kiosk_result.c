/* The number on the screen: its paper, and a call that comes while the resident still stands there. */
#include "kiosk/kiosk_steps.h"

#include <stdio.h>
#include <string.h>

enum { STAY_MS = 20000, STAY_TROUBLE_MS = 60000, SLOW_MS = 12000 };

/* Words of a paper's states in the order in which they can follow; of two that were told the later one is true. */
static int rank(const char *state)
{
    static const char *const order[] = {"none", "queued", "leased", "printing", "printed", "attention", "failed", "void"};

    for (int i = 0; i < (int)(sizeof order / sizeof *order); i++)
        if (strcmp(order[i], state) == 0)
            return i;
    return 0;
}

static void set_paper(struct kiosk *kiosk, const char *state)
{
    if (strcmp(kiosk->ticket.printed, state) == 0)
        return;
    snprintf(kiosk->ticket.printed, sizeof kiosk->ticket.printed, "%s", state);
    kiosk->paper_ms = kiosk->now_ms;
}

static void hear_paper(struct kiosk *kiosk, const json_t *job)
{
    int64_t ticket = json_integer_value(json_object_get(job, "ticket_id"));
    const char *state = json_string_value(json_object_get(job, "state"));

    if (ticket <= 0 || !state)
        return;
    struct kiosk_paper *paper = &kiosk->papers[kiosk->paper_next];
    kiosk->paper_next = (kiosk->paper_next + 1) % KIOSK_PAPERS;
    paper->ticket = ticket;
    snprintf(paper->state, sizeof paper->state, "%s", state);
    if (kiosk->page == KIOSK_PAGE_RESULT && kiosk->ticket.id == ticket)
        set_paper(kiosk, paper->state);
}

void kiosk_result_hear(struct kiosk *kiosk, const json_t *event)
{
    const json_t *json = json_object_get(event, "ticket");
    struct mirror_ticket told;

    hear_paper(kiosk, json_object_get(event, "job"));
    if ((kiosk->page != KIOSK_PAGE_RESULT && kiosk->page != KIOSK_PAGE_TICKET) || !json_is_object(json))
        return;
    mirror_read_ticket(&told, json);
    if (told.id != kiosk->ticket.id)
        return;
    /* the code goes only to who took the ticket, and what its paper does is told by its job */
    memcpy(told.code, kiosk->ticket.code, sizeof told.code);
    memcpy(told.url, kiosk->ticket.url, sizeof told.url);
    memcpy(told.printed, kiosk->ticket.printed, sizeof told.printed);
    if (told.window != kiosk->ticket.window)
        kiosk->paper_ms = kiosk->now_ms; /* news: it stays longer */
    kiosk->ticket = told;
}

void kiosk_result_answer(struct kiosk *kiosk, int status, const json_t *body)
{
    struct mirror_ticket told;

    mirror_read_ticket(&told, body);
    if (kiosk->page != KIOSK_PAGE_RESULT || status != 200 || told.id != kiosk->ticket.id)
        return;
    bool news = strcmp(told.printed, kiosk->ticket.printed) != 0 || told.window != kiosk->ticket.window;
    kiosk->ticket = told;
    if (news)
        kiosk->paper_ms = kiosk->now_ms;
}

/* What the stream told of the paper before the number was known. */
static void catch_up(struct kiosk *kiosk)
{
    for (int i = 0; i < KIOSK_PAPERS; i++) {
        const struct kiosk_paper *paper = &kiosk->papers[(kiosk->paper_next + i) % KIOSK_PAPERS];
        if (paper->ticket == kiosk->ticket.id && rank(paper->state) > rank(kiosk->ticket.printed))
            set_paper(kiosk, paper->state);
    }
}

void kiosk_result_show(struct kiosk *kiosk, const struct mirror_ticket *ticket)
{
    kiosk->ticket = *ticket;
    kiosk->paper_ms = kiosk->now_ms;
    kiosk_go(kiosk, KIOSK_PAGE_RESULT);
    catch_up(kiosk);
}

enum kiosk_paper_state kiosk_paper_state(const struct kiosk *kiosk)
{
    switch (rank(kiosk->ticket.printed)) {
    case 0:
        return KIOSK_PAPER_NONE;
    case 1:
    case 2:
    case 3:
        return kiosk->now_ms - kiosk->page_ms >= SLOW_MS ? KIOSK_PAPER_SLOW : KIOSK_PAPER_COMING;
    case 4:
        return KIOSK_PAPER_OUT;
    default:
        return KIOSK_PAPER_TROUBLE;
    }
}

int64_t kiosk_result_stay_ms(const struct kiosk *kiosk)
{
    enum kiosk_paper_state state = kiosk_paper_state(kiosk);

    return state == KIOSK_PAPER_OUT || state == KIOSK_PAPER_COMING ? STAY_MS : STAY_TROUBLE_MS;
}
