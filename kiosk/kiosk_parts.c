#include "kiosk/kiosk_parts.h"

#include "base/utf8.h"
#include "kiosk/kiosk_hours.h"
#include "term/bigtext.h"

#include <stdio.h>
#include <string.h>

enum { MINUTE_S = 60, BIG_ROWS = 6, BIG_COLUMNS = 30, CARD_ROWS = 12, FOOT_COLUMNS = 18, FOOT_AIR = 4, MESSAGE_COLUMNS = 76, MESSAGE_ROWS = 13 };

static const struct {
    const char *sign, *text;
} named[] = {
#define CHOICE(name, sign, keys, text) {sign, text},
#include "kiosk/choices.def"
#undef CHOICE
};

const char *part_choice_sign(const struct kiosk *kiosk, enum kiosk_choice choice)
{
    static const char *const digits[KIOSK_DIGITS] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    static const char signs[KIOSK_SIGNS][2] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S",
                                               "T", "U", "V", "W", "X", "Y", "Z", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "-"};

    if (choice == KIOSK_CHOICE_HELP && (kiosk_offers(kiosk, KIOSK_CHOICE_BACK) || kiosk_offers(kiosk, KIOSK_CHOICE_DONE)))
        return "?"; /* 0 leads back here */
    if (choice == KIOSK_CHOICE_DONE && kiosk->page != KIOSK_PAGE_RESULT)
        return "0"; /* Enter does what was chosen */
    if (choice == KIOSK_CHOICE_BACK && (kiosk->page == KIOSK_PAGE_FIND || kiosk->page == KIOSK_PAGE_IDENTITY))
        return "/"; /* 0 is written here */
    if (choice >= KIOSK_CHOICE_LETTER)
        return signs[choice - KIOSK_CHOICE_LETTER];
    return (int)choice < KIOSK_DIGITS ? digits[choice] : named[(int)choice - KIOSK_DIGITS].sign;
}

/* What CONFIRM is called where it does something else than taking a number; NULL: nowhere here. */
static const char *confirm_name(const struct kiosk *kiosk)
{
    switch (kiosk->page) {
    case KIOSK_PAGE_FIND:
        return kiosk->find.wanted ? _("One moment") : kiosk->find.on_tail ? _("Look it up") : _("Go on");
    case KIOSK_PAGE_IDENTITY:
        return _("That is my number");
    case KIOSK_PAGE_PROGRESS:
        return _("Take a number for it");
    case KIOSK_PAGE_CANCEL:
        return _("Yes, cancel my number");
    default:
        return NULL;
    }
}

static const char *matters_name(const struct kiosk *kiosk)
{
    static const char *const names[KIOSK_MATTERS + 1] = {"For 1 matter", "For 1 matter", "For 2 matters", "For 3 matters", "For 4 matters", "For 5 matters"};

    return _(names[kiosk->wish.matters]);
}

const char *part_choice_name(const struct kiosk *kiosk, enum kiosk_choice choice)
{
    if (choice == KIOSK_CHOICE_LANGUAGE)
        return kiosk->language == LANGUAGE_ZH ? "English" : "中文";
    if (choice == KIOSK_CHOICE_CONFIRM && confirm_name(kiosk))
        return confirm_name(kiosk);
    if (choice == KIOSK_CHOICE_MATTERS)
        return matters_name(kiosk);
    return (int)choice < KIOSK_DIGITS || choice >= KIOSK_CHOICE_LETTER ? "" : _(named[(int)choice - KIOSK_DIGITS].text);
}

const char *part_name(const struct mirror_text *name)
{
    return mirror_text_in(name, language_code(language_current()));
}

static bool is_chosen(const struct kiosk *kiosk, enum kiosk_choice choice)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int count = kiosk_choices(kiosk, choices);

    return kiosk->chosen >= 0 && kiosk->chosen < count && choices[kiosk->chosen] == choice;
}

/* A high button: the digit in blocks; above the text on a card, to its left on a bar. */
static void draw_big(struct sheet *sheet, struct box box, const char *sign, const char *text, const char *detail, bool chosen)
{
    enum role role = chosen ? ROLE_CHOSEN : ROLE_BUTTON, quiet = chosen ? ROLE_CHOSEN : ROLE_DETAIL;
    bool card = box.rows >= CARD_ROWS;
    int scale = bigtext_scale(sign, card ? box.rows - CARD_ROWS + 4 : box.rows - 2, BIG_COLUMNS / 2), rows, columns;

    bigtext_size(sign, scale, &rows, &columns);
    if (card) {
        int top = box.row + (box.rows - rows - 4) / 2;
        bigtext_draw(sheet->canvas, top, box.column + (box.columns - columns) / 2, scale, role, sign);
        canvas_text_centre(sheet->canvas, top + rows + 1, box.column + 3, box.columns - 6, role, text);
        canvas_text_centre(sheet->canvas, top + rows + 3, box.column + 3, box.columns - 6, quiet, detail ? detail : "");
        return;
    }
    int left = box.column + BIG_COLUMNS / 2 + 4, cells = box.columns - BIG_COLUMNS / 2 - 7, top = box.row + box.rows / 2 - 1;
    int text_rows = utf8_cells(text) > cells ? 2 : 1;
    bigtext_draw(sheet->canvas, box.row + (box.rows - rows) / 2, box.column + 5, scale, role, sign);
    canvas_wrap(sheet->canvas, (struct box){top, left, text_rows, cells}, role, text);
    canvas_text(sheet->canvas, top + text_rows, left, cells, quiet, detail ? detail : "");
}

void part_button(struct sheet *sheet, struct box box, enum kiosk_choice choice, const char *text, const char *detail)
{
    const char *sign = part_choice_sign(sheet->kiosk, choice);
    bool chosen = is_chosen(sheet->kiosk, choice), big = (int)choice < KIOSK_DIGITS && box.rows >= BIG_ROWS && box.columns >= BIG_COLUMNS;

    if (!text)
        text = part_choice_name(sheet->kiosk, choice);
    widget_button(sheet->canvas, sheet->targets, box, big ? "" : sign, big ? "" : text, big ? NULL : detail, KIOSK_TAP + (uint32_t)choice, chosen);
    if (big)
        draw_big(sheet, box, sign, text, detail, chosen);
}

void part_row(struct sheet *sheet, struct box box, enum kiosk_choice choice, const char *text)
{
    bool chosen = is_chosen(sheet->kiosk, choice);
    enum role role = chosen ? ROLE_CHOSEN : ROLE_BUTTON;

    if (box.rows >= PART_BUTTON_ROWS + 1) {
        part_button(sheet, box, choice, text, NULL);
        return;
    }
    targets_add(sheet->targets, box, KIOSK_TAP + (uint32_t)choice);
    box.rows = box.rows > 1 ? box.rows - 1 : 1;
    canvas_fill(sheet->canvas, box, role);
    canvas_printf(sheet->canvas, box.row, box.column + 2, -1, ROLE_KEY, " %s ", part_choice_sign(sheet->kiosk, choice));
    if (chosen)
        canvas_put(sheet->canvas, box.row, box.column, 0x25BA, role);
    canvas_wrap(sheet->canvas, (struct box){box.row, box.column + 6, box.rows, box.columns - 7}, role, text);
}

void part_key(struct sheet *sheet, struct box box, enum kiosk_choice choice)
{
    const char *name = part_choice_name(sheet->kiosk, choice);
    enum role role = is_chosen(sheet->kiosk, choice) ? ROLE_CHOSEN : ROLE_BUTTON;

    targets_add(sheet->targets, (struct box){box.row, box.column, box.rows + 1, box.columns + 1}, KIOSK_TAP + (uint32_t)choice); /* the gaps, too */
    canvas_fill(sheet->canvas, box, role);
    canvas_text_centre(sheet->canvas, box.row + (box.rows - 1) / 2, box.column, box.columns, role, *name ? name : part_choice_sign(sheet->kiosk, choice));
}

void part_message(struct sheet *sheet, enum role role, const char *title, const char *text, const char *detail)
{
    int columns = sheet->area.columns > MESSAGE_COLUMNS ? MESSAGE_COLUMNS : sheet->area.columns - 4, rows = MESSAGE_ROWS;
    struct box box = {sheet->area.row + (sheet->area.rows - rows) / 2, sheet->area.column + (sheet->area.columns - columns) / 2, rows, columns};

    canvas_frame(sheet->canvas, box, role, NULL);
    canvas_printf(sheet->canvas, box.row, box.column + 3, columns - 6, role, " %s ", title);
    int used = canvas_wrap(sheet->canvas, (struct box){box.row + 3, box.column + 5, rows - 6, columns - 10}, ROLE_STRONG, text);
    canvas_wrap(sheet->canvas, (struct box){box.row + 4 + used, box.column + 5, rows - 5 - used, columns - 10}, ROLE_NORMAL, detail);
}

struct box part_cell(struct box area, int nth, int count, int rows)
{
    int columns = (count + rows - 1) / rows, at = nth / rows;
    int from = at * (area.columns + 1) / columns, to = (at + 1) * (area.columns + 1) / columns - 1, height = area.rows / rows;

    return (struct box){area.row + nth % rows * height, area.column + from, height, to - from};
}

static bool is_of_foot(enum kiosk_choice choice)
{
    return (int)choice >= KIOSK_DIGITS && choice < KIOSK_CHOICE_LETTER && choice != KIOSK_CHOICE_CONFIRM && choice != KIOSK_CHOICE_DONE && choice != KIOSK_CHOICE_ERASE &&
           choice != KIOSK_CHOICE_IDENTITY && choice != KIOSK_CHOICE_MATTERS;
}

/* How many columns a button of the foot needs. */
static int foot_columns(const struct kiosk *kiosk, enum kiosk_choice choice)
{
    return utf8_cells(part_choice_sign(kiosk, choice)) + 3 + utf8_cells(part_choice_name(kiosk, choice)) + FOOT_AIR;
}

/* More buttons than fit as equals: each is as wide as its words need, and what is left is shared out. */
static void draw_full_foot(struct sheet *sheet, const enum kiosk_choice *choices, int all)
{
    int count = 0, used = -1;

    sheet->area.rows -= PART_BUTTON_ROWS;
    struct box box = {sheet->area.row + sheet->area.rows, sheet->area.column, PART_BUTTON_ROWS, 0};
    for (int i = 0; i < all; i++)
        if (is_of_foot(choices[i]) && used + 1 + foot_columns(sheet->kiosk, choices[i]) <= sheet->area.columns) {
            used += 1 + foot_columns(sheet->kiosk, choices[i]);
            count++;
        }
    int left = sheet->area.columns - used;
    for (int i = 0; i < all && count > 0; i++) {
        if (!is_of_foot(choices[i]))
            continue;
        box.columns = foot_columns(sheet->kiosk, choices[i]) + left / count;
        part_button(sheet, box, choices[i], NULL, NULL); /* those that do not fit any more are on the line of keys */
        box.column += box.columns + 1;
        left -= left / count--;
    }
}

void part_foot(struct sheet *sheet)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int all = kiosk_choices(sheet->kiosk, choices), count = 0, nth = 0;

    for (int i = 0; i < all; i++)
        count += is_of_foot(choices[i]);
    if (count == 0)
        return;
    if (count > sheet->area.columns / FOOT_COLUMNS) {
        draw_full_foot(sheet, choices, all);
        return;
    }
    sheet->area.rows -= PART_BUTTON_ROWS;
    struct box foot = {sheet->area.row + sheet->area.rows, sheet->area.column, PART_BUTTON_ROWS, sheet->area.columns};
    for (int i = 0; i < all && nth < count; i++)
        if (is_of_foot(choices[i]))
            part_button(sheet, part_cell(foot, nth++, count, 1), choices[i], NULL, NULL);
}

void part_heading(struct sheet *sheet, const char *text)
{
    canvas_text_centre(sheet->canvas, sheet->area.row, sheet->area.column, sheet->area.columns, ROLE_STRONG, text);
    sheet->area.row += 2;
    sheet->area.rows -= 2;
}

void part_wait(char text[static PART_TEXT], int64_t low_s, int64_t high_s)
{
    text[0] = '\0';
    if (low_s < 0 || high_s < low_s || high_s > INT32_MAX)
        return;
    int low = (int)(low_s / MINUTE_S), high = (int)((high_s + MINUTE_S - 1) / MINUTE_S);
    if (low == 0)
        snprintf(text, PART_TEXT, _("up to %d minutes"), high > 0 ? high : 1);
    else if (low == high)
        snprintf(text, PART_TEXT, _("about %d minutes"), high);
    else
        snprintf(text, PART_TEXT, _("about %d to %d minutes"), low, high);
}

/* "(from 13:30)" behind a sentence that says that no numbers are given. */
static void add_next_session(char text[static PART_TEXT], const struct kiosk *kiosk, const struct mirror_service *service)
{
    int next = kiosk->minute < 0 ? -1 : kiosk_hours_next(service->sessions, kiosk->minute);
    size_t used = strlen(text);

    if (next >= 0 && used < PART_TEXT)
        snprintf(text + used, PART_TEXT - used, _(", again from %02d:%02d"), next / 60, next % 60);
}

void part_service_state(char text[static PART_TEXT], const struct kiosk *kiosk, const struct mirror_service *service)
{
    char wait[PART_TEXT];

    if (strcmp(service->state, "lunch") == 0 || strcmp(service->state, "closed") == 0) {
        snprintf(text, PART_TEXT, "%s", *service->state == 'l' ? _("Lunch break") : _("No numbers now"));
        add_next_session(text, kiosk, service);
        return;
    }
    if (strcmp(service->state, "full") == 0) {
        snprintf(text, PART_TEXT, "%s", _("All numbers of today have been given"));
        return;
    }
    part_wait(wait, service->low_s, service->high_s);
    if (service->waiting == 0 && *wait)
        snprintf(text, PART_TEXT, _("nobody is waiting, %s"), wait);
    else if (service->waiting == 0)
        snprintf(text, PART_TEXT, "%s", _("nobody is waiting"));
    else if (*wait)
        snprintf(text, PART_TEXT, _("%d waiting, %s"), service->waiting, wait);
    else
        snprintf(text, PART_TEXT, _("%d waiting"), service->waiting);
}

void part_hours(char text[static PART_TEXT], const struct mirror_service *service)
{
    if (*service->sessions)
        snprintf(text, PART_TEXT, _("Hours: %s"), service->sessions);
    else
        snprintf(text, PART_TEXT, "%s", _("Open day and night"));
}
