#include "status/view.h"

#include "base/language.h"
#include "base/utf8.h"
#include "client/phrases.h"
#include "term/bigtext.h"

#include <stdio.h>

enum role status_urgency_role(enum status_urgency urgency, enum role calm)
{
    return urgency == STATUS_URGENT ? ROLE_ALARM : urgency == STATUS_WATCH ? ROLE_WARNING : calm;
}

void status_draw_alarm(const struct status_model *model, const struct mirror_alarm *alarm, struct canvas *canvas, int row, int64_t known_ms)
{
    bool seen = status_alarm_is_seen(model, alarm);
    enum role role = seen ? ROLE_PAUSED : status_alarm_urgency(alarm) == STATUS_URGENT ? ROLE_ALARM : ROLE_WARNING;
    char span[32] = "";
    int used = 0;

    canvas_fill(canvas, (struct box){row, 0, 1, canvas->columns}, role);
    if (alarm->since_ms) {
        phrase_span(span, sizeof span, known_ms - alarm->since_ms);
        used = canvas_text_right(canvas, row, canvas->columns - 20, 19, role, span);
    }
    canvas_printf(canvas, row, 1, canvas->columns - used - 4, role, seen ? _("seen: %s") : "! %s", mirror_text_in(&alarm->text, language_code(language_current())));
}

/* The most urgent alarms; the last row tells of those that have no room. */
static void draw_alarms(const struct status_model *model, struct canvas *canvas, struct targets *targets, struct box box, int64_t known_ms)
{
    const struct mirror_alarm *order[MIRROR_ALARMS];
    int total = status_alarm_order(model, order), shown = total <= box.rows ? total : box.rows - 1;

    if (total == 0)
        canvas_text(canvas, box.row, 1, box.columns - 2, ROLE_GOOD, _("No alarms. All is well."));
    for (int i = 0; i < shown; i++)
        status_draw_alarm(model, order[i], canvas, box.row + i, known_ms);
    if (shown < total) {
        char text[64];
        snprintf(text, sizeof text, _("%d more alarms: press A"), total - shown);
        widget_banner(canvas, box.row + shown, ROLE_WARNING, text);
    }
    if (total > 0)
        targets_add(targets, box, 'a');
}

/* One of today's figures: a number and what it counts. */
struct figure {
    const char *what;
    char number[32];
};

static void draw_big_figures(struct canvas *canvas, struct box box, const struct figure *figures, int count)
{
    int each = box.columns / count;

    for (int i = 0; i < count; i++) {
        int rows, columns, column = box.column + i * each + 1;
        canvas_text(canvas, box.row, column, each - 2, ROLE_MUTED, figures[i].what);
        if (!bigtext_scale(figures[i].number, box.rows - 1, each - 2)) {
            canvas_text(canvas, box.row + 2, column, each - 2, ROLE_STRONG, figures[i].number);
            continue;
        }
        bigtext_size(figures[i].number, 1, &rows, &columns);
        bigtext_draw(canvas, box.row + 1, column, 1, ROLE_STRONG, figures[i].number);
    }
}

/* What is usual by this time of the day, where there is room to say it. */
static void draw_usual(const struct status_model *model, struct canvas *canvas, struct box box)
{
    struct status_figures figures;
    char text[64];

    status_read_figures(model, &figures);
    if (figures.usual_days == 0)
        return;
    snprintf(text, sizeof text, _("usually %d by now"), figures.usual_by_now);
    if (utf8_cells(text) <= box.columns)
        canvas_text(canvas, box.row, box.column, box.columns, ROLE_MUTED, text);
}

void status_draw_today(const struct status_model *model, struct canvas *canvas, struct box box)
{
    const struct mirror *mirror = model->mirror;
    bool big = box.rows >= 5;
    struct figure figures[] = {{_("taken today"), ""}, {_("called"), ""}, {_("done"), ""}, {_("no-show"), ""}, {big ? _("mean wait, minutes") : _("mean wait"), ""}};
    enum { COUNT = sizeof figures / sizeof *figures };
    const int numbers[] = {mirror->taken, mirror->called, mirror->done, mirror->no_show};
    int column = box.column + 1;

    for (int i = 0; i < COUNT - 1; i++)
        snprintf(figures[i].number, sizeof figures[i].number, "%d", numbers[i]);
    struct figure *wait = &figures[COUNT - 1];
    if (mirror->mean_wait_s < 0)
        snprintf(wait->number, sizeof wait->number, "-");
    else if (big)
        snprintf(wait->number, sizeof wait->number, "%lld", (long long)(mirror->mean_wait_s + 30) / 60);
    else
        phrase_span(wait->number, sizeof wait->number, mirror->mean_wait_s * 1000);
    if (big) {
        draw_big_figures(canvas, box, figures, COUNT);
        return;
    }
    for (int i = 0; i < COUNT; i++) {
        column += canvas_printf(canvas, box.row, column, box.columns - column, ROLE_MUTED, "%s ", figures[i].what);
        column += canvas_text(canvas, box.row, column, box.columns - column, ROLE_STRONG, figures[i].number) + 2;
    }
    draw_usual(model, canvas, (struct box){box.row, column, 1, box.columns - column});
}

static void draw_title(const struct status_model *model, struct canvas *canvas)
{
    const struct mirror *mirror = model->mirror;
    char left[256], right[32], clock[6];

    phrase_clock(clock, mirror, mirror->known ? model->now_ms : 0);
    snprintf(left, sizeof left, "%s%s", mirror_text_in(&mirror->hall, language_code(language_current())), mirror->known && mirror->state[0] == 'c' ? _(" (day closed)") : "");
    snprintf(right, sizeof right, "%s  %s", mirror->day, clock);
    widget_title(canvas, *mirror->hall.zh || *mirror->hall.en ? left : _("Yichuang: the hall"), right);
}

/* The keys of the page, the most needed first: what has no room on the line is in the help. */
static int page_hints(const struct status_model *model, struct hint *hints)
{
    int count = 0;

    if (model->page == STATUS_HALL) {
        hints[count++] = model->chosen > 0 ? (struct hint){"Enter", _("look"), '\n'} : (struct hint){"\u2191\u2193", _("window"), 0};
        hints[count++] = (struct hint){"M", _("manage"), 'm'};
        hints[count++] = (struct hint){"A", _("alarms"), 'a'};
        hints[count++] = (struct hint){"F", _("figures"), 'f'};
        return count;
    }
    hints[count++] = (struct hint){"Esc", _("back"), 27};
    if (model->page == STATUS_ALARMS && status_alarms(model->mirror) > 0)
        hints[count++] = (struct hint){"K", _("acknowledge"), 'k'};
    if (model->page == STATUS_ALARMS && status_help_wanted(model->mirror))
        hints[count++] = (struct hint){"G", _("somebody goes to the kiosk"), 'g'};
    if (model->page == STATUS_TOGGLE)
        hints[count++] = (struct hint){_("Space"), _("yes or no"), ' '};
    if (model->page > STATUS_FIGURES && model->page != STATUS_TICKET)
        hints[count++] = (struct hint){"Enter", model->page == STATUS_CONFIRM ? _("Do it") : model->page == STATUS_TOGGLE || model->page == STATUS_EDIT ? _("go on") : _("choose"), '\n'};
    return count;
}

static void draw_hints(const struct status_model *model, struct canvas *canvas, struct targets *targets)
{
    struct hint hints[12];
    int count = page_hints(model, hints);

    if (model->undo.method && model->page != STATUS_EDIT)
        hints[count++] = (struct hint){"U", _("take back"), 'u'};
    if (model->page != STATUS_EDIT) {
        hints[count++] = (struct hint){"L", language_current() == LANGUAGE_ZH ? "English" : "中文", 'l'};
        hints[count++] = (struct hint){"?", _("help"), '?'};
        hints[count++] = (struct hint){"Q", _("end"), 'q'};
    }
    widget_hints(canvas, targets, hints, count);
}

/* What came of the last change, above the line of keys. */
static void draw_notice(const struct status_model *model, struct canvas *canvas)
{
    const char *text = notice_text(&model->notice, model->steady_ms);
    int rows = text && utf8_cells(text) + 4 > canvas->columns ? 2 : 1;
    struct box box = {canvas->rows - 1 - rows, 0, rows, canvas->columns};

    if (!text)
        return;
    canvas_fill(canvas, box, model->notice.role);
    notice_draw(&model->notice, model->steady_ms, canvas, (struct box){box.row, 1, rows, canvas->columns - 2});
}

static void draw_page(struct status_model *model, struct canvas *canvas, struct targets *targets, int64_t known_ms)
{
    switch (model->page) {
    case STATUS_HELP: status_draw_help_page(canvas); break;
    case STATUS_ALARMS: status_draw_alarms_page(model, canvas, known_ms); break;
    case STATUS_FIGURES: status_draw_figures_page(model, canvas); break;
    case STATUS_EDIT: status_draw_edit(model, canvas); break;
    case STATUS_CONFIRM: status_draw_confirm(model, canvas, targets); break;
    default: status_draw_rows(model, canvas, targets); break;
    }
}

static void draw_hall(struct status_model *model, struct canvas *canvas, struct targets *targets, const struct status_layout *layout, int64_t known_ms)
{
    draw_alarms(model, canvas, targets, layout->alarms, known_ms);
    status_draw_windows(model, canvas, targets, layout, known_ms);
    status_draw_side(model, canvas, layout->side, known_ms);
    status_draw_charts(model, canvas, layout->charts);
    status_draw_today(model, canvas, layout->today);
}

void status_draw(void *context, struct canvas *canvas, struct targets *targets)
{
    struct status_model *model = context;
    const struct mirror *mirror = model->mirror;
    struct status_layout layout;
    char away[256];

    if (widget_too_small(canvas, STATUS_LEAST_ROWS, STATUS_LEAST_COLUMNS))
        return;
    bool is_away = phrase_away(away, sizeof away, mirror, model->steady_ms);
    int64_t known_ms = phrase_known_ms(mirror, model->now_ms, model->steady_ms);
    status_lay_out(&layout, canvas->rows, canvas->columns, status_windows(mirror), status_alarms(mirror), is_away);
    if (model->page != STATUS_HALL)
        draw_page(model, canvas, targets, known_ms);
    else if (mirror->known)
        draw_hall(model, canvas, targets, &layout, known_ms);
    if (is_away && model->page != STATUS_HELP) {
        widget_mute(canvas, (struct box){layout.banner.row + 1, 0, canvas->rows - layout.banner.row - 2, canvas->columns});
        widget_banner(canvas, layout.banner.row, ROLE_ALARM, away);
    }
    draw_notice(model, canvas);
    draw_title(model, canvas);
    draw_hints(model, canvas, targets);
}

bool status_take_key(void *model, struct key key)
{
    return status_key(model, key);
}
