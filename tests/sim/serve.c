/* The controller around the core, as the server is: one reading of the clock a turn, one commit for all of it, keys that make a request
 * repeatable, restarts. */
#include "sim/world.h"

#include "core/estimate.h"
#include "sim/agree.h"
#include "sim/asked.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_HOURS = 24 };

static void *resize(void *context, void *block, size_t size)
{
    (void)context;
    if (size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, size);
}

struct memory serve_memory(void)
{
    return (struct memory){resize, NULL};
}

/* Who and which key an event must name. */
static void check_actor(struct world *world, const struct event *event)
{
    const struct command *command = world->command;
    bool own = event->actor.role == STAFF_ROLE_SYSTEM;

    world->by_itself = world->by_itself || own;
    BOOK_NEEDS(&world->book, own == world->by_itself, "every event says who", "%s is somebody's after the controller's own", event_word(event->type));
    if (!command) { /* time alone */
        BOOK_NEEDS(&world->book, own && event->key[0] == '\0' && event->rule != CALL_RULE_CHOSEN, "every event says who",
                   "%s happens by time and names somebody", event_word(event->type));
        return;
    }
    bool first = world->first_event == EVENT_NONE;
    BOOK_NEEDS(&world->book, strcmp(event->key, first ? command->key : "") == 0,
               "idempotency", "%s has the key '%s'", event_word(event->type), event->key);
    bool chosen = event->type == EVENT_TICKET_CALLED && event->rule == CALL_RULE_CHOSEN;
    BOOK_NEEDS(&world->book, !chosen || (!own && command->type == COMMAND_NEXT && command->may_choose && command->ticket.value == event->ticket.value),
               "bounded waiting", "ticket %lld is chosen by nobody", (long long)event->ticket.value);
    if (!own)
        BOOK_NEEDS(&world->book, event->actor.role == command->actor.role && strcmp(event->actor.token, command->actor.token) == 0,
                   "every event says who",
                   "%s names another than who asked", event_word(event->type));
}

static void on_event(void *context, const struct hall *hall, const struct event *event)
{
    struct world *world = context;

    BOOK_NEEDS(&world->book, hall->seq == event->seq, "every change has an event", "%s was emitted but did not fit", event_word(event->type));
    check_actor(world, event);
    if (world->first_event == EVENT_NONE && world->command)
        asked_check(&world->book, world->command, event);
    if (world->first_event == EVENT_NONE)
        world->first_event = (int)event->type;
    book_event(&world->book, event);
    cases_event(&world->cases, &world->book, event);
    if (!record_add(&world->record, hall, event))
        abort();
    if (event->type != EVENT_CONFIG_CHANGED && event->type != EVENT_DAY_OPENED)
        world_tell(world, "                %-24s %s\n", event_word(event->type), record_text(&world->record, world->record.count - 1));
    else
        world_tell(world, "                %s\n", event_word(event->type));
}

static void begin(struct world *world, const struct command *command)
{
    world->command = command;
    world->first_event = EVENT_NONE;
    world->by_itself = false;
    if (!hall_reserve(&world->hall))
        abort();
}

/* The controller's own command about a case. */
static void decide_by_time(struct world *world, enum command_type type, int64_t id)
{
    struct case_file file = world->cases.files[id - 1];
    struct case_command cases = {.file = &file, .calendar = world->book.cases.calendar};
    struct command command = {.type = type, .actor = {.role = STAFF_ROLE_SYSTEM}, .service = -1, .group = -1, .cases = &cases};
    struct outcome outcome;

    begin(world, NULL);
    enum refusal refusal = hall_decide(&world->hall, &command, world->now_ms, on_event, world, &outcome);
    BOOK_NEEDS(&world->book, refusal == REFUSAL_NONE, "what is due is done", "case %lld: %s", (long long)id, refusal_type(refusal));
}

/* Does what is due of a case by time alone, as the controller does each morning and after each change. */
static void sweep(struct world *world, int64_t id)
{
    enum { TIMES = 4 };
    const struct case_file *file = &world->cases.files[id - 1];

    if (file->provisional)
        decide_by_time(world, COMMAND_CASE_DEADLINE, id);
    for (int i = 0; i < TIMES; i++) {
        struct date due = case_due(file, world->book.cases.calendar);
        if (due.days == 0 || due.days > book_day_of(&world->book, world->now_ms))
            break;
        decide_by_time(world, COMMAND_CASE_TICK, id);
    }
}

static void sweep_all(struct world *world)
{
    for (int64_t id = 1; id <= world->book.cases.count; id++)
        sweep(world, id);
}

void serve_calendar(struct world *world)
{
    world->cases.calendar += world->cases.calendar + 1 < SIM_CALENDARS;
    world->book.cases.calendar = &world->cases.calendars[world->cases.calendar];
    sweep_all(world);
}

void serve_tick(struct world *world)
{
    int64_t due = hall_due_ms(&world->hall), seq = world->hall.seq;

    if (due > world->now_ms && world->steps % 8 != 0)
        return;
    begin(world, NULL);
    hall_tick(&world->hall, world->now_ms, on_event, world);
    BOOK_NEEDS(&world->book, due <= world->now_ms || world->hall.seq == seq, "what is due is done", "%s happens, and nothing was due",
               event_word((enum event_type)world->first_event));
    world->steps++;
    sweep_all(world);
    cases_check_due(&world->book, world->now_ms);
    agree_check(&world->book, &world->hall);
    agree_check_due(&world->book, &world->hall, world->now_ms);
}

static const struct key_row *find_key(const struct world *world, const struct command *command)
{
    for (int32_t i = world->key_count - 1; i >= 0 && command->key[0]; i--)
        if (strcmp(world->keys[i].key, command->key) == 0 && strcmp(world->keys[i].token, command->actor.token) == 0)
            return world->keys[i].at_ms > world->now_ms - KEY_HOURS * INT64_C(3600000) ? &world->keys[i] : NULL;
    return NULL;
}

static void add_key(struct world *world, const struct command *command, const struct outcome *outcome, int64_t seq_before)
{
    if (world->key_count == world->key_room) {
        world->key_room = world->key_room * 2 + 64;
        world->keys = realloc(world->keys, (size_t)world->key_room * sizeof *world->keys);
        if (!world->keys)
            abort();
    }
    struct key_row *row = &world->keys[world->key_count++];
    *row = (struct key_row){.at_ms = world->now_ms, .outcome = *outcome, .seq = world->hall.seq > seq_before ? seq_before + 1 : 0};
    memcpy(row->key, command->key, sizeof row->key);
    memcpy(row->token, command->actor.token, sizeof row->token);
    if (command->type == COMMAND_TAKE && book_ticket(&world->book, outcome->ticket.value))
        row->number = book_ticket(&world->book, outcome->ticket.value)->number;
}

/* The same key, the same answer: the ticket and its number are those that were given first. */
static void answer_again(struct world *world, const struct key_row *row)
{
    for (int32_t i = 0; row->number && i < world->book.ticket_count; i++)
        if (world->book.tickets[i].id == row->outcome.ticket.value)
            BOOK_NEEDS(&world->book, world->book.tickets[i].number == row->number, "idempotency", "the same key gives another number");
    world_tell(world, "                (the key is known: the same answer)\n");
}

static void remember_lease(struct world *world, const struct command *command, const struct outcome *outcome)
{
    const struct book_job *job = book_job(&world->book, outcome->job.value);

    if (command->type != COMMAND_JOB_LEASE || outcome->nothing || !job)
        return;
    world->leases[world->lease_count++ % LEASES_KEPT] = (struct lease){outcome->job, job->fence};
}

/* Whether a number is refused because its turn would come after closing time. The estimate is the product's own: what it is worth is judged
 * on real days. */
static bool is_past_closing(const struct world *world, int32_t service)
{
    const struct settings *settings = &world->book.settings;
    const struct session *last = &settings->services[service].sessions[settings->services[service].session_count - 1];
    int64_t closing = (world->book.day * INT64_C(1440) - settings->utc_offset_min + last->to) * 60000;
    struct estimate estimate;

    return estimate_wait(&world->hall, service, NULL, world->now_ms, &estimate) && world->now_ms + estimate.low_ms > closing;
}

/* What screens grey out is what the controller refuses: a move that nobody may make is not granted. */
static void check_grey(struct world *world, const struct command *command, enum refusal refusal)
{
    const struct case_command *cases = command->cases;

    if (!cases->file || command->type > COMMAND_CASE_MARK)
        return;
    enum refusal may = case_may(cases->file, (enum case_move)(command->type - COMMAND_CASE_RECEIVE), &command->actor, cases->acts_for);
    bool again = command->type == COMMAND_CASE_DOCUMENT && strcmp(cases->file->digest, cases->digest) == 0; /* the same bytes again */
    BOOK_NEEDS(&world->book, again || may == REFUSAL_NONE || may == refusal, "screens say what may be done", "it is grey (%s), and the answer is %s",
               refusal_type(may), refusal_type(refusal));
}

void serve_request(struct world *world, const struct command *command, bool reply_lost)
{
    const struct key_row *known = find_key(world, command);
    struct outcome outcome = {.window = 0};
    int64_t seq = world->hall.seq;
    struct case_command cases;
    struct case_file file;
    struct command loaded;

    world->steps++;
    if (known) {
        answer_again(world, known);
        return;
    }
    if (command->cases)
        command = cases_load(&world->cases, command, &loaded, &cases, &file);
    struct expect expect = expect_of(&world->book, command, world->now_ms);
    if (command->type == COMMAND_TAKE && expect.answer == ANSWER_EITHER)
        expect.answer = is_past_closing(world, command->service) ? ANSWER_NO : ANSWER_YES;
    begin(world, command);
    enum refusal refusal = hall_decide(&world->hall, command, world->now_ms, on_event, world, &outcome);
    record_note(&world->record, refusal_type(refusal));
    world_tell(world, "                %s%s\n", refusal == REFUSAL_NONE ? "granted" : "refused: ", refusal == REFUSAL_NONE ? "" : refusal_type(refusal));
    expect_check(&world->book, command, &expect, refusal, world->first_event, &outcome);
    if (command->cases)
        check_grey(world, command, refusal);
    BOOK_NEEDS(&world->book, refusal == REFUSAL_NONE || world->hall.seq == seq,
               "a refusal changes nothing", "%s was emitted", event_word((enum event_type)world->first_event));
    if (refusal != REFUSAL_NONE)
        return;
    if (command->type == COMMAND_JOB_RENEW && book_job(&world->book, command->job.value))
        book_job(&world->book, command->job.value)->until_ms = world->now_ms + world->book.settings.lease_ms;
    if (command->type == COMMAND_PRINTER_REPORT && book_printer(&world->book, command->printer) >= 0)
        world->book.printers[book_printer(&world->book, command->printer)].heard_ms = world->now_ms;
    if (command->cases && outcome.kase.value)
        sweep(world, outcome.kase.value);
    if (command->key[0])
        add_key(world, command, &outcome, seq);
    if (!reply_lost)
        remember_lease(world, command, &outcome);
}

void serve_commit(struct world *world)
{
    record_commit(&world->record);
    world->durable_keys = world->key_count;
    world->in_turn = false;
}

void serve_save(struct world *world)
{
    book_copy(&world->saved_book, &world->book);
    memcpy(world->cases.saved, world->cases.files, sizeof world->cases.saved);
    world->saved_state = record_state(&world->hall);
}

void serve_restart(struct world *world, bool lost)
{
    char *before = lost ? world->saved_state : record_state(&world->hall);
    const char *invariant = world->book.invariant; /* what was wrong in a lost turn was wrong */

    world->restarts++;
    world->saved_state = NULL;
    if (lost) {
        record_lose(&world->record);
        world->key_count = world->durable_keys;
        if (!invariant)
            book_copy(&world->book, &world->saved_book);
        world->book.cases.calendar = &world->cases.calendars[world->cases.calendar];
    } else {
        serve_commit(world);
    }
    world->in_turn = false;
    hall_finish(&world->hall);
    hall_init(&world->hall, serve_memory());
    record_load(&world->record, &world->hall, &world->book);
    cases_rebuild(&world->cases, &world->book, &world->record, lost);
    char *after = record_state(&world->hall);
    BOOK_NEEDS(&world->book, strcmp(before, after) == 0, "rebuild", "the hall is another one after a restart");
    free(before);
    free(after);
    int64_t last = world->record.count ? world->record.lines[world->record.count - 1].at_ms : 0;
    world->now_ms = world->wall_ms > last ? world->wall_ms : last;
    book_restart(&world->book, world->now_ms);
    for (int32_t i = 0; i < world->hall.printer_count; i++)
        world->hall.printers[i].heard_ms = world->now_ms;
    agree_check(&world->book, &world->hall);
    serve_tick(world);
    serve_commit(world);
}

/* Every event with a key is in the table of keys once, and the other way round. */
static void audit_keys(struct world *world)
{
    int32_t with_key = 0, rows = 0;

    for (int32_t i = 0; i < world->record.count; i++)
        with_key += world->record.lines[i].key[0] != '\0';
    for (int32_t i = 0; i < world->key_count; i++) {
        const struct key_row *row = &world->keys[i];
        if (row->seq == 0)
            continue;
        rows++;
        const struct record_line *line = &world->record.lines[row->seq - 1];
        BOOK_NEEDS(&world->book, row->seq <= world->record.count && strcmp(line->key, row->key) == 0 && strcmp(line->token, row->token) == 0,
                   "idempotency",
                   "the key '%s' of %s is not in its event", row->key, row->token);
    }
    BOOK_NEEDS(&world->book, with_key == rows, "idempotency", "%d events have a key, and %d keys an event", (int)with_key, (int)rows);
}

void serve_audit(struct world *world)
{
    struct hall rebuilt;
    char *live = record_state(&world->hall), *anew;

    hall_init(&rebuilt, serve_memory());
    record_replay(&world->record, &rebuilt, serve_memory(), &world->book);
    anew = record_state(&rebuilt);
    cases_rebuild(&world->cases, &world->book, &world->record, false);
    BOOK_NEEDS(&world->book, strcmp(live, anew) == 0, "rebuild", "the whole journal makes another hall than the one that wrote it");
    record_note(&world->record, live);
    free(live);
    free(anew);
    hall_finish(&rebuilt);
    if (world->hall.seq == world->record.count)
        audit_keys(world);
}
