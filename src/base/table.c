#include "base/table.h"

#include "base/utf8.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* libcsv tells fields and rows but no lines, so it is fed line by line. */
struct reading {
    const char *path;
    const struct table *table;
    struct csv_parser parser;
    char *fields; /* TABLE_COLUMNS_MAX fields, TABLE_FIELD_MAX + 1 bytes each */
    int field_count;
    int line;     /* being fed, from 1 */
    int row_line; /* where the row in hand began, 0: none in hand */
    int row_count;
    bool header_seen;
    enum error error; /* the first failure; nothing is read after it */
    char *sentence;
};

static char *field_at(const struct reading *reading, int column)
{
    return reading->fields + (size_t)column * (TABLE_FIELD_MAX + 1);
}

static void refuse(struct reading *reading, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void refuse(struct reading *reading, int line, const char *format, ...)
{
    char reason[TABLE_SENTENCE_SIZE], sentence[2 * TABLE_SENTENCE_SIZE];
    va_list arguments;

    if (reading->error != ERROR_NONE)
        return;
    reading->error = ERROR_FORMAT;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    snprintf(sentence, sizeof sentence, "%s:%d: %s", reading->path, line, reason);
    utf8_clean(reading->sentence, TABLE_SENTENCE_SIZE, sentence); /* what a %.40s has cut in half goes too */
}

static const char *column_name(const struct reading *reading, int column)
{
    return column < reading->table->column_count ? reading->table->columns[column] : "a further column";
}

static void refuse_length(struct reading *reading)
{
    refuse(reading, reading->row_line, "%s is longer than %d bytes (is a quotation mark not closed?)", column_name(reading, reading->field_count),
           TABLE_FIELD_MAX);
}

static void take_field(void *data, size_t length, void *context)
{
    struct reading *reading = context;
    const struct table *table = reading->table;
    char clean[TABLE_FIELD_MAX + 1];
    int column = reading->field_count;

    if (length > TABLE_FIELD_MAX)
        refuse_length(reading);
    reading->field_count++;
    if (reading->error != ERROR_NONE || column >= table->column_count)
        return; /* too many are told at the end of the row */
    char *field = field_at(reading, column);
    if (length > 0)
        memcpy(field, data, length);
    field[length] = '\0';
    if (!utf8_is_valid(field)) {
        refuse(reading, reading->row_line, "%s is not UTF-8 (save the file as CSV UTF-8)", column_name(reading, column));
        return;
    }
    utf8_clean(clean, sizeof clean, field);
    if (strlen(field) != length || strcmp(clean, field) != 0)
        refuse(reading, reading->row_line, "%s has a line break, a control character or an invisible one", column_name(reading, column));
}

static void take_header(struct reading *reading)
{
    const struct table *table = reading->table;

    for (int i = 0; i < table->column_count; i++) {
        const char *found = i < reading->field_count ? field_at(reading, i) : "";
        if (strcmp(found, table->columns[i]) != 0) {
            refuse(reading, reading->row_line, "column %d must be named %s, not '%.40s'", i + 1, table->columns[i], found);
            return;
        }
    }
    if (reading->field_count > table->column_count)
        refuse(reading, reading->row_line, "there are %d columns, not %d", reading->field_count, table->column_count);
    reading->header_seen = true;
}

static bool is_empty(const struct reading *reading)
{
    for (int i = 0; i < reading->field_count && i < reading->table->column_count; i++)
        if (field_at(reading, i)[0])
            return false;
    return reading->field_count <= reading->table->column_count;
}

static void take_row(int end, void *context)
{
    struct reading *reading = context;
    const struct table *table = reading->table;
    const char *fields[TABLE_COLUMNS_MAX];
    int column = -1;
    (void)end;

    if (reading->error != ERROR_NONE)
        return;
    if (!reading->header_seen) {
        take_header(reading);
    } else if (is_empty(reading)) {
        /* spreadsheets leave rows of commas at the end */
    } else if (reading->field_count != table->column_count) {
        refuse(reading, reading->row_line, "the row has %d fields, not %d", reading->field_count, table->column_count);
    } else if (++reading->row_count > table->rows_max) {
        refuse(reading, reading->row_line, "there are more than %d rows", table->rows_max);
    } else {
        for (int i = 0; i < table->column_count; i++)
            fields[i] = field_at(reading, i);
        const char *fault = table->row(table->context, reading->row_line, fields, &column);
        if (fault)
            refuse(reading, reading->row_line, "%s%s%s", column < 0 ? "" : column_name(reading, column), column < 0 ? "" : " ", fault);
    }
    reading->field_count = 0;
    reading->row_line = 0;
}

/* Feeds a piece of a line; in small bites, so that a field without an end is noticed before it has grown. */
static void feed_line(struct reading *reading, const char *text, size_t length)
{
    while (length > 0 && reading->error == ERROR_NONE) {
        size_t bite = length < TABLE_FIELD_MAX ? length : TABLE_FIELD_MAX;
        if (csv_parse(&reading->parser, text, bite, take_field, take_row, reading) != bite) {
            if (csv_error(&reading->parser) == CSV_EPARSE)
                refuse(reading, reading->line, "a quotation mark stands where none may be");
            else if (reading->error == ERROR_NONE)
                reading->error = ERROR_MEMORY;
        } else if (csv_get_buffer_size(&reading->parser) > 4 * TABLE_FIELD_MAX) {
            refuse_length(reading);
        }
        text += bite;
        length -= bite;
    }
}

/* Feeds the text (length bytes, then a zero) to libcsv, line by line. */
static void feed(struct reading *reading, const char *text, size_t length)
{
    for (size_t at = 0; at < length && reading->error == ERROR_NONE;) {
        size_t end = at;
        while (end < length && text[end] != '\n' && text[end] != '\r')
            end++;
        bool blank = strspn(text + at, " \t") >= end - at;
        bool comment = reading->row_line == 0 && text[at] == '#';
        if (end < length)
            end += text[end] == '\r' && end + 1 < length && text[end + 1] == '\n' ? 2 : 1;
        reading->line++;
        if (reading->row_line == 0 && !blank && !comment)
            reading->row_line = reading->line;
        if (!comment)
            feed_line(reading, text + at, end - at);
        at = end;
    }
    if (reading->error == ERROR_NONE && csv_fini(&reading->parser, take_field, take_row, reading) != 0)
        refuse(reading, reading->row_line ? reading->row_line : reading->line, "a quotation mark is never closed");
    if (reading->error == ERROR_NONE && !reading->header_seen)
        refuse(reading, 1, "the file is empty; its first line must name the columns");
}

static enum error read_all(int file, char **ret_text, size_t *ret_length)
{
    char *text = malloc(TABLE_FILE_MAX + 2);
    size_t length = 0;

    if (!text)
        return ERROR_MEMORY;
    while (length <= TABLE_FILE_MAX) {
        ssize_t got = read(file, text + length, TABLE_FILE_MAX + 1 - length);
        if (got == 0)
            break;
        if (got < 0 && errno != EINTR) {
            free(text);
            return ERROR_IO;
        }
        length += got > 0 ? (size_t)got : 0;
    }
    text[length] = '\0';
    *ret_text = text;
    *ret_length = length;
    return ERROR_NONE;
}

/* Opens a regular file; a FIFO or a device would block or never end. */
static enum error open_file(const char *path, int *ret_file)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (file < 0)
        return errno == ENOENT || errno == ENOTDIR ? ERROR_MISSING : ERROR_IO;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(file);
        return ERROR_IO;
    }
    *ret_file = file;
    return ERROR_NONE;
}

static enum error parse(const char *path, const struct table *table, const char *text, size_t length, char sentence[static TABLE_SENTENCE_SIZE])
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct reading reading = {.path = path, .table = table, .sentence = sentence};

    if (length > TABLE_FILE_MAX) {
        refuse(&reading, 1, "the file is larger than %d bytes", TABLE_FILE_MAX);
        return reading.error;
    }
    reading.fields = malloc((size_t)TABLE_COLUMNS_MAX * (TABLE_FIELD_MAX + 1));
    if (!reading.fields || csv_init(&reading.parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        free(reading.fields);
        return ERROR_MEMORY;
    }
    csv_set_blk_size(&reading.parser, TABLE_FIELD_MAX); /* its default of 128 copies a long field again and again */
    size_t skip = length >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    feed(&reading, text + skip, length - skip);
    csv_free(&reading.parser);
    free(reading.fields);
    return reading.error;
}

enum error table_read(const char *path, const struct table *table, char sentence[static TABLE_SENTENCE_SIZE])
{
    char *text = NULL;
    size_t length;
    int file = -1;

    sentence[0] = '\0';
    enum error error = open_file(path, &file);
    if (error == ERROR_NONE)
        error = read_all(file, &text, &length);
    if (error == ERROR_NONE)
        error = parse(path, table, text, length, sentence);
    if (error != ERROR_NONE && !sentence[0])
        snprintf(sentence, TABLE_SENTENCE_SIZE, "%s: %s", path, error_sentence(error));
    free(text);
    if (file >= 0)
        close(file);
    return error;
}
