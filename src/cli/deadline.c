/* deadline: the date that many working days after another, by the hall's calendar. */
#include "cli/cli.h"

#include "base/language.h"
#include "files/holidays_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int run(struct cli *cli)
{
    char dir[PATH_SIZE], path[PATH_SIZE], sentence[TABLE_SENTENCE_SIZE], text[DATE_TEXT_SIZE];
    struct workday_entry *entries;
    struct workday_calendar calendar;
    struct date date;
    int64_t days;

    if (strlen(cli->options.arguments[0]) != DATE_TEXT_SIZE - 1 || !date_parse(cli->options.arguments[0], &date)) {
        options_complain(&cli->options, _("not a date like 2026-11-23: %s"), cli->options.arguments[0]);
        return STATUS_USAGE;
    }
    if (!cli_number(cli, cli->options.arguments[1], 0, WORKDAY_DAYS_MAX, &days) || !cli_dir(cli, dir))
        return STATUS_USAGE;
    if (!path_join(path, sizeof path, dir, "holidays.csv") || holidays_file_read(path, &entries, &calendar, sentence)) {
        options_complain(&cli->options, "%s", *path ? sentence : error_sentence(ERROR_RANGE));
        return STATUS_REFUSED;
    }
    enum error error = workday_deadline(&calendar, date, (int)days, &date);
    if (error)
        options_complain(&cli->options, _("holidays.csv speaks for the years %d to %d only"), calendar.first_year, calendar.last_year);
    else
        date_format(date, text);
    free(entries);
    if (error)
        return STATUS_REFUSED;
    printf("%s\n", text);
    return STATUS_DONE;
}

const struct verb verb_deadline = {.name = "deadline", .arguments = "DATE DAYS", .help = "the date that many working days after DATE", .least = 2, .most = 2, .run = run};
