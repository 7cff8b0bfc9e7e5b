#include "printers/slip.h"

#include "base/path.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const value_names[] = {
#define VALUE(id, name, example) name,
#include "printers/slip_values.def"
#undef VALUE
};

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

static void read_clean(char room[static SLIP_FIELD], const char *text)
{
    utf8_clean(room, SLIP_FIELD, text);
}

static void set(struct slip *slip, enum slip_value value, const char *text)
{
    utf8_clean(slip->texts[value], SLIP_TEXT, text);
}

/* --- dates ---------------------------------------------------------------------------------------------------------------- */

/* The local day of a date or an instant. */
static bool read_day(const json_t *object, const char *name, struct date *ret_date)
{
    return date_parse(text_of(object, name), ret_date);
}

static void set_date(struct slip *slip, enum slip_value value, struct date date, bool chinese)
{
    static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" };
    int year, month, day;

    date_split(date, &year, &month, &day);
    if (chinese)
        snprintf(slip->texts[value], SLIP_TEXT, "%d年%d月%d日", year, month, day);
    else
        snprintf(slip->texts[value], SLIP_TEXT, "%d %s %d", day, months[month - 1], year);
}

/* Each paper bears the day of what it tells; one that tells of no step bears the hall's present day. */
static bool read_issued(struct slip *slip, const json_t *job, const json_t *kase)
{
    static const struct {
        const char *paper, *instant;
    } steps[] = { { "acceptance", "accepted_at" }, { "decline", "ended_at" }, { "rejection", "decided_at" } };

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (strcmp(slip->paper, steps[i].paper) == 0 && read_day(kase, steps[i].instant, &slip->fields.issued))
            return true;
    if (strcmp(slip->paper, "special") == 0 && read_day(json_object_get(kase, "special"), "since", &slip->fields.issued))
        return true;
    return read_day(json_object_get(job, "hall"), "day", &slip->fields.issued);
}

/* --- lists ---------------------------------------------------------------------------------------------------------------- */

/* "1. 营业执照（复印件）", a line each. With `missing` those that are not there and must be, else those that are. */
static void set_materials(struct slip *slip, enum slip_value value, const json_t *materials, bool missing)
{
    static const struct {
        const char *word, *zh;
    } kinds[] = { { "original", "原件" }, { "copy", "复印件" }, { "form", "表格" } };
    char *list = slip->texts[value], clean[SLIP_FIELD];
    const json_t *material;
    size_t i, length = 0;
    int count = 0;

    json_array_foreach ((json_t *)materials, i, material) {
        bool there = strcmp(text_of(material, "state"), "there") == 0, promised = strcmp(text_of(material, "state"), "promised") == 0;
        bool required = json_is_true(json_object_get(material, "required"));
        const char *kind = "";
        if (missing ? there || (promised && !required) : !there)
            continue;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            kind = strcmp(text_of(material, "kind"), kinds[k].word) == 0 ? kinds[k].zh : kind;
        utf8_clean(clean, sizeof clean, text_of(material, "name"));
        length += (size_t)snprintf(list + length, SLIP_TEXT - length, "%s%d. %s%s%s%s%s", count ? "\n" : "", count + 1, clean, *kind ? "（" : "", kind, *kind ? "）" : "",
                                   missing && !required ? "（如有）" : "");
        if (length >= SLIP_TEXT)
            return;
        count++;
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------------------ */

/* All that was applied for together, one after the other. */
static void set_bundle(struct slip *slip, const json_t *parts)
{
    size_t i, length = 0;
    json_t *part;
    char clean[SLIP_FIELD];

    json_array_foreach ((json_t *)parts, i, part) {
        utf8_clean(clean, sizeof clean, text_of(json_object_get(part, "name"), "zh"));
        length += (size_t)snprintf(slip->texts[SLIP_VALUE_BUNDLE] + length, SLIP_TEXT - length, "%s%.15s %s", i ? "；" : "", text_of(part, "code"), clean);
        if (length >= SLIP_TEXT)
            return;
    }
}

static void read_values(struct slip *slip, const json_t *kase)
{
    const json_t *bundled = json_object_get(kase, "bundled"), *together = json_object_get(bundled, "materials");
    const json_t *deadline = json_object_get(kase, "deadline"), *special = json_object_get(kase, "special"), *certificate = json_object_get(kase, "certificate");
    const json_t *left = json_object_get(deadline, "days_left");
    struct date date;

    set(slip, SLIP_VALUE_IDENTITY, text_of(json_object_get(kase, "applicant"), "masked"));
    set(slip, SLIP_VALUE_AGENT, text_of(json_object_get(kase, "agent"), "name"));
    set(slip, SLIP_VALUE_REASON, text_of(kase, "reason"));
    set(slip, SLIP_VALUE_SPECIAL, text_of(json_object_get(special, "name"), "zh"));
    set(slip, SLIP_VALUE_SPECIAL_EN, text_of(json_object_get(special, "name"), "en"));
    set(slip, SLIP_VALUE_CERTIFICATE, text_of(certificate, "number"));
    set(slip, SLIP_VALUE_SHELF, text_of(certificate, "shelf"));
    set(slip, SLIP_VALUE_STAFF, text_of(kase, "accepted_by"));
    if (read_day(deadline, "promised", &date) || read_day(deadline, "statutory", &date)) {
        set_date(slip, SLIP_VALUE_DEADLINE, date, true);
        set_date(slip, SLIP_VALUE_DEADLINE_EN, date, false);
    }
    if (read_day(kase, "accepted_at", &date))
        set_date(slip, SLIP_VALUE_ACCEPTED, date, true);
    if (json_is_integer(left) && json_integer_value(left) >= 0)
        snprintf(slip->texts[SLIP_VALUE_DAYS_LEFT], SLIP_TEXT, "%d", (int)json_integer_value(left));
    if (slip->copy > 0)
        snprintf(slip->texts[SLIP_VALUE_COPY], SLIP_TEXT, "补打 COPY %d", slip->copy);
    set_bundle(slip, json_object_get(bundled, "parts"));
    set_materials(slip, SLIP_VALUE_MATERIALS, together ? together : json_object_get(kase, "materials"), false);
    set_materials(slip, SLIP_VALUE_MISSING, json_object_get(kase, "materials"), true);
}

enum error slip_read(struct slip *slip, const json_t *job)
{
    const json_t *kase = json_object_get(job, "case"), *item = json_object_get(kase, "item"), *names = json_object_get(item, "name"), *hall = json_object_get(job, "hall");
    const json_t *copy = json_object_get(job, "copy");

    memset(slip, 0, sizeof *slip);
    if (!json_is_object(kase) || strcmp(text_of(job, "kind"), "slip") != 0 || strlen(text_of(job, "paper")) >= sizeof slip->paper)
        return ERROR_FORMAT;
    snprintf(slip->paper, sizeof slip->paper, "%s", text_of(job, "paper"));
    slip->copy = (int)json_integer_value(copy);
    read_clean(slip->number, text_of(kase, "number"));
    read_clean(slip->item, text_of(names, "zh"));
    read_clean(slip->item_en, text_of(names, "en"));
    read_clean(slip->item_code, text_of(item, "code"));
    read_clean(slip->holder, text_of(json_object_get(kase, "applicant"), "name"));
    read_clean(slip->hall, text_of(json_object_get(hall, "name"), "zh"));
    read_clean(slip->hall_en, text_of(json_object_get(hall, "name"), "en"));
    read_values(slip, kase);
    for (int i = 0; i < SLIP_VALUES; i++)
        slip->extras[i] = (struct certificate_extra){ value_names[i], slip->texts[i] };
    slip->fields = (struct certificate_fields){
        .number = slip->number, .item = slip->item, .item_en = slip->item_en, .item_code = slip->item_code, .holder = slip->holder, .hall = slip->hall, .hall_en = slip->hall_en,
        .organisation = strcmp(text_of(json_object_get(kase, "applicant"), "kind"), "organisation") == 0,
        .code = slip->number, .extras = slip->extras, .extra_count = SLIP_VALUES,
        .seal = seal_source_find(json_is_true(json_object_get(hall, "demo")) ? "specimen-place" : "impression"),
    };
    return slip->number[0] && slip->item[0] && read_issued(slip, job, kase) ? ERROR_NONE : ERROR_FORMAT;
}

void slip_name(const struct slip *slip, char name[static 64])
{
    char number[40];
    size_t length = 0;

    for (const char *p = slip->number; *p && length < sizeof number - 1; p++)
        number[length++] = isalnum((unsigned char)*p) && (unsigned char)*p < 0x80 ? *p : '-';
    number[length] = '\0';
    if (slip->copy > 0)
        snprintf(name, 64, "%.12s-%s-copy%d", slip->paper, number, slip->copy % 10000);
    else
        snprintf(name, 64, "%.12s-%s", slip->paper, number);
}

/* A copy says so, whatever else a hall leaves out. */
static bool shows_copy(const struct certificate_template *form)
{
    for (int i = 0; i < form->field_count; i++)
        if (strstr(form->fields[i].text, "{copy}"))
            return true;
    return false;
}

enum error slip_template(const char *dir, const char *paper, struct certificate_template *ret_template, char message[static TEMPLATE_MESSAGE])
{
    char path[PATH_SIZE];

    size_t length = strlen(paper), end = strlen(SLIP_TWO_PART);
    bool two_part = length > end && strcmp(paper + length - end, SLIP_TWO_PART) == 0;

    if (!*paper || strspn(paper, "abcdefghijklmnopqrstuvwxyz-0123456789") != length) {
        snprintf(message, TEMPLATE_MESSAGE, "there is no template of this name");
        return ERROR_MISSING;
    }
    int written = snprintf(path, sizeof path, "%s/slips%s/%.*s.conf", dir, two_part ? SLIP_TWO_PART : "", (int)(length - (two_part ? end : 0)), paper);
    if (written < 0 || written >= (int)sizeof path)
        return ERROR_RANGE;
    enum error error = certificate_template_read(path, ret_template, message);
    if (error == ERROR_NONE && !shows_copy(ret_template)) {
        snprintf(message, TEMPLATE_MESSAGE, "%.200s: no field shows {copy}; a copy must say that it is one", path);
        return ERROR_FORMAT;
    }
    return error;
}

bool slip_document(const struct slip *slip, const struct certificate_template *form, struct bytes *bytes, struct paper_fault *fault)
{
    return certificate_render(form, &slip->fields, NULL, CERTIFICATE_PRINT, bytes, fault);
}
