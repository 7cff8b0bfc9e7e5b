/* The command line that all programs share. */
#include "client/options.h"

#include "base/language.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct options_row rows[] = {
    {"window", 'w', "N", "the window's number"},
    {"strip", 0, NULL, "one strip"},
};
static const struct options_program program = {.name = "prog", .arguments = "FILE", .help = "does it", .rows = rows, .count = 2, .least = 0, .most = 1};
static struct options options;
static int status;

/* Splits text at blanks and scans it. */
static bool scan_with(const struct options_program *with, const char *text)
{
    static char line[512], *argv[32];
    int argc = 0;

    snprintf(line, sizeof line, "%s", text);
    for (char *word = strtok(line, " "); word && argc < 31; word = strtok(NULL, " "))
        argv[argc++] = word;
    argv[argc] = NULL;
    options = (struct options){0};
    status = -1;
    return options_scan(&options, with, argc, argv, &status);
}

static bool scan(const char *text)
{
    return scan_with(&program, text);
}

static void begin(void)
{
    language_set(LANGUAGE_EN);
    cr_redirect_stdout();
    cr_redirect_stderr();
}

TestSuite(options, .init = begin);

Test(options, reads_what_is_given)
{
    cr_assert(scan("prog -C /hall file -w 3 --strip --url=http://h:1 --token t"));
    cr_assert_str_eq(options.dir, "/hall");
    cr_assert_str_eq(options.url, "http://h:1");
    cr_assert_str_eq(options.token, "t");
    cr_assert_str_eq(options_value(&options, "window"), "3");
    cr_assert_str_eq(options_value(&options, "strip"), "");
    cr_assert(options.count == 1 && strcmp(options.arguments[0], "file") == 0);
    cr_assert_null(options.language);
    cr_assert(scan("prog"));
    cr_assert(!options.dir && options.count == 0 && !options_value(&options, "window") && !options_value(&options, "other"));
}

Test(options, stops_at_the_first_argument_where_told)
{
    struct options_program outer = program;

    outer.stop_at_first = true;
    outer.most = -1;
    cr_assert(scan_with(&outer, "prog -C /hall take A --priority elderly"));
    cr_assert_eq(options.count, 4);
    cr_assert_str_eq(options.arguments[0], "take");
}

Test(options, chooses_the_language)
{
    cr_assert(scan("prog --language zh"));
    cr_assert_eq(language_current(), LANGUAGE_ZH);
    cr_assert(scan("prog --language en"));
    cr_assert_eq(language_current(), LANGUAGE_EN);
    cr_assert_not(scan("prog --language fr"));
    cr_assert_eq(status, STATUS_USAGE);
    setenv("LC_ALL", "zh_CN.UTF-8", 1);
    options_language_of_shell();
    cr_assert_eq(language_current(), LANGUAGE_ZH);
    setenv("LC_ALL", "", 1);
    setenv("LC_MESSAGES", "C.UTF-8", 1);
    options_language_of_shell();
    cr_assert_eq(language_current(), LANGUAGE_EN);
}

Test(options, refuses_what_it_does_not_know)
{
    static const char *const bad[] = {"prog --nothing", "prog -x", "prog --window", "prog -w", "prog a b", "prog --strip=1"};

    for (int i = 0; i < 6; i++) {
        cr_assert_not(scan(bad[i]), "%s", bad[i]);
        cr_assert_eq(status, STATUS_USAGE, "%s", bad[i]);
    }
    fflush(stderr);
    cr_assert_stderr_eq_str("prog: no such option: --nothing; see --help\nprog: no such option: -x; see --help\n"
                            "prog: --window wants a value; see --help\nprog: -w wants a value; see --help\n"
                            "prog: too many arguments; expected: FILE; see --help\nprog: no such option: --strip=1; see --help\n");
}

Test(options, helps)
{
    cr_assert_not(scan("prog --help"));
    cr_assert_eq(status, STATUS_DONE);
    fflush(stdout);
    cr_assert_stdout_eq_str("Usage: prog [OPTIONS] FILE\ndoes it\n\n"
                            "  -w, --window N             the window's number\n"
                            "      --strip                one strip\n"
                            "  -C, --dir DIR              the hall's directory (or YICHUANG_DIR)\n"
                            "      --url URL              the controller's address, http://HOST:PORT (or YICHUANG_URL)\n"
                            "      --token TOKEN          who asks (or YICHUANG_TOKEN)\n"
                            "      --language zh|en       language of texts\n"
                            "  -h, --help                 this help\n"
                            "      --version              the version\n");
}

Test(options, tells_the_version)
{
    cr_assert_not(scan("prog --version"));
    cr_assert_eq(status, STATUS_DONE);
    fflush(stdout);
    cr_assert_stdout_eq_str("prog " YICHUANG_VERSION "\n");
}

Test(options, reads_numbers)
{
    int64_t number = 5;

    cr_assert(scan("prog --window 12"));
    cr_assert(options_integer(&options, "window", 1, 99, &number) && number == 12);
    cr_assert(scan("prog") && options_integer(&options, "window", 1, 99, &number) && number == 12, "not given: stays");
    static const char *const bad[] = {"prog -w 0", "prog -w 100", "prog -w 3x", "prog -w x", "prog -w 99999999999999999999", "prog -w +3", "prog --window="};
    for (int i = 0; i < 7; i++)
        cr_assert(scan(bad[i]) && !options_integer(&options, "window", 1, 99, &number) && number == 12, "%s", bad[i]);
}

Test(options, wants_a_hall)
{
    char name[] = "prog", *argv[] = {name, NULL};

    unsetenv("YICHUANG_DIR");
    unsetenv("YICHUANG_URL");
    options = (struct options){0};
    cr_assert_not(options_read(&options, &program, 1, argv, &status));
    cr_assert_eq(status, STATUS_USAGE);
    setenv("YICHUANG_DIR", "/hall", 1);
    cr_assert(options_read(&options, &program, 1, argv, &status));
    cr_assert_str_eq(options.client.socket, "/hall/run/controller.sock");
}
