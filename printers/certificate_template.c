#include "printers/certificate_template.h"

#include "base/path.h"
#include "printers/certificate.h"
#include "printers/template_file.h"

#include <confuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_words[] = { "own-a4", "overlay" };
static const char *const align_words[] = { "left", "centre", "right", "justify" };
static const char usual_colour[] = "#8C6A2F";
enum { KINDS = 2, ALIGNS = 4, PAPER_LEAST = 50, PAPER_MOST = 450, SIZE_LEAST = 5, SIZE_MOST = 120, OFFSET_MOST = 50 };
static const double unset = -1e6;

/* The file that is being read: what one of its settings may be, others say. */
static cfg_t *whole;

static int check_kind(cfg_t *cfg, cfg_opt_t *option)
{
    if (template_file_word(kind_words, KINDS, cfg_opt_getnstr(option, 0)) >= 0)
        return 0;
    cfg_error(cfg, "\"%s\" is no kind of certificate; write own-a4 or overlay", cfg_opt_getnstr(option, 0));
    return -1;
}

static int check_align(cfg_t *cfg, cfg_opt_t *option)
{
    if (template_file_word(align_words, ALIGNS, cfg_opt_getnstr(option, 0)) >= 0)
        return 0;
    cfg_error(cfg, "align must be left, centre, right or justify");
    return -1;
}

static int check_paper(cfg_t *cfg, cfg_opt_t *option)
{
    double value = cfg_opt_getnfloat(option, 0);

    if (value >= PAPER_LEAST && value <= PAPER_MOST)
        return 0;
    cfg_error(cfg, "%s must be %d to %d mm", cfg_opt_name(option), PAPER_LEAST, PAPER_MOST);
    return -1;
}

static int check_offset(cfg_t *cfg, cfg_opt_t *option)
{
    double value = cfg_opt_getnfloat(option, 0);

    if (value >= -OFFSET_MOST && value <= OFFSET_MOST)
        return 0;
    cfg_error(cfg, "%s must be -%d to %d mm", cfg_opt_name(option), OFFSET_MOST, OFFSET_MOST);
    return -1;
}

static int check_size(cfg_t *cfg, cfg_opt_t *option)
{
    double value = cfg_opt_getnfloat(option, 0);

    if (value >= SIZE_LEAST && value <= SIZE_MOST)
        return 0;
    cfg_error(cfg, "%s must be %d to %d points", cfg_opt_name(option), SIZE_LEAST, SIZE_MOST);
    return -1;
}

/* A place or a length on the paper, whose size stands above. */
static int check_mm(cfg_t *cfg, cfg_opt_t *option)
{
    double value = cfg_opt_getnfloat(option, 0), width = cfg_getfloat(whole, "width"), height = cfg_getfloat(whole, "height"), most = width > height ? width : height;

    if (value >= 0 && value <= most)
        return 0;
    cfg_error(cfg, "%s must be 0 to %g mm", cfg_opt_name(option), most);
    return -1;
}

static int check_ems(cfg_t *cfg, cfg_opt_t *option)
{
    double value = cfg_opt_getnfloat(option, 0);

    if (value >= 0 && value <= 5)
        return 0;
    cfg_error(cfg, "%s must be 0 to 5, in widths of a character", cfg_opt_name(option));
    return -1;
}

static bool read_colour(const char *text, struct vector_colour *ret_colour)
{
    unsigned red, green, blue;
    int length = 0;

    if (strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6 || sscanf(text, "#%2x%2x%2x%n", &red, &green, &blue, &length) != 3 || length != 7)
        return false;
    *ret_colour = (struct vector_colour){ red / 255.0, green / 255.0, blue / 255.0 };
    return true;
}

static int check_colour(cfg_t *cfg, cfg_opt_t *option)
{
    struct vector_colour colour;

    if (read_colour(cfg_opt_getnstr(option, 0), &colour))
        return 0;
    cfg_error(cfg, "\"%s\" is no colour; write #RRGGBB", cfg_opt_getnstr(option, 0));
    return -1;
}

static int check_label(cfg_t *cfg, cfg_opt_t *option)
{
    return template_file_is_clean(cfg, cfg_opt_name(option), cfg_opt_getnstr(option, 0), TEMPLATE_LABEL) ? 0 : -1;
}

static bool is_name(const char *name, const char *letters)
{
    size_t length = strlen(name);

    return length >= 1 && length < TEMPLATE_NAME && strspn(name, letters) == length && name[0] != '-';
}

static int check_extra(cfg_t *cfg, cfg_opt_t *option)
{
    const char *name = cfg_opt_getnstr(option, cfg_opt_size(option) - 1);

    if (!is_name(name, "abcdefghijklmnopqrstuvwxyz0123456789_"))
        cfg_error(cfg, "\"%s\" is no name of a value; use small letters, digits and underscores", name);
    else if (certificate_has_value(name))
        cfg_error(cfg, "every certificate has \"%s\": it is no extra", name);
    else if (cfg_opt_size(option) > TEMPLATE_EXTRAS)
        cfg_error(cfg, "a template has at most %d extras", TEMPLATE_EXTRAS);
    else
        return 0;
    return -1;
}

static bool is_extra(const char *name)
{
    for (unsigned i = 0; i < cfg_size(whole, "extras"); i++)
        if (strcmp(cfg_getnstr(whole, "extras", i), name) == 0)
            return true;
    return false;
}

static int check_text(cfg_t *cfg, cfg_opt_t *option)
{
    const char *text = cfg_opt_getnstr(option, 0);

    if (!template_file_is_clean(cfg, "text", text, TEMPLATE_TEXT))
        return -1;
    for (const char *open = strpbrk(text, "{}"); open; open = strpbrk(open + 1, "{}")) {
        char name[TEMPLATE_NAME] = "";
        size_t length = strcspn(open + 1, "{}");
        if (*open == '}' || open[1 + length] != '}' || length == 0 || length >= sizeof name) {
            cfg_error(cfg, "a name in text stands between { and }");
            return -1;
        }
        memcpy(name, open + 1, length);
        if (!certificate_has_value(name) && !is_extra(name)) {
            cfg_error(cfg, "{%s} is no value; declare it in extras, above the fields", name);
            return -1;
        }
        open += length + 1;
    }
    return 0;
}

/* Called at the end of each section, when its own options have been checked one by one. */
static int check_field(cfg_t *cfg, cfg_opt_t *option)
{
    unsigned count = cfg_opt_size(option);
    cfg_t *field = cfg_opt_getnsec(option, count - 1);
    const char *name = cfg_title(field);
    double x = cfg_getfloat(field, "x"), y = cfg_getfloat(field, "y"), width = cfg_getfloat(field, "width"), height = cfg_getfloat(field, "height");

    if (!is_name(name, "abcdefghijklmnopqrstuvwxyz0123456789_-"))
        cfg_error(cfg, "\"%s\" is no field's name; use 1 to %d small letters, digits, hyphens and underscores", name, TEMPLATE_NAME - 1);
    else if (!*cfg_getstr(field, "text"))
        cfg_error(cfg, "field \"%s\" has no text", name);
    else if (x <= unset || width <= unset || height <= unset)
        cfg_error(cfg, "field \"%s\" needs x, width and height", name);
    else if (y <= unset && count == 1)
        cfg_error(cfg, "field \"%s\" is the first one and needs y", name);
    else if (x + width > cfg_getfloat(whole, "width") || (y > unset && y + height > cfg_getfloat(whole, "height")))
        cfg_error(cfg, "field \"%s\" reaches beyond the paper", name);
    else if (cfg_getfloat(field, "smallest") > cfg_getfloat(field, "size"))
        cfg_error(cfg, "field \"%s\": smallest is larger than size", name);
    else if (count > TEMPLATE_FIELDS)
        cfg_error(cfg, "a template has at most %d fields", TEMPLATE_FIELDS);
    else
        return 0;
    return -1;
}

static void copy(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from);
}

static void fill_field(struct certificate_template *form, cfg_t *section)
{
    struct template_field *field = &form->fields[form->field_count++];
    double y = cfg_getfloat(section, "y"), smallest = cfg_getfloat(section, "smallest");

    copy(field->name, sizeof field->name, cfg_title(section));
    copy(field->text, sizeof field->text, cfg_getstr(section, "text"));
    field->optional = cfg_getbool(section, "optional");
    field->below = y <= unset;
    field->gap = cfg_getfloat(section, "gap");
    field->rule = cfg_getbool(section, "rule");
    field->paragraphs = cfg_getbool(section, "paragraphs");
    field->box = (struct vector_box){ cfg_getfloat(section, "x"), field->below ? 0 : y, cfg_getfloat(section, "width"), cfg_getfloat(section, "height") };
    field->style = (struct vector_style){
        .size = cfg_getfloat(section, "size"),
        .smallest = smallest > unset ? smallest : cfg_getfloat(section, "size") * 0.7,
        .leading = cfg_getfloat(section, "leading"),
        .indent = cfg_getfloat(section, "indent"),
        .spacing = cfg_getfloat(section, "spacing"),
        .align = (enum vector_align)template_file_word(align_words, ALIGNS, cfg_getstr(section, "align")),
        .middle = cfg_getbool(section, "middle"),
        .bold = cfg_getbool(section, "bold"),
        .lines = field->paragraphs,
    };
    read_colour(cfg_getstr(section, "colour"), &field->style.colour);
    copy(field->label.zh, sizeof field->label.zh, cfg_getstr(section, "label_zh"));
    copy(field->label.en, sizeof field->label.en, cfg_getstr(section, "label_en"));
    field->label.x = cfg_getfloat(section, "label_x");
    field->label.width = cfg_getfloat(section, "label_width");
    field->label.size = cfg_getfloat(section, "label_size");
}

static void fill_template(struct certificate_template *form, cfg_t *cfg)
{
    cfg_t *code = cfg_getsec(cfg, "code"), *seal = cfg_getsec(cfg, "seal");

    form->kind = (enum certificate_kind)template_file_word(kind_words, KINDS, cfg_getstr(cfg, "kind"));
    form->width = cfg_getfloat(cfg, "width");
    form->height = cfg_getfloat(cfg, "height");
    form->floor = cfg_getfloat(cfg, "floor");
    form->offset_x = cfg_getfloat(cfg, "offset_x");
    form->offset_y = cfg_getfloat(cfg, "offset_y");
    copy(form->family, sizeof form->family, cfg_getstr(cfg, "font"));
    form->frame = cfg_getbool(cfg, "frame");
    read_colour(cfg_getstr(cfg, "colour"), &form->colour);
    for (unsigned i = 0; i < cfg_size(cfg, "extras"); i++)
        copy(form->extras[form->extra_count++], TEMPLATE_NAME, cfg_getnstr(cfg, "extras", i));
    for (unsigned i = 0; i < cfg_size(cfg, "field"); i++)
        fill_field(form, cfg_getnsec(cfg, "field", i));
    form->code_x = cfg_getfloat(code, "x");
    form->code_y = cfg_getfloat(code, "y");
    form->code_size = cfg_getfloat(code, "size");
    form->seal_x = cfg_getfloat(seal, "x");
    form->seal_y = cfg_getfloat(seal, "y");
    form->seal_diameter = cfg_getfloat(seal, "diameter");
}

/* What only the whole file tells. */
static bool check_whole(const struct certificate_template *form, const char *path, char message[static TEMPLATE_MESSAGE])
{
    double reach = form->seal_diameter / 2;

    if (form->field_count == 0)
        snprintf(message, TEMPLATE_MESSAGE, "%.200s: no field is described in it", path);
    else if (form->code_size > 0 && (form->code_x + form->code_size > form->width || form->code_y + form->code_size > form->height))
        snprintf(message, TEMPLATE_MESSAGE, "%.200s: the code reaches beyond the paper", path);
    else if (reach > 0 && (form->seal_x < reach || form->seal_y < reach || form->seal_x + reach > form->width || form->seal_y + reach > form->height))
        snprintf(message, TEMPLATE_MESSAGE, "%.200s: the seal reaches beyond the paper", path);
    else
        return true;
    return false;
}

static void set_checks(cfg_t *cfg)
{
    static const char *const lengths[] = { "field|x",     "field|y",       "field|width", "field|height", "field|gap", "field|label_x", "field|label_width", "floor",
                                           "code|x",      "code|y",        "code|size",   "seal|x",       "seal|y",    "seal|diameter" };
    static const char *const ems[] = { "field|leading", "field|indent", "field|spacing" };
    static const char *const sizes[] = { "field|size", "field|smallest", "field|label_size" };

    cfg_set_validate_func(cfg, "kind", check_kind);
    cfg_set_validate_func(cfg, "width", check_paper);
    cfg_set_validate_func(cfg, "height", check_paper);
    cfg_set_validate_func(cfg, "offset_x", check_offset);
    cfg_set_validate_func(cfg, "offset_y", check_offset);
    cfg_set_validate_func(cfg, "font", check_label);
    cfg_set_validate_func(cfg, "colour", check_colour);
    cfg_set_validate_func(cfg, "extras", check_extra);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        cfg_set_validate_func(cfg, lengths[i], check_mm);
    for (size_t i = 0; i < sizeof ems / sizeof *ems; i++)
        cfg_set_validate_func(cfg, ems[i], check_ems);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        cfg_set_validate_func(cfg, sizes[i], check_size);
    cfg_set_validate_func(cfg, "field|align", check_align);
    cfg_set_validate_func(cfg, "field|colour", check_colour);
    cfg_set_validate_func(cfg, "field|text", check_text);
    cfg_set_validate_func(cfg, "field|label_zh", check_label);
    cfg_set_validate_func(cfg, "field|label_en", check_label);
    cfg_set_validate_func(cfg, "field", check_field);
}

static bool parse(const char *path, char *text, void *made, char message[static TEMPLATE_MESSAGE])
{
    cfg_opt_t field[] = {
        CFG_STR("text", "", CFGF_NONE),
        CFG_STR("label_zh", "", CFGF_NONE), CFG_STR("label_en", "", CFGF_NONE),
        CFG_FLOAT("label_x", 28, CFGF_NONE), CFG_FLOAT("label_width", 34, CFGF_NONE), CFG_FLOAT("label_size", 12, CFGF_NONE),
        CFG_FLOAT("x", unset, CFGF_NONE), CFG_FLOAT("y", unset, CFGF_NONE), CFG_FLOAT("width", unset, CFGF_NONE), CFG_FLOAT("height", unset, CFGF_NONE),
        CFG_FLOAT("gap", 2, CFGF_NONE),
        CFG_FLOAT("size", 14, CFGF_NONE), CFG_FLOAT("smallest", unset, CFGF_NONE),
        CFG_FLOAT("leading", 1.4, CFGF_NONE), CFG_FLOAT("indent", 0, CFGF_NONE), CFG_FLOAT("spacing", 0, CFGF_NONE),
        CFG_STR("align", "left", CFGF_NONE), CFG_STR("colour", "#000000", CFGF_NONE),
        CFG_BOOL("middle", cfg_true, CFGF_NONE), CFG_BOOL("bold", cfg_false, CFGF_NONE), CFG_BOOL("optional", cfg_false, CFGF_NONE), CFG_BOOL("rule", cfg_false, CFGF_NONE),
        CFG_BOOL("paragraphs", cfg_false, CFGF_NONE),
        CFG_END(),
    };
    cfg_opt_t code[] = { CFG_FLOAT("x", 0, CFGF_NONE), CFG_FLOAT("y", 0, CFGF_NONE), CFG_FLOAT("size", 0, CFGF_NONE), CFG_END() };
    cfg_opt_t seal[] = { CFG_FLOAT("x", 0, CFGF_NONE), CFG_FLOAT("y", 0, CFGF_NONE), CFG_FLOAT("diameter", 0, CFGF_NONE), CFG_END() };
    cfg_opt_t options[] = {
        CFG_STR("kind", "own-a4", CFGF_NONE),
        CFG_FLOAT("width", 210, CFGF_NONE), CFG_FLOAT("height", 297, CFGF_NONE),
        CFG_FLOAT("floor", 0, CFGF_NONE),
        CFG_FLOAT("offset_x", 0, CFGF_NONE), CFG_FLOAT("offset_y", 0, CFGF_NONE),
        CFG_STR("font", "Noto Serif CJK SC", CFGF_NONE),
        CFG_BOOL("frame", cfg_false, CFGF_NONE),
        CFG_STR("colour", (char *)usual_colour, CFGF_NONE),
        CFG_STR_LIST("extras", "{}", CFGF_NONE),
        CFG_SEC("field", field, CFGF_TITLE | CFGF_MULTI | CFGF_NO_TITLE_DUPES),
        CFG_SEC("code", code, CFGF_NONE),
        CFG_SEC("seal", seal, CFGF_NONE),
        CFG_END(),
    };

    struct certificate_template *form = made;

    whole = cfg_init(options, CFGF_NONE);
    if (!whole) {
        snprintf(message, TEMPLATE_MESSAGE, "%.200s: %s", path, error_sentence(ERROR_MEMORY));
        return false;
    }
    set_checks(whole);
    bool parsed = template_file_parse_text(whole, path, text, message);
    if (parsed)
        fill_template(form, whole);
    cfg_free(whole);
    whole = NULL;
    return parsed && check_whole(form, path, message);
}

/* "permit" of "certificates/permit.conf". */
static void name_of(const char *path, char name[static TEMPLATE_NAME])
{
    const char *slash = strrchr(path, '/'), *begin = slash ? slash + 1 : path;

    snprintf(name, TEMPLATE_NAME, "%.*s", (int)strcspn(begin, "."), begin);
}

enum error certificate_template_read(const char *path, struct certificate_template *ret_template, char message[static TEMPLATE_MESSAGE])
{
    struct certificate_template *form = calloc(1, sizeof *form);

    if (!form) {
        snprintf(message, TEMPLATE_MESSAGE, "%.200s: %s", path, error_sentence(ERROR_MEMORY));
        return ERROR_MEMORY;
    }
    name_of(path, form->name);
    enum error error = template_file_read(path, parse, form, message);
    if (error == ERROR_NONE)
        *ret_template = *form;
    free(form);
    return error;
}

enum error certificate_template_find(const char *folder, const char *name, struct certificate_template *ret_template, char message[static TEMPLATE_MESSAGE])
{
    char path[PATH_SIZE];

    if (!is_name(name, "abcdefghijklmnopqrstuvwxyz0123456789-")) {
        snprintf(message, TEMPLATE_MESSAGE, "there is no template of this name");
        return ERROR_MISSING;
    }
    int written = snprintf(path, sizeof path, "%s/certificates/%s.conf", folder, name);
    if (written < 0 || written >= (int)sizeof path)
        return ERROR_RANGE;
    return certificate_template_read(path, ret_template, message);
}
