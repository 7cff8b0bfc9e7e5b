/* Small days of the simulation, written down for the model: yichuang-days COUNT FILE TAMPERED
 * Plays COUNT seeded days with the product's core and the simulation's controller, which checks its invariants on the way: two kiosks, three windows, three
 * tickets, only what the model knows. FILE gets what was asked and what happened, line by line (sizes.h); TAMPERED the same days with one
 * event of each changed. Exit status 0, or 1 if a day breaks an invariant. */
#include "model/sizes.h"

#include "sim/dice.h"
#include "sim/world.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, TURNS = 45, DAY_LINES = 1000 };

struct line {
    int kind;
    const char *name; /* static */
    int ticket, window;
    const char *rule; /* static */
};

/* A kiosk or the screen of a window. */
struct client {
    struct command command; /* asked last */
    bool waits;             /* ... and has no answer to it */
    bool in_turn;           /* its answer leaves after the commit */
    int keys;
};

struct day {
    struct world *world;
    struct dice dice;
    struct client clients[CLIENTS + 1];
    struct line lines[DAY_LINES];
    int count;
    bool anything; /* something happened in this turn */
};

static const char *const none = "-";

static void add_line(struct day *day, struct line line)
{
    if (day->count == DAY_LINES) {
        fprintf(stderr, "yichuang-days: a day is too long\n");
        exit(1);
    }
    line.name = line.name ? line.name : none;
    line.rule = line.rule ? line.rule : none;
    day->lines[day->count++] = line;
}

static const char *event_name(enum event_type type)
{
    static const char *const names[] = {
#define EVENT(name, word, function, fields) "EVENT_" #name,
#include "core/events.def"
#undef EVENT
    };
    return names[type];
}

static const char *command_name(enum command_type type)
{
    static const char *const names[] = {
#define COMMAND(name, function) "COMMAND_" #name,
#include "core/commands.def"
#undef COMMAND
    };
    return names[type];
}

static const char *rule_name(const char *word)
{
    static const struct {
        const char *word, *name;
    } rows[] = {
#define CALL_RULE(name, word, english, chinese) {word, "CALL_RULE_" #name},
#include "core/call_rules.def"
#undef CALL_RULE
    };
    for (size_t i = 0; word && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].word, word) == 0)
            return rows[i].name;
    return none;
}

static int number_in(const json_t *json, const char *field)
{
    return (int)json_integer_value(json_object_get(json, field));
}

/* Writes down the journal from an index on. */
static void add_events(struct day *day, int32_t from)
{
    const struct record *record = &day->world->record;

    for (int32_t i = from; i < record->count; i++) {
        enum event_type type = record->lines[i].type;
        json_t *json = json_loads(record_text(record, i), 0, NULL);
        add_line(day, (struct line){LINE_EVENT, event_name(type), number_in(json, "ticket"),
                                    number_in(json, type == EVENT_TICKET_TAKEN ? "number" : "window"),
                                    rule_name(json_string_value(json_object_get(json, "rule")))});
        json_decref(json);
        day->anything = true;
    }
}

static bool is_known(const struct world *world, const struct command *command)
{
    for (int32_t i = 0; i < world->key_count; i++)
        if (strcmp(world->keys[i].key, command->key) == 0 && strcmp(world->keys[i].token, command->actor.token) == 0)
            return true;
    return false;
}

static void ask(struct day *day, int number)
{
    struct world *world = day->world;
    struct client *client = &day->clients[number];
    const struct command *command = &client->command;
    int32_t from = world->record.count, keys = world->key_count;
    bool again = is_known(world, command);

    serve_request(world, command, false);
    add_line(day, (struct line){LINE_ASK, command_name(command->type), command->type == COMMAND_TAKE ? command->group + 1 : (int)command->ticket.value, number, NULL});
    add_events(day, from);
    bool granted = world->key_count > keys;
    add_line(day, (struct line){.kind = again ? LINE_AGAIN : granted ? LINE_GRANTED : LINE_REFUSED});
    client->waits = client->in_turn = again || granted; /* a refusal is heard at once: who asks again after one asks anew */
    day->anything = day->anything || client->in_turn;
}

/* A request that may make sense or not. */
static void make_request(struct day *day, int number)
{
    static const enum command_type at_windows[] = {COMMAND_NEXT, COMMAND_NEXT, COMMAND_NEXT, COMMAND_START, COMMAND_FINISH, COMMAND_FINISH,
                                                   COMMAND_RECALL, COMMAND_NO_SHOW, COMMAND_NO_SHOW, COMMAND_UNDO, COMMAND_UNDO};
    struct client *client = &day->clients[number];
    struct command *command = &client->command;

    *command = (struct command){.service = -1, .group = -1, .count = 1};
    snprintf(command->key, sizeof command->key, "key%d", ++client->keys);
    snprintf(command->actor.token, sizeof command->actor.token, "client%d", number);
    command->actor.role = number <= WINDOWS ? STAFF_ROLE_CLERK : STAFF_ROLE_KIOSK;
    if (number <= WINDOWS) {
        command->type = at_windows[dice_between(&day->dice, 0, sizeof at_windows / sizeof *at_windows - 1)];
        command->window = number;
    } else if (dice_chance(&day->dice, day->world->hall.last_ticket < TICKETS ? 80 : 5)) {
        command->type = COMMAND_TAKE;
        command->service = 0;
        command->group = dice_chance(&day->dice, 35) ? SPECIAL - 1 : GENERAL - 1;
    } else {
        command->type = COMMAND_RETURN;
        command->ticket.value = dice_between(&day->dice, 1, TICKETS);
    }
}

/* Lets time pass, mostly a little. Whatever is due on the way has a turn of its own. */
static void pass_time(struct day *day)
{
    static const int32_t longest[] = {4 * SECOND, 4 * SECOND, 4 * SECOND, 12 * SECOND, 25 * SECOND, 40 * SECOND, 4 * MINUTE, 32 * MINUTE};
    struct world *world = day->world;
    int64_t instant = world->now_ms + dice_between(&day->dice, 1, longest[dice_between(&day->dice, 0, 7)]), due;

    while ((due = hall_due_ms(&world->hall)) <= instant && !world->book.invariant) {
        int32_t from = world->record.count;
        world->wall_ms = world->now_ms = due > world->now_ms ? due : world->now_ms;
        serve_tick(world);
        serve_commit(world);
        add_events(day, from);
        add_line(day, (struct line){.kind = LINE_COMMIT});
    }
    world->wall_ms = world->now_ms = instant > world->now_ms ? instant : world->now_ms + 1;
    day->anything = false;
}

/* What becomes of the answers; nobody hears one after a crash. */
static void end_answers(struct day *day, bool crashed)
{
    for (int number = 1; number <= CLIENTS; number++) {
        struct client *client = &day->clients[number];
        bool heard = !crashed && dice_chance(&day->dice, 80);
        if (client->in_turn && !crashed)
            add_line(day, (struct line){heard ? LINE_HEARD : LINE_LOST, NULL, 0, number, NULL});
        client->waits = client->waits && !(client->in_turn && heard);
        client->in_turn = false;
    }
}

static void play_turn(struct day *day)
{
    struct world *world = day->world;
    bool lost = dice_chance(&day->dice, 6), killed = lost || dice_chance(&day->dice, 6);

    pass_time(day);
    if (lost)
        serve_save(world);
    serve_tick(world);
    int32_t durable = world->record.count;
    for (int64_t requests = dice_between(&day->dice, 1, 5) / 2; requests >= 0; requests--) {
        int number = (int)dice_between(&day->dice, 1, CLIENTS);
        if (!day->clients[number].waits)
            make_request(day, number);
        ask(day, number);
    }
    if (!lost && day->anything)
        add_line(day, (struct line){.kind = LINE_COMMIT});
    if (killed && day->anything)
        add_line(day, (struct line){.kind = LINE_CRASH});
    if (killed) {
        int32_t from = lost ? durable : world->record.count;
        serve_restart(world, lost);
        day->anything = false;
        add_events(day, from);
        if (day->anything)
            add_line(day, (struct line){.kind = LINE_COMMIT});
    } else {
        serve_commit(world);
    }
    end_answers(day, killed);
}

static void make_settings(struct settings *settings)
{
    settings_defaults(settings);
    settings->services[0] = (struct service_settings){.used = true, .usual_ms = 8 * MINUTE, .quota = TICKETS};
    for (int number = 1; number <= WINDOWS; number++)
        settings->windows[number] = (struct window_settings){.used = true, .services = 1, .next_after_finish = number == NEXT_BY_ITSELF};
    settings->recalls = RECALLS;
    settings->return_behind = RETURN_BEHIND;
    settings->paperless = true;
    settings->group_count = 1;
    strcpy(settings->groups[0], "special");
}

/* What the model begins with: somebody at every window. */
static void open_hall(struct world *world)
{
    struct command command = {.type = COMMAND_CREATE, .actor = {.role = STAFF_ROLE_OWNER}, .reason = "small", .service = -1, .group = -1};

    serve_request(world, &command, false);
    command = (struct command){.type = COMMAND_CONFIGURE, .actor = {.role = STAFF_ROLE_OWNER}, .service = -1, .group = -1};
    command.settings = &world->scenario->settings;
    serve_request(world, &command, false);
    for (int number = 1; number <= WINDOWS; number++) {
        command = (struct command){.type = COMMAND_OPEN, .actor = {.role = STAFF_ROLE_CLERK}, .service = -1, .group = -1, .window = number};
        command.skills = number != UNSKILLED;
        snprintf(command.staff, sizeof command.staff, "%d", 1000 + number);
        serve_request(world, &command, false);
    }
    serve_commit(world);
}

static void play_day(struct day *day, uint64_t seed)
{
    struct scenario scenario = {.seed = seed, .start_ms = date_start_ms(date_make(2026, 11, 23), 480) + 9 * 60 * (int64_t)MINUTE};
    struct world *world = calloc(1, sizeof *world);

    if (!world)
        abort();
    memset(day, 0, sizeof *day);
    dice_init(&day->dice, seed);
    make_settings(&scenario.settings);
    day->world = world;
    world->scenario = &scenario;
    world->wall_ms = world->now_ms = scenario.start_ms;
    hall_init(&world->hall, serve_memory());
    book_init(&world->book);
    record_init(&world->record);
    open_hall(world);
    for (int turn = 0; turn < TURNS && !world->book.invariant; turn++)
        play_turn(day);
    add_line(day, (struct line){.kind = LINE_END});
    if (!world->book.invariant)
        serve_audit(world);
    if (world->book.invariant) {
        fprintf(stderr, "day %d: %s: %s\n", (int)seed, world->book.invariant, world->book.message);
        exit(1);
    }
    hall_finish(&world->hall);
    book_finish(&world->book);
    book_finish(&world->saved_book);
    record_finish(&world->record);
    free(world->keys);
    free(world);
}

/* Changes one event: its type, ticket or window. */
static void tamper(struct day *day)
{
    int at = (int)dice_between(&day->dice, 0, day->count - 1);

    while (day->lines[at].kind != LINE_EVENT)
        at = (at + 1) % day->count;
    struct line *line = &day->lines[at];
    switch (dice_between(&day->dice, 0, 2)) {
    case 0:
        line->name = event_name(strcmp(line->name, event_name(EVENT_TICKET_FINISHED)) == 0 ? EVENT_TICKET_NO_SHOW : EVENT_TICKET_FINISHED);
        break;
    case 1:
        line->ticket = line->ticket % TICKETS + 1;
        break;
    default:
        line->window = line->window % WINDOWS + 1;
    }
}

static void write_day(const struct day *day, FILE *file)
{
    for (int i = 0; i < day->count; i++) {
        const struct line *line = &day->lines[i];
        fprintf(file, "%d %s %d %d %s\n", line->kind, line->name, line->ticket, line->window, line->rule);
    }
}

int main(int count, char **arguments)
{
    static struct day day;
    FILE *file = count == 4 ? fopen(arguments[2], "w") : NULL, *tampered = count == 4 ? fopen(arguments[3], "w") : NULL;

    if (!file || !tampered || sodium_init() < 0) {
        fprintf(stderr, "usage: yichuang-days COUNT FILE TAMPERED\n");
        return 2;
    }
    for (int seed = 1; seed <= atoi(arguments[1]); seed++) {
        play_day(&day, (uint64_t)seed);
        write_day(&day, file);
        tamper(&day);
        write_day(&day, tampered);
    }
    return fclose(file) == 0 && fclose(tampered) == 0 ? 0 : 1;
}
