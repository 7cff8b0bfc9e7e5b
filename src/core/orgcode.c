#include "core/orgcode.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
enum { BASE = 31, REGION_FROM = 2, REGION_TO = 8, MASKED = ORGCODE_LENGTH - 4 };

static int value_of(char c)
{
    const char *found = c ? strchr(alphabet, c) : NULL;
    return found ? (int)(found - alphabet) : -1;
}

static char capital(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool orgcode_read(const char *text, char code[static ORGCODE_SIZE])
{
    char read[ORGCODE_SIZE];
    int sum = 0, weight = 1;

    text += strspn(text, " ");
    size_t length = strcspn(text, " ");
    if (length != ORGCODE_LENGTH || text[length + strspn(text + length, " ")] != '\0')
        return false;
    for (int i = 0; i < ORGCODE_LENGTH; i++) {
        read[i] = capital(text[i]);
        int value = value_of(read[i]);
        if (value < 0 || (i >= REGION_FROM && i < REGION_TO && value > 9))
            return false;
        if (i == ORGCODE_LENGTH - 1 && value != (BASE - sum % BASE) % BASE)
            return false;
        sum += value * weight;
        weight = weight * 3 % BASE;
    }
    read[ORGCODE_LENGTH] = '\0';
    memcpy(code, read, sizeof read);
    return true;
}

void orgcode_mask(const char *code, char masked[static ORGCODE_SIZE])
{
    memset(masked, '*', MASKED);
    memcpy(masked + MASKED, code + MASKED, ORGCODE_SIZE - MASKED);
}
