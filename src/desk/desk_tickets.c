/* The guide's desk: the numbers that are here, and what is done with them. */
#include "desk/desk_do.h"

#include <string.h>

/* Who has just been called stands first, then who was missed; then who waits, the longest first. */
static int rank(const struct mirror_ticket *ticket)
{
    static const char *const order[] = {"called", "no_show", "parked", "waiting", "serving"};
    int at = 0;

    while (at < (int)(sizeof order / sizeof *order) && strcmp(order[at], ticket->state) != 0)
        at++;
    return at;
}

/* Puts a ticket where it belongs in the list. */
static void insert(struct desk_model *model, const struct mirror_ticket *ticket)
{
    int at = model->ticket_count++;

    for (; at > 0; at--) {
        const struct mirror_ticket *before = &model->tickets[at - 1];
        int difference = rank(before) - rank(ticket);
        if (difference < 0 || (difference == 0 && before->taken_ms <= ticket->taken_ms))
            break;
        model->tickets[at] = *before;
    }
    model->tickets[at] = *ticket;
}

const struct mirror_ticket *desk_model_ticket(const struct desk_model *model)
{
    return model->ticket_chosen < model->ticket_count ? &model->tickets[model->ticket_chosen] : NULL;
}

void desk_tickets_refresh(struct desk_model *model)
{
    if (!model->tickets_stale || model->tickets_asked)
        return;
    model->tickets_asked = true;
    model->tickets_stale = false;
    model->port.send(model->port.context, DESK_TICKETS, "GET", "/v1/tickets", NULL, NULL, 0);
}

void desk_model_ticket_stale(struct desk_model *model)
{
    model->tickets_stale = true;
    if (model->guide)
        desk_model_refresh(model);
}

void desk_tickets_answer(struct desk_model *model, int status, const json_t *body)
{
    const json_t *list = json_object_get(body, "tickets");
    const struct mirror_ticket *chosen = desk_model_ticket(model);
    int64_t id = chosen ? chosen->id : 0;

    model->tickets_asked = false;
    if (!model->tickets) /* only a guide has a list of them */
        return;
    if (status != 200) {
        if (status != 0)
            desk_model_problem(model, status, body);
        return;
    }
    model->tickets_known = true;
    model->ticket_count = 0;
    for (size_t i = 0; i < json_array_size(list) && model->ticket_count < DESK_TICKETS_MAX; i++) {
        struct mirror_ticket ticket;
        mirror_read_ticket(&ticket, json_array_get(list, i));
        insert(model, &ticket);
    }
    for (int i = 0; i < model->ticket_count; i++) /* the chosen one stays chosen wherever it went */
        if (model->tickets[i].id == id)
            model->ticket_chosen = i;
    if (model->ticket_chosen >= model->ticket_count)
        model->ticket_chosen = model->ticket_count > 0 ? model->ticket_count - 1 : 0;
}

bool desk_tickets_key(struct desk_model *model, struct key key)
{
    static const struct {
        char letter;
        enum desk_other action;
    } keys[] = {{'p', DESK_OTHER_PRIORITY}, {'b', DESK_OTHER_RETURN}, {'r', DESK_OTHER_REPRINT}, {'c', DESK_OTHER_CANCEL}};
    const struct mirror_ticket *ticket = desk_model_ticket(model);

    if (desk_key_is_letter(key, 'q'))
        return false;
    if (desk_key_is_letter(key, 'n'))
        desk_model_begin(model, desk_action_other(DESK_OTHER_TAKE), 0);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (ticket && desk_key_is_letter(key, keys[i].letter))
            desk_model_begin(model, desk_action_other(keys[i].action), ticket->id);
    if (key.kind == KEY_KIND_TEXT && key.code >= DESK_PRESS_ROW && (int)(key.code - DESK_PRESS_ROW) < model->ticket_count)
        model->ticket_chosen = (int)(key.code - DESK_PRESS_ROW);
    else
        model->ticket_chosen = desk_key_moved(model->ticket_chosen, desk_key_step(key), model->ticket_count);
    return true;
}
