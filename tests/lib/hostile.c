#include "lib/hostile.h"

#include <stdio.h>
#include <string.h>
#include <wchar.h>

/* --- names ---------------------------------------------------------------------------------------------------------- */

static const char *const pieces[] = {
    "\033[2J", "\033[31m", "\033]0;owned\a", "\033]52;c;b3duZWQ=\a", "\033P1$r0m\033\\", "\033[?1049h", "\033[99;99H", "\033c", "\033(0", "\033[6n", "\033[20t", "\a", "\b\b\b", "\r\n",
    "\t", "\v\f", "\177", "\302\23331m", "\xC2\x90q\xC2\x9C", "\xC2\x85", "\xE2\x80\xAE", "\xE2\x80\xAA", "\xE2\x81\xA6", "\xD8\x9C", "\xE2\x80\x8B", "\xE2\x80\x8D", "\xEF\xBB\xBF",
    "\xE2\x80\xA8", "\xE2\x80\xA9", "\xC2\xAD", "\xF3\xA0\x81\x81", "\xEF\xB7\x90", "\xEF\xBF\xBE", "\xF4\x8F\xBF\xBF", "\xEE\x80\x80", "\xF3\xB0\x80\x80", "\xEF\xB8\x8F", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
    "\xCD\x8F", "\xE1\xA0\x8E", "\xE2\x80\x8E", "\xEF\xBF\xB9", "%s%n%99999d", "\xE4\xB8\x80\xE7\xAA\x97", "\xEF\xBC\xA1\xEF\xBC\xA2", "\xE4\xB6\xAE", "\xE3\x80\x87", "A", " ", "'\"`$(id)", "\xEF\xB7\xBD", "\xF0\x92\x88\x99",
    "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81", "\xCC\x81", "\xE0\xB8\xAA\xE0\xB8\xB4\xE0\xB9\x88",
};
static const char *const broken[] = {"\xFF", "\xFE\xFE", "\x80", "\xC0\x80", "\xC3", "\xE4\xB8", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x80\x80\x80", "\2332J", "\x85"};
enum { PIECES = sizeof pieces / sizeof *pieces, BROKEN = sizeof broken / sizeof *broken };

static uint32_t dice_next(uint32_t *dice)
{
    *dice = *dice * 1664525 + 1013904223;
    return *dice >> 8;
}

void hostile_name(int n, bool valid, char name[static HOSTILE_SIZE])
{
    uint32_t dice = (uint32_t)n * 2654435761u + 20261123;
    int parts = n % 97 == 0 ? 200 : 1 + (int)(dice_next(&dice) % 12); /* now and then an endless one */

    name[0] = '\0';
    for (int i = 0; i < parts; i++) {
        uint32_t which = i == 0 ? (uint32_t)n : dice_next(&dice); /* so that each piece is first of some name */
        const char *piece = !valid && which % 5 == 4 ? broken[which / 5 % BROKEN] : pieces[which % PIECES];
        if (strlen(name) + strlen(piece) + 1 < HOSTILE_SIZE)
            strcat(name, piece);
    }
}

/* --- what came through ---------------------------------------------------------------------------------------------- */

static char complaint[128];

/* Returns the bytes of the character at text, its code in *code; 0 when it is ill-formed. */
static size_t decode(const unsigned char *text, size_t length, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t count = text[0] < 0x80 ? 1 : text[0] >= 0xC2 && text[0] < 0xE0 ? 2 : text[0] >= 0xE0 && text[0] < 0xF0 ? 3 : text[0] >= 0xF0 && text[0] < 0xF5 ? 4 : 0;

    if (count == 0 || count > length)
        return 0;
    *code = count == 1 ? text[0] : text[0] & (0xFFu >> (count + 1));
    for (size_t i = 1; i < count; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return 0;
        *code = *code << 6 | (text[i] & 0x3F);
    }
    return *code < least[count] || *code > 0x10FFFF || (*code >= 0xD800 && *code < 0xE000) ? 0 : count;
}

/* Whether a terminal would do something else with a character than show it in its cells. */
static bool is_forbidden(uint32_t code)
{
    static const uint32_t ranges[][2] = {{0, 0x1F}, {0x7F, 0x9F}, {0xAD, 0xAD}, {0x61C, 0x61C}, {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xE000, 0xF8FF},
                                         {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF}, {0xF0000, 0x10FFFF}};

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code >= ranges[i][0] && code <= ranges[i][1])
            return true;
    return (code & 0xFFFE) == 0xFFFE;
}

const char *hostile_unclean(const char *text)
{
    size_t length = strlen(text);

    for (size_t i = 0; i < length;) {
        uint32_t code;
        size_t count = decode((const unsigned char *)text + i, length - i, &code);
        if (count == 0 || is_forbidden(code)) {
            snprintf(complaint, sizeof complaint, count ? "U+%04X at byte %zu" : "no character (0x%02X) at byte %zu", count ? (unsigned)code : (unsigned)(unsigned char)text[i], i);
            return complaint;
        }
        i += count;
    }
    return NULL;
}

const char *hostile_in_canvas(const struct canvas *canvas)
{
    char text[16384];

    for (int row = 0; row < canvas->rows; row++) {
        canvas_row_text(canvas, row, text, sizeof text);
        const char *unclean = hostile_unclean(text);
        if (unclean)
            return unclean;
        for (int column = 0; column < canvas->columns; column++) {
            const struct cell *cell = &canvas->cells[row * canvas->columns + column];
            if (cell->code == 0 && (column == 0 || cell[-1].code == 0 || cell[-1].code < 0x1100)) {
                snprintf(complaint, sizeof complaint, "half a character in row %d, column %d", row, column);
                return complaint;
            }
        }
    }
    return NULL;
}

/* Returns the bytes of one of curses' own sequences at ESC, 0: it is none. */
static size_t own_sequence(const char *bytes, size_t size)
{
    static const char *const whole[] = {"\033(B", "\033(0", "\0337", "\0338", "\033=", "\033>", "\033M", "\033]104\a", "\033[22;0;0t", "\033[23;0;0t"};
    size_t at = 2;

    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (size >= strlen(whole[i]) && memcmp(bytes, whole[i], strlen(whole[i])) == 0)
            return strlen(whole[i]);
    if (size < 3 || bytes[1] != '[')
        return 0;
    while (at < size && ((bytes[at] >= '0' && bytes[at] <= '9') || bytes[at] == ';' || bytes[at] == '?' || bytes[at] == '!'))
        at++;
    return at < size && strchr("ABCDGHJKLMPXdfhlmprb@ST", bytes[at]) && bytes[at] ? at + 1 : 0;
}

const char *hostile_in_output(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size;) {
        uint32_t code;
        size_t count = bytes[i] == '\033' ? own_sequence(bytes + i, size - i) : strchr("\r\n\b\t\016\017\a", bytes[i]) && bytes[i] ? 1 : decode((const unsigned char *)bytes + i, size - i, &code);
        if (count == 0 && size - i < 16)
            return NULL; /* the end is not there yet */
        if (count == 0 || (bytes[i] != '\033' && count > 1 && is_forbidden(code)) || (bytes[i] >= 0 && bytes[i] < ' ' && !strchr("\033\r\n\b\t\016\017\a", bytes[i]))) {
            snprintf(complaint, sizeof complaint, "at byte %zu of %zu: 0x%02X%02X%02X%02X", i, size, (unsigned)(unsigned char)bytes[i], (unsigned)(unsigned char)bytes[i + 1],
                     (unsigned)(unsigned char)bytes[i + 2], (unsigned)(unsigned char)bytes[i + 3]);
            return complaint;
        }
        i += count;
    }
    return NULL;
}
