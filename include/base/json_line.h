/* Writes a JSON object on one line, member by member, into a buffer that is used again and again: for what is written often and never looked into before it is
 * kept. What is read, or built out of parts, is jansson's. */
#ifndef BASE_JSON_LINE_H
#define BASE_JSON_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Begins as all zeros. */
struct json_line {
    char *text; /* owned */
    size_t used, room;
    bool failed; /* memory was short */
};

/* Begins an object; what the buffer held is forgotten. */
void json_line_open(struct json_line *line);

/* Add a member. Names need no escaping. Text is UTF-8; quotes, backslashes and control characters are escaped. json is the text of any value. */
void json_line_integer(struct json_line *line, const char *name, int64_t value);
void json_line_text(struct json_line *line, const char *name, const char *text);
void json_line_value(struct json_line *line, const char *name, const char *json);

/* Ends the object. Returns the text, borrowed until the next open; NULL if memory was short. */
const char *json_line_close(struct json_line *line);

void json_line_finish(struct json_line *line);

#endif
