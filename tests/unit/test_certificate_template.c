/* Templates of certificates: one clear sentence with file and line for what is wrong. */
#include "printers/certificate_template.h"

#include "lib/sample_certificate.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/yichuang-form-XXXXXX";
static char path[64];

static void begin(void)
{
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/form.conf", folder);
}

static void end(void)
{
    unlink(path);
    rmdir(folder);
}

TestSuite(certificate_template, .init = begin, .fini = end);

#define FIELD "field \"a\" {\n x = 10 y = 10 width = 50 height = 8\n text = \"{holder}\"\n}\n"

Test(certificate_template, reads_a_form)
{
    static struct certificate_template form;
    char message[TEMPLATE_MESSAGE];
    const char *text = "kind = \"overlay\"\nwidth = 148 height = 105 # A6\nextras = {\"address\", \"plate\"}\n" FIELD
                       "field \"b\" { x = 10 width = 50 height = 8 size = 9 align = \"right\" optional = true text = \"车牌 {plate}\" colour = \"#ff0000\" }\n"
                       "code { x = 100 y = 10 size = 30.5 }\n";

    sample_write(path, text, strlen(text));
    cr_assert_eq(certificate_template_read(path, &form, message), ERROR_NONE, "%s", message);
    cr_assert_str_eq(form.name, "form");
    cr_assert_eq(form.kind, CERTIFICATE_OVERLAY);
    cr_assert_eq(form.width, 148);
    cr_assert_eq(form.extra_count, 2);
    cr_assert_str_eq(form.extras[1], "plate");
    cr_assert_eq(form.field_count, 2);
    cr_assert_not(form.fields[0].below);
    cr_assert(form.fields[1].below);
    cr_assert(form.fields[1].optional);
    cr_assert_eq(form.fields[1].style.align, VECTOR_RIGHT);
    cr_assert_float_eq(form.fields[1].style.colour.red, 1, 1e-9);
    cr_assert_float_eq(form.code_size, 30.5, 1e-9);
    cr_assert_eq(form.seal_diameter, 0);
}

/* The message is "PATH:LINE: ..." (line 0: without a line) and contains what. */
static void check_wrong(const char *text, int line, const char *what)
{
    static struct certificate_template form;
    char message[TEMPLATE_MESSAGE], begin_of[96];

    form.field_count = -7;
    sample_write(path, text, strlen(text));
    cr_assert_eq(certificate_template_read(path, &form, message), ERROR_FORMAT, "%s", text);
    snprintf(begin_of, sizeof begin_of, line ? "%s:%d: " : "%s: ", path, line);
    cr_assert_eq(strncmp(message, begin_of, strlen(begin_of)), 0, "%s", message);
    cr_assert_not_null(strstr(message, what), "%s", message);
    cr_assert_null(strchr(message, '\n'));
    cr_assert_eq(form.field_count, -7, "something of a wrong file counted");
}

#define BOX " x = 10 y = 10 width = 50 height = 8\n"

Test(certificate_template, what_is_wrong_is_said_with_its_line)
{
    check_wrong("\nkind = \"a4\"\n", 2, "\"a4\" is no kind");
    check_wrong("width = 20\n", 1, "width must be 50 to 450 mm");
    check_wrong("offset_y = -51\n", 1, "offset_y must be -50 to 50 mm");
    check_wrong("# a comment\n\ncolour = \"brown\"\n", 3, "#RRGGBB");
    check_wrong("field \"a\" {\n x = -4\n}\n", 2, "x must be 0 to 297 mm");
    check_wrong("field \"a\" {\n x = ten\n}\n", 2, "");
    check_wrong("field \"a\" {\n sice = 10\n}\n", 2, "sice");
    check_wrong("field \"a\" {\n size = 2\n}\n", 2, "size must be 5 to 120 points");
    check_wrong("field \"a\" {\n align = \"middle\"\n}\n", 2, "align must be");
    check_wrong("field \"a\" {\n" BOX " text = \"{adress}\"\n}\n", 3, "{adress} is no value");
    check_wrong("field \"a\" {\n" BOX " text = \"{holder\"\n}\n", 3, "between { and }");
    check_wrong("field \"a\" {\n" BOX " text = \"a\xe2\x80\xae\"\n}\n", 3, "plain text");
    check_wrong("field \"a\" {\n" BOX "}\n", 3, "has no text");
    check_wrong("field \"a\" {\n text = \"{holder}\"\n x = 4 y = 3 width = 20\n}\n", 4, "needs x, width and height");
    check_wrong("field \"a\" {\n text = \"{holder}\"\n x = 4 width = 20 height = 4\n}\n", 4, "is the first one and needs y");
    check_wrong("field \"a\" {\n text = \"{holder}\"\n x = 190 y = 3 width = 30 height = 8\n}\n", 4, "beyond the paper");
    check_wrong("field \"a b\" {\n text = \"{holder}\"\n" BOX "}\n", 4, "is no field's name");
    check_wrong("extras = {\"number\"}\n", 1, "it is no extra");
    check_wrong("extras = {\"Plate\"}\n", 1, "no name of a value");
    check_wrong(FIELD "\n" FIELD, 6, "a");
    check_wrong(FIELD "code { x = 190 y = 10 size = 30 }\n", 0, "the code reaches beyond the paper");
    check_wrong(FIELD "seal { x = 10 y = 200 diameter = 42 }\n", 0, "the seal reaches beyond the paper");
    check_wrong("", 0, "no field");
}

Test(certificate_template, what_is_not_there)
{
    static struct certificate_template form;
    char message[TEMPLATE_MESSAGE];

    cr_assert_eq(certificate_template_read("/nonexistent/form.conf", &form, message), ERROR_MISSING);
    cr_assert_eq(certificate_template_read("/tmp", &form, message), ERROR_FORMAT);
    cr_assert_eq(certificate_template_find(folder, "../form", &form, message), ERROR_MISSING);
    cr_assert_eq(certificate_template_find(folder, "", &form, message), ERROR_MISSING);
    cr_assert_eq(certificate_template_find(folder, "form", &form, message), ERROR_MISSING);
}
