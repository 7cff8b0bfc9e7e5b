#include "base/table.h"

#include "base/table_encoding.h"
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
    int named_count; /* columns that the header names */
    bool header_seen;
    bool more_said;  /* a field beyond the last column has something in it */
    enum error error; /* the first failure; nothing is read after it */
    char *sentence;
};

static char *field_at(const struct reading *reading, int column)
{
    return reading->fields + (size_t)column * (TABLE_FIELD_MAX + 1);
}

enum { WHOLE_ROW = -1 };

static void refuse(struct reading *reading, int line, int column, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* column: index, or WHOLE_ROW. */
static void refuse(struct reading *reading, int line, int column, const char *format, ...)
{
    char reason[TABLE_SENTENCE_SIZE], sentence[2 * TABLE_SENTENCE_SIZE], place[16] = "";
    va_list arguments;

    if (reading->error != ERROR_NONE)
        return;
    reading->error = ERROR_FORMAT;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    if (column >= 0)
        snprintf(place, sizeof place, ":%d", column + 1);
    snprintf(sentence, sizeof sentence, "%s:%d%s: %s", reading->path, line, place, reason);
    utf8_clean(reading->sentence, TABLE_SENTENCE_SIZE, sentence); /* what a %.40s has cut in half goes too */
}

static const char *column_name(const struct reading *reading, int column)
{
    return column < reading->table->column_count ? reading->table->columns[column] : "a further column";
}

static void refuse_length(struct reading *reading)
{
    refuse(reading, reading->row_line, reading->field_count, "%s is longer than %d bytes (is a quotation mark not closed?)", column_name(reading, reading->field_count),
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
    if (column >= table->column_count)
        reading->more_said = reading->more_said || length > 0;
    if (reading->error != ERROR_NONE || column >= table->column_count)
        return; /* too many are told at the end of the row */
    char *field = field_at(reading, column);
    if (length > 0)
        memcpy(field, data, length);
    field[length] = '\0';
    if (!utf8_is_valid(field)) {
        refuse(reading, reading->row_line, column, "%s is neither UTF-8 nor GB18030 (save the file as CSV UTF-8)", column_name(reading, column));
        return;
    }
    utf8_clean(clean, sizeof clean, field);
    if (strlen(field) != length || strcmp(clean, field) != 0)
        refuse(reading, reading->row_line, column, "%s has a line break, a control character or an invisible one", column_name(reading, column));
}

static void take_header(struct reading *reading)
{
    const struct table *table = reading->table;
    int needed = table->column_count - table->may_lack;

    for (int i = 0; i < table->column_count; i++) {
        const char *found = i < reading->field_count ? field_at(reading, i) : "";
        if (strcmp(found, table->columns[i]) != 0 && (i < needed || *found)) {
            refuse(reading, reading->row_line, i, "column %d must be named %s, not '%.40s'", i + 1, table->columns[i], found);
            return;
        }
        if (!*found) /* this one and those after it are missing: rows must have nothing there */
            break;
        reading->named_count = i + 1;
    }
    if (reading->more_said)
        refuse(reading, reading->row_line, WHOLE_ROW, "there are %d columns, not %d", reading->field_count, table->column_count);
    reading->header_seen = true;
}

static bool is_empty(const struct reading *reading)
{
    for (int i = 0; i < reading->field_count && i < reading->table->column_count; i++)
        if (field_at(reading, i)[0])
            return false;
    return !reading->more_said;
}

static void hand_over(struct reading *reading)
{
    const struct table *table = reading->table;
    const char *fields[TABLE_COLUMNS_MAX];
    int column = WHOLE_ROW;

    for (int i = 0; i < table->column_count; i++) {
        fields[i] = i < reading->field_count ? field_at(reading, i) : "";
        if (i >= reading->named_count && *fields[i]) {
            refuse(reading, reading->row_line, i, "the header has no name for column %d", i + 1);
            return;
        }
    }
    const char *fault = table->row(table->context, reading->row_line, fields, &column);
    if (fault)
        refuse(reading, reading->row_line, column, "%s%s%s", column < 0 ? "" : column_name(reading, column), column < 0 ? "" : " ", fault);
}

static void take_row(int end, void *context)
{
    struct reading *reading = context;
    const struct table *table = reading->table;
    (void)end;

    if (reading->error != ERROR_NONE)
        return;
    if (!reading->header_seen)
        take_header(reading);
    else if (is_empty(reading))
        ; /* spreadsheets leave rows of commas at the end */
    else if (reading->field_count < table->column_count - table->may_lack || reading->more_said)
        refuse(reading, reading->row_line, WHOLE_ROW, "the row has %d fields, not %d", reading->field_count, table->column_count);
    else if (++reading->row_count > table->rows_max)
        refuse(reading, reading->row_line, WHOLE_ROW, "there are more than %d rows", table->rows_max);
    else
        hand_over(reading);
    reading->field_count = 0;
    reading->more_said = false;
    reading->row_line = 0;
}

/* Feeds a piece of a line; in small bites, so that a field without an end is noticed before it has grown. */
static void feed_line(struct reading *reading, const char *text, size_t length)
{
    while (length > 0 && reading->error == ERROR_NONE) {
        size_t bite = length < TABLE_FIELD_MAX ? length : TABLE_FIELD_MAX;
        if (csv_parse(&reading->parser, text, bite, take_field, take_row, reading) != bite) {
            if (csv_error(&reading->parser) == CSV_EPARSE)
                refuse(reading, reading->line, WHOLE_ROW, "a quotation mark stands where none may be");
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
        refuse(reading, reading->row_line ? reading->row_line : reading->line, WHOLE_ROW, "a quotation mark is never closed");
    if (reading->error == ERROR_NONE && !reading->header_seen)
        refuse(reading, 1, WHOLE_ROW, "the file is empty; its first line must name the columns");
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

/* Returns what stands between the fields: what the first line that is no comment has most of outside of quotes. */
static unsigned char find_separator(const char *text, size_t length)
{
    static const char separators[] = ",;\t";
    int counts[sizeof separators - 1] = {0};
    bool quoted = false, said = false;

    for (size_t i = 0; i < length; i++) {
        if (!quoted && (text[i] == '\n' || text[i] == '\r')) {
            if (said)
                break;
            continue;
        }
        if (!said && text[i] == '#') {
            i += strcspn(text + i, "\r\n");
            continue;
        }
        said = true;
        quoted ^= text[i] == '"';
        const char *separator = quoted || !text[i] ? NULL : strchr(separators, text[i]);
        if (separator)
            counts[separator - separators]++;
    }
    size_t best = 0;
    for (size_t i = 1; i < sizeof separators - 1; i++)
        best = counts[i] > counts[best] ? i : best;
    return (unsigned char)separators[best];
}

/* Parses UTF-8 text (length bytes, then a zero). */
static enum error parse(const char *name, const struct table *table, const char *text, size_t length, char sentence[static TABLE_SENTENCE_SIZE])
{
    struct reading reading = {.path = name, .table = table, .sentence = sentence};
    bool told = length > 5 && memcmp(text, "sep=", 4) == 0 && (text[5] == '\n' || text[5] == '\r');

    reading.fields = malloc((size_t)TABLE_COLUMNS_MAX * (TABLE_FIELD_MAX + 1));
    if (!reading.fields || csv_init(&reading.parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        free(reading.fields);
        return ERROR_MEMORY;
    }
    csv_set_blk_size(&reading.parser, TABLE_FIELD_MAX); /* its default of 128 copies a long field again and again */
    csv_set_delim(&reading.parser, told ? (unsigned char)text[4] : find_separator(text, length));
    size_t skip = !told ? 0 : text[5] == '\r' && text[6] == '\n' ? 7 : 6;
    reading.line = told;
    feed(&reading, text + skip, length - skip);
    csv_free(&reading.parser);
    free(reading.fields);
    return reading.error;
}

enum error table_read_bytes(const char *name, const char *bytes, size_t length, const struct table *table, char sentence[static TABLE_SENTENCE_SIZE])
{
    char *text = NULL;

    sentence[0] = '\0';
    if (length > TABLE_FILE_MAX) {
        struct reading reading = {.path = name, .table = table, .sentence = sentence};
        refuse(&reading, 1, WHOLE_ROW, "the file is larger than %d bytes", TABLE_FILE_MAX);
        return reading.error;
    }
    enum error error = table_decode(bytes, length, &text, &length);
    if (error == ERROR_NONE)
        error = parse(name, table, text, length, sentence);
    if (error != ERROR_NONE && !sentence[0])
        snprintf(sentence, TABLE_SENTENCE_SIZE, "%s: %s", name, error_sentence(error));
    free(text);
    return error;
}

enum error table_read(const char *path, const struct table *table, char sentence[static TABLE_SENTENCE_SIZE])
{
    char *bytes = NULL;
    size_t length;
    int file = -1;

    sentence[0] = '\0';
    enum error error = open_file(path, &file);
    if (error == ERROR_NONE)
        error = read_all(file, &bytes, &length);
    if (error == ERROR_NONE)
        error = table_read_bytes(path, bytes, length, table, sentence);
    if (error != ERROR_NONE && !sentence[0])
        snprintf(sentence, TABLE_SENTENCE_SIZE, "%s: %s", path, error_sentence(error));
    free(bytes);
    if (file >= 0)
        close(file);
    return error;
}
