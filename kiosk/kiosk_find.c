/* Looking for a case or for a number taken before: what is written, one question, and what its answer shows. */
#include "kiosk/kiosk_steps.h"

#include "base/utf8.h"
#include "client/client.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { NUMBER_DIGITS = 3 };

void kiosk_find_begin(struct kiosk *kiosk, bool ticket)
{
    memset(&kiosk->find, 0, sizeof kiosk->find);
    kiosk->find.ticket = ticket;
    kiosk_go(kiosk, KIOSK_PAGE_FIND);
}

static void say(struct kiosk *kiosk, const char *english)
{
    for (int i = 0; i < 2; i++)
        snprintf(kiosk->find.said[i], sizeof kiosk->find.said[i], "%s", language_text_in((enum language)i, english));
}

/* --- the question ----------------------------------------------------------------------------------------------------- */

/* "a7" is A007. */
static void write_ticket_number(const char *typed, char *number, size_t size)
{
    size_t digits = strlen(typed) - 1;

    snprintf(number, size, "%c%.*s%s", typed[0], digits < NUMBER_DIGITS ? (int)(NUMBER_DIGITS - digits) : 0, "000", typed + 1);
}

static void ask(struct kiosk *kiosk)
{
    struct kiosk_find *find = &kiosk->find;
    char path[160], number[KIOSK_NUMBER_SIZE + NUMBER_DIGITS];

    if (kiosk->asked_find)
        return; /* the answer to somebody else's question comes first */
    if (find->code[0]) {
        snprintf(path, sizeof path, "/v1/codes/%s", find->code);
    } else if (find->ticket) {
        write_ticket_number(find->number, number, sizeof number);
        snprintf(path, sizeof path, "/v1/tickets?number=%s&tail=%s", number, find->tail);
    } else {
        snprintf(path, sizeof path, "/v1/case-progress?number=%s&tail=%s", find->number, find->tail);
    }
    kiosk->find_forgotten = false;
    kiosk->asked_find = kiosk->way.ask(kiosk->way.context, KIOSK_ASK_FIND, "GET", path, NULL, NULL);
    memset(path, 0, sizeof path);
    if (!kiosk->asked_find) {
        find->wanted = false;
        say(kiosk, "The number system does not answer. Please try again, or ask a member of staff.");
    }
}

/* Goes on: to the tail, or to the question. */
static void go_on(struct kiosk *kiosk)
{
    struct kiosk_find *find = &kiosk->find;

    if (find->wanted)
        return;
    find->said[0][0] = find->said[1][0] = '\0';
    if (!find->number[0]) {
        say(kiosk, find->ticket ? "Please write your number first." : "Please write the number of your case first. It stands on the acceptance slip.");
    } else if (!find->on_tail) {
        find->on_tail = true;
    } else if (strlen(find->tail) < KIOSK_TAIL) {
        say(kiosk, "The last four characters of the identity number are needed.");
    } else {
        find->wanted = true;
        ask(kiosk);
    }
}

/* The code was scanned: nothing is written. */
void kiosk_find_by_code(struct kiosk *kiosk)
{
    kiosk->find.wanted = true;
    ask(kiosk);
}

/* --- keys ------------------------------------------------------------------------------------------------------------- */

static void write_sign(struct kiosk *kiosk, char sign)
{
    struct kiosk_find *find = &kiosk->find;
    char *text = find->on_tail ? find->tail : find->number;
    size_t length = strlen(text), size = find->on_tail ? sizeof find->tail : sizeof find->number;

    if (length + 1 >= size || find->wanted)
        return;
    text[length] = (char)toupper((unsigned char)sign);
    text[length + 1] = '\0';
    find->said[0][0] = find->said[1][0] = '\0';
}

static void erase(struct kiosk *kiosk)
{
    struct kiosk_find *find = &kiosk->find;
    char *text = find->on_tail ? find->tail : find->number;
    size_t length = strlen(text);

    if (length > 0)
        text[length - 1] = '\0';
    else
        find->on_tail = false;
}

void kiosk_find_back(struct kiosk *kiosk)
{
    if (kiosk->find.wanted) {
        kiosk->find.wanted = false;
        kiosk->find_forgotten = true;
    } else if (kiosk->find.on_tail) {
        memset(kiosk->find.tail, 0, sizeof kiosk->find.tail);
        kiosk->find.on_tail = false;
    } else {
        memset(&kiosk->find, 0, sizeof kiosk->find);
        kiosk_back(kiosk);
    }
}

bool kiosk_find_key(struct kiosk *kiosk, struct key key)
{
    bool sign = key.kind == KEY_KIND_TEXT && key.code < 0x80 && (isalnum((int)key.code) || key.code == '-');

    if (key.kind == KEY_KIND_UP || key.kind == KEY_KIND_DOWN) {
        kiosk_signs_move(kiosk, 0, 0, key.kind == KEY_KIND_DOWN ? 1 : -1);
        return true;
    }
    if (key.kind == KEY_KIND_ENTER && kiosk->chosen < 0)
        go_on(kiosk);
    else if (sign)
        write_sign(kiosk, (char)key.code);
    else if (key.kind == KEY_KIND_BACKSPACE && (kiosk->find.number[0] || kiosk->find.on_tail))
        erase(kiosk);
    else if (key.kind == KEY_KIND_TEXT && key.code == '/')
        kiosk_find_back(kiosk);
    else
        return false;
    kiosk->chosen = -1;
    return true;
}

void kiosk_find_press(struct kiosk *kiosk, enum kiosk_choice choice)
{
    if (choice == KIOSK_CHOICE_CONFIRM)
        go_on(kiosk);
    else if (choice == KIOSK_CHOICE_ERASE)
        erase(kiosk);
    else if (choice >= KIOSK_CHOICE_LETTER)
        write_sign(kiosk, kiosk_sign_of_choice(choice));
}

/* --- the answer ------------------------------------------------------------------------------------------------------- */

static void take_text(char *text, size_t size, const json_t *json, const char *name)
{
    const char *told = json_string_value(json_object_get(json, name));

    utf8_clean(text, size, told ? told : "");
}

static void take_names(struct mirror_text *text, const json_t *json)
{
    take_text(text->zh, sizeof text->zh, json, "zh");
    take_text(text->en, sizeof text->en, json, "en");
}

static void show_progress(struct kiosk *kiosk, const json_t *body)
{
    const json_t *deadline = json_object_get(body, "deadline"), *bundle = json_object_get(body, "bundle"), *days = json_object_get(deadline, "days_left");
    struct kiosk_progress progress = {.has_days = json_is_integer(days), .days_left = (int)json_integer_value(days), .collect = json_is_true(json_object_get(body, "collect")),
                                      .parts = (int)json_integer_value(json_object_get(bundle, "cases")), .parts_ready = (int)json_integer_value(json_object_get(bundle, "ready"))};

    take_text(progress.number, sizeof progress.number, body, "number");
    take_text(progress.state, sizeof progress.state, body, "state");
    take_names(&progress.state_name, json_object_get(body, "state_name"));
    take_names(&progress.item, json_object_get(body, "item"));
    take_names(&progress.special, json_object_get(json_object_get(body, "special"), "name"));
    take_text(progress.promised, sizeof progress.promised, deadline, "promised");
    take_text(progress.light, sizeof progress.light, deadline, "light");
    memset(&kiosk->find, 0, sizeof kiosk->find);
    kiosk->progress = progress;
    kiosk_go(kiosk, KIOSK_PAGE_PROGRESS);
}

static void show_ticket(struct kiosk *kiosk, const json_t *body)
{
    const json_t *list = json_object_get(body, "tickets");

    mirror_read_ticket(&kiosk->ticket, list ? json_array_get(list, 0) : body);
    memset(&kiosk->find, 0, sizeof kiosk->find);
    kiosk_go(kiosk, KIOSK_PAGE_TICKET);
    kiosk->chosen = kiosk_deed_at(kiosk, 0) == KIOSK_DEED_RETURN ? 0 : -1; /* what most people come for: only Enter is missing */
}

/* One sentence; the number stays, the tail is written again. */
static void show_problem(struct kiosk *kiosk, int status, const json_t *body)
{
    struct kiosk_find *find = &kiosk->find;

    memset(find->tail, 0, sizeof find->tail);
    if (status == 404 && find->code[0]) {
        kiosk_refuse_text(kiosk, "Nothing in this hall has this code. Please ask a member of staff.");
        kiosk->refused_title = "Not found";
    } else if (status == 404) {
        say(kiosk, find->ticket ? "Number and last four characters do not belong together, or no identity number was given. Please try again, or ask a member of staff."
                                : "Number and last four characters do not belong together. Please try again, or ask a member of staff.");
    } else if (status == 0 || status == 503) {
        say(kiosk, "The number system does not answer. Please try again, or ask a member of staff.");
    } else if (status == 429) {
        say(kiosk, "That was tried too often. Please wait a few minutes, or ask a member of staff.");
    } else {
        for (int i = 0; i < 2; i++)
            snprintf(find->said[i], sizeof find->said[i], "%s", client_problem_text(status, body, language_code((enum language)i)));
    }
}

void kiosk_find_answer(struct kiosk *kiosk, int status, const json_t *body)
{
    kiosk->asked_find = false;
    if (kiosk->find_forgotten || !kiosk->find.wanted) {
        kiosk->find_forgotten = false;
        if (kiosk->find.wanted)
            ask(kiosk);
        return;
    }
    kiosk->find.wanted = false;
    if (status != 200)
        show_problem(kiosk, status, body);
    else if (kiosk->find.ticket)
        show_ticket(kiosk, body);
    else
        show_progress(kiosk, body);
}
