/* Beside the windows: the queues and the printers. */
#include "status/view.h"

#include "base/language.h"
#include "base/utf8.h"
#include "client/phrases.h"

#include <stdio.h>
#include <string.h>

enum { WIDE_COLUMNS = 40, WAITING_CELLS = 5 };

/* "lunch" where a service takes no numbers; NULL while it does. */
static const char *service_state(const struct mirror_service *service, enum role *ret_role)
{
    static const struct {
        const char *state, *word;
        enum role role;
    } rows[] = {{"lunch", "lunch", ROLE_PAUSED}, {"closed", "closed", ROLE_PAUSED}, {"full", "full", ROLE_WARNING}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].state, service->state) == 0) {
            *ret_role = rows[i].role;
            return _(rows[i].word);
        }
    }
    return NULL;
}

/* Letter, name, and what is special; the count of those who wait stands flush right, before it what else is to be said ("": nothing). */
static void draw_name(struct canvas *canvas, struct box box, const struct mirror_service *service, enum role count_role, enum role more_role, const char *more)
{
    enum role state_role = ROLE_NORMAL;
    const char *state = service_state(service, &state_role);
    int end = box.column + box.columns - WAITING_CELLS, column = box.column + 2, room;

    canvas_printf(canvas, box.row, box.column, 1, ROLE_STRONG, "%c", service->letter);
    room = end - column - (state ? utf8_cells(state) + 3 : 0) - (*more ? utf8_cells(more) + 1 : 0);
    if (room > 2)
        column += canvas_text(canvas, box.row, column, room, ROLE_NORMAL, mirror_text_in(&service->name, language_code(language_current()))) + 1;
    if (state)
        column += canvas_printf(canvas, box.row, column, end - column, state_role, " %s ", state);
    canvas_text_right(canvas, box.row, column, end - column, more_role, more);
    canvas_printf(canvas, box.row, end, WAITING_CELLS, count_role, "%*d ", WAITING_CELLS - 1, service->waiting);
}

/* How long the first of the queue has waited. */
static void write_longest(char *text, size_t size, const struct mirror_service *service, int64_t known_ms)
{
    char longest[32];

    if (service->waiting == 0 || service->oldest_ms == 0) {
        snprintf(text, size, "%s", service->waiting == 0 ? _("nobody waits") : "");
        return;
    }
    phrase_span(longest, sizeof longest, known_ms - service->oldest_ms);
    snprintf(text, size, _("longest %s"), longest);
}

/* Two rows: name and count; longest and expected wait. Three rows: these two in rows of their own. Wide: the figures of the day too. */
static void draw_queue(struct canvas *canvas, struct box box, const struct mirror_service *service, int64_t known_ms)
{
    enum status_urgency urgency = status_queue_urgency(service, known_ms);
    enum role role = status_urgency_role(urgency, ROLE_MUTED);
    bool wide = box.columns >= WIDE_COLUMNS;
    char longest[64], range[32], expected[96] = "", figures[96];
    int row = box.row + 1, column = box.column + 2, columns = box.columns - 3;

    write_longest(longest, sizeof longest, service, known_ms);
    draw_name(canvas, box, service, status_urgency_role(urgency, ROLE_STRONG), role, wide && box.rows < 2 ? longest : "");
    if (box.rows < 2)
        return;
    int used = canvas_text(canvas, row, column, columns, role, longest);
    phrase_range(range, sizeof range, service->low_s, service->high_s);
    if (*range && (wide || box.rows > 2))
        snprintf(expected, sizeof expected, _("new ticket: %s"), range);
    if (wide)
        canvas_text_right(canvas, row, column + used + 1, columns - used - 1, ROLE_MUTED, expected);
    else if (box.rows > 2)
        canvas_text(canvas, row + 1, column, columns, ROLE_MUTED, expected);
    else if (utf8_cells(range) < columns - used)
        canvas_text_right(canvas, row, column + used + 1, columns - used - 1, ROLE_MUTED, range);
    if (!wide || box.rows < 3)
        return;
    snprintf(figures, sizeof figures, _("taken %d, called %d, windows %d"), service->taken, service->called, service->windows_open);
    canvas_text(canvas, row + 1, column, columns, ROLE_MUTED, figures);
}

/* Returns the rows used. */
static int draw_queues(struct status_model *model, struct canvas *canvas, struct box box, int64_t known_ms)
{
    const struct mirror *mirror = model->mirror;
    int total = status_services(mirror), each = 4;
    int row = box.row;

    while (each > 1 && total * each > box.rows - 1)
        each--;
    int room = (box.rows - 1) / each;

    status_scroll_fit(&model->queues, total, room);
    int used = canvas_text(canvas, row, box.column, box.columns, ROLE_STRONG, _("Queues"));
    if (model->queues.most > 0)
        canvas_printf(canvas, row, box.column + used + 1, -1, ROLE_MUTED, "%d-%d/%d [ ]", model->queues.from + 1, model->queues.from + room, total);
    canvas_text_right(canvas, row++, box.column, box.columns - 1, ROLE_MUTED, _("waiting"));
    for (int i = 0; i < room && model->queues.from + i < total; i++, row += each)
        draw_queue(canvas, (struct box){row, box.column, each, box.columns}, &mirror->services[model->queues.from + i], known_ms);
    return row - box.row;
}

static const char *printer_word(const char *word)
{
    static const char *const names[] = {
        [PRINTER_AWAY] = "no answer",         [PRINTER_READY] = "in order",    [PRINTER_PAPER_LOW] = "paper low",
        [PRINTER_PAPER_OUT] = "out of paper", [PRINTER_COVER_OPEN] = "cover open", [PRINTER_OFFLINE] = "offline",
        [PRINTER_PAUSED] = "paused",
    };
    enum printer_state state;

    return printer_state_parse(word, &state) ? _(names[state]) : word;
}

static void draw_printer(struct canvas *canvas, int row, struct box box, const struct mirror_printer *printer)
{
    static const enum role roles[] = {[STATUS_CALM] = ROLE_GOOD, [STATUS_WATCH] = ROLE_WARNING, [STATUS_URGENT] = ROLE_ALARM};
    const char *word = printer_word(printer->state);
    int column = box.column + box.columns - utf8_cells(word) - 2;
    bool placed = *printer->place && strcmp(printer->place, printer->name) != 0;

    canvas_printf(canvas, row, box.column, column - box.column - 1, ROLE_NORMAL, "%s%s%s", placed ? printer->place : printer->name,
                  placed && box.columns >= WIDE_COLUMNS ? "  " : "", placed && box.columns >= WIDE_COLUMNS ? printer->name : "");
    canvas_printf(canvas, row, column, -1, roles[status_printer_urgency(printer)], " %s ", word);
}

/* Printers in the order of their urgency: what does not fit is in order, or is told as a number. */
static void draw_printers(const struct mirror *mirror, struct canvas *canvas, struct box box)
{
    int total = status_printers(mirror), room = box.rows - 1, row = box.row, drawn = 0;

    int used = canvas_text(canvas, row++, box.column, box.columns, ROLE_STRONG, _("Printers"));
    if (total == 0)
        canvas_text(canvas, row, box.column, box.columns, ROLE_MUTED, _("none has reported yet"));
    for (int urgency = STATUS_URGENT; urgency >= STATUS_CALM; urgency--)
        for (int i = 0; i < total && drawn < room; i++)
            if ((int)status_printer_urgency(&mirror->printers[i]) == urgency) {
                draw_printer(canvas, row++, box, &mirror->printers[i]);
                drawn++;
            }
    if (drawn < total)
        canvas_printf(canvas, box.row, box.column + used + 1, -1, ROLE_MUTED, "1-%d/%d", drawn, total);
}

/* The last calls, newest first. */
static void draw_calls(const struct mirror *mirror, struct canvas *canvas, struct box box)
{
    char clock[6];

    if (box.rows < 2 || mirror->calls[0].window == 0)
        return;
    canvas_text(canvas, box.row, box.column, box.columns, ROLE_STRONG, _("Last calls"));
    for (int i = 0; i < MIRROR_CALLS && i < box.rows - 1 && mirror->calls[i].window > 0; i++) {
        const struct mirror_call *call = &mirror->calls[i];
        phrase_clock(clock, mirror, call->at_ms);
        canvas_text(canvas, box.row + 1 + i, box.column, 8, ROLE_NORMAL, call->number);
        canvas_printf(canvas, box.row + 1 + i, box.column + 8, box.columns - 15, ROLE_MUTED, _("Window %d"), call->window);
        canvas_text_right(canvas, box.row + 1 + i, box.column, box.columns - 1, ROLE_MUTED, clock);
    }
}

void status_draw_side(struct status_model *model, struct canvas *canvas, struct box box, int64_t known_ms)
{
    enum { CALLS_ROWS = MIRROR_CALLS + 1, WORTH_ROWS = 5 };
    int total = status_printers(model->mirror), printers = 1 + (total < 1 ? 1 : total > 4 && box.rows < 30 ? 4 : total), end = box.row + box.rows;
    int used = draw_queues(model, canvas, (struct box){box.row, box.column, box.rows - printers - 1, box.columns}, known_ms);
    int row = box.row + used + 1;

    draw_printers(model->mirror, canvas, (struct box){row, box.column, end - row < printers ? end - row : printers, box.columns});
    row += printers + 1;
    if (end - row < WORTH_ROWS)
        return;
    int calls = end - row < CALLS_ROWS ? end - row : CALLS_ROWS;
    draw_calls(model->mirror, canvas, (struct box){row, box.column, calls, box.columns});
    row += calls + 1;
    if (end - row >= WORTH_ROWS)
        status_draw_staff_today(model, canvas, (struct box){row, box.column, end - row, box.columns});
}
