/* yichuang-window: the clerk's screen of one window. Joins the model with the controller and the terminal. */
#include "base/clock.h"
#include "base/language.h"
#include "client/options.h"
#include "window/window_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TICK_MS = 1000 };

struct program {
    struct client_options options;
    struct client *client;
    struct mirror mirror;
    struct window_model model;
    bool asked_items;
};

static void take_answer(void *context, const struct client_answer *answer)
{
    struct program *program = context;

    program->model.steady_ms = clock_steady_ms();
    window_model_answer(&program->model, answer->status, answer->body, answer->retry_after_s);
}

static void take_items(void *context, const struct client_answer *answer)
{
    struct program *program = context;

    program->asked_items = answer->status == 200 && window_items_read(&program->model.items, answer->body);
}

/* A new version of the catalogue, or a day on which others may be in force. */
static bool is_about_items(const json_t *event)
{
    const char *type = json_string_value(json_object_get(event, "type"));

    return type && (strncmp(type, "catalogue.", 10) == 0 || strcmp(type, "day.opened") == 0);
}

static void take_case(void *context, const struct client_answer *answer)
{
    struct program *program = context;

    program->model.steady_ms = clock_steady_ms();
    window_case_answer(&program->model, answer->status, answer->body, answer->retry_after_s);
}

static void send_errand(void *context, enum window_purpose purpose, const struct errand *errand, int delay_ms)
{
    static client_callback *const takes[] = {[WINDOW_ACTS] = take_answer, [WINDOW_CASES] = take_case};
    struct program *program = context;

    if (client_request_later(program->client, delay_ms, errand->method, errand->path, errand->body, errand->key, takes[purpose], program) != ERROR_NONE)
        window_model_unsent(&program->model, purpose); /* without memory nothing was sent */
}

/* The names of the items are asked for when the controller is there, and again after each absence until they came. */
static void mirror_moved(void *context, const struct mirror *mirror, const json_t *event)
{
    struct program *program = context;

    if (event && is_about_items(event))
        program->asked_items = false;
    if (mirror->connected && !program->asked_items)
        program->asked_items = client_request(program->client, "GET", "/v1/items", NULL, NULL, take_items, program) == ERROR_NONE;
    program->model.steady_ms = clock_steady_ms();
    program->model.now_ms = mirror_now_ms(mirror);
    if (event)
        window_day_event(&program->model, event);
    window_model_changed(&program->model);
}

/* Goes on with the token that a sign-in gave. */
static bool change_token(struct program *program)
{
    snprintf(program->options.token, sizeof program->options.token, "%s", program->model.token);
    memset(program->model.token, 0, sizeof program->model.token);
    client_destroy(program->client);
    program->client = client_create(&program->options);
    if (!program->client)
        return false;
    program->asked_items = false;
    mirror_start(&program->mirror, program->client, mirror_moved, program);
    return true;
}

static bool turn(struct program *program, struct app *app, const struct app_view *view)
{
    program->model.steady_ms = clock_steady_ms();
    program->model.now_ms = mirror_now_ms(&program->mirror);
    if (!app_turn(app, view))
        return false;
    if (program->model.ring)
        screen_bell(app->screen);
    program->model.ring = false;
    client_wait(program->client, app_fd(app), TICK_MS);
    return !program->model.token[0] || change_token(program);
}

static int run(struct program *program, int number, const char *staff)
{
    struct app_view view = {&program->model, window_view_draw, window_view_key};
    struct app app;
    const char *why;

    program->client = client_create(&program->options);
    if (!program->client || !app_open(&app, 0, &why)) {
        fprintf(stderr, "yichuang-window: %s\n", program->client ? why : _("There is not enough memory."));
        client_destroy(program->client);
        return STATUS_REFUSED;
    }
    window_model_init(&program->model, &program->mirror, number, staff, clock_steady_ms());
    program->model.port.context = program;
    program->model.port.send = send_errand;
    mirror_start(&program->mirror, program->client, mirror_moved, program);
    while (turn(program, &app, &view))
        ;
    app_close(&app);
    client_destroy(program->client);
    window_model_finish(&program->model);
    return STATUS_DONE;
}

static const struct options_row rows[] = {{"staff", 's', "ID", "who works there: opens the window if it is closed"}};

static const struct options_program about = {
    .name = "yichuang-window",
    .arguments = "N",
    .help = "The clerk's screen of window N: one key calls the next.",
    .rows = rows,
    .count = 1,
    .least = 1,
    .most = 1,
};

int main(int argc, char **argv)
{
    static struct program program;
    struct options options = {0};
    const char *staff;
    int64_t number;
    int status;

    language_start();
    if (!options_read(&options, &about, argc, argv, &status))
        return status;
    if (!options_parse_integer(options.arguments[0], 1, 99, &number)) {
        options_complain(&options, _("a window has a number from 1 to 99, not %s"), options.arguments[0]);
        return STATUS_USAGE;
    }
    staff = options_value(&options, "staff");
    if (staff && strlen(staff) >= WINDOW_STAFF_SIZE) {
        options_complain(&options, _("a staff number has at most %d characters"), WINDOW_STAFF_SIZE - 1);
        return STATUS_USAGE;
    }
    program.options = options.client;
    return run(&program, (int)number, staff ? staff : "");
}
