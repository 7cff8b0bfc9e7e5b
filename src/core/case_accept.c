/* Cases at the window: received, told what is missing, accepted, declined; materials brought later, and withdrawing. */
#include "core/decision.h"

#include <string.h>

/* Writes a number with leading zeros, at least `width` digits, and returns the end. */
static char *put_number(char *to, int64_t number, int width)
{
    char digits[24];
    int count = 0;

    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (count < width)
        digits[count++] = '0';
    while (count > 0)
        *to++ = digits[--count];
    *to = '\0';
    return to;
}

static int year_of(struct date day)
{
    int year;

    date_split(day, &year, NULL, NULL);
    return year;
}

/* "2026-000123": year and running number of the year. */
static void number_case(const struct hall *hall, struct date today, char number[static CASE_NUMBER_SIZE])
{
    int year = year_of(today);
    char *end = put_number(number, year, 4);

    *end++ = '-';
    put_number(end, hall->case_year == year ? hall->case_of_year + 1 : 1, 6);
}

void case_number_certificate(const struct hall *hall, const char *item, struct date today, char number[static CASE_NUMBER_SIZE])
{
    int year = year_of(today);
    size_t length = strlen(item);

    memcpy(number, item, length);
    number[length++] = '-';
    char *end = put_number(number + length, year, 4);
    *end++ = '-';
    put_number(end, hall->certificate_year == year ? hall->certificate_of_year + 1 : 1, 5);
}

/* What a case begins with, for one that is new. */
static void fill_new(const struct decision *decision, struct event *event)
{
    const struct case_command *cases = decision->command->cases;
    const struct item *item = cases->item;

    event->kase.value = decision->hall->last_case + 1;
    event->bundle = cases->bundle;
    event->entry = cases->entry;
    event->version = cases->version;
    event->group = decision->command->group;
    event->flow = (int32_t)item->flow;
    event->output = (int32_t)item->output;
    event->promised_days = item->promised_days;
    event->statutory_days = item->statutory_days;
    event->day = case_today(decision);
    text_copy(event->item, sizeof event->item, item->code);
    text_copy(event->person, sizeof event->person, decision->command->person);
    text_copy(event->agent, sizeof event->agent, cases->agent);
    text_copy(event->staff, sizeof event->staff, cases->agent_staff);
    text_copy(event->holder, sizeof event->holder, cases->holder);
    if (cases->number[0])
        text_copy(event->case_number, sizeof event->case_number, cases->number);
    else
        number_case(decision->hall, event->day, event->case_number);
}

/* The same for one that was received before: what the event says again is what the case has. */
static void fill_known(const struct case_file *file, struct event *event)
{
    event->bundle = file->bundle;
    event->entry = file->entry;
    event->version = file->version;
    event->group = file->group;
    event->flow = (int32_t)file->flow;
    event->output = (int32_t)file->output;
    event->promised_days = file->promised_days;
    event->statutory_days = file->statutory_days;
    event->day = file->began_on;
    text_copy(event->item, sizeof event->item, file->item);
    text_copy(event->person, sizeof event->person, file->person);
    text_copy(event->agent, sizeof event->agent, file->agent);
    text_copy(event->staff, sizeof event->staff, file->agent_staff);
    text_copy(event->holder, sizeof event->holder, file->holder);
    text_copy(event->case_number, sizeof event->case_number, file->number);
}

/* The letters y, p and n, one for each material of the item. */
static bool materials_fit(const char *materials, const struct item *item)
{
    return strlen(materials) == (size_t)item->material_count && strspn(materials, "ypn") == strlen(materials);
}

/* Whether every required material is there, and each other is there or promised. */
static bool is_complete(const char *materials, const struct item *item)
{
    for (int i = 0; i < item->material_count; i++)
        if (materials[i] != 'y' && (item->materials[i].required || materials[i] != 'p'))
            return false;
    return true;
}

/* Begins an event at the window: the item, the person, the materials. */
static enum refusal begin(struct decision *decision, enum case_move move, struct event *event)
{
    const struct case_command *cases = decision->command->cases;
    enum refusal refusal = case_begin_move(decision, move, event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (!cases->item)
        return REFUSAL_ITEM_NOT_IN_FORCE;
    if (cases->item->kind != ITEM_KIND_PERMIT && cases->item->kind != ITEM_KIND_SERVICE)
        return REFUSAL_ITEM_NOT_APPLIED_FOR;
    if (cases->told_version != 0 && cases->told_version != (cases->file ? cases->file->version : cases->version))
        return REFUSAL_MATERIALS_CHANGED;
    if (!cases->file && !decision->command->person[0])
        return REFUSAL_APPLICANT_NEEDED;
    const char *materials = cases->materials[0] || !cases->file ? cases->materials : cases->file->materials;
    if (!materials_fit(materials, cases->item))
        return REFUSAL_MATERIALS_WRONG;
    if (cases->file)
        fill_known(cases->file, event);
    else
        fill_new(decision, event);
    text_copy(event->materials, sizeof event->materials, materials);
    event->ticket = decision->command->ticket;
    return REFUSAL_NONE;
}

/* Whoever brings a case to the window is served: nobody presses a key for that. */
static void start_service(struct decision *decision)
{
    const struct ticket *ticket = hall_ticket(decision->hall, decision->command->ticket);

    if (ticket && ticket->state == TICKET_CALLED)
        decision_emit_ticket(decision, EVENT_TICKET_STARTED, ticket->id, ticket->window);
}

static enum refusal end(struct decision *decision, struct event *event)
{
    case_emit(decision, event);
    start_service(decision);
    return REFUSAL_NONE;
}

enum refusal command_case_receive(struct decision *decision)
{
    struct event event;
    enum refusal refusal = begin(decision, CASE_MOVE_RECEIVE, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    case_start_answer(decision, event.day, &event);
    return end(decision, &event);
}

enum refusal command_case_notice(struct decision *decision)
{
    struct event event;
    enum refusal refusal = begin(decision, CASE_MOVE_NOTICE, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (is_complete(event.materials, decision->command->cases->item))
        return REFUSAL_NOTHING_MISSING;
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    return end(decision, &event);
}

enum refusal command_case_accept(struct decision *decision)
{
    struct event event;
    enum refusal refusal = begin(decision, CASE_MOVE_ACCEPT, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (!is_complete(event.materials, decision->command->cases->item))
        return REFUSAL_MATERIALS_MISSING;
    case_start_clock(decision, case_today(decision), event.promised_days, event.statutory_days, &event);
    if (event.flow == ITEM_FLOW_DIRECT) {
        event.outcome = CASE_OUTCOME_BY_RULE;
        text_copy(event.reason, sizeof event.reason, "direct");
    }
    return end(decision, &event);
}

enum refusal command_case_decline(struct decision *decision)
{
    struct event event;
    enum refusal refusal = begin(decision, CASE_MOVE_DECLINE, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (!decision->command->reason[0])
        return REFUSAL_REASON_NEEDED;
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    return end(decision, &event);
}

/* What is there stays there. */
static bool only_more(const char *before, const char *now)
{
    for (size_t i = 0; before[i]; i++)
        if (before[i] == 'y' && now[i] != 'y')
            return false;
    return true;
}

enum refusal command_case_material(struct decision *decision)
{
    const struct case_command *cases = decision->command->cases;
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_MATERIAL, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (!cases->item || !materials_fit(cases->materials, cases->item) || !only_more(cases->file->materials, cases->materials))
        return REFUSAL_MATERIALS_WRONG;
    text_copy(event.materials, sizeof event.materials, cases->materials);
    event.ticket = decision->command->ticket;
    return end(decision, &event);
}

enum refusal command_case_withdraw(struct decision *decision)
{
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_WITHDRAW, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    event.ticket = decision->command->ticket;
    return end(decision, &event);
}
