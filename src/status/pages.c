/* The other pages: all alarms, help. */
#include "status/view.h"

#include "base/language.h"
#include "base/utf8.h"
#include "client/phrases.h"

void status_draw_alarms_page(const struct status_model *model, struct canvas *canvas, int64_t known_ms)
{
    enum { FIRST = 4 };
    const struct mirror_alarm *order[MIRROR_ALARMS];
    int count = status_alarm_order(model, order);

    canvas_text(canvas, 2, 1, canvas->columns - 2, ROLE_STRONG, _("Alarms, the most urgent first"));
    for (int i = 0; i < count && FIRST + i < canvas->rows - 1; i++)
        status_draw_alarm(model, order[i], canvas, FIRST + i, known_ms);
    if (count == 0)
        canvas_text(canvas, FIRST, 1, canvas->columns - 2, ROLE_GOOD, _("No alarms. All is well."));
}

/* Draws a sign and what it means; returns the rows used. */
static int draw_meaning(struct canvas *canvas, int row, enum role role, const char *sign, const char *meaning)
{
    enum { SIGN = 2, MEANING = 16 };

    canvas_printf(canvas, row, SIGN, MEANING - SIGN - 1, role, " %s ", sign);
    return canvas_wrap(canvas, (struct box){row, MEANING, 2, canvas->columns - MEANING - 1}, ROLE_NORMAL, meaning);
}

void status_draw_help_page(struct canvas *canvas)
{
    static const struct {
        const char *state, *meaning;
    } states[] = {
        {"calling", "a number was called, the person is not there yet; yellow after 3 minutes"},
        {"serving", "somebody is being served"},
        {"ready", "the clerk asked for the next number"},
        {"open", "a clerk is there and does not ask; yellow after 5 minutes while people wait"},
        {"paused", "the clerk is away for a while, with the reason"},
        {"closed", "nobody is signed in"},
    };
    static const struct {
        const char *key, *meaning;
    } keys[] = {
        {"\u2191\u2193 \u2190\u2192 1-9", "choose a window; Enter opens it: figures, tickets, pause"},
        {"M", "stop numbers, hours, quotas, closures, message, staff, end"},
        {"F", "arrivals and waits by quarter of an hour, and the usual"},
        {"U", "takes the last change back"},
        {"[ ]", "more queues, when not all fit"},
        {"A", "all alarms; there K acknowledges them, they are then quiet"},
        {"L Q", "Chinese or English; end this screen, the hall goes on"},
    };
    int row = 2;

    canvas_text(canvas, row, 2, -1, ROLE_STRONG, _("What a window's word means; the time beside it is how long it has been so"));
    row += 1;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        row += draw_meaning(canvas, row, status_state_role(states[i].state), phrase_window_state(states[i].state), _(states[i].meaning));
    row++;
    row += canvas_wrap(canvas, (struct box){row, 2, 2, canvas->columns - 4}, ROLE_NORMAL,
                       _("Queues: how many wait, how long the first of them has waited, and the range that a new ticket would wait. Yellow from 15 minutes on, red from 30."));
    row++;
    canvas_text(canvas, row++, 2, -1, ROLE_STRONG, _("Keys"));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        row += draw_meaning(canvas, row, ROLE_KEY, keys[i].key, _(keys[i].meaning));
}
