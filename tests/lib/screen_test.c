#define _POSIX_C_SOURCE 200809L
#include "lib/screen_test.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_SIZE = 16384 };

/* Writes the runs of a row that have another role than normal. */
static void write_roles(FILE *out, const struct canvas *canvas, int row)
{
    const struct cell *cells = canvas->cells + row * canvas->columns;
    bool any = false;

    for (int from = 0, to; from < canvas->columns; from = to) {
        for (to = from + 1; to < canvas->columns && cells[to].role == cells[from].role; to++)
            ;
        if (cells[from].role == ROLE_NORMAL)
            continue;
        if (any)
            fprintf(out, ", %d-%d %s", from, to - 1, theme_role_word(cells[from].role));
        else
            fprintf(out, "roles %2d: %d-%d %s", row, from, to - 1, theme_role_word(cells[from].role));
        any = true;
    }
    if (any)
        fputc('\n', out);
}

char *screen_test_text(const struct canvas *canvas)
{
    char *text = NULL, row_text[ROW_SIZE];
    size_t size;
    FILE *out = open_memstream(&text, &size);

    cr_assert_not_null(out);
    for (int row = 0; row < canvas->rows; row++) {
        canvas_row_text(canvas, row, row_text, sizeof row_text);
        fprintf(out, "%s\n", row_text);
    }
    for (int row = 0; row < canvas->rows; row++)
        write_roles(out, canvas, row);
    if (canvas->cursor_row >= 0)
        fprintf(out, "cursor %d,%d\n", canvas->cursor_row, canvas->cursor_column);
    cr_assert_eq(fclose(out), 0);
    return text;
}

char *screen_test_keys(const struct app_view *view, int rows, int columns, const char *const *keys)
{
    struct canvas canvas;
    struct targets targets;
    char end;

    cr_assert(canvas_init(&canvas, rows, columns));
    app_draw(view, &canvas, &targets);
    for (; *keys; keys++) {
        if (sscanf(*keys, "resize:%4d,%4d%c", &rows, &columns, &end) == 2) {
            cr_assert(canvas_resize(&canvas, rows, columns), "%s", *keys);
        } else {
            struct key key = key_parse(*keys);
            cr_assert_neq(key.kind, KEY_KIND_NONE, "\"%s\" is not the name of a key", *keys);
            bool goes_on = app_key(view, &targets, key);
            cr_assert(goes_on || !keys[1], "the key \"%s\" ended the program", *keys);
        }
        app_draw(view, &canvas, &targets);
    }
    char *text = screen_test_text(&canvas);
    canvas_finish(&canvas);
    return text;
}

static char *read_file(const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = fopen(path, "r");

    if (!file)
        return NULL;
    if (getdelim(&text, &size, '\0', file) < 0) {
        free(text);
        text = strdup("");
    }
    fclose(file);
    return text;
}

/* Fails the test with the first line that differs. */
static void report(const char *path, const char *kept, const char *text)
{
    int line = 1;

    for (;; line++) {
        size_t kept_length = strcspn(kept, "\n"), length = strcspn(text, "\n");
        if (kept_length != length || memcmp(kept, text, length) != 0 || kept[length] != text[length])
            cr_assert_fail("%s:%d differs\n  kept: %.*s\n  now:  %.*s\n(UPDATE_GOLDENS=1 writes it anew)", path, line, (int)kept_length, kept, (int)length, text);
        if (kept[length] == '\0')
            return;
        kept += length + 1;
        text += length + 1;
    }
}

void screen_test_compare(const char *name, const char *text)
{
    char path[512];
    const char *update = getenv("UPDATE_GOLDENS");

    snprintf(path, sizeof path, "tests/screens/golden/%s.txt", name);
    if (update && strcmp(update, "1") == 0) {
        FILE *file = fopen(path, "w");
        cr_assert_not_null(file, "%s cannot be written", path);
        fputs(text, file);
        cr_assert_eq(fclose(file), 0);
        return;
    }
    char *kept = read_file(path);
    cr_assert_not_null(kept, "%s is missing (UPDATE_GOLDENS=1 writes it)", path);
    report(path, kept, text);
    free(kept);
}

void screen_test_golden(const char *name, const struct app_view *view, int rows, int columns, const char *const *keys)
{
    char *text = screen_test_keys(view, rows, columns, keys);

    screen_test_compare(name, text);
    free(text);
}
