/* To whom a thing happens, and when: mostly to somebody to whom it can happen, sometimes to anybody. */
#include "sim/world.h"

#include "sim/rule.h"

#include <stdio.h>
#include <string.h>

enum { ANYBODY = 8 }; /* every eighth request makes no sense */

static const char *const printers[] = {"printer1", "printer2", "printer3"};
static const char *const places[] = {"kiosk 1", "kiosk 2", "kiosk 1"};

/* Returns a window in one of some states (rather a certain one, 0: none in particular), or any window, or none. */
static int32_t pick_window(const struct world *world, unsigned states, int32_t rather, uint32_t pick)
{
    int32_t known[WINDOWS_MAX], count = 0;
    bool any = pick % ANYBODY == 0;

    if (pick % 128 == 0)
        return (int32_t)(pick >> 8 & 127) - 10;
    if (!any && rather >= 1 && rather <= WINDOWS_MAX && (states >> world->book.windows[rather].state & 1))
        return rather;
    for (int32_t i = 1; i <= WINDOWS_MAX; i++)
        if (world->book.settings.windows[i].used)
            known[count++] = i;
    for (int32_t i = 0; i < count; i++) { /* the next one that fits: much of the day can be struck out and it is still this one */
        int32_t number = known[((pick >> 8) + (uint32_t)i) % (uint32_t)count];
        if (any || (states >> world->book.windows[number].state & 1))
            return number;
    }
    return 0;
}

/* Returns the id of a ticket in one of some states, or of any ticket, or of none. */
static int64_t pick_ticket(const struct world *world, unsigned states, uint32_t pick)
{
    const struct book *book = &world->book;
    uint32_t count = 0, wanted;

    if (pick % ANYBODY == 0)
        return (int64_t)(pick >> 8) % (world->hall.last_ticket + 2);
    const struct book_ticket *focus = book_ticket(book, world->focus_ticket);
    if (focus && (states >> focus->state & 1))
        return focus->id;
    for (int32_t i = 0; i < book->open_count; i++)
        count += states >> book->tickets[book->open[i]].state & 1;
    if (count == 0)
        return 0;
    wanted = (pick >> 8) % count;
    for (int32_t i = 0; i < book->open_count; i++)
        if ((states >> book->tickets[book->open[i]].state & 1) && wanted-- == 0)
            return book->tickets[book->open[i]].id;
    return 0;
}

static enum priority pick_priority(const struct world *world, uint32_t pick)
{
    static const enum priority some[] = {PRIORITY_ELDERLY, PRIORITY_DISABLED, PRIORITY_PREGNANT, PRIORITY_INFANT, PRIORITY_MILITARY, PRIORITY_GUIDED};

    return pick % 100 < (world->scenario->seed % 3 ? 55 : 20) ? PRIORITY_NORMAL : some[(pick >> 8) % (sizeof some / sizeof *some)];
}

static int32_t pick_service(const struct world *world, uint32_t pick)
{
    int32_t count = 0;

    while (count < SERVICES_MAX && world->book.settings.services[count].used)
        count++;
    return (int32_t)(pick % (uint32_t)count) + (pick % 97 == 0 ? 20 : 0);
}

/* A person comes back with the paper of an earlier day: mostly one that expired. */
static void resolve_carried(const struct world *world, struct command *command, uint32_t pick)
{
    const struct book *book = &world->book;

    if (pick % 4 != 0 || book->ticket_count == 0)
        return;
    for (int32_t tries = 0; tries < 8; tries++) {
        const struct book_ticket *ticket = &book->tickets[(pick >> (8 + tries)) % (uint32_t)book->ticket_count];
        if (ticket->state == TICKET_EXPIRED || (tries == 7 && pick % 16 == 0)) {
            command->carried.value = ticket->id;
            command->carried_day.days = ticket->day;
            command->carried_state = ticket->state;
            return;
        }
    }
}

static void resolve_take(const struct world *world, const struct op *op, struct command *command)
{
    static const enum staff_role roles[] = {STAFF_ROLE_KIOSK, STAFF_ROLE_KIOSK, STAFF_ROLE_GUIDE, STAFF_ROLE_CLERK};
    const uint32_t *picks = op->picks;
    int32_t groups = world->book.settings.group_count;

    command->service = pick_service(world, picks[0]);
    command->priority = pick_priority(world, picks[1]);
    command->actor.role = roles[picks[2] % 4];
    snprintf(command->actor.token, sizeof command->actor.token, "%s%u", staff_role_word(command->actor.role), (unsigned)(picks[2] >> 4) % 2 + 1);
    command->count = picks[2] >> 8 & 63 ? (int32_t)(picks[2] >> 16) % 3 + 1 : (int32_t)(picks[2] >> 16) % 30;
    command->group = groups == 0 || (picks[3] & 1) ? -1 : (int32_t)(picks[3] >> 1) % groups;
    command->no_paper = (picks[3] >> 8) % 10 == 0;
    command->chinese = picks[3] >> 16 & 1;
    command->agent = (picks[3] >> 17) % 5 == 0;
    if ((picks[3] >> 20) % 3 == 0)
        snprintf(command->person, sizeof command->person, "%032x", (unsigned)(picks[3] >> 22) % 5 + 1);
    if ((picks[1] >> 16) % 4 != 0)
        snprintf(command->place, sizeof command->place, "%s", (picks[1] >> 18) % 16 == 0 ? "nowhere" : places[(picks[1] >> 22) % 3]);
    resolve_carried(world, command, picks[1] >> 4);
}

static void resolve_ticket(const struct world *world, const struct op *op, struct command *command)
{
    unsigned waiting = 1U << TICKET_WAITING, away = 1U << TICKET_NO_SHOW | 1U << TICKET_PARKED;

    command->actor = (struct actor){.role = STAFF_ROLE_GUIDE, .token = "guide1"};
    command->ticket.value = pick_ticket(world, op->kind == OP_RETURN ? away : op->kind == OP_REPRINT ? ~0U : waiting, op->picks[0]);
    command->priority = pick_priority(world, op->picks[1]);
    if (op->picks[2] % 8)
        snprintf(command->reason, sizeof command->reason, "as seen");
    if (op->kind == OP_REPRINT && op->picks[2] % 2)
        snprintf(command->place, sizeof command->place, "%s", places[(op->picks[2] >> 8) % 3]);
}

#define WINDOW_IN(state) (1U << WINDOW_##state)

static unsigned states_for(enum op_kind kind)
{
    switch (kind) {
    case OP_OPEN: return WINDOW_IN(CLOSED);
    case OP_NEXT: return WINDOW_IN(OPEN) | WINDOW_IN(SERVING);
    case OP_PAUSE: return WINDOW_IN(OPEN) | WINDOW_IN(READY);
    case OP_RESUME: return WINDOW_IN(PAUSED);
    case OP_CLOSE: return WINDOW_IN(OPEN) | WINDOW_IN(READY) | WINDOW_IN(PAUSED);
    case OP_START: return WINDOW_IN(CALLING);
    case OP_UNDO: return ~WINDOW_IN(CLOSED);
    default: return WINDOW_IN(CALLING) | WINDOW_IN(SERVING);
    }
}

static void resolve_window(const struct world *world, const struct op *op, struct command *command)
{
    const uint32_t *picks = op->picks;

    int32_t rather = world->focus_window ? world->focus_window : op->follows ? world->last_window : 0;

    command->window = pick_window(world, states_for(op->kind), rather, picks[0]);
    command->actor.role = picks[1] % 8 ? STAFF_ROLE_CLERK : STAFF_ROLE_OWNER;
    snprintf(command->actor.token, sizeof command->actor.token, "clerk%d", (int)command->window);
    if (op->kind == OP_OPEN && picks[1] % 8)
        snprintf(command->staff, sizeof command->staff, "%u", 1001 + (unsigned)(picks[1] >> 8) % 20);
    command->skills = picks[2] % 3 ? -1 : (int64_t)(picks[2] >> 8 & 7);
    if ((op->kind == OP_PAUSE || op->kind == OP_PARK) && picks[1] % 16)
        snprintf(command->reason, sizeof command->reason, "lunch");
    if (op->kind == OP_NEXT && picks[3] % 12 == 0) { /* call-any */
        command->ticket.value = pick_ticket(world, 1U << TICKET_WAITING, picks[3] >> 4);
        command->may_choose = picks[2] >> 16 & 3;
    }
    if (op->kind != OP_TRANSFER)
        return;
    command->service = picks[1] % 3 == 0 ? -1 : pick_service(world, picks[1] >> 4);
    command->to_window = picks[2] % 3 == 0 ? 0 : pick_window(world, ~WINDOW_IN(CLOSED), 0, picks[3]);
}

static void resolve_printer(const struct world *world, const struct op *op, struct command *command)
{
    const uint32_t *picks = op->picks;
    uint32_t which = picks[0] % 8 ? picks[0] / 8 % 3 : 0;

    (void)world;
    command->actor = (struct actor){.role = STAFF_ROLE_PRINTER};
    snprintf(command->actor.token, sizeof command->actor.token, "worker%u", (unsigned)which + 1);
    snprintf(command->printer, sizeof command->printer, "%s", picks[3] % 64 ? printers[which] : "");
    snprintf(command->place, sizeof command->place, "%s", places[which]);
    if (op->kind == OP_PRINTER_REPORT && picks[2] % 4) { /* the next one stands in, soon or late */
        snprintf(command->spare, sizeof command->spare, "%s", printers[(which + 1) % 3]);
        command->spare_after_ms = picks[2] % 4 == 1 ? 5000 : 60000;
    }
    command->printer_state = picks[1] % 10 < 7 ? PRINTER_READY : (enum printer_state)((picks[1] >> 8) % PRINTER_STATE_COUNT);
}

/* Somebody of the hall pauses a printer, or moves a paper, as a rule one that waits. */
static void resolve_printer_hands(const struct world *world, const struct op *op, struct command *command)
{
    const uint32_t *picks = op->picks;
    const struct book *book = &world->book;

    snprintf(command->printer, sizeof command->printer, "%s", printers[picks[0] % 3]);
    command->actor = (struct actor){.role = STAFF_ROLE_GUIDE, .token = "guide"};
    if (op->kind != OP_PRINTER_RESUME)
        snprintf(command->reason, sizeof command->reason, "a new roll");
    for (int32_t i = book->first_job; i < book->job_count && op->kind == OP_JOB_MOVE; i++)
        if (command->job.value == 0 || (book->jobs[i].state == JOB_QUEUED && picks[1] >> i % 32 & 1) || picks[2] % 16 == 0)
            command->job.value = book->jobs[i].id;
}

static void resolve_job(const struct world *world, const struct op *op, struct command *command)
{
    const uint32_t *picks = op->picks;
    int32_t kept = world->lease_count < LEASES_KEPT ? world->lease_count : LEASES_KEPT;

    command->actor = (struct actor){.role = STAFF_ROLE_PRINTER, .token = "worker1"};
    if (kept > 0) {
        const struct lease *lease = &world->leases[(picks[0] % 4 ? (uint32_t)(world->lease_count - 1) : picks[0] >> 4) % (uint32_t)kept];
        command->job = lease->job;
        command->fence = lease->fence;
    }
    for (int32_t i = world->book.first_job; i < world->book.job_count && picks[2] % 2; i++) {
        const struct book_job *job = &world->book.jobs[i];
        if (job->state == (op->kind == OP_JOB_PRINTING || op->kind == OP_JOB_RELEASE ? JOB_LEASED : JOB_PRINTING)) {
            command->job.value = job->id;
            command->fence = job->fence;
        }
    }
    if (picks[1] % 16 == 0)
        command->fence += (int64_t)(picks[1] >> 8) % 3 - 1;
    if (picks[1] % 64 == 1)
        command->job.value++;
    snprintf(command->reason, sizeof command->reason, "paper-out");
}

/* The manager changes which windows do what, for the rest of the day. */
static void resolve_settings(const struct world *world, const struct op *op, struct command *command, struct settings *settings)
{
    *settings = world->book.settings;
    for (int32_t i = 1; i <= WINDOWS_MAX; i++)
        if (settings->windows[i].used && (op->picks[0] >> i % 32 & 1)) {
            uint32_t services = op->picks[1] >> i % 8 & world->scenario->settings.windows[i].services;
            settings->windows[i].services = services ? services : world->scenario->settings.windows[i].services;
            settings->windows[i].next_after_finish = op->picks[2] >> i % 32 & 1;
        }
    settings->paperless = op->picks[3] & 1;
    command->settings = settings;
    command->actor = (struct actor){.role = STAFF_ROLE_MANAGER, .token = "manager"};
}

bool resolve_command(const struct world *world, const struct op *op, int32_t index, struct command *ret_command, struct settings *settings,
                     struct case_command *cases)
{
    struct command *command = ret_command;

    memset(command, 0, sizeof *command);
    command->type = op_command(op->kind);
    command->service = -1;
    command->group = -1;
    command->count = 1;
    if (op->keyed)
        snprintf(command->key, sizeof command->key, "key%d", (int)index);
    if (op->kind >= OP_CASE_RECEIVE)
        return resolve_case(world, op, command, cases);
    switch (op->kind) {
    case OP_TAKE:
        resolve_take(world, op, command);
        return true;
    case OP_CANCEL:
    case OP_RETURN:
    case OP_SET_PRIORITY:
    case OP_REPRINT:
        resolve_ticket(world, op, command);
        return command->ticket.value != 0;
    case OP_END_DAY:
        command->actor = (struct actor){.role = STAFF_ROLE_MANAGER, .token = "manager"};
        return true;
    case OP_CONFIGURE:
        resolve_settings(world, op, command, settings);
        return true;
    case OP_PRINTER_REPORT:
    case OP_JOB_LEASE:
        resolve_printer(world, op, command);
        return true;
    case OP_PRINTER_PAUSE:
    case OP_PRINTER_RESUME:
        resolve_printer_hands(world, op, command);
        return true;
    case OP_JOB_MOVE:
        resolve_printer_hands(world, op, command);
        return command->job.value != 0;
    case OP_JOB_RENEW:
    case OP_JOB_RELEASE:
    case OP_JOB_PRINTING:
    case OP_JOB_PRINTED:
    case OP_JOB_ATTENTION:
    case OP_JOB_FAILED:
        resolve_job(world, op, command);
        return command->job.value != 0;
    default:
        resolve_window(world, op, command);
        return command->window != 0;
    }
}

static int64_t window_instant(struct world *world, uint32_t pick)
{
    const struct settings *settings = &world->book.settings;
    int32_t number = pick_window(world, ~0U, 0, pick | 1);

    if (number < 1)
        return INT64_MAX;
    const struct book_window *window = &world->book.windows[number];
    const struct book_ticket *ticket = book_ticket(&world->book, window->ticket);
    world->focus_window = number;
    if (pick >> 20 & 1 && window->act != ACT_NONE)
        return window->act_ms + settings->undo_ms;
    if (window->state == WINDOW_READY)
        return window->since_ms + settings->ready_lapse_ms;
    if (!ticket)
        return INT64_MAX;
    if (pick >> 21 & 1)
        return ticket->last_call_ms + settings->auto_start_ms;
    return ticket->last_call_ms + (ticket->priority == PRIORITY_NORMAL ? settings->recall_gap_ms : settings->recall_gap_priority_ms);
}

static int64_t ticket_instant(struct world *world, uint32_t pick)
{
    const struct book_ticket *ticket = book_ticket(&world->book, pick_ticket(world, 1U << TICKET_NO_SHOW, pick | 1));

    if (!ticket || ticket->state != TICKET_NO_SHOW)
        return INT64_MAX;
    world->focus_ticket = ticket->id;
    return ticket->ended_ms + world->book.settings.return_within_ms;
}

/* The beginning or the end of a session, or midnight. */
static int64_t hour_instant(const struct world *world, uint32_t pick)
{
    const struct settings *settings = &world->book.settings;
    const struct service_settings *service = &settings->services[0];
    int64_t midnight = (world->book.day * INT64_C(1440) - settings->utc_offset_min) * 60000;
    const struct session *session = &service->sessions[pick / 4 % 2];

    if (service->session_count == 0 || pick % 4 == 0)
        return midnight + 1440 * INT64_C(60000);
    return midnight + (pick % 4 == 1 ? session->from : pick % 4 == 2 ? session->to : service->sessions[1].to - service->stop_before_end_min) * INT64_C(60000);
}

int64_t resolve_instant(struct world *world, const struct op *op)
{
    uint32_t pick = op->picks[3];

    switch (op->picks[2] % 16) {
    case 0:
        return book_due_ms(&world->book);
    case 1:
        return op->picks[1] % 8 == 0 ? hour_instant(world, pick) : INT64_MAX;
    case 2:
    case 3:
        return ticket_instant(world, pick);
    case 4:
    case 5:
    case 6:
    case 7:
    case 8:
        return rule_instant(&world->book, world->now_ms, pick);
    default:
        return window_instant(world, pick);
    }
}
