/* Reads recorded days into the model's arrays, and tells at the end how far the model came in each. Included by the program that spin makes of script.pml, once. */
#ifndef MODEL_READER_H
#define MODEL_READER_H

#include "sizes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { READER_LINES = 200000, READER_TEXT = 128 };

static const char *const reader_names[] = {
#include "names.inc"
};

static struct {
    int days, begin[READER_LINES], end[READER_LINES], came[READER_LINES];
    char text[READER_LINES][READER_TEXT];
} reader;

static void reader_came_to(int day, int position)
{
    if (position > reader.came[day])
        reader.came[day] = position;
}

/* One line a day: "accepted" or "refused", its number, and of a refused one the line that does not fit. */
static void reader_tell(void)
{
    for (int day = 0; day < reader.days; day++) {
        int came = reader.came[day];
        if (came == reader.end[day])
            printf("day %d accepted, %d lines\n", day + 1, came - reader.begin[day]);
        else
            printf("day %d refused at line %d of %d: %s", day + 1, came - reader.begin[day] + 1, reader.end[day] - reader.begin[day], reader.text[came]);
    }
}

static int reader_number(const unsigned char *numbers, const char *name)
{
    if (strcmp(name, "-") == 0)
        return 0;
    for (size_t i = 0; i < sizeof reader_names / sizeof *reader_names; i++)
        if (strcmp(reader_names[i], name) == 0)
            return numbers[i];
    fprintf(stderr, "the days name %s, which the model does not know\n", name);
    exit(2);
}

/* Returns how many days the file has. Ends the program if it cannot be read. */
static int reader_read(const unsigned char *numbers, unsigned char *kinds, unsigned char *names, unsigned char *tickets, unsigned char *windows,
                       unsigned char *rules, int *begins)
{
    const char *path = getenv("MODEL_DAYS");
    FILE *file = path ? fopen(path, "r") : NULL;
    char name[64], rule[64];
    int kind, ticket, window, count = 0;

    if (!file) {
        fprintf(stderr, "MODEL_DAYS names no file that can be read\n");
        exit(2);
    }
    for (; count < READER_LINES - 1 && fgets(reader.text[count], READER_TEXT, file); count++) {
        if (sscanf(reader.text[count], "%d %63s %d %d %63s", &kind, name, &ticket, &window, rule) != 5) {
            fprintf(stderr, "%s:%d: cannot be read\n", path, count + 1);
            exit(2);
        }
        kinds[count] = (unsigned char)kind;
        names[count] = (unsigned char)reader_number(numbers, name);
        tickets[count] = (unsigned char)ticket;
        windows[count] = (unsigned char)window;
        rules[count] = (unsigned char)reader_number(numbers, rule);
        if (count == 0 || kinds[count - 1] == LINE_END)
            begins[reader.days] = reader.begin[reader.days] = reader.came[reader.days] = count;
        if (kind == LINE_END)
            reader.end[reader.days++] = count;
    }
    fclose(file);
    atexit(reader_tell);
    return reader.days;
}

#endif
