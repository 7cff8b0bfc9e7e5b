/* The number: as large as the screen allows, with its code, the people ahead, the wait, and what its paper does. */
#include "kiosk/kiosk_parts.h"

#include "base/utf8.h"
#include "term/bigtext.h"
#include "term/qr.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_ROWS = 11, GAP = 2, FRAMED_ROWS = 4 };

/* Draws the code flush right; returns the columns that it takes. */
static int draw_code(struct sheet *sheet)
{
    const struct mirror_ticket *ticket = &sheet->kiosk->ticket;
    const char *text = *ticket->url ? ticket->url : ticket->code;
    int rows, columns, least_rows, least_columns;

    bigtext_size(ticket->number, 1, &least_rows, &least_columns);
    if (!*text || !qr_size(text, &rows, &columns) || rows > sheet->area.rows || columns + GAP + least_columns > sheet->area.columns)
        return 0;
    int row = sheet->area.row + (sheet->area.rows - rows) / 2;
    return qr_draw(sheet->canvas, row, sheet->area.column + sheet->area.columns - columns, text) ? columns + GAP : 0;
}

static void draw_line(struct sheet *sheet, enum role role, const char *text)
{
    int used = *text ? canvas_wrap(sheet->canvas, (struct box){sheet->area.row, sheet->area.column, 4, sheet->area.columns}, role, text) : 0;

    sheet->area.row += used;
    sheet->area.rows -= used;
}

/* A sentence in a frame of its own: it must be seen. */
static void draw_framed(struct sheet *sheet, enum role role, const char *text)
{
    struct box inner = {sheet->area.row + 1, sheet->area.column + 2, FRAMED_ROWS, sheet->area.columns - 4};
    int used;

    used = canvas_wrap(sheet->canvas, inner, role, text); /* how many rows it needs */
    struct box frame = {sheet->area.row, sheet->area.column, used + 2, sheet->area.columns};
    canvas_fill(sheet->canvas, frame, role);
    canvas_frame(sheet->canvas, frame, role, NULL);
    canvas_wrap(sheet->canvas, inner, role, text);
    sheet->area.row += frame.rows;
    sheet->area.rows -= frame.rows;
}

/* What stands below the number. Empty texts: nothing. */
struct words {
    char name[PART_TEXT], window[PART_TEXT], ahead[PART_TEXT], wait[PART_TEXT];
    const char *paper, *code;
    enum role paper_role;
};

static void write_turn(struct words *words, const struct mirror_ticket *ticket)
{
    char wait[PART_TEXT];

    if (ticket->window > 0) {
        snprintf(words->window, sizeof words->window, _("Please go to window %d now"), ticket->window);
        return;
    }
    if (ticket->ahead > 0)
        snprintf(words->ahead, sizeof words->ahead, _("%d ahead of you"), ticket->ahead);
    else
        snprintf(words->ahead, sizeof words->ahead, "%s", ticket->ahead == 0 ? _("You are next") : "");
    part_wait(wait, ticket->low_s, ticket->high_s);
    if (*wait)
        snprintf(words->wait, sizeof words->wait, _("Expected wait: %s"), wait);
    else
        snprintf(words->wait, sizeof words->wait, "%s", _("Please wait until your number is called"));
}

static void write_words(struct words *words, const struct kiosk *kiosk)
{
    static const struct {
        enum role role;
        const char *text;
    } papers[] = {
        [KIOSK_PAPER_COMING] = {ROLE_NORMAL, "Your paper is being printed ..."},
        [KIOSK_PAPER_SLOW] = {ROLE_WARNING, "The printer is slow. If no paper comes, photograph this screen or ask a clerk."},
        [KIOSK_PAPER_OUT] = {ROLE_GOOD, "Please take your paper"},
        [KIOSK_PAPER_TROUBLE] = {ROLE_ALARM, "The paper did not come out. Your number is good: photograph this screen or ask a clerk."},
        [KIOSK_PAPER_NONE] = {ROLE_WARNING, "There is no paper. Your number is good: photograph this screen or note it down."},
    };
    const struct mirror_service *service = mirror_service(kiosk->mirror, kiosk->ticket.service);
    enum kiosk_paper_state paper = kiosk_paper_state(kiosk);

    *words = (struct words){.paper = _(papers[paper].text), .paper_role = papers[paper].role};
    words->code = *kiosk->ticket.url ? _("Scan the code to follow your turn.") : _("The code is for this hall's scanners.");
    if (service && kiosk->wish.priority != PRIORITY_NORMAL)
        snprintf(words->name, sizeof words->name, _("%s, priority: %s"), part_name(&service->name), part_priority_name(kiosk->wish.priority));
    else if (service)
        snprintf(words->name, sizeof words->name, "%s", part_name(&service->name));
    write_turn(words, &kiosk->ticket);
}

/* The rows of a text, at most one too many: words are not broken. */
static int rows_of(const char *text, int columns)
{
    int cells = utf8_cells(text);

    return *text ? cells > columns ? cells / columns + 1 : 1 : 0;
}

/* What the words need with the button below them. */
static int rows_needed(const struct words *words, int columns)
{
    int rows = rows_of(words->name, columns) + rows_of(words->ahead, columns) + rows_of(words->wait, columns) + rows_of(words->paper, columns - 4) + 2 + PART_BUTTON_ROWS;

    return rows + (*words->window ? rows_of(words->window, columns - 4) + 2 : 0);
}

/* As large as leaves room for the words; where that is the smallest size, twice as high at least, if there is room. */
static void draw_number(struct sheet *sheet, const struct words *words)
{
    const char *number = sheet->kiosk->ticket.number;
    int needed = rows_needed(words, sheet->area.columns), rows, columns;
    int scale = bigtext_scale(number, sheet->area.rows - TEXT_ROWS - PART_BUTTON_ROWS - 3, sheet->area.columns);
    bool tall = scale <= 1 && 1 + BIGTEXT_TALL_ROWS + 1 + needed <= sheet->area.rows;

    bigtext_size(number, scale > 0 ? scale : 1, &rows, &columns);
    canvas_text(sheet->canvas, sheet->area.row, sheet->area.column, sheet->area.columns, ROLE_STRONG, _("Your number"));
    if (tall)
        bigtext_draw_tall(sheet->canvas, sheet->area.row + 1, sheet->area.column, sheet->area.columns, ROLE_STRONG, number);
    else
        bigtext_draw(sheet->canvas, sheet->area.row + 2, sheet->area.column, scale > 0 ? scale : 1, ROLE_STRONG, number);
    rows = tall ? BIGTEXT_TALL_ROWS + 2 : rows + 3;
    sheet->area.row += rows;
    sheet->area.rows -= rows;
}

static void draw_done(struct sheet *sheet)
{
    char text[PART_TEXT];

    snprintf(text, sizeof text, _("Done (%d s)"), kiosk_left_s(sheet->kiosk));
    part_button(sheet, (struct box){sheet->area.row + sheet->area.rows - PART_BUTTON_ROWS, sheet->area.column, PART_BUTTON_ROWS, sheet->area.columns},
                KIOSK_CHOICE_DONE, text, NULL);
}

void page_result_draw(struct sheet *sheet)
{
    struct words words;
    int code = draw_code(sheet);

    sheet->area.columns -= code;
    write_words(&words, sheet->kiosk);
    draw_number(sheet, &words);
    draw_line(sheet, ROLE_NORMAL, words.name);
    if (*words.window)
        draw_framed(sheet, ROLE_CALLING, words.window);
    draw_line(sheet, ROLE_STRONG, words.ahead);
    draw_line(sheet, ROLE_NORMAL, words.wait);
    if (sheet->area.rows > rows_of(words.paper, sheet->area.columns - 4) + 2 + PART_BUTTON_ROWS) {
        sheet->area.row++;
        sheet->area.rows--;
    }
    draw_framed(sheet, words.paper_role, words.paper);
    if (code > 0 && sheet->area.rows >= PART_BUTTON_ROWS + rows_of(words.code, sheet->area.columns))
        draw_line(sheet, ROLE_MUTED, words.code);
    draw_done(sheet);
}
