#include "printers/receipt_emergency.h"

#include "base/utf8.h"
#include "printers/page.h"

#include <stdio.h>
#include <string.h>

enum { WIDE = 480, PIECE_ROWS = 900, FEED_LINES = 2, RULE_DASH = 2 };

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

enum error receipt_emergency_read(struct receipt_emergency *roll, const json_t *job)
{
    const json_t *hall = json_object_get(job, "hall"), *names = json_object_get(hall, "name");
    json_int_t first = json_integer_value(json_object_get(job, "first")), count = json_integer_value(json_object_get(job, "count"));
    struct receipt_emergency read = { .job = (long long)json_integer_value(json_object_get(job, "id")) };

    if (strcmp(text_of(job, "paper"), "emergency") != 0 || first < 1 || first > 9999 || count < 1 || count > EMERGENCY_TICKETS || first + count > 10000)
        return ERROR_FORMAT;
    read.first = (int)first;
    read.count = (int)count;
    utf8_clean(read.hall.zh, sizeof read.hall.zh, text_of(names, "zh"));
    utf8_clean(read.hall.en, sizeof read.hall.en, text_of(names, "en"));
    utf8_clean(read.day, sizeof read.day, text_of(hall, "day"));
    *roll = read;
    return ERROR_NONE;
}

/* One piece of the roll while it is drawn. */
struct piece {
    struct page *page;
    bool wide;
    int width, y;
};

static void set_line(struct piece *piece, int wide, int narrow, bool bold, int lines, const char *text)
{
    const struct page_style style = { .size = piece->wide ? wide : narrow, .bold = bold, .align = PAGE_CENTRE, .lines = lines };

    if (*text)
        piece->y += page_text(piece->page, &style, 8, piece->y, piece->width - 16, text);
}

static void draw_head(struct piece *piece, const struct receipt_emergency *roll)
{
    char text[96];

    set_line(piece, 44, 34, true, 2, "应急号票");
    set_line(piece, 30, 24, true, 2, "EMERGENCY TICKETS");
    set_line(piece, 30, 26, false, 2, roll->hall.zh);
    snprintf(text, sizeof text, "E%03d – E%03d", roll->first, roll->first + roll->count - 1);
    set_line(piece, 56, 40, true, 1, text);
    snprintf(text, sizeof text, "%d 张 tickets  %s  #%lld", roll->count, roll->day, roll->job);
    set_line(piece, 26, 22, false, 2, text);
    set_line(piece, 30, 26, false, 3, "封存备用：停电或系统停用时，由导办人员按顺序手工发放，记下发放时间；恢复后登记。");
    set_line(piece, 24, 22, false, 4, "Keep sealed. When all is dark, give them out in order by hand and note the time; enter them afterwards: yichuang emergency enter");
}

static void draw_ticket(struct piece *piece, const struct receipt_emergency *roll, int number)
{
    char text[16];
    int right;

    set_line(piece, 30, 26, true, 1, *roll->hall.zh ? roll->hall.zh : roll->hall.en);
    if (*roll->hall.zh)
        set_line(piece, 24, 22, false, 1, roll->hall.en);
    piece->y += 8;
    snprintf(text, sizeof text, "E%03d", number);
    piece->y += page_headline(piece->page, piece->width / 8, piece->y, piece->width * 3 / 4, 104, text, &right) + 8;
    set_line(piece, 27, 24, true, 1, "应急号票：请听工作人员叫号");
    set_line(piece, 24, 22, false, 1, "Emergency ticket: listen for your number");
}

/* Puts the rows of one picture below those of another. */
static void append_rows(struct bitmap *whole, int *y, const struct bitmap *part)
{
    memcpy(whole->bits + (size_t)*y * whole->stride, part->bits, (size_t)part->height * part->stride);
    *y += part->height;
}

/* Draws the head (n 0) or the n-th ticket. */
static enum error draw_piece(const struct receipt_emergency *roll, int n, int width, struct bitmap *ret_bitmap)
{
    struct piece piece = { .wide = width >= WIDE, .width = width, .y = 8 };
    enum error error = page_create(width, PIECE_ROWS, &piece.page);

    if (error)
        return error;
    if (n == 0)
        draw_head(&piece, roll);
    else
        draw_ticket(&piece, roll, roll->first + n - 1);
    page_rule(piece.page, 0, piece.y + 8, width);
    error = page_picture(piece.page, piece.y + 8 + RULE_DASH, ret_bitmap);
    page_destroy(piece.page);
    return error;
}

enum error receipt_emergency_draw(const struct receipt_emergency *roll, const struct escpos_model *model, struct bitmap *ret_picture, struct bytes *bytes)
{
    struct bitmap pieces[EMERGENCY_TICKETS + 1] = { 0 }, whole = { 0 };
    int rows = 0, y = 0;
    size_t before = bytes->length;
    enum error error = ERROR_NONE;

    for (int n = 0; !error && n <= roll->count; n++) {
        error = draw_piece(roll, n, model->dots, &pieces[n]);
        rows += error ? 0 : pieces[n].height;
    }
    if (!error)
        error = bitmap_init(&whole, model->dots, rows);
    for (int n = 0; !error && n <= roll->count; n++) {
        append_rows(&whole, &y, &pieces[n]);
        error = escpos_encode_end(model, &pieces[n], FEED_LINES, true, bytes);
    }
    for (int n = 0; n <= roll->count; n++)
        bitmap_finish(&pieces[n]);
    if (error) {
        bitmap_finish(&whole);
        bytes->length = before;
        return error;
    }
    *ret_picture = whole;
    return ERROR_NONE;
}
