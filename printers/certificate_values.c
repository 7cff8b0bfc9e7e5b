/* The values of a certificate by name, and texts filled with them. */
#include "printers/certificate.h"

#include <stdio.h>
#include <string.h>

enum { VALUE_TEXT = 96 };

static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" };

static const char *const names[] = {
#define VALUE(name, example) name,
#include "printers/certificate_values.def"
#undef VALUE
};
enum { VALUES = sizeof names / sizeof *names };

bool certificate_has_value(const char *name)
{
    for (int i = 0; i < VALUES; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void write_date(char *text, size_t size, struct date date, bool chinese)
{
    int year, month, day;

    date_split(date, &year, &month, &day);
    if (chinese)
        snprintf(text, size, "%d年%d月%d日", year, month, day);
    else
        snprintf(text, size, "%d %s %d", day, months[month - 1], year);
}

/* Writes one part of a date, if the rest of the name says which. */
static bool write_part(char *text, size_t size, struct date date, const char *part)
{
    int year, month, day;

    date_split(date, &year, &month, &day);
    if (strcmp(part, "year") == 0)
        snprintf(text, size, "%d", year);
    else if (strcmp(part, "month") == 0)
        snprintf(text, size, "%d", month);
    else if (strcmp(part, "day") == 0)
        snprintf(text, size, "%d", day);
    else
        return false;
    return true;
}

static void write_validity(char *text, size_t size, const struct certificate_fields *fields, bool chinese)
{
    char from[VALUE_TEXT / 3], until[VALUE_TEXT / 3];

    if (!fields->limited) {
        snprintf(text, size, "%s", chinese ? "长期有效" : "without end");
        return;
    }
    write_date(from, sizeof from, fields->issued, chinese);
    write_date(until, sizeof until, fields->valid_until, chinese);
    if (chinese)
        snprintf(text, size, "%s至%s", from, until);
    else
        snprintf(text, size, "%s to %s", from, until);
}

static const char *plain_value(const struct certificate_fields *fields, const char *name)
{
    const struct {
        const char *name, *value;
    } plain[] = {
        { "number", fields->number },       { "item", fields->item }, { "item_en", fields->item_en }, { "item_code", fields->item_code }, { "holder", fields->holder },
        { "hall", fields->hall },           { "hall_en", fields->hall_en }, { "blank", fields->blank },
        { "holder_kind", fields->organisation ? "单位" : "个人" }, { "holder_kind_en", fields->organisation ? "organisation" : "individual" },
    };

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(plain[i].name, name) == 0)
            return plain[i].value ? plain[i].value : "";
    for (size_t i = 0; i < fields->extra_count; i++)
        if (strcmp(fields->extras[i].name, name) == 0)
            return fields->extras[i].value ? fields->extras[i].value : "";
    return NULL;
}

/* Returns the value, "" when there is none; what is computed is written into text. */
static const char *value_of(const struct certificate_fields *fields, const char *name, char text[static VALUE_TEXT])
{
    const char *plain = plain_value(fields, name);

    text[0] = '\0';
    if (plain)
        return plain;
    if (strcmp(name, "issued") == 0 || strcmp(name, "issued_en") == 0)
        write_date(text, VALUE_TEXT, fields->issued, name[6] == '\0');
    else if (strcmp(name, "validity") == 0 || strcmp(name, "validity_en") == 0)
        write_validity(text, VALUE_TEXT, fields, name[8] == '\0');
    else if (strncmp(name, "issued_", 7) == 0)
        write_part(text, VALUE_TEXT, fields->issued, name + 7);
    else if (strncmp(name, "until_", 6) == 0 && fields->limited)
        write_part(text, VALUE_TEXT, fields->valid_until, name + 6);
    return text;
}

static bool append(char *filled, size_t size, size_t *used, const char *text, size_t length)
{
    if (*used + length >= size)
        return false;
    memcpy(filled + *used, text, length);
    *used += length;
    filled[*used] = '\0';
    return true;
}

bool certificate_fill(const char *text, const struct certificate_fields *fields, const char *where, char *filled, size_t size, bool *ret_empty, struct paper_fault *fault)
{
    size_t used = 0;

    *ret_empty = false;
    filled[0] = '\0';
    while (*text) {
        size_t plain = strcspn(text, "{"), length;
        char name[TEMPLATE_NAME] = "", computed[VALUE_TEXT];
        if (!append(filled, size, &used, text, plain))
            return paper_fault_set(fault, PAPER_FAULT_ROOM, where, filled);
        text += plain;
        if (*text != '{')
            break;
        length = strcspn(text + 1, "}");
        snprintf(name, sizeof name, "%.*s", (int)length, text + 1);
        text += length + 1 + (text[length + 1] == '}');
        const char *value = value_of(fields, name, computed);
        if (!*value) {
            *ret_empty = true;
            return paper_fault_set(fault, PAPER_FAULT_VALUE, where, name);
        }
        if (!append(filled, size, &used, value, strlen(value)))
            return paper_fault_set(fault, PAPER_FAULT_ROOM, where, value);
    }
    return true;
}
