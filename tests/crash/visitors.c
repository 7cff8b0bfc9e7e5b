#include "visitors.h"

#include "disk.h"

#include "base/log.h"
#include "core/decision.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct visitors visitors;

/* A request on its way, with the call that it is for. */
struct visit {
    struct request request;
    struct call *call;
    int64_t ticket, number;
};

enum { SECOND = 1000, DAY = 24 * 3600 * SECOND, LOST_ANSWERS = 12 };

/* --- what the product's turn calls --- */

int64_t clock_steady_ms(void)
{
    return visitors.now_ms;
}

int64_t clock_now_ms(const struct clock *clock)
{
    (void)clock;
    return visitors.now_ms;
}

enum error access_load(struct server *server)
{
    (void)server;
    return ERROR_NONE;
}

/* The disk fails all the time here: nobody is told. */
void log_error(const char *format, ...)
{
    (void)format;
}

void log_warning(const char *format, ...)
{
    (void)format;
}

void log_note(const char *format, ...)
{
    (void)format;
}

void log_debug(const char *format, ...)
{
    (void)format;
}

void reply_refusal(struct request *request, enum refusal refusal, const char *detail)
{
    (void)detail;
    request->status = refusal_status(refusal);
}

/* Somebody sees the hall as it is now. */
static void show(const struct server *server)
{
    if (server->hall.seq > visitors.shown_seq)
        visitors.shown_seq = server->hall.seq;
}

void stream_tell(struct server *server)
{
    if (!disk_is_off())
        show(server);
}

static void hear(struct call *call, const struct visit *visit)
{
    bool again = call->state == CALL_DONE;

    if (visit->request.status >= 400) {
        if (again)
            visitors.broken = "what was done is refused when it is asked again";
        if (call->flying == 0)
            call->state = CALL_REFUSED;
        return;
    }
    if (again && (visit->ticket != call->ticket || visit->request.status != call->status))
        visitors.broken = "the same key has another answer";
    call->state = CALL_DONE;
    call->status = visit->request.status;
    call->ticket = visit->ticket;
    call->number = visit->number;
}

void request_send(struct request *request)
{
    struct visit *visit = (struct visit *)request;
    struct server *server = request->server;

    visit->call->flying--;
    if (!disk_is_off() && request->status != 503) {
        show(server);
        if (random_below(&visitors.random, LOST_ANSWERS) != 0)
            hear(visit->call, visit);
    }
    free(visit);
}

/* --- what people want --- */

static struct command wish(struct random *random, const struct hall *hall)
{
    static const enum command_type often[] = {COMMAND_TAKE, COMMAND_TAKE,    COMMAND_TAKE,   COMMAND_TAKE,   COMMAND_NEXT,     COMMAND_NEXT,   COMMAND_NEXT,
                                              COMMAND_FINISH, COMMAND_FINISH, COMMAND_OPEN,   COMMAND_OPEN,   COMMAND_NO_SHOW,  COMMAND_RETURN, COMMAND_UNDO,
                                              COMMAND_START, COMMAND_RECALL, COMMAND_PARK,    COMMAND_CANCEL, COMMAND_TRANSFER, COMMAND_PAUSE,  COMMAND_RESUME,
                                              COMMAND_CLOSE, COMMAND_SET_PRIORITY, COMMAND_PRINTER_REPORT, COMMAND_JOB_LEASE, COMMAND_JOB_PRINTING,
                                              COMMAND_JOB_PRINTED, COMMAND_REPRINT};
    struct command command;

    memset(&command, 0, sizeof command);
    command.type = often[random_below(random, sizeof often / sizeof *often)];
    command.actor.role = STAFF_ROLE_OWNER;
    command.service = (int32_t)random_below(random, SERVICES);
    command.group = -1;
    command.count = 1;
    command.chinese = true;
    command.skills = -1;
    command.priority = random_below(random, 3) == 0 ? PRIORITY_ELDERLY : PRIORITY_NORMAL;
    command.printer_state = PRINTER_READY;
    if (command.type != COMMAND_TAKE && command.type != COMMAND_PRINTER_REPORT && command.type != COMMAND_JOB_LEASE)
        command.window = 1 + (int32_t)random_below(random, WINDOWS);
    if (command.type == COMMAND_RETURN || command.type == COMMAND_CANCEL || command.type == COMMAND_SET_PRIORITY || command.type == COMMAND_REPRINT)
        command.window = 0, command.ticket.value = 1 + random_below(random, hall->last_ticket + 1);
    if (command.type == COMMAND_JOB_PRINTING || command.type == COMMAND_JOB_PRINTED) {
        command.window = 0, command.job.value = 1 + random_below(random, hall->last_job + 1);
        command.fence = 1;
    }
    text_copy(command.printer, sizeof command.printer, "kiosk1");
    text_copy(command.place, sizeof command.place, command.type == COMMAND_PRINTER_REPORT ? "kiosk 1" : "");
    text_copy(command.reason, sizeof command.reason, "一个原因");
    return command;
}

static void ask(struct server *server, struct call *call)
{
    struct visit *visit = calloc(1, sizeof *visit);
    struct command command = call->command;
    struct outcome outcome;
    int status;

    if (!visit)
        abort();
    visit->call = call;
    call->flying++;
    visit->request.server = server;
    visit->request.caller.known = true;
    visit->request.caller.actor.role = STAFF_ROLE_OWNER;
    snprintf(visit->request.key, sizeof visit->request.key, "%d", (int)(call - visitors.calls));
    snprintf(visit->request.digest, sizeof visit->request.digest, "%064d", (int)(call - visitors.calls));
    memcpy(command.key, visit->request.key, sizeof command.key);
    int success = command.type == COMMAND_TAKE ? 201 : 200;
    if (server_decide(&visit->request, &command, success, &outcome, &status)) {
        visit->request.status = status ? status : outcome.nothing ? 202 : success;
        visit->ticket = outcome.ticket.value;
        if (status == 0 && command.window != 0)
            visit->ticket = server->hall.windows[command.window].ticket.value;
        const struct ticket *ticket = hall_ticket(&server->hall, (struct ticket_id){visit->ticket});
        visit->number = command.type == COMMAND_TAKE && ticket ? ticket->number : 0;
    }
    TAILQ_INSERT_TAIL(&server->waiting, &visit->request, entry);
}

static struct call *new_call(struct command command)
{
    struct call *call = &visitors.calls[visitors.count++];

    *call = (struct call){.command = command, .asked_ms = visitors.now_ms};
    return call;
}

void visitors_begin(uint64_t seed)
{
    memset(visitors.open, -1, sizeof visitors.open);
    visitors.random = (struct random){seed};
    visitors.count = 0;
    visitors.shown_seq = 0;
    visitors.broken = NULL;
    visitors.now_ms = 1795395600000; /* 2026-11-23 09:00 +08:00 */
    settings_defaults(&visitors.settings);
    for (int i = 0; i < SERVICES; i++)
        visitors.settings.services[i] = (struct service_settings){.used = true, .usual_ms = 480 * SECOND};
    for (int i = 1; i <= WINDOWS; i++)
        visitors.settings.windows[i] = (struct window_settings){.used = true, .services = (1U << SERVICES) - 1, .next_after_finish = i == 1};
    visitors.settings.paperless = true;
}

/* Visitor 0 founds the hall, with what is left to do of it. */
static bool is_founding(const struct call *call)
{
    return call->command.type == COMMAND_CREATE || call->command.type == COMMAND_CONFIGURE;
}

void visitors_found_hall(struct server *server)
{
    struct command command;

    memset(&command, 0, sizeof command);
    command.type = server->hall.seq == 0 ? COMMAND_CREATE : COMMAND_CONFIGURE;
    command.actor.role = STAFF_ROLE_SYSTEM;
    command.count = 1;
    command.settings = &visitors.settings;
    text_copy(command.reason, sizeof command.reason, "crash");
    ask(server, new_call(command));
}

/* Whoever has waited a day for an answer goes away: the key would be forgotten by then. */
static struct call *open_call(int visitor)
{
    struct call *call = visitors.open[visitor] < 0 ? NULL : &visitors.calls[visitors.open[visitor]];

    if (call && call->state == CALL_OPEN && visitors.now_ms - call->asked_ms >= DAY)
        call->state = CALL_GIVEN_UP;
    return call && call->state == CALL_OPEN ? call : NULL;
}

void visitors_ask(struct server *server)
{
    int64_t most = 1 + random_below(&visitors.random, VISITORS), rounds = random_below(&visitors.random, 8) == 0 ? 5 : 1;

    for (int64_t i = 0; i < most * rounds && visitors.count < CALLS_MAX - 2; i++) {
        int visitor = (int)random_below(&visitors.random, VISITORS);
        struct call *call = open_call(visitor), *old = &visitors.calls[random_below(&visitors.random, visitors.count)];
        if (!call && random_below(&visitors.random, 16) == 0 && old->state == CALL_DONE && !is_founding(old) && visitors.now_ms - old->asked_ms < DAY)
            call = old; /* asked again although the answer came */
        if (!call) {
            visitors.open[visitor] = visitors.count;
            call = new_call(wish(&visitors.random, &server->hall));
        }
        ask(server, call);
    }
}

int visitors_ask_again(struct server *server)
{
    int asked = 0;

    for (int i = 0; i < VISITORS; i++) {
        struct call *call = open_call(i);
        if (call)
            ask(server, call);
        asked += call != NULL;
    }
    return asked;
}

void visitors_pass_time(void)
{
    struct random *random = &visitors.random;

    visitors.now_ms += random_below(random, 40) == 0 ? DAY / 2 + random_below(random, DAY) : random_below(random, 12) == 0 ? 600 * SECOND : random_below(random, 20 * SECOND);
}
