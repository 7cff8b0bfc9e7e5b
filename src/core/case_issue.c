/* Cases at the end: the certificate drawn, the seal used, handed over; and what the supervisor does. */
#include "core/decision.h"

#include <string.h>

enum refusal command_case_document(struct decision *decision)
{
    const struct case_command *cases = decision->command->cases;
    const struct case_file *file = cases->file;
    struct event event;

    if (!file)
        return REFUSAL_CASE_UNKNOWN;
    if (file->digest[0] && strcmp(file->digest, cases->digest) == 0) { /* drawn again to the same bytes: nothing new */
        decision->outcome->kase = file->id;
        return REFUSAL_NONE;
    }
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_DOCUMENT, &event);
    if (refusal != REFUSAL_NONE)
        return refusal;
    if (!case_is_drawn(file))
        return REFUSAL_NO_DOCUMENT;
    text_copy(event.certificate, sizeof event.certificate, file->certificate);
    text_copy(event.digest, sizeof event.digest, cases->digest);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

/* The certificate's number: by rule it has one since the approval; else it is entered, and nobody else has it. */
static enum refusal number_certificate(const struct case_command *cases, struct event *event)
{
    const struct case_file *file = cases->file;
    const char *number = file->certificate[0] ? file->certificate : cases->certificate;

    if (!number[0])
        return REFUSAL_CERTIFICATE_NEEDED;
    if (!file->certificate[0] && cases->certificate_taken)
        return REFUSAL_CERTIFICATE_TAKEN;
    text_copy(event->certificate, sizeof event->certificate, number);
    return REFUSAL_NONE;
}

enum refusal command_case_seal(struct decision *decision)
{
    const struct case_command *cases = decision->command->cases;
    const struct case_file *file = cases->file;
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_SEAL, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    bool draws = case_is_drawn(file);
    if (draws && file->state != CASE_STATE_DRAWN)
        return REFUSAL_NOT_DRAWN;
    if ((refusal = number_certificate(cases, &event)) != REFUSAL_NONE)
        return refusal;
    if (file->output == ITEM_OUTPUT_OVERLAY && !cases->blank[0])
        return REFUSAL_BLANK_NEEDED;
    event.seal = decision->hall->last_seal + 1;
    event.automatic = !cases->impression;
    event.day = case_today(decision);
    text_copy(event.digest, sizeof event.digest, draws ? file->digest : cases->digest);
    text_copy(event.blank, sizeof event.blank, cases->blank);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_confirm(struct decision *decision)
{
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_CONFIRM, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    event.seal = decision->command->cases->file->seal;
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_spoil(struct decision *decision)
{
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_SPOIL, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (!decision->command->reason[0])
        return REFUSAL_REASON_NEEDED;
    text_copy(event.blank, sizeof event.blank, decision->command->cases->file->blank);
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_shelve(struct decision *decision)
{
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_SHELVE, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (!decision->command->cases->shelf[0])
        return REFUSAL_SHELF_NEEDED;
    text_copy(event.shelf, sizeof event.shelf, decision->command->cases->shelf);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_reprint(struct decision *decision)
{
    const struct case_file *file = decision->command->cases->file;
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_REPRINT, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (!file->digest[0])
        return REFUSAL_NO_DOCUMENT;
    if (!decision->command->reason[0])
        return REFUSAL_REASON_NEEDED;
    event.copy = file->reprints + 1;
    text_copy(event.certificate, sizeof event.certificate, file->certificate);
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_hand_out(struct decision *decision)
{
    const struct case_command *cases = decision->command->cases;
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_HAND_OUT, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (!cases->collector_is_known)
        return REFUSAL_COLLECTOR_WRONG;
    event.ticket = decision->command->ticket;
    text_copy(event.agent, sizeof event.agent, cases->agent);
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_mark(struct decision *decision)
{
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_MARK, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (!decision->command->reason[0])
        return REFUSAL_REASON_NEEDED;
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

/* A certificate is printed when it is sealed and when it is printed again, for a reason: never just so, and only the bytes that were sealed. */
static bool may_print(const struct case_command *cases)
{
    const struct case_file *file = cases->file;

    if (cases->paper != CASE_PAPER_CERTIFICATE)
        return cases->paper != CASE_PAPER_TICKET && cases->paper != CASE_PAPER_TEST && cases->paper != CASE_PAPER_EMERGENCY;
    return cases->follows && file->digest[0] && (file->state == CASE_STATE_SEALED || file->state == CASE_STATE_ISSUED || file->state == CASE_STATE_HANDED);
}

enum refusal command_case_print(struct decision *decision)
{
    const struct case_command *cases = decision->command->cases;
    struct hall *hall = decision->hall;

    if (!cases->file)
        return REFUSAL_CASE_UNKNOWN;
    if (!may_print(cases))
        return REFUSAL_PAPER_NOT_YET;
    int32_t printer = printer_for(hall, cases->paper, decision->command->place);
    if (printer == NO_SLOT)
        return REFUSAL_NO_PRINTER;
    struct event event = decision_event(decision, EVENT_PRINT_QUEUED);
    event.job.value = hall->last_job + 1;
    event.kase = cases->file->id;
    event.paper = cases->paper;
    event.copy = cases->paper == CASE_PAPER_CERTIFICATE ? cases->file->reprints : cases->printed;
    text_copy(event.printer, sizeof event.printer, hall->printers[printer].name);
    case_emit(decision, &event);
    decision->outcome->job = event.job;
    return REFUSAL_NONE;
}

/* --- supervision, and who stands in for whom --- */

enum refusal command_sample_commit(struct decision *decision)
{
    struct event event = decision_event(decision, EVENT_SAMPLE_COMMITTED);

    event.number = (int32_t)decision->hall->last_sample + 1;
    event.count = decision->command->count;
    event.day = decision->command->carried_day;
    event.until = decision->command->cases->valid_until;
    text_copy(event.digest, sizeof event.digest, decision->command->digest);
    decision_emit(decision, &event);
    decision->outcome->kase.value = event.number; /* a sample is told where a case would be */
    return REFUSAL_NONE;
}

enum refusal command_sample_reveal(struct decision *decision)
{
    struct event event = decision_event(decision, EVENT_SAMPLE_REVEALED);

    event.number = decision->command->count;
    text_copy(event.digest, sizeof event.digest, decision->command->digest);
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_staff_deputy(struct decision *decision)
{
    const struct case_command *cases = decision->command->cases;
    struct event event = decision_event(decision, EVENT_STAFF_DEPUTY);

    event.day = decision->command->carried_day;
    event.until = cases->valid_until;
    if (event.until.days < event.day.days || strcmp(decision->command->staff, cases->to_staff) == 0)
        return REFUSAL_OUT_OF_RANGE;
    text_copy(event.staff, sizeof event.staff, decision->command->staff);
    text_copy(event.name, sizeof event.name, cases->to_staff);
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}
