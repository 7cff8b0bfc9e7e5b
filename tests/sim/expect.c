#include "sim/expect.h"

#include <string.h>

static const struct expect no = {.answer = ANSWER_NO};

static struct expect yes(int first)
{
    return (struct expect){.answer = ANSWER_YES, .first = first};
}

static struct expect yes_if(bool condition, int first)
{
    return (struct expect){.answer = condition ? ANSWER_YES : ANSWER_NO, .first = first};
}

static struct expect then_window(struct expect expect, unsigned states, int64_t ticket)
{
    expect.about_window = true;
    expect.window_states = states;
    expect.window_ticket = ticket;
    return expect;
}

/* --- numbers and papers --- */

enum service_state expect_service(const struct book *book, int32_t service, int64_t now_ms)
{
    const struct service_settings *settings = &book->settings.services[service];
    int32_t minute = book_minute_of(book, now_ms), count = settings->session_count;

    if (!book->day_open)
        return SERVICE_CLOSED;
    if (settings->quota != 0 && book->taken[service] >= settings->quota)
        return SERVICE_FULL;
    for (int32_t i = 0; i < count; i++)
        if (minute >= settings->sessions[i].from && minute < settings->sessions[i].to)
            return minute < settings->sessions[count - 1].to - settings->stop_before_end_min ? SERVICE_OPEN : SERVICE_CLOSED;
    if (count == 0)
        return SERVICE_OPEN;
    bool between = minute >= settings->sessions[0].to && minute < settings->sessions[count - 1].from;
    return between ? SERVICE_LUNCH : SERVICE_CLOSED;
}

static bool can_print_at(const struct book *book, const char *place)
{
    for (int32_t i = 0; i < book->printer_count; i++)
        if ((place[0] == '\0' || strcmp(book->printers[i].place, place) == 0) &&
            !book->printers[i].paused && (book->printers[i].state == PRINTER_READY || book->printers[i].state == PRINTER_PAPER_LOW))
            return true;
    return false;
}

static bool person_may_take(const struct book *book, const struct command *command)
{
    const struct service_settings *service = &book->settings.services[command->service];
    int32_t open = 0;

    if (command->person[0] == '\0')
        return !service->real_name;
    for (int32_t i = 0; i < book->open_count; i++) {
        const struct book_ticket *ticket = &book->tickets[book->open[i]];
        open += ticket->letter == command->service && ticket->state != TICKET_NO_SHOW && strcmp(ticket->person, command->person) == 0;
    }
    return service->per_person == 0 || command->agent || open < service->per_person;
}

static bool may_carry(const struct book *book, const struct command *command)
{
    if (command->carried.value == 0)
        return true;
    for (int32_t i = book->ticket_count - 1; i >= 0 && book->tickets[i].day == book->day; i--)
        if (book->tickets[i].carried == command->carried.value)
            return false;
    return command->carried_state == TICKET_EXPIRED && command->carried_day.days == book->previous_day;
}

static struct expect of_take(const struct book *book, const struct command *command, int64_t now_ms)
{
    bool known = command->service >= 0 && command->service < SERVICES_MAX && book->settings.services[command->service].used;
    bool paper = !command->no_paper && can_print_at(book, command->place);

    if (!known || expect_service(book, command->service, now_ms) != SERVICE_OPEN || !person_may_take(book, command) || !may_carry(book, command) ||
        command->count < 1 || command->count > 20 || (command->actor.role == STAFF_ROLE_KIOSK && !paper && !book->settings.paperless))
        return no;
    struct expect expect = yes(EVENT_TICKET_TAKEN);
    expect.paper = paper;
    if (book->settings.services[command->service].session_count > 0)
        expect.answer = ANSWER_EITHER; /* the expected wait may pass closing time: whoever asked the hall knows */
    return expect;
}

static struct expect of_ticket(const struct book *book, const struct command *command, int64_t now_ms)
{
    const struct book_ticket *ticket = book_ticket(book, command->ticket.value);
    struct expect expect;

    if (!ticket)
        return no;
    bool waits = ticket->state == TICKET_WAITING, missed = ticket->state == TICKET_NO_SHOW, parked = ticket->state == TICKET_PARKED;
    switch (command->type) {
    case COMMAND_CANCEL:
        return yes_if(waits || missed || parked, EVENT_TICKET_CANCELLED);
    case COMMAND_RETURN:
        return yes_if(book->day_open && (parked || (missed && now_ms - ticket->ended_ms <= book->settings.return_within_ms)), EVENT_TICKET_RETURNED);
    case COMMAND_SET_PRIORITY:
        return yes_if(waits && command->reason[0], EVENT_TICKET_PRIORITY_CHANGED);
    default:
        expect = yes_if((ticket->state <= TICKET_PARKED || missed) && can_print_at(book, command->place), EVENT_PRINT_QUEUED);
        expect.paper = expect.answer == ANSWER_YES;
        return expect;
    }
}

/* --- windows --- */

#define WINDOW_IN(state) (1U << WINDOW_##state)

static struct expect of_open(const struct book *book, const struct command *command)
{
    for (int32_t i = 1; i <= WINDOWS_MAX; i++)
        if (command->staff[0] && book->windows[i].state != WINDOW_CLOSED && strcmp(book->windows[i].staff, command->staff) == 0)
            return no;
    return then_window(yes_if(book->windows[command->window].state == WINDOW_CLOSED, EVENT_WINDOW_OPENED), WINDOW_IN(OPEN), 0);
}

static struct expect of_next(const struct book *book, const struct command *command)
{
    enum window_state state = book->windows[command->window].state;
    bool work = book_has_work(book, command->window);
    unsigned then = work ? WINDOW_IN(CALLING) : WINDOW_IN(READY);

    if (command->ticket.value) { /* somebody in particular: a permission */
        const struct book_ticket *ticket = book_ticket(book, command->ticket.value);
        bool may = command->may_choose && ticket && ticket->state == TICKET_WAITING && book_may_serve(book, command->window, ticket);
        return then_window(yes_if(may && (state == WINDOW_SERVING || state == WINDOW_OPEN), state == WINDOW_SERVING ? EVENT_TICKET_FINISHED : EVENT_TICKET_CALLED),
                           WINDOW_IN(CALLING), command->ticket.value);
    }
    if (state == WINDOW_SERVING)
        return then_window(yes(EVENT_TICKET_FINISHED), then, -1);
    if (state == WINDOW_READY)
        return then_window(yes(EVENT_NONE), then, -1);
    return then_window(yes_if(state == WINDOW_OPEN, work ? EVENT_TICKET_CALLED : EVENT_WINDOW_READY), then, -1);
}

static struct expect of_recall(const struct book *book, const struct book_ticket *ticket, int64_t now_ms)
{
    int64_t gap = ticket->priority == PRIORITY_NORMAL ? book->settings.recall_gap_ms : book->settings.recall_gap_priority_ms;
    bool asks = ticket->state == TICKET_CALLED || ticket->automatic;

    return then_window(yes_if(asks && ticket->recalls < book->settings.recalls && now_ms - ticket->last_call_ms >= gap, EVENT_TICKET_RECALLED),
                       WINDOW_IN(CALLING), ticket->id);
}

static bool target_may_serve(const struct book *book, const struct command *command, const struct book_ticket *ticket, int32_t service)
{
    struct book_ticket moved = *ticket;

    if (command->to_window == 0)
        return true;
    if (command->to_window < 0 || command->to_window > WINDOWS_MAX || command->to_window == command->window)
        return false;
    moved.service = service;
    moved.only_window = command->to_window;
    return book->settings.windows[command->to_window].used && book->windows[command->to_window].state != WINDOW_CLOSED &&
           book_may_serve(book, command->to_window, &moved);
}

static struct expect of_transfer(const struct book *book, const struct command *command, const struct book_ticket *ticket)
{
    int32_t service = command->service < 0 ? ticket->service : command->service;
    bool served = false;

    if ((command->service < 0 && command->to_window == 0) || service >= SERVICES_MAX || !book->settings.services[service].used)
        return no;
    for (int32_t i = 1; i <= WINDOWS_MAX; i++)
        served = served || (book->settings.windows[i].used && (book->settings.windows[i].services >> service & 1));
    return yes_if(served && target_may_serve(book, command, ticket, service), EVENT_TICKET_TRANSFERRED);
}

static struct expect of_undo(const struct book *book, const struct command *command, int64_t now_ms)
{
    const struct book_window *window = &book->windows[command->window];
    bool in_time = now_ms - window->act_ms <= book->settings.undo_ms;

    switch (window->act) {
    case ACT_CALL:
        return then_window(yes_if(in_time, EVENT_TICKET_CALL_UNDONE), WINDOW_IN(OPEN), 0);
    case ACT_FINISH:
        return then_window(yes_if(in_time && (window->state == WINDOW_OPEN || window->state == WINDOW_READY), EVENT_TICKET_FINISH_UNDONE),
                           WINDOW_IN(SERVING), window->finished);
    case ACT_FINISH_AND_CALL:
        return then_window(yes_if(in_time, EVENT_TICKET_CALL_UNDONE), WINDOW_IN(SERVING), window->finished);
    case ACT_NONE:
        break;
    }
    return no;
}

/* What needs somebody at the window. */
static struct expect of_visit(const struct book *book, const struct command *command, const struct book_ticket *ticket, int64_t now_ms)
{
    bool calling = ticket->state == TICKET_CALLED;
    bool again = book->settings.windows[command->window].next_after_finish; /* then it asks for the next by itself */

    switch (command->type) {
    case COMMAND_RECALL:
        return of_recall(book, ticket, now_ms);
    case COMMAND_START:
        return then_window(yes_if(calling, EVENT_TICKET_STARTED), WINDOW_IN(SERVING), ticket->id);
    case COMMAND_FINISH:
        return then_window(yes(EVENT_TICKET_FINISHED), !again ? WINDOW_IN(OPEN) : book_has_work(book, command->window) ? WINDOW_IN(CALLING) : WINDOW_IN(READY),
                           again ? -1 : 0);
    case COMMAND_NO_SHOW:
        return then_window(yes_if(calling || ticket->automatic, EVENT_TICKET_NO_SHOW), WINDOW_IN(OPEN), 0);
    case COMMAND_PARK:
        return then_window(yes(EVENT_TICKET_PARKED), WINDOW_IN(OPEN), 0);
    case COMMAND_TRANSFER:
        return then_window(of_transfer(book, command, ticket), WINDOW_IN(OPEN), 0);
    default:
        return no;
    }
}

static struct expect of_window(const struct book *book, const struct command *command, int64_t now_ms)
{
    if (command->window < 1 || command->window > WINDOWS_MAX || !book->settings.windows[command->window].used)
        return no;
    const struct book_window *window = &book->windows[command->window];
    const struct book_ticket *ticket = book_ticket(book, window->ticket);
    bool open = window->state != WINDOW_CLOSED, unoccupied = window->ticket == 0;
    switch (command->type) {
    case COMMAND_OPEN:
        return of_open(book, command);
    case COMMAND_PAUSE:
        return then_window(yes_if(open && unoccupied && window->state != WINDOW_PAUSED && command->reason[0], EVENT_WINDOW_PAUSED), WINDOW_IN(PAUSED), 0);
    case COMMAND_RESUME:
        return then_window(yes_if(window->state == WINDOW_PAUSED, EVENT_WINDOW_RESUMED), WINDOW_IN(OPEN), 0);
    case COMMAND_CLOSE:
        return then_window(yes_if(open && unoccupied, EVENT_WINDOW_CLOSED), WINDOW_IN(CLOSED), 0);
    case COMMAND_NEXT:
        return of_next(book, command);
    case COMMAND_UNDO:
        return of_undo(book, command, now_ms);
    default:
        return ticket ? of_visit(book, command, ticket, now_ms) : no;
    }
}

/* --- printers --- */

static struct expect of_report(const struct book *book, const struct command *command)
{
    int32_t index = book_printer(book, command->printer);

    if (command->printer[0] == '\0' || command->printer_state == PRINTER_AWAY || command->printer_state == PRINTER_PAUSED || (index < 0 && book->printer_count == PRINTERS_MAX))
        return no;
    bool same = index >= 0 && book->printers[index].state == command->printer_state && strcmp(book->printers[index].place, command->place) == 0 &&
                strcmp(book->printers[index].reason, command->reason) == 0 && strcmp(book->printers[index].spare, command->spare) == 0 &&
                book->printers[index].spare_after_ms == command->spare_after_ms;
    return yes(same ? EVENT_NONE : EVENT_PRINTER_CHANGED);
}

static struct expect of_lease(const struct book *book, const struct command *command)
{
    int32_t printer = book_printer(book, command->printer);
    bool queued = false;

    if (printer < 0)
        return no;
    if (book->printers[printer].paused)
        return yes(EVENT_NONE);
    for (int32_t i = book->first_job; i < book->job_count; i++) {
        const struct book_job *job = &book->jobs[i];
        if (job->printer == printer && (job->state == JOB_LEASED || job->state == JOB_PRINTING))
            return yes(EVENT_NONE); /* one paper at a time */
        queued = queued || (job->printer == printer && job->state == JOB_QUEUED);
    }
    return yes(queued ? EVENT_PRINT_LEASED : EVENT_NONE);
}

static struct expect of_pause(const struct book *book, const struct command *command)
{
    int32_t printer = book_printer(book, command->printer);
    bool pause = command->type == COMMAND_PRINTER_PAUSE;

    return yes_if(printer >= 0 && book->printers[printer].paused != pause, pause ? EVENT_PRINTER_PAUSED : EVENT_PRINTER_RESUMED);
}

/* (every printer of a simulated day prints tickets) */
static struct expect of_move(const struct book *book, const struct command *command)
{
    const struct book_job *job = book_job(book, command->job.value);
    int32_t printer = book_printer(book, command->printer);

    if (!job || printer < 0 || job->state != JOB_QUEUED)
        return no;
    return yes(job->printer == printer ? EVENT_NONE : EVENT_PRINT_MOVED);
}

static struct expect of_job(const struct book *book, const struct command *command)
{
    const struct book_job *job = book_job(book, command->job.value);

    if (!job || job->fence != command->fence)
        return no;
    bool leased = job->state == JOB_LEASED, printing = job->state == JOB_PRINTING, late = job->state == JOB_ATTENTION && job->overdue;
    switch (command->type) {
    case COMMAND_JOB_RENEW:
        return (struct expect){.answer = leased || printing ? ANSWER_YES : late || job->state == JOB_PRINTED ? ANSWER_EITHER : ANSWER_NO, .first = EVENT_NONE};
    case COMMAND_JOB_RELEASE:
        return yes_if(leased, EVENT_PRINT_RELEASED);
    case COMMAND_JOB_PRINTING:
        return yes_if(leased, EVENT_PRINT_PRINTING);
    case COMMAND_JOB_PRINTED:
        return yes_if(printing || late, EVENT_PRINT_PRINTED);
    case COMMAND_JOB_ATTENTION:
        return yes_if(printing, EVENT_PRINT_ATTENTION);
    default:
        return yes_if(leased || printing, EVENT_PRINT_FAILED);
    }
}

struct expect expect_of(const struct book *book, const struct command *command, int64_t now_ms)
{
    if (command->cases)
        return expect_case(book, command, now_ms);
    switch (command->type) {
    case COMMAND_TAKE:
        return of_take(book, command, now_ms);
    case COMMAND_CANCEL:
    case COMMAND_RETURN:
    case COMMAND_SET_PRIORITY:
    case COMMAND_REPRINT:
        return of_ticket(book, command, now_ms);
    case COMMAND_CREATE:
        return yes(EVENT_HALL_CREATED);
    case COMMAND_CONFIGURE:
        return yes(EVENT_CONFIG_CHANGED);
    case COMMAND_END_DAY:
        return yes_if(book->day_open, EVENT_ANY); /* the first event is whoever expires first */
    case COMMAND_PRINTER_REPORT:
        return of_report(book, command);
    case COMMAND_PRINTER_PAUSE:
    case COMMAND_PRINTER_RESUME:
        return of_pause(book, command);
    case COMMAND_JOB_MOVE:
        return of_move(book, command);
    case COMMAND_JOB_LEASE:
        return of_lease(book, command);
    case COMMAND_JOB_RENEW:
    case COMMAND_JOB_RELEASE:
    case COMMAND_JOB_PRINTING:
    case COMMAND_JOB_PRINTED:
    case COMMAND_JOB_ATTENTION:
    case COMMAND_JOB_FAILED:
        return of_job(book, command);
    default:
        return of_window(book, command, now_ms);
    }
}

static const char *word_of(int type)
{
    return type < EVENT_TYPE_COUNT ? event_word((enum event_type)type) : "nothing";
}

void expect_check(struct book *book, const struct command *command, const struct expect *expect, enum refusal refusal, int first,
                  const struct outcome *outcome)
{
    const struct book_window *window = command->window >= 1 && command->window <= WINDOWS_MAX ? &book->windows[command->window] : NULL;

    BOOK_NEEDS(book, expect->answer != ANSWER_YES || refusal == REFUSAL_NONE,
               "a right request is granted", "it was refused: %s", refusal_type(refusal));
    BOOK_NEEDS(book, expect->answer != ANSWER_NO || refusal != REFUSAL_NONE, "a wrong request is refused", "it was granted");
    if (refusal != REFUSAL_NONE) {
        BOOK_NEEDS(book, first == EVENT_NONE,
                   "a refusal changes nothing", "it was refused (%s) and emitted %s", refusal_type(refusal), word_of(first));
        return;
    }
    if (expect->first != EVENT_ANY)
        BOOK_NEEDS(book, first == expect->first, "what was asked happens", "%s happens, not %s", word_of(first), word_of(expect->first));
    if (expect->about_window && window) {
        BOOK_NEEDS(book, expect->window_states >> window->state & 1, "what was asked happens", "window %d is %s afterwards", (int)command->window,
                   window_state_word(window->state));
        BOOK_NEEDS(book, expect->window_ticket < 0 || window->ticket == expect->window_ticket, "what was asked happens",
                   "window %d has ticket %lld afterwards, not %lld", (int)command->window, (long long)window->ticket, (long long)expect->window_ticket);
        BOOK_NEEDS(book, outcome->window == command->window, "the answer is right", "the answer is about window %d", (int)outcome->window);
    }
    BOOK_NEEDS(book, expect->paper == (outcome->job.value != 0 && (command->type == COMMAND_TAKE || command->type == COMMAND_REPRINT)) ||
                         (command->type != COMMAND_TAKE && command->type != COMMAND_REPRINT),
               "a number and its paper", expect->paper ? "no paper was queued" : "a paper was queued that nobody wanted");
    if (command->type == COMMAND_TAKE)
        BOOK_NEEDS(book, book_ticket(book, outcome->ticket.value) && outcome->ticket.value == book->tickets[book->ticket_count - 1].id,
                   "the answer is right",
                   "the answer is about ticket %lld", (long long)outcome->ticket.value);
    if (command->type == COMMAND_NEXT && window)
        BOOK_NEEDS(book, outcome->nothing == (window->state == WINDOW_READY), "the answer is right", "the answer says nothing: %d", outcome->nothing);
    if (command->type == COMMAND_JOB_LEASE)
        BOOK_NEEDS(book, outcome->nothing == (first == EVENT_NONE), "the answer is right", "the answer says nothing: %d", outcome->nothing);
}
