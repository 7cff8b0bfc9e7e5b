#include "cli/replay.h"

#include "core/words.h"

#include <stdlib.h>
#include <string.h>

enum column { SECONDS, SERVICE, PRIORITY, SERVICE_SECONDS, COLUMNS };
static const char *const columns[COLUMNS] = {"seconds", "service", "priority", "service_seconds"};

static const char *read_seconds(const char *field, int least, int *ret_seconds)
{
    int64_t seconds;

    if (!options_parse_integer(field, least, REPLAY_SECONDS_MAX, &seconds))
        return least == 0 ? "must be a whole number from 0 to 86400" : "must be a whole number from 1 to 86400";
    *ret_seconds = (int)seconds;
    return NULL;
}

static const char *take_arrival(void *context, int line, const char *const *fields, int *ret_column)
{
    struct replay_day *day = context;
    struct replay_arrival *arrival = &day->arrivals[day->count];
    enum priority priority;
    (void)line;

    *ret_column = SECONDS;
    const char *fault = read_seconds(fields[SECONDS], 0, &arrival->seconds);
    if (fault)
        return fault;
    if (day->count > 0 && arrival->seconds < arrival[-1].seconds)
        return "is earlier than in the row before";
    *ret_column = SERVICE;
    arrival->service = fields[SERVICE][0];
    if (arrival->service < 'A' || arrival->service > 'Z' || fields[SERVICE][1])
        return "must be one letter, A to Z";
    *ret_column = PRIORITY;
    if (!priority_parse(fields[PRIORITY], &priority) || strlen(fields[PRIORITY]) >= sizeof arrival->priority)
        return "is no class of priority (normal, elderly, disabled ...)";
    strcpy(arrival->priority, fields[PRIORITY]);
    *ret_column = SERVICE_SECONDS;
    fault = read_seconds(fields[SERVICE_SECONDS], 1, &arrival->service_seconds);
    day->count += !fault;
    return fault;
}

enum error replay_day_read(const char *path, struct replay_day *ret_day, char sentence[static TABLE_SENTENCE_SIZE])
{
    struct replay_day day = {malloc(REPLAY_ARRIVALS_MAX * sizeof *day.arrivals), 0};
    struct table table = {columns, COLUMNS, REPLAY_ARRIVALS_MAX, take_arrival, &day, 0};
    enum error error = ERROR_MEMORY;

    if (day.arrivals)
        error = table_read(path, &table, sentence);
    else
        snprintf(sentence, TABLE_SENTENCE_SIZE, "%s: %s", path, error_sentence(error));
    if (error == ERROR_NONE && day.count == 0) {
        error = ERROR_FORMAT;
        snprintf(sentence, TABLE_SENTENCE_SIZE, "%s: nobody comes on this day", path);
    }
    if (error != ERROR_NONE)
        free(day.arrivals);
    else
        *ret_day = day;
    return error;
}
