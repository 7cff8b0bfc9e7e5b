#include "base/table_encoding.h"

#include "base/utf8.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Converts the whole of it or nothing. ERROR_FORMAT: it is not in that encoding. */
static enum error convert(const char *to, const char *from, const char *bytes, size_t length, char **ret_text, size_t *ret_length)
{
    size_t room = 4 * length + 16, left = room - 1;
    char *text = malloc(room), *at = text, *input = (char *)bytes; /* iconv() does not write there, but cannot say so */
    iconv_t way = text ? iconv_open(to, from) : (iconv_t)-1;

    if (way == (iconv_t)-1) {
        free(text);
        return text ? ERROR_FORMAT : ERROR_MEMORY;
    }
    bool whole = iconv(way, &input, &length, &at, &left) != (size_t)-1 && length == 0;
    iconv_close(way);
    if (!whole) {
        free(text);
        return ERROR_FORMAT;
    }
    *at = '\0';
    *ret_text = text;
    *ret_length = (size_t)(at - text);
    return ERROR_NONE;
}

static enum error copy(const char *bytes, size_t length, char **ret_text, size_t *ret_length)
{
    char *text = malloc(length + 1);

    if (!text)
        return ERROR_MEMORY;
    if (length > 0)
        memcpy(text, bytes, length);
    text[length] = '\0';
    *ret_text = text;
    *ret_length = length;
    return ERROR_NONE;
}

/* Whether more lines are ill-formed as UTF-8 than well-formed with a character beyond ASCII: one wrong byte makes no GB18030 of a file. */
static bool is_unlike_utf8(const char *bytes, size_t length)
{
    long good = 0, bad = 0;

    for (size_t at = 0; at < length;) {
        bool beyond = false, wrong = false;
        while (at < length && bytes[at] != '\n' && bytes[at] != '\r') {
            uint32_t code;
            at += utf8_decode(bytes + at, length - at, &code);
            beyond = beyond || code > 0x7F;
            wrong = wrong || code == UINT32_MAX;
        }
        good += beyond && !wrong;
        bad += wrong;
        at += at < length;
    }
    return bad > good;
}

enum error table_decode(const char *bytes, size_t length, char **ret_text, size_t *ret_length)
{
    static const struct {
        const char *mark, *encoding;
        size_t size;
    } marks[] = {{"\xEF\xBB\xBF", NULL, 3}, {"\xFF\xFE", "UTF-16LE", 2}, {"\xFE\xFF", "UTF-16BE", 2}};
    enum error error = ERROR_FORMAT;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (length >= marks[i].size && memcmp(bytes, marks[i].mark, marks[i].size) == 0) {
            if (!marks[i].encoding)
                return copy(bytes + marks[i].size, length - marks[i].size, ret_text, ret_length);
            error = convert("UTF-8", marks[i].encoding, bytes + marks[i].size, length - marks[i].size, ret_text, ret_length);
            return error == ERROR_FORMAT ? copy(bytes, length, ret_text, ret_length) : error;
        }
    if (is_unlike_utf8(bytes, length))
        error = convert("UTF-8", "GB18030", bytes, length, ret_text, ret_length);
    return error == ERROR_FORMAT ? copy(bytes, length, ret_text, ret_length) : error;
}

enum error table_encode_gb18030(const char *text, size_t length, char **ret_bytes, size_t *ret_length)
{
    return convert("GB18030", "UTF-8", text, length, ret_bytes, ret_length);
}
