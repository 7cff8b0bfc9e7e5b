#include "window/window_request.h"

#include <stdio.h>

static const struct {
    const char *path, *label, *done;
    char key;
    unsigned states;
} rows[WINDOW_ACTION_COUNT] = {
#define S(state) (1u << WINDOW_##state)
#define WINDOW_ACTION(name, path, key, label, states, done) [WINDOW_ACTION_##name] = {path, label, done, key, states},
#include "window/window_actions.def"
#undef WINDOW_ACTION
#undef S
};

void window_request_path(const struct window_request *request, char path[static WINDOW_PATH_SIZE])
{
    if (request->action == WINDOW_ACTION_SIGN_IN)
        snprintf(path, WINDOW_PATH_SIZE, "/v1/sessions");
    else
        snprintf(path, WINDOW_PATH_SIZE, "/v1/windows/%d/%s", request->window, rows[request->action].path);
}

json_t *window_request_body(const struct window_request *request)
{
    char service[2] = {request->service, '\0'};

    if (request->bare)
        return NULL;
    switch (request->action) {
    case WINDOW_ACTION_OPEN:
        return request->staff[0] ? json_pack("{s:s}", "staff", request->staff) : NULL;
    case WINDOW_ACTION_SIGN_IN:
        return json_pack("{s:s, s:s, s:i}", "staff", request->staff, "pin", request->pin, "window", request->window);
    case WINDOW_ACTION_PAUSE:
        return json_pack("{s:s}", "reason", pause_reason_word(request->reason));
    case WINDOW_ACTION_TRANSFER:
        return request->service ? json_pack("{s:s}", "service", service) : json_pack("{s:i}", "window", request->to_window);
    default:
        return NULL;
    }
}

char window_action_key(enum window_action action)
{
    return rows[action].key;
}

const char *window_action_label(enum window_action action)
{
    return rows[action].label;
}

const char *window_action_done(enum window_action action)
{
    return rows[action].done;
}

bool window_action_fits(enum window_action action, enum window_state state)
{
    return (rows[action].states >> state & 1) != 0;
}
