#include "base/utf8.h"

#include <string.h>

size_t utf8_decode(const char *text, size_t length, uint32_t *ret_code)
{
    const unsigned char *b = (const unsigned char *)text;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t need;
    uint32_t code;

    if (b[0] < 0x80) {
        *ret_code = b[0];
        return 1;
    }
    if (b[0] >= 0xC2 && b[0] <= 0xDF) {
        need = 2;
        code = b[0] & 0x1FU;
    } else if ((b[0] & 0xF0) == 0xE0) {
        need = 3;
        code = b[0] & 0x0FU;
    } else if (b[0] >= 0xF0 && b[0] <= 0xF4) {
        need = 4;
        code = b[0] & 0x07U;
    } else {
        goto bad;
    }
    if (need > length)
        goto bad;
    for (size_t i = 1; i < need; i++) {
        if ((b[i] & 0xC0) != 0x80)
            goto bad;
        code = code << 6 | (b[i] & 0x3FU);
    }
    if (code < least[need] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        goto bad;
    *ret_code = code;
    return need;
bad:
    *ret_code = UINT32_MAX;
    return 1;
}

size_t utf8_encode(uint32_t code, char bytes[static 4])
{
    if (code < 0x80) {
        bytes[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        bytes[0] = (char)(0xC0 | code >> 6);
        bytes[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        bytes[0] = (char)(0xE0 | code >> 12);
        bytes[1] = (char)(0x80 | (code >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | code >> 18);
    bytes[1] = (char)(0x80 | (code >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (code >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

bool utf8_is_valid(const char *text)
{
    size_t length = strlen(text);
    uint32_t code;

    for (size_t i = 0; i < length;) {
        i += utf8_decode(text + i, length - i, &code);
        if (code == UINT32_MAX)
            return false;
    }
    return true;
}

struct range {
    uint32_t first, last;
};

static bool is_in(uint32_t code, const struct range *ranges, size_t count)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code > ranges[middle].last)
            low = middle + 1;
        else if (code < ranges[middle].first)
            high = middle;
        else
            return true;
    }
    return false;
}
#define IS_IN(code, ranges) is_in(code, ranges, sizeof(ranges) / sizeof *(ranges))

/* Combining marks that a terminal puts on the character before. */
static const struct range combining[] = {
    {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},   {0x64B, 0x65F},     {0x670, 0x670},     {0x6D6, 0x6DC},
    {0x900, 0x902},   {0x93C, 0x93C},   {0x941, 0x948},   {0x94D, 0x94D},   {0xE31, 0xE31},     {0xE34, 0xE3A},     {0xE47, 0xE4E},
    {0xF71, 0xF7E},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0}, {0x302A, 0x302D},   {0x3099, 0x309A},   {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};

/* East Asian Wide and Fullwidth, and the emoji that terminals draw wide (UAX #11, Unicode 15). */
static const struct range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},
    {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},
    {0x26C4, 0x26C5},   {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},   {0x26FA, 0x26FA},
    {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
    {0x2E80, 0x2E99},   {0x2E9B, 0x2EF3},   {0x2F00, 0x2FD5},   {0x2FF0, 0x2FFB},   {0x3000, 0x303E},   {0x3041, 0x3096},   {0x3099, 0x30FF},
    {0x3105, 0x312F},   {0x3131, 0x318E},   {0x3190, 0x31E3},   {0x31F0, 0x321E},   {0x3220, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA48C},
    {0xA490, 0xA4C6},   {0xA960, 0xA97C},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE52},   {0xFE54, 0xFE66},
    {0xFE68, 0xFE6B},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x16FF1}, {0x17000, 0x18CD5}, {0x1AFF0, 0x1B2FB}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F265}, {0x1F300, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C},
    {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440},
    {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4},
    {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6D7}, {0x1F6DC, 0x1F6DF}, {0x1F6EB, 0x1F6EC},
    {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB}, {0x1F7F0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF},
    {0x20000, 0x2FFFD}, {0x30000, 0x3FFFD},
};

/* Controls, invisible format characters, bidirectional controls, private use, surrogates: never in clean text. */
static const struct range forbidden[] = {
    {0x00, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},       {0x61C, 0x61C},       {0x115F, 0x1160},   {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},     {0x3164, 0x3164},     {0xD800, 0xF8FF},   {0xFDD0, 0xFDEF},
    {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3},   {0x1D173, 0x1D17A},   {0xE0000, 0xE00FF}, {0xE01F0, 0xE0FFF},
    {0xF0000, 0xFFFFFFFF},
};

int utf8_cells_of(uint32_t code)
{
    if (code < 0x300)
        return 1;
    if (IS_IN(code, combining))
        return 0;
    return IS_IN(code, wide) ? 2 : 1;
}

int utf8_cells(const char *text)
{
    size_t length = strlen(text);
    uint32_t code;
    int cells = 0;

    for (size_t i = 0; i < length;) {
        i += utf8_decode(text + i, length - i, &code);
        cells += utf8_cells_of(code);
    }
    return cells;
}

size_t utf8_clean(char *clean, size_t size, const char *text)
{
    size_t length = strlen(text), written = 0;
    int marks = 4; /* a mark at the very beginning has nothing to stand on */

    for (size_t i = 0; i < length;) {
        uint32_t code;
        size_t bytes = utf8_decode(text + i, length - i, &code);
        const char *from = text + i;
        i += bytes;
        if (code == UINT32_MAX)
            continue;
        if (code == '\t' || code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029) {
            if (written > 0 && clean[written - 1] == ' ')
                continue;
            from = " ";
            bytes = 1;
        } else if (IS_IN(code, forbidden) || (code & 0xFFFE) == 0xFFFE) {
            continue;
        }
        if (utf8_cells_of(code) == 0) {
            if (++marks > 4)
                continue;
        } else {
            marks = 0;
        }
        if (written + bytes + 1 > size)
            break;
        memcpy(clean + written, from, bytes);
        written += bytes;
    }
    clean[written] = '\0';
    return written;
}

size_t utf8_cut(const char *text, int cells)
{
    size_t length = strlen(text), i = 0;
    uint32_t code;

    while (i < length) {
        size_t bytes = utf8_decode(text + i, length - i, &code);
        int width = utf8_cells_of(code);
        if (width > cells)
            break;
        cells -= width;
        i += bytes;
    }
    return i;
}
