/* A roll of emergency tickets: as many cuts as papers, every number on it, nothing over the edge, and what is no roll refused. */
#include "printers/receipt_emergency.h"

#include "lib/escpos_reader.h"

#include <criterion/criterion.h>
#include <string.h>

static json_t *job_of(int first, int count)
{
    return json_pack("{s:i, s:s, s:s, s:i, s:i, s:{s:{s:s, s:s}, s:s}}", "id", 9, "kind", "ticket", "paper", "emergency", "first", first, "count", count, "hall", "name", "zh",
                     "永安镇政务服务大厅", "en", "Yong'an Township Service Hall", "day", "2026-11-23");
}

static enum error read_job(struct receipt_emergency *roll, int first, int count)
{
    json_t *job = job_of(first, count);
    enum error error = receipt_emergency_read(roll, job);

    json_decref(job);
    return error;
}

static void check_roll(const char *model_name, int first, int count)
{
    const struct escpos_model *model = escpos_model_find(model_name);
    struct receipt_emergency roll;
    struct bitmap picture = { 0 };
    struct bytes bytes = { 0 };
    struct escpos_paper paper;
    char error[ESCPOS_READER_ERROR];

    cr_assert_eq(read_job(&roll, first, count), ERROR_NONE);
    cr_assert_eq(receipt_emergency_draw(&roll, model, &picture, &bytes), ERROR_NONE, "%s, %d tickets", model_name, count);
    cr_assert(escpos_read(bytes.data, bytes.length, model->dots, &paper, error), "%s", error);
    cr_assert_eq(paper.starts, count + 1);
    cr_assert_eq(paper.cuts, model->cutter ? count + 1 : 0, "each is cut off, and the head");
    cr_assert_eq(paper.height, picture.height, "what is shown is what is printed");
    for (int y = 0; y < picture.height; y++)
        for (int x = 0; x < picture.width; x++)
            cr_assert_eq(bitmap_get(&picture, x, y), paper.dots[(size_t)y * (size_t)paper.width + (size_t)x], "%d,%d", x, y);
    escpos_paper_finish(&paper);
    bitmap_finish(&picture);
    bytes_finish(&bytes);
}

Test(receipt_emergency, each_number_is_a_paper_of_its_own)
{
    check_roll("generic-80", 1, 3);
    check_roll("generic-58", 48, 1);
}

Test(receipt_emergency, the_longest_roll_fits)
{
    check_roll("generic-80", 9950, EMERGENCY_TICKETS);
    check_roll("generic-58-cutter", 1, EMERGENCY_TICKETS);
}

/* Two rolls that are the same but for their numbers are other papers. */
Test(receipt_emergency, the_number_is_on_its_ticket)
{
    const struct escpos_model *model = escpos_model_find("generic-80");
    struct bitmap pictures[2] = { 0 };
    struct bytes bytes = { 0 };
    int apart = 0;

    for (int i = 0; i < 2; i++) {
        struct receipt_emergency roll;
        cr_assert_eq(read_job(&roll, 1 + i, 2), ERROR_NONE);
        cr_assert_eq(receipt_emergency_draw(&roll, model, &pictures[i], &bytes), ERROR_NONE);
    }
    cr_assert_eq(pictures[0].height, pictures[1].height);
    for (int y = 0; y < pictures[0].height; y++)
        apart += memcmp(pictures[0].bits + (size_t)y * pictures[0].stride, pictures[1].bits + (size_t)y * pictures[1].stride, pictures[0].stride) != 0;
    cr_assert_gt(apart, 200, "the numbers of both tickets are large");
    bitmap_finish(&pictures[0]);
    bitmap_finish(&pictures[1]);
    bytes_finish(&bytes);
}

Test(receipt_emergency, what_is_no_roll_is_refused)
{
    struct receipt_emergency roll;

    cr_assert_eq(read_job(&roll, 0, 3), ERROR_FORMAT);
    cr_assert_eq(read_job(&roll, 1, 0), ERROR_FORMAT);
    cr_assert_eq(read_job(&roll, 1, EMERGENCY_TICKETS + 1), ERROR_FORMAT);
    cr_assert_eq(read_job(&roll, 9999, 2), ERROR_FORMAT);
    cr_assert_eq(receipt_emergency_read(&roll, NULL), ERROR_FORMAT);
}
