#include "server/api.h"

#include "core/decision.h"
#include "core/idcard.h"
#include "core/queue.h"
#include "server/guess.h"
#include "server/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Answers with a ticket as it is now; who may not see codes in general sees that of a ticket just taken by it. */
static void answer_ticket(struct request *request, int status, struct ticket_id id)
{
    struct sight sight = view_sight(request->caller.actor.role);

    sight.codes = sight.codes || request->caller.actor.role == STAFF_ROLE_KIOSK;
    json_t *json = view_ticket_now(request->server, id, sight);
    if (json)
        reply_json(request, status, json);
    else
        reply_refusal(request, REFUSAL_TICKET_UNKNOWN, NULL);
}

/* Digits, with a country's + before and blanks or dashes between them where somebody likes that. */
static bool read_phone(struct request *request, struct store_person *person)
{
    int digits = 0;

    if (!body_text(request, "phone", person->phone, sizeof person->phone))
        return false;
    bool good = true;
    for (const char *p = person->phone; *p; p++) {
        digits += *p >= '0' && *p <= '9';
        good = good && ((*p >= '0' && *p <= '9') || (*p == '+' && p == person->phone) || ((*p == ' ' || *p == '-') && p != person->phone));
    }
    if (!person->phone[0] || (good && digits >= 7 && digits <= 15)) /* 15: ITU-T E.164 */
        return true;
    reply_refusal(request, REFUSAL_PHONE_WRONG, NULL);
    return false;
}

/* The identity number gives priority by age, and is kept as a keyed hash and a masked tail, apart from the journal. */
static bool read_identity(struct request *request, struct command *command, struct store_person *person)
{
    const struct settings *settings = &request->server->hall.settings;
    struct date today = date_of_instant(request->server->now_ms, settings->utc_offset_min);
    char number[64] = "";
    struct idcard card;

    if (!body_text(request, "id_number", number, sizeof number))
        return false;
    if (!number[0])
        return true;
    enum idcard_fault fault = idcard_read(number, today, &card);
    if (fault != IDCARD_GOOD) {
        reply_refusal(request, REFUSAL_ID_NUMBER_WRONG, idcard_fault_sentence(fault));
        return false;
    }
    if (command->priority == PRIORITY_NORMAL && idcard_age(&card, today) >= settings->elderly_age)
        command->priority = PRIORITY_ELDERLY;
    keys_person(&request->server->keys, card.number, command->person);
    text_copy(person->hash, sizeof person->hash, command->person);
    idcard_mask(&card, person->masked);
    return read_phone(request, person);
}

/* The item's group among those of the settings, which are also the skills of staff; -1: too many groups, so anybody may. */
static int32_t group_of(const struct settings *settings, const struct item *item)
{
    for (int32_t group = 0; group < settings->group_count; group++)
        if (strcmp(settings->groups[group], item->group) == 0)
            return group;
    return -1;
}

static bool read_item(struct request *request, struct command *command)
{
    const struct server *server = request->server;

    if (!body_text(request, "item", command->item, sizeof command->item))
        return false;
    if (!command->item[0])
        return true;
    const struct item *item = catalogue_find(server->items, server->item_count, command->item);
    if (!item) {
        reply_refusal(request, REFUSAL_ITEM_UNKNOWN, NULL);
        return false;
    }
    if (!item_in_force(item, date_of_instant(server->now_ms, server->hall.settings.utc_offset_min))) {
        reply_refusal(request, REFUSAL_ITEM_NOT_IN_FORCE, NULL);
        return false;
    }
    if (command->service < 0)
        command->service = item_service(item) - 'A';
    command->group = group_of(&server->hall.settings, item);
    return true;
}

/* The paper of yesterday, scanned today: {"carried": CODE}. */
static bool read_carried(struct request *request, struct command *command)
{
    char code[64] = "";
    struct ticket old;
    enum job_state printed;

    if (!body_text(request, "carried", code, sizeof code))
        return false;
    if (!code[0])
        return true;
    if (!keys_read_code(&request->server->keys, code, &command->carried) ||
        store_ticket(request->server->store, command->carried, &old, &printed) != ERROR_NONE) {
        reply_refusal(request, REFUSAL_TICKET_UNKNOWN, NULL);
        return false;
    }
    command->carried_day = old.day;
    command->carried_state = old.state;
    if (command->service < 0)
        command->service = old.letter;
    return true;
}

/* Agents apply for others; staff say so, a kiosk cannot. */
static bool read_agent(struct request *request, struct command *command)
{
    if (!body_flag(request, "agent", &command->agent))
        return false;
    if (command->agent && request->caller.actor.role == STAFF_ROLE_KIOSK) {
        reply_refusal(request, REFUSAL_FORBIDDEN, "agent");
        return false;
    }
    return true;
}

enum { TAKE_PERIOD_MS = 5000, TAKE_BURST = 2 };

/* A kiosk gives a ticket in five seconds, two at once: whoever presses faster is no resident. A repeated key is no new ticket. */
static bool may_take(struct request *request)
{
    struct server *server = request->server;
    int64_t wait_ms;

    if (request->caller.actor.role != STAFF_ROLE_KIOSK || server->hall.demo || server_is_repeated(request) ||
        limits_take(server->rates, request->caller.actor.token, server->now_ms, TAKE_PERIOD_MS, TAKE_BURST, &wait_ms))
        return true;
    reply_too_often(request, wait_ms);
    return false;
}

void api_ticket_take(struct request *request)
{
    struct command command = api_command(request, COMMAND_TAKE);
    struct store_person person = {.hash = ""};
    struct outcome outcome;
    char language[8] = "zh";
    int64_t count = 1;
    bool paper = true;
    int status;

    if (!body_service(request, "service", &command.service) || !body_priority(request, &command.priority) ||
        !body_text(request, "language", language, sizeof language) || !body_integer(request, "count", 1, 20, &count) ||
        !body_flag(request, "paper", &paper) || !body_text(request, "place", command.place, sizeof command.place) || !read_item(request, &command) ||
        !read_identity(request, &command, &person) || !read_carried(request, &command) || !read_agent(request, &command))
        return;
    if (strcmp(language, "zh") != 0 && strcmp(language, "en") != 0) {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, "language");
        return;
    }
    command.chinese = language[0] == 'z';
    command.count = (int32_t)count;
    command.no_paper = !paper;
    if (request->server->clock_wrong && !server_is_repeated(request)) {
        reply_refusal(request, REFUSAL_CLOCK_WRONG, NULL);
        return;
    }
    if (!may_take(request) || !server_decide(request, &command, 201, &outcome, &status))
        return;
    if (person.hash[0] && status == 0)
        store_person_put(request->server->store, &person, request->server->now_ms);
    answer_ticket(request, 201, outcome.ticket);
}

void api_ticket_person(struct request *request)
{
    struct server *server = request->server;
    struct command command = api_command(request, COMMAND_PERSON_VIEW);
    const struct ticket *ticket = hall_ticket(&server->hall, (struct ticket_id){api_path_number(request)});
    struct store_person person;
    struct outcome outcome;
    int status;

    if (!ticket) {
        reply_refusal(request, REFUSAL_TICKET_UNKNOWN, NULL);
        return;
    }
    if (request->caller.actor.role == STAFF_ROLE_CLERK && ticket->window != request->caller.window) {
        reply_refusal(request, REFUSAL_FORBIDDEN, NULL); /* only of the person at one's own window */
        return;
    }
    if (store_person(server->store, ticket->person, &person) != ERROR_NONE) {
        reply_refusal(request, REFUSAL_PERSON_UNKNOWN, NULL);
        return;
    }
    command.ticket = ticket->id;
    text_copy(command.person, sizeof command.person, person.hash);
    if (server_decide(request, &command, 200, &outcome, &status))
        reply_json(request, 200, json_pack("{s:s, s:s, s:s}", "person", person.hash, "masked", person.masked, "phone", person.phone));
}

void api_person_erase(struct request *request)
{
    struct server *server = request->server;
    struct command command = api_command(request, COMMAND_PERSON_ERASE);
    struct store_person person;
    struct outcome outcome;
    int status;

    if (!body_text(request, "reason", command.reason, sizeof command.reason))
        return;
    if (store_person(server->store, request->parameters[0], &person) != ERROR_NONE) {
        reply_refusal(request, REFUSAL_PERSON_UNKNOWN, NULL);
        return;
    }
    if (store_person_has_open_case(server->store, person.hash)) {
        reply_refusal(request, REFUSAL_CASES_OPEN, NULL);
        return;
    }
    text_copy(command.person, sizeof command.person, person.hash);
    if (server_decide(request, &command, 200, &outcome, &status) && store_person_erase(server->store, person.hash) == ERROR_NONE)
        reply_json(request, 200, json_pack("{s:s}", "erased", person.hash));
}

void api_ticket_get(struct request *request)
{
    answer_ticket(request, 200, (struct ticket_id){api_path_number(request)});
}

/* A list of tickets being filled. */
enum { TICKETS_MOST = 200 };

/* Whether a ticket is one of those asked for: a number of today, else those in one of the states (none said: not over yet). */
static bool is_wanted(const struct hall *hall, const struct ticket *ticket, const char *number, const char *states)
{
    char text[NUMBER_SIZE];

    if (ticket->day.days != hall->day.days)
        return false;
    view_number(ticket, text);
    if (number[0])
        return strcmp(number, text) == 0;
    return states[0] ? strstr(states, ticket_state_word(ticket->state)) != NULL : ticket->state <= TICKET_PARKED || ticket->state == TICKET_NO_SHOW;
}

/* Tickets of today, the latest first. A kiosk is told of one alone, by its number and the end of the identity number that was given with it. */
void api_ticket_list(struct request *request)
{
    const struct server *server = request->server;
    const struct hall *hall = &server->hall;
    bool kiosk = request->caller.actor.role == STAFF_ROLE_KIOSK;
    struct sight sight = view_sight(request->caller.actor.role);
    struct evkeyvalq query;
    char name[GUESS_NAME_SIZE];

    query_begin(request, &query);
    const char *number = query_text(&query, "number"), *tail = query_text(&query, "tail"), *states = query_text(&query, "state");
    bool checked = kiosk || tail[0]; /* whoever gives the end of an identity number wants it held against the ticket */
    snprintf(name, sizeof name, "ticket %.12s", number);
    if (!checked || guess_may_ask(request, name)) {
        json_t *list = json_array();
        sight.codes = sight.codes || kiosk;
        for (int32_t i = hall->ticket_count - 1; i >= 0 && json_array_size(list) < TICKETS_MOST; i--) {
            const struct ticket *ticket = &hall->tickets[i];
            if ((kiosk && !number[0]) || !is_wanted(hall, ticket, number, states) || (checked && !guess_fits(server, ticket->person, tail)))
                continue;
            json_array_append_new(list, view_ticket_now(request->server, ticket->id, sight));
        }
        if (checked)
            guess_ended(request, name, json_array_size(list) > 0);
        if (checked && json_array_size(list) == 0) {
            reply_refusal(request, REFUSAL_TICKET_UNKNOWN, NULL);
            json_decref(list);
        } else {
            reply_json(request, 200, json_pack("{s:o}", "tickets", list));
        }
    }
    evhttp_clear_headers(&query);
}

static void change_ticket(struct request *request, struct command *command)
{
    struct outcome outcome;
    int status;

    command->ticket.value = api_path_number(request);
    if (server_decide(request, command, 200, &outcome, &status))
        answer_ticket(request, 200, outcome.ticket);
}

void api_ticket_cancel(struct request *request)
{
    struct command command = api_command(request, COMMAND_CANCEL);

    if (body_text(request, "reason", command.reason, sizeof command.reason))
        change_ticket(request, &command);
}

void api_ticket_reprint(struct request *request)
{
    struct command command = api_command(request, COMMAND_REPRINT);

    if (body_text(request, "place", command.place, sizeof command.place))
        change_ticket(request, &command);
}

void api_ticket_return(struct request *request)
{
    struct command command = api_command(request, COMMAND_RETURN);

    change_ticket(request, &command);
}

void api_ticket_priority(struct request *request)
{
    struct command command = api_command(request, COMMAND_SET_PRIORITY);

    command.priority = PRIORITY_GUIDED;
    if (body_priority(request, &command.priority) && body_text(request, "reason", command.reason, sizeof command.reason))
        change_ticket(request, &command);
}

void api_code_get(struct request *request)
{
    struct ticket_id id;

    if (keys_read_code(&request->server->keys, request->parameters[0], &id))
        answer_ticket(request, 200, id);
    else
        reply_refusal(request, REFUSAL_TICKET_UNKNOWN, NULL);
}

static void add_row(void *context, const json_t *row)
{
    json_array_append(context, (json_t *)row);
}

void api_ticket_history(struct request *request)
{
    json_t *rows = json_array();

    store_history(request->server->store, (struct ticket_id){api_path_number(request)}, add_row, rows);
    if (json_array_size(rows) == 0) {
        json_decref(rows);
        reply_refusal(request, REFUSAL_TICKET_UNKNOWN, NULL);
        return;
    }
    reply_json(request, 200, json_pack("{s:o}", "events", rows));
}
