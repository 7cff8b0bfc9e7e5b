#include "cli/columns.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Goes to the next cell of a line; NULL after the last. Writes the cell, cleaned. */
static const char *take_cell(const char *line, char *cell, size_t size)
{
    char raw[512];
    size_t length = strcspn(line, "\t");

    snprintf(raw, sizeof raw, "%.*s", (int)length, line);
    utf8_clean(cell, size, raw);
    return line[length] ? line + length + 1 : NULL;
}

void columns_add(struct columns *columns, const char *format, ...)
{
    char line[1024];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    char **grown = realloc(columns->lines, (columns->count + 1) * sizeof *grown);
    if (!grown)
        return;
    columns->lines = grown;
    if ((grown[columns->count] = strdup(line)))
        columns->count++;
}

static void measure(const struct columns *columns, int widths[static COLUMNS_LIMIT])
{
    char cell[512];

    for (size_t i = 0; i < columns->count; i++) {
        const char *at = columns->lines[i];
        for (int column = 0; at && column < COLUMNS_LIMIT; column++) {
            at = take_cell(at, cell, sizeof cell);
            int cells = utf8_cells(cell);
            if (cells > widths[column])
                widths[column] = cells;
        }
    }
}

void columns_print(struct columns *columns)
{
    int widths[COLUMNS_LIMIT] = {0};
    char cell[512];

    measure(columns, widths);
    for (size_t i = 0; i < columns->count; i++) {
        const char *at = columns->lines[i];
        for (int column = 0; at && column < COLUMNS_LIMIT; column++) {
            at = take_cell(at, cell, sizeof cell);
            printf("%s%*s", cell, at ? widths[column] - utf8_cells(cell) + 2 : 0, "");
        }
        putchar('\n');
        free(columns->lines[i]);
    }
    free(columns->lines);
    *columns = (struct columns){0};
}
