/* Layouts of tickets: what a hall may change, one clear sentence with file and line for what is wrong, and that a wrong one changes nothing. */
#include "printers/ticket_template.h"

#include "base/path.h"
#include "lib/sample_certificate.h"
#include "printers/receipt.h"
#include "printers/ticket_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/yichuang-layout-XXXXXX";
static char path[96];

static void begin(void)
{
    char below[64];

    cr_assert_not_null(mkdtemp(folder));
    snprintf(below, sizeof below, "%s/tickets", folder);
    cr_assert_eq(mkdir(below, 0700), 0);
    snprintf(path, sizeof path, "%s/ticket-80.conf", below);
}

static void end(void)
{
    char command[128];

    snprintf(command, sizeof command, "rm -rf %s", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(ticket_template, .init = begin, .fini = end, .timeout = 60);

#define NEEDED "row \"copy\" { }\nrow \"number\" { }\nrow \"service\" { }\n"

static struct receipt *sample(void)
{
    struct receipt *receipt = calloc(1, sizeof *receipt);
    json_t *job = ticket_sample_job();

    cr_assert_eq(receipt_read(receipt, job), ERROR_NONE);
    json_decref(job);
    return receipt;
}

static struct bitmap draw(const struct receipt *receipt, const struct ticket_template *form, int width)
{
    struct bitmap picture = { 0 };

    cr_assert_eq(receipt_draw(receipt, form, width, &picture, NULL), ERROR_NONE);
    return picture;
}

static bool same(const struct bitmap *a, const struct bitmap *b)
{
    return a->width == b->width && a->height == b->height && memcmp(a->bits, b->bits, a->stride * (size_t)a->height) == 0;
}

/* Reads the text as a layout for 80 mm paper. */
static struct ticket_template *read_text(const char *text)
{
    struct ticket_template *form = calloc(1, sizeof *form);
    char message[TICKET_MESSAGE];

    sample_write(path, text, strlen(text));
    cr_assert_eq(ticket_template_read(path, 80, form, message), ERROR_NONE, "%s", message);
    return form;
}

/* Draws the sample by the text, and by the usual layout of rows without any settings; tells whether they are the same paper. */
static bool changes_nothing(const char *text, const struct receipt *receipt)
{
    struct ticket_template *plain = read_text(NEEDED "row \"item\" { }\nrow \"code\" { }\nrow \"time\" { }\n"), *form = read_text(text);
    struct bitmap a = draw(receipt, plain, 576), b = draw(receipt, form, 576);
    bool is_same = same(&a, &b);

    bitmap_finish(&a);
    bitmap_finish(&b);
    free(plain);
    free(form);
    return is_same;
}

Test(ticket_template, the_samples_are_the_usual_layout_dot_by_dot)
{
    static const int widths[] = { 80, 58 };
    struct ticket_template *form = calloc(1, sizeof *form);
    struct receipt *receipt = sample();
    char samples[PATH_SIZE], file[PATH_SIZE + 32], message[TICKET_MESSAGE];

    cr_assert(path_samples(samples));
    for (int i = 0; i < 2; i++)
        for (int copy = 0; copy < 2; copy++) {
            receipt->copy = copy;
            snprintf(file, sizeof file, "%s/tickets/ticket-%d.conf", samples, widths[i]);
            cr_assert_eq(ticket_template_read(file, widths[i], form, message), ERROR_NONE, "%s", message);
            struct bitmap a = draw(receipt, form, widths[i] == 80 ? 576 : 384), b = draw(receipt, ticket_template_usual(widths[i]), widths[i] == 80 ? 576 : 384);
            cr_assert(same(&a, &b), "the sample for %d mm is not what a hall without one prints", widths[i]);
            bitmap_finish(&a);
            bitmap_finish(&b);
        }
    free(receipt);
    free(form);
}

Test(ticket_template, a_hall_says_rows_order_and_sizes)
{
    struct ticket_template *form = read_text("languages = \"zh\"\nfeed = 2\ncut = false\ndiscreet = {\"FW01\", \"penalty\"}\nrow \"service\" { size = {60, 50} }\n"
                                             "row \"copy\" { }\nrow \"number\" { }\nrow \"text\" { text_zh = \"咨询电话 12345\" }\nrow \"text-bye\" { text_en = \"Bye\" align = \"right\" }\n");

    cr_assert_eq(form->languages, TICKET_ZH);
    cr_assert_eq(form->feed, 2);
    cr_assert_not(form->cut);
    cr_assert_eq(form->row_count, 5);
    cr_assert_eq(form->rows[0].kind, TICKET_ROW_SERVICE);
    cr_assert_eq(form->rows[0].size.en, 50);
    cr_assert_eq(form->rows[0].size.second, ticket_template_usual(80)->rows[3].size.second, "what is not said is as usual");
    cr_assert_str_eq(form->rows[3].zh, "咨询电话 12345");
    cr_assert_eq(form->rows[4].align, PAGE_RIGHT);
    cr_assert(ticket_template_hides(form, "FW01", "service"));
    cr_assert(ticket_template_hides(form, "CF03", "penalty"));
    cr_assert_not(ticket_template_hides(form, "FW02", "service"));
    free(form);
}

Test(ticket_template, every_setting_shows_on_the_paper)
{
    static const char *const others[] = {
        "languages = \"en-zh\"\n" NEEDED "row \"item\" { }\nrow \"code\" { }\nrow \"time\" { }\n",
        "languages = \"own\"\n" NEEDED "row \"item\" { }\nrow \"code\" { }\nrow \"time\" { }\n",
        "edge = 30\n" NEEDED "row \"item\" { }\nrow \"code\" { }\nrow \"time\" { }\n",
        "row \"number\" { }\nrow \"copy\" { }\nrow \"service\" { }\nrow \"code\" { }\nrow \"item\" { }\nrow \"time\" { }\n",
        NEEDED "row \"item\" { detail = 44 }\nrow \"code\" { }\nrow \"time\" { }\n",
        NEEDED "row \"item\" { bold = false }\nrow \"code\" { }\nrow \"time\" { }\n",
        NEEDED "row \"item\" { }\nrow \"code\" { show = \"bare\" }\nrow \"time\" { }\n",
        NEEDED "row \"item\" { }\nrow \"code\" { show = \"letters\" }\nrow \"time\" { }\n",
        NEEDED "row \"item\" { }\nrow \"code\" { beside = false }\nrow \"time\" { }\n",
        NEEDED "row \"item\" { }\nrow \"code\" { height = 400 }\nrow \"time\" { }\n",
        NEEDED "row \"item\" { }\nrow \"code\" { }\nrow \"time\" { rule = false }\n",
        NEEDED "row \"item\" { }\nrow \"code\" { }\nrow \"time\" { align = \"left\" }\n",
        NEEDED "row \"item\" { }\nrow \"code\" { }\nrow \"time\" { size = {40} }\n",
        NEEDED "row \"item\" { }\nrow \"code\" { }\nrow \"time\" { }\nrow \"text\" { text_en = \"Bye\" }\n",
        NEEDED "row \"item\" { }\nrow \"time\" { }\n",
    };
    struct receipt *receipt = sample();

    cr_assert(changes_nothing(NEEDED "# nothing else\nrow \"item\" { }\nrow \"code\" { }\nrow \"time\" { }\n", receipt));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_assert_not(changes_nothing(others[i], receipt), "%s", others[i]);
    free(receipt);
}

Test(ticket_template, a_discreet_item_is_not_on_the_paper)
{
    static const char *const lists[] = { "discreet = {\"XK11\"}\n", "discreet = {\"FW01\", \"permit\"}\n" };
    struct receipt *receipt = sample(), *without = sample();

    without->item = (struct receipt_text){ "", "" };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        char text[512];
        snprintf(text, sizeof text, "%s" NEEDED "row \"item\" { }\n", lists[i]);
        struct ticket_template *form = read_text(text);
        struct bitmap a = draw(receipt, form, 576), b = draw(without, form, 576);
        cr_assert(same(&a, &b), "the item can be seen");
        bitmap_finish(&a);
        bitmap_finish(&b);
        snprintf(receipt->item_code, sizeof receipt->item_code, "XK12");
        snprintf(receipt->item_kind, sizeof receipt->item_kind, "service");
        a = draw(receipt, form, 576);
        b = draw(without, form, 576);
        cr_assert_not(same(&a, &b), "another item is hidden too");
        bitmap_finish(&a);
        bitmap_finish(&b);
        free(form);
        snprintf(receipt->item_kind, sizeof receipt->item_kind, "permit");
    }
    free(receipt);
    free(without);
}

/* The message is "PATH:LINE: ..." (line 0: without a line) and contains what. */
static void check_wrong(const char *text, int line, const char *what)
{
    static struct ticket_template form;
    char message[TICKET_MESSAGE], begin_of[128];

    form.row_count = -7;
    sample_write(path, text, strlen(text));
    cr_assert_eq(ticket_template_read(path, 80, &form, message), ERROR_FORMAT, "%s", text);
    snprintf(begin_of, sizeof begin_of, line ? "%s:%d: " : "%s: ", path, line);
    cr_assert_eq(strncmp(message, begin_of, strlen(begin_of)), 0, "%s", message);
    cr_assert_not_null(strstr(message, what), "%s", message);
    cr_assert_null(strchr(message, '\n'));
    cr_assert_eq(form.row_count, -7, "something of a wrong file counted");
}

Test(ticket_template, what_is_wrong_is_said_with_its_line)
{
    check_wrong("\nlanguages = \"fr\"\n", 2, "languages must be both, own, zh-en, en-zh, zh or en");
    check_wrong("edge = 65\n", 1, "edge must be 0 to 64 dots");
    check_wrong("# a comment\n\nfeed = -1\n", 3, "feed must be 0 to 20 lines");
    check_wrong("discreet = {\"a b\"}\n", 1, "codes or kinds");
    check_wrong(NEEDED "row \"price\" { }\n", 4, "there is no row \"price\"");
    check_wrong(NEEDED "row \"number\" { }\n", 4, "duplicate title 'number'");
    check_wrong("row \"number\" {\n size = {10}\n}\n", 2, "size must be 20 to 96 dots");
    check_wrong("row \"number\" {\n size = {30, 30, 30, 30}\n}\n", 2, "at most three sizes");
    check_wrong("row \"number\" {\n\n height = 20\n}\n", 3, "height must be 40 to 480 dots");
    check_wrong("row \"code\" {\n show = \"always\"\n}\n", 2, "show must be address, bare or letters");
    check_wrong("row \"text\" {\n}\n", 2, "needs text_zh or text_en");
    check_wrong("row \"text\" {\n text_zh = \"a\\x1b[2J\"\n}\n", 2, "plain text");
    check_wrong("row \"copy\" { }\nrow \"number\" { }\n", 0, "the row \"service\" is missing");
    check_wrong("row \"service\" { }\nrow \"number\" { }\n", 0, "the row \"copy\" is missing");
    check_wrong("colour = \"red\"\n", 1, "colour");
}

Test(ticket_template, a_change_counts_and_a_wrong_one_changes_nothing)
{
    const char *mine = "edge = 33\n" NEEDED, *wrong = "edge = 3333\n" NEEDED, *next = "edge = 34\n\n" NEEDED;

    cr_assert_eq(ticket_template_current(folder, 80)->edge, ticket_template_usual(80)->edge, "without a file it is the usual one");
    sample_write(path, mine, strlen(mine));
    cr_assert_eq(ticket_template_current(folder, 80)->edge, 33);
    cr_assert_eq(ticket_template_current(folder, 80)->row_count, 3);
    sample_write(path, wrong, strlen(wrong));
    cr_assert_eq(ticket_template_current(folder, 80)->edge, 33, "the old one stays");
    cr_assert_eq(ticket_template_current(folder, 80)->edge, 33);
    sample_write(path, next, strlen(next));
    cr_assert_eq(ticket_template_current(folder, 80)->edge, 34);
    cr_assert_eq(unlink(path), 0);
    cr_assert_eq(ticket_template_current(folder, 80)->edge, ticket_template_usual(80)->edge);
}
