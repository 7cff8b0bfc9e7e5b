#include "core/idcard.h"

#include <stdbool.h>
#include <string.h>

static const char *const sentences[] = {
#define IDCARD_FAULT(name, sentence) [IDCARD_##name] = sentence,
#include "core/idcard_faults.def"
#undef IDCARD_FAULT
};

const char *idcard_fault_sentence(enum idcard_fault fault)
{
    if ((unsigned)fault >= sizeof sentences / sizeof *sentences)
        return "unknown fault";
    return sentences[fault];
}

static int number_of(const char *digits, int count)
{
    int value = 0;

    for (int i = 0; i < count; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

/* The provinces of GB/T 2260; 81 to 83 are the residence permits of people from Hong Kong, Macao and Taiwan. */
static bool is_province(const char *digits)
{
    static const char codes[] = "1112131415212223313233343536374142434445465051525354616263646571818283";

    for (const char *code = codes; *code; code += 2)
        if (memcmp(code, digits, 2) == 0)
            return true;
    return false;
}

/* ISO 7064 MOD 11-2: a number is right when the sum of digit times 2^(17 - place) is 1 modulo 11. */
static char check_character(const char *digits)
{
    int sum = 0;

    for (int i = 0; i < IDCARD_LENGTH - 1; i++)
        sum = (sum + (digits[i] - '0')) * 2 % 11;
    return "10X98765432"[sum];
}

enum idcard_fault idcard_read(const char *text, struct date today, struct idcard *ret_idcard)
{
    struct idcard idcard;
    size_t length;

    while (*text == ' ')
        text++;
    length = strlen(text);
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length != IDCARD_LENGTH)
        return IDCARD_LENGTH_WRONG;
    memcpy(idcard.number, text, IDCARD_LENGTH);
    idcard.number[IDCARD_LENGTH] = '\0';
    if (idcard.number[17] == 'x')
        idcard.number[17] = 'X';
    if (strspn(idcard.number, "0123456789") < 17 || !strchr("0123456789X", idcard.number[17]))
        return IDCARD_CHARACTER;

    if (!is_province(idcard.number + (idcard.number[0] == '9')))
        return IDCARD_REGION;

    int year = number_of(idcard.number + 6, 4), month = number_of(idcard.number + 10, 2), day = number_of(idcard.number + 12, 2);
    if (!date_is_valid(year, month, day) || year < 1850)
        return IDCARD_BIRTH;
    idcard.born = date_make(year, month, day);
    if (idcard.born.days > today.days)
        return IDCARD_BIRTH;

    if (idcard.number[17] != check_character(idcard.number))
        return IDCARD_CHECK;
    *ret_idcard = idcard;
    return IDCARD_GOOD;
}

int idcard_age(const struct idcard *idcard, struct date at)
{
    int born_year, born_month, born_day, year, month, day;

    date_split(idcard->born, &born_year, &born_month, &born_day);
    date_split(at, &year, &month, &day);
    return year - born_year - (month < born_month || (month == born_month && day < born_day));
}

void idcard_mask(const struct idcard *idcard, char masked[static IDCARD_SIZE])
{
    enum { SHOWN = 4 };

    memset(masked, '*', IDCARD_LENGTH - SHOWN);
    memcpy(masked + IDCARD_LENGTH - SHOWN, idcard->number + IDCARD_LENGTH - SHOWN, SHOWN + 1);
}
