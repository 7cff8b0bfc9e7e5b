#include "core/certificate_code.h"

#include "base/base32.h"
#include "base/utf8.h"

#include <string.h>

static const char mark[] = "YC1", place[] = "/C/";
enum { MARK = sizeof mark - 1, PLACE = sizeof place - 1, DAY = 3, NO_END = 0xFFFFFF, LAST_DAY = 2932896 /* 9999-12-31 */ };
enum { AT_HOLDER = CERTIFICATE_KEY_SIZE, AT_ISSUED = AT_HOLDER + CERTIFICATE_HOLDER_SIZE, AT_UNTIL = AT_ISSUED + DAY, AT_ITEM = AT_UNTIL + DAY, AT_TEXT = AT_ITEM + 1 };

static void put_day(uint8_t *bytes, int32_t days)
{
    for (int i = 0; i < DAY; i++)
        bytes[i] = (uint8_t)((uint32_t)days >> (16 - 8 * i));
}

static int32_t get_day(const uint8_t *bytes)
{
    return bytes[0] << 16 | bytes[1] << 8 | bytes[2];
}

static bool is_day(struct date date)
{
    return date.days >= 0 && date.days <= LAST_DAY;
}

/* Not empty, shorter than size, and what utf8_clean() would leave as it is. */
static bool is_text(const char *text, size_t size)
{
    char clean[CERTIFICATE_NUMBER_SIZE];
    const char *end = memchr(text, '\0', size);
    size_t length = end ? (size_t)(end - text) : 0;

    return length > 0 && utf8_clean(clean, size, text) == length && memcmp(clean, text, length) == 0;
}

bool certificate_code_pack(const struct certificate_code *code, struct certificate_signed *signed_code)
{
    if (!is_day(code->issued) || (code->limited && !is_day(code->valid_until)) || !is_text(code->item, sizeof code->item) || !is_text(code->number, sizeof code->number))
        return false;
    size_t item = strlen(code->item), number = strlen(code->number);
    uint8_t *payload = signed_code->payload;
    memcpy(payload, code->key, sizeof code->key);
    memcpy(payload + AT_HOLDER, code->holder, sizeof code->holder);
    put_day(payload + AT_ISSUED, code->issued.days);
    put_day(payload + AT_UNTIL, code->limited ? code->valid_until.days : NO_END);
    payload[AT_ITEM] = (uint8_t)item;
    memcpy(payload + AT_TEXT, code->item, item);
    memcpy(payload + AT_TEXT + item, code->number, number);
    signed_code->length = AT_TEXT + item + number;
    return true;
}

bool certificate_code_unpack(const struct certificate_signed *signed_code, struct certificate_code *ret_code)
{
    struct certificate_code code;
    const uint8_t *payload = signed_code->payload;

    memset(&code, 0, sizeof code);
    if (signed_code->length <= AT_TEXT || signed_code->length > CERTIFICATE_PAYLOAD_MAX)
        return false;
    size_t item = payload[AT_ITEM], rest = signed_code->length - AT_TEXT;
    if (item >= sizeof code.item || item >= rest || rest - item >= sizeof code.number)
        return false;
    memcpy(code.key, payload, sizeof code.key);
    memcpy(code.holder, payload + AT_HOLDER, sizeof code.holder);
    code.issued.days = get_day(payload + AT_ISSUED);
    int32_t until = get_day(payload + AT_UNTIL);
    code.limited = until != NO_END;
    code.valid_until.days = code.limited ? until : 0;
    memcpy(code.item, payload + AT_TEXT, item);
    memcpy(code.number, payload + AT_TEXT + item, rest - item);
    /* a zero byte within a text, or a day that never was, would make two payloads of one meaning */
    if (strlen(code.item) != item || strlen(code.number) != rest - item || !is_day(code.issued) || !is_day(code.valid_until) || !is_text(code.item, sizeof code.item) ||
        !is_text(code.number, sizeof code.number))
        return false;
    *ret_code = code;
    return true;
}

/* Scheme and host mean the same in upper case, a path does not. */
static bool has_path(const char *url)
{
    const char *host = strstr(url, "://");

    return !host || strchr(host + 3, '/') != NULL;
}

bool certificate_code_write(const struct certificate_signed *signed_code, const char *url, char text[static CERTIFICATE_CODE_SIZE])
{
    uint8_t all[CERTIFICATE_PAYLOAD_MAX + CERTIFICATE_SIGNATURE_SIZE];
    size_t length = strlen(url);

    while (length > 0 && url[length - 1] == '/')
        length--;
    if (length >= CERTIFICATE_URL_MAX)
        return false;
    memcpy(text, url, length);
    text[length] = '\0';
    if (!has_path(text))
        for (size_t i = 0; i < length; i++)
            if (text[i] >= 'a' && text[i] <= 'z')
                text[i] = (char)(text[i] - 'a' + 'A');
    text += length;
    if (length > 0) {
        memcpy(text, place, PLACE);
        text += PLACE;
    }
    memcpy(text, mark, MARK);
    memcpy(all, signed_code->payload, signed_code->length);
    memcpy(all + signed_code->length, signed_code->signature, CERTIFICATE_SIGNATURE_SIZE);
    base32_encode(text + MARK, all, signed_code->length + CERTIFICATE_SIGNATURE_SIZE);
    return true;
}

static bool is_blank(char letter)
{
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

/* Returns where the mark begins: at the front, or after the last "/C/"; NULL if it is nowhere. */
static const char *find_mark(const char *text, size_t length)
{
    const char *begin = text;

    for (size_t i = 0; i + PLACE <= length; i++)
        if (text[i] == '/' && (text[i + 1] == 'C' || text[i + 1] == 'c') && text[i + 2] == '/')
            begin = text + i + PLACE;
    size_t rest = length - (size_t)(begin - text);
    if (rest < MARK || (begin[0] != 'Y' && begin[0] != 'y') || (begin[1] != 'C' && begin[1] != 'c') || begin[2] != '1')
        return NULL;
    return begin + MARK;
}

bool certificate_code_read(const char *text, struct certificate_signed *ret_signed)
{
    uint8_t all[CERTIFICATE_PAYLOAD_MAX + CERTIFICATE_SIGNATURE_SIZE];
    size_t bytes;

    while (is_blank(*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && is_blank(text[length - 1]))
        length--;
    const char *digits = find_mark(text, length);
    if (!digits || !base32_decode(all, sizeof all, digits, length - (size_t)(digits - text), &bytes) || bytes <= CERTIFICATE_SIGNATURE_SIZE)
        return false;
    ret_signed->length = bytes - CERTIFICATE_SIGNATURE_SIZE;
    memcpy(ret_signed->payload, all, ret_signed->length);
    memcpy(ret_signed->signature, all + ret_signed->length, CERTIFICATE_SIGNATURE_SIZE);
    return true;
}
