/* A row of items.csv, column by column: one table says what stands in each, and is read and written by. */
#include "core/item_lists.h"

#include "base/utf8.h"

#include <string.h>

/* --- the columns --- */

enum form { FORM_CODE, FORM_TEXT, FORM_WORD, FORM_NUMBER, FORM_DATE, FORM_MATERIALS };

/* A column: what stands in it and where it goes. `other` is what an empty field means where nobody applies for the item; NEVER_EMPTY: it must be there. */
enum { NEVER_EMPTY = -2, MAY_BE_EMPTY = -3 };
struct column {
    enum form form;
    int other;
    size_t offset, size;
    const struct item_list *list;
    int least, most;
};

#define AT(member) offsetof(struct item, member)
#define TEXT(member, other) {FORM_TEXT, other, AT(member), sizeof((struct item *)0)->member, NULL, 0, 0}
#define WORDS(member, list, other) {FORM_WORD, other, AT(member), 0, list, 0, 0}
#define NUMBER(member, least, most, other) {FORM_NUMBER, other, AT(member), 0, NULL, least, most}
static const struct column columns[ITEM_COLUMNS] = {
    [ITEM_COLUMN_CODE] = {FORM_CODE, NEVER_EMPTY, AT(code), ITEM_CODE_SIZE, NULL, 0, 0},
    [ITEM_COLUMN_NAME] = TEXT(name, NEVER_EMPTY),
    [ITEM_COLUMN_NAME_EN] = TEXT(name_en, 0),
    [ITEM_COLUMN_KIND] = WORDS(kind, &item_kinds, NEVER_EMPTY),
    [ITEM_COLUMN_LEVEL] = WORDS(level, &item_levels, NEVER_EMPTY),
    [ITEM_COLUMN_DEPARTMENT] = TEXT(department, NEVER_EMPTY),
    [ITEM_COLUMN_GROUP] = TEXT(group, NEVER_EMPTY),
    [ITEM_COLUMN_MEMO] = TEXT(memo, MAY_BE_EMPTY),
    [ITEM_COLUMN_IN_FORCE_FROM] = {FORM_DATE, NEVER_EMPTY, AT(in_force_from), 0, NULL, 0, 0},
    [ITEM_COLUMN_FLOW] = WORDS(flow, &item_flows, ITEM_FLOW_REFERRAL),
    [ITEM_COLUMN_PROMISED_DAYS] = NUMBER(promised_days, 0, ITEM_DAYS_MAX, 0),
    [ITEM_COLUMN_STATUTORY_DAYS] = NUMBER(statutory_days, 0, ITEM_DAYS_MAX, MAY_BE_EMPTY),
    [ITEM_COLUMN_APPLICANT] = WORDS(applicant, &item_applicants, ITEM_APPLICANT_BOTH),
    [ITEM_COLUMN_FEE_YUAN] = NUMBER(fee_yuan, 0, ITEM_FEE_MAX, 0),
    [ITEM_COLUMN_TYPICAL_MINUTES] = NUMBER(typical_minutes, 1, ITEM_MINUTES_MAX, 10),
    [ITEM_COLUMN_ONLINE] = WORDS(online, &item_onlines, ITEM_ONLINE_NONE),
    [ITEM_COLUMN_OUTPUT] = WORDS(output, &item_outputs, ITEM_OUTPUT_NONE),
    [ITEM_COLUMN_NUMBER] = WORDS(number, &item_numbers, ITEM_NUMBER_NONE),
    [ITEM_COLUMN_TEMPLATE] = TEXT(template_name, MAY_BE_EMPTY),
    [ITEM_COLUMN_MATERIALS] = {FORM_MATERIALS, MAY_BE_EMPTY, 0, 0, NULL, 0, 0},
    [ITEM_COLUMN_BASIS] = TEXT(basis, MAY_BE_EMPTY),
    [ITEM_COLUMN_ASSISTING] = TEXT(assisting, MAY_BE_EMPTY),
    [ITEM_COLUMN_WITHDRAWN_FROM] = {FORM_DATE, MAY_BE_EMPTY, AT(withdrawn_from), 0, NULL, 0, 0},
};

static void *place_of(struct item *item, const struct column *column)
{
    return (char *)item + column->offset;
}

/* Words and numbers are ints in the item (an enum has the size of one). */
_Static_assert(sizeof(enum item_kind) == sizeof(int), "a word's index is kept like a number");

static void put_number(struct item *item, const struct column *column, int number)
{
    memcpy(place_of(item, column), &number, sizeof number);
}

static int get_number(const struct item *item, const struct column *column)
{
    int number;

    memcpy(&number, (const char *)item + column->offset, sizeof number);
    return number;
}

enum { PLAIN_SIZE = 64, FULL_WIDTH_FIRST = 0xFF01, FULL_WIDTH_LAST = 0xFF5E, IDEOGRAPHIC_SPACE = 0x3000 };

/* Returns the plain sign for a full-width one, 0 for anything else beyond ASCII. */
static char plain_sign(uint32_t code)
{
    if (code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST)
        return (char)(code - FULL_WIDTH_FIRST + '!');
    return code == IDEOGRAPHIC_SPACE ? ' ' : code < 0x80 ? (char)code : '\0';
}

/* Writes a field as an input method should have: plain signs for full-width ones, no blanks around. False: it is too long. */
static bool make_plain(const char *field, char plain[static PLAIN_SIZE])
{
    size_t used = 0, length = strlen(field);

    while (length > 0) {
        uint32_t code;
        size_t bytes = utf8_decode(field, length, &code);
        char sign = plain_sign(code);
        if (used + bytes >= PLAIN_SIZE)
            return false;
        if (sign) {
            if (sign != ' ' || used > 0)
                plain[used++] = sign;
        } else {
            memcpy(plain + used, field, bytes);
            used += bytes;
        }
        field += bytes;
        length -= bytes;
    }
    while (used > 0 && plain[used - 1] == ' ')
        used--;
    plain[used] = '\0';
    return true;
}

/* --- reading: NULL and the value, or what is wrong --- */

static const char *read_text(const char *field, char *text, size_t size)
{
    size_t length = strlen(field);

    if (length >= size)
        return "is too long";
    memcpy(text, field, length + 1);
    return NULL;
}

static const char *read_code(const char *field, char *code)
{
    if (strspn(field, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.") != strlen(field))
        return "may only have letters, digits, - and .";
    return read_text(field, code, ITEM_CODE_SIZE);
}

static const char *read_word(const char *field, const struct item_list *list, int *ret_index)
{
    for (int i = 0; i < list->count; i++)
        if (strcmp(field, list->words[i]) == 0) {
            *ret_index = i;
            return NULL;
        }
    return list->fault;
}

static const char *read_number(const char *field, int least, int most, int *ret_number)
{
    size_t length = strlen(field);
    int number = 0;

    if (length == 0 || length > 6 || strspn(field, "0123456789") != length)
        return "must be a whole number";
    for (const char *digit = field; *digit; digit++)
        number = number * 10 + (*digit - '0');
    if (number < least || number > most)
        return "is out of range";
    *ret_number = number;
    return NULL;
}

/* Reads digits, at most `most` of them, and goes past them; -1: there are none. */
static int take_digits(const char **at, int most)
{
    int number = 0, count = 0;

    for (; **at >= '0' && **at <= '9' && count < most; ++*at, count++)
        number = number * 10 + (**at - '0');
    return count > 0 ? number : -1;
}

static bool take_sign(const char **at, const char *sign)
{
    size_t length = strlen(sign);
    bool there = strncmp(*at, sign, length) == 0;

    *at += there ? length : 0;
    return there;
}

static const char *read_date(const char *field, struct date *ret_date)
{
    static const char *const signs[][3] = {{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *at = field;
        int year = take_digits(&at, 4), month, day;
        if (at != field + 4 || !take_sign(&at, signs[i][0]))
            continue;
        month = take_digits(&at, 2);
        if (!take_sign(&at, signs[i][1]))
            continue;
        day = take_digits(&at, 2);
        if (!take_sign(&at, signs[i][2]) || *at || !date_is_valid(year, month, day))
            break;
        *ret_date = date_make(year, month, day);
        return NULL;
    }
    return "is not a date like 2026-10-01";
}

/* Reads one material, "name/kind" or "name/kind!", of length bytes of plain signs. */
static const char *read_material(const char *text, size_t length, struct material *ret_material)
{
    struct material material = {.required = length > 0 && text[length - 1] == '!'};
    size_t slash = length -= material.required;

    while (slash > 0 && text[slash - 1] != '/')
        slash--;
    if (slash < 2)
        return material_kinds.fault;
    if (slash > sizeof material.name)
        return "has a material whose name is too long";
    memcpy(material.name, text, slash - 1);
    material.name[slash - 1] = '\0';
    for (int i = 0; i < material_kinds.count; i++)
        if (strlen(material_kinds.words[i]) == length - slash && memcmp(material_kinds.words[i], text + slash, length - slash) == 0) {
            material.kind = (enum material_kind)i;
            *ret_material = material;
            return NULL;
        }
    return material_kinds.fault;
}

/* Copies a list of materials with the signs |, / and ! where an input method made full-width ones of them; the field has fewer than ITEM_FIELD_SIZE bytes. */
static void make_plain_list(const char *field, char *list)
{
    for (size_t length = strlen(field), bytes; length > 0; field += bytes, length -= bytes) {
        uint32_t code;
        bytes = utf8_decode(field, length, &code);
        char sign = code > 0x7F ? plain_sign(code) : '\0';
        if (sign == '|' || sign == '/' || sign == '!') {
            *list++ = sign;
        } else {
            memcpy(list, field, bytes);
            list += bytes;
        }
    }
    *list = '\0';
}

static const char *read_materials(const char *written, struct item *item)
{
    char list[ITEM_FIELD_SIZE];
    const char *field = list;

    if (strlen(written) >= sizeof list)
        return "is too long";
    make_plain_list(written, list);
    item->material_count = 0;
    while (*field) {
        size_t length = strcspn(field, "|");
        if (item->material_count == ITEM_MATERIALS_MAX)
            return "has too many materials";
        const char *fault = read_material(field, length, &item->materials[item->material_count]);
        if (fault)
            return fault;
        item->material_count++;
        field += length;
        if (*field == '|' && *++field == '\0')
            return material_kinds.fault;
    }
    return NULL;
}

/* Reads what stands in a column, and is not nothing. */
static const char *read_form(const struct column *column, const char *field, struct item *item)
{
    char plain[PLAIN_SIZE];
    int number = 0;
    const char *fault;

    if (column->form == FORM_TEXT)
        return read_text(field, place_of(item, column), column->size);
    if (column->form == FORM_MATERIALS)
        return read_materials(field, item);
    if (!make_plain(field, plain))
        return column->form == FORM_WORD ? column->list->fault : column->form == FORM_CODE ? "is too long" : "is not as it should be";
    if (column->form == FORM_CODE)
        return read_code(plain, place_of(item, column));
    if (column->form == FORM_DATE)
        return read_date(plain, place_of(item, column));
    fault = column->form == FORM_WORD ? read_word(plain, column->list, &number) : read_number(plain, column->least, column->most, &number);
    if (!fault)
        put_number(item, column, number);
    return fault;
}

/* What an empty field means; NULL: it may be empty. */
static const char *read_nothing(const struct column *column, struct item *item)
{
    if (column->other == MAY_BE_EMPTY && column->form == FORM_NUMBER)
        put_number(item, column, ITEM_DAYS_NONE);
    if (column->other == MAY_BE_EMPTY)
        return NULL;
    if (column->other != NEVER_EMPTY && !item_is_applied_for(item)) {
        if (column->form != FORM_TEXT)
            put_number(item, column, column->other);
        return NULL;
    }
    return column->form == FORM_WORD   ? column->list->fault
           : column->form == FORM_DATE ? "is not a date like 2026-10-01"
           : column->form == FORM_TEXT || column->form == FORM_CODE ? "must not be empty"
                                                                    : "must be a whole number";
}

/* What a column must be beside those before it. */
static const char *check_column(const struct item *item, enum item_column column)
{
    if (column == ITEM_COLUMN_STATUTORY_DAYS && item->statutory_days != ITEM_DAYS_NONE && item->statutory_days < item->promised_days)
        return "is less than promised_days";
    if (column == ITEM_COLUMN_TEMPLATE && !item->template_name[0] && (item->output == ITEM_OUTPUT_OWN_A4 || item->output == ITEM_OUTPUT_OVERLAY))
        return "must name the template of the certificate";
    if (column == ITEM_COLUMN_WITHDRAWN_FROM && item->withdrawn_from.days != 0 && item->withdrawn_from.days < item->in_force_from.days)
        return "is before in_force_from";
    return NULL;
}

/* The kind is read before the others: what may be empty hangs on it. */
static enum item_column nth_read(int nth)
{
    return nth == 0 ? ITEM_COLUMN_KIND : nth <= ITEM_COLUMN_KIND ? (enum item_column)(nth - 1) : (enum item_column)nth;
}

const char *item_read(const char *const fields[static ITEM_COLUMNS], struct item *ret_item, enum item_column *ret_column)
{
    struct item item;

    memset(&item, 0, sizeof item);
    for (int nth = 0; nth < ITEM_COLUMNS; nth++) {
        enum item_column column = nth_read(nth);
        const char *field = fields[column];
        const char *fault = field[strspn(field, " ")] ? read_form(&columns[column], field, &item) : read_nothing(&columns[column], &item);
        if (!fault)
            fault = check_column(&item, column);
        if (fault) {
            *ret_column = column;
            return fault;
        }
    }
    *ret_item = item;
    return NULL;
}

/* --- writing --- */

static char *put_text(char *to, const char *text)
{
    size_t length = strlen(text);

    memcpy(to, text, length + 1);
    return to + length;
}

static void put_decimal(char *to, int number)
{
    char digits[12];
    size_t at = sizeof digits;

    digits[--at] = '\0';
    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    put_text(to, digits + at);
}

static void put_materials(char *to, const struct item *item)
{
    *to = '\0';
    for (int i = 0; i < item->material_count; i++) {
        to = put_text(to, i > 0 ? "|" : "");
        to = put_text(to, item->materials[i].name);
        to = put_text(to, "/");
        to = put_text(to, material_kinds.words[item->materials[i].kind]);
        to = put_text(to, item->materials[i].required ? "!" : "");
    }
}

void item_field(const struct item *item, enum item_column number, char text[static ITEM_FIELD_SIZE])
{
    const struct column *column = &columns[number];
    const struct date *date = (const struct date *)((const char *)item + column->offset);

    text[0] = '\0';
    switch (column->form) {
    case FORM_CODE:
    case FORM_TEXT:
        put_text(text, (const char *)item + column->offset);
        break;
    case FORM_WORD:
        put_text(text, column->list->words[get_number(item, column)]);
        break;
    case FORM_NUMBER:
        if (get_number(item, column) >= 0) /* ITEM_DAYS_NONE is nothing */
            put_decimal(text, get_number(item, column));
        break;
    case FORM_DATE:
        if (column->other == NEVER_EMPTY || date->days != 0)
            date_format(*date, text);
        break;
    case FORM_MATERIALS:
        put_materials(text, item);
        break;
    }
}
