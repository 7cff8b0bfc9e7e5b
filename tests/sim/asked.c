#include "sim/asked.h"

#include <string.h>

#define ASKED "what was asked happens"

static void same(struct book *book, const struct event *event, const char *what, int64_t said, int64_t asked)
{
    BOOK_NEEDS(book, said == asked, ASKED, "%s says %s %lld, and asked was %lld", event_word(event->type), what, (long long)said, (long long)asked);
}

static void same_text(struct book *book, const struct event *event, const char *what, const char *said, const char *asked)
{
    BOOK_NEEDS(book, strcmp(said, asked) == 0, ASKED, "%s says %s '%s', and asked was '%s'", event_word(event->type), what, said, asked);
}

static void check_taken(struct book *book, const struct command *command, const struct event *event)
{
    same(book, event, "service", event->service, command->service);
    same(book, event, "priority", event->priority, command->carried.value ? PRIORITY_CARRIED : command->priority);
    same(book, event, "the carried ticket", event->other.value, command->carried.value);
    same(book, event, "Chinese", event->chinese, command->chinese);
    same(book, event, "matters", event->count, command->count);
    same(book, event, "group", event->group, command->group);
    same_text(book, event, "person", event->person, command->person);
}

/* A transfer to a window alone keeps the service. */
static void check_transferred(struct book *book, const struct command *command, const struct event *event)
{
    const struct book_ticket *ticket = book_ticket(book, event->ticket.value);

    same(book, event, "service", event->service, command->service >= 0 || !ticket ? command->service : ticket->service);
    same(book, event, "to window", event->to_window, command->to_window);
}

static void check_printer(struct book *book, const struct command *command, const struct event *event)
{
    same_text(book, event, "printer", event->printer, command->printer);
    same_text(book, event, "place", event->place, command->place);
    same_text(book, event, "reason", event->reason, command->reason);
    same(book, event, "state", event->printer_state, command->printer_state);
    same_text(book, event, "spare", event->spare, command->spare);
    same(book, event, "spare_after", event->spare_after_ms, command->spare_after_ms);
}

/* What was said of a case is in its event; what was not said stays as it was. */
static void check_case(struct book *book, const struct command *command, const struct event *event)
{
    const struct case_command *cases = command->cases;

    if (cases->file)
        same(book, event, "case", event->kase.value, cases->file->id.value);
    if (book_case_event_of(command->type) != event->type)
        return;
    same_text(book, event, "staff", event->actor.staff, command->actor.staff);
    if (cases->materials[0] && event->type != EVENT_CASE_DEEMED_ACCEPTED && (event->type <= EVENT_CASE_DECLINED || event->type == EVENT_CASE_MATERIAL))
        same_text(book, event, "materials", event->materials, cases->materials);
    if (event->type <= EVENT_CASE_DECLINED && !cases->file) {
        same_text(book, event, "item", event->item, cases->item ? cases->item->code : "?");
        same_text(book, event, "applicant", event->person, command->person);
        same(book, event, "version", event->version, cases->version);
    }
    if (event->type == EVENT_CASE_FORWARDED)
        same_text(book, event, "to whom", event->staff, cases->to_staff);
    if (event->type == EVENT_CASE_SUSPENDED)
        same(book, event, "procedure", event->special, cases->special);
    if (event->type == EVENT_CASE_APPROVED)
        same(book, event, "valid until", event->until.days, cases->valid_until.days);
    if (event->type == EVENT_CASE_RESULT)
        same(book, event, "outcome", event->outcome, cases->outcome);
    if (event->type == EVENT_SEAL_USED)
        same(book, event, "impression", !event->automatic, cases->impression);
    if (event->type == EVENT_SEAL_USED)
        same_text(book, event, "blank", event->blank, cases->blank);
    if (event->type == EVENT_CERTIFICATE_SHELVED)
        same_text(book, event, "shelf", event->shelf, cases->shelf);
    if (event_has(event->type, EVENT_FIELD_REASON) && event->type != EVENT_CASE_RECEIVED && event->type != EVENT_CASE_ACCEPTED)
        same_text(book, event, "reason", event->reason, command->reason);
}

void asked_check(struct book *book, const struct command *command, const struct event *event)
{
    if (event->actor.role == STAFF_ROLE_SYSTEM)
        return; /* the controller's own */
    if (command->window)
        same(book, event, "window", event->window, command->window);
    if (command->cases)
        check_case(book, command, event);
    switch (event->type) {
    case EVENT_TICKET_TAKEN:
        check_taken(book, command, event);
        break;
    case EVENT_TICKET_TRANSFERRED:
        check_transferred(book, command, event);
        break;
    case EVENT_TICKET_PRIORITY_CHANGED:
        same(book, event, "priority", event->priority, command->priority);
        same_text(book, event, "reason", event->reason, command->reason);
        break;
    case EVENT_TICKET_PARKED:
    case EVENT_WINDOW_PAUSED:
    case EVENT_PRINT_ATTENTION:
    case EVENT_PRINT_FAILED:
        same_text(book, event, "reason", event->reason, command->reason);
        break;
    case EVENT_WINDOW_OPENED:
        same(book, event, "skills", event->skills, command->skills);
        same_text(book, event, "staff", event->staff, command->staff);
        break;
    case EVENT_PRINT_MOVED:
    case EVENT_PRINTER_PAUSED:
        same_text(book, event, "reason", event->reason, command->reason);
        same_text(book, event, "printer", event->printer, command->printer);
        break;
    case EVENT_PRINTER_RESUMED:
        same_text(book, event, "printer", event->printer, command->printer);
        break;
    case EVENT_PRINTER_CHANGED:
        check_printer(book, command, event);
        break;
    default:
        break;
    }
    if (((event->type >= EVENT_PRINT_LEASED && event->type <= EVENT_PRINT_FAILED) || event->type == EVENT_PRINT_MOVED) && command->job.value)
        same(book, event, "job", event->job.value, command->job.value);
    if (command->ticket.value && command->type != COMMAND_NEXT && event->type < EVENT_PRINT_QUEUED)
        same(book, event, "ticket", event->ticket.value, command->ticket.value);
}
