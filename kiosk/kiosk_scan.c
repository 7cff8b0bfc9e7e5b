/* A scanner that types what it reads (a keyboard wedge): characters that come faster than fingers do. The first one may have done what its key does on the page, which is
 * never more than going to another page; all others are kept, and what is whole is looked for. What is pasted is taken like that too, and does nothing more. */
#include "kiosk/kiosk_steps.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { FAST_MS = 35, CODE_LEAST = 10 };

/* Letters and digits and dashes, nothing else: it goes into an address. */
static bool is_plain(const char *text, size_t most)
{
    size_t length = strlen(text);

    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)text[i]) && text[i] != '-')
            return false;
    return length > 3 && length < most;
}

/* Codes of tickets have letters and no dash; numbers of cases have digits. */
static bool is_code(const char *text)
{
    bool letters = false;

    for (const char *p = text; *p; p++)
        letters = letters || isalpha((unsigned char)*p);
    return letters && !strchr(text, '-') && strlen(text) >= CODE_LEAST;
}

/* A card reader that types. Its first digit may have chosen a service on the page `from`, or may stand in a field. */
static void take_card(struct kiosk *kiosk, const char *number, enum kiosk_page from)
{
    enum language language = kiosk->language;
    size_t written = strlen(kiosk->find.number);

    if (from == KIOSK_PAGE_WELCOME && kiosk->page != KIOSK_PAGE_WELCOME) {
        kiosk_forget(kiosk);
        kiosk->language = language;
    }
    if (kiosk->page == KIOSK_PAGE_FIND && !kiosk->find.on_tail && written > 0)
        kiosk->find.number[written - 1] = '\0';
    kiosk_card(kiosk, number);
}

static void look_for(struct kiosk *kiosk, const char *text, enum kiosk_page from)
{
    const char *last = strrchr(text, '/');
    bool page = strstr(text, "/t/") || strstr(text, "/T/");
    enum language language = kiosk->language;
    struct idcard card;

    if (idcard_read(text, date_of_instant(kiosk->wall_ms, kiosk->mirror->utc_offset_minutes), &card) == IDCARD_GOOD) {
        memset(&card, 0, sizeof card);
        take_card(kiosk, text, from);
        return;
    }
    text = last ? last + 1 : text; /* of an address the end */
    kiosk_forget(kiosk);
    kiosk->language = language;
    if ((last && !page) || !is_plain(text, KIOSK_NUMBER_SIZE)) {
        kiosk_refuse_text(kiosk, "Nothing in this hall has this code. Please ask a member of staff.");
        kiosk->refused_title = "Not found";
        return;
    }
    kiosk_find_begin(kiosk, page || is_code(text));
    snprintf(kiosk->find.number, sizeof kiosk->find.number, "%s", text);
    kiosk->find.on_tail = true;
    if (!kiosk->find.ticket)
        return; /* who only has the slip of a case does not learn about it */
    snprintf(kiosk->find.code, sizeof kiosk->find.code, "%s", text);
    memset(kiosk->find.number, 0, sizeof kiosk->find.number);
    kiosk_find_by_code(kiosk);
}

static void finish(struct kiosk *kiosk)
{
    char text[KIOSK_SCAN_SIZE];
    enum kiosk_page from = (enum kiosk_page)kiosk->scan.from;

    memcpy(text, kiosk->scan.text, sizeof text);
    memset(&kiosk->scan, 0, sizeof kiosk->scan);
    look_for(kiosk, text, from);
    memset(text, 0, sizeof text);
}

static void keep(struct kiosk_scan *scan, char sign)
{
    if (scan->length < KIOSK_SCAN_SIZE - 1)
        scan->text[scan->length++] = sign;
    scan->text[scan->length] = '\0';
}

bool kiosk_scan_key(struct kiosk *kiosk, struct key key)
{
    struct kiosk_scan *scan = &kiosk->scan;
    bool sign = key.kind == KEY_KIND_TEXT && key.code > ' ' && key.code < 0x7F, fast = kiosk->now_ms - scan->last_ms < FAST_MS;

    if (scan->running && key.kind == KEY_KIND_ENTER) {
        finish(kiosk);
        return true;
    }
    if (!sign || kiosk->page == KIOSK_PAGE_SEARCH || kiosk->page == KIOSK_PAGE_TAKING) {
        scan->length = scan->running ? scan->length : 0;
        return scan->running;
    }
    if (!scan->running && !fast)
        scan->length = 0;
    if (!scan->running && scan->length > 0 && scan->text[scan->length - 1] != (char)key.code)
        scan->running = true; /* not while all are the same: a key that is held repeats itself */
    if (scan->length == 0)
        scan->from = (int)kiosk->page;
    keep(scan, (char)key.code);
    scan->last_ms = kiosk->now_ms;
    return scan->running;
}

void kiosk_scan_tick(struct kiosk *kiosk)
{
    if (kiosk->scan.running && kiosk->now_ms - kiosk->scan.last_ms >= KIOSK_SCAN_MS)
        finish(kiosk);
}
