/* Which handler an address belongs to: routes.def as a table, searched by path and method. */
#include "server/api.h"
#include "server/http.h"

#include <stdlib.h>
#include <string.h>

#define R(name) (1U << STAFF_ROLE_##name)
#define ANY ((1U << STAFF_ROLE_CALL_ANY) - 1)
#define PUBLIC (ANY | ROUTE_PUBLIC)
static const struct route routes[] = {
#define ROUTE(method, path, roles, handler) {EVHTTP_REQ_##method, #method " " path, path, roles, handler},
#include "server/routes.def"
#undef ROUTE
};

void route_forget(char *parameters[static PARAMETERS_MAX])
{
    for (int i = 0; i < PARAMETERS_MAX; i++) {
        free(parameters[i]);
        parameters[i] = NULL;
    }
}

/* Compares a path with a pattern and keeps the parts that stand for {}. */
static bool path_fits(const char *pattern, const char *path, char *parameters[static PARAMETERS_MAX])
{
    int count = 0;

    while (*pattern) {
        if (strncmp(pattern, "{}", 2) == 0) {
            size_t length = strcspn(path, "/");
            if (length == 0 || count == PARAMETERS_MAX)
                break;
            if (!(parameters[count] = strndup(path, length)))
                break;
            count++;
            pattern += 2;
            path += length;
        } else if (*pattern == *path) {
            pattern++;
            path++;
        } else {
            break;
        }
    }
    if (!*pattern && !*path)
        return true;
    route_forget(parameters);
    return false;
}

enum refusal route_find(struct request *request, const char *path, enum evhttp_cmd_type method)
{
    enum refusal refusal = REFUSAL_NOT_FOUND;

    if (method == EVHTTP_REQ_HEAD)
        method = EVHTTP_REQ_GET;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!path_fits(routes[i].path, path, request->parameters))
            continue;
        if (routes[i].method == method) {
            request->route = &routes[i];
            return REFUSAL_NONE;
        }
        refusal = REFUSAL_METHOD;
        route_forget(request->parameters);
    }
    return refusal;
}
