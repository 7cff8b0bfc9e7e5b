#include "server/sweep.h"

#include "base/log.h"
#include "base/path.h"
#include "files/holidays_file.h"
#include "server/cases.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { SLICE_LOOKED = 400, SLICE_DONE = 32, TICKS_MAX = 4 };

void sweep_again(struct server *server)
{
    server->sweep.runs = server->hall.seq > 0;
    server->sweep.after.value = 0;
}

bool sweep_is_due(const struct server *server)
{
    return server->sweep.runs;
}

static void decide(struct server *server, enum command_type type, const struct case_file *file)
{
    struct case_command cases = {.file = file, .calendar = &server->calendar};
    struct command command = {.type = type, .actor = {.role = STAFF_ROLE_SYSTEM}, .service = -1, .group = -1, .cases = &cases};
    struct outcome outcome;

    if (hall_reserve(&server->hall))
        hall_decide(&server->hall, &command, server->now_ms, server_event, server, &outcome);
}

static bool is_due(const struct server *server, const struct case_file *file)
{
    struct date due = case_due(file, &server->calendar);

    return due.days != 0 && due.days <= server_today(server).days;
}

enum error sweep_case(struct server *server, struct case_id id, struct case_file *ret_file)
{
    enum error error = store_case(server->store, id, ret_file);

    if (error == ERROR_NONE && ret_file->provisional) {
        decide(server, COMMAND_CASE_DEADLINE, ret_file);
        error = store_case(server->store, id, ret_file);
    }
    for (int i = 0; i < TICKS_MAX && error == ERROR_NONE && is_due(server, ret_file); i++) {
        decide(server, COMMAND_CASE_TICK, ret_file);
        error = store_case(server->store, id, ret_file);
    }
    return error;
}

/* A slice: which of the cases that were looked at have something due. */
struct slice {
    const struct server *server;
    int looked, count;
    struct case_id last, found[SLICE_DONE];
};

static bool look(void *context, const struct case_file *file)
{
    struct slice *slice = context;

    slice->last = file->id;
    if (file->provisional || is_due(slice->server, file))
        slice->found[slice->count++] = file->id;
    return ++slice->looked < SLICE_LOOKED && slice->count < SLICE_DONE;
}

void sweep_slice(struct server *server)
{
    struct slice slice = {.server = server};
    struct case_file file;

    if (server->hall.seq == 0)
        return;
    if (server_today(server).days > server->sweep.day.days) {
        server->sweep.day = server_today(server);
        sweep_again(server);
    }
    if (!server->sweep.runs)
        return;
    slice.last = server->sweep.after;
    bool read = store_cases_open(server->store, server->sweep.after, look, &slice) == ERROR_NONE;
    server->sweep.runs = read && (slice.looked == SLICE_LOOKED || slice.count == SLICE_DONE);
    server->sweep.after = slice.last;
    for (int i = 0; i < slice.count; i++)
        sweep_case(server, slice.found[i], &file);
}

void sweep_calendar(struct server *server)
{
    char path[PATH_SIZE], sentence[TABLE_SENTENCE_SIZE];
    struct stat file;
    struct workday_entry *holidays;
    struct workday_calendar calendar;

    path_join(path, sizeof path, server->dir, "holidays.csv");
    if (stat(path, &file) != 0)
        return;
    int64_t stamp = (int64_t)file.st_mtim.tv_sec * 1000 + file.st_mtim.tv_nsec / 1000000 + (int64_t)file.st_size;
    int64_t before = server->sweep.calendar_stamp;
    server->sweep.calendar_stamp = stamp;
    if (before == 0 || before == stamp)
        return;
    if (holidays_file_read(path, &holidays, &calendar, sentence) != ERROR_NONE) {
        log_error("%s", sentence);
        return;
    }
    free(server->holidays);
    server->holidays = holidays;
    server->calendar = calendar;
    sweep_again(server);
}
