#include "printers/bitmap.h"

#include <cairo.h>
#include <stdlib.h>
#include <string.h>

enum error bitmap_init(struct bitmap *bitmap, int width, int height)
{
    if (width < 8 || width > BITMAP_MOST_DOTS || width % 8 != 0 || height < 1 || height > BITMAP_MOST_ROWS)
        return ERROR_RANGE;
    uint8_t *bits = calloc((size_t)height, (size_t)width / 8);
    if (!bits)
        return ERROR_MEMORY;
    *bitmap = (struct bitmap){ .width = width, .height = height, .stride = (size_t)width / 8, .bits = bits };
    return ERROR_NONE;
}

void bitmap_finish(struct bitmap *bitmap)
{
    free(bitmap->bits);
    *bitmap = (struct bitmap){ 0 };
}

static bool is_inside(const struct bitmap *bitmap, int x, int y)
{
    return x >= 0 && y >= 0 && x < bitmap->width && y < bitmap->height;
}

bool bitmap_get(const struct bitmap *bitmap, int x, int y)
{
    return is_inside(bitmap, x, y) && bitmap->bits[(size_t)y * bitmap->stride + (size_t)x / 8] & 0x80 >> x % 8;
}

void bitmap_set(struct bitmap *bitmap, int x, int y)
{
    if (is_inside(bitmap, x, y))
        bitmap->bits[(size_t)y * bitmap->stride + (size_t)x / 8] |= (uint8_t)(0x80 >> x % 8);
}

static cairo_status_t append_png(void *png, const unsigned char *data, unsigned int length)
{
    return bytes_append(png, data, length) == ERROR_NONE ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* A grey surface is written by cairo as a grey PNG in which 255 is white. */
enum error bitmap_png(const struct bitmap *bitmap, int margin, struct bytes *png)
{
    enum error error = ERROR_MEMORY;
    size_t before = png->length;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, bitmap->width + 2 * margin, bitmap->height + 2 * margin);
    unsigned char *data = cairo_image_surface_get_data(surface);

    if (data) {
        int stride = cairo_image_surface_get_stride(surface), height = bitmap->height + 2 * margin;
        cairo_surface_flush(surface);
        memset(data, 255, (size_t)stride * (size_t)height);
        for (int y = 0; y < bitmap->height; y++) {
            unsigned char *row = data + (size_t)(y + margin) * (size_t)stride + margin;
            for (int x = 0; x < bitmap->width; x++)
                if (bitmap_get(bitmap, x, y))
                    row[x] = 0;
        }
        cairo_surface_mark_dirty(surface);
        if (cairo_surface_write_to_png_stream(surface, append_png, png) == CAIRO_STATUS_SUCCESS)
            error = ERROR_NONE;
        else
            png->length = before;
    }
    cairo_surface_destroy(surface);
    return error;
}
