/* The figures as bars of half blocks, one or more columns a quarter of an hour; a dot stands where the usual is higher. */
#include "status/view.h"

#include "base/date.h"
#include "base/language.h"
#include "client/phrases.h"

#include <stdio.h>

enum { FULL_BLOCK = 0x2588, LOWER_HALF = 0x2584, DOT = 0xB7, LEAST_ROWS = 5, LABEL_EVERY = 4, MOST_EACH = 6 };

/* One picture: what it shows and from what. */
struct chart {
    const char *title;
    const int *today, *usual;
};

static int highest(const struct chart *chart, const struct status_figures *figures)
{
    int most = 1;

    for (int i = figures->first; i <= figures->last; i++) {
        most = chart->today[i] > most ? chart->today[i] : most;
        most = chart->usual[i] > most ? chart->usual[i] : most;
    }
    return most;
}

/* Half rows of a value; what is not nothing is seen. */
static int halves(int value, int most, int rows)
{
    int half = value > 0 ? (value * rows * 2 + most / 2) / most : 0;

    return value > 0 && half == 0 ? 1 : half;
}

static void draw_bar(struct canvas *canvas, struct box box, int half, int usual_half, enum role role)
{
    for (int i = 0; i < box.rows; i++) {
        int row = box.row + box.rows - 1 - i;
        uint32_t code = half >= 2 * i + 2 ? FULL_BLOCK : half == 2 * i + 1 ? LOWER_HALF : ' ';
        for (int column = 0; column < box.columns; column++)
            canvas_put(canvas, row, box.column + column, code, code == ' ' ? ROLE_NORMAL : role);
        if (code == ' ' && usual_half > 0 && (usual_half - 1) / 2 == i)
            canvas_put(canvas, row, box.column, DOT, ROLE_STRONG);
    }
}

static void draw_chart(struct canvas *canvas, struct box box, const struct status_figures *figures, const struct chart *chart)
{
    int count = figures->last - figures->first + 1, most = highest(chart, figures), each = (box.columns - 5) / count, rows = box.rows - 2;
    char peak[16];

    if (each > MOST_EACH)
        each = MOST_EACH;
    if (each < 1 || rows < 1)
        return;
    canvas_text(canvas, box.row, box.column, box.columns, ROLE_STRONG, chart->title);
    snprintf(peak, sizeof peak, "%d", most);
    canvas_text_right(canvas, box.row + 1, box.column, 4, ROLE_MUTED, peak);
    canvas_text_right(canvas, box.row + rows, box.column, 4, ROLE_MUTED, rows > 1 ? "0" : "");
    for (int i = 0; i < count; i++) {
        int at = figures->first + i, width = each > 1 ? each - 1 : 1;
        struct box bar = {box.row + 1, box.column + 5 + i * each, rows, width};
        draw_bar(canvas, bar, halves(chart->today[at], most, rows), figures->usual_days > 0 ? halves(chart->usual[at], most, rows) : 0, at == figures->now ? ROLE_STRONG : ROLE_NORMAL);
        if (at % LABEL_EVERY == 0 && i * each + 7 <= box.columns)
            canvas_printf(canvas, box.row + box.rows - 1, bar.column, LABEL_EVERY * each, ROLE_MUTED, "%02d", at / 4);
    }
}

void status_usual_words(const struct status_model *model, const struct status_figures *figures, char *text, size_t size)
{
    if (!model->got[STATUS_WANT_TODAY])
        snprintf(text, size, "%s", "");
    else if (figures->usual_days == 0)
        snprintf(text, size, "%s", _("nothing to compare with yet: no such weekday in the journal"));
    else
        snprintf(text, size, _("usually %d by now, %d in the day (this weekday, mean of %d)"), figures->usual_by_now, figures->usual_all, figures->usual_days);
}

void status_read_figures(const struct status_model *model, struct status_figures *figures)
{
    status_figures_read(figures, model->got[STATUS_WANT_TODAY], instant_time_of_day_ms(model->now_ms, model->mirror->utc_offset_minutes) / 60000);
}

void status_draw_charts(const struct status_model *model, struct canvas *canvas, struct box box)
{
    struct status_figures figures;
    int least = box.columns >= 100 ? 1 : 2, half = least == 1 ? box.columns / 2 : box.columns;
    char usual[160];

    if (box.rows < LEAST_ROWS || box.columns < 48)
        return;
    status_read_figures(model, &figures);
    status_usual_words(model, &figures, usual, sizeof usual);
    const struct chart arrivals = {_("Numbers taken, by quarter of an hour"), figures.taken, figures.usual};
    const struct chart waits = {_("Mean wait in minutes, by when they came"), figures.wait_min, figures.usual_wait_min};
    canvas_text(canvas, box.row, box.column, box.columns, ROLE_MUTED, usual);
    box.row++;
    box.rows--;
    if (least == 2 && box.rows < 2 * LEAST_ROWS) {
        draw_chart(canvas, box, &figures, &arrivals);
        return;
    }
    int rows = least == 1 ? box.rows : box.rows / 2;
    draw_chart(canvas, (struct box){box.row, box.column, rows, half - 2}, &figures, &arrivals);
    draw_chart(canvas, least == 1 ? (struct box){box.row, box.column + half, rows, half - 2} : (struct box){box.row + rows, box.column, rows, half - 2}, &figures, &waits);
}

void status_draw_staff_today(const struct status_model *model, struct canvas *canvas, struct box box)
{
    const json_t *list = json_object_get(model->got[STATUS_WANT_TODAY], "staff");

    if (box.rows < 2 || json_array_size(list) == 0)
        return;
    canvas_text(canvas, box.row, box.column, box.columns, ROLE_STRONG, _("Staff today"));
    canvas_text_right(canvas, box.row, box.column, box.columns - 1, ROLE_MUTED, _("served, mean time"));
    for (size_t i = 0; i < json_array_size(list) && (int)i < box.rows - 1; i++) {
        const json_t *one = json_array_get(list, i), *mean = json_object_get(one, "mean_service_s");
        const char *id = json_string_value(json_object_get(one, "id"));
        char span[32] = "-", text[64];
        if (json_is_integer(mean))
            phrase_span(span, sizeof span, json_integer_value(mean) * 1000);
        snprintf(text, sizeof text, "%lld  %s", (long long)json_integer_value(json_object_get(one, "served")), span);
        canvas_text(canvas, box.row + 1 + (int)i, box.column, box.columns / 2, ROLE_NORMAL, id ? id : "");
        canvas_text_right(canvas, box.row + 1 + (int)i, box.column, box.columns - 1, ROLE_NORMAL, text);
    }
}

void status_draw_figures_page(const struct status_model *model, struct canvas *canvas)
{
    int side = canvas->columns >= 100 ? 34 : 0;

    status_draw_today(model, canvas, (struct box){2, 0, 1, canvas->columns});
    status_draw_charts(model, canvas, (struct box){4, 1, canvas->rows - 6, canvas->columns - 2 - side});
    if (side)
        status_draw_staff_today(model, canvas, (struct box){4, canvas->columns - side, canvas->rows - 6, side - 1});
}
