#include "printers/ticket_template.h"

#include "base/log.h"
#include "base/path.h"
#include "printers/template_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const kind_words[] = {
#define TICKET_ROW(name, word, needed) word,
#include "printers/ticket_rows.def"
#undef TICKET_ROW
};
static const bool kind_needed[] = {
#define TICKET_ROW(name, word, needed) needed,
#include "printers/ticket_rows.def"
#undef TICKET_ROW
};
static const char *const language_words[] = { "both", "own", "zh-en", "en-zh", "zh", "en" };
static const char *const align_words[] = { "left", "centre", "right" };
static const char *const code_words[] = { "address", "bare", "letters" };
enum { ALIGNS = 3, CODES = 3, WIDE_MM = 80, LEAST_EM = 20, MOST_EM = 96 };

/* --- the usual layout ------------------------------------------------------------------------------------------------- */

/* One row of each kind, in the order in which a ticket has them; a row "text" stands only where a hall writes one. Nothing is smaller than 2.5 mm. */
static const struct ticket_template usual_wide = {
    .edge = 12, .gap = 20, .feed = 4, .cut = true, .languages = TICKET_BOTH, .row_count = 10,
    .rows = {
        { TICKET_ROW_COPY, .gap = 20, .size = { 38, 38, 38 } },
        { TICKET_ROW_HALL, .gap = 20, .size = { 44, 34, 26 }, .bold = true, .align = PAGE_CENTRE },
        { TICKET_ROW_NUMBER, .rule = true, .gap = 20, .height = 200, .detail = 30 },
        { TICKET_ROW_SERVICE, .gap = 20, .size = { 50, 42, 28 } },
        { TICKET_ROW_MATTERS, .gap = 10, .size = { 30, 30, 30 }, .bold = true, .align = PAGE_CENTRE },
        { TICKET_ROW_WAIT, .gap = 20, .label = { 30, 28, 24 }, .height = 72, .detail = 34, .beside = true },
        { TICKET_ROW_ITEM, .rule = true, .gap = 20, .size = { 38, 32, 26 }, .label = { 30, 28, 24 }, .detail = 32, .bold = true, .align = PAGE_LEFT },
        { TICKET_ROW_CODE, .rule = true, .gap = 20, .size = { 38, 34, 26 }, .label = { 30, 28, 24 }, .height = 300, .beside = true },
        { TICKET_ROW_TIME, .rule = true, .gap = 20, .size = { 30, 30, 30 }, .bold = true, .align = PAGE_CENTRE },
        { TICKET_ROW_GUIDE, .gap = 10, .size = { 32, 27, 24 }, .align = PAGE_CENTRE },
        { TICKET_ROW_TEXT, .gap = 10, .size = { 32, 27, 24 }, .align = PAGE_CENTRE },
    },
};
static const struct ticket_template usual_narrow = {
    .edge = 4, .gap = 16, .feed = 4, .cut = true, .languages = TICKET_BOTH, .row_count = 10,
    .rows = {
        { TICKET_ROW_COPY, .gap = 16, .size = { 34, 34, 34 } },
        { TICKET_ROW_HALL, .gap = 16, .size = { 38, 28, 22 }, .bold = true, .align = PAGE_CENTRE },
        { TICKET_ROW_NUMBER, .rule = true, .gap = 16, .height = 150, .detail = 27 },
        { TICKET_ROW_SERVICE, .gap = 16, .size = { 42, 34, 24 } },
        { TICKET_ROW_MATTERS, .gap = 8, .size = { 27, 27, 27 }, .bold = true, .align = PAGE_CENTRE },
        { TICKET_ROW_WAIT, .gap = 16, .label = { 30, 26, 22 }, .height = 56, .detail = 30 },
        { TICKET_ROW_ITEM, .rule = true, .gap = 16, .size = { 34, 28, 24 }, .label = { 30, 26, 22 }, .detail = 29, .bold = true, .align = PAGE_LEFT },
        { TICKET_ROW_CODE, .rule = true, .gap = 16, .size = { 32, 28, 24 }, .label = { 30, 26, 22 }, .height = 290 },
        { TICKET_ROW_TIME, .rule = true, .gap = 16, .size = { 27, 27, 27 }, .bold = true, .align = PAGE_CENTRE },
        { TICKET_ROW_GUIDE, .gap = 8, .size = { 29, 24, 22 }, .align = PAGE_CENTRE },
        { TICKET_ROW_TEXT, .gap = 8, .size = { 29, 24, 22 }, .align = PAGE_CENTRE },
    },
};

const struct ticket_template *ticket_template_usual(int paper_mm)
{
    return paper_mm >= WIDE_MM ? &usual_wide : &usual_narrow;
}

static const struct ticket_row *usual_row(const struct ticket_template *usual, enum ticket_row_kind kind)
{
    int i = 0;

    while (usual->rows[i].kind != kind)
        i++;
    return &usual->rows[i];
}

/* --- the file ----------------------------------------------------------------------------------------------------------- */

static int check_range(cfg_t *cfg, cfg_opt_t *option, int least, int most, const char *unit)
{
    long value = cfg_opt_getnint(option, cfg_opt_size(option) - 1);

    if (value >= least && value <= most)
        return 0;
    cfg_error(cfg, "%s must be %d to %d%s", cfg_opt_name(option), least, most, unit);
    return -1;
}

static int check_edge(cfg_t *cfg, cfg_opt_t *option)
{
    return check_range(cfg, option, 0, 64, " dots");
}

static int check_gap(cfg_t *cfg, cfg_opt_t *option)
{
    return check_range(cfg, option, 0, 160, " dots");
}

static int check_feed(cfg_t *cfg, cfg_opt_t *option)
{
    return check_range(cfg, option, 0, 20, " lines");
}

static int check_em(cfg_t *cfg, cfg_opt_t *option)
{
    return check_range(cfg, option, LEAST_EM, MOST_EM, " dots");
}

static int check_ems(cfg_t *cfg, cfg_opt_t *option)
{
    if (cfg_opt_size(option) <= 3)
        return check_em(cfg, option);
    cfg_error(cfg, "%s has at most three sizes: Chinese, English, and the second language", cfg_opt_name(option));
    return -1;
}

static int check_height(cfg_t *cfg, cfg_opt_t *option)
{
    return check_range(cfg, option, 40, 480, " dots");
}

static int check_word(cfg_t *cfg, cfg_opt_t *option, const char *const *words, int count)
{
    char known[96] = "";

    if (template_file_word(words, count, cfg_opt_getnstr(option, 0)) >= 0)
        return 0;
    for (int i = 0; i < count; i++)
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", words[i]);
    cfg_error(cfg, "%s must be %s", cfg_opt_name(option), known);
    return -1;
}

static int check_languages(cfg_t *cfg, cfg_opt_t *option)
{
    return check_word(cfg, option, language_words, TICKET_LANGUAGES);
}

static int check_align(cfg_t *cfg, cfg_opt_t *option)
{
    return check_word(cfg, option, align_words, ALIGNS);
}

static int check_code(cfg_t *cfg, cfg_opt_t *option)
{
    return check_word(cfg, option, code_words, CODES);
}

static int check_text(cfg_t *cfg, cfg_opt_t *option)
{
    return template_file_is_clean(cfg, cfg_opt_name(option), cfg_opt_getnstr(option, 0), TICKET_TEXT) ? 0 : -1;
}

static int check_discreet(cfg_t *cfg, cfg_opt_t *option)
{
    const char *code = cfg_opt_getnstr(option, cfg_opt_size(option) - 1);
    size_t length = strlen(code);

    if (cfg_opt_size(option) > TICKET_DISCREET)
        cfg_error(cfg, "discreet has at most %d items", TICKET_DISCREET);
    else if (length < 1 || length >= TICKET_CODE || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != length)
        cfg_error(cfg, "discreet holds codes or kinds of items: 1 to %d letters, digits and hyphens", TICKET_CODE - 1);
    else
        return 0;
    return -1;
}

/* Returns the kind of a row by its title, -1 if there is none. A hall's own texts are told apart by what follows: "text-phone". */
static int kind_of(const char *title)
{
    return strncmp(title, "text-", 5) == 0 ? TICKET_ROW_TEXT : template_file_word(kind_words, TICKET_ROW_KINDS, title);
}

/* Called at the end of each section. */
static int check_row(cfg_t *cfg, cfg_opt_t *option)
{
    unsigned count = cfg_opt_size(option);
    cfg_t *row = cfg_opt_getnsec(option, count - 1);
    int kind = kind_of(cfg_title(row));

    if (kind < 0)
        cfg_error(cfg, "there is no row \"%s\"", cfg_title(row));
    else if (count > TICKET_ROWS)
        cfg_error(cfg, "a ticket has at most %d rows", TICKET_ROWS);
    else if (kind == TICKET_ROW_TEXT && !*cfg_getstr(row, "text_zh") && !*cfg_getstr(row, "text_en"))
        cfg_error(cfg, "a row \"text\" needs text_zh or text_en");
    else
        return 0;
    return -1;
}

static void fill_size(cfg_t *section, const char *option, struct ticket_size *size)
{
    int *parts[] = { &size->zh, &size->en, &size->second };

    for (unsigned i = 0; i < cfg_size(section, option) && i < 3; i++)
        *parts[i] = (int)cfg_getnint(section, option, i);
}

/* What is not said stays. */
static void fill_integer(cfg_t *section, const char *option, int *value)
{
    if (cfg_size(section, option) > 0)
        *value = (int)cfg_getnint(section, option, 0);
}

static void fill_bool(cfg_t *section, const char *option, bool *value)
{
    if (cfg_size(section, option) > 0)
        *value = cfg_getnbool(section, option, 0);
}

static void fill_row(struct ticket_row *row, cfg_t *section)
{
    fill_bool(section, "rule", &row->rule);
    fill_integer(section, "gap", &row->gap);
    fill_size(section, "size", &row->size);
    fill_size(section, "label", &row->label);
    fill_integer(section, "height", &row->height);
    fill_integer(section, "detail", &row->detail);
    fill_bool(section, "bold", &row->bold);
    fill_bool(section, "beside", &row->beside);
    if (cfg_size(section, "align") > 0)
        row->align = (enum page_align)template_file_word(align_words, ALIGNS, cfg_getstr(section, "align"));
    row->code = (enum ticket_code)template_file_word(code_words, CODES, cfg_getstr(section, "show"));
    snprintf(row->zh, sizeof row->zh, "%s", cfg_getstr(section, "text_zh"));
    snprintf(row->en, sizeof row->en, "%s", cfg_getstr(section, "text_en"));
}

static void fill_template(struct ticket_template *form, cfg_t *cfg)
{
    const struct ticket_template usual = *form;

    fill_integer(cfg, "edge", &form->edge);
    fill_integer(cfg, "gap", &form->gap);
    fill_integer(cfg, "feed", &form->feed);
    fill_bool(cfg, "cut", &form->cut);
    form->languages = (enum ticket_languages)template_file_word(language_words, TICKET_LANGUAGES, cfg_getstr(cfg, "languages"));
    for (unsigned i = 0; i < cfg_size(cfg, "discreet"); i++)
        snprintf(form->discreet[form->discreet_count++], TICKET_CODE, "%s", cfg_getnstr(cfg, "discreet", i));
    memset(form->rows, 0, sizeof form->rows);
    form->row_count = 0;
    for (unsigned i = 0; i < cfg_size(cfg, "row"); i++) {
        cfg_t *section = cfg_getnsec(cfg, "row", i);
        struct ticket_row *row = &form->rows[form->row_count++];
        *row = *usual_row(&usual, (enum ticket_row_kind)kind_of(cfg_title(section)));
        fill_row(row, section);
    }
}

/* What only the whole file tells. */
static bool check_whole(const struct ticket_template *form, const char *path, char message[static TICKET_MESSAGE])
{
    for (int kind = 0; kind < TICKET_ROW_KINDS; kind++) {
        bool there = !kind_needed[kind];
        for (int i = 0; i < form->row_count; i++)
            there = there || (int)form->rows[i].kind == kind;
        if (!there) {
            snprintf(message, TICKET_MESSAGE, "%.200s: the row \"%s\" is missing; no ticket is without it", path, kind_words[kind]);
            return false;
        }
    }
    return true;
}

static void set_checks(cfg_t *cfg)
{
    static const struct {
        const char *option;
        cfg_validate_callback_t check;
    } checks[] = {
        { "edge", check_edge }, { "gap", check_gap }, { "feed", check_feed }, { "languages", check_languages }, { "discreet", check_discreet }, { "row", check_row },
        { "row|gap", check_gap }, { "row|size", check_ems }, { "row|label", check_ems }, { "row|height", check_height }, { "row|detail", check_em },
        { "row|align", check_align }, { "row|show", check_code }, { "row|text_zh", check_text }, { "row|text_en", check_text },
    };

    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        cfg_set_validate_func(cfg, checks[i].option, checks[i].check);
}

static bool parse(const char *path, char *text, void *made, char message[static TICKET_MESSAGE])
{
    cfg_opt_t row[] = {
        CFG_BOOL("rule", cfg_false, CFGF_NODEFAULT), CFG_INT("gap", 0, CFGF_NODEFAULT),
        CFG_INT_LIST("size", NULL, CFGF_NODEFAULT), CFG_INT_LIST("label", NULL, CFGF_NODEFAULT),
        CFG_INT("height", 0, CFGF_NODEFAULT), CFG_INT("detail", 0, CFGF_NODEFAULT),
        CFG_BOOL("bold", cfg_false, CFGF_NODEFAULT), CFG_BOOL("beside", cfg_false, CFGF_NODEFAULT), CFG_STR("align", NULL, CFGF_NODEFAULT),
        CFG_STR("show", "address", CFGF_NONE), CFG_STR("text_zh", "", CFGF_NONE), CFG_STR("text_en", "", CFGF_NONE),
        CFG_END(),
    };
    cfg_opt_t options[] = {
        CFG_INT("edge", 0, CFGF_NODEFAULT), CFG_INT("gap", 0, CFGF_NODEFAULT), CFG_INT("feed", 0, CFGF_NODEFAULT), CFG_BOOL("cut", cfg_true, CFGF_NODEFAULT),
        CFG_STR("languages", "both", CFGF_NONE),
        CFG_STR_LIST("discreet", "{}", CFGF_NONE),
        CFG_SEC("row", row, CFGF_TITLE | CFGF_MULTI | CFGF_NO_TITLE_DUPES),
        CFG_END(),
    };
    struct ticket_template *form = made;
    cfg_t *cfg = cfg_init(options, CFGF_NONE);

    if (!cfg) {
        snprintf(message, TICKET_MESSAGE, "%.200s: %s", path, error_sentence(ERROR_MEMORY));
        return false;
    }
    set_checks(cfg);
    bool parsed = template_file_parse_text(cfg, path, text, message);
    if (parsed)
        fill_template(form, cfg);
    cfg_free(cfg);
    return parsed && check_whole(form, path, message);
}

enum error ticket_template_read(const char *path, int paper_mm, struct ticket_template *ret_template, char message[static TICKET_MESSAGE])
{
    struct ticket_template *form = malloc(sizeof *form);

    if (!form) {
        snprintf(message, TICKET_MESSAGE, "%.200s: %s", path, error_sentence(ERROR_MEMORY));
        return ERROR_MEMORY;
    }
    *form = *ticket_template_usual(paper_mm);
    enum error error = template_file_read(path, parse, form, message);
    if (error == ERROR_NONE)
        *ret_template = *form;
    free(form);
    return error;
}

bool ticket_template_hides(const struct ticket_template *form, const char *item_code, const char *item_kind)
{
    for (int i = 0; i < form->discreet_count; i++)
        if (strcmp(form->discreet[i], item_code) == 0 || strcmp(form->discreet[i], item_kind) == 0)
            return true;
    return false;
}

/* --- the layout in force ------------------------------------------------------------------------------------------------ */

/* What was seen of the file when it was last looked at; zeros: it was not there. */
struct sight {
    int64_t seconds, nanoseconds, size, inode;
};

static struct sight look(const char *path)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return (struct sight){ 0 };
    return (struct sight){ status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size, (int64_t)status.st_ino };
}

static bool is_same(struct sight a, struct sight b)
{
    return a.seconds == b.seconds && a.nanoseconds == b.nanoseconds && a.size == b.size && a.inode == b.inode;
}

const struct ticket_template *ticket_template_current(const char *dir, int paper_mm)
{
    static struct ticket_template current, read;
    static char known[PATH_SIZE];
    static struct sight seen;
    char path[PATH_SIZE], message[TICKET_MESSAGE];
    int written = snprintf(path, sizeof path, "%s/tickets/ticket-%d.conf", dir, paper_mm >= WIDE_MM ? WIDE_MM : 58);

    if (written < 0 || written >= (int)sizeof path)
        return ticket_template_usual(paper_mm);
    bool first = strcmp(path, known) != 0;
    struct sight now = look(path);
    if (!first && is_same(now, seen))
        return &current;
    if (first)
        current = *ticket_template_usual(paper_mm);
    memcpy(known, path, sizeof known);
    seen = now;
    enum error error = ticket_template_read(path, paper_mm, &read, message);
    if (error == ERROR_NONE) {
        current = read;
        if (!first)
            log_note("%s: read anew", path);
    } else if (error == ERROR_MISSING) {
        current = *ticket_template_usual(paper_mm);
    } else {
        log_error("%s; tickets stay as they were", message);
    }
    return &current;
}
