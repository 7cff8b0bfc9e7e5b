/* Where the controller is: what was given, or the environment. */
#include "client/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

static const char *from_environment(const char *name)
{
    const char *value = getenv(name);

    return value && *value ? value : NULL;
}

static enum error set_url(struct client_options *options, const char *url)
{
    size_t length = strlen(url);

    while (length > 0 && url[length - 1] == '/')
        length--;
    if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)
        return ERROR_FORMAT;
    for (size_t i = 0; i < length; i++)
        if (url[i] <= ' ' || url[i] > '~')
            return ERROR_FORMAT;
    if (length >= sizeof options->url)
        return ERROR_RANGE;
    memcpy(options->url, url, length);
    options->url[length] = '\0';
    return ERROR_NONE;
}

static enum error set_socket(struct client_options *options, const char *dir)
{
    int length = snprintf(options->socket, sizeof options->socket, "%s/run/controller.sock", dir);

    return length < 0 || (size_t)length >= sizeof ((struct sockaddr_un *)0)->sun_path ? ERROR_RANGE : ERROR_NONE;
}

static enum error set_token(struct client_options *options, const char *token)
{
    if (strlen(token) >= sizeof options->token)
        return ERROR_RANGE;
    for (const char *at = token; *at; at++)
        if (*at <= ' ' || *at > '~')
            return ERROR_FORMAT;
    strcpy(options->token, token);
    return ERROR_NONE;
}

enum error client_options_fill(struct client_options *options, const char *dir, const char *url, const char *token)
{
    struct client_options filled = {0};
    enum error error = ERROR_NONE;

    if (!url && !dir) {
        url = from_environment("YICHUANG_URL");
        dir = from_environment("YICHUANG_DIR");
    }
    if (!url && !dir)
        return ERROR_MISSING;
    if (!token)
        token = from_environment("YICHUANG_TOKEN");
    error = url ? set_url(&filled, url) : set_socket(&filled, dir);
    if (!error && token)
        error = set_token(&filled, token);
    if (!error)
        *options = filled;
    return error;
}
