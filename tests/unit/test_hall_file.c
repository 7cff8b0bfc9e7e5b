/* hall.conf: what has not the documented form is refused, in one clean line. */
#include "base/utf8.h"
#include "server/hall_file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct hall_file file;
static char sentence[HALL_SENTENCE_SIZE];

/* Reads a file with these values, otherwise good. */
static enum error read_with(const char *offset, const char *session, const char *window)
{
    char path[] = "/tmp/yichuang-conf-XXXXXX";
    FILE *out = fdopen(mkstemp(path), "w");

    cr_assert_not_null(out);
    fprintf(out, "utc_offset = \"%s\"\nservice A { sessions = {\"%s\"} }\nwindow \"%s\" { services = \"A\" }\n", offset, session, window);
    fclose(out);
    enum error error = hall_file_read(path, &file, sentence);
    unlink(path);
    return error;
}

Test(hall_file, values_of_their_form_are_read)
{
    cr_assert_eq(read_with("-3:30", "8:30-12:00", "2-4"), ERROR_NONE, "%s", sentence);
    cr_expect_eq(file.settings.utc_offset_min, -210);
    cr_expect_eq(file.settings.services[0].sessions[0].from, 510);
    cr_expect_eq(file.settings.services[0].sessions[0].to, 720);
    cr_expect(!file.settings.windows[1].used && file.settings.windows[2].used && file.settings.windows[4].used && !file.settings.windows[5].used);
}

Test(hall_file, signs_and_blanks_are_no_digits)
{
    static const char *const offsets[] = {"+-8:00", "+ 8:00", "+08:-5", "+08:00 ", "08:00", "+8", ""};
    static const char *const sessions[] = {"8:-5-12:00", " 8:30-12:00", "8:30-+9:00", "08:30-12:00x", "08:30"};
    static const char *const windows[] = {"4294967299", " 3", "+3", "3-", "1-+4", "1 - 4", ""};

    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++)
        cr_expect_eq(read_with(offsets[i], "08:30-12:00", "1"), ERROR_FORMAT, "utc_offset \"%s\"", offsets[i]);
    for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++)
        cr_expect_eq(read_with("+08:00", sessions[i], "1"), ERROR_FORMAT, "session \"%s\"", sessions[i]);
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
        cr_expect_eq(read_with("+08:00", "08:30-12:00", windows[i]), ERROR_FORMAT, "window \"%s\"", windows[i]);
}

Test(hall_file, the_sentence_quotes_the_file_without_its_control_characters)
{
    char clean[HALL_SENTENCE_SIZE];

    cr_assert_eq(read_with("+08:00", "\033[2J\030\n08:30", "1"), ERROR_FORMAT);
    utf8_clean(clean, sizeof clean, sentence);
    cr_assert_str_eq(sentence, clean);
    cr_assert_not_null(strstr(sentence, "08:30"));
}
