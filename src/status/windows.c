/* The windows as tiles: number and state, ticket, how long, who, how many served. */
#include "status/press.h"
#include "status/view.h"

#include "base/language.h"
#include "base/utf8.h"
#include "client/phrases.h"
#include "term/bigtext.h"

#include <stdio.h>
#include <string.h>

/* What a tile says, in words. */
struct tile {
    const struct mirror_window *window;
    const char *state;
    enum role state_role, span_role;
    char span[32];    /* time in the state, "" while closed */
    char middle[96];  /* ticket, or the reason of a pause */
    char served[32];
};

enum role status_state_role(const char *state)
{
    static const enum role roles[] = {
        [WINDOW_CLOSED] = ROLE_MUTED, [WINDOW_PAUSED] = ROLE_PAUSED,   [WINDOW_OPEN] = ROLE_FOOTER,
        [WINDOW_READY] = ROLE_READY,  [WINDOW_CALLING] = ROLE_CALLING, [WINDOW_SERVING] = ROLE_SERVING,
    };
    enum window_state known;

    return window_state_parse(state, &known) ? roles[known] : ROLE_NORMAL;
}

static void fill_tile(struct tile *tile, const struct mirror *mirror, const struct mirror_window *window, int64_t known_ms)
{
    bool closed = strcmp(window->state, "closed") == 0;
    enum status_urgency urgency = status_window_urgency(mirror, window, known_ms);

    *tile = (struct tile){.window = window, .state = phrase_window_state(window->state), .state_role = status_state_role(window->state)};
    tile->span_role = status_urgency_role(urgency, closed ? ROLE_MUTED : ROLE_NORMAL);
    if (!closed && window->since_ms)
        phrase_span(tile->span, sizeof tile->span, known_ms - window->since_ms);
    if (window->ticket.id)
        snprintf(tile->middle, sizeof tile->middle, "%s", window->ticket.number);
    else if (*window->reason)
        phrase_pause_reason(tile->middle, sizeof tile->middle, window->reason, language_current());
    if (!closed || window->served > 0)
        snprintf(tile->served, sizeof tile->served, _("served %d"), window->served);
}

/* Draws " word " flush right; returns the column where it begins. */
static int draw_chip(struct canvas *canvas, int row, int end_column, enum role role, const char *word)
{
    int column = end_column - utf8_cells(word) - 2;

    canvas_printf(canvas, row, column, -1, role, " %s ", word);
    return column;
}

/* left, and right flush right; left gives way. */
static void draw_pair(struct canvas *canvas, struct box box, enum role left_role, const char *left, enum role right_role, const char *right)
{
    int used = canvas_text_right(canvas, box.row, box.column, box.columns, right_role, right);

    if (box.columns - used > 1)
        canvas_text(canvas, box.row, box.column, box.columns - used - (used > 0), left_role, left);
}

/* "12 calling   A007  12 min": number, state, ticket, time, and further right who and how many if there is room. */
static void draw_line(struct canvas *canvas, struct box box, const struct tile *tile)
{
    enum { STATE = 3, TICKET = 13, SPAN = 19, STAFF = 28 };

    canvas_printf(canvas, box.row, box.column, 2, ROLE_STRONG, "%2d", tile->window->number);
    canvas_printf(canvas, box.row, box.column + STATE, TICKET - STATE, tile->state_role, " %s ", tile->state);
    canvas_text(canvas, box.row, box.column + TICKET, SPAN - TICKET - 1, tile->window->ticket.id ? ROLE_STRONG : ROLE_MUTED, tile->middle);
    canvas_text(canvas, box.row, box.column + SPAN, STAFF - SPAN - 1 < box.columns - SPAN ? STAFF - SPAN - 1 : box.columns - SPAN, tile->span_role,
                tile->span);
    if (box.columns > STAFF + 12)
        draw_pair(canvas, (struct box){box.row, box.column + STAFF, 1, box.columns - STAFF - 1}, ROLE_MUTED, tile->window->staff, ROLE_MUTED, tile->served);
}

static void draw_frame(struct canvas *canvas, struct box box, const struct tile *tile)
{
    bool closed = tile->state_role == ROLE_MUTED;

    canvas_frame(canvas, box, ROLE_MUTED, NULL);
    canvas_printf(canvas, box.row, box.column + 1, box.columns - 2, closed ? ROLE_MUTED : ROLE_STRONG, " %d ", tile->window->number);
    draw_chip(canvas, box.row, box.column + box.columns - 1, tile->state_role, tile->state);
}

/* The ticket, or why the window is paused, in what room the lower two rows leave; big where it can be. */
static void draw_middle(struct canvas *canvas, struct box box, const struct tile *tile)
{
    int scale = tile->window->ticket.id ? bigtext_scale(tile->middle, box.rows, box.columns) : 0, rows, columns;

    if (scale == 0) {
        canvas_wrap(canvas, (struct box){box.row + (box.rows > 2), box.column, box.rows - (box.rows > 2), box.columns}, ROLE_NORMAL, tile->middle);
        return;
    }
    bigtext_size(tile->middle, scale, &rows, &columns);
    bigtext_draw(canvas, box.row + (box.rows - rows) / 2, box.column + (box.columns - columns) / 2, scale, ROLE_STRONG, tile->middle);
}

static void draw_tile(struct canvas *canvas, struct box box, const struct tile *tile)
{
    enum { LOWER = 2 };
    struct box inner = {box.row + 1, box.column + 1, box.rows - 2 - LOWER, box.columns - 2}, lower = inner;
    bool big = inner.rows >= 3;
    char letters[64] = "";

    lower.row += inner.rows;
    draw_frame(canvas, box, tile);
    if (big)
        draw_middle(canvas, inner, tile);
    if (big && *tile->window->services)
        snprintf(letters, sizeof letters, _("for %s"), tile->window->services);
    draw_pair(canvas, lower, big ? ROLE_MUTED : tile->window->ticket.id ? ROLE_STRONG : ROLE_NORMAL, big ? letters : tile->middle, tile->span_role, tile->span);
    lower.row++;
    draw_pair(canvas, lower, ROLE_MUTED, tile->window->staff, ROLE_MUTED, tile->served);
}

/* "Windows 1-12/40  calling 2  serving 5 ..." */
static void draw_heading(const struct mirror *mirror, struct canvas *canvas, struct box box, int first, int last, int total)
{
    static const enum window_state shown[] = {WINDOW_CALLING, WINDOW_SERVING, WINDOW_READY, WINDOW_OPEN, WINDOW_PAUSED};
    int counts[WINDOW_STATE_COUNT], column = box.column + 1;

    column += canvas_text(canvas, box.row, column, box.columns, ROLE_STRONG, _("Windows")) + 1;
    if (first > 1 || last < total)
        column += canvas_printf(canvas, box.row, column, -1, ROLE_MUTED, "%d-%d/%d", first, last, total) + 1;
    column++;
    status_count_states(mirror, counts);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s %d", phrase_window_state(window_state_word(shown[i])), counts[shown[i]]);
        if (counts[shown[i]] > 0 && column + utf8_cells(text) < box.column + box.columns)
            column += canvas_text(canvas, box.row, column, -1, ROLE_MUTED, text) + 2;
    }
}

/* The window that Enter opens: a mark, and the number as a chosen button is shown. */
static void draw_chosen(struct canvas *canvas, struct box place)
{
    enum { NUMBER_CELLS = 3 };

    canvas_put(canvas, place.row, place.column, 0x25BA, ROLE_CHOSEN);
    for (int column = 1; column <= NUMBER_CELLS; column++) {
        struct cell *cell = canvas_at(canvas, place.row, place.column + column);
        if (cell)
            cell->role = ROLE_CHOSEN;
    }
}

void status_draw_windows(struct status_model *model, struct canvas *canvas, struct targets *targets, const struct status_layout *layout, int64_t known_ms)
{
    const struct mirror *mirror = model->mirror;
    struct box box = layout->windows;
    int total = status_windows(mirror), across = layout->across;
    int room = (box.rows - 1) / layout->tile_rows;

    model->across = across;
    model->step_down = layout->form == STATUS_LINE ? 1 : across;
    model->step_right = layout->form == STATUS_LINE ? room : 1;
    status_scroll_fit(&model->windows, (total + across - 1) / across, room);
    int first = model->windows.from * across, last = first + room * across < total ? first + room * across : total;
    draw_heading(mirror, canvas, box, first + 1, last, total);
    for (int i = first; i < last; i++) {
        struct tile tile;
        int down = layout->form == STATUS_LINE ? (i - first) % room : (i - first) / across; /* lines run down, tiles run across */
        int right = layout->form == STATUS_LINE ? (i - first) / room : (i - first) % across;
        struct box place = {box.row + 1 + down * layout->tile_rows, box.column + right * layout->tile_columns, layout->tile_rows, layout->tile_columns};
        fill_tile(&tile, mirror, &mirror->windows[i], known_ms);
        if (layout->form == STATUS_LINE)
            draw_line(canvas, (struct box){place.row, place.column + 1, 1, place.columns - 1}, &tile);
        else
            draw_tile(canvas, (struct box){place.row, place.column, place.rows, place.columns - 1}, &tile);
        if (tile.window->number == model->chosen)
            draw_chosen(canvas, place);
        targets_add(targets, place, STATUS_PRESS_WINDOW + (uint32_t)tile.window->number);
    }
    if (total == 0)
        canvas_text(canvas, box.row + 1, box.column + 1, box.columns - 2, ROLE_MUTED, _("This hall has no windows yet."));
}
