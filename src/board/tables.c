/* Below the calls: which number is at which window, and how many wait for what. */
#include "board/view.h"

#include "base/language.h"
#include "base/utf8.h"
#include "client/phrases.h"
#include "term/bigtext.h"

#include <stdio.h>
#include <string.h>

enum { PLATE_COLUMNS = 13 };

/* A heading in both languages over the whole width, with "2/3" at its end where pages take turns. */
static void draw_heading(struct canvas *canvas, int row, const char *english, int page, int pages)
{
    canvas_fill(canvas, (struct box){row, 0, 1, canvas->columns}, ROLE_FOOTER);
    board_draw_both(canvas, row, 1, canvas->columns - 10, ROLE_FOOTER, ROLE_FOOTER, english);
    if (pages > 1)
        canvas_printf(canvas, row, canvas->columns - 8, 7, ROLE_FOOTER, "%3d/%d", page, pages);
}

static struct box cell_of(const struct board_table *table, int index)
{
    return (struct box){table->box.row + 1 + index / table->across * table->cell_rows, index % table->across * table->cell_columns, table->cell_rows,
                        table->cell_columns};
}

/* The face in both languages, in two rows if there are two. */
static void draw_face(struct canvas *canvas, struct box box, enum role role, enum board_face face)
{
    const char *first = board_face_word(board_first(), face), *second = board_face_word(board_second(), face);

    if (box.rows < 2) {
        int used = canvas_text(canvas, box.row, box.column, box.columns, role, first);
        if (used + 1 + utf8_cells(second) <= box.columns)
            canvas_text(canvas, box.row, box.column + used + 1, box.columns - used - 1, role, second);
        return;
    }
    canvas_text(canvas, box.row, box.column, box.columns, role, first);
    canvas_text(canvas, box.row + 1, box.column, box.columns, role, second);
}

/* A window's plate and what is at it. */
static void draw_window(struct canvas *canvas, struct box cell, bool big, const struct mirror_window *window)
{
    enum board_face face = board_window_face(window);
    enum role role = face == BOARD_CALLING ? ROLE_CALLING : face == BOARD_SERVING ? ROLE_STRONG : ROLE_MUTED;
    int plate = big ? PLATE_COLUMNS : 4, scale = big ? 1 : 0, rows = cell.rows - big;
    struct box place = {cell.row, cell.column + plate + 1 + 1, rows, cell.columns - plate - 3};
    char number[12];

    snprintf(number, sizeof number, "%2d", window->number);
    canvas_fill(canvas, (struct box){cell.row, cell.column + 1, rows, plate}, ROLE_TITLE);
    if (big)
        bigtext_draw(canvas, cell.row, cell.column + 2 + (window->number < 10 ? 3 : 0), 1, ROLE_TITLE, window->number < 10 ? number + 1 : number);
    else
        canvas_text(canvas, cell.row, cell.column + 2, 2, ROLE_TITLE, number);
    if (face == BOARD_CALLING) {
        canvas_fill(canvas, place, role);
        canvas_put(canvas, place.row + rows / 2, place.column, 0x25BA, role);
    }
    place.column++;
    place.columns--;
    if (face < BOARD_CALLING)
        draw_face(canvas, (struct box){place.row + big, place.column + big, big ? 2 : 1, place.columns - big}, role, face);
    else if (scale > 0 && bigtext_scale(window->ticket.number, rows, place.columns) > 0)
        bigtext_draw(canvas, place.row, place.column, scale, role, window->ticket.number);
    else
        canvas_text(canvas, place.row + rows / 2, place.column, place.columns, role, window->ticket.number);
}

void board_draw_windows(const struct board_model *model, struct canvas *canvas, const struct board_table *table)
{
    const struct mirror_window *windows[MIRROR_WINDOWS];
    int page, pages, count;

    if (table->down == 0)
        return;
    count = board_windows(model, table->across * table->down, windows, &page, &pages);
    draw_heading(canvas, table->box.row, "Windows", page, pages);
    for (int i = 0; i < count; i++)
        draw_window(canvas, cell_of(table, i), table->big, windows[i]);
}

/* Why a service takes no numbers; NULL while it takes some. */
static const char *stop_word(const struct mirror_service *service)
{
    static const char *const words[][2] = {{"lunch", "lunch break"}, {"closed", "closed"}, {"full", "full"}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(service->state, words[i][0]) == 0)
            return words[i][1];
    return NULL;
}

/* Why a service takes no numbers, or how long somebody who comes now would wait; "" when it is not known. */
static void write_state(char *text, size_t size, enum language language, const struct mirror_service *service)
{
    enum { MINUTE_S = 60 };
    const char *stop = stop_word(service);

    *text = '\0';
    if (stop)
        snprintf(text, size, "%s", language_text_in(language, stop));
    else if (service->low_s >= 0 && service->high_s >= service->low_s && service->high_s < 6000 * MINUTE_S)
        snprintf(text, size, language_text_in(language, "about %d-%d min"), (int)(service->low_s / MINUTE_S), (int)((service->high_s + MINUTE_S - 1) / MINUTE_S));
}

/* Big letter, name and wait in both languages, big count. */
static void draw_waiting_big(struct canvas *canvas, struct box cell, const struct mirror_service *service)
{
    char letter[2] = {service->letter, '\0'}, count[12], state[2][64];
    int rows, columns, names = cell.column + 8, end = cell.column + cell.columns - 2;

    snprintf(count, sizeof count, "%d", service->waiting);
    bigtext_size(count, 1, &rows, &columns);
    bigtext_draw(canvas, cell.row, cell.column + 1, 1, ROLE_MUTED, letter);
    bigtext_draw(canvas, cell.row, end - columns, 1, ROLE_STRONG, count);
    int cells = end - columns - 1 - names;
    canvas_text(canvas, cell.row, names, cells, ROLE_NORMAL, mirror_text_in(&service->name, language_code(board_first())));
    canvas_text(canvas, cell.row + 1, names, cells, ROLE_NORMAL, mirror_text_in(&service->name, language_code(board_second())));
    write_state(state[0], sizeof state[0], board_first(), service);
    write_state(state[1], sizeof state[1], board_second(), service);
    canvas_text(canvas, cell.row + 2, names, cells, ROLE_MUTED, state[0]);
    canvas_text(canvas, cell.row + 3, names, cells, ROLE_MUTED, state[1]);
}

/* "A 综合业务 General busine..    12", or why it takes no numbers in place of the second name. */
static void draw_waiting_line(struct canvas *canvas, struct box cell, const struct mirror_service *service)
{
    int column = cell.column + 3, end = cell.column + cell.columns - 6;
    const char *first = mirror_text_in(&service->name, language_code(board_first())), *second = mirror_text_in(&service->name, language_code(board_second()));
    const char *stop = stop_word(service);

    canvas_printf(canvas, cell.row, cell.column + 1, 1, ROLE_STRONG, "%c", service->letter);
    column += canvas_text(canvas, cell.row, column, end - column, ROLE_NORMAL, first) + 1;
    if (stop && end > column)
        board_draw_both(canvas, cell.row, column, end - column, ROLE_PAUSED, ROLE_PAUSED, stop);
    else if (end - column > 3 && first != second)
        canvas_text(canvas, cell.row, column, end - column, ROLE_MUTED, second);
    canvas_printf(canvas, cell.row, end, 5, ROLE_STRONG, "%5d", service->waiting);
}

void board_draw_waiting(const struct board_model *model, struct canvas *canvas, const struct board_table *table)
{
    int total = 0, room = table->across * table->down;

    while (model->mirror->services[total].letter)
        total++;
    if (table->down == 0)
        return;
    int pages = (total + room - 1) / room, first = board_page(model, pages) * room;
    draw_heading(canvas, table->box.row, "People waiting", first / room + 1, pages);
    for (int i = 0; i < room && first + i < total; i++) {
        if (table->big)
            draw_waiting_big(canvas, cell_of(table, i), &model->mirror->services[first + i]);
        else
            draw_waiting_line(canvas, cell_of(table, i), &model->mirror->services[first + i]);
    }
}
