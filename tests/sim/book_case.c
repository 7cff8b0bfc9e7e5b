/* What cases are by their events. */
#include "sim/book.h"

#include <stdio.h>
#include <string.h>

#define STATES "a case moves as the law has it"
#define SEPARATION "nobody plays two parts on a permit"
#define SEAL "no seal without an approval, no certificate without a seal"
#define LEDGER "the ledger counts 1, 2, 3"
#define CLOCK "the clock of a case"

static bool runs(const struct book_case *own)
{
    return own->light != CASE_LIGHT_NONE;
}

static void add_hand(struct book *book, struct book_case *own, const struct event *event, enum case_part part)
{
    if (part == CASE_PART_ANYBODY || own->flow != ITEM_FLOW_PERMIT)
        return;
    BOOK_NEEDS(book, event->actor.staff[0] != '\0', SEPARATION, "nobody in person did %s on case %lld", event_word(event->type), (long long)event->kase.value);
    for (int32_t i = 0; i < own->hand_count; i++) {
        if (strcmp(own->hands[i].staff, event->actor.staff) != 0)
            continue;
        BOOK_NEEDS(book, own->hands[i].part == part, SEPARATION, "%s did %s on case %lld and had another part of it", event->actor.staff,
                   event_word(event->type), (long long)event->kase.value);
        return;
    }
    if (!BOOK_NEEDS(book, own->hand_count < BOOK_HANDS, SEPARATION, "too many people on case %lld to tell", (long long)event->kase.value))
        return;
    snprintf(own->hands[own->hand_count].staff, STAFF_ID_SIZE, "%s", event->actor.staff);
    own->hands[own->hand_count++].part = part;
}

static void same_day(struct book *book, const struct event *event, const char *what, int32_t said, int32_t own)
{
    BOOK_NEEDS(book, said == own, CLOCK, "%s of case %lld says %s is day %d, and it is day %d", event_word(event->type), (long long)event->kase.value, what,
               (int)said, (int)own);
}

/* The clock begins, or has been moved: whole working days, from where it began. */
static void check_clock(struct book *book, struct book_case *own, const struct event *event, int32_t promised, int32_t statutory, bool unsure)
{
    same_day(book, event, "the promised day", event->promised.days, promised);
    same_day(book, event, "the statutory day", event->statutory.days, statutory);
    BOOK_NEEDS(book, (event->provisional != 0) == unsure, CLOCK, "%s of case %lld says provisional %d", event_word(event->type),
               (long long)event->kase.value, (int)event->provisional);
    own->promised = promised;
    own->statutory = statutory;
    own->provisional = unsure;
    own->light = CASE_LIGHT_GREEN;
}

static void start_clock(struct book *book, struct book_case *own, const struct event *event, int32_t from)
{
    bool unsure = false;
    int32_t promised = book_day_after(book, from, own->promised_days + own->shifted, &unsure);
    int32_t statutory = own->statutory_days < 0 ? 0 : book_day_after(book, from, own->statutory_days + own->shifted, &unsure);

    own->clock_from = from;
    check_clock(book, own, event, promised, statutory, unsure);
}

static void check_answer(struct book *book, struct book_case *own, const struct event *event, bool unsure)
{
    same_day(book, event, "the last day to answer", event->until.days, own->answer_until);
    BOOK_NEEDS(book, (event->provisional != 0) == unsure, CLOCK, "%s of case %lld says provisional %d", event_word(event->type), (long long)event->kase.value,
               (int)event->provisional);
    own->provisional = unsure;
}

static void move_clock(struct book *book, struct book_case *own, const struct event *event, int32_t days)
{
    bool unsure = own->provisional;
    int32_t promised = book_day_after(book, own->promised, days, &unsure), statutory = own->statutory ? book_day_after(book, own->statutory, days, &unsure) : 0;

    BOOK_NEEDS(book, event->count == days, CLOCK, "%s of case %lld adds %d working days, not %d", event_word(event->type), (long long)event->kase.value,
               (int)event->count, (int)days);
    own->shifted += days;
    check_clock(book, own, event, promised, statutory, unsure);
}

static void check_number(struct book *book, const struct event *event)
{
    struct book_cases *cases = &book->cases;
    int32_t year = book_year_of(event->day.days);
    char number[CASE_NUMBER_SIZE];

    cases->of_year = cases->year == year ? cases->of_year + 1 : 1;
    cases->year = year;
    snprintf(number, sizeof number, "%d-%06d", (int)year, (int)cases->of_year);
    BOOK_NEEDS(book, event->case_number[0] == 'P' || strcmp(event->case_number, number) == 0, "numbers of cases", "case %lld is %s, not %s",
               (long long)event->kase.value, event->case_number, number);
}

static void begin(struct book *book, struct book_case *own, const struct event *event)
{
    memset(own, 0, sizeof *own);
    own->begun = own->visits_in_order = true;
    own->flow = (enum item_flow)event->flow;
    own->output = (enum item_output)event->output;
    own->group = event->group;
    own->version = event->version;
    own->promised_days = event->promised_days;
    own->statutory_days = event->statutory_days;
    own->began_on = event->day.days;
    snprintf(own->item, sizeof own->item, "%s", event->item);
    snprintf(own->number, sizeof own->number, "%s", event->case_number);
    snprintf(own->person, sizeof own->person, "%s", event->person);
    BOOK_NEEDS(book, event->day.days == book_today(book), STATES, "case %lld begins on another day than today", (long long)event->kase.value);
    check_number(book, event);
}

/* What it was received as stays: version, item, applicant, number. */
static void check_known(struct book *book, const struct book_case *own, const struct event *event)
{
    BOOK_NEEDS(book, own->version == event->version && strcmp(own->item, event->item) == 0 && strcmp(own->person, event->person) == 0 &&
                         strcmp(own->number, event->case_number) == 0 && own->began_on == event->day.days && own->promised_days == event->promised_days,
               STATES, "%s says that case %lld is another one", event_word(event->type), (long long)event->kase.value);
}

static void visited(struct book_case *own, const struct event *event)
{
    if (event->ticket.value == 0 || event->ticket.value == own->last_ticket)
        return;
    own->visits_in_order = own->visits_in_order && event->ticket.value > own->last_ticket;
    own->last_ticket = event->ticket.value;
    own->visits++;
}

/* A certificate number belongs to one case for ever. */
static void take_number(struct book *book, const struct event *event)
{
    struct book_cases *cases = &book->cases;

    for (int32_t i = 0; i < cases->number_count; i++)
        if (strcmp(cases->numbers[i].text, event->certificate) == 0) {
            BOOK_NEEDS(book, cases->numbers[i].of == (int32_t)event->kase.value, "certificate numbers are unique", "%s of case %d is also of case %lld",
                       event->certificate, (int)cases->numbers[i].of, (long long)event->kase.value);
            return;
        }
    if (cases->number_count == BOOK_NUMBERS)
        return;
    cases->numbers[cases->number_count].of = (int32_t)event->kase.value;
    snprintf(cases->numbers[cases->number_count++].text, CASE_NUMBER_SIZE, "%s", event->certificate);
}

static void approved(struct book *book, struct book_case *own, const struct event *event)
{
    struct book_cases *cases = &book->cases;
    int32_t year = book_year_of(book_today(book));
    char number[CASE_NUMBER_SIZE];

    own->granted = true;
    own->outcome = CASE_OUTCOME_GRANTED;
    snprintf(own->approved_by, sizeof own->approved_by, "%s", event->actor.staff);
    snprintf(own->certificate, sizeof own->certificate, "%s", event->certificate);
    own->light = CASE_LIGHT_NONE;
    if (event->certificate[0])
        take_number(book, event);
    if (!event->automatic)
        return;
    cases->certificate_of_year = cases->certificate_year == year ? cases->certificate_of_year + 1 : 1;
    cases->certificate_year = year;
    snprintf(number, sizeof number, "%s-%d-%05d", own->item, (int)year, (int)cases->certificate_of_year);
    BOOK_NEEDS(book, strcmp(number, event->certificate) == 0, "certificate numbers are unique", "the rule gives %s, not %s", number, event->certificate);
}

static void sealed(struct book *book, struct book_case *own, const struct event *event)
{
    bool ours = own->output == ITEM_OUTPUT_OWN_A4 || own->output == ITEM_OUTPUT_OVERLAY;

    BOOK_NEEDS(book, own->granted, SEAL, "the seal was used on case %lld, which nobody approved", (long long)event->kase.value);
    BOOK_NEEDS(book, !ours || own->digest[0], SEAL, "the seal was used on case %lld before its page was drawn", (long long)event->kase.value);
    BOOK_NEEDS(book, !ours || strcmp(own->digest, event->digest) == 0, SEAL, "the seal of case %lld is on another page", (long long)event->kase.value);
    BOOK_NEEDS(book, event->certificate[0] && (!own->certificate[0] || strcmp(own->certificate, event->certificate) == 0), SEAL,
               "the seal of case %lld is on certificate '%s', not '%s'", (long long)event->kase.value, event->certificate, own->certificate);
    BOOK_NEEDS(book, own->output != ITEM_OUTPUT_OVERLAY || event->blank[0], SEAL, "case %lld has no blank", (long long)event->kase.value);
    BOOK_NEEDS(book, event->seal == book->cases.seals + 1, LEDGER, "use %lld comes after use %lld", (long long)event->seal, (long long)book->cases.seals);
    book->cases.seals = event->seal;
    take_number(book, event);
    own->seal = event->seal;
    own->issued_on = book_today(book);
    own->forms += event->blank[0] != '\0';
    own->state = event->automatic ? CASE_STATE_ISSUED : CASE_STATE_SEALED;
    snprintf(own->certificate, sizeof own->certificate, "%s", event->certificate);
    snprintf(own->blank, sizeof own->blank, "%s", event->blank);
    snprintf(own->issued_by, sizeof own->issued_by, "%s", event->actor.staff);
}

static void accepted(struct book *book, struct book_case *own, const struct event *event)
{
    own->deemed = event->type == EVENT_CASE_DEEMED_ACCEPTED;
    BOOK_NEEDS(book, !own->deemed || book_today(book) > own->answer_until, CLOCK, "case %lld was deemed accepted too soon", (long long)event->kase.value);
    start_clock(book, own, event, own->deemed ? own->began_on : book_today(book));
    snprintf(own->accepted_by, sizeof own->accepted_by, "%s", own->deemed ? own->accepted_by : event->actor.staff);
    own->answer_until = 0;
    own->state = own->flow == ITEM_FLOW_PERMIT ? CASE_STATE_ACCEPTED : CASE_STATE_REFERRED;
    if (own->flow != ITEM_FLOW_DIRECT || own->deemed)
        return;
    own->state = CASE_STATE_DONE;
    own->light = CASE_LIGHT_NONE;
    own->outcome = CASE_OUTCOME_BY_RULE;
    own->over = true;
    BOOK_NEEDS(book, event->outcome == CASE_OUTCOME_BY_RULE && event->reason[0], STATES, "case %lld was decided at once by no rule", (long long)event->kase.value);
}

static void handed(struct book *book, struct book_case *own, const struct event *event)
{
    BOOK_NEEDS(book, own->state == CASE_STATE_REJECTED || (own->granted && own->seal > 0), SEAL, "case %lld was handed over without the seal",
               (long long)event->kase.value);
    snprintf(own->handed_by, sizeof own->handed_by, "%s", event->actor.staff);
    own->state = CASE_STATE_HANDED;
    own->over = true;
    own->light = CASE_LIGHT_NONE;
}

static void changed_light(struct book *book, struct book_case *own, const struct event *event)
{
    enum case_light light = book_today(book) > own->promised ? CASE_LIGHT_RED : book_today(book) >= book_case_yellow_from(book, own) ? CASE_LIGHT_YELLOW : CASE_LIGHT_GREEN;

    BOOK_NEEDS(book, own->stopped_on == 0 && runs(own), CLOCK, "the clock of case %lld stands and changes its colour", (long long)event->kase.value);
    BOOK_NEEDS(book, event->light == light && light != own->light, CLOCK, "case %lld turns %s, and is %s on this day", (long long)event->kase.value,
               case_light_word(event->light), case_light_word(light));
    own->light = light;
}

/* At the window, before acceptance. */
static void before_acceptance(struct book *book, struct book_case *own, const struct event *event)
{
    bool unsure = false;

    if (event->type != EVENT_CASE_DEEMED_ACCEPTED)
        snprintf(own->materials, sizeof own->materials, "%s", event->materials);
    switch (event->type) {
    case EVENT_CASE_RECEIVED:
        own->state = CASE_STATE_RECEIVED;
        own->answer_until = book_day_after(book, own->began_on, 5, &unsure);
        snprintf(own->accepted_by, sizeof own->accepted_by, "%s", event->actor.staff);
        check_answer(book, own, event, unsure);
        break;
    case EVENT_CASE_NOTICED:
        BOOK_NEEDS(book, !own->noticed, STATES, "what is missing was told twice on case %lld", (long long)event->kase.value);
        BOOK_NEEDS(book, own->answer_until == 0 || book_today(book) <= own->answer_until, CLOCK, "what is missing was told too late on case %lld",
                   (long long)event->kase.value);
        own->noticed = true;
        own->answer_until = 0;
        own->provisional = false;
        own->state = CASE_STATE_NOTICED;
        break;
    case EVENT_CASE_DECLINED:
        own->state = CASE_STATE_DECLINED;
        own->answer_until = 0;
        own->provisional = false;
        own->over = true;
        break;
    default:
        accepted(book, own, event);
    }
}

/* With the approvers. */
static void in_review(struct book *book, struct book_case *own, const struct event *event)
{
    switch (event->type) {
    case EVENT_CASE_CLAIMED:
        own->state = CASE_STATE_REVIEW;
        snprintf(own->reviewer, sizeof own->reviewer, "%s", event->actor.staff);
        break;
    case EVENT_CASE_FORWARDED:
        own->state = event->staff[0] ? CASE_STATE_REVIEW : CASE_STATE_ACCEPTED;
        own->group = event->group;
        snprintf(own->reviewer, sizeof own->reviewer, "%s", event->staff);
        break;
    case EVENT_CASE_SUSPENDED:
        own->state = CASE_STATE_SUSPENDED;
        own->special = event->special;
        own->stopped_on = book_today(book);
        own->light = CASE_LIGHT_NONE;
        BOOK_NEEDS(book, event->special != SPECIAL_KIND_NONE && event->reason[0], STATES, "the clock of case %lld stands for nothing", (long long)event->kase.value);
        break;
    case EVENT_CASE_RESUMED:
        own->state = CASE_STATE_REVIEW;
        move_clock(book, own, event, book_days_worked(book, own->stopped_on, book_today(book)));
        own->special = SPECIAL_KIND_NONE;
        own->stopped_on = 0;
        break;
    case EVENT_CASE_EXTENDED:
        BOOK_NEEDS(book, !own->extended && event->reason[0], STATES, "case %lld is extended again, or for no reason", (long long)event->kase.value);
        move_clock(book, own, event, 10);
        own->extended = true;
        break;
    case EVENT_CASE_APPROVED:
        own->state = CASE_STATE_APPROVED;
        approved(book, own, event);
        break;
    default:
        own->state = CASE_STATE_REJECTED;
        own->outcome = CASE_OUTCOME_REFUSED;
        own->light = CASE_LIGHT_NONE;
        snprintf(own->approved_by, sizeof own->approved_by, "%s", event->actor.staff);
        BOOK_NEEDS(book, event->reason[0], STATES, "case %lld was rejected for no reason", (long long)event->kase.value);
    }
}

static void at_the_end(struct book *book, struct book_case *own, const struct event *event)
{
    switch (event->type) {
    case EVENT_CERTIFICATE_DRAWN:
        own->state = CASE_STATE_DRAWN;
        BOOK_NEEDS(book, strcmp(own->certificate, event->certificate) == 0, SEAL, "another certificate was drawn");
        snprintf(own->digest, sizeof own->digest, "%s", event->digest);
        break;
    case EVENT_SEAL_USED:
        sealed(book, own, event);
        break;
    case EVENT_SEAL_CONFIRMED:
        own->state = CASE_STATE_ISSUED;
        BOOK_NEEDS(book, event->seal == own->seal, LEDGER, "another impression was confirmed");
        break;
    case EVENT_CERTIFICATE_SPOILED:
        own->state = own->digest[0] ? CASE_STATE_DRAWN : CASE_STATE_APPROVED;
        BOOK_NEEDS(book, strcmp(own->blank, event->blank) == 0 && event->reason[0], SEAL, "another blank was spoiled, or for no reason");
        own->blank[0] = '\0';
        break;
    case EVENT_CERTIFICATE_SHELVED:
        snprintf(own->shelf, sizeof own->shelf, "%s", event->shelf);
        break;
    default:
        own->reprints++;
        BOOK_NEEDS(book, event->copy == own->reprints && event->reason[0] && own->seal > 0, SEAL, "reprint %d of case %lld is not the next, or has no reason",
                   (int)event->copy, (long long)event->kase.value);
    }
}

static void others(struct book *book, struct book_case *own, const struct event *event)
{
    switch (event->type) {
    case EVENT_CASE_MATERIAL:
        for (size_t i = 0; own->materials[i] && event->materials[i]; i++)
            BOOK_NEEDS(book, own->materials[i] != 'y' || event->materials[i] == 'y', STATES, "what was there of case %lld is not", (long long)event->kase.value);
        snprintf(own->materials, sizeof own->materials, "%s", event->materials);
        break;
    case EVENT_CASE_WITHDRAWN:
        own->state = CASE_STATE_WITHDRAWN;
        own->light = CASE_LIGHT_NONE;
        own->over = true;
        break;
    case EVENT_CASE_RESULT:
        own->state = CASE_STATE_DONE;
        own->outcome = event->outcome;
        own->light = CASE_LIGHT_NONE;
        own->over = true;
        break;
    case EVENT_CASE_HANDED:
        handed(book, own, event);
        break;
    case EVENT_CASE_MARKED:
        own->marked = true;
        break;
    case EVENT_CASE_LIGHT:
        changed_light(book, own, event);
        break;
    case EVENT_CASE_DEADLINE_CHANGED: {
        bool was_running = runs(own), unsure = false;
        BOOK_NEEDS(book, own->provisional && own->stopped_on == 0 && !own->over, CLOCK, "a deadline that was sure was changed, or while the clock stood");
        if (own->state == CASE_STATE_RECEIVED) {
            own->answer_until = book_day_after(book, own->began_on, 5, &unsure);
            check_answer(book, own, event, unsure);
            break;
        }
        start_clock(book, own, event, own->clock_from);
        own->light = was_running ? CASE_LIGHT_GREEN : CASE_LIGHT_NONE;
        break;
    }
    default: /* reminded */
        own->reminders++;
        BOOK_NEEDS(book, event->count == own->reminders && own->reminders <= 2 && book_today(book) - own->issued_on >= (own->reminders == 1 ? 7 : 30), CLOCK,
                   "case %lld was reminded of too soon, or too often", (long long)event->kase.value);
    }
}

void book_case_event(struct book *book, const struct event *event)
{
    const struct book_case_move *move = book_case_move_of_event(event->type);
    struct book_cases *cases = &book->cases;

    if (!BOOK_NEEDS(book, move && event->kase.value >= 1 && event->kase.value <= BOOK_CASES, STATES, "%s of case %lld", event_word(event->type),
                    (long long)event->kase.value))
        return;
    struct book_case *own = &cases->rows[event->kase.value - 1];
    if (event->kase.value > cases->count) {
        BOOK_NEEDS(book, event->kase.value == cases->count + 1 && event->type <= EVENT_CASE_DECLINED, STATES, "case %lld begins with %s",
                   (long long)event->kase.value, event_word(event->type));
        cases->count++;
        begin(book, own, event);
    } else if (event->type <= EVENT_CASE_DECLINED) {
        check_known(book, own, event);
    }
    BOOK_NEEDS(book, move->from >> own->state & 1, STATES, "%s of case %lld, which is %s", event_word(event->type), (long long)event->kase.value,
               case_state_word(own->state));
    BOOK_NEEDS(book, move->roles >> event->actor.role & 1, STATES, "%s by a %s", event_word(event->type), staff_role_word(event->actor.role));
    add_hand(book, own, event, move->part);
    visited(own, event);
    if (event->type <= EVENT_CASE_DEEMED_ACCEPTED)
        before_acceptance(book, own, event);
    else if (event->type >= EVENT_CASE_CLAIMED && event->type <= EVENT_CASE_REJECTED)
        in_review(book, own, event);
    else if (event->type >= EVENT_CERTIFICATE_DRAWN)
        at_the_end(book, own, event);
    else
        others(book, own, event);
}
