/* What events about cases do to the hall (it only keeps the last numbers), and to the case itself. */
#include "core/apply.h"

#include <string.h>

/* --- the hall --- */

static void count_in_year(struct date day, int32_t *year, int32_t *count)
{
    int now;

    date_split(day, &now, NULL, NULL);
    *count = *year == now ? *count + 1 : 1;
    *year = now;
}

bool apply_case(struct hall *hall, const struct event *event)
{
    if (event->kase.value <= 0 || event->kase.value > hall->last_case)
        return false;
    if (event->type == EVENT_CASE_APPROVED && event->automatic)
        count_in_year(event->day, &hall->certificate_year, &hall->certificate_of_year);
    return true;
}

bool apply_case_begun(struct hall *hall, const struct event *event)
{
    if (event->kase.value <= hall->last_case)
        return apply_case(hall, event);
    if (event->kase.value != hall->last_case + 1)
        return false;
    hall->last_case = event->kase.value;
    count_in_year(event->day, &hall->case_year, &hall->case_of_year);
    return true;
}

bool apply_seal_used(struct hall *hall, const struct event *event)
{
    if (event->seal != hall->last_seal + 1 || !apply_case(hall, event))
        return false;
    hall->last_seal = event->seal;
    return true;
}

bool apply_sample_committed(struct hall *hall, const struct event *event)
{
    if (event->number != hall->last_sample + 1)
        return false;
    hall->last_sample = event->number;
    return true;
}

bool apply_sample_revealed(struct hall *hall, const struct event *event)
{
    return event->number >= 1 && event->number <= hall->last_sample;
}

bool apply_staff_deputy(struct hall *hall, const struct event *event)
{
    return hall->seq != 0 && event->staff[0] && event->name[0];
}

/* --- the case --- */

static bool add_hand(struct case_file *file, const struct event *event)
{
    enum case_part part = case_part_of(event->type);
    const char *staff = event->actor.staff;

    if (part == CASE_PART_ANYBODY || !staff[0])
        return true;
    for (int32_t i = 0; i < file->hand_count; i++)
        if (strcmp(file->hands[i].staff, staff) == 0 && file->hands[i].part == part)
            return true;
    if (file->hand_count >= CASE_HANDS_MAX)
        return file->flow != ITEM_FLOW_PERMIT; /* (elsewhere nobody counts them) */
    text_copy(file->hands[file->hand_count].staff, STAFF_ID_SIZE, staff);
    file->hands[file->hand_count++].part = part;
    return true;
}

static void visit(struct case_file *file, const struct event *event)
{
    if (event->ticket.value <= file->ticket.value) /* ids rise: an older ticket was counted when it was new */
        return;
    file->ticket = event->ticket;
    file->visits++;
}

static void take_clock(struct case_file *file, const struct event *event)
{
    file->promised = event->promised;
    file->statutory = event->statutory;
    file->provisional = event->provisional != 0;
    file->light = CASE_LIGHT_GREEN;
}

static void begin(struct case_file *file, const struct event *event)
{
    if (file->id.value != 0)
        return;
    file->id = event->kase;
    file->bundle = event->bundle;
    text_copy(file->number, sizeof file->number, event->case_number);
    file->entry = event->entry;
    text_copy(file->item, sizeof file->item, event->item);
    file->version = event->version;
    file->group = event->group;
    file->flow = (enum item_flow)event->flow;
    file->output = (enum item_output)event->output;
    text_copy(file->person, sizeof file->person, event->person);
    text_copy(file->agent, sizeof file->agent, event->agent);
    text_copy(file->agent_staff, sizeof file->agent_staff, event->staff);
    text_copy(file->holder, sizeof file->holder, event->holder);
    file->promised_days = event->promised_days;
    file->statutory_days = event->statutory_days;
    file->began_on = event->day;
    file->began_ms = event->at_ms;
}

static void begun(struct case_file *file, const struct event *event)
{
    begin(file, event);
    text_copy(file->materials, sizeof file->materials, event->materials);
    text_copy(file->reason, sizeof file->reason, event->reason);
    file->answer_until = event->type == EVENT_CASE_RECEIVED ? event->until : (struct date){0};
    file->provisional = event->type == EVENT_CASE_RECEIVED && event->provisional != 0;
}

/* The state that the table gives, but for what depends on the item. */
static enum case_state state_after(const struct case_file *file, const struct event *event)
{
    if (event->type == EVENT_CASE_ACCEPTED && file->flow != ITEM_FLOW_PERMIT)
        return file->flow == ITEM_FLOW_DIRECT ? CASE_STATE_DONE : CASE_STATE_REFERRED;
    if (event->type == EVENT_CASE_DEEMED_ACCEPTED)
        return file->flow == ITEM_FLOW_PERMIT ? CASE_STATE_ACCEPTED : CASE_STATE_REFERRED;
    if (event->type == EVENT_CASE_FORWARDED && !event->staff[0])
        return CASE_STATE_ACCEPTED;
    if (event->type == EVENT_SEAL_USED && !event->automatic)
        return CASE_STATE_SEALED;
    if (event->type == EVENT_CERTIFICATE_SPOILED && !file->digest[0])
        return CASE_STATE_APPROVED;
    return case_after(event->type, file->state);
}

static void accepted(struct case_file *file, const struct event *event)
{
    take_clock(file, event);
    file->accepted_ms = event->at_ms;
    file->deemed = event->type == EVENT_CASE_DEEMED_ACCEPTED;
    file->answer_until.days = 0;
    if (file->deemed && file->hand_count > 0)
        text_copy(file->accepted_by, sizeof file->accepted_by, file->hands[0].staff);
    if (!file->deemed)
        text_copy(file->accepted_by, sizeof file->accepted_by, event->actor.staff);
    if (file->state == CASE_STATE_DONE) {
        file->outcome = event->outcome;
        file->decided_ms = file->ended_ms = event->at_ms;
        file->light = CASE_LIGHT_NONE;
    }
}

static void stop_clock(struct case_file *file)
{
    file->light = CASE_LIGHT_NONE;
}

static void decided(struct case_file *file, const struct event *event, enum case_outcome outcome)
{
    file->outcome = outcome;
    file->decided_ms = event->at_ms;
    text_copy(file->approved_by, sizeof file->approved_by, event->actor.staff);
    stop_clock(file);
}

static void sealed(struct case_file *file, const struct event *event)
{
    file->seal = event->seal;
    file->issued_on = event->day;
    file->forms += event->blank[0] != '\0';
    text_copy(file->certificate, sizeof file->certificate, event->certificate);
    text_copy(file->blank, sizeof file->blank, event->blank);
    text_copy(file->issued_by, sizeof file->issued_by, event->actor.staff);
    if (event->automatic)
        file->issued_ms = event->at_ms;
}

static void ended(struct case_file *file, const struct event *event)
{
    file->ended_ms = event->at_ms;
    stop_clock(file);
}

/* What remains to be done for each event when the state is the new one. */
static void changed(struct case_file *file, const struct event *event)
{
    switch (event->type) {
    case EVENT_CASE_RECEIVED:
    case EVENT_CASE_NOTICED: begun(file, event); break;
    case EVENT_CASE_DECLINED: begun(file, event); ended(file, event); break;
    case EVENT_CASE_ACCEPTED: begun(file, event); accepted(file, event); break;
    case EVENT_CASE_DEEMED_ACCEPTED: accepted(file, event); break;
    case EVENT_CASE_MATERIAL: text_copy(file->materials, sizeof file->materials, event->materials); break;
    case EVENT_CASE_CLAIMED: text_copy(file->reviewer, sizeof file->reviewer, event->actor.staff); break;
    case EVENT_CASE_FORWARDED:
        text_copy(file->reviewer, sizeof file->reviewer, event->staff);
        file->group = event->group;
        break;
    case EVENT_CASE_SUSPENDED:
        file->special = event->special;
        file->stopped_on = event->day;
        stop_clock(file);
        break;
    case EVENT_CASE_RESUMED:
        file->special = SPECIAL_KIND_NONE;
        file->stopped_on.days = 0;
        file->shifted_days += event->count;
        take_clock(file, event);
        break;
    case EVENT_CASE_EXTENDED:
        file->extended = true;
        file->shifted_days += event->count;
        take_clock(file, event);
        break;
    case EVENT_CASE_DEADLINE_CHANGED: {
        enum case_light light = file->light;
        take_clock(file, event);
        file->light = light == CASE_LIGHT_NONE ? CASE_LIGHT_NONE : CASE_LIGHT_GREEN;
        if (file->answer_until.days != 0)
            file->answer_until = event->until;
        break;
    }
    case EVENT_CASE_APPROVED:
        decided(file, event, CASE_OUTCOME_GRANTED);
        text_copy(file->certificate, sizeof file->certificate, event->certificate);
        file->valid_until = event->until;
        break;
    case EVENT_CASE_REJECTED: decided(file, event, CASE_OUTCOME_REFUSED); break;
    case EVENT_CASE_RESULT:
        file->outcome = event->outcome;
        file->decided_ms = event->at_ms;
        ended(file, event);
        break;
    case EVENT_CASE_WITHDRAWN: ended(file, event); break;
    case EVENT_CASE_HANDED:
        text_copy(file->handed_by, sizeof file->handed_by, event->actor.staff);
        ended(file, event);
        break;
    case EVENT_CASE_MARKED: file->marked = true; break;
    case EVENT_CASE_LIGHT: file->light = event->light; break;
    case EVENT_CASE_REMINDED: file->reminders = event->count; break;
    case EVENT_CERTIFICATE_DRAWN: text_copy(file->digest, sizeof file->digest, event->digest); break;
    case EVENT_CERTIFICATE_SHELVED: text_copy(file->shelf, sizeof file->shelf, event->shelf); break;
    case EVENT_CERTIFICATE_SPOILED: file->blank[0] = '\0'; break;
    case EVENT_CERTIFICATE_REPRINTED: file->reprints = event->copy; break;
    case EVENT_SEAL_USED: sealed(file, event); break;
    case EVENT_SEAL_CONFIRMED: file->issued_ms = event->at_ms; break;
    default: break;
    }
    if (event->reason[0] && event->type != EVENT_CASE_HANDED)
        text_copy(file->reason, sizeof file->reason, event->reason);
}

bool case_apply(struct case_file *file, const struct event *event)
{
    bool begins = file->id.value == 0;

    if (event->kase.value <= 0 || (!begins && event->kase.value != file->id.value))
        return false;
    if (begins && event->type != EVENT_CASE_RECEIVED && event->type != EVENT_CASE_NOTICED && event->type != EVENT_CASE_ACCEPTED && event->type != EVENT_CASE_DECLINED)
        return false;
    if (begins) /* its kind decides where it goes */
        begin(file, event);
    if (!add_hand(file, event))
        return false;
    file->state = state_after(file, event);
    visit(file, event);
    changed(file, event);
    return true;
}
