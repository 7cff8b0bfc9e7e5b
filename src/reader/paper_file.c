#include "reader/paper_file.h"

#include "base/error.h"
#include "base/language.h"

#include <errno.h>
#include <poppler.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zbar.h>

#include <jpeglib.h> /* after stdio.h */

enum { FILE_MOST = 64 << 20, PAGES_MOST = 4, DOTS_MOST = 60000000, SIDE_MOST = 20000 };
static const double dots_an_inch = 300, points_an_inch = 72;

/* The bytes of the file, and what was found so far. */
struct reading {
    uint8_t *bytes;
    size_t length, at; /* at: how far cairo has read */
    struct paper_file *paper;
    bool more_codes;
};

/* A picture in grey, one byte a dot. */
struct picture {
    int width, height;
    uint8_t *dots; /* owned */
};

static const char *read_bytes(const char *path, struct reading *reading)
{
    FILE *file = fopen(path, "rb");
    const char *why = NULL;

    if (!file)
        return strerror(errno);
    reading->bytes = malloc(FILE_MOST + 1);
    if (!reading->bytes)
        why = error_sentence(ERROR_MEMORY);
    else
        reading->length = fread(reading->bytes, 1, FILE_MOST + 1, file);
    if (!why && ferror(file))
        why = strerror(errno);
    else if (reading->length > FILE_MOST)
        why = _("the file is too large");
    fclose(file);
    return why;
}

static bool picture_init(struct picture *picture, int width, int height)
{
    if (width < 1 || height < 1 || width > SIDE_MOST || height > SIDE_MOST || (long)width * height > DOTS_MOST)
        return false;
    *picture = (struct picture){ width, height, calloc((size_t)width, (size_t)height) };
    return picture->dots != NULL;
}

/* --- codes -------------------------------------------------------------------------------------------------------------------------------- */

/* Keeps the code if it is a certificate's; two different ones on one paper are noted. */
static void keep_code(struct reading *reading, const char *text)
{
    struct certificate_signed read;

    if (strlen(text) >= sizeof reading->paper->code || !certificate_code_read(text, &read))
        return;
    if (reading->paper->code[0] && strcmp(reading->paper->code, text) != 0)
        reading->more_codes = true;
    strcpy(reading->paper->code, text);
}

static void look_for_codes(struct reading *reading, const struct picture *picture)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();

    zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_set_format(image, 'Y' | '8' << 8 | '0' << 16 | (unsigned long)'0' << 24);
    zbar_image_set_size(image, (unsigned)picture->width, (unsigned)picture->height);
    zbar_image_set_data(image, picture->dots, (unsigned long)picture->width * (unsigned long)picture->height, NULL);
    if (zbar_scan_image(scanner, image) > 0)
        for (const zbar_symbol_t *symbol = zbar_image_first_symbol(image); symbol; symbol = zbar_symbol_next(symbol))
            keep_code(reading, zbar_symbol_get_data(symbol));
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
}

/* --- pictures ------------------------------------------------------------------------------------------------------------------------------- */

/* What is transparent is paper. */
static bool picture_of_surface(cairo_surface_t *surface, struct picture *ret_picture)
{
    int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    cairo_surface_t *flat = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cairo = cairo_create(flat);

    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_set_source_surface(cairo, surface, 0, 0);
    cairo_paint(cairo);
    cairo_surface_flush(flat);
    bool good = cairo_status(cairo) == CAIRO_STATUS_SUCCESS && picture_init(ret_picture, width, height);
    for (int y = 0; good && y < height; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)(cairo_image_surface_get_data(flat) + (size_t)y * (size_t)cairo_image_surface_get_stride(flat));
        for (int x = 0; x < width; x++)
            ret_picture->dots[(size_t)y * (size_t)width + (size_t)x] = (uint8_t)(((row[x] >> 16 & 255) * 77 + (row[x] >> 8 & 255) * 150 + (row[x] & 255) * 29) >> 8);
    }
    cairo_destroy(cairo);
    cairo_surface_destroy(flat);
    return good;
}

static cairo_status_t give_bytes(void *context, unsigned char *data, unsigned length)
{
    struct reading *reading = context;

    if (reading->length - reading->at < length)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(data, reading->bytes + reading->at, length);
    reading->at += length;
    return CAIRO_STATUS_SUCCESS;
}

static bool read_png(struct reading *reading, struct picture *ret_picture)
{
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(give_bytes, reading);
    bool good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS && picture_of_surface(surface, ret_picture);

    cairo_surface_destroy(surface);
    return good;
}

/* libjpeg ends the process on an error unless it is taken back here. */
struct jpeg_trouble {
    struct jpeg_error_mgr errors; /* the first member */
    jmp_buf back;
};

static _Noreturn void leave_jpeg(j_common_ptr jpeg)
{
    longjmp(((struct jpeg_trouble *)(void *)jpeg->err)->back, 1);
}

static void say_nothing(j_common_ptr jpeg)
{
    (void)jpeg;
}

static bool read_jpeg(struct reading *reading, struct picture *picture)
{
    struct jpeg_decompress_struct jpeg;
    struct jpeg_trouble trouble;

    *picture = (struct picture){ 0 };
    jpeg.err = jpeg_std_error(&trouble.errors);
    trouble.errors.error_exit = leave_jpeg;
    trouble.errors.output_message = say_nothing;
    if (setjmp(trouble.back)) {
        jpeg_destroy_decompress(&jpeg);
        free(picture->dots);
        return false;
    }
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, reading->bytes, (unsigned long)reading->length);
    jpeg_read_header(&jpeg, TRUE);
    jpeg.out_color_space = JCS_GRAYSCALE;
    if (jpeg.image_width > SIDE_MOST || jpeg.image_height > SIDE_MOST || !picture_init(picture, (int)jpeg.image_width, (int)jpeg.image_height))
        leave_jpeg((j_common_ptr)&jpeg);
    jpeg_start_decompress(&jpeg);
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = picture->dots + (size_t)jpeg.output_scanline * (size_t)picture->width;
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return true;
}

static const char *read_picture(struct reading *reading, bool (*read)(struct reading *reading, struct picture *picture))
{
    struct picture picture;

    if (!read(reading, &picture))
        return _("the picture cannot be read: it is damaged or too large");
    look_for_codes(reading, &picture);
    free(picture.dots);
    return NULL;
}

/* --- PDF -------------------------------------------------------------------------------------------------------------------------------------- */

/* Appends the text of a page, without its blanks: where a line ends is no part of what it says. */
static bool append_text(struct paper_file *paper, PopplerPage *page)
{
    char *text = poppler_page_get_text(page);
    size_t used = paper->text ? strlen(paper->text) : 0;
    char *grown = realloc(paper->text, used + (text ? strlen(text) : 0) + 1);

    if (grown) {
        paper->text = grown;
        for (const char *p = text; p && *p; p++)
            if (!strchr(" \t\r\n\f\v", *p))
                grown[used++] = *p;
        grown[used] = '\0';
    }
    g_free(text);
    return grown != NULL;
}

/* Draws the page as a scanner would see it. */
static bool picture_of_page(PopplerPage *page, struct picture *ret_picture)
{
    double width, height, scale = dots_an_inch / points_an_inch;

    poppler_page_get_size(page, &width, &height);
    if (!(width >= 1 && height >= 1 && width * scale <= SIDE_MOST && height * scale <= SIDE_MOST && width * height * scale * scale <= DOTS_MOST))
        return false;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)(width * scale + 0.5), (int)(height * scale + 0.5));
    cairo_t *cairo = cairo_create(surface);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(page, cairo);
    bool good = cairo_status(cairo) == CAIRO_STATUS_SUCCESS && picture_of_surface(surface, ret_picture);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return good;
}

static const char *read_page(struct reading *reading, PopplerPage *page)
{
    struct picture picture;

    if (!append_text(reading->paper, page))
        return error_sentence(ERROR_MEMORY);
    if (!picture_of_page(page, &picture))
        return _("a page of the PDF cannot be drawn: it is damaged or too large");
    look_for_codes(reading, &picture);
    free(picture.dots);
    return NULL;
}

static const char *read_pdf(struct reading *reading)
{
    GBytes *bytes = g_bytes_new_static(reading->bytes, reading->length);
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, NULL);
    const char *why = NULL;

    reading->paper->pdf = true;
    if (!document)
        why = _("the PDF cannot be read: it is damaged or locked");
    else if (poppler_document_get_n_pages(document) > PAGES_MOST)
        why = _("the PDF has too many pages for a certificate");
    for (int i = 0; !why && i < poppler_document_get_n_pages(document); i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        why = page ? read_page(reading, page) : _("a page of the PDF cannot be drawn: it is damaged or too large");
        if (page)
            g_object_unref(page);
    }
    if (document)
        g_object_unref(document);
    g_bytes_unref(bytes);
    return why;
}

/* --- files -------------------------------------------------------------------------------------------------------------------------------------- */

static bool begins(const struct reading *reading, const char *mark, size_t length)
{
    return reading->length > length && memcmp(reading->bytes, mark, length) == 0;
}

static const char *read_any(struct reading *reading)
{
    if (begins(reading, "%PDF-", 5))
        return read_pdf(reading);
    if (begins(reading, "\x89PNG", 4))
        return read_picture(reading, read_png);
    if (begins(reading, "\xFF\xD8\xFF", 3))
        return read_picture(reading, read_jpeg);
    return _("this is no PDF, PNG or JPEG");
}

const char *paper_file_read(const char *path, struct paper_file *ret_paper)
{
    struct paper_file paper = { 0 };
    struct reading reading = { .paper = &paper };
    const char *why = read_bytes(path, &reading);

    if (!why)
        why = read_any(&reading);
    if (!why && reading.more_codes)
        why = _("there are codes of several certificates on it");
    else if (!why && !paper.code[0])
        why = _("there is no certificate's code on it, or it cannot be made out");
    if (!why)
        certificate_digest(reading.bytes, reading.length, paper.digest);
    free(reading.bytes);
    if (why)
        paper_file_finish(&paper);
    else
        *ret_paper = paper;
    return why;
}

void paper_file_finish(struct paper_file *paper)
{
    free(paper->text);
    *paper = (struct paper_file){ 0 };
}
