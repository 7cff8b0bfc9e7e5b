#include "sim/world.h"

#include "sim/agree.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR = 3600000, CROWD_WAITS = 3 };

void world_tell(struct world *world, const char *format, ...)
{
    va_list values;

    if (!world->trace)
        return;
    va_start(values, format);
    vfprintf(world->trace, format, values);
    va_end(values);
}

static void check(struct world *world)
{
    agree_check(&world->book, &world->hall);
    cases_check(&world->cases, &world->book);
    cases_check_due(&world->book, world->now_ms);
}

/* The wall clock goes on; the hall's time never goes back. */
static void pass(struct world *world, int64_t ms)
{
    world->wall_ms += ms;
    world->now_ms += ms;
    if (world->wall_ms > world->now_ms)
        world->now_ms = world->wall_ms;
}

/* Lets time pass; whatever is due on the way has a turn of its own, unless the controller sleeps. */
static void pass_until(struct world *world, int64_t instant_ms, bool asleep)
{
    while (!asleep && !world->book.invariant && hall_due_ms(&world->hall) <= instant_ms) {
        int64_t due = hall_due_ms(&world->hall);
        pass(world, due > world->now_ms ? due - world->now_ms : 0);
        serve_tick(world);
        serve_commit(world);
    }
    pass(world, instant_ms > world->now_ms ? instant_ms - world->now_ms : 0);
}

static void pass_time(struct world *world, const struct op *op)
{
    int64_t instant = INT64_MAX;

    world->focus_window = 0;
    world->focus_ticket = 0;
    if (op->to_instant)
        instant = resolve_instant(world, op);
    if (instant != INT64_MAX)
        instant += op->shift_ms;
    if (instant == INT64_MAX || instant < world->now_ms || instant > world->now_ms + 26 * HOUR)
        instant = world->now_ms + op->pass_ms;
    pass_until(world, instant, op->asleep);
}

static void tell_command(struct world *world, int32_t index, const struct command *command)
{
    static const char *const fates[] = {"", ", request lost", ", reply lost", ", crash before the commit", ", crash after the commit"};
    const struct op *op = &world->scenario->ops[index];
    char at[INSTANT_TEXT_SIZE];

    if (!world->trace)
        return;
    instant_format(world->now_ms, world->book.settings.utc_offset_min, at);
    world_tell(world, "%4d %.23s %s", (int)index, at, op_word(op->kind));
    if (command->window)
        world_tell(world, " window %d", (int)command->window);
    if (command->to_window)
        world_tell(world, " to window %d", (int)command->to_window);
    if (command->service >= 0 && command->service < SERVICES_MAX)
        world_tell(world, " service %c", 'A' + command->service);
    if (command->ticket.value)
        world_tell(world, " ticket %lld", (long long)command->ticket.value);
    if (command->job.value)
        world_tell(world, " job %lld fence %lld", (long long)command->job.value, (long long)command->fence);
    if (command->type == COMMAND_TAKE || command->type == COMMAND_SET_PRIORITY)
        world_tell(world, " %s", priority_word(command->priority));
    if (command->printer[0])
        world_tell(world, " printer %s %s", command->printer, command->type == COMMAND_PRINTER_REPORT ? printer_state_word(command->printer_state) : "");
    if (command->cases && command->cases->file)
        world_tell(world, " case %lld", (long long)(command->cases->file - world->cases.files) + 1);
    if (command->cases)
        world_tell(world, " item %s by %s", command->cases->item->code, command->actor.staff);
    if (command->staff[0])
        world_tell(world, " staff %s", command->staff);
    if (command->person[0])
        world_tell(world, " person %s", command->person);
    world_tell(world, " (%s%s%s%s)\n", staff_role_word(command->actor.role), command->key[0] ? ", key " : "", command->key, fates[op->fate]);
}

static void keep_request(struct world *world, const struct command *command, const struct settings *settings)
{
    struct request *request = &world->requests[world->request_count++ % REQUESTS_KEPT];

    request->command = *command;
    if (command->settings) {
        request->settings = *settings;
        request->command.settings = &request->settings;
    }
    if (command->cases) {
        request->cases = *command->cases;
        request->command.cases = &request->cases;
    }
}

/* Many people take a number, see how long it will take, and go home; the last few stay. */
static void play_crowd(struct world *world, const struct op *op)
{
    struct command take = {.type = COMMAND_TAKE, .actor = {.role = STAFF_ROLE_GUIDE, .token = "guide"}, .count = 1, .group = -1, .no_paper = true};

    world_tell(world, "     a crowd of %u\n", (unsigned)op->picks[0]);
    for (uint32_t i = 0; i < op->picks[0] && !world->book.invariant; i++) {
        serve_request(world, &take, true);
        struct command cancel = {.type = COMMAND_CANCEL, .actor = take.actor, .service = -1, .group = -1, .count = 1};
        cancel.ticket.value = world->hall.last_ticket;
        if (i + CROWD_WAITS < op->picks[0])
            serve_request(world, &cancel, true);
    }
}

static void play_clock(struct world *world, const struct op *op)
{
    int64_t jump = (int64_t)(op->picks[0] % (2 * 26 * HOUR / 1000 + 1)) * 1000 - 26 * HOUR;

    if (world->wall_ms < 1577836800000)
        jump = 1795392000000 - world->wall_ms; /* somebody sets the clock of a machine that had none: 2026-11-23, 08:00 */
    world_tell(world, "     the clock is set by %lld minutes\n", (long long)(jump / 60000));
    world->wall_ms += jump; /* the controller sees it when its next turn begins */
}

static void play_retry(struct world *world, const struct op *op, int32_t index)
{
    int32_t kept = world->request_count < REQUESTS_KEPT ? world->request_count : REQUESTS_KEPT;

    if (kept == 0)
        return;
    const struct request *request = &world->requests[op->picks[0] % (uint32_t)kept];
    tell_command(world, index, &request->command);
    serve_request(world, &request->command, op->fate == FATE_REPLY_LOST);
}

static void play_command(struct world *world, const struct op *op, int32_t index)
{
    struct settings settings;
    struct case_command cases;
    struct command command;

    if (!resolve_command(world, op, index, &command, &settings, &cases))
        return;
    tell_command(world, index, &command);
    if (command.window)
        world->last_window = command.window;
    if (command.key[0])
        keep_request(world, &command, &settings);
    if (op->fate != FATE_REQUEST_LOST)
        serve_request(world, &command, op->fate == FATE_REPLY_LOST);
}

static void play_op(struct world *world, int32_t index)
{
    const struct op *op = &world->scenario->ops[index];

    switch (op->kind) {
    case OP_WAIT:
    case OP_NIGHTS:
        break;
    case OP_CALENDAR:
        serve_calendar(world);
        break;
    case OP_CATALOGUE:
        world->cases.version += world->cases.version < SIM_VERSIONS;
        break;
    case OP_CLOCK:
        play_clock(world, op);
        break;
    case OP_CROWD:
        play_crowd(world, op);
        break;
    case OP_RETRY:
        play_retry(world, op, index);
        break;
    default:
        play_command(world, op, index);
    }
    check(world);
}

static bool is_kept(const bool *kept, int32_t index)
{
    return !kept || kept[index];
}

/* Returns the next thing that is kept, op_count if there is none. */
static int32_t next_kept(const struct scenario *scenario, const bool *kept, int32_t index)
{
    while (index < scenario->op_count && !is_kept(kept, index))
        index++;
    return index;
}

static bool crashes(const struct op *op)
{
    return op->fate == FATE_CRASH_BEFORE_COMMIT || op->fate == FATE_CRASH_AFTER_COMMIT;
}

/* Whether a thing ends its turn: it crashes, or the next one has a turn of its own. */
static bool ends_turn(const struct scenario *scenario, const bool *kept, int32_t index)
{
    int32_t next = next_kept(scenario, kept, index + 1);

    return crashes(&scenario->ops[index]) || next == scenario->op_count || !scenario->ops[next].joined || scenario->ops[next].kind == OP_CLOCK;
}

static bool will_be_lost(const struct scenario *scenario, const bool *kept, int32_t index)
{
    while (!ends_turn(scenario, kept, index))
        index = next_kept(scenario, kept, index + 1);
    return scenario->ops[index].fate == FATE_CRASH_BEFORE_COMMIT;
}

/* Says which windows there are, and which rules are not the usual ones. */
static void tell_hall(struct world *world)
{
    const struct settings *settings = &world->scenario->settings;
    struct settings usual;

    if (!world->trace)
        return;
    settings_defaults(&usual);
    world_tell(world, "     a hall with");
    for (int i = 0; i < SERVICES_MAX; i++) {
        const struct service_settings *service = &settings->services[i];
        if (service->used)
            world_tell(world, " %c%s%s", 'A' + i, service->session_count ? " (sessions)" : "", service->real_name ? " (real name)" : "");
        if (service->used && service->quota)
            world_tell(world, " (quota %d)", (int)service->quota);
        if (service->used && service->per_person)
            world_tell(world, " (%d for a person)", (int)service->per_person);
    }
    world_tell(world, "; paperless %s", settings->paperless ? "yes" : "no");
    for (int i = 1; i <= WINDOWS_MAX; i++)
        if (settings->windows[i].used)
            world_tell(world, "; window %d services %x%s", i, (unsigned)settings->windows[i].services,
                       settings->windows[i].next_after_finish ? " asks by itself" : "");
#define RULE(member)                          \
    if (settings->member != usual.member)     \
        world_tell(world, "; " #member " %lld", (long long)settings->member);
#include "sim/rules.def"
#undef RULE
    for (int i = 0; i < PRIORITY_COUNT; i++)
        if (memcmp(&settings->weights[i], &usual.weights[i], sizeof usual.weights[i]) != 0)
            world_tell(world, "; weight of %s %d/%d", priority_word((enum priority)i), (int)settings->weights[i].numerator,
                       (int)settings->weights[i].denominator);
    world_tell(world, "\n");
}

/* Makes the hall: what `yichuang init` and the first start do. */
static void create(struct world *world)
{
    struct command command = {.type = COMMAND_CREATE, .actor = {.role = STAFF_ROLE_OWNER}, .reason = "simulated", .service = -1, .group = -1};

    tell_hall(world);
    serve_request(world, &command, false);
    command = (struct command){.type = COMMAND_CONFIGURE, .actor = {.role = STAFF_ROLE_OWNER}, .service = -1, .group = -1};
    command.settings = &world->scenario->settings;
    serve_request(world, &command, false);
    serve_commit(world);
}

static void fill_verdict(struct world *world, struct verdict *verdict)
{
    verdict->invariant = world->book.invariant;
    memcpy(verdict->message, world->book.message, sizeof verdict->message);
    verdict->steps = world->steps;
    verdict->events = world->record.count;
    verdict->restarts = world->restarts;
    verdict->tickets = world->book.ticket_count;
    crypto_generichash_final(&world->record.hash, verdict->hash, sizeof verdict->hash);
}

static void finish(struct world *world)
{
    hall_finish(&world->hall);
    book_finish(&world->book);
    book_finish(&world->saved_book);
    record_finish(&world->record);
    free(world->saved_state);
    free(world->keys);
    free(world);
}

void world_play(const struct scenario *scenario, const bool *kept, FILE *trace, struct verdict *ret_verdict)
{
    struct world *world = calloc(1, sizeof *world);

    if (!world)
        abort();
    *ret_verdict = (struct verdict){.op = -1};
    world->scenario = scenario;
    world->trace = trace;
    world->wall_ms = world->now_ms = scenario->start_ms;
    hall_init(&world->hall, serve_memory());
    book_init(&world->book);
    record_init(&world->record);
    cases_init(&world->cases, scenario->seed);
    world->book.cases.calendar = &world->cases.calendars[0];
    agree_check_defaults(&world->book);
    create(world);
    for (int32_t i = next_kept(scenario, kept, 0); i < scenario->op_count && !world->book.invariant; i = next_kept(scenario, kept, i + 1)) {
        const struct op *op = &scenario->ops[i];
        ret_verdict->op = i;
        if (!world->in_turn) {
            pass_time(world, op);
            if (will_be_lost(scenario, kept, i))
                serve_save(world);
            serve_tick(world);
            world->in_turn = true;
        }
        play_op(world, i);
        if (!ends_turn(scenario, kept, i))
            continue;
        if (crashes(op))
            serve_restart(world, op->fate == FATE_CRASH_BEFORE_COMMIT);
        else
            serve_commit(world);
    }
    if (!world->book.invariant)
        serve_audit(world);
    fill_verdict(world, ret_verdict);
    finish(world);
}
