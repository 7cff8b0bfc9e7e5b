/* Whose number it will be: a card on the reader, or eighteen signs typed. The number is checked here, shown masked, sent with the question, and erased with its answer. */
#include "kiosk/kiosk_steps.h"

#include "base/language.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { LAST_YEAR = 2100 };

static struct date today(const struct kiosk *kiosk)
{
    return kiosk->wall_ms > 0 ? date_of_instant(kiosk->wall_ms, kiosk->mirror->utc_offset_minutes) : date_make(LAST_YEAR, 1, 1);
}

static void say(struct kiosk *kiosk, const char *english)
{
    for (int i = 0; i < 2; i++)
        snprintf(kiosk->identity.said[i], sizeof kiosk->identity.said[i], "%s", language_text_in((enum language)i, english));
}

void kiosk_identity_begin(struct kiosk *kiosk, bool needed)
{
    memset(&kiosk->identity, 0, sizeof kiosk->identity);
    if (needed)
        say(kiosk, "This service needs your identity number.");
    kiosk_go(kiosk, KIOSK_PAGE_IDENTITY);
}

/* Keeps a good number (true); a wrong one is told where it can be typed anew. */
static bool take_number(struct kiosk *kiosk, const char *number)
{
    struct idcard card;
    enum idcard_fault fault = idcard_read(number, today(kiosk), &card);

    if (fault != IDCARD_GOOD) {
        say(kiosk, idcard_fault_sentence(fault));
        return false;
    }
    memcpy(kiosk->wish.id_number, card.number, sizeof card.number);
    memset(&card, 0, sizeof card);
    memset(&kiosk->identity, 0, sizeof kiosk->identity);
    return true;
}

/* On the page where the tail of one's number is asked for, the card says it. */
static void take_tail(struct kiosk *kiosk, const char *number)
{
    struct idcard card;

    if (kiosk->find.wanted || idcard_read(number, today(kiosk), &card) != IDCARD_GOOD)
        return;
    kiosk->find.on_tail = true;
    memcpy(kiosk->find.tail, card.number + IDCARD_LENGTH - KIOSK_TAIL, KIOSK_TAIL + 1);
    memset(&card, 0, sizeof card);
    kiosk_find_press(kiosk, KIOSK_CHOICE_CONFIRM);
}

void kiosk_card(struct kiosk *kiosk, const char *number)
{
    char service = kiosk->wish.service;

    switch (kiosk->page) {
    case KIOSK_PAGE_FIND:
        take_tail(kiosk, number);
        break;
    case KIOSK_PAGE_TAKING:
    case KIOSK_PAGE_RESULT:
    case KIOSK_PAGE_PROGRESS:
    case KIOSK_PAGE_TICKET:
    case KIOSK_PAGE_CANCEL:
        return; /* a card that was left lying: what stands here is somebody's answer */
    default:
        if (!take_number(kiosk, number)) {
            kiosk_refuse_text(kiosk, "The card could not be read. Please lay it on again, or ask a member of staff.");
            kiosk->refused_title = "Identity card";
        } else if (kiosk->page == KIOSK_PAGE_IDENTITY || (kiosk->page == KIOSK_PAGE_REFUSED && service)) {
            kiosk_go(kiosk, service ? KIOSK_PAGE_CONFIRM : KIOSK_PAGE_WELCOME);
        } else if (kiosk->page == KIOSK_PAGE_REFUSED) {
            kiosk_back(kiosk);
        }
    }
    kiosk->key_ms = kiosk->now_ms;
}

/* --- by hand ------------------------------------------------------------------------------------------------------------ */

static void write_sign(struct kiosk *kiosk, char sign)
{
    size_t length = strlen(kiosk->identity.typed);

    sign = (char)toupper((unsigned char)sign);
    if (length >= IDCARD_LENGTH || (sign == 'X' && length < IDCARD_LENGTH - 1))
        return;
    kiosk->identity.typed[length] = sign;
    kiosk->identity.typed[length + 1] = '\0';
    kiosk->identity.said[0][0] = kiosk->identity.said[1][0] = '\0';
}

static void erase(struct kiosk *kiosk)
{
    size_t length = strlen(kiosk->identity.typed);

    if (length > 0)
        kiosk->identity.typed[length - 1] = '\0';
}

static void go_on(struct kiosk *kiosk)
{
    if (take_number(kiosk, kiosk->identity.typed))
        kiosk_go(kiosk, kiosk->wish.service ? KIOSK_PAGE_CONFIRM : KIOSK_PAGE_WELCOME);
}

bool kiosk_identity_key(struct kiosk *kiosk, struct key key)
{
    if (key.kind == KEY_KIND_ENTER && kiosk->chosen < 0)
        go_on(kiosk);
    else if (key.kind == KEY_KIND_TEXT && key.code < 0x80 && (isdigit((int)key.code) || key.code == 'x' || key.code == 'X'))
        write_sign(kiosk, (char)key.code);
    else if (key.kind == KEY_KIND_BACKSPACE && kiosk->identity.typed[0])
        erase(kiosk);
    else if (key.kind == KEY_KIND_TEXT && key.code == '/')
        kiosk_identity_back(kiosk);
    else
        return false;
    kiosk->chosen = -1;
    return true;
}

void kiosk_identity_press(struct kiosk *kiosk, enum kiosk_choice choice)
{
    if (choice == KIOSK_CHOICE_CONFIRM)
        go_on(kiosk);
    else if (choice == KIOSK_CHOICE_ERASE)
        erase(kiosk);
    else if (choice >= KIOSK_CHOICE_LETTER)
        write_sign(kiosk, kiosk_sign_of_choice(choice));
}

void kiosk_identity_back(struct kiosk *kiosk)
{
    memset(&kiosk->identity, 0, sizeof kiosk->identity);
    kiosk_back(kiosk);
}
