/* Tables in files: what people's spreadsheets write is read, everything else is refused with the right line, and nothing is half-loaded. */
#include "base/table.h"

#include "files/holidays_file.h"
#include "files/items_file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/yichuang-table-XXXXXX", path[64];

static void make_folder(void)
{
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.csv", folder);
}

static void remove_folder(void)
{
    unlink(path);
    rmdir(folder);
}

TestSuite(table, .init = make_folder, .fini = remove_folder, .timeout = 20);

static void write_bytes(const char *bytes, size_t length)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    cr_assert_eq(fclose(file), 0);
}

static char seen[2048]; /* "line:field,field;" of each row */

static const char *note_row(void *context, int line, const char *const *fields, int *ret_column)
{
    (void)context;
    if (strcmp(fields[1], "bad") == 0) {
        *ret_column = 1;
        return "is bad";
    }
    if (strcmp(fields[1], "worse") == 0)
        return "the row is worse";
    size_t length = strlen(seen);
    snprintf(seen + length, sizeof seen - length, "%d:%s,%s;", line, fields[0], fields[1]);
    return NULL;
}

static enum error read_bytes(const char *bytes, size_t length, char sentence[static TABLE_SENTENCE_SIZE])
{
    static const char *const columns[] = {"name", "value"};
    struct table table = {columns, 2, 5, note_row, NULL, 0};

    seen[0] = '\0';
    write_bytes(bytes, length);
    return table_read(path, &table, sentence);
}

#define READS(text, rows)                                                                      \
    do {                                                                                       \
        char sentence[TABLE_SENTENCE_SIZE];                                                    \
        cr_expect_eq(read_bytes(text, sizeof(text) - 1, sentence), ERROR_NONE, "%s", sentence); \
        cr_expect_str_eq(seen, rows, "%s", seen);                                              \
    } while (0)

/* rest: what the sentence says after the path. */
#define REFUSES(text, rest)                                                                                      \
    do {                                                                                                         \
        char sentence[TABLE_SENTENCE_SIZE];                                                                      \
        cr_expect_eq(read_bytes(text, sizeof(text) - 1, sentence), ERROR_FORMAT);                                \
        cr_expect(strncmp(sentence, path, strlen(path)) == 0 && strcmp(sentence + strlen(path), rest) == 0, "%s", sentence); \
    } while (0)

Test(table, what_spreadsheets_write)
{
    READS("name,value\na,1\nb,2\n", "2:a,1;3:b,2;");
    READS("name,value\na,1", "2:a,1;");
    READS("\xEF\xBB\xBFname,value\r\na,1\r\nb,2\r\n", "2:a,1;3:b,2;");
    READS("name,value\ra,1\rb,2\r", "2:a,1;3:b,2;");
    READS("name,value\n\n \t\na,1\n\n", "4:a,1;");
    READS("name,value\na,1\n,\n,\nb,2\n", "2:a,1;5:b,2;"); /* empty rows of commas */
    READS("name,value,,\na,1,,\n,,,\nb,2\n", "2:a,1;4:b,2;"); /* empty columns at the end */
}

Test(table, what_stands_between_fields)
{
    READS("name;value\na;1\n\"b;c\";2,5\n", "2:a,1;3:b;c,2,5;");
    READS("name\tvalue\na\t1\nb \t2;3\n\t\n", "2:a,1;3:b,2;3;");
    READS("sep=;\r\nname;value\r\na;1\r\n", "3:a,1;");
    READS("# a; comment; with; many\nname,value\na;b,1\n", "3:a;b,1;");
    READS("\"name\",\"value\"\n\"a;b;c;d\",1\n", "2:a;b;c;d,1;");
    REFUSES("sep=;\nname;value\nb;bad\n", ":3:2: value is bad");
}

Test(table, what_encodings_they_save)
{
    READS("name,value\n\xB8\xF6\xCC\xE5,\xB9\xAB\xCB\xBE\n", "2:个体,公司;");                                     /* GB2312 */
    READS("name,value\n\x82\x30\x85\x33,1\nb,\xC1\xAA\xCD\xA8\n", "2:㓎,1;3:b,联通;"); /* GB18030: four bytes for one */
    READS("\xFF\xFEn\0a\0m\0e\0\t\0v\0a\0l\0u\0e\0\n\0*N\t\0001\0\n\0", "2:个,1;");                            /* "Unicode text" */
    READS("name,value\n个体,1\n", "2:个体,1;");
}

static const char *columns_of_three[] = {"name", "value", "note"};

static enum error read_lacking(const char *text, char sentence[static TABLE_SENTENCE_SIZE])
{
    struct table table = {columns_of_three, 3, 5, note_row, NULL, 1};

    seen[0] = '\0';
    return table_read_bytes("t.csv", text, strlen(text), &table, sentence);
}

Test(table, the_last_columns_may_be_missing)
{
    char sentence[TABLE_SENTENCE_SIZE];

    cr_expect_eq(read_lacking("name,value\na,1\n", sentence), ERROR_NONE, "%s", sentence);
    cr_expect_eq(read_lacking("name,value,note\na,1\nb,2,x\n", sentence), ERROR_NONE, "%s", sentence);
    cr_expect_str_eq(seen, "2:a,1;3:b,2;");
    cr_expect_eq(read_lacking("name,value\na,1,x\n", sentence), ERROR_FORMAT);
    cr_expect_str_eq(sentence, "t.csv:2:3: the header has no name for column 3");
    cr_expect_eq(read_lacking("name,value,remark\n", sentence), ERROR_FORMAT);
    cr_expect_str_eq(sentence, "t.csv:1:3: column 3 must be named note, not 'remark'");
    cr_expect_eq(read_lacking("name\na\n", sentence), ERROR_FORMAT);
    cr_expect_str_eq(sentence, "t.csv:1:2: column 2 must be named value, not ''");
}

static void field_of(void *context, int row, int column, char text[static TABLE_FIELD_MAX + 1])
{
    static const char *const rows[][2] = {{"a,b", "say \"hi\""}, {"#x", " y"}, {"个体；", ""}, {"\t", "1;2"}};
    (void)context;
    snprintf(text, TABLE_FIELD_MAX + 1, "%s", rows[row][column]);
}

Test(table, what_is_written_is_read_back)
{
    static const char *const columns[] = {"name", "value"};
    static const enum table_encoding encodings[] = {TABLE_UTF8, TABLE_UTF8_MARKED, TABLE_GB18030};
    struct table table = {columns, 2, 5, note_row, NULL, 0};
    char sentence[TABLE_SENTENCE_SIZE];
    size_t length;

    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        char *text = table_write(columns, 2, 3, field_of, NULL, encodings[i], &length);
        cr_assert_not_null(text);
        seen[0] = '\0';
        cr_expect_eq(table_read_bytes("t", text, length, &table, sentence), ERROR_NONE, "%s", sentence);
        cr_expect_str_eq(seen, "2:a,b,say \"hi\";3:#x, y;4:个体；,;");
        free(text);
    }
}

Test(table, quotes_commas_and_comments)
{
    READS("name,value\n\"a,b\",\"say \"\"hi\"\"\"\n", "2:a,b,say \"hi\";");
    READS("# first\nname,value\n# second, with \"quotes\na,1\n#\nb,#2\n", "4:a,1;6:b,#2;");
    READS("name,value\n\"#a\",1\n", "2:#a,1;");
    READS(" name , value \n  a  ,  1 2  \n", "2:a,1 2;");
}

Test(table, the_header)
{
    REFUSES("", ":1: the file is empty; its first line must name the columns");
    REFUSES("\xEF\xBB\xBF", ":1: the file is empty; its first line must name the columns");
    REFUSES("# only\n", ":1: the file is empty; its first line must name the columns");
    REFUSES("name,valve\n", ":1:2: column 2 must be named value, not 'valve'");
    REFUSES("\nname\n", ":2:2: column 2 must be named value, not ''");
    REFUSES("name,value,more\n", ":1: there are 3 columns, not 2");
    REFUSES("a,1\n", ":1:1: column 1 must be named name, not 'a'");
}

Test(table, wrong_rows)
{
    REFUSES("name,value\na,1\nb\n", ":3: the row has 1 fields, not 2");
    REFUSES("name,value\na,1\nb,2,3\n", ":3: the row has 3 fields, not 2");
    REFUSES("name,value\na,bad\n", ":2:2: value is bad");
    REFUSES("name,value\n\n\na,worse\n", ":4: the row is worse");
    REFUSES("name,value\n1,1\n2,2\n3,3\n4,4\n5,5\n6,6\n", ":7: there are more than 5 rows");
}

Test(table, wrong_quotes)
{
    REFUSES("name,value\na,\"1\nb,2\n", ":2: a quotation mark is never closed");
    REFUSES("name,value\na,1\"\n", ":2: a quotation mark stands where none may be");
    REFUSES("name,value\n\"a\"b,1\n", ":2: a quotation mark stands where none may be");
    REFUSES("name,value\n\"a\nb\",1\nc,bad\n", ":2:1: name has a line break, a control character or an invisible one");
}

Test(table, wrong_characters)
{
    REFUSES("name,value\na,\xB8\n", ":2:2: value is neither UTF-8 nor GB18030 (save the file as CSV UTF-8)");
    REFUSES("name,value\n个体,1\n公司,\xB8\xF6\n字号,3\n", ":3:2: value is neither UTF-8 nor GB18030 (save the file as CSV UTF-8)"); /* one wrong place */
    REFUSES("name,value\na,\xED\xA0\x80\n", ":2:2: value is neither UTF-8 nor GB18030 (save the file as CSV UTF-8)");
    REFUSES("name,value\na,1\0002\n", ":2:2: value has a line break, a control character or an invisible one");
    REFUSES("name,value\na\x1B[2J,1\n", ":2:1: name has a line break, a control character or an invisible one");
    REFUSES("name,value\na\xE2\x80\x8B,1\n", ":2:1: name has a line break, a control character or an invisible one");
}

Test(table, sizes_are_bounded)
{
    char sentence[TABLE_SENTENCE_SIZE];
    size_t length = TABLE_FILE_MAX + 1;
    char *text = malloc(length);
    cr_assert_not_null(text);

    memset(text, 'x', length);
    memcpy(text, "name,value\n", 11);
    cr_expect_eq(read_bytes(text, length, sentence), ERROR_FORMAT);
    cr_expect_not_null(strstr(sentence, "the file is larger than"), "%s", sentence);

    cr_expect_eq(read_bytes(text, length - 1, sentence), ERROR_FORMAT); /* one endless field */
    cr_expect_not_null(strstr(sentence, ":2:1: name is longer than 4096 bytes (is a quotation mark not closed?)"), "%s", sentence);

    memset(text + 11, ',', length - 12);
    text[length - 2] = 'x';
    cr_expect_eq(read_bytes(text, length - 1, sentence), ERROR_FORMAT); /* endlessly many fields */
    cr_expect_not_null(strstr(sentence, ":2: the row has"), "%s", sentence);

    memset(text + 11, '"', length - 12);
    cr_expect_eq(read_bytes(text, length - 1, sentence), ERROR_FORMAT);

    memset(text + 11, 'a', TABLE_FIELD_MAX);
    memcpy(text + 11 + TABLE_FIELD_MAX, ",1\n", 4);
    cr_expect_eq(read_bytes(text, 11 + TABLE_FIELD_MAX + 3, sentence), ERROR_NONE, "%s", sentence);
    free(text);
}

Test(table, what_is_no_file)
{
    static const char *const columns[] = {"name"};
    struct table table = {columns, 1, 5, note_row, NULL, 0};
    char sentence[TABLE_SENTENCE_SIZE];

    cr_expect_eq(table_read("/nowhere/t.csv", &table, sentence), ERROR_MISSING);
    cr_expect_str_eq(sentence, "/nowhere/t.csv: not found");
    cr_expect_eq(table_read(folder, &table, sentence), ERROR_IO);
    cr_assert_eq(mkfifo(path, 0600), 0);
    cr_expect_eq(table_read(path, &table, sentence), ERROR_IO, "a pipe without a writer must not block");
}

/* The shipped file with one thing changed. Returns the sentence after the path, "" when it is read. */
static const char *items_with(const char *from, const char *to)
{
    static char sentence[TABLE_SENTENCE_SIZE];
    static char text[65536], changed[65536];
    FILE *file = fopen("conf/items.csv", "r");
    struct item *items = NULL;
    size_t count = 12345;

    cr_assert_not_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    char *at = strstr(text, from);
    cr_assert_not_null(at, "%s", from);
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    write_bytes(changed, strlen(changed));
    enum error error = items_file_read(path, &items, &count, sentence);
    if (error == ERROR_NONE) {
        cr_expect_eq(count, 60);
        free(items);
        return "";
    }
    cr_expect_null(items);
    cr_expect_eq(count, 12345, "nothing half-loaded");
    cr_assert_eq(strncmp(sentence, path, strlen(path)), 0);
    return sentence + strlen(path);
}

Test(table, a_catalogue_with_one_mistake)
{
    cr_expect_str_eq(items_with("assumed", "assumed"), "");
    cr_expect_str_eq(items_with("\nXK02,", "\nXK01,"), ":3:1: code is there twice");
    cr_expect_str_eq(items_with("both,0,18,none", "both,free,18,none"), ":7:14: fee_yuan must be a whole number");
    cr_expect_str_eq(items_with("FW25,退役军人优待证申领,Veteran's preferential card,service", "FW25,x,y,sevrice"),
                     ":61:4: kind must be one of: permit service penalty duty territorial");
    cr_expect_str_eq(items_with(",5,7,organisation", ",8,7,organisation"), ":26:12: statutory_days is less than promised_days");
    cr_expect_str_eq(items_with("XK01,", "XK01;"), ":2:4: kind must be one of: permit service penalty duty territorial");
}

Test(table, a_calendar_with_one_mistake)
{
    static const struct {
        const char *text, *rest;
    } cases[] = {
        {"date,name,kind\n2026-01-01,元旦,off\n2026-13-01,x,off\n", ":3:1: date is not a date like 2026-10-01"},
        {"date,name,kind\n2026-01-01,元旦,of\n", ":2:3: kind must be off or work"},
        {"date,name,kind\n2026-01-01,元旦,off\n2026-01-03,,off\n2026-01-01,元旦,work\n", ":4:1: date is there twice"},
        {"date,name,kind\n", ": there are no dates in it"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct workday_entry *entries = NULL;
        struct workday_calendar calendar;
        char sentence[TABLE_SENTENCE_SIZE];
        write_bytes(cases[i].text, strlen(cases[i].text));
        cr_expect_eq(holidays_file_read(path, &entries, &calendar, sentence), ERROR_FORMAT);
        cr_expect_str_eq(sentence + strlen(path), cases[i].rest);
        cr_expect_null(entries);
    }
}

Test(table, a_calendar_in_any_order)
{
    static const char text[] = "date,name,kind\n2027-02-06,,off\n2025-01-01,,off\n2026-02-14,,work\n";
    struct workday_entry *entries;
    struct workday_calendar calendar;
    char sentence[TABLE_SENTENCE_SIZE];

    write_bytes(text, sizeof text - 1);
    cr_assert_eq(holidays_file_read(path, &entries, &calendar, sentence), ERROR_NONE, "%s", sentence);
    cr_expect_eq(calendar.count, 3);
    cr_expect_eq(calendar.first_year, 2025);
    cr_expect_eq(calendar.last_year, 2027);
    cr_expect(entries[0].date.days < entries[1].date.days && entries[1].date.days < entries[2].date.days);
    cr_expect(entries[1].work);
    free(entries);
}
