/* What clean text is, told a second time: by the C library's decoder and the categories of the Unicode Character Database, so that a slip in base/utf8.c is no
 * slip here. */
#include "fuzz.h"

#include <locale.h>
#include <string.h>
#include <wchar.h>

bool fuzz_is_clean_code(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } never[] = {
        {0x00, 0x1F},       {0x7F, 0x9F},                                                                       /* Cc */
        {0xAD, 0xAD},       {0x61C, 0x61C},     {0x180E, 0x180E},   {0x200B, 0x200F},   {0x202A, 0x202E},       /* Cf that nobody sees, */
        {0x2060, 0x206F},   {0xFEFF, 0xFEFF},   {0xFFF9, 0xFFFB},   {0x13430, 0x13438}, {0x1BCA0, 0x1BCA3},     /* bidirectional controls among them */
        {0x1D173, 0x1D17A}, {0xE0001, 0xE0001}, {0xE0020, 0xE007F},
        {0x2028, 0x2029},                                                                                       /* Zl, Zp */
        {0x34F, 0x34F},     {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x3164, 0x3164},       /* Default_Ignorable_Code_Point */
        {0xFFA0, 0xFFA0},
        {0xD800, 0xDFFF},   {0xE000, 0xF8FF},   {0xF0000, 0x10FFFF},                                            /* Cs, Co */
        {0xFDD0, 0xFDEF},                                                                                       /* noncharacters */
    };

    if ((code >= 0x20 && code < 0x7F) || (code >= 0x4E00 && code < 0xA000)) /* what nearly all of it is */
        return true;
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (code >= never[i].first && code <= never[i].last)
            return false;
    return code <= 0x10FFFF && (code & 0xFFFE) != 0xFFFE;
}

void fuzz_check_clean(const char *what, const char *text, size_t size)
{
    static bool started;
    size_t length = strnlen(text, size);
    mbstate_t state = {0};

    if (!started)
        FUZZ_HOLDS(setlocale(LC_CTYPE, "C.UTF-8"), "this machine has no locale C.UTF-8");
    started = true;
    FUZZ_HOLDS(length < size, "%s does not end within its %zu bytes", what, size);
    for (size_t at = 0; at < length;) {
        wchar_t code;
        size_t bytes = mbrtowc(&code, text + at, length - at, &state);
        FUZZ_HOLDS(bytes - 1 < 4, "%s is not UTF-8 at byte %zu", what, at);
        FUZZ_HOLDS(fuzz_is_clean_code((uint32_t)code), "%s has U+%04X at byte %zu", what, (unsigned)code, at);
        at += bytes;
    }
}
