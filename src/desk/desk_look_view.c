/* What is looked at, as readable lines. */
#include "desk/desk_parts.h"

#include "base/date.h"
#include "base/language.h"
#include "client/phrases.h"
#include "core/words.h"

#include <stdio.h>
#include <string.h>

enum { TOP = 3, LABEL_CELLS = 16, WHEN_CELLS = 13, WHO_CELLS = 10, NOTICE_ROWS = 2, HASH_SHOWN = 16 };

/* Events of a case for people; what is not listed shows its own word. */
static const char *const events[][2] = {
    {"case.received", "papers received"},          {"case.noticed", "told what is missing"},
    {"case.accepted", "accepted"},                 {"case.declined", "not accepted"},
    {"case.deemed_accepted", "counts as accepted: nothing was said in time"},
    {"case.material", "materials changed"},        {"case.withdrawn", "withdrawn by the applicant"},
    {"case.claimed", "taken by an approver"},      {"case.forwarded", "given to another approver"},
    {"case.suspended", "special procedure, the clock stands"},
    {"case.resumed", "special procedure over"},    {"case.extended", "extended"},
    {"case.approved", "approved"},                 {"case.rejected", "rejected"},
    {"case.result", "decided elsewhere"},          {"case.handed", "handed over"},
    {"case.marked", "marked for supervision"},     {"case.light", "the deadline has another colour"},
    {"case.deadline_changed", "deadline counted anew"}, {"case.reminded", "applicant reminded"},
    {"certificate.drawn", "certificate drawn"},    {"certificate.shelved", "put on the shelf"},
    {"certificate.spoiled", "form or impression spoiled"}, {"certificate.reprinted", "printed once more"},
    {"seal.used", "seal used"},                    {"seal.confirmed", "impression confirmed"},
    {"person.viewed", "somebody looked at the person's record"},
    {"person.erased", "the person's data were erased"},
    {"print.queued", "a paper was asked for"},     {"print.leased", "the printer takes the paper on"},
    {"print.released", "the printer gave the paper back"}, {"print.printing", "being printed"},
    {"print.printed", "printed"},                  {"print.attention", "the printer needs somebody"},
    {"print.failed", "not printed"},               {"print.void", "printed no more"},
};

static const char *text_of(const json_t *json, const char *name)
{
    const char *text = json_string_value(json_object_get(json, name));
    return text ? text : "";
}

/* "11-23 09:31" of an instant in milliseconds; blanks where there is none. */
static void when_text(char text[static 32], const struct mirror *mirror, int64_t at_ms)
{
    char clock[6];
    int month, day;

    date_split(date_of_instant(at_ms, mirror->utc_offset_minutes), NULL, &month, &day);
    phrase_clock(clock, mirror, at_ms);
    snprintf(text, 32, "%02d-%02d %s", month, day, clock);
}

static void add(char *text, size_t size, const char *part)
{
    size_t used = strlen(text);

    if (*part && used < size)
        snprintf(text + used, size - used, "%s%s", used > 0 ? ", " : "", part);
}

static void event_text(char *text, size_t size, const json_t *event)
{
    const char *type = text_of(event, "type"), *words = type;
    char part[96];

    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (strcmp(events[i][0], type) == 0)
            words = _(events[i][1]);
    snprintf(text, size, "%s", words);
    if (json_integer_value(json_object_get(event, "seal")) > 0) {
        snprintf(part, sizeof part, _("use %lld"), (long long)json_integer_value(json_object_get(event, "seal")));
        add(text, size, part);
    }
    add(text, size, text_of(event, "certificate"));
    add(text, size, text_of(event, "shelf"));
    add(text, size, text_of(event, "reason"));
}

/* --- the four ----------------------------------------------------------------------------------------------------------- */

static int draw_fact(struct canvas *canvas, int row, const char *label, const char *text)
{
    if (!*text)
        return 0;
    canvas_text(canvas, row, 2, LABEL_CELLS - 1, ROLE_MUTED, label);
    canvas_wrap(canvas, (struct box){row, 2 + LABEL_CELLS, 2, canvas->columns - LABEL_CELLS - 4}, ROLE_STRONG, text);
    return 2;
}

static int draw_somebody(struct canvas *canvas, int row, const char *who, const json_t *person)
{
    int begin = row;

    row += draw_fact(canvas, row, who, text_of(person, "name"));
    row += draw_fact(canvas, row, _("number"), text_of(person, "masked"));
    row += draw_fact(canvas, row, _("telephone"), text_of(person, "phone"));
    return row - begin;
}

static void draw_person(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    int row = TOP;

    if (!model->look_sure) {
        canvas_wrap(canvas, (struct box){TOP, 4, 4, canvas->columns - 8}, ROLE_STRONG,
                    _("You will see the full name and the telephone number. This look is recorded in the journal under your staff number."));
        widget_button(canvas, targets, (struct box){TOP + 5, 4, 3, 40}, "Enter", _("look"), NULL, '\n', true);
        return;
    }
    row += draw_somebody(canvas, row, _("applicant"), json_object_get(model->told, "applicant"));
    draw_somebody(canvas, row + 1, _("agent"), json_object_get(model->told, "agent"));
}

static void draw_event(const struct desk_model *model, struct canvas *canvas, int row, const json_t *event)
{
    char when[32], text[320];
    const char *by = text_of(event, "by"), *nobody = strcmp(text_of(event, "role"), "owner") == 0 ? _("server") : _("by rule"); /* the programs beside the controller act as its owner */

    when_text(when, model->mirror, json_integer_value(json_object_get(event, "at")));
    event_text(text, sizeof text, event);
    canvas_text(canvas, row, 2, WHEN_CELLS, ROLE_MUTED, when);
    canvas_text(canvas, row, 2 + WHEN_CELLS, WHO_CELLS - 1, ROLE_NORMAL, *by ? by : nobody);
    canvas_text(canvas, row, 2 + WHEN_CELLS + WHO_CELLS, canvas->columns - WHEN_CELLS - WHO_CELLS - 4, ROLE_NORMAL, text);
}

/* A use of the seal: number, when, who, certificate, whether the impression is on the paper, and the beginning of the hash. */
static void draw_use(const struct desk_model *model, struct canvas *canvas, int row, const json_t *use)
{
    char when[32] = "", text[256];
    int64_t at_ms;
    bool spoiled = *text_of(use, "spoiled_at"), confirmed = *text_of(use, "confirmed_at");

    if (instant_parse(text_of(use, "at"), &at_ms))
        when_text(when, model->mirror, at_ms);
    canvas_printf(canvas, row, 2, 7, ROLE_STRONG, "%lld", (long long)json_integer_value(json_object_get(use, "seal")));
    canvas_text(canvas, row, 9, WHEN_CELLS, ROLE_MUTED, when);
    canvas_text(canvas, row, 9 + WHEN_CELLS, WHO_CELLS - 1, ROLE_NORMAL, text_of(use, "staff"));
    snprintf(text, sizeof text, "%s  %s  %.*s", text_of(use, "certificate"), spoiled ? _("! spoiled") : confirmed ? _("confirmed") : _("* not confirmed yet"), HASH_SHOWN,
             text_of(use, "digest"));
    canvas_text(canvas, row, 9 + WHEN_CELLS + WHO_CELLS, canvas->columns - WHEN_CELLS - WHO_CELLS - 11, spoiled || !confirmed ? ROLE_WARNING : ROLE_NORMAL, text);
}

static void draw_sample(const struct desk_model *model, struct canvas *canvas, int row, const json_t *sample, bool chosen)
{
    const char *seed = text_of(sample, "seed");
    const json_t *cases = json_object_get(sample, "cases");
    enum role role = chosen ? ROLE_CHOSEN : ROLE_NORMAL;
    char text[320];

    (void)model;
    canvas_fill(canvas, (struct box){row, 0, 1, canvas->columns}, role);
    canvas_put(canvas, row, 0, chosen ? 0x25BA : ' ', role);
    snprintf(text, sizeof text, _("%lld: %s to %s, %lld cases"), (long long)json_integer_value(json_object_get(sample, "sample")), text_of(sample, "from"), text_of(sample, "to"),
             (long long)json_integer_value(json_object_get(sample, "count")));
    int used = canvas_text(canvas, row, 2, canvas->columns - 4, role, text);
    if (*seed) {
        snprintf(text, sizeof text, "%s", _("revealed: "));
        for (size_t i = 0; i < json_array_size(cases); i++) {
            size_t length = strlen(text);
            snprintf(text + length, sizeof text - length, "%s%lld", i > 0 ? " " : "", (long long)json_integer_value(json_array_get(cases, i)));
        }
    } else {
        snprintf(text, sizeof text, _("committed %.*s"), HASH_SHOWN, text_of(sample, "commitment"));
    }
    canvas_text(canvas, row, 4 + used, canvas->columns - used - 6, role, text);
}

static void draw_rows(const struct desk_model *model, struct canvas *canvas)
{
    static const char *const lists[] = {[DESK_LOOK_HISTORY] = "events", [DESK_LOOK_SEALS] = "uses", [DESK_LOOK_SAMPLES] = "samples"};
    const json_t *list = json_object_get(model->told, lists[model->look]);
    int count = (int)json_array_size(list), room = canvas->rows - 1 - NOTICE_ROWS - TOP, first = model->look_at / room * room;

    for (int i = 0; i < room && first + i < count; i++) {
        const json_t *row = json_array_get(list, (size_t)(first + i));
        if (model->look == DESK_LOOK_HISTORY)
            draw_event(model, canvas, TOP + i, row);
        else if (model->look == DESK_LOOK_SEALS)
            draw_use(model, canvas, TOP + i, row);
        else
            draw_sample(model, canvas, TOP + i, row, first + i == model->look_at);
    }
    if (count == 0)
        canvas_text_centre(canvas, canvas->rows / 2, 0, canvas->columns, ROLE_STRONG, _("There is nothing yet."));
    else if (count > room)
        canvas_printf(canvas, 1, 2, -1, ROLE_MUTED, _("%d to %d of %d"), first + 1, first + room < count ? first + room : count, count);
}

void desk_look_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    struct hint hints[6] = {{"Esc", _("back"), 27}, {"↑ ↓", _("move"), 0}};
    char title[96];
    int count = 2;

    if (model->look == DESK_LOOK_PERSON || model->look == DESK_LOOK_HISTORY)
        snprintf(title, sizeof title, model->look == DESK_LOOK_PERSON ? _("Case %s: who applies") : _("Case %s: what happened"), model->file.row.number);
    else
        snprintf(title, sizeof title, "%s", model->look == DESK_LOOK_SEALS ? _("Ledger of the seal") : _("Samples for supervision"));
    if (model->look == DESK_LOOK_SAMPLES) {
        hints[count++] = (struct hint){"n", _("draw a new one"), 'n'};
        hints[count++] = (struct hint){"r", _("reveal"), 'r'};
    }
    hints[count++] = (struct hint){"Tab", desk_parts_other_language(), '\t'};
    widget_title(canvas, title, "");
    widget_hints(canvas, targets, hints, count);
    if (!model->told && (model->look != DESK_LOOK_PERSON || model->look_sure))
        canvas_text(canvas, TOP, 2, canvas->columns - 4, ROLE_MUTED, _("One moment ..."));
    else if (model->look == DESK_LOOK_PERSON)
        draw_person(model, canvas, targets);
    else
        draw_rows(model, canvas);
    notice_draw(&model->notice, model->steady_ms, canvas, (struct box){canvas->rows - 1 - NOTICE_ROWS, 2, NOTICE_ROWS, canvas->columns - 4});
}
