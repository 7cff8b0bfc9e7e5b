#include "kiosk/kiosk_view.h"

#include "base/date.h"
#include "client/phrases.h"
#include "kiosk/kiosk_parts.h"

#include <stdio.h>
#include <string.h>

enum { WARN_LEFT_S = 15, BANNER_ROW = 1, SECOND_MS = 1000, CROWDED = 5 };

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void part_date(char text[static PART_TEXT], const char *date)
{
    struct date read;
    char month_text[32];
    int month, day;

    snprintf(text, PART_TEXT, "%s", date);
    if (!date_parse(date, &read))
        return;
    date_split(read, NULL, &month, &day);
    snprintf(month_text, sizeof month_text, "%s", _(months[month - 1]));
    snprintf(text, PART_TEXT, _("%s %d"), month_text, day);
}

/* "Nov 23, Monday  09:12", by the hall's clock. */
static void clock_text(char text[static PART_TEXT], const struct kiosk *kiosk)
{
    static const char *const weekdays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    char clock[6], month_text[32], weekday_text[32];
    int month, day;

    text[0] = '\0';
    if (kiosk->wall_ms == 0 || !kiosk->mirror->known)
        return;
    struct date today = date_of_instant(kiosk->wall_ms, kiosk->mirror->utc_offset_minutes);
    date_split(today, NULL, &month, &day);
    phrase_clock(clock, kiosk->mirror, kiosk->wall_ms);
    snprintf(month_text, sizeof month_text, "%s", _(months[month - 1]));
    snprintf(weekday_text, sizeof weekday_text, "%s", _(weekdays[date_weekday(today)]));
    snprintf(text, PART_TEXT, _("%s %d, %s  %s"), month_text, day, weekday_text, clock);
}

static void draw_title(struct sheet *sheet)
{
    char clock[PART_TEXT];
    const struct mirror *mirror = sheet->kiosk->mirror;

    clock_text(clock, sheet->kiosk);
    widget_title(sheet->canvas, mirror->known ? part_name(&mirror->hall) : "", clock);
}

/* What to say about the printer of this kiosk; NULL: nothing. */
static const char *printer_text(const struct kiosk *kiosk)
{
    const struct mirror_printer *printer = kiosk_printer(kiosk);
    enum printer_state state;

    if (!printer)
        return _("No ticket printer here: photograph your number, or ask a clerk.");
    if (!printer_state_parse(printer->state, &state) || printer_state_can_print(state))
        return NULL;
    if (state == PRINTER_PAPER_OUT)
        return _("The ticket printer is out of paper: please ask a clerk.");
    if (state == PRINTER_COVER_OPEN)
        return _("The ticket printer is open: please ask a clerk.");
    if (state == PRINTER_PAUSED)
        return _("The ticket printer has been stopped: please ask a clerk.");
    return _("The ticket printer does not answer: please ask a clerk.");
}

/* One line, the most important: shall we stay, controller, hall, printer. */
static void draw_banner(struct sheet *sheet)
{
    const struct kiosk *kiosk = sheet->kiosk;
    const struct mirror *mirror = kiosk->mirror;
    char text[PART_TEXT];
    int left_s = kiosk_left_s(kiosk), away_s = (int)((kiosk->now_ms - mirror->lost_steady_ms) / SECOND_MS);

    if (left_s >= 0 && left_s <= WARN_LEFT_S && kiosk->page != KIOSK_PAGE_RESULT && kiosk->page != KIOSK_PAGE_REFUSED) {
        snprintf(text, sizeof text, _("Still there? Back to the beginning in %d s. Press a key or touch to stay."), left_s);
        widget_banner(sheet->canvas, BANNER_ROW, ROLE_WARNING, text);
    } else if (mirror->refused == 401 || mirror->refused == 403) {
        widget_banner(sheet->canvas, BANNER_ROW, ROLE_ALARM, _("This kiosk is not set up yet (unknown token). Please ask a clerk."));
    } else if (!mirror->connected && mirror->known && away_s >= 1) {
        snprintf(text, sizeof text, _("The number system does not answer (%d s). Please wait, or ask a clerk."), away_s);
        widget_banner(sheet->canvas, BANNER_ROW, ROLE_ALARM, text);
    } else if (mirror->connected && mirror->known && strcmp(mirror->state, "closed") == 0) {
        widget_banner(sheet->canvas, BANNER_ROW, ROLE_PAUSED, _("The hall has closed for today."));
    } else if (mirror->connected && mirror->known && kiosk->page != KIOSK_PAGE_RESULT && printer_text(kiosk)) {
        widget_banner(sheet->canvas, BANNER_ROW, ROLE_WARNING, printer_text(kiosk));
    } else if (mirror->connected && mirror->known && kiosk->page == KIOSK_PAGE_WELCOME && *part_name(&mirror->notice)) {
        widget_banner(sheet->canvas, BANNER_ROW, ROLE_PAUSED, part_name(&mirror->notice));
    }
}

/* The letters are on the screen already. */
static int drop_letters(enum kiosk_choice *choices, int all)
{
    int count = 0;

    for (int i = 0; i < all; i++)
        if (choices[i] < KIOSK_CHOICE_LETTER && choices[i] != KIOSK_CHOICE_ERASE)
            choices[count++] = choices[i];
    return count;
}

/* The line of keys, made of what the page offers. */
static void draw_keys(struct sheet *sheet)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    struct hint hints[KIOSK_CHOICES + 1];
    char digits[32] = "";
    int count = 0, last = -1, all = drop_letters(choices, kiosk_choices(sheet->kiosk, choices));

    while (last + 1 < all && (int)choices[last + 1] < KIOSK_DIGITS)
        last++;
    bool crowded = all - last > CROWDED;
    if (last >= 0)
        snprintf(digits, sizeof digits, crowded ? "1-%d" : last > 0 ? "1-%d ↑↓ Enter" : "%d ↑↓ Enter", last + 1);
    if (last >= 0)
        hints[count++] = (struct hint){digits, crowded ? "" : _("choose"), KIOSK_TAP + KIOSK_CHOICES};
    for (int i = last + 1; i < all; i++)
        hints[count++] = (struct hint){part_choice_sign(sheet->kiosk, choices[i]), part_choice_name(sheet->kiosk, choices[i]), KIOSK_TAP + (uint32_t)choices[i]};
    widget_hints(sheet->canvas, sheet->targets, hints, count);
}

void kiosk_view_draw(void *model, struct canvas *canvas, struct targets *targets)
{
    static void (*const pages[])(struct sheet *) = {
#define PAGE(name, draw, idle_s) draw,
#include "kiosk/pages.def"
#undef PAGE
    };
    const struct kiosk *kiosk = model;
    struct sheet sheet = {kiosk, canvas, targets, {2, 1, canvas->rows - 3, canvas->columns - 2}};

    language_set(kiosk->language);
    if (widget_too_small(canvas, KIOSK_ROWS, KIOSK_COLUMNS))
        return;
    targets_add(targets, canvas_box(canvas), KIOSK_TAP + KIOSK_CHOICES); /* a touch on nothing shows that somebody is there */
    draw_title(&sheet);
    draw_banner(&sheet);
    pages[kiosk->page](&sheet);
    draw_keys(&sheet);
}

bool kiosk_view_key(void *model, struct key key)
{
    kiosk_key(model, key);
    return true;
}
