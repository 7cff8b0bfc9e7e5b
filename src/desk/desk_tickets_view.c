/* The guide's list: who is called now stands on top, then who was missed. */
#include "desk/desk_parts.h"

#include "base/language.h"
#include "client/phrases.h"
#include "core/words.h"
#include "desk/desk_do.h"

#include <stdio.h>
#include <string.h>

enum { TOP = 3, NOTICE_ROWS = 2, NUMBER_CELLS = 9, STATE_CELLS = 26, SERVICE_CELLS = 24 };

/* Where a number is, in words. */
static void state_text(char *text, size_t size, const struct mirror_ticket *ticket, enum role *ret_role)
{
    *ret_role = ROLE_NORMAL;
    if (strcmp(ticket->state, "called") == 0) {
        snprintf(text, size, _("called to window %d"), ticket->window);
        *ret_role = ROLE_CALLING;
    } else if (strcmp(ticket->state, "no_show") == 0) {
        snprintf(text, size, "%s", _("! missed the call"));
        *ret_role = ROLE_WARNING;
    } else if (strcmp(ticket->state, "parked") == 0) {
        snprintf(text, size, "%s", _("put aside by the window"));
        *ret_role = ROLE_PAUSED;
    } else if (strcmp(ticket->state, "serving") == 0) {
        snprintf(text, size, _("at window %d"), ticket->window);
        *ret_role = ROLE_SERVING;
    } else if (ticket->ahead == 0) {
        snprintf(text, size, "%s", _("is next"));
    } else {
        snprintf(text, size, _("waits, %d ahead"), ticket->ahead);
    }
}

static void draw_row(const struct desk_model *model, struct canvas *canvas, int row, const struct mirror_ticket *ticket, bool chosen)
{
    const struct mirror_service *service = mirror_service(model->mirror, ticket->service);
    enum role role = chosen ? ROLE_CHOSEN : ROLE_NORMAL, state;
    enum priority priority;
    char text[96], span[32], rest[160];

    canvas_fill(canvas, (struct box){row, 0, 1, canvas->columns}, role);
    canvas_put(canvas, row, 0, chosen ? 0x25BA : ' ', role);
    canvas_text(canvas, row, 2, NUMBER_CELLS - 1, chosen ? role : ROLE_STRONG, ticket->number);
    state_text(text, sizeof text, ticket, &state);
    canvas_text(canvas, row, 2 + NUMBER_CELLS, STATE_CELLS - 1, chosen ? role : state, text);
    canvas_text(canvas, row, 2 + NUMBER_CELLS + STATE_CELLS, SERVICE_CELLS - 1, role, service ? mirror_text_in(&service->name, language_code(language_current())) : "");
    phrase_span(span, sizeof span, model->now_ms - ticket->taken_ms);
    bool special = priority_parse(ticket->priority, &priority) && priority != PRIORITY_NORMAL;
    snprintf(rest, sizeof rest, special ? "%s  %s" : "%s", span, special ? priority_name(priority, language_current() == LANGUAGE_ZH) : "");
    canvas_text(canvas, row, 2 + NUMBER_CELLS + STATE_CELLS + SERVICE_CELLS, canvas->columns - NUMBER_CELLS - STATE_CELLS - SERVICE_CELLS - 3, role, rest);
}

void desk_tickets_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct hint hints[] = {{"n", _("new"), 'n'}, {"b", _("returns"), 'b'}, {"p", _("priority"), 'p'}, {"r", _("print"), 'r'},
                                 {"c", _("cancel"), 'c'}, {"?", _("help"), '?'}, {"q", _("leave"), 'q'}, {"Tab", desk_parts_other_language(), '\t'}};
    int bottom = canvas->rows - 1 - NOTICE_ROWS, room = bottom - TOP, first = model->ticket_chosen / room * room;
    char title[160], right[64], clock[6];

    phrase_clock(clock, model->mirror, model->now_ms);
    snprintf(right, sizeof right, _("%d numbers here  %s"), model->ticket_count, clock);
    snprintf(title, sizeof title, "%s  %s", _("Guide"), mirror_text_in(&model->mirror->hall, language_code(language_current())));
    widget_title(canvas, title, right);
    canvas_text(canvas, TOP - 1, 2, NUMBER_CELLS, ROLE_MUTED, _("number"));
    canvas_text(canvas, TOP - 1, 2 + NUMBER_CELLS, STATE_CELLS, ROLE_MUTED, _("where"));
    canvas_text(canvas, TOP - 1, 2 + NUMBER_CELLS + STATE_CELLS, SERVICE_CELLS, ROLE_MUTED, _("for"));
    canvas_text(canvas, TOP - 1, 2 + NUMBER_CELLS + STATE_CELLS + SERVICE_CELLS, canvas->columns - NUMBER_CELLS - STATE_CELLS - SERVICE_CELLS - 3, ROLE_MUTED, _("here for"));
    for (int i = 0; i < room && first + i < model->ticket_count; i++) {
        draw_row(model, canvas, TOP + i, &model->tickets[first + i], first + i == model->ticket_chosen);
        targets_add(targets, (struct box){TOP + i, 0, 1, canvas->columns}, (uint32_t)(DESK_PRESS_ROW + first + i));
    }
    if (model->ticket_count == 0)
        canvas_text_centre(canvas, canvas->rows / 2, 0, canvas->columns, ROLE_STRONG, model->tickets_known ? _("Nobody is here with a number.") : _("One moment ..."));
    notice_draw(&model->notice, model->steady_ms, canvas, (struct box){bottom, 2, NOTICE_ROWS, canvas->columns - 4});
    widget_hints(canvas, targets, hints, sizeof hints / sizeof *hints);
}
