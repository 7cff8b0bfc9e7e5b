/* Text that people type, on its way to a terminal or a printer. */
#include "lib/fuzz.h"

#include "base/utf8.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    FUZZ_HOLDS(setlocale(LC_CTYPE, "C.UTF-8"), "this machine has no locale C.UTF-8");
    return 0;
}

/* The C library's view of the character at text: its bytes, 0 if there is none. It takes more than Unicode has. */
static size_t decode_theirs(const char *text, size_t length, wchar_t *ret_code)
{
    mbstate_t state = {0};
    size_t bytes = mbrtowc(ret_code, text, length, &state);

    return bytes > 4 || *ret_code > 0x10FFFF ? 0 : bytes;
}

/* Decoding agrees with the C library, and encoding gives the same bytes back. */
static void check_decoding(const char *text)
{
    size_t length = strlen(text);
    bool valid = true;

    for (size_t at = 0; at < length;) {
        char again[4];
        uint32_t code;
        wchar_t other = 0;
        size_t bytes = utf8_decode(text + at, length - at, &code), theirs = decode_theirs(text + at, length - at, &other);
        FUZZ_HOLDS(bytes >= 1 && bytes <= 4 && bytes <= length - at, "a character of %zu bytes", bytes);
        FUZZ_HOLDS((code == UINT32_MAX) == (theirs == 0), "the C library says otherwise whether there is a character");
        if (code == UINT32_MAX)
            FUZZ_HOLDS(bytes == 1, "an ill-formed sequence of %zu bytes", bytes);
        else
            FUZZ_HOLDS(bytes == theirs && code == (uint32_t)other && utf8_encode(code, again) == bytes && memcmp(again, text + at, bytes) == 0,
                       "U+%04X is not itself any more", (unsigned)code);
        valid = valid && theirs > 0;
        at += bytes;
    }
    FUZZ_HOLDS(utf8_is_valid(text) == valid, "the C library says otherwise whether this is UTF-8");
}

/* At most four marks stand on a base, and none on nothing. */
static void check_marks(const char *clean)
{
    size_t length = strlen(clean);
    int marks = 4;

    for (size_t at = 0; at < length;) {
        uint32_t code;
        at += utf8_decode(clean + at, length - at, &code);
        marks = utf8_cells_of(code) == 0 ? marks + 1 : 0;
        FUZZ_HOLDS(marks <= 4, "%d combining marks on one base", marks);
    }
}

static void check_cutting(const char *clean, int cells)
{
    size_t length = strlen(clean), cut = utf8_cut(clean, cells);
    char *front = fuzz_text((const uint8_t *)clean, cut);
    uint32_t next = 0;

    FUZZ_HOLDS(cut <= length, "cut behind the end");
    FUZZ_HOLDS(utf8_is_valid(front), "cut inside a character");
    FUZZ_HOLDS(utf8_cells(front) <= cells, "%d cells are wider than %d", utf8_cells(front), cells);
    if (cut < length)
        utf8_decode(clean + cut, length - cut, &next);
    FUZZ_HOLDS(cut == length || (utf8_cells_of(next) > 0 && utf8_cells(front) + utf8_cells_of(next) > cells), "cut too early, or between a character and its marks");
    free(front);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};
    size_t room = (size_t)fuzz_below(&input, 256) + 1;
    char *text = fuzz_text(input.at, input.left);
    size_t whole = 4 * strlen(text) + 1;
    char *clean = malloc(whole), *again = malloc(whole), *little = malloc(room);

    check_decoding(text);
    size_t length = utf8_clean(clean, whole, text);
    fuzz_check_clean("cleaned text", clean, whole);
    FUZZ_HOLDS(length == strlen(clean) && length <= strlen(text), "cleaning says %zu bytes, there are %zu", length, strlen(clean));
    check_marks(clean);
    utf8_clean(again, whole, clean);
    FUZZ_HOLDS(strcmp(clean, again) == 0, "cleaning clean text changes it");
    length = utf8_clean(little, room, text);
    fuzz_check_clean("cleaned text cut short", little, room);
    FUZZ_HOLDS(length == strlen(little) && strncmp(little, clean, length) == 0, "cut short it is not the beginning of the whole");
    FUZZ_HOLDS(length == strlen(clean) || strlen(clean) + 1 > room, "cut although there is room");
    check_cutting(clean, (int)room - 1);
    free(text);
    free(clean);
    free(again);
    free(little);
    return 0;
}
