/* yichuang verify-certificate: what a person at a desk is told of a paper, and that nothing forged, pasted or expired is called valid. */
#include "lib/daemon.h"
#include "lib/fake_server.h"
#include "lib/sample_certificate.h"

#include "server/keys.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct daemon hall;
static struct keys keys;
static struct sample_certificate sample;
static char said[8192];

static void begin(void)
{
    const char *why;

    daemon_make(&hall);
    cr_assert_eq(keys_read(hall.dir, &keys, &why), ERROR_NONE, "%s", why);
}

static void end(void)
{
    daemon_remove(&hall);
}

TestSuite(verify_certificate, .init = begin, .fini = end);

/* Renders a sample of this hall into FOLDER/NAME. */
static void make_paper(const char *holder, const char *number, const char *name, char path[static 256])
{
    sample_certificate_init(&sample, "permit", holder, keys.sign_secret, keys.person);
    snprintf(sample.code.number, sizeof sample.code.number, "%s", number);
    cr_assert_eq(certificate_code_sign(&sample.code, keys.sign_secret, "", sample.text), ERROR_NONE);
    struct bytes bytes = sample_certificate_render(&sample, CERTIFICATE_PRINT);
    snprintf(path, 256, "%s/%s", hall.folder, name);
    sample_write(path, bytes.data, bytes.length);
    bytes_finish(&bytes);
}

static int verify_in(const char *language, const char *what, const char *option, const char *value)
{
    const char *arguments[] = { "yichuang", "-C", hall.dir, "--language", language, "verify-certificate", "--on", "2026-12-01", option ? option : "--offline", value, what, NULL };

    if (!value) {
        arguments[9] = what;
        arguments[10] = NULL;
    }
    return daemon_run(arguments, said, sizeof said);
}

static int verify(const char *what)
{
    return verify_in("en", what, NULL, NULL);
}

static void check_says(const char *text)
{
    cr_assert_not_null(strstr(said, text), "\"%s\" is not in: %s", text, said);
}

Test(verify_certificate, a_code_is_valid_in_both_languages)
{
    char path[256];

    make_paper("王小明", "XK11-2026-000123", "a.pdf", path);
    cr_assert_eq(verify(sample.text), 0, "%s", said);
    cr_assert_eq(strncmp(said, "valid XK11-2026-000123\n", 23), 0, "%s", said);
    check_says("XK11\n");
    check_says("2026-11-23");
    check_says("2029-11-22");
    cr_assert_eq(verify_in("zh", sample.text, NULL, NULL), 0, "%s", said);
    cr_assert_eq(strncmp(said, "valid XK11-2026-000123\n", 23), 0, "%s", said);
    check_says("有效期至");
    cr_assert_eq(verify_in("en", sample.text, "--holder", "王小明"), 0, "%s", said);
    cr_assert_eq(verify_in("en", sample.text, "--holder", "王小朋"), 1, "%s", said);
    check_says("the holder that was signed is another one");
}

Test(verify_certificate, what_is_not_signed_by_the_hall_is_not_valid)
{
    unsigned char other_public[32], other_secret[64], other_person[32];
    char text[CERTIFICATE_CODE_SIZE], path[256];

    sample_keys(other_public, other_secret, other_person);
    make_paper("王小明", "XK11-2026-000123", "a.pdf", path);
    cr_assert_eq(certificate_code_sign(&sample.code, other_secret, "", text), ERROR_NONE);
    cr_assert_eq(verify(text), 1);
    check_says("not signed by this hall");
    strcpy(text, sample.text);
    text[20] = text[20] == '0' ? '1' : '0';
    cr_assert_eq(verify(text), 1);
    check_says("was changed");
    text[60] = '\0';
    cr_assert_eq(verify(text), 1);
    check_says("no certificate's code");
    cr_assert_eq(verify("/nonexistent.pdf"), 1);
    cr_assert_eq(verify_in("en", sample.text, "--on", "2029-11-22"), 0, "%s", said);
    cr_assert_eq(verify_in("en", sample.text, "--on", "2029-11-23"), 1, "%s", said);
    check_says("expired");
}

Test(verify_certificate, a_pdf_tells_its_holder)
{
    char path[256];

    make_paper("浏阳市永安镇永和社区居民委员会第十二居民小组股份经济合作社（有限合伙）", "XK11-2026-000123", "a.pdf", path);
    cr_assert_eq(verify(path), 0, "%s", said);
    check_says("浏阳市永安镇永和社区居民委员会第十二居民小组股份经济合作社（有限合伙）");
    make_paper("Yong'an Outdoor Advertising Co., Ltd.", "XK11-2026-000124", "b.pdf", path);
    cr_assert_eq(verify(path), 0, "%s", said);
    make_paper("王䶮〇", "XK11-2026-000125", "c.pdf", path);
    cr_assert_eq(verify(path), 0, "%s", said);
    check_says("王䶮〇");
}

/* The forger takes the code of a genuine certificate and makes a page of another one round it. */
Test(verify_certificate, a_valid_code_on_another_page_is_caught)
{
    char path[256], genuine[CERTIFICATE_CODE_SIZE];

    make_paper("王小明", "XK11-2026-000123", "a.pdf", path);
    strcpy(genuine, sample.text);
    sample.fields.holder = "李四";
    struct bytes bytes = sample_certificate_render(&sample, CERTIFICATE_PRINT);
    sample_write(path, bytes.data, bytes.length);
    bytes_finish(&bytes);
    cr_assert_eq(verify(path), 1, "%s", said);
    check_says("the holder on the page is not the one that was signed");
    cr_assert_eq(verify_in("zh", path, NULL, NULL), 1);
    check_says("持证人");

    make_paper("王小明", "XK11-2026-000999", "b.pdf", path);
    strcpy(sample.text, genuine);
    bytes = sample_certificate_render(&sample, CERTIFICATE_PRINT);
    sample_write(path, bytes.data, bytes.length);
    bytes_finish(&bytes);
    cr_assert_eq(verify(path), 1, "%s", said);
    check_says("not the number on the page");

    make_paper("王小明", "XK11-2026-000123", "c.pdf", path);
    sample.fields.valid_until = date_make(2039, 11, 22);
    bytes = sample_certificate_render(&sample, CERTIFICATE_PRINT);
    sample_write(path, bytes.data, bytes.length);
    bytes_finish(&bytes);
    cr_assert_eq(verify(path), 1, "%s", said);
    check_says("the end of validity on the page");
}

Test(verify_certificate, pictures_yield_the_fields_to_compare)
{
    char path[256], command[700];
    static const char *const pictures[] = { "scan.png", "scan.jpg" };

    make_paper("王小明", "XK11-2026-000123", "a.pdf", path);
    snprintf(command, sizeof command, "cd %s && pdftoppm -r 200 -png -singlefile a.pdf scan && convert scan.png -background white -rotate 2.3 -blur 0x1 -quality 70 scan.jpg", hall.folder);
    cr_assert_eq(system(command), 0, "pdftoppm (poppler-utils) or convert (imagemagick) is missing or failed: make setup");
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", hall.folder, pictures[i]);
        cr_assert_eq(verify(path), 0, "%s: %s", pictures[i], said);
        cr_assert_eq(strncmp(said, "valid XK11-2026-000123\n", 23), 0, "%s", said);
    }
}

Test(verify_certificate, a_broken_file_gets_one_sentence)
{
    static const char *const contents[] = { "%PDF-1.5\nnothing", "\x89PNG\r\n\x1a\nnothing", "\xFF\xD8\xFF\xE0nothing at all", "hello", "" };
    char path[256];

    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        snprintf(path, sizeof path, "%s/broken%zu", hall.folder, i);
        sample_write(path, contents[i], strlen(contents[i]));
        cr_assert_eq(verify(path), 1, "%zu: %s", i, said);
        const char *line_end = strchr(said, '\n');
        cr_assert(line_end && !line_end[1], "more or less than one line: %s", said);
    }
}

/* --- with a controller that is asked ------------------------------------------------------------------------------------------------------------- */

/* Verifies a file against a ledger that answers with this. */
static int verify_with_ledger(const char *path, int status, const char *body)
{
    static struct fake_server server;
    char url[64];

    fake_start(&server, false);
    pid_t process = fork();
    cr_assert_geq(process, 0);
    if (process == 0) {
        for (;;) {
            fake_step(&server);
            int connection = fake_find(&server, "GET /v1/certificates/XK11-2026-000123");
            if (connection >= 0)
                fake_answer(&server, connection, status, "", body);
            poll(NULL, 0, 2);
        }
    }
    snprintf(url, sizeof url, "http://127.0.0.1:%d", server.port);
    int result = daemon_run((const char *const[]){ "yichuang", "-C", hall.dir, "--url", url, "--language", "en", "verify-certificate", "--on", "2026-12-01", path, NULL }, said, sizeof said);
    kill(process, SIGKILL);
    waitpid(process, NULL, 0);
    fake_finish(&server);
    return result;
}

Test(verify_certificate, a_pdf_is_held_against_the_ledger)
{
    char path[256], body[256], digest[CERTIFICATE_DIGEST_SIZE];

    make_paper("王小明", "XK11-2026-000123", "a.pdf", path);
    struct bytes bytes = sample_certificate_render(&sample, CERTIFICATE_PRINT);
    certificate_digest(bytes.data, bytes.length, digest);
    snprintf(body, sizeof body, "{\"number\":\"XK11-2026-000123\",\"state\":\"handed\",\"hash\":\"%s\"}", digest);
    cr_assert_eq(verify_with_ledger(path, 200, body), 0, "%s", said);
    check_says("these are the bytes that were sealed");
    /* everything that can be read is the same, and yet it is another file */
    sample_write(path, bytes.data, bytes.length - 1);
    cr_assert_eq(verify_with_ledger(path, 200, body), 1, "%s", said);
    check_says("not the one that was sealed");
    sample_write(path, bytes.data, bytes.length);
    bytes_finish(&bytes);
    snprintf(body, sizeof body, "{\"number\":\"XK11-2026-000123\",\"state\":\"approved\",\"hash\":\"%s\"}", digest);
    cr_assert_eq(verify_with_ledger(path, 200, body), 1, "%s", said);
    check_says("approved");
    cr_assert_eq(verify_with_ledger(path, 404, "{\"title\":\"There is no such certificate.\"}"), 1, "%s", said);
    check_says("There is no such certificate.");
    cr_assert_eq(verify_with_ledger(sample.text, 200, body), 1, "%s", said);
}
