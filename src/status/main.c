/* yichuang-status: the hall manager's screen. It follows the event stream; nothing is asked again and again. */
#include "base/clock.h"
#include "base/language.h"
#include "client/options.h"
#include "status/view.h"
#include "term/app.h"

enum { TURN_MS = 1000 }; /* spans of time move by themselves */

static const struct options_program about = {
    .name = "yichuang-status",
    .arguments = "",
    .help = "The hall manager's screen: alarms, windows, queues, printers and today's figures.",
};

struct program {
    struct client *client;
    struct mirror mirror;
    struct status_model model;
};

/* An answer to what was read for a page. */
static void take(struct program *program, enum status_want want, const struct client_answer *answer)
{
    program->model.steady_ms = clock_steady_ms();
    status_answer(&program->model, want, answer->status, answer->body);
}

static void take_settings(void *context, const struct client_answer *answer)
{
    take(context, STATUS_WANT_SETTINGS, answer);
}

static void take_staff(void *context, const struct client_answer *answer)
{
    take(context, STATUS_WANT_STAFF, answer);
}

static void take_today(void *context, const struct client_answer *answer)
{
    take(context, STATUS_WANT_TODAY, answer);
}

static void take_window(void *context, const struct client_answer *answer)
{
    take(context, STATUS_WANT_WINDOW, answer);
}

static void take_ticket(void *context, const struct client_answer *answer)
{
    take(context, STATUS_WANT_TICKET, answer);
}

static void read_path(void *context, enum status_want want, const char *path)
{
    static client_callback *const takes[STATUS_WANTS] = {[STATUS_WANT_SETTINGS] = take_settings, [STATUS_WANT_STAFF] = take_staff, [STATUS_WANT_TODAY] = take_today,
                                                         [STATUS_WANT_WINDOW] = take_window, [STATUS_WANT_TICKET] = take_ticket};
    struct program *program = context;

    if (client_request(program->client, "GET", path, NULL, NULL, takes[want], program) != ERROR_NONE)
        program->model.asked[want] = false; /* without memory nothing was sent: asked again */
}

static void take_change(void *context, const struct client_answer *answer)
{
    struct program *program = context;

    program->model.steady_ms = clock_steady_ms();
    status_done(&program->model, answer->status, answer->body, answer->retry_after_s);
}

static void send_errand(void *context, const struct errand *errand, int delay_ms)
{
    struct program *program = context;

    if (client_request_later(program->client, delay_ms, errand->method, errand->path, errand->body, errand->key, take_change, program) != ERROR_NONE)
        errand_finish(&program->model.errand);
}

static void mirror_moved(void *context, const struct mirror *mirror, const json_t *event)
{
    struct program *program = context;

    program->model.steady_ms = clock_steady_ms();
    program->model.now_ms = mirror_now_ms(mirror);
    status_changed(&program->model, event);
}

static void run(struct app *app, struct client *client)
{
    static struct program program;
    int64_t rung_ms = 0; /* since when the help is wanted that was rung for last */
    struct status_model *model = &program.model;
    struct app_view view = {model, status_draw, status_take_key};

    program.client = client;
    model->mirror = &program.mirror;
    model->port = (struct status_port){&program, read_path, send_errand};
    mirror_start(&program.mirror, client, mirror_moved, &program);
    for (;;) {
        model->now_ms = mirror_now_ms(&program.mirror);
        model->steady_ms = clock_steady_ms();
        if (!app_turn(app, &view))
            break;
        const struct mirror_alarm *help = mirror_alarm(&program.mirror, "help-wanted");
        if (help && help->since_ms != rung_ms)
            screen_bell(app->screen);
        rung_ms = help ? help->since_ms : 0;
        status_refresh(model);
        client_wait(client, app_fd(app), TURN_MS);
    }
    status_finish(model);
}

int main(int argc, char **argv)
{
    struct options options = {0};
    struct app app;
    const char *why;
    int status = STATUS_REFUSED;

    language_start();
    if (!options_read(&options, &about, argc, argv, &status))
        return status;
    struct client *client = client_create(&options.client);
    if (!client) {
        options_complain(&options, "%s", _("There is not enough memory."));
        return STATUS_REFUSED;
    }
    if (app_open(&app, 0, &why)) {
        run(&app, client);
        app_close(&app);
        status = STATUS_DONE;
    } else {
        options_complain(&options, "%s", why);
        status = STATUS_REFUSED;
    }
    client_destroy(client);
    return status;
}
