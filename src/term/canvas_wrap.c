/* Where lines of Chinese and of words may end (a small part of UAX #14 and of the usual rules for Chinese punctuation). */
#include "term/canvas.h"

#include "base/utf8.h"

#include <string.h>

enum { TEXT_LIMIT = 16384, ELLIPSIS = 0x2026 };

static bool is_one_of(uint32_t code, const char *set)
{
    size_t length = strlen(set);
    uint32_t member;

    for (size_t i = 0; i < length;) {
        i += utf8_decode(set + i, length - i, &member);
        if (member == code)
            return true;
    }
    return false;
}

/* Whether a line may end between two characters. */
static bool may_break(uint32_t before, uint32_t after)
{
    if (before == ' ')
        return true;
    if (utf8_cells_of(before) != 2 && utf8_cells_of(after) != 2)
        return after == ' ';
    return !is_one_of(after, ",.;:?!)]}%，。、；：？！）］｝》〉」』】〕”’…％") && !is_one_of(before, "([{（［｛《〈「『【〔“‘");
}

/* Finds the first line of clean text. Returns its bytes; *ret_next is where the next line begins. */
static size_t first_line(const char *text, int columns, size_t *ret_next)
{
    size_t length = strlen(text), at = 0, end = 0, bytes;
    uint32_t code, before = 0;
    int used = 0;

    for (; at < length; at += bytes) {
        bytes = utf8_decode(text + at, length - at, &code);
        int cells = utf8_cells_of(code);
        if (at > 0 && cells > 0 && may_break(before, code))
            end = at;
        if (used + cells > columns)
            break;
        used += cells;
        if (cells > 0)
            before = code;
    }
    if (at == length)
        end = length;
    else if (end == 0)
        end = at > 0 ? at : bytes; /* a word longer than the line; a character wider than the box: canvas_text leaves it away */
    *ret_next = end + strspn(text + end, " ");
    while (end > 0 && text[end - 1] == ' ')
        end--;
    return end;
}

/* Wraps one paragraph of clean text (changed and put back) into a box. Returns the rows used, at least 1. */
static int wrap_paragraph(struct canvas *canvas, struct box box, enum role role, char *text, bool more)
{
    int row = 0;

    do {
        size_t next, end = first_line(text, box.columns, &next);
        bool last = row == box.rows - 1;
        if (last && text[next] != '\0')
            end = strlen(text);
        char kept = text[end];
        text[end] = '\0';
        int used = canvas_text(canvas, box.row + row, box.column, box.columns, role, text);
        text[end] = kept;
        if (last && more && text[next] == '\0')
            canvas_put(canvas, box.row + row, box.column + (used < box.columns ? used : box.columns - 1), ELLIPSIS, role);
        text += next;
        row++;
    } while (*text != '\0' && row < box.rows);
    return row;
}

int canvas_wrap(struct canvas *canvas, struct box box, enum role role, const char *text)
{
    char raw[TEXT_LIMIT], clean[TEXT_LIMIT];
    int row = 0;

    if (box.column < 0 || box.columns > canvas->columns - box.column)
        box.columns = canvas->columns - box.column;
    while (*text != '\0' && row < box.rows && box.columns > 0) {
        size_t length = strcspn(text, "\n");
        size_t copied = length < sizeof raw ? length : sizeof raw - 1;
        memcpy(raw, text, copied);
        raw[copied] = '\0';
        text += text[length] == '\n' ? length + 1 : length;
        size_t bytes = utf8_clean(clean, sizeof clean, raw);
        while (bytes > 0 && clean[bytes - 1] == ' ')
            clean[--bytes] = '\0';
        struct box rest = {box.row + row, box.column, box.rows - row, box.columns};
        row += wrap_paragraph(canvas, rest, role, clean, *text != '\0');
    }
    return row;
}
