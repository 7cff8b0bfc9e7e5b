/* The ticket's paper: what is read from a job, and what can be read from the paper: dot by dot and with zbarimg. */
#include "printers/receipt.h"

#include "lib/code_reader.h"
#include "lib/escpos_reader.h"
#include "printers/escpos.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define URL "http://127.0.0.1:8640/t/4K7XN2QP9D3HT6WRB8MC5"
#define CODE "4K7XN2QP9D3HT6WRB8MC5"

static const char sample[] =
    "{\"id\":7,\"kind\":\"ticket\",\"copy\":0,\"fence\":1,\"hall\":{\"name\":{\"zh\":\"永安镇政务服务大厅\",\"en\":\"Yong'an Government Service Hall\"}},"
    "\"service\":{\"letter\":\"A\",\"name\":{\"zh\":\"综合业务\",\"en\":\"General business\"}},"
    "\"ticket\":{\"id\":1234,\"number\":\"A007\",\"priority\":\"normal\",\"ahead\":4,\"wait\":{\"low_s\":480,\"high_s\":900},"
    "\"taken_at\":\"2026-11-23T09:12:03.120+08:00\",\"language\":\"zh\",\"count\":1,\"code\":\"" CODE "\",\"url\":\"" URL "\"},"
    "\"item\":{\"code\":\"XK01\",\"name\":{\"zh\":\"个体工商户登记\",\"en\":\"Sole trader registration\"},\"materials\":["
    "{\"name\":\"登记申请书\",\"kind\":\"form\",\"required\":true},{\"name\":\"经营者身份证\",\"kind\":\"original\",\"required\":true},"
    "{\"name\":\"经营场所使用证明\",\"kind\":\"copy\",\"required\":false}]}}";

static json_t *sample_job(void)
{
    json_error_t error;
    json_t *job = json_loads(sample, 0, &error);

    cr_assert_not_null(job, "%s", error.text);
    return job;
}

static struct receipt *sample_receipt(void)
{
    struct receipt *receipt = calloc(1, sizeof *receipt);
    json_t *job = sample_job();

    cr_assert_eq(receipt_read(receipt, job), ERROR_NONE);
    json_decref(job);
    return receipt;
}

static struct bitmap draw(const struct receipt *receipt, int width)
{
    struct bitmap bitmap = { 0 };

    cr_assert_eq(receipt_draw(receipt, ticket_template_usual(width < 480 ? 58 : 80), width, &bitmap, NULL), ERROR_NONE);
    cr_assert_eq(bitmap.width, width);
    return bitmap;
}

static bool same(const struct bitmap *a, const struct bitmap *b)
{
    return a->width == b->width && a->height == b->height && memcmp(a->bits, b->bits, a->stride * (size_t)a->height) == 0;
}

/* --- reading the job -------------------------------------------------------------------------------------------------------------- */

Test(receipt, reads_what_a_job_says)
{
    struct receipt *receipt = sample_receipt();
    char name[64];

    cr_assert_str_eq(receipt->number, "A007");
    cr_assert_str_eq(receipt->hall.zh, "永安镇政务服务大厅");
    cr_assert_str_eq(receipt->service.en, "General business");
    cr_assert_str_eq(receipt->taken, "2026-11-23 09:12");
    cr_assert_eq(receipt->weekday, 1);
    cr_assert_eq(receipt->language, LANGUAGE_ZH);
    cr_assert_eq(receipt->ahead, 4);
    cr_assert_eq(receipt->low_s, 480);
    cr_assert_eq(receipt->high_s, 900);
    cr_assert_not(receipt->priority);
    cr_assert_str_eq(receipt->url, URL);
    cr_assert_eq(receipt->material_count, 3);
    cr_assert_eq(receipt->materials[1].kind, RECEIPT_ORIGINAL);
    cr_assert_not(receipt->materials[2].required);
    receipt_name(receipt, name);
    cr_assert_str_eq(name, "A007-1234");
    receipt->copy = 2;
    receipt_name(receipt, name);
    cr_assert_str_eq(name, "A007-1234-copy2");
    free(receipt);
}

static void check_refused(const char *member, const char *inner, json_t *value)
{
    json_t *job = sample_job();
    struct receipt *receipt = calloc(1, sizeof *receipt);

    json_object_set_new(inner ? json_object_get(job, member) : job, inner ? inner : member, value);
    cr_assert_eq(receipt_read(receipt, job), ERROR_FORMAT, "%s %s", member, inner ? inner : "");
    free(receipt);
    json_decref(job);
}

Test(receipt, refuses_what_is_no_ticket)
{
    struct receipt *receipt = calloc(1, sizeof *receipt);

    cr_assert_eq(receipt_read(receipt, NULL), ERROR_FORMAT);
    check_refused("kind", NULL, json_string("certificate"));
    check_refused("ticket", NULL, json_null());
    check_refused("ticket", "number", json_string("A/../../x"));
    check_refused("ticket", "number", json_string(""));
    check_refused("ticket", "number", json_integer(7));
    check_refused("ticket", "id", json_null());
    check_refused("ticket", "taken_at", json_string("yesterday"));
    free(receipt);
}

Test(receipt, unknown_is_left_out_and_hostile_text_is_cleaned)
{
    json_t *job = sample_job(), *ticket = json_object_get(job, "ticket");
    struct receipt *receipt = calloc(1, sizeof *receipt);

    json_object_set_new(ticket, "wait", json_null());
    json_object_set_new(ticket, "ahead", json_null());
    json_object_set_new(ticket, "url", json_null());
    json_object_set_new(job, "item", json_null());
    json_object_set_new(json_object_get(json_object_get(job, "hall"), "name"), "zh", json_string("大\x1b[2J厅\u202e"));
    cr_assert_eq(receipt_read(receipt, job), ERROR_NONE);
    cr_assert_eq(receipt->ahead, -1);
    cr_assert_eq(receipt->low_s, -1);
    cr_assert_str_empty(receipt->url);
    cr_assert_str_empty(receipt->item.zh);
    cr_assert_str_eq(receipt->hall.zh, "大[2J厅");
    struct bitmap bitmap = draw(receipt, 384);
    bitmap_finish(&bitmap);
    free(receipt);
    json_decref(job);
}

Test(receipt, an_address_that_does_not_fit_is_left_out_not_cut)
{
    json_t *job = sample_job();
    struct receipt *receipt = calloc(1, sizeof *receipt);
    char longer[400] = "http://";

    memset(longer + 7, 'a', sizeof longer - 8);
    json_object_set_new(json_object_get(job, "ticket"), "url", json_string(longer));
    cr_assert_eq(receipt_read(receipt, job), ERROR_NONE);
    cr_assert_str_empty(receipt->url);
    cr_assert_str_eq(receipt->code, CODE);
    free(receipt);
    json_decref(job);
}

/* --- the code, all the way round -------------------------------------------------------------------------------------------------- */

/* Draws, makes bytes, reads them with the interpreter, writes a picture, and reads the code from it. */
static void check_code(const struct receipt *receipt, const char *model_name, const char *expected)
{
    const struct escpos_model *model = escpos_model_find(model_name);
    char folder[] = "/tmp/yichuang-receipt-XXXXXX", path[64], text[512], error[ESCPOS_READER_ERROR];
    struct bitmap bitmap = draw(receipt, model->dots);
    struct bytes bytes = { 0 };
    struct escpos_paper paper;

    cr_assert_eq(escpos_encode(model, &bitmap, &bytes), ERROR_NONE);
    cr_assert(escpos_read(bytes.data, bytes.length, model->dots, &paper, error), "%s", error);
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/paper.pbm", folder);
    cr_assert(escpos_paper_write(&paper, (model->paper_mm * 8 - model->dots) / 2, path));
    const char *failure = code_read(path, text, sizeof text);
    unlink(path);
    rmdir(folder);
    cr_assert_null(failure, "%s: %s", model_name, failure);
    cr_assert_str_eq(text, expected);
    escpos_paper_finish(&paper);
    bytes_finish(&bytes);
    bitmap_finish(&bitmap);
}

Test(receipt, the_code_leads_to_the_page_on_every_paper)
{
    struct receipt *receipt = sample_receipt();

    for (int language = LANGUAGE_ZH; language <= LANGUAGE_EN; language++) {
        receipt->language = (enum language)language;
        check_code(receipt, "generic-80", URL);
        check_code(receipt, "generic-80-512", URL);
        check_code(receipt, "generic-58", URL);
    }
    strcpy(receipt->url, "https://zwfw.example.gov.cn/yongan/hall-of-services/queue/t/" CODE);
    check_code(receipt, "generic-58", receipt->url);
    check_code(receipt, "generic-80", receipt->url);
    free(receipt);
}

Test(receipt, without_a_public_address_the_code_is_the_bare_one)
{
    struct receipt *receipt = sample_receipt();

    receipt->url[0] = 0;
    check_code(receipt, "generic-80", CODE);
    check_code(receipt, "generic-58", CODE);
    free(receipt);
}

/* --- the paper, dot by dot -------------------------------------------------------------------------------------------------------- */

/* The rectangle in which two papers of the same size differ. */
struct difference {
    int left, top, right, bottom; /* right < left: none */
};

static struct difference compare(const struct bitmap *a, const struct bitmap *b)
{
    struct difference found = { INT_MAX, INT_MAX, -1, -1 };

    cr_assert_eq(a->width, b->width);
    for (int y = 0; y < (a->height > b->height ? a->height : b->height); y++)
        for (int x = 0; x < a->width; x++)
            if (bitmap_get(a, x, y) != bitmap_get(b, x, y)) {
                found.left = x < found.left ? x : found.left;
                found.right = x > found.right ? x : found.right;
                found.top = y < found.top ? y : found.top;
                found.bottom = y > found.bottom ? y : found.bottom;
            }
    return found;
}

static int ink_of_row(const struct bitmap *bitmap, int y, int *ret_left, int *ret_right)
{
    int count = 0;

    for (int x = 0; x < bitmap->width; x++)
        if (bitmap_get(bitmap, x, y)) {
            count++;
            *ret_left = x < *ret_left ? x : *ret_left;
            *ret_right = x > *ret_right ? x : *ret_right;
        }
    return count;
}

/* The number is the first thing from above that is taller than 12 mm without a white row. */
static void check_number(int width, int least_height, int least_width)
{
    struct receipt *receipt = sample_receipt();
    struct bitmap bitmap = draw(receipt, width);
    int top = 0, left = width, right = 0, y = 0;

    for (; y < bitmap.height; y++)
        if (ink_of_row(&bitmap, y, &left, &right) == 0) {
            if (y - top > 96)
                break;
            top = y + 1;
            left = width;
            right = 0;
        }
    cr_assert_lt(y, bitmap.height, "no number");
    cr_assert_geq(y - top, least_height);
    cr_assert_geq(right - left, least_width);
    bitmap_finish(&bitmap);
    free(receipt);
}

Test(receipt, the_number_fills_the_width)
{
    check_number(576, 184, 460); /* 23 mm tall on 80 mm paper */
    check_number(384, 120, 310); /* 15 mm tall on 58 mm paper */
}

Test(receipt, any_priority_is_the_same_small_sign)
{
    static const char *priorities[] = { "elderly", "disabled", "carried" };
    json_t *job = sample_job();
    struct receipt *plain = sample_receipt(), *read = calloc(1, sizeof *read);
    struct bitmap normal = draw(plain, 576), before = { 0 };

    for (size_t i = 0; i < sizeof priorities / sizeof *priorities; i++) {
        json_object_set_new(json_object_get(job, "ticket"), "priority", json_string(priorities[i]));
        cr_assert_eq(receipt_read(read, job), ERROR_NONE);
        struct bitmap now = draw(read, 576);
        struct difference sign = compare(&normal, &now);
        cr_assert_eq(now.height, normal.height);
        cr_assert(sign.right >= sign.left, "no sign for %s", priorities[i]);
        cr_assert(sign.right - sign.left < 32 && sign.bottom - sign.top < 32, "not discreet");
        if (before.bits)
            cr_assert(same(&before, &now), "%s can be told apart", priorities[i]);
        bitmap_finish(&before);
        before = now;
    }
    bitmap_finish(&before);
    bitmap_finish(&normal);
    free(plain);
    free(read);
    json_decref(job);
}

Test(receipt, a_copy_says_so_above_everything)
{
    struct receipt *receipt = sample_receipt();
    struct bitmap original = draw(receipt, 384);
    int black = 0;

    receipt->copy = 1;
    struct bitmap first = draw(receipt, 384);
    receipt->copy = 2;
    struct bitmap second = draw(receipt, 384);
    cr_assert_gt(first.height, original.height);
    for (int x = 0; x < 384; x++)
        black += bitmap_get(&first, x, 8);
    cr_assert_gt(black, 300, "no band across the top");
    struct difference mark = compare(&first, &second);
    cr_assert(mark.right >= mark.left && mark.bottom < 80, "copies 1 and 2 differ elsewhere than in their mark");
    bitmap_finish(&original);
    bitmap_finish(&first);
    bitmap_finish(&second);
    free(receipt);
}

Test(receipt, the_same_ticket_is_the_same_paper)
{
    struct receipt *receipt = sample_receipt();
    struct bitmap first = draw(receipt, 576), second = draw(receipt, 576);

    cr_assert(same(&first, &second));
    bitmap_finish(&first);
    bitmap_finish(&second);
    free(receipt);
}

static void check_edges(const struct bitmap *bitmap, int edge)
{
    for (int y = 0; y < bitmap->height; y++)
        for (int x = 0; x < edge; x++) {
            cr_assert_not(bitmap_get(bitmap, x, y), "ink at %d,%d", x, y);
            cr_assert_not(bitmap_get(bitmap, bitmap->width - 1 - x, y), "ink at %d,%d from the right", x, y);
        }
}

Test(receipt, the_longest_texts_stay_on_the_paper)
{
    struct receipt *receipt = sample_receipt();
    char name[RECEIPT_TEXT] = "";

    while (strlen(name) + 3 < sizeof name)
        strcat(name, "镇");
    strcpy(receipt->hall.zh, name);
    strcpy(receipt->service.zh, name);
    strcpy(receipt->item.zh, name);
    memset(receipt->hall.en, 'W', RECEIPT_TEXT - 1);
    memset(receipt->item.en, 'W', RECEIPT_TEXT - 1);
    strcpy(receipt->number, "A9999999999");
    receipt->copy = 99;
    receipt->matters = 99;
    receipt->ahead = 1000000;
    receipt->low_s = 1000;
    receipt->high_s = 1000000;
    receipt->priority = true;
    receipt->material_count = RECEIPT_MATERIALS;
    receipt->materials_left_out = 3;
    for (int i = 0; i < RECEIPT_MATERIALS; i++)
        strcpy(receipt->materials[i].name, name);
    for (int language = LANGUAGE_ZH; language <= LANGUAGE_EN; language++) {
        receipt->language = (enum language)language;
        struct bitmap large = draw(receipt, 576), small = draw(receipt, 384);
        check_edges(&large, 8);
        check_edges(&small, 2);
        bitmap_finish(&large);
        bitmap_finish(&small);
        check_code(receipt, "generic-58", URL);
        check_code(receipt, "generic-80", URL);
    }
    free(receipt);
}

Test(receipt, a_character_that_no_font_has_becomes_a_geta_mark)
{
    struct receipt *receipt = sample_receipt();
    struct bitmap unknown, geta;
    int missing = -1;

    strcpy(receipt->item.zh, "个体\u0378登记"); /* U+0378 is unassigned */
    cr_assert_eq(receipt_draw(receipt, ticket_template_usual(58), 384, &unknown, &missing), ERROR_NONE);
    cr_assert_eq(missing, 1);
    strcpy(receipt->item.zh, "个体〓登记");
    cr_assert_eq(receipt_draw(receipt, ticket_template_usual(58), 384, &geta, &missing), ERROR_NONE);
    cr_assert_eq(missing, 0);
    cr_assert(same(&unknown, &geta));
    bitmap_finish(&unknown);
    bitmap_finish(&geta);
    free(receipt);
}

Test(receipt, the_fonts_of_this_machine_have_every_word)
{
    cr_assert_eq(receipt_warm(), ERROR_NONE, "install fonts-noto-cjk (make setup)");
}

Test(receipt, a_head_that_is_too_narrow_is_refused)
{
    struct receipt *receipt = sample_receipt();
    struct bitmap bitmap;

    cr_assert_eq(receipt_draw(receipt, ticket_template_usual(80), 376, &bitmap, NULL), ERROR_RANGE);
    cr_assert_eq(receipt_draw(receipt, ticket_template_usual(80), 577, &bitmap, NULL), ERROR_RANGE);
    free(receipt);
}

/* The figures: what can be said truly. Papers that must say the same are the same dot by dot. */
static struct bitmap with_wait(struct receipt *receipt, int low_s, int high_s)
{
    receipt->low_s = low_s;
    receipt->high_s = high_s;
    return draw(receipt, 384);
}

static void check_wait(int low_s, int high_s, int like_low_s, int like_high_s, bool alike)
{
    struct receipt *receipt = sample_receipt();
    struct bitmap first = with_wait(receipt, low_s, high_s), second = with_wait(receipt, like_low_s, like_high_s);

    cr_assert_eq(same(&first, &second), alike, "%d-%d and %d-%d", low_s, high_s, like_low_s, like_high_s);
    bitmap_finish(&first);
    bitmap_finish(&second);
    free(receipt);
}

Test(receipt, the_range_is_rounded_outwards)
{
    check_wait(539, 841, 480, 900, true);    /* 8-15 min */
    check_wait(479, 900, 480, 900, false);   /* 7-15 */
    check_wait(480, 901, 480, 900, false);   /* 8-16 */
    check_wait(0, 1, 30, 60, true);          /* at most 1 min */
    check_wait(3601, 7200, 3600, 7199, false); /* 1-2 h, 60-120 min */
    check_wait(3601, 7201, 7199, 10800, true); /* 1-3 h */
    check_wait(-1, -1, -1, 600, true);       /* unknown: nothing is said */
}
