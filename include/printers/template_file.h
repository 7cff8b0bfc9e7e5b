/* What the readers of templates have in common: one file, one sentence for the first thing that is wrong in it. libconfuse hands no context to its callbacks, so one file is read at a
 * time. Only for readers of templates. */
#ifndef PRINTERS_TEMPLATE_FILE_H
#define PRINTERS_TEMPLATE_FILE_H

#include "base/error.h"

#include <confuse.h>
#include <stdbool.h>
#include <stddef.h>

enum { TEMPLATE_FILE_MESSAGE = 512 };

/* Makes a template of the text of a file with the options and checks of its kind; *form is the caller's own. False when something is wrong: it was told to cfg_error(), or stands in
 * message. */
typedef bool template_file_parse(const char *path, char *text, void *form, char message[static TEMPLATE_FILE_MESSAGE]);

/* Reads the file. ERROR_MISSING, ERROR_IO, ERROR_MEMORY, ERROR_FORMAT, with a clean sentence that begins with the path. */
enum error template_file_read(const char *path, template_file_parse *parse, void *form, char message[static TEMPLATE_FILE_MESSAGE]);

/* Parses the text with cfg; the first complaint becomes the message. False when something is wrong. */
bool template_file_parse_text(cfg_t *cfg, const char *path, char *text, char message[static TEMPLATE_FILE_MESSAGE]);

/* Returns the place of a word in a list, -1 when it is not in it. */
int template_file_word(const char *const *words, int count, const char *word);

/* Returns whether a text is clean and shorter than room bytes; else that was told. */
bool template_file_is_clean(cfg_t *cfg, const char *option, const char *text, size_t room);

#endif
