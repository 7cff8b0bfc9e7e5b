/* The writer of journal lines: what it writes, jansson reads as the same. */
#include "base/json_line.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static struct json_line line;

static void end(void)
{
    json_line_finish(&line);
}

TestSuite(json_line, .fini = end);

Test(json_line, an_object_without_members)
{
    json_line_open(&line);
    cr_assert_str_eq(json_line_close(&line), "{}");
}

Test(json_line, members_in_order_and_compact)
{
    json_line_open(&line);
    json_line_integer(&line, "v", 1);
    json_line_text(&line, "role", "kiosk");
    json_line_value(&line, "list", "[1,2]");
    cr_assert_str_eq(json_line_close(&line), "{\"v\":1,\"role\":\"kiosk\",\"list\":[1,2]}");
}

Test(json_line, begins_anew)
{
    json_line_open(&line);
    json_line_text(&line, "first", "gone");
    json_line_close(&line);
    json_line_open(&line);
    json_line_integer(&line, "second", 2);
    cr_assert_str_eq(json_line_close(&line), "{\"second\":2}");
}

Test(json_line, integers_to_their_ends)
{
    static const int64_t values[] = {0, 9, 10, -1, -10, INT64_MAX, INT64_MIN, 1795400000000};

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        json_line_open(&line);
        json_line_integer(&line, "n", values[i]);
        json_t *json = json_loads(json_line_close(&line), 0, NULL);
        cr_assert_not_null(json, "%s", line.text);
        cr_assert_eq(json_integer_value(json_object_get(json, "n")), values[i], "%s", line.text);
        json_decref(json);
    }
}

static void comes_back(const char *text)
{
    json_line_open(&line);
    json_line_text(&line, "text", text);
    json_t *json = json_loads(json_line_close(&line), 0, NULL);
    cr_assert_not_null(json, "%s", line.text);
    cr_assert_str_eq(json_string_value(json_object_get(json, "text")), text);
    json_decref(json);
}

Test(json_line, every_character_comes_back)
{
    char text[8] = "a?b";

    for (int character = 1; character < 128; character++) {
        text[1] = (char)character;
        comes_back(text);
    }
    comes_back("");
    comes_back("\\");
    comes_back("\"\"\"");
    comes_back("补打 \"A007\"\n一窗通办 \xF0\x9F\x98\x80");
}

Test(json_line, grows_as_long_as_needed)
{
    enum { LONG = 100000 };
    char *text = malloc(LONG + 1);

    memset(text, '"', LONG);
    text[LONG] = '\0';
    comes_back(text);
    free(text);
}
