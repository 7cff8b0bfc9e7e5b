/* Full dress: the number as large as there is room for on the left, the keys as they lie on a number pad and the waiting counts on the right. */
#include "window/window_parts.h"

#include "base/language.h"
#include "base/utf8.h"
#include "client/phrases.h"
#include "term/bigtext.h"
#include "window/window_words.h"

#include <stdio.h>
#include <string.h>

enum { BESIDE = 1, GAP = 2, NOTICE_ROWS = 2, WHY_ROWS = 2, DAY_ROWS = 5, LARGE_COLUMNS = 120, LARGE_ROWS = 36 };

/* Where things are, from the size alone. */
struct plan {
    struct box number;  /* the large number, or what stands for it */
    struct box facts;
    struct box why;
    struct box day;     /* what was here today, and what the others do; no rows where there is no room */
    struct box notice;
    struct box step;    /* the button of Enter */
    struct box pad;
    struct box queues;
};

static struct plan make_plan(const struct canvas *canvas)
{
    int pad_columns = canvas->columns >= LARGE_COLUMNS ? 48 : 30, key_rows = canvas->rows >= LARGE_ROWS ? 5 : 3;
    int left = canvas->columns - pad_columns - BESIDE - GAP - BESIDE, column = BESIDE + left + GAP;
    int bottom = canvas->rows - 1, number_rows = canvas->rows - 17;

    if (number_rows > left * 7 / 46) /* more than four letters over the whole width need: keep together what belongs together */
        number_rows = left * 7 / 46;
    int below = 5 + number_rows, room = bottom - 3 - below - 4;

    return (struct plan){
        .number = {4, BESIDE, number_rows, left},
        .facts = {below, BESIDE, 3, left},
        .why = {below + 4, BESIDE, room - NOTICE_ROWS < WHY_ROWS ? room - NOTICE_ROWS : WHY_ROWS, left},
        .day = {below + 4 + WHY_ROWS + 1, BESIDE, room - NOTICE_ROWS - WHY_ROWS - 2, left},
        .notice = {bottom - 3 - NOTICE_ROWS, BESIDE, NOTICE_ROWS, left},
        .step = {bottom - 3, BESIDE, 3, left},
        .pad = {2, column, 4 * key_rows, pad_columns},
        .queues = {3 + 4 * key_rows, column, bottom - 3 - 4 * key_rows, pad_columns},
    };
}

static void draw_title(const struct window_model *model, struct canvas *canvas)
{
    const struct mirror_window *window = window_model_window(model);
    char left[96], right[160], clock[16];

    snprintf(left, sizeof left, window->staff[0] ? _("Window %d  staff %s") : _("Window %d"), model->number, window->staff);
    window_words_clock(model, clock, sizeof clock);
    snprintf(right, sizeof right, "%s  %s", mirror_text_in(&model->mirror->hall, language_code(language_current())), clock);
    widget_title(canvas, left, right);
}

static void draw_number(const struct window_model *model, struct canvas *canvas, struct box box)
{
    const struct mirror_window *window = window_model_window(model);
    char headline[WINDOW_WORDS_SIZE], line[WINDOW_WORDS_SIZE];
    int rows, columns;

    if (window->ticket.id) {
        int scale = bigtext_scale(window->ticket.number, box.rows, box.columns);
        bigtext_size(window->ticket.number, scale, &rows, &columns);
        bigtext_draw(canvas, box.row + (box.rows - rows) / 2, box.column, scale, ROLE_STRONG, window->ticket.number);
        return;
    }
    window_words_empty(model, headline, line, sizeof headline);
    canvas_frame(canvas, box, ROLE_MUTED, NULL);
    rows = canvas_wrap(canvas, (struct box){box.row + (box.rows - 3) / 2, box.column + 3, 2, box.columns - 6}, ROLE_STRONG, headline);
    canvas_text(canvas, box.row + (box.rows - 3) / 2 + rows, box.column + 3, box.columns - 6, ROLE_NORMAL, line);
}

static void draw_facts(const struct window_model *model, struct canvas *canvas, struct box box, struct box why)
{
    char text[WINDOW_WORDS_SIZE];

    if (!window_model_window(model)->ticket.id)
        return;
    window_words_matter(model, text, sizeof text);
    canvas_text(canvas, box.row, box.column, box.columns, ROLE_STRONG, text);
    window_words_person(model, text, sizeof text);
    canvas_text(canvas, box.row + 1, box.column, box.columns, ROLE_NORMAL, text);
    window_words_waited(model, text, sizeof text);
    canvas_text(canvas, box.row + 2, box.column, box.columns, ROLE_MUTED, text);
    window_words_why(model, text, sizeof text);
    canvas_wrap(canvas, why, ROLE_NORMAL, text);
}

/* Who was here, the last one first, below the figures of the day. */
static void draw_past(const struct window_model *model, struct canvas *canvas, struct box box)
{
    const struct window_day *day = &model->day;
    char span[32], clock[6], text[96];

    if (day->finished > 0)
        phrase_span(span, sizeof span, day->lasted_ms / day->finished);
    snprintf(text, sizeof text, _("Served here today: %d"), window_model_window(model)->served);
    int used = canvas_text(canvas, box.row, box.column, box.columns, ROLE_STRONG, text);
    if (day->finished > 0)
        canvas_printf(canvas, box.row, box.column + used + 2, box.columns - used - 2, ROLE_MUTED, _("%s each"), span);
    for (int i = 0; i < day->count && i < box.rows - 1; i++) {
        const struct window_past *past = &day->visits[i];
        phrase_clock(clock, model->mirror, past->at_ms);
        phrase_span(span, sizeof span, past->lasted_ms);
        canvas_printf(canvas, box.row + 1 + i, box.column, box.columns, ROLE_NORMAL, "%s  %-6s %s  %s", clock, past->number, window_day_how(past), past->lasted_ms > 0 ? span : "");
    }
    if (day->count == 0)
        canvas_text(canvas, box.row + 1, box.column, box.columns, ROLE_MUTED, _("Nobody was here yet since this screen began."));
}

/* What goes on at the other windows that are open. */
static void draw_others(const struct window_model *model, struct canvas *canvas, struct box box)
{
    int row = box.row, last = box.row + box.rows - 1;

    canvas_text(canvas, row++, box.column, box.columns, ROLE_STRONG, _("The other windows"));
    for (const struct mirror_window *window = model->mirror->windows; window->number > 0 && row <= last; window++) {
        if (window->number == model->number || strcmp(window->state, window_state_word(WINDOW_CLOSED)) == 0)
            continue;
        canvas_printf(canvas, row, box.column, 4, ROLE_NORMAL, "%3d", window->number);
        int used = canvas_text(canvas, row, box.column + 5, 12, ROLE_NORMAL, phrase_window_state(window->state));
        canvas_text(canvas, row, box.column + 6 + (used < 10 ? 10 : used), 10, ROLE_STRONG, window->ticket.number);
        canvas_text_right(canvas, row++, box.column, box.columns, ROLE_MUTED, window->services);
    }
}

static void draw_day(const struct window_model *model, struct canvas *canvas, struct box box)
{
    int half = box.columns / 2;

    if (box.rows < DAY_ROWS)
        return;
    for (int column = box.column; column < box.column + box.columns; column++)
        canvas_put(canvas, box.row - 1, column, 0x2500, ROLE_MUTED);
    draw_past(model, canvas, (struct box){box.row, box.column, box.rows, half - GAP});
    draw_others(model, canvas, (struct box){box.row, box.column + half, box.rows, box.columns - half});
}

static void draw_step(const struct window_model *model, struct canvas *canvas, struct targets *targets, struct box box)
{
    const char *sentence = window_words_step(model);

    if (*sentence)
        widget_button(canvas, targets, box, "Enter", sentence, NULL, '\n', true);
}

/* A key of the pad: framed, its sign on the frame, its word inside; muted when it would only be refused. */
static void draw_pad_key(struct canvas *canvas, struct targets *targets, struct box box, const char *key, const char *word, bool can)
{
    targets_add(targets, box, (uint32_t)key[0]);
    canvas_fill(canvas, box, can ? ROLE_BUTTON : ROLE_NORMAL);
    canvas_frame(canvas, box, can ? ROLE_DETAIL : ROLE_MUTED, NULL);
    canvas_printf(canvas, box.row, box.column + 1, 3, can ? ROLE_KEY : ROLE_MUTED, " %s ", key);
    canvas_text_centre(canvas, box.row + box.rows / 2, box.column + 1, box.columns - 2, can ? ROLE_BUTTON : ROLE_MUTED, word);
}

static void draw_pad(const struct window_model *model, struct canvas *canvas, struct targets *targets, struct box box)
{
    static const char *const keys[] = {"789", "456", "123", "0."};
    int key_rows = box.rows / 4, key_columns = box.columns / 3;
    char word[48];

    for (int row = 0; row < 4; row++) {
        for (int i = 0, column = box.column; keys[row][i]; i++) {
            char key[2] = {keys[row][i], '\0'};
            enum window_action action = window_model_action(model, (uint32_t)key[0]);
            bool can = window_model_can(model, action) || key[0] == '9';
            int columns = key[0] == '0' ? 2 * key_columns : key_columns;
            snprintf(word, sizeof word, "%s", key[0] == '9' ? window_words_other_language() : window_words_action(action));
            if (action == WINDOW_ACTION_UNDO && can)
                snprintf(word, sizeof word, _("Undo %ds"), window_model_undo_s(model));
            draw_pad_key(canvas, targets, (struct box){box.row + row * key_rows, column, key_rows, columns}, key, word, can);
            column += columns;
        }
    }
}

/* Letter, name, people waiting and minutes of who waits longest: quieter for services that this window does not have. */
static void draw_queue(const struct window_model *model, struct canvas *canvas, struct box box, const struct mirror_service *service)
{
    enum role role = strchr(window_model_window(model)->services, service->letter) ? ROLE_NORMAL : ROLE_MUTED;
    char minutes[32] = "";

    canvas_printf(canvas, box.row, box.column, box.columns - 12, role, "%c %s", service->letter, mirror_text_in(&service->name, language_code(language_current())));
    canvas_printf(canvas, box.row, box.column + box.columns - 11, 3, role, "%3d", service->waiting);
    if (service->waiting > 0 && service->oldest_ms > 0)
        phrase_span(minutes, sizeof minutes, phrase_known_ms(model->mirror, model->now_ms, model->steady_ms) - service->oldest_ms);
    canvas_text_right(canvas, box.row, box.column + box.columns - 8, 8, role, minutes);
}

static void draw_queues(const struct window_model *model, struct canvas *canvas, struct box box)
{
    int last = box.row + box.rows - 2, row = box.row + 1;

    canvas_text(canvas, box.row, box.column, box.columns - 10, ROLE_MUTED, _("waiting"));
    canvas_text_right(canvas, box.row, box.column + box.columns - 12, 12, ROLE_MUTED, _("longest"));
    for (const struct mirror_service *service = model->mirror->services; service->letter && row < last; service++)
        draw_queue(model, canvas, (struct box){row++, box.column, 1, box.columns}, service);
    canvas_printf(canvas, last + 1, box.column, box.columns, ROLE_STRONG, _("Served here today: %d"), window_model_window(model)->served);
}

static void draw_keys(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    struct hint hints[5];
    char undo[48];
    int count = 0;

    if (window_model_step(model) != WINDOW_ACTION_NONE)
        hints[count++] = (struct hint){"Enter", window_words_action(window_model_step(model)), '\n'};
    if (window_model_undo_s(model) > 0) {
        snprintf(undo, sizeof undo, _("Undo %ds"), window_model_undo_s(model));
        hints[count++] = (struct hint){".", undo, '.'};
    }
    hints[count++] = (struct hint){"9", window_words_other_language(), '9'};
    hints[count++] = (struct hint){"/", _("help"), '/'};
    hints[count++] = (struct hint){"q", _("leave"), 'q'};
    widget_hints(canvas, targets, hints, count);
}

void window_full_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    struct plan plan = make_plan(canvas);
    char trouble[WINDOW_WORDS_SIZE];
    enum role role;

    window_parts_state(model, canvas, 2, BESIDE, plan.number.columns);
    draw_number(model, canvas, plan.number);
    draw_facts(model, canvas, plan.facts, plan.why);
    draw_day(model, canvas, plan.day);
    notice_draw(&model->notice, model->steady_ms, canvas, plan.notice);
    draw_step(model, canvas, targets, plan.step);
    draw_pad(model, canvas, targets, plan.pad);
    draw_queues(model, canvas, plan.queues);
    draw_keys(model, canvas, targets);
    draw_title(model, canvas);
    if (!window_words_trouble(model, false, trouble, sizeof trouble, &role))
        return;
    if (role == ROLE_ALARM)
        widget_mute(canvas, canvas_box(canvas));
    widget_banner(canvas, 1, role, trouble);
}
