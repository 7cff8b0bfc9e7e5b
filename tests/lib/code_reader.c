#include "lib/code_reader.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

const char *code_read(const char *picture, char *text, size_t size)
{
    char command[512];

    if (strchr(picture, '\'') || snprintf(command, sizeof command, "zbarimg --nodbus -q --raw -Sdisable -Sqrcode.enable '%s' 2>/dev/null", picture) >= (int)sizeof command)
        return "the picture's name cannot be handed to zbarimg";
    FILE *pipe = popen(command, "r");
    if (!pipe)
        return "zbarimg cannot be started";
    size_t length = fread(text, 1, size - 1, pipe);
    text[length] = 0;
    int status = pclose(pipe);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return "zbarimg is missing: install the package zbar-tools (make setup)";
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return "zbarimg found no code in the picture";
    if (length == 0 || text[length - 1] != '\n' || strchr(text, '\n') != text + length - 1)
        return "zbarimg found more than one code in the picture";
    text[length - 1] = 0;
    return NULL;
}
