/* UTF-8 text that comes from people: decoding, cleaning, and measuring in terminal cells. Pure: no locale, no tables of
 * the C library, so that a kiosk, a board and a test on another machine measure alike.
 *
 * Clean text is well-formed UTF-8 without control characters (C0, DEL, C1), without bidirectional controls, zero-width
 * and other invisible format characters, without noncharacters and private use. Only clean text goes to a terminal or a printer. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the character at text (length bytes remain, at least 1). Returns its bytes, 1..4, and the code point; an
 * ill-formed sequence (overlong, surrogate, truncated, beyond U+10FFFF) is one byte and *ret_code = UINT32_MAX. */
size_t utf8_decode(const char *text, size_t length, uint32_t *ret_code);

/* Encodes a code point (0..0x10FFFF, no surrogate). Returns the bytes written, 1..4. */
size_t utf8_encode(uint32_t code, char bytes[static 4]);

/* Returns whether the zero-terminated text is well-formed UTF-8. */
bool utf8_is_valid(const char *text);

/* Returns the cells of a character: 0 for combining marks, 2 for East Asian wide and full-width ones and emoji, else 1. (UAX #11) */
int utf8_cells_of(uint32_t code);

/* Returns the cells of zero-terminated clean text. */
int utf8_cells(const char *text);

/* Copies text into clean, at most size bytes with the zero (size >= 1): white space controls become one space, everything else that is
 * not allowed in clean text is dropped, at most 4 combining marks on one base stay. Cuts between characters. Returns the bytes
 * written without the zero. */
size_t utf8_clean(char *clean, size_t size, const char *text);

/* Returns the bytes of the longest beginning of clean text that needs at most cells cells, never inside a character or
 * between a character and its combining marks. */
size_t utf8_cut(const char *text, int cells);

#endif
