#include "term/field.h"

#include "base/utf8.h"

#include <string.h>

enum { ELLIPSIS = 0x2026 };

bool field_type(char *text, size_t size, uint32_t code)
{
    char bytes[5] = "", clean[5];
    size_t length = strlen(text);

    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) || (code == ' ' && length == 0))
        return false;
    size_t count = utf8_encode(code, bytes);
    utf8_clean(clean, sizeof clean, bytes);
    if (strcmp(clean, bytes) != 0 || length + count >= size)
        return false;
    memcpy(text + length, clean, count + 1);
    return true;
}

void field_erase(char *text)
{
    size_t length = strlen(text);

    while (length > 0 && ((unsigned char)text[--length] & 0xC0) == 0x80) /* inside a character */
        ;
    text[length] = '\0';
}

/* Returns the longest end of clean text that needs at most cells cells; it begins with a character that stands for itself. */
static const char *end_of(const char *text, int cells)
{
    int too_many = utf8_cells(text) - cells;

    while (*text) {
        uint32_t code;
        size_t bytes = utf8_decode(text, strlen(text), &code);
        int own = utf8_cells_of(code);
        if (too_many <= 0 && own > 0)
            break;
        too_many -= own;
        text += bytes;
    }
    return text;
}

void field_draw(struct canvas *canvas, struct box box, enum role role, const char *text, bool written)
{
    int room = box.columns - 2, used = 0; /* a blank before it, and room for the cursor */

    canvas_fill(canvas, box, ROLE_BUTTON);
    if (written && utf8_cells(text) > room) {
        canvas_put(canvas, box.row, box.column + 1, ELLIPSIS, role);
        used = 1;
        text = end_of(text, room - 1);
    }
    used += canvas_text(canvas, box.row, box.column + 1 + used, room - used, role, text);
    if (written) {
        canvas->cursor_row = box.row;
        canvas->cursor_column = box.column + 1 + used;
    }
}
