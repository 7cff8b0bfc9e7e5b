/* What can be pressed on each page, and what lies behind the digits. */
#include "kiosk/kiosk_steps.h"

#include <string.h>

enum { STOP_AFTER_MS = 3000, COLLECTION = 'B' };

static const enum priority priorities[] = {PRIORITY_ELDERLY, PRIORITY_DISABLED, PRIORITY_PREGNANT, PRIORITY_INFANT, PRIORITY_MILITARY, PRIORITY_NORMAL};
enum { PRIORITIES = sizeof priorities / sizeof *priorities };

enum priority kiosk_priority_at(int choice)
{
    return choice >= 0 && choice < PRIORITIES ? priorities[choice] : PRIORITY_NORMAL;
}

const struct mirror_service *kiosk_service_at(const struct kiosk *kiosk, int choice)
{
    for (int i = 0; i < MIRROR_SERVICES && kiosk->mirror->services[i].letter; i++)
        if (i == kiosk->first + choice)
            return &kiosk->mirror->services[i];
    return NULL;
}

const struct kiosk_item *kiosk_item_at(const struct kiosk *kiosk, int choice)
{
    int nth = kiosk->first + choice;
    int index = kiosk->page != KIOSK_PAGE_SEARCH ? kiosk_items_nth(&kiosk->items, kiosk->listed, nth) : nth < kiosk->found_count ? kiosk->found[nth] : -1;

    return index < 0 ? NULL : &kiosk->items.at[index];
}

const struct mirror_printer *kiosk_printer(const struct kiosk *kiosk)
{
    for (const struct mirror_printer *printer = kiosk->mirror->printers; printer < kiosk->mirror->printers + MIRROR_PRINTERS && *printer->name; printer++)
        if (!*kiosk->place || strcmp(printer->place, kiosk->place) == 0)
            return printer;
    return NULL;
}

/* How many digits of the page have something behind them, and whether more lies before and after. */
static int count_digits(const struct kiosk *kiosk, bool *ret_more)
{
    int all = 0, most = kiosk->page == KIOSK_PAGE_SEARCH ? KIOSK_FOUND_SHOWN : KIOSK_DIGITS;

    if (kiosk->page == KIOSK_PAGE_WELCOME)
        while (all < MIRROR_SERVICES && kiosk->mirror->services[all].letter)
            all++;
    else if (kiosk->page == KIOSK_PAGE_ITEMS)
        all = kiosk_items_count(&kiosk->items, kiosk->listed);
    else if (kiosk->page == KIOSK_PAGE_SEARCH)
        all = kiosk->found_count;
    else if (kiosk->page == KIOSK_PAGE_PRIORITY)
        all = PRIORITIES;
    else if (kiosk->page == KIOSK_PAGE_MINE)
        all = 2;
    else if (kiosk->page == KIOSK_PAGE_TICKET)
        while (kiosk_deed_at(kiosk, all) != KIOSK_DEEDS)
            all++;
    int left = all > kiosk->first ? all - kiosk->first : 0;
    *ret_more = left > most;
    return left > most ? most : left;
}

const struct kiosk_item *kiosk_item_shown(const struct kiosk *kiosk)
{
    return kiosk->item >= 0 && kiosk->item < kiosk->items.count ? &kiosk->items.at[kiosk->item] : NULL;
}

static bool can_stop(const struct kiosk *kiosk)
{
    return kiosk->now_ms - kiosk->take.begun_ms >= STOP_AFTER_MS;
}

static bool has_items(const struct kiosk *kiosk)
{
    return kiosk_items_count(&kiosk->items, kiosk->page == KIOSK_PAGE_CONFIRM ? kiosk->wish.service : '\0') > 0;
}

/* Pages that nobody goes back from: what stands there is somebody's own. */
static bool is_answer(enum kiosk_page page)
{
    return page == KIOSK_PAGE_RESULT || page == KIOSK_PAGE_PROGRESS || page == KIOSK_PAGE_TICKET;
}

char kiosk_collection(const struct kiosk *kiosk)
{
    return mirror_service(kiosk->mirror, COLLECTION) ? COLLECTION : '\0';
}

enum kiosk_deed kiosk_deed_at(const struct kiosk *kiosk, int choice)
{
    static const struct {
        const char *state;
        bool can[KIOSK_DEEDS]; /* return, print again, cancel: as the rules of the hall have it */
    } states[] = {{"waiting", {false, true, true}}, {"called", {false, true, false}}, {"parked", {true, true, true}}, {"no_show", {true, true, true}}};

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        for (int deed = 0; deed < KIOSK_DEEDS && strcmp(states[i].state, kiosk->ticket.state) == 0; deed++)
            if (states[i].can[deed] && choice-- == 0)
                return (enum kiosk_deed)deed;
    return KIOSK_DEEDS;
}

static bool offers_named(const struct kiosk *kiosk, int choice)
{
    const struct kiosk_item *item = kiosk_item_shown(kiosk);
    enum kiosk_page page = kiosk->page;

    switch (choice) {
    case KIOSK_CHOICE_CONFIRM:
        if (page == KIOSK_PAGE_PROGRESS)
            return kiosk->progress.collect && kiosk_collection(kiosk);
        return page == KIOSK_PAGE_CONFIRM || page == KIOSK_PAGE_IDENTITY || page == KIOSK_PAGE_FIND || page == KIOSK_PAGE_CANCEL || (page == KIOSK_PAGE_ITEM && item && mirror_service(kiosk->mirror, item->service));
    case KIOSK_CHOICE_DONE:
        return is_answer(page);
    case KIOSK_CHOICE_BACK:
        return page == KIOSK_PAGE_TAKING ? can_stop(kiosk) : page != KIOSK_PAGE_WELCOME && !is_answer(page);
    case KIOSK_CHOICE_MINE:
        return page == KIOSK_PAGE_WELCOME && kiosk->mirror->known;
    case KIOSK_CHOICE_IDENTITY:
    case KIOSK_CHOICE_MATTERS:
        return page == KIOSK_PAGE_CONFIRM;
    case KIOSK_CHOICE_PRIORITY:
        return (page == KIOSK_PAGE_WELCOME && kiosk->mirror->known) || page == KIOSK_PAGE_CONFIRM;
    case KIOSK_CHOICE_ITEMS:
        return (page == KIOSK_PAGE_WELCOME || page == KIOSK_PAGE_CONFIRM) && has_items(kiosk);
    case KIOSK_CHOICE_SEARCH:
        return page == KIOSK_PAGE_ITEMS;
    case KIOSK_CHOICE_HELP:
        return page != KIOSK_PAGE_HELP && page != KIOSK_PAGE_TAKING && page != KIOSK_PAGE_RESULT;
    case KIOSK_CHOICE_LANGUAGE:
        return true;
    default: /* pages are turned where there is more than one: see kiosk_choices() */
        return false;
    }
}

static int offer_signs(enum kiosk_choice *choices, int first)
{
    int count = 0;

    for (int row = first; row < KIOSK_SIGN_ROWS; row++)
        for (const char *sign = kiosk_sign_rows[row]; *sign; sign++)
            choices[count++] = kiosk_choice_of_sign(*sign);
    choices[count++] = KIOSK_CHOICE_ERASE;
    return count;
}

/* The signs of an identity number. */
static int offer_pad(enum kiosk_choice *choices)
{
    int count = 0;

    for (const char *sign = "1234567890x"; *sign; sign++)
        choices[count++] = kiosk_choice_of_sign(*sign);
    choices[count++] = KIOSK_CHOICE_ERASE;
    return count;
}

int kiosk_choices(const struct kiosk *kiosk, enum kiosk_choice choices[static KIOSK_CHOICES])
{
    const struct kiosk_item *item = kiosk_item_shown(kiosk);
    bool more;
    int count = 0, digits = count_digits(kiosk, &more);

    if (kiosk->page == KIOSK_PAGE_ITEM)
        more = item && item->material_count > kiosk->first + KIOSK_MATERIALS_SHOWN;
    for (int i = 0; i < digits; i++)
        choices[count++] = (enum kiosk_choice)i;
    if (kiosk->page == KIOSK_PAGE_SEARCH || kiosk->page == KIOSK_PAGE_FIND)
        count += offer_signs(choices + count, kiosk->page == KIOSK_PAGE_FIND ? 0 : KIOSK_SIGN_ROWS - KIOSK_LETTER_ROWS);
    if (kiosk->page == KIOSK_PAGE_IDENTITY)
        count += offer_pad(choices + count);
    for (int choice = KIOSK_DIGITS; choice < KIOSK_CHOICE_LETTER; choice++)
        if ((choice == KIOSK_CHOICE_NEXT && more) || (choice == KIOSK_CHOICE_PREVIOUS && kiosk->first > 0) || offers_named(kiosk, choice))
            choices[count++] = (enum kiosk_choice)choice;
    return count;
}

bool kiosk_offers(const struct kiosk *kiosk, enum kiosk_choice choice)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int count = kiosk_choices(kiosk, choices);

    for (int i = 0; i < count; i++)
        if (choices[i] == choice)
            return true;
    return false;
}
