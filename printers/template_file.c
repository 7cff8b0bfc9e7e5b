#include "printers/template_file.h"

#include "base/conf_text.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST_TEXT = 1024 };

/* Where the first complaint of the present reading goes. */
static char *complaint;
static const char *complained_path;

static void complain(cfg_t *cfg, const char *format, va_list arguments)
{
    if (!complaint || complaint[0])
        return;
    int length = snprintf(complaint, TEMPLATE_FILE_MESSAGE, cfg && cfg->line > 0 ? "%s:%d: " : "%s: ", complained_path, cfg ? cfg->line : 0);
    if (length > 0 && length < TEMPLATE_FILE_MESSAGE)
        vsnprintf(complaint + length, TEMPLATE_FILE_MESSAGE - (size_t)length, format, arguments);
}

bool template_file_parse_text(cfg_t *cfg, const char *path, char *text, char message[static TEMPLATE_FILE_MESSAGE])
{
    complaint = message;
    complained_path = path;
    cfg_set_error_function(cfg, complain);
    bool parsed = cfg_parse_buf(cfg, text) == CFG_SUCCESS;
    complaint = NULL;
    complained_path = NULL;
    if (!parsed && !message[0])
        snprintf(message, TEMPLATE_FILE_MESSAGE, "%.200s: cannot be read", path);
    return parsed && !message[0];
}

int template_file_word(const char *const *words, int count, const char *word)
{
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

bool template_file_is_clean(cfg_t *cfg, const char *option, const char *text, size_t room)
{
    char clean[LONGEST_TEXT];

    if (strlen(text) >= room)
        cfg_error(cfg, "%s has more than %zu bytes", option, room - 1);
    else if (utf8_clean(clean, sizeof clean, text) != strlen(text) || strcmp(clean, text) != 0)
        cfg_error(cfg, "%s must be plain text in UTF-8", option);
    else
        return true;
    return false;
}

enum error template_file_read(const char *path, template_file_parse *parse, void *form, char message[static TEMPLATE_FILE_MESSAGE])
{
    struct stat status;
    char *text, clean[TEMPLATE_FILE_MESSAGE];

    message[0] = 0;
    if (stat(path, &status) != 0 || access(path, R_OK) != 0) {
        enum error error = errno == ENOENT || errno == ENOTDIR ? ERROR_MISSING : ERROR_IO;
        snprintf(message, TEMPLATE_FILE_MESSAGE, "%.200s: %s", path, strerror(errno));
        return error;
    }
    if (!S_ISREG(status.st_mode)) {
        snprintf(message, TEMPLATE_FILE_MESSAGE, "%.200s: this is no file", path);
        return ERROR_FORMAT;
    }
    enum error error = conf_text_read(path, &text);
    if (error != ERROR_NONE) {
        snprintf(message, TEMPLATE_FILE_MESSAGE, "%.200s: %s", path, error_sentence(error));
    } else {
        error = parse(path, text, form, message) ? ERROR_NONE : ERROR_FORMAT;
        free(text);
    }
    utf8_clean(clean, sizeof clean, message); /* it quotes what the file says */
    memcpy(message, clean, sizeof clean);
    return error;
}
