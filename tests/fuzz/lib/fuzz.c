#include "fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void fuzz_broken(const char *format, ...)
{
    va_list values;

    va_start(values, format);
    fputs("\n==BROKEN== ", stderr);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    abort();
}

uint8_t fuzz_byte(struct fuzz_input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->at++;
}

int fuzz_below(struct fuzz_input *input, int below)
{
    int value = fuzz_byte(input);

    if (below > 256)
        value = value << 8 | fuzz_byte(input);
    return value % below;
}

char *fuzz_text(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);

    if (!text)
        abort();
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

char *fuzz_line(struct fuzz_input *input)
{
    const uint8_t *end = input->left ? memchr(input->at, '\n', input->left) : NULL;
    size_t length = end ? (size_t)(end - input->at) : input->left;
    char *line = fuzz_text(input->at, length);

    input->at += length + (end != NULL);
    input->left -= length + (end != NULL);
    return line;
}

const char *fuzz_file(const void *data, size_t size)
{
    static char path[64];
    static int file = -1;

    if (file < 0) {
        snprintf(path, sizeof path, "/tmp/yichuang-fuzz-XXXXXX");
        file = mkstemp(path);
        if (file < 0)
            abort();
        unlink(path); /* nothing is left behind, however the run ends */
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    if (ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != (ssize_t)size)
        abort();
    return path;
}

static void make_room(struct fuzz_writer *writer, size_t length)
{
    if (writer->length + length + 1 <= writer->room)
        return;
    writer->room = 2 * (writer->length + length + 1);
    writer->bytes = realloc(writer->bytes, writer->room);
    if (!writer->bytes)
        abort();
}

void fuzz_write(struct fuzz_writer *writer, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    int length = vsnprintf(NULL, 0, format, values);
    va_end(values);
    make_room(writer, (size_t)length);
    va_start(values, format);
    vsnprintf(writer->bytes + writer->length, (size_t)length + 1, format, values);
    va_end(values);
    writer->length += (size_t)length;
}

void fuzz_write_bytes(struct fuzz_writer *writer, const void *bytes, size_t length)
{
    make_room(writer, length);
    memcpy(writer->bytes + writer->length, bytes, length);
    writer->length += length;
    writer->bytes[writer->length] = '\0';
}
