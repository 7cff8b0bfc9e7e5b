/* Slips: what stands on each by what a PDF reader finds in it, what a roll shows by what a head would burn, and what is never printed. */
#include "base/path.h"
#include "lib/code_reader.h"
#include "lib/sample_certificate.h"
#include "printers/slip.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/yichuang-slip-XXXXXX", samples[PATH_SIZE], output[16384];
static struct slip slip;
static struct certificate_template form;
static struct paper_fault fault;
static char sentence[PAPER_SENTENCE];

static const char *const papers[] = { "acceptance", "notice", "decline", "rejection", "special", "extension", "collection", "delivery" };
enum { PAPERS = sizeof papers / sizeof *papers };

static void begin(void)
{
    cr_assert_not_null(mkdtemp(folder));
    cr_assert(path_samples(samples));
}

static void end(void)
{
    char command[128];

    snprintf(command, sizeof command, "rm -rf %s", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(slip, .init = begin, .fini = end, .timeout = 180);

static void load(const char *paper, const json_t *job)
{
    char message[TEMPLATE_MESSAGE];

    cr_assert_eq(slip_template(samples, paper, &form, message), ERROR_NONE, "%s", message);
    cr_assert_eq(slip_read(&slip, job), ERROR_NONE, "%s", paper);
}

static const char *why(void)
{
    paper_fault_sentence(&fault, LANGUAGE_EN, sentence);
    return sentence;
}

/* Renders the job's slip into FOLDER/slip.pdf. */
static void render(const char *paper, const json_t *job)
{
    struct bytes bytes = { 0 };
    char path[96];

    load(paper, job);
    cr_assert(slip_document(&slip, &form, &bytes, &fault), "%s: %s", paper, why());
    snprintf(path, sizeof path, "%s/slip.pdf", folder);
    sample_write(path, bytes.data, bytes.length);
    bytes_finish(&bytes);
}

/* The output of a command over the slip. */
static void run(const char *command)
{
    char whole[256];

    snprintf(whole, sizeof whole, "cd %s && { %s; } 2>&1", folder, command);
    FILE *pipe = popen(whole, "r");
    cr_assert_not_null(pipe);
    output[fread(output, 1, sizeof output - 1, pipe)] = '\0';
    int status = pclose(pipe);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s: %s", command, output);
}

/* What a reader finds, without blanks and line ends: letter spacing and breaks are no part of the text. */
static bool says(const char *text)
{
    static char found[sizeof output];
    char wanted[512];
    size_t length = 0, count = 0;

    for (const char *p = output; *p; p++)
        if (!strchr(" \n\f", *p))
            found[length++] = *p;
    found[length] = '\0';
    for (const char *p = text; *p; p++)
        if (*p != ' ')
            wanted[count++] = *p;
    wanted[count] = '\0';
    return strstr(found, wanted) != NULL;
}

static void expect_text(const char *paper, const char *const *texts)
{
    json_t *job = slip_sample_job(paper);

    render(paper, job);
    run("pdftotext -raw slip.pdf -");
    for (; *texts; texts++)
        cr_assert(says(*texts), "%s lacks \"%s\":\n%s", paper, *texts, output);
    json_decref(job);
}

Test(slip, every_one_says_what_the_law_wants)
{
    static const char *const acceptance[] = { "永安镇政务服务大厅", "受理通知书", "NOTICE OF ACCEPTANCE", "2026-000012", "王小明", "4301**********1234", "户外广告设施设置审批", "2026年12月1日",
                                              "予以受理", "1. 户外广告设施设置申请表（表格）", "2. 营业执照（复印件）", "2026年11月23日", NULL };
    static const char *const notice[] = { "申请材料补正告知书", "一次性告知", "1. 设置位置的实景图和效果图（原件）", "2. 场地使用权证明或者租赁合同（复印件）", "2026年11月27日", NULL };
    static const char *const decline[] = { "不予受理通知书", "拟设置的位置", "60日内依法申请行政复议", "6个月内依法向人民法院提起行政诉讼", "within 60 days", "within 6 months", NULL };
    static const char *const rejection[] = { "不予行政许可决定书", "拟设置的位置", "60日内依法申请行政复议", "6个月内依法向人民法院提起行政诉讼", "2026年11月27日", NULL };
    static const char *const special[] = { "特别程序告知书", "现场勘验（inspection on the spot）", "自2026年11月24日起", "第四十五条", NULL };
    static const char *const extension[] = { "延长办理期限告知书", "延长至", "2026年12月1日", "until 1 December 2026", "拟设置的位置", NULL };
    static const char *const collection[] = { "取件凭证", "XK11-2026-00012", "B12", "有效身份证件", NULL };
    static const char *const delivery[] = { "送达回证", "受送达人签名", "Signature", "签收日期", NULL };
    const char *const *const texts[PAPERS] = { acceptance, notice, decline, rejection, special, extension, collection, delivery };

    for (int i = 0; i < PAPERS; i++)
        expect_text(papers[i], texts[i]);
}

Test(slip, a_notice_lists_only_what_is_missing_and_an_acceptance_only_what_is_there)
{
    json_t *job = slip_sample_job("notice");

    render("notice", job);
    run("pdftotext -raw slip.pdf -");
    cr_assert(!says("营业执照"), "%s", output);
    json_object_set_new(job, "paper", json_string("acceptance"));
    render("acceptance", job);
    run("pdftotext -raw slip.pdf -");
    cr_assert(!says("实景图"), "%s", output);
    json_decref(job);
}

Test(slip, its_code_is_the_number_of_the_case)
{
    for (int i = 0; i < PAPERS; i++) {
        char path[96], text[64];
        json_t *job = slip_sample_job(papers[i]);
        render(papers[i], job);
        run("pdftoppm -r 200 -gray -png -singlefile slip.pdf slip");
        snprintf(path, sizeof path, "%s/slip.png", folder);
        const char *failure = code_read(path, text, sizeof text);
        cr_assert_null(failure, "%s: %s", papers[i], failure);
        cr_assert_str_eq(text, "2026-000012");
        json_decref(job);
    }
}

/* Sixteen long ones, the most that an item has, none lost: they go on on another page, which says whose it is. */
Test(slip, a_long_list_is_whole)
{
    json_t *job = slip_sample_job("notice"), *materials = json_array();
    char name[160];

    for (int i = 0; i < 16; i++) {
        snprintf(name, sizeof name, "申请人与场地所有权人签订的场地租赁合同以及所有权人同意设置的书面说明第%d份", i + 1);
        json_array_append_new(materials, json_pack("{s:s, s:s, s:b, s:s}", "name", name, "kind", "original", "required", 1, "state", "missing"));
    }
    json_object_set_new(json_object_get(job, "case"), "materials", materials);
    render("notice", job);
    run("pdftotext -raw slip.pdf -");
    for (int i = 0; i < 16; i++) {
        snprintf(name, sizeof name, "%d. 申请人与场地所有权人签订的场地租赁合同以及所有权人同意设置的书面说明第%d份（原件）", i + 1, i + 1);
        cr_assert(says(name), "%s is missing:\n%s", name, output);
    }
    cr_assert(says("2026-000012 – 2"));
    run("pdfinfo slip.pdf | sed -n 's/^Pages: *//p'");
    cr_assert_eq(atoi(output), 2, "%s pages", output);
    json_decref(job);
}

Test(slip, equal_jobs_are_equal_bytes)
{
    json_t *job = slip_sample_job("acceptance");
    struct bytes one = { 0 }, other = { 0 };

    load("acceptance", job);
    cr_assert(slip_document(&slip, &form, &one, &fault) && slip_document(&slip, &form, &other, &fault));
    cr_assert_eq(one.length, other.length);
    cr_assert_arr_eq(one.data, other.data, one.length);
    bytes_finish(&one);
    bytes_finish(&other);
    json_decref(job);
}

/* --- on two-part paper ------------------------------------------------------------------------------------------------------------ */

/* Black text between the holes, one sheet, the code as on any other, and no other words than on A5. */
Test(slip, two_part_paper_says_the_same_between_its_holes)
{
    for (int i = 0; i < PAPERS; i++) {
        static char words[sizeof output];
        char name[48], path[96], text[64];
        json_t *job = slip_sample_job(papers[i]);
        render(papers[i], job);
        run("pdftotext -raw slip.pdf - | tr -d ' \\n\\f' | grep -o . | sort | tr -d '\\n'");
        memcpy(words, output, sizeof words);
        snprintf(name, sizeof name, "%s" SLIP_TWO_PART, papers[i]);
        render(name, job);
        run("pdftotext -raw slip.pdf - | tr -d ' \\n\\f' | grep -o . | sort | tr -d '\\n'");
        cr_assert_str_eq(output, words, "%s", name);
        run("pdfinfo slip.pdf | grep -c -e '^Pages: *1$' -e '^Page size: *683.15 x 396.85'");
        cr_assert_eq(atoi(output), 2, "%s is no sheet of 241 x 140 mm", name);
        run("pdftoppm -r 25.4 -gray -png -singlefile slip.pdf dots && convert dots.png -threshold 80% -trim -format '%X %w' info:");
        int left = 0, width = 0;
        cr_assert(sscanf(output, "%d %d", &left, &width) == 2 && left >= 14 && left + width <= 227, "%s: text over the holes: %s", name, output);
        run("pdftoppm -r 200 -gray -png -singlefile slip.pdf slip");
        snprintf(path, sizeof path, "%s/slip.png", folder);
        const char *failure = code_read(path, text, sizeof text);
        cr_assert_null(failure, "%s: %s", name, failure);
        cr_assert_str_eq(text, "2026-000012");
        json_decref(job);
    }
}

/* As a scanner on a desk sees it: turned, blurred, with noise. And nothing is left to the fonts of whoever prints it. */
Test(slip, a_crooked_scan_is_read_and_all_fonts_are_embedded)
{
    char path[96], text[64], name[48], command[300];

    for (int i = 0; i < 4; i++) {
        json_t *job = slip_sample_job("collection");
        snprintf(name, sizeof name, "collection%s", i % 2 ? SLIP_TWO_PART : "");
        render(name, job);
        snprintf(command, sizeof command, "pdftoppm -r %d -gray -png -singlefile slip.pdf scan && convert scan.png -gravity %s +repage -background white -rotate 2.3 -blur 0x1 -attenuate 0.2 +noise Gaussian bad.png",
                 i < 2 ? 300 : 200, i % 2 ? "NorthEast -crop 40%x60%+0+0" : "SouthWest -crop 45%x30%+0+0"); /* the part with the code */
        run(command);
        snprintf(path, sizeof path, "%s/bad.png", folder);
        const char *failure = code_read(path, text, sizeof text);
        cr_assert_null(failure, "%s: %s", name, failure);
        cr_assert_str_eq(text, "2026-000012");
        run("pdffonts slip.pdf | awk 'NR > 2 { n++; if ($(NF - 4) != \"yes\" || $(NF - 3) != \"yes\") print \"not embedded: \" $0 } END { if (n == 0) print \"no fonts\" }'");
        cr_assert_str_empty(output, "%s: %s", name, output);
        json_decref(job);
    }
}

/* A copy says so on every sheet; a template that would not is refused. */
Test(slip, a_copy_is_marked_on_every_sheet)
{
    char message[TEMPLATE_MESSAGE], path[128], command[2 * PATH_SIZE];

    for (int i = 0; i < 2 * PAPERS; i++) {
        char name[48];
        json_t *job = slip_sample_job(papers[i / 2]);
        json_object_set_new(job, "copy", json_integer(2));
        snprintf(name, sizeof name, "%s%s", papers[i / 2], i % 2 ? SLIP_TWO_PART : "");
        render(name, job);
        run("pdftotext -raw slip.pdf -");
        cr_assert(says("补打 COPY 2"), "%s: %s", name, output);
        json_decref(job);
    }
    snprintf(command, sizeof command, "mkdir %s/slips && sed 's/{copy}/copy/' %s/slips/notice.conf > %s/slips/notice.conf", folder, samples, folder);
    cr_assert_eq(system(command), 0);
    cr_assert_eq(slip_template(folder, "notice", &form, message), ERROR_FORMAT);
    snprintf(path, sizeof path, "%s/slips/notice.conf: ", folder);
    cr_assert(strncmp(message, path, strlen(path)) == 0 && strstr(message, "{copy}"), "%s", message);
}

/* --- on a roll -------------------------------------------------------------------------------------------------------------------- */

Test(slip, a_roll_has_the_code_too)
{
    static const int widths[] = { 384, 512, 576 };

    for (int i = 0; i < PAPERS * 3; i++) {
        struct bitmap bitmap = { 0 };
        struct bytes png = { 0 };
        char path[96], text[64];
        json_t *job = slip_sample_job(papers[i / 3]);
        load(papers[i / 3], job);
        cr_assert(slip_picture(&slip, &form, widths[i % 3], &bitmap, &fault), "%s: %s", papers[i / 3], why());
        cr_assert_eq(bitmap.width, widths[i % 3]);
        cr_assert_eq(bitmap_png(&bitmap, 16, &png), ERROR_NONE);
        snprintf(path, sizeof path, "%s/roll.png", folder);
        sample_write(path, png.data, png.length);
        const char *failure = code_read(path, text, sizeof text);
        cr_assert_null(failure, "%s, %d dots: %s", papers[i / 3], widths[i % 3], failure);
        cr_assert_str_eq(text, "2026-000012");
        bytes_finish(&png);
        bitmap_finish(&bitmap);
        json_decref(job);
    }
}

/* --- what is never printed -------------------------------------------------------------------------------------------------------- */

static void expect_refused(const json_t *job, const char *paper, enum paper_fault_kind kind, const char *words)
{
    struct bytes bytes = { 0 };
    struct bitmap bitmap = { 0 };

    load(paper, job);
    cr_assert(!slip_document(&slip, &form, &bytes, &fault), "%s is printed", words);
    cr_assert_eq(fault.kind, kind, "%s", why());
    cr_assert_not_null(strstr(why(), words), "%s", why());
    cr_assert_eq(bytes.length, 0);
    if (kind == PAPER_FAULT_ROOM) /* a roll is as long as it must be */
        return;
    cr_assert(!slip_picture(&slip, &form, 576, &bitmap, &fault), "%s is printed on a roll", words);
    cr_assert_eq(fault.kind, kind, "%s", why());
    cr_assert_not_null(strstr(why(), words), "%s", why());
}

Test(slip, a_character_that_no_font_has_refuses_to_print)
{
    json_t *job = slip_sample_job("acceptance");

    json_object_set_new(json_object_get(json_object_get(job, "case"), "applicant"), "name", json_string("王\xF0\x9E\xA4\x80")); /* Adlam, which no Chinese font has */
    expect_refused(job, "acceptance", PAPER_FAULT_GLYPH, "U+1E900");
    json_decref(job);
}

Test(slip, a_text_that_does_not_fit_refuses_to_print)
{
    json_t *job = slip_sample_job("rejection");
    static char reason[1800 * 3 + 1];

    for (int i = 0; i < 1800; i++)
        memcpy(reason + 3 * (size_t)i, "永", 3);
    json_object_set_new(json_object_get(job, "case"), "reason", json_string(reason));
    expect_refused(job, "rejection", PAPER_FAULT_ROOM, "reason: ");
    json_decref(job);
}

Test(slip, a_decision_without_a_reason_refuses_to_print)
{
    json_t *job = slip_sample_job("rejection");

    json_object_set_new(json_object_get(job, "case"), "reason", json_null());
    expect_refused(job, "rejection", PAPER_FAULT_VALUE, "reason");
    json_decref(job);
}

Test(slip, what_is_no_slip_is_none)
{
    json_t *job = slip_sample_job("acceptance");

    json_object_set_new(job, "kind", json_string("ticket"));
    cr_assert_eq(slip_read(&slip, job), ERROR_FORMAT);
    json_object_set_new(job, "kind", json_string("slip"));
    json_object_set_new(job, "case", json_null());
    cr_assert_eq(slip_read(&slip, job), ERROR_FORMAT);
    json_decref(job);
}

Test(slip, names_are_those_of_files)
{
    char name[64];
    json_t *job = slip_sample_job("acceptance");

    json_object_set_new(json_object_get(job, "case"), "number", json_string("湘A/../2026 12"));
    load("acceptance", job);
    slip_name(&slip, name);
    cr_assert_eq(strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"), strlen(name), "%s", name);
    json_object_set_new(job, "copy", json_integer(2));
    load("acceptance", job);
    slip_name(&slip, name);
    cr_assert_not_null(strstr(name, "-copy2"), "%s", name);
    json_decref(job);
}

/* A hostile template name leads nowhere. */
Test(slip, a_template_lies_in_its_folder)
{
    char message[TEMPLATE_MESSAGE];

    cr_assert_eq(slip_template(samples, "../hall", &form, message), ERROR_MISSING);
    cr_assert_eq(slip_template(samples, "poster", &form, message), ERROR_MISSING);
}
