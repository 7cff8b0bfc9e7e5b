#include "core/catalogue.h"

#include <string.h>

/* A closed list: its words, and what to say when a field is none of them. */
struct list {
    const char *const *words;
    int count;
    const char *fault;
};

#define WORD(name, word) word,
#define SAID(name, word) " " word
#define LIST(of) {of##_words, (int)(sizeof of##_words / sizeof *of##_words), of##_fault}

static const char *const kind_words[] = {
#define ITEM_KIND WORD
#include "core/catalogue.def"
};
static const char kind_fault[] = "must be one of:"
#define ITEM_KIND SAID
#include "core/catalogue.def"
    ;
static const char *const level_words[] = {
#define ITEM_LEVEL WORD
#include "core/catalogue.def"
};
static const char level_fault[] = "must be one of:"
#define ITEM_LEVEL SAID
#include "core/catalogue.def"
    ;
static const char *const flow_words[] = {
#define ITEM_FLOW WORD
#include "core/catalogue.def"
};
static const char flow_fault[] = "must be one of:"
#define ITEM_FLOW SAID
#include "core/catalogue.def"
    ;
static const char *const applicant_words[] = {
#define ITEM_APPLICANT WORD
#include "core/catalogue.def"
};
static const char applicant_fault[] = "must be one of:"
#define ITEM_APPLICANT SAID
#include "core/catalogue.def"
    ;
static const char *const online_words[] = {
#define ITEM_ONLINE WORD
#include "core/catalogue.def"
};
static const char online_fault[] = "must be one of:"
#define ITEM_ONLINE SAID
#include "core/catalogue.def"
    ;
static const char *const output_words[] = {
#define ITEM_OUTPUT WORD
#include "core/catalogue.def"
};
static const char output_fault[] = "must be one of:"
#define ITEM_OUTPUT SAID
#include "core/catalogue.def"
    ;
static const char *const number_words[] = {
#define ITEM_NUMBER WORD
#include "core/catalogue.def"
};
static const char number_fault[] = "must be one of:"
#define ITEM_NUMBER SAID
#include "core/catalogue.def"
    ;
static const char *const material_words[] = {
#define MATERIAL_KIND(name, word, mark) word,
#include "core/catalogue.def"
};
static const char *const material_marks[] = {
#define MATERIAL_KIND(name, word, mark) mark,
#include "core/catalogue.def"
};
static const char material_fault[] = "each material is name/kind or name/kind! with a kind of:"
#define MATERIAL_KIND(name, word, mark) " " mark
#include "core/catalogue.def"
    ;
const char *const item_columns[ITEM_COLUMNS] = {
#define ITEM_COLUMN WORD
#include "core/catalogue.def"
};

static const struct list kinds = LIST(kind), levels = LIST(level), flows = LIST(flow), applicants = LIST(applicant), onlines = LIST(online),
                         outputs = LIST(output), numbers = LIST(number);

const char *item_kind_word(enum item_kind kind)
{
    return kind_words[kind];
}

const char *item_level_word(enum item_level level)
{
    return level_words[level];
}

const char *item_flow_word(enum item_flow flow)
{
    return flow_words[flow];
}

const char *item_applicant_word(enum item_applicant applicant)
{
    return applicant_words[applicant];
}

const char *item_online_word(enum item_online online)
{
    return online_words[online];
}

const char *item_output_word(enum item_output output)
{
    return output_words[output];
}

const char *item_number_word(enum item_number number)
{
    return number_words[number];
}

const char *material_kind_word(enum material_kind kind)
{
    return material_words[kind];
}

/* The readers of one field: NULL and the value, or what is wrong. */

static const char *read_text(const char *field, char *text, size_t size, bool may_be_empty)
{
    size_t length = strlen(field);

    if (length == 0 && !may_be_empty)
        return "must not be empty";
    if (length >= size)
        return "is too long";
    memcpy(text, field, length + 1);
    return NULL;
}

static const char *read_code(const char *field, char code[static ITEM_CODE_SIZE])
{
    if (strspn(field, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.") != strlen(field))
        return "may only have letters, digits, - and .";
    return read_text(field, code, ITEM_CODE_SIZE, false);
}

static const char *read_word(const char *field, const struct list *list, int *ret_index)
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
    for (size_t i = 0; i < length; i++)
        number = number * 10 + (field[i] - '0');
    if (number < least || number > most)
        return "is out of range";
    *ret_number = number;
    return NULL;
}

/* Reads one material, "name/kind" or "name/kind!", of length bytes. */
static const char *read_material(const char *text, size_t length, struct material *ret_material)
{
    struct material material = {.required = length > 0 && text[length - 1] == '!'};
    size_t slash = length -= material.required;

    while (slash > 0 && text[slash - 1] != '/')
        slash--;
    if (slash < 2)
        return material_fault;
    if (slash > sizeof material.name)
        return "has a material whose name is too long";
    memcpy(material.name, text, slash - 1);
    material.name[slash - 1] = '\0';
    for (size_t i = 0; i < sizeof material_marks / sizeof *material_marks; i++)
        if (strlen(material_marks[i]) == length - slash && memcmp(material_marks[i], text + slash, length - slash) == 0) {
            material.kind = (enum material_kind)i;
            *ret_material = material;
            return NULL;
        }
    return material_fault;
}

static const char *read_materials(const char *field, struct item *item)
{
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
            return material_fault;
    }
    return NULL;
}

/* Reads one column, after those before it: some depend on earlier ones. */
static const char *read_column(const char *field, enum item_column column, struct item *item)
{
    const char *fault = NULL;
    int index = 0;

    switch (column) {
    case ITEM_COLUMN_CODE:
        return read_code(field, item->code);
    case ITEM_COLUMN_NAME:
        return read_text(field, item->name, sizeof item->name, false);
    case ITEM_COLUMN_NAME_EN:
        return read_text(field, item->name_en, sizeof item->name_en, false);
    case ITEM_COLUMN_KIND:
        fault = read_word(field, &kinds, &index);
        item->kind = (enum item_kind)index;
        return fault;
    case ITEM_COLUMN_LEVEL:
        fault = read_word(field, &levels, &index);
        item->level = (enum item_level)index;
        return fault;
    case ITEM_COLUMN_DEPARTMENT:
        return read_text(field, item->department, sizeof item->department, false);
    case ITEM_COLUMN_GROUP:
        return read_text(field, item->group, sizeof item->group, false);
    case ITEM_COLUMN_MEMO:
        return read_text(field, item->memo, sizeof item->memo, true);
    case ITEM_COLUMN_IN_FORCE_FROM:
        if (strlen(field) != DATE_TEXT_SIZE - 1 || !date_parse(field, &item->in_force_from))
            return "is not a date like 2026-10-01";
        return NULL;
    case ITEM_COLUMN_FLOW:
        fault = read_word(field, &flows, &index);
        item->flow = (enum item_flow)index;
        return fault;
    case ITEM_COLUMN_PROMISED_DAYS:
        return read_number(field, 0, ITEM_DAYS_MAX, &item->promised_days);
    case ITEM_COLUMN_STATUTORY_DAYS:
        item->statutory_days = ITEM_DAYS_NONE;
        if (!*field)
            return NULL;
        fault = read_number(field, 0, ITEM_DAYS_MAX, &item->statutory_days);
        return !fault && item->statutory_days < item->promised_days ? "is less than promised_days" : fault;
    case ITEM_COLUMN_APPLICANT:
        fault = read_word(field, &applicants, &index);
        item->applicant = (enum item_applicant)index;
        return fault;
    case ITEM_COLUMN_FEE_YUAN:
        return read_number(field, 0, ITEM_FEE_MAX, &item->fee_yuan);
    case ITEM_COLUMN_TYPICAL_MINUTES:
        return read_number(field, 1, ITEM_MINUTES_MAX, &item->typical_minutes);
    case ITEM_COLUMN_ONLINE:
        fault = read_word(field, &onlines, &index);
        item->online = (enum item_online)index;
        return fault;
    case ITEM_COLUMN_OUTPUT:
        fault = read_word(field, &outputs, &index);
        item->output = (enum item_output)index;
        return fault;
    case ITEM_COLUMN_NUMBER:
        fault = read_word(field, &numbers, &index);
        item->number = (enum item_number)index;
        return fault;
    case ITEM_COLUMN_TEMPLATE:
        if (!*field && (item->output == ITEM_OUTPUT_OWN_A4 || item->output == ITEM_OUTPUT_OVERLAY))
            return "must name the template of the certificate";
        return read_text(field, item->template_name, sizeof item->template_name, true);
    case ITEM_COLUMN_MATERIALS:
        return read_materials(field, item);
    case ITEM_COLUMN_BASIS:
        return read_text(field, item->basis, sizeof item->basis, true);
    case ITEM_COLUMNS:
        break;
    }
    return fault;
}

const char *item_read(const char *const fields[static ITEM_COLUMNS], struct item *ret_item, enum item_column *ret_column)
{
    struct item item = {0};

    for (int i = 0; i < ITEM_COLUMNS; i++) {
        const char *fault = read_column(fields[i], (enum item_column)i, &item);
        if (fault) {
            *ret_column = (enum item_column)i;
            return fault;
        }
    }
    *ret_item = item;
    return NULL;
}

char item_service(const struct item *item)
{
    return item->kind == ITEM_KIND_PERMIT || item->kind == ITEM_KIND_SERVICE ? 'A' : 'C';
}

const struct item *catalogue_find(const struct item *items, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(items[i].code, code) == 0)
            return &items[i];
    return NULL;
}
