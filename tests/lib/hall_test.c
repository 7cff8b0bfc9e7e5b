#include "lib/hall_test.h"

#include "base/date.h"

#include <stdlib.h>
#include <string.h>

static void *resize(void *context, void *block, size_t size)
{
    (void)context;
    if (size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, size);
}

static void keep(void *context, const struct hall *hall, const struct event *event)
{
    struct hall_test *test = context;

    (void)hall;
    if (test->count < HALL_TEST_EVENTS)
        test->events[test->count++] = *event;
}

struct command hall_test_command(enum command_type type)
{
    struct command command;

    memset(&command, 0, sizeof command);
    command.type = type;
    command.service = -1;
    command.group = -1;
    command.count = 1;
    command.chinese = true;
    return command;
}

enum refusal hall_test_give(struct hall_test *test, struct command *command)
{
    if (!hall_reserve(&test->hall))
        abort();
    hall_tick(&test->hall, test->now_ms, keep, test);
    if (!hall_reserve(&test->hall))
        abort();
    return hall_decide(&test->hall, command, test->now_ms, keep, test, &test->outcome);
}

enum refusal hall_test_configure(struct hall_test *test)
{
    struct command command = hall_test_command(COMMAND_CONFIGURE);

    command.settings = &test->settings;
    return hall_test_give(test, &command);
}

struct hall_test *hall_test_create(int windows)
{
    struct hall_test *test = calloc(1, sizeof *test);
    struct command create = hall_test_command(COMMAND_CREATE);

    if (!test || !instant_parse("2026-11-23T09:00:00+08:00", &test->now_ms))
        abort();
    hall_init(&test->hall, (struct memory){resize, NULL});
    settings_defaults(&test->settings);
    for (int i = 0; i < 3; i++)
        test->settings.services[i] = (struct service_settings){.used = true, .usual_ms = 480000};
    for (int i = 1; i <= windows; i++)
        test->settings.windows[i] = (struct window_settings){.used = true, .services = 7};
    strcpy(create.reason, "test");
    if (hall_test_give(test, &create) != REFUSAL_NONE || hall_test_configure(test) != REFUSAL_NONE)
        abort();
    for (int i = 1; i <= windows; i++)
        if (hall_test_window(test, COMMAND_OPEN, i) != REFUSAL_NONE)
            abort();
    return test;
}

void hall_test_finish(struct hall_test *test)
{
    hall_finish(&test->hall);
    free(test);
}

void hall_test_pass(struct hall_test *test, int64_t ms)
{
    test->now_ms += ms;
    if (!hall_reserve(&test->hall))
        abort();
    hall_tick(&test->hall, test->now_ms, keep, test);
}

enum refusal hall_test_window(struct hall_test *test, enum command_type type, int window)
{
    struct command command = hall_test_command(type);

    command.window = window;
    command.skills = -1;
    return hall_test_give(test, &command);
}

int64_t hall_test_take(struct hall_test *test, char service, enum priority priority)
{
    struct command command = hall_test_command(COMMAND_TAKE);

    command.service = service - 'A';
    command.priority = priority;
    return hall_test_give(test, &command) == REFUSAL_NONE ? test->outcome.ticket.value : 0;
}

enum refusal hall_test_ticket(struct hall_test *test, enum command_type type, int64_t ticket)
{
    struct command command = hall_test_command(type);

    command.ticket.value = ticket;
    return hall_test_give(test, &command);
}

int64_t hall_test_at(const struct hall_test *test, int window)
{
    return test->hall.windows[window].ticket.value;
}

enum ticket_state hall_test_state(const struct hall_test *test, int64_t ticket)
{
    const struct ticket *found = hall_ticket(&test->hall, (struct ticket_id){ticket});
    return found ? found->state : TICKET_STATE_COUNT;
}

const struct event *hall_test_last(const struct hall_test *test, enum event_type type)
{
    for (int i = test->count - 1; i >= 0; i--)
        if (test->events[i].type == type)
            return &test->events[i];
    return NULL;
}
