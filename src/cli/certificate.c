/* verify-certificate: whether a code, a PDF or a picture is what the hall has signed and sealed. */
#include "cli/cli.h"

#include "base/clock.h"
#include "base/language.h"
#include "base/utf8.h"
#include "cli/columns.h"
#include "files/certificate_signature.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHINA_MINUTES = 480, NAME_LETTERS = 64, NAME_SIZE = NAME_LETTERS * 4 + 1, PAGE_LETTERS = 8000 };

/* One look at a certificate. */
struct look {
    struct cli *cli;
    struct certificate_keys keys;
    struct certificate_code code;
    json_t *paper;           /* what yichuang-reader says of a file; NULL: a text was given */
    bool pdf;
    const char *text;        /* of a PDF's pages, without blanks */
    char holder[NAME_SIZE];  /* as the page has it, or as it was given; empty: not known */
    json_t *ledger;          /* what the hall says of the number; NULL: not asked */
};

static int refuse(const struct look *look, const char *reason)
{
    options_complain(&look->cli->options, _("not valid: %s"), reason);
    return STATUS_REFUSED;
}

/* --- the code ------------------------------------------------------------------------------------------------------------------------------------- */

static int check_code(struct look *look, const char *text)
{
    switch (certificate_code_verify(text, look->keys.sign_public, &look->code)) {
    case CERTIFICATE_GENUINE:
        return STATUS_DONE;
    case CERTIFICATE_OTHER_KEY:
        return refuse(look, _("the code is not signed by this hall"));
    case CERTIFICATE_FORGED:
        return refuse(look, _("the code was changed, or its signature is forged"));
    default:
        return refuse(look, _("this is no certificate's code, or a part of it is missing"));
    }
}

static int check_period(const struct look *look)
{
    struct clock real = { 0 };
    const char *given = options_value(&look->cli->options, "on");
    struct date day = date_of_instant(clock_now_ms(&real), CHINA_MINUTES);
    char text[DATE_TEXT_SIZE], reason[128];

    if (given && (strlen(given) != DATE_TEXT_SIZE - 1 || !date_parse(given, &day))) {
        options_complain(&look->cli->options, _("not a date like 2026-11-23: %s"), given);
        return STATUS_USAGE;
    }
    if (!look->code.limited || look->code.valid_until.days >= day.days)
        return STATUS_DONE;
    date_format(look->code.valid_until, text);
    snprintf(reason, sizeof reason, _("it has expired: it was valid until %s"), text);
    return refuse(look, reason);
}

/* --- the page --------------------------------------------------------------------------------------------------------------------------------------- */

static bool is_holder(const struct look *look, const char *name)
{
    uint8_t mark[CERTIFICATE_HOLDER_SIZE];

    certificate_holder_mark(name, look->keys.person, mark);
    return memcmp(mark, look->code.holder, sizeof mark) == 0;
}

/* Finds the holder's name on the page: the code tells a keyed hash of it only, so every row of letters is tried. */
static bool find_holder(struct look *look)
{
    const char *text = look->text;
    size_t rest = strlen(text), bytes;
    uint32_t code;

    for (int letter = 0; rest > 0 && letter < PAGE_LETTERS; letter++, text += bytes, rest -= bytes) {
        size_t length = 0, left = rest;
        for (int count = 0; left > 0 && count < NAME_LETTERS; count++) {
            size_t one = utf8_decode(text + length, left, &code);
            memcpy(look->holder + length, text + length, one);
            length += one;
            left -= one;
            look->holder[length] = '\0';
            if (is_holder(look, look->holder))
                return true;
        }
        bytes = utf8_decode(text, rest, &code);
    }
    look->holder[0] = '\0';
    return false;
}

/* Whether the date is on the page: as we write it, or with its parts in places of their own, as national forms have it. */
static bool has_date(const char *text, struct date date)
{
    char whole[32], iso[DATE_TEXT_SIZE];
    int year, month, day;

    date_split(date, &year, &month, &day);
    snprintf(whole, sizeof whole, "%d年%d月%d日", year, month, day);
    date_format(date, iso);
    return strstr(text, whole) || strstr(text, iso);
}

/* Writes what of the signed fields is not on the page; empty: everything is. The day of issue may be split over places of its own (then its year is looked for alone). */
static void compare_page(struct look *look, char *reason, size_t size)
{
    const char *text = look->text;
    char number[CERTIFICATE_NUMBER_SIZE], year[16];
    size_t length = 0;
    int number_of_year;

    for (const char *p = look->code.number; *p; p++)
        if (*p != ' ')
            number[length++] = *p;
    number[length] = '\0';
    date_split(look->code.issued, &number_of_year, NULL, NULL);
    snprintf(year, sizeof year, "%d", number_of_year);
    reason[0] = '\0';
    if (!strstr(text, number))
        snprintf(reason, size, _("its code is of %s, which is not the number on the page"), look->code.number);
    else if (!find_holder(look))
        snprintf(reason, size, "%s", _("the holder on the page is not the one that was signed"));
    else if (!has_date(text, look->code.issued) && !strstr(text, year))
        snprintf(reason, size, "%s", _("the day of issue on the page is not the one that was signed"));
    else if (look->code.limited && strstr(text, "至") && !has_date(text, look->code.valid_until))
        snprintf(reason, size, "%s", _("the end of validity on the page is not the one that was signed"));
}

/* --- the ledger ----------------------------------------------------------------------------------------------------------------------------------------- */

/* Asks the hall what it knows of the number. Where no controller runs, the database is read for a PDF only: a code alone says enough by its signature. */
static int ask_ledger(struct look *look)
{
    char number[3 * CERTIFICATE_NUMBER_SIZE], path[sizeof number + 32], dir[PATH_SIZE];
    struct cli *cli = look->cli;

    if (!cli_connect(cli))
        return STATUS_USAGE;
    if (!cli_escape(number, sizeof number, look->code.number))
        return refuse(look, _("the hall has no certificate of this number"));
    snprintf(path, sizeof path, "/v1/certificates/%s", number);
    bool local = !*cli->options.client.url;
    cli->quiet = true;
    int status = cli_ask(cli, "GET", path, NULL, &look->ledger);
    cli->quiet = false;
    if (status != STATUS_UNREACHABLE)
        return status;
    if (!look->pdf)
        return STATUS_DONE;
    if (local && cli_dir(cli, dir) && cli_read_program(cli, "yichuangd", (const char *const[]){ dir, "--certificate", look->code.number, NULL }, &look->ledger) == STATUS_DONE)
        return STATUS_DONE;
    return refuse(look, _("it cannot be held against the ledger, because the hall cannot be asked; --offline compares what stands on the page alone"));
}

/* The states of a case in which its certificate is sealed and out in the world. */
static bool is_in_force(const char *state)
{
    static const char *const states[] = { "issued", "handed", "done" };

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(states[i], state) == 0)
            return true;
    return false;
}

static int check_ledger(struct look *look)
{
    char difference[256], reason[512];

    if (!look->ledger)
        return STATUS_DONE;
    const char *state = cli_text(look->ledger, "state");
    if (!is_in_force(state)) {
        snprintf(reason, sizeof reason, _("the ledger has it as: %s"), state);
        return refuse(look, reason);
    }
    if (!look->pdf || strcmp(cli_text(look->ledger, "hash"), cli_text(look->paper, "digest")) == 0)
        return STATUS_DONE;
    compare_page(look, difference, sizeof difference);
    snprintf(reason, sizeof reason, _("the file is not the one that was sealed as %s%s%s"), look->code.number, *difference ? _(": ") : "", difference);
    return refuse(look, reason);
}

/* --- all of it ------------------------------------------------------------------------------------------------------------------------------------------------ */

static int check_page(struct look *look)
{
    char reason[256];

    if (!look->pdf)
        return STATUS_DONE;
    compare_page(look, reason, sizeof reason);
    /* bytes that are those in the ledger need no second proof */
    return *reason && !look->ledger ? refuse(look, reason) : STATUS_DONE;
}

static int check_holder(struct look *look)
{
    const char *given = options_value(&look->cli->options, "holder");

    if (!given)
        return STATUS_DONE;
    if (!is_holder(look, given))
        return refuse(look, _("the holder that was signed is another one"));
    utf8_clean(look->holder, sizeof look->holder, given);
    return STATUS_DONE;
}

static int print_look(const struct look *look)
{
    char issued[DATE_TEXT_SIZE], until[DATE_TEXT_SIZE] = "";
    struct columns table = { 0 };

    date_format(look->code.issued, issued);
    if (look->code.limited)
        date_format(look->code.valid_until, until);
    if (options_value(&look->cli->options, "json")) {
        json_t *json = json_pack("{s:b,s:s,s:s,s:s,s:s?,s:s?,s:O?}", "valid", 1, "number", look->code.number, "item", look->code.item, "issued", issued, "valid_until",
                                 *until ? until : NULL, "holder", *look->holder ? look->holder : NULL, "ledger", look->ledger);
        int status = cli_print_json(json, false);
        json_decref(json);
        return status;
    }
    cli_print("valid %s", look->code.number);
    putchar('\n');
    columns_add(&table, "%s\t%s", _("item"), look->code.item);
    columns_add(&table, "%s\t%s", _("issued"), issued);
    columns_add(&table, "%s\t%s", _("valid until"), *until ? until : _("without end"));
    columns_add(&table, "%s\t%s", _("holder"), *look->holder ? look->holder : _("compare with --holder NAME: the code has no name, only a mark of it"));
    if (look->pdf && look->ledger)
        columns_add(&table, "%s\t%s", _("ledger"), _("these are the bytes that were sealed"));
    else if (look->ledger)
        columns_add(&table, "%s\t%s", _("ledger"), _("the number is in force; compare the paper with these fields"));
    else
        columns_add(&table, "%s\t%s", _("ledger"), _("not asked; compare the paper with these fields"));
    columns_print(&table);
    return STATUS_DONE;
}

/* Whether it is meant as a file: it has a folder or an ending, and is no text of a code (those have blanks or a colon). */
static bool looks_like_file(const char *given)
{
    return !strpbrk(given, " :") && (strchr(given, '/') || strchr(given, '.'));
}

/* Reads what was given: the text of a code, or a file (by another program: what is in it may be hostile). */
static int read_given(struct look *look, const char *given, const char **ret_text)
{
    struct certificate_signed read;
    FILE *file = certificate_code_read(given, &read) ? NULL : fopen(given, "rb");

    *ret_text = given;
    if (!file && looks_like_file(given)) {
        options_complain(&look->cli->options, _("%s cannot be read"), given);
        return STATUS_REFUSED;
    }
    if (!file)
        return STATUS_DONE;
    fclose(file);
    int status = cli_read_program(look->cli, "yichuang-reader", (const char *const[]){ "--language", language_code(language_current()), "--", given, NULL },
                                  &look->paper);
    look->pdf = json_is_true(json_object_get(look->paper, "pdf"));
    look->text = json_string_value(json_object_get(look->paper, "text"));
    *ret_text = cli_text(look->paper, "code");
    if (status != STATUS_DONE && status != STATUS_REFUSED)
        options_complain(&look->cli->options, _("%s cannot be read"), given);
    return status == STATUS_DONE && (!look->pdf || look->text) ? STATUS_DONE : STATUS_REFUSED;
}

static int check_all(struct look *look, const char *dir)
{
    const char *why = "", *text;
    enum error error = certificate_keys_read(dir, &look->keys, &why);

    if (error != ERROR_NONE) {
        options_complain(&look->cli->options, "%s.keys/%s: %s", dir, why, error_sentence(error));
        return STATUS_REFUSED;
    }
    int status = read_given(look, look->cli->options.arguments[0], &text);
    if (status == STATUS_DONE)
        status = check_code(look, text);
    if (status == STATUS_DONE)
        status = check_period(look);
    if (status == STATUS_DONE && !options_value(&look->cli->options, "offline"))
        status = ask_ledger(look);
    if (status == STATUS_DONE)
        status = check_ledger(look);
    if (status == STATUS_DONE)
        status = check_page(look);
    return status == STATUS_DONE ? check_holder(look) : status;
}

static int run(struct cli *cli)
{
    char dir[PATH_SIZE];
    struct look look = { .cli = cli };

    if (!cli_dir(cli, dir))
        return STATUS_USAGE;
    int status = check_all(&look, dir);
    if (status == STATUS_DONE)
        status = print_look(&look);
    json_decref(look.paper);
    json_decref(look.ledger);
    return status;
}

static const struct options_row rows[] = {
    CLI_JSON_ROW,
    {"offline", 0, NULL, "do not ask the hall: only what the code and the page say"},
    {"holder", 0, "NAME", "the holder's name on the paper, to be compared with the code"},
    {"on", 0, "DATE", "whether it is valid on that day (default: today)"},
};

const struct verb verb_verify_certificate = {.name = "verify-certificate",
                                             .arguments = "FILE|TEXT",
                                             .help = "whether a PDF, a picture or the text of a QR code is a certificate of this hall",
                                             .rows = rows,
                                             .count = sizeof rows / sizeof *rows,
                                             .least = 1,
                                             .most = 1,
                                             .run = run};
