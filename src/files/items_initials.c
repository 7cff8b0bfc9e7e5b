#include "files/items_initials.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>

enum { KNOWN = 0x10000, LETTERS = 23, BOUNDARY = 0xFDD0, FIRST_WITHOUT = 0x3400, LETTER_ABSENT = 0xFF };

struct items_initials {
    UCollator *order;
    unsigned char known[KNOWN]; /* of characters that came before; 0: not yet */
};

static const struct {
    const char *word, *initials;
} words[] = {
#define WORD(word, initials) {word, initials},
#include "files/items_initials.def"
#undef WORD
};

struct items_initials *items_initials_create(void)
{
    struct items_initials *initials = calloc(1, sizeof *initials);
    UErrorCode error = U_ZERO_ERROR;

    if (!initials)
        return NULL;
    initials->order = ucol_open("zh@collation=pinyin", &error);
    if (U_SUCCESS(error))
        return initials;
    items_initials_destroy(initials);
    return NULL;
}

void items_initials_destroy(struct items_initials *initials)
{
    if (initials && initials->order)
        ucol_close(initials->order);
    free(initials);
}

/* In the pinyin order each letter has a boundary, U+FDD0 and the letter, before the first character that is read with it (no reading begins with I, U or V), and
 * U+3400 is the first of those whose reading it does not know. */
static unsigned char look_up(const struct items_initials *initials, uint32_t code)
{
    static const char letters[] = "ABCDEFGHJKLMNOPQRSTWXYZ";
    static const UChar first_without[] = {FIRST_WITHOUT};
    UChar character[2];
    int32_t length = 0, low = 0, high = LETTERS - 1;
    unsigned char found = LETTER_ABSENT;

    if (!u_hasBinaryProperty((UChar32)code, UCHAR_IDEOGRAPHIC))
        return LETTER_ABSENT;
    U16_APPEND_UNSAFE(character, length, code);
    if (ucol_strcoll(initials->order, first_without, 1, character, length) != UCOL_GREATER)
        return LETTER_ABSENT;
    while (low <= high) {
        int32_t middle = (low + high) / 2;
        const UChar boundary[2] = {BOUNDARY, (UChar)letters[middle]};
        if (ucol_strcoll(initials->order, boundary, 2, character, length) != UCOL_GREATER) {
            found = (unsigned char)(letters[middle] - 'A' + 'a');
            low = middle + 1;
        } else {
            high = middle - 1;
        }
    }
    return found;
}

static unsigned char initial_of(struct items_initials *initials, uint32_t code)
{
    if (code < 0x80) {
        char letter = (char)(code >= 'A' && code <= 'Z' ? code - 'A' + 'a' : code);
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ? (unsigned char)letter : LETTER_ABSENT;
    }
    if (code >= KNOWN)
        return look_up(initials, code);
    if (initials->known[code] == 0)
        initials->known[code] = look_up(initials, code);
    return initials->known[code];
}

/* The longest listed word with which a text begins; NULL: none. */
static const char *word_at(const char *text, size_t *ret_bytes)
{
    const char *found = NULL;

    *ret_bytes = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i].word);
        if (length > *ret_bytes && strncmp(text, words[i].word, length) == 0) {
            found = words[i].initials;
            *ret_bytes = length;
        }
    }
    return found;
}

void items_initials_make(struct items_initials *initials, const char *name, char text[static ITEM_INITIALS_SIZE])
{
    size_t used = 0, left = strlen(name), bytes;

    for (; left > 0; name += bytes, left -= bytes) {
        const char *word = word_at(name, &bytes);
        if (word) {
            while (*word && used + 1 < ITEM_INITIALS_SIZE)
                text[used++] = *word++;
            continue;
        }
        uint32_t code;
        bytes = utf8_decode(name, left, &code);
        unsigned char initial = code == UINT32_MAX ? LETTER_ABSENT : initial_of(initials, code);
        if (initial != LETTER_ABSENT && used + 1 < ITEM_INITIALS_SIZE)
            text[used++] = (char)initial;
    }
    text[used] = '\0';
}
