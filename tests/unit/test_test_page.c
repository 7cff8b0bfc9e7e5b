/* The test page of a printer: its rulers are true to the dot, its marks stand at the very edges, and both languages are there. */
#include "printers/test_page.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether a row has the ruler's marks: black at every millimetre, white between. */
static bool is_ruler(const struct bitmap *picture, int y)
{
    for (int x = 0; x + 2 <= picture->width; x += 8)
        if (!bitmap_get(picture, x, y) || !bitmap_get(picture, x + 1, y) || bitmap_get(picture, x + 4, y))
            return false;
    return true;
}

static void check_roll(const char *model)
{
    struct printer_conf printer = { .name = "kiosk1", .place = "kiosk 1", .kinds = 1u << PRINTER_KIND_TICKET, .model = escpos_model_find(model) };
    struct bitmap picture;
    int rulers = 0;

    cr_assert_eq(test_page_draw(&printer, 7, printer.model->dots, &picture), ERROR_NONE);
    int right = picture.width - 1, bottom = picture.height - 1;
    cr_expect(bitmap_get(&picture, 0, 0) && bitmap_get(&picture, right, 0) && bitmap_get(&picture, 0, bottom) && bitmap_get(&picture, right, bottom), "%s: a corner is missing", model);
    for (int y = 0; y < picture.height; y++)
        rulers += is_ruler(&picture, y);
    cr_expect_geq(rulers, 16, "%s: the ruler is %d rows high", model, rulers);
    bitmap_finish(&picture);
}

Test(test_page, on_a_roll_the_ruler_is_true_to_the_dot)
{
    check_roll("generic-58");
    check_roll("generic-80");
    check_roll("generic-80-512");
}

static void check_sheet(unsigned kinds, bool two_part, const char *size)
{
    struct printer_conf printer = { .name = "office", .place = "office", .kinds = kinds, .two_part = two_part };
    struct bytes bytes = { 0 };
    struct paper_fault fault;
    char path[] = "/tmp/yichuang-test-page-XXXXXX", command[160], text[4096];
    struct date date = { 20000 };

    cr_assert(test_page_document(&printer, 7, date, &bytes, &fault), "%s %s", fault.where, fault.what);
    int fd = mkstemp(path);
    cr_assert_geq(fd, 0);
    FILE *file = fdopen(fd, "w");
    cr_assert_eq(fwrite(bytes.data, 1, bytes.length, file), bytes.length);
    fclose(file);
    snprintf(command, sizeof command, "{ pdftotext -layout %s -; pdfinfo %s; }", path, path);
    FILE *output = popen(command, "r");
    cr_assert_not_null(output);
    text[fread(text, 1, sizeof text - 1, output)] = '\0';
    cr_assert_eq(pclose(output), 0);
    remove(path);
    cr_expect(strstr(text, "测试页") && strstr(text, "Test page") && strstr(text, "office"), "%s", text);
    cr_expect_not_null(strstr(text, size), "%s", text);
    bytes_finish(&bytes);
}

Test(test_page, a_sheet_has_the_size_of_what_is_printed_there)
{
    check_sheet(1u << PRINTER_KIND_SLIP | 1u << PRINTER_KIND_CERTIFICATE, false, "595.276 x 841.89");
    check_sheet(1u << PRINTER_KIND_SLIP, false, "419.528 x 595.276");
    check_sheet(1u << PRINTER_KIND_SLIP, true, "683.15 x 396.85");
}
