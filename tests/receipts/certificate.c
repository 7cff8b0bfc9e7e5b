/* A certificate's way out and back: rendered, scanned crooked and blurred, read by other people's programs. */
#include "lib/code_reader.h"
#include "lib/sample_certificate.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define LONG_NAME "浏阳市永安镇永和社区居民委员会第十二居民小组股份经济合作社（有限合伙）"
#define RARE_NAME "王䶮〇犇"

static unsigned char sign_public[32], sign_secret[64], person[32];
static char folder[64];
static char output[16384];

/* Runs a shell command in the folder, its output into `output`; a program that is missing, or a failure, fails the test by name. */
static void run(const char *format, ...)
{
    char command[512], whole[700];
    va_list values;

    va_start(values, format);
    vsnprintf(command, sizeof command, format, values);
    va_end(values);
    snprintf(whole, sizeof whole, "cd %s && { %s; } 2>&1", folder, command);
    FILE *pipe = popen(whole, "r");
    cr_assert_not_null(pipe);
    output[fread(output, 1, sizeof output - 1, pipe)] = '\0';
    int status = pclose(pipe);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) != 127, "a program is missing (make setup): %s\n%s", command, output);
    cr_assert_eq(WEXITSTATUS(status), 0, "%s\n%s", command, output);
}

static void begin(void)
{
    snprintf(folder, sizeof folder, "/tmp/yichuang-certificate-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    sample_keys(sign_public, sign_secret, person);
}

static void end(void)
{
    run("cd / && rm -r %s", folder);
}

TestSuite(certificate_paper, .init = begin, .fini = end);

/* Renders a sample into FOLDER/NAME.pdf. */
static void make_paper(struct sample_certificate *sample, const char *form, const char *holder, const char *url, const char *name, enum certificate_use use)
{
    char path[128];

    sample_certificate_init(sample, form, holder, sign_secret, person);
    cr_assert_eq(certificate_code_sign(&sample->code, sign_secret, url, sample->text), ERROR_NONE);
    struct bytes bytes = sample_certificate_render(sample, use);
    snprintf(path, sizeof path, "%s/%s.pdf", folder, name);
    sample_write(path, bytes.data, bytes.length);
    bytes_finish(&bytes);
}

/* The code in the picture is the one that was signed, and genuine. */
static void check_code(const char *picture, const struct sample_certificate *sample)
{
    char path[128], text[CERTIFICATE_CODE_SIZE + 8];
    struct certificate_code code;

    snprintf(path, sizeof path, "%s/%s", folder, picture);
    const char *why = code_read(path, text, sizeof text);
    cr_assert_null(why, "%s: %s", picture, why);
    cr_assert_str_eq(text, sample->text);
    cr_assert_eq(certificate_code_verify(text, sign_public, &code), CERTIFICATE_GENUINE);
    cr_assert_str_eq(code.number, sample->code.number);
}

static void check_scans(const char *form, const char *url)
{
    struct sample_certificate sample;

    make_paper(&sample, form, "王小明", url, "paper", CERTIFICATE_PRINT);
    for (int dots = 200; dots <= 300; dots += 100) {
        run("pdftoppm -r %d -gray -png -singlefile paper.pdf scan", dots);
        check_code("scan.png", &sample);
        run("convert scan.png %s-background white -rotate 2.3 -blur 0x1 -attenuate 0.2 +noise Gaussian bad.png",
            sample.form.height > 200 ? "-gravity SouthWest -crop 50%x50%+0+0 +repage " : ""); /* the quarter with the code is enough of a large page */
        check_code("bad.png", &sample);
    }
}

Test(certificate_paper, the_code_is_read_from_crooked_scans)
{
    check_scans("permit", "");
}

Test(certificate_paper, also_with_an_address_and_in_a_small_form)
{
    check_scans("permit", "https://hall.yongan.example.org");
    check_scans("vehicle-certificate", "https://hall.yongan.example.org");
}

Test(certificate_paper, all_fonts_are_embedded)
{
    static const char *const forms[] = { "permit", "business-licence" };
    struct sample_certificate sample;
    int fonts = 0;

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        make_paper(&sample, forms[i], RARE_NAME, "", "paper", CERTIFICATE_PRINT);
        run("pdffonts paper.pdf | tail -n +3");
        for (char *line = strtok(output, "\n"); line; line = strtok(NULL, "\n"), fonts++) {
            char embedded[8], subset[8], unicode[8];
            const char *after = strstr(line, "Identity-H");
            cr_assert_not_null(after, "%s", line);
            cr_assert_eq(sscanf(after, "Identity-H %7s %7s %7s", embedded, subset, unicode), 3, "%s", line);
            cr_assert_str_eq(embedded, "yes", "%s", line);
            cr_assert_str_eq(subset, "yes", "%s", line);
            cr_assert_str_eq(unicode, "yes", "%s", line);
        }
    }
    cr_assert_geq(fonts, 2);
}

Test(certificate_paper, its_text_is_exactly_what_was_given)
{
    struct sample_certificate sample;

    make_paper(&sample, "permit", RARE_NAME, "", "paper", CERTIFICATE_PRINT);
    run("pdftotext -raw paper.pdf -");
    /* (the blanks in the title are its letter spacing) */
    static const char expected[] = "编号 No. XK11-2026-000123\n行 政 许 可 证\nADMINISTRATIVE PERMIT\n持证人\nHolder " RARE_NAME
                                   "\n许可事项\nItem 户外广告设施设置审批\nOutdoor advertising approval\n地址\nAddress\n湖南省浏阳市永安镇永和路12号\n"
                                   "许可内容\nScope\n沿街门楣招牌一处，长6米、高1.2米，不得遮挡门窗和交\n通设施\n有效期限\nValidity\n2026年11月23日至2029年11月22日\n";
    cr_assert_eq(strncmp(output, expected, sizeof expected - 1), 0, "%s", output);
    cr_assert_not_null(strstr(output, "永安镇政务服务大厅\n2026年11月23日\n"), "%s", output);
}

Test(certificate_paper, a_long_name_is_whole)
{
    struct sample_certificate sample;
    char squeezed[sizeof output];
    size_t length = 0;

    make_paper(&sample, "permit", LONG_NAME, "", "paper", CERTIFICATE_PRINT);
    run("pdftotext -raw paper.pdf -");
    for (const char *p = output; *p; p++)
        if (*p != '\n')
            squeezed[length++] = *p;
    squeezed[length] = '\0';
    cr_assert_not_null(strstr(squeezed, LONG_NAME), "%s", output);
}

Test(certificate_paper, an_overlay_has_nothing_that_the_form_has_already)
{
    struct sample_certificate sample;

    make_paper(&sample, "business-licence", "王小明", "", "paper", CERTIFICATE_PRINT);
    run("pdftotext -raw paper.pdf -");
    cr_assert_null(strstr(output, "经营范围"), "%s", output);
    cr_assert_not_null(strstr(output, "王小明"), "%s", output);
    make_paper(&sample, "business-licence", "王小明", "", "preview", CERTIFICATE_PREVIEW);
    run("pdftotext -raw preview.pdf -");
    cr_assert_not_null(strstr(output, "经营范围"), "%s", output);
}

/* The first dark row and column of ink in a page of an overlay without a specimen's mark, in dots of 300 an inch. */
static void find_ink(int *ret_x, int *ret_y)
{
    run("pdftoppm -r 300 -gray -png -singlefile paper.pdf ink && convert ink.png -threshold 50%% -trim -format '%%X %%Y' info:");
    cr_assert_eq(sscanf(output, "%d %d", ret_x, ret_y), 2, "%s", output);
}

/* What a printer sets too far to the left or too high is moved by so many millimetres, to a dot. */
Test(certificate_paper, an_offset_moves_everything)
{
    struct sample_certificate sample;
    struct certificate_offset offset = { 3.0, 1.5 };
    struct bytes bytes = { 0 };
    struct paper_fault fault;
    char path[128];
    int x, y, moved_x, moved_y;

    sample_certificate_init(&sample, "vehicle-certificate", "王小明", sign_secret, person);
    sample.fields.seal = seal_source_find("impression");
    snprintf(path, sizeof path, "%s/paper.pdf", folder);
    bytes = sample_certificate_render(&sample, CERTIFICATE_PRINT);
    sample_write(path, bytes.data, bytes.length);
    find_ink(&x, &y);
    bytes_finish(&bytes);
    cr_assert(certificate_render(&sample.form, &sample.fields, &offset, CERTIFICATE_PRINT, &bytes, &fault));
    sample_write(path, bytes.data, bytes.length);
    find_ink(&moved_x, &moved_y);
    bytes_finish(&bytes);
    cr_assert_leq(abs(moved_x - x - 35), 1, "%d to %d", x, moved_x);
    cr_assert_leq(abs(moved_y - y - 18), 1, "%d to %d", y, moved_y);
}

/* A demonstration's seal is red, round and 42 mm wide; a real hall has no drop of red on its paper. */
Test(certificate_paper, the_seal_of_a_demonstration)
{
    struct sample_certificate sample;
    char path[128];
    int width, height;

    make_paper(&sample, "permit", "王小明", "", "paper", CERTIFICATE_PRINT);
    run("pdftoppm -r 100 -png -singlefile paper.pdf seal && convert seal.png -fuzz 25%% -fill lime -opaque '#D6171C' -fuzz 0 -fill black +opaque lime -trim -format '%%w %%h' info:");
    cr_assert_eq(sscanf(output, "%d %d", &width, &height), 2, "%s", output);
    cr_assert_leq(abs(width - 165), 3, "%d dots of 100 an inch", width);
    cr_assert_leq(abs(height - 165), 3, "%d dots of 100 an inch", height);
    sample.fields.seal = seal_source_find("impression");
    struct bytes bytes = sample_certificate_render(&sample, CERTIFICATE_PRINT);
    snprintf(path, sizeof path, "%s/paper.pdf", folder);
    sample_write(path, bytes.data, bytes.length);
    bytes_finish(&bytes);
    run("pdftoppm -r 100 -png -singlefile paper.pdf seal && convert seal.png -fuzz 25%% -fill lime -opaque '#D6171C' -fuzz 0 -fill black +opaque lime -format '%%[fx:mean]' info:");
    cr_assert_eq(strtod(output, NULL), 0, "%s", output);
}
