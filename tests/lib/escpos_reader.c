#include "lib/escpos_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const unsigned char *bytes;
    size_t length, at;
    struct escpos_paper paper;
    char *error;
};

static bool refuse(struct reader *reader, const char *what)
{
    snprintf(reader->error, ESCPOS_READER_ERROR, "byte %zu: %s", reader->at, what);
    return false;
}

static bool has(struct reader *reader, size_t count)
{
    return reader->length - reader->at >= count || refuse(reader, "the stream ends within a command");
}

/* GS v 0 m xL xH yL yH d1..dk: x bytes across, y rows. */
static bool read_picture(struct reader *reader)
{
    if (!has(reader, 8))
        return false;
    const unsigned char *head = reader->bytes + reader->at;
    size_t across = head[4] | (size_t)head[5] << 8, rows = head[6] | (size_t)head[7] << 8;
    struct escpos_paper *paper = &reader->paper;

    if (head[3] != 0)
        return refuse(reader, "a picture of another scale than 1:1");
    if (across == 0 || rows == 0)
        return refuse(reader, "an empty picture");
    if (across * 8 != (size_t)paper->width)
        return refuse(reader, "a picture that is not as wide as the head");
    if (!has(reader, 8 + across * rows))
        return false;
    size_t before = (size_t)paper->height * (size_t)paper->width;
    unsigned char *grown = realloc(paper->dots, before + rows * (size_t)paper->width);
    if (!grown)
        return refuse(reader, "no memory");
    paper->dots = grown;
    for (size_t i = 0; i < across * rows; i++)
        for (int bit = 0; bit < 8; bit++)
            grown[before + i * 8 + (size_t)bit] = head[8 + i] >> (7 - bit) & 1;
    paper->height += (int)rows;
    paper->bands++;
    if ((int)rows > paper->most_band_rows)
        paper->most_band_rows = (int)rows;
    reader->at += 8 + across * rows;
    return true;
}

static bool read_escape(struct reader *reader)
{
    if (!has(reader, 2))
        return false;
    if (reader->bytes[reader->at + 1] == '@') {
        reader->paper.starts++;
        reader->at += 2;
        return true;
    }
    if (reader->bytes[reader->at + 1] == 'd' && has(reader, 3)) {
        reader->paper.fed_lines += reader->bytes[reader->at + 2];
        reader->at += 3;
        return true;
    }
    return refuse(reader, "an unknown ESC command");
}

static bool read_group(struct reader *reader)
{
    if (!has(reader, 4))
        return false;
    const unsigned char *command = reader->bytes + reader->at;
    if (command[1] == 'v' && command[2] == '0')
        return read_picture(reader);
    if (command[1] == 'V' && command[2] == 66) {
        reader->paper.cuts++;
        reader->paper.cut_height = reader->paper.height;
        reader->at += 4;
        return true;
    }
    return refuse(reader, "an unknown GS command");
}

static bool read_question(struct reader *reader)
{
    if (!has(reader, 3))
        return false;
    const unsigned char *command = reader->bytes + reader->at;
    if (command[1] != 0x04 || command[2] < 1 || command[2] > 4)
        return refuse(reader, "an unknown DLE command");
    reader->paper.questions++;
    reader->at += 3;
    return true;
}

bool escpos_read(const unsigned char *bytes, size_t length, int width, struct escpos_paper *ret_paper, char error[static ESCPOS_READER_ERROR])
{
    struct reader reader = { .bytes = bytes, .length = length, .paper = { .width = width }, .error = error };
    bool going = true;

    while (going && reader.at < length) {
        if (reader.paper.starts == 0 && !(length - reader.at >= 2 && bytes[reader.at] == 0x1b && bytes[reader.at + 1] == '@') && bytes[reader.at] != 0x10)
            going = refuse(&reader, "printing begins without ESC @");
        else
            switch (bytes[reader.at]) {
            case 0x1b: going = read_escape(&reader); break;
            case 0x1d: going = read_group(&reader); break;
            case 0x10: going = read_question(&reader); break;
            default: going = refuse(&reader, "a byte that is no command");
            }
    }
    if (!going)
        escpos_paper_finish(&reader.paper);
    *ret_paper = reader.paper;
    return going;
}

void escpos_paper_finish(struct escpos_paper *paper)
{
    free(paper->dots);
    *paper = (struct escpos_paper){ 0 };
}

bool escpos_paper_write(const struct escpos_paper *paper, int margin, const char *path)
{
    FILE *file = fopen(path, "wb");

    if (!file)
        return false;
    fprintf(file, "P1\n%d %d\n", paper->width + 2 * margin, paper->height + 2 * margin);
    for (int y = -margin; y < paper->height + margin; y++) {
        for (int x = -margin; x < paper->width + margin; x++) {
            bool inside = x >= 0 && y >= 0 && x < paper->width && y < paper->height;
            fputs(inside && paper->dots[(size_t)y * (size_t)paper->width + (size_t)x] ? "1 " : "0 ", file);
        }
        fputc('\n', file);
    }
    return fclose(file) == 0;
}
