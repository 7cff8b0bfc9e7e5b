/* Keys and taps, and what a choice does. */
#include "kiosk/kiosk_steps.h"

#include <stdio.h>
#include <string.h>

enum { BOUNCE_KEY_MS = 700, BOUNCE_TAP_MS = 500 };

static enum refusal why_closed(const struct mirror_service *service)
{
    if (strcmp(service->state, "lunch") == 0)
        return REFUSAL_LUNCH;
    if (strcmp(service->state, "full") == 0)
        return REFUSAL_QUOTA_REACHED;
    return strcmp(service->state, "closed") == 0 ? REFUSAL_SERVICE_CLOSED : REFUSAL_NONE;
}

/* The service is chosen. One that gives no numbers is asked about first: no event tells when its hours begin. */
static void choose_service(struct kiosk *kiosk, char letter, const char *item)
{
    const struct mirror_service *service = mirror_service(kiosk->mirror, letter);

    if (!kiosk->mirror->connected) {
        kiosk_refuse_text(kiosk, "The number system is being restarted. Please wait a moment, or ask a member of staff.");
        return;
    }
    kiosk->wish.service = letter;
    snprintf(kiosk->wish.item, sizeof kiosk->wish.item, "%s", item);
    if (service && why_closed(service) != REFUSAL_NONE) {
        kiosk->checking = letter;
        kiosk_ask_hall(kiosk);
        if (!kiosk->asked_hall)
            kiosk_refuse(kiosk, why_closed(service), letter);
        return;
    }
    kiosk_go(kiosk, KIOSK_PAGE_CONFIRM);
}

/* The hall was read anew: the service asked about is open, or there is a reason. */
void kiosk_checked(struct kiosk *kiosk)
{
    const struct mirror_service *service = mirror_service(kiosk->mirror, kiosk->checking);
    char letter = kiosk->checking;

    kiosk->checking = '\0';
    if (!service || kiosk->wish.service != letter || (kiosk->page != KIOSK_PAGE_WELCOME && kiosk->page != KIOSK_PAGE_ITEM && kiosk->page != KIOSK_PAGE_PROGRESS))
        return;
    if (strcmp(kiosk->mirror->state, "closed") == 0)
        kiosk_refuse(kiosk, REFUSAL_HALL_CLOSED, letter);
    else if (why_closed(service) != REFUSAL_NONE)
        kiosk_refuse(kiosk, why_closed(service), letter);
    else
        kiosk_go(kiosk, KIOSK_PAGE_CONFIRM);
}

/* A number is not cancelled by one press. */
static void choose_deed(struct kiosk *kiosk, enum kiosk_deed deed)
{
    if (deed == KIOSK_DEED_CANCEL)
        kiosk_go(kiosk, KIOSK_PAGE_CANCEL);
    else if (deed != KIOSK_DEEDS)
        kiosk_deed_begin(kiosk, deed);
}

/* Something lies ready: a number for the window that hands it over, at once. */
static void take_collection(struct kiosk *kiosk)
{
    const struct mirror_service *service = mirror_service(kiosk->mirror, kiosk_collection(kiosk));

    if (!service)
        return;
    choose_service(kiosk, service->letter, "");
    if (kiosk->page == KIOSK_PAGE_CONFIRM)
        kiosk_take_begin(kiosk);
}

static void take_digit(struct kiosk *kiosk, int digit)
{
    const struct mirror_service *service = kiosk_service_at(kiosk, digit);

    if (kiosk->page == KIOSK_PAGE_WELCOME && service) {
        choose_service(kiosk, service->letter, "");
    } else if (kiosk->page == KIOSK_PAGE_PRIORITY) {
        kiosk->wish.priority = kiosk_priority_at(digit);
        kiosk_back(kiosk);
    } else if (kiosk->page == KIOSK_PAGE_MINE) {
        kiosk_find_begin(kiosk, digit == 1);
    } else if (kiosk->page == KIOSK_PAGE_TICKET) {
        choose_deed(kiosk, kiosk_deed_at(kiosk, digit));
    } else if (kiosk->page == KIOSK_PAGE_ITEMS) {
        kiosk->item = kiosk_items_nth(&kiosk->items, kiosk->listed, kiosk->first + digit);
        kiosk_go(kiosk, KIOSK_PAGE_ITEM);
    } else if (kiosk->page == KIOSK_PAGE_SEARCH && kiosk->first + digit < kiosk->found_count) {
        kiosk->item = kiosk->found[kiosk->first + digit];
        kiosk_go(kiosk, KIOSK_PAGE_ITEM);
    }
}

static void turn_list(struct kiosk *kiosk, int by)
{
    int page = kiosk->page == KIOSK_PAGE_ITEM ? KIOSK_MATERIALS_SHOWN : kiosk->page == KIOSK_PAGE_SEARCH ? KIOSK_FOUND_SHOWN : KIOSK_DIGITS;
    int first = kiosk->first + by * page;

    kiosk->first = first > 0 ? first : 0;
    kiosk->chosen = -1;
}

static void leave(struct kiosk *kiosk)
{
    int first = kiosk->page == KIOSK_PAGE_ITEM && kiosk->item >= 0 ? kiosk->item : -1;

    if (kiosk->page == KIOSK_PAGE_TAKING) {
        kiosk_take_give_up(kiosk);
        kiosk_forget(kiosk);
        return;
    }
    if (kiosk->page == KIOSK_PAGE_FIND) {
        kiosk_find_back(kiosk);
        return;
    }
    if (kiosk->page == KIOSK_PAGE_IDENTITY) {
        kiosk_identity_back(kiosk);
        return;
    }
    kiosk_back(kiosk);
    if (kiosk->page != KIOSK_PAGE_ITEMS || first < 0)
        return;
    for (int nth = 0, index; (index = kiosk_items_nth(&kiosk->items, kiosk->listed, nth)) >= 0 && index <= first; nth++)
        kiosk->first = nth / KIOSK_DIGITS * KIOSK_DIGITS; /* the same page of the list as before */
}

/* Tells the staff that somebody here wants help. */
static void ring(struct kiosk *kiosk)
{
    if (kiosk->help == KIOSK_HELP_ASKED)
        return; /* it will be answered */
    json_t *body = json_object();
    if (*kiosk->place)
        json_object_set_new(body, "place", json_string(kiosk->place));
    kiosk->help = kiosk->way.ask(kiosk->way.context, KIOSK_ASK_HELP, "POST", "/v1/help", body, NULL) ? KIOSK_HELP_ASKED : KIOSK_HELP_FAILED;
    json_decref(body);
}

static void take_choice(struct kiosk *kiosk, enum kiosk_choice choice)
{
    const struct kiosk_item *item = kiosk_item_shown(kiosk);

    switch ((int)choice) {
    case KIOSK_CHOICE_CONFIRM:
        if (kiosk->page == KIOSK_PAGE_CONFIRM)
            kiosk_take_begin(kiosk);
        else if (kiosk->page == KIOSK_PAGE_FIND)
            kiosk_find_press(kiosk, choice);
        else if (kiosk->page == KIOSK_PAGE_IDENTITY)
            kiosk_identity_press(kiosk, choice);
        else if (kiosk->page == KIOSK_PAGE_PROGRESS)
            take_collection(kiosk);
        else if (kiosk->page == KIOSK_PAGE_CANCEL)
            kiosk_deed_begin(kiosk, KIOSK_DEED_CANCEL);
        else if (item)
            choose_service(kiosk, item->service, item->code);
        return;
    case KIOSK_CHOICE_DONE:
        kiosk_forget(kiosk);
        return;
    case KIOSK_CHOICE_BACK:
        leave(kiosk);
        return;
    case KIOSK_CHOICE_PREVIOUS:
        turn_list(kiosk, -1);
        return;
    case KIOSK_CHOICE_NEXT:
        turn_list(kiosk, 1);
        return;
    case KIOSK_CHOICE_IDENTITY:
        kiosk_identity_begin(kiosk, false);
        return;
    case KIOSK_CHOICE_MATTERS: /* 1 to 5, and again from 1 */
        kiosk->wish.matters = kiosk->wish.matters < 2 ? 2 : (kiosk->wish.matters + 1) % (KIOSK_MATTERS + 1);
        return;
    case KIOSK_CHOICE_PRIORITY:
        kiosk_go(kiosk, KIOSK_PAGE_PRIORITY);
        return;
    case KIOSK_CHOICE_ITEMS:
        kiosk->listed = kiosk->wish.service;
        kiosk_go(kiosk, KIOSK_PAGE_ITEMS);
        return;
    case KIOSK_CHOICE_SEARCH:
        kiosk_search_begin(kiosk);
        return;
    case KIOSK_CHOICE_MINE:
        kiosk_go(kiosk, KIOSK_PAGE_MINE);
        return;
    case KIOSK_CHOICE_HELP:
        kiosk_go(kiosk, KIOSK_PAGE_HELP);
        ring(kiosk);
        return;
    case KIOSK_CHOICE_LANGUAGE:
        kiosk->language = kiosk->language == LANGUAGE_ZH ? LANGUAGE_EN : LANGUAGE_ZH;
        kiosk->page_turn++;
        return;
    default:
        if (kiosk->page == KIOSK_PAGE_FIND)
            kiosk_find_press(kiosk, choice);
        else if (kiosk->page == KIOSK_PAGE_IDENTITY)
            kiosk_identity_press(kiosk, choice);
        else if (choice == KIOSK_CHOICE_ERASE || choice >= KIOSK_CHOICE_LETTER)
            kiosk_search_press(kiosk, choice);
        else
            take_digit(kiosk, (int)choice);
    }
}

static const char *const choice_keys[] = {
#define CHOICE(name, sign, keys, text) keys,
#include "kiosk/choices.def"
#undef CHOICE
};

/* The choice that a key means on this page; -1: none. */
static int choice_of_key(const struct kiosk *kiosk, struct key key)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int count = kiosk_choices(kiosk, choices);

    if (key.kind == KEY_KIND_ENTER)
        return kiosk->chosen >= 0 && kiosk->chosen < count ? (int)choices[kiosk->chosen] : -1;
    for (int i = 0; i < count; i++) {
        int choice = (int)choices[i];
        bool meant = false;
        if (choice >= KIOSK_CHOICE_LETTER)
            continue; /* typed ones are taken before */
        if (key.kind == KEY_KIND_TEXT && choice < KIOSK_DIGITS)
            meant = key.code == (uint32_t)('1' + choice);
        else if (key.kind == KEY_KIND_TEXT && key.code > 0 && key.code < 128)
            meant = strchr(choice_keys[choice - KIOSK_DIGITS], (int)key.code) != NULL;
        if (key.kind == KEY_KIND_ESCAPE || key.kind == KEY_KIND_BACKSPACE)
            meant = choice == KIOSK_CHOICE_BACK || choice == KIOSK_CHOICE_DONE;
        if (key.kind == KEY_KIND_PAGE_DOWN || key.kind == KEY_KIND_WHEEL_DOWN)
            meant = choice == KIOSK_CHOICE_NEXT;
        if (key.kind == KEY_KIND_PAGE_UP || key.kind == KEY_KIND_WHEEL_UP)
            meant = choice == KIOSK_CHOICE_PREVIOUS;
        if (meant)
            return choice;
    }
    return -1;
}

/* The finger that trembles, the key that is held: the second press is aimed at the page that the first one has left. */
static bool is_bounce(struct kiosk *kiosk, struct key key)
{
    bool tap = key.kind == KEY_KIND_TEXT && key.code >= KIOSK_TAP;
    uint32_t what = tap ? KIOSK_TAP : (uint32_t)key.kind << 24 | key.code;
    bool again = what == kiosk->last.what && kiosk->now_ms - kiosk->last.at_ms < (tap ? BOUNCE_TAP_MS : BOUNCE_KEY_MS);

    kiosk->last.at_ms = kiosk->now_ms;
    if (again && kiosk->last.page_turn != kiosk->page_turn)
        return true;
    kiosk->last.what = what;
    kiosk->last.page_turn = kiosk->page_turn;
    return false;
}

static void move(struct kiosk *kiosk, int by)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int count = kiosk_choices(kiosk, choices);

    if (kiosk->chosen < 0)
        kiosk->chosen = by > 0 ? 0 : count - 1;
    else
        kiosk->chosen = (kiosk->chosen + count + by) % count;
}

void kiosk_key(struct kiosk *kiosk, struct key key)
{
    int choice;

    if (kiosk_scan_key(kiosk, key)) {
        kiosk->key_ms = kiosk->now_ms;
        return;
    }
    if (is_bounce(kiosk, key))
        return;
    kiosk->key_ms = kiosk->now_ms;
    if (kiosk->page == KIOSK_PAGE_FIND && kiosk_find_key(kiosk, key))
        return;
    if (kiosk->page == KIOSK_PAGE_IDENTITY && kiosk_identity_key(kiosk, key))
        return;
    if (kiosk->page == KIOSK_PAGE_SEARCH && kiosk_search_key(kiosk, key))
        return;
    switch (key.kind) {
    case KEY_KIND_DOWN:
    case KEY_KIND_RIGHT:
    case KEY_KIND_TAB:
        move(kiosk, 1);
        return;
    case KEY_KIND_UP:
    case KEY_KIND_LEFT:
    case KEY_KIND_BACKTAB:
        move(kiosk, -1);
        return;
    default:
        break;
    }
    if (key.kind == KEY_KIND_TEXT && key.code >= KIOSK_TAP) {
        choice = (int)(key.code - KIOSK_TAP);
        if (choice >= KIOSK_CHOICES || !kiosk_offers(kiosk, (enum kiosk_choice)choice))
            return;
    } else {
        choice = choice_of_key(kiosk, key);
    }
    if (choice >= 0 && choice < KIOSK_DIGITS && kiosk->page == KIOSK_PAGE_TICKET && key.kind == KEY_KIND_TEXT && key.code < KIOSK_TAP)
        kiosk->chosen = choice; /* the digits stand first: Enter does it, so that no scanner does */
    else if (choice >= 0)
        take_choice(kiosk, (enum kiosk_choice)choice);
}
