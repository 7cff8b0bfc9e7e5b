#include "base/base32.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char base32_digit(uint64_t value)
{
    return alphabet[value & 31];
}

int base32_value(char digit)
{
    if (digit >= 'a' && digit <= 'z')
        digit = (char)(digit - 'a' + 'A');
    const char *found = digit ? strchr(alphabet, digit) : NULL;
    return found ? (int)(found - alphabet) : -1;
}

size_t base32_digits(size_t length)
{
    return (length * 8 + 4) / 5;
}

void base32_encode(char *text, const uint8_t *bytes, size_t length)
{
    uint32_t bits = 0;
    unsigned have = 0;

    for (size_t i = 0; i < length; i++) {
        bits = bits << 8 | bytes[i];
        for (have += 8; have >= 5; have -= 5)
            *text++ = base32_digit(bits >> (have - 5));
    }
    if (have > 0)
        *text++ = base32_digit(bits << (5 - have));
    *text = '\0';
}

bool base32_decode(uint8_t *bytes, size_t room, const char *text, size_t digits, size_t *ret_length)
{
    uint32_t bits = 0;
    unsigned have = 0;
    size_t length = digits * 5 / 8;

    if (length > room || base32_digits(length) != digits)
        return false;
    for (size_t i = 0; i < digits; i++) {
        int value = base32_value(text[i]);
        if (value < 0)
            return false;
        bits = bits << 5 | (uint32_t)value;
        have += 5;
        if (have >= 8) {
            have -= 8;
            *bytes++ = (uint8_t)(bits >> have);
        }
    }
    if (bits & ((1u << have) - 1))
        return false;
    *ret_length = length;
    return true;
}
