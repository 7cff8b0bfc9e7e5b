/* yichuang-desk: cases at the desks of approvers and issuers, numbers at the desk of the guide. Joins the model with the controller and the terminal. */
#include "base/clock.h"
#include "base/language.h"
#include "client/options.h"
#include "desk/desk_do.h"
#include "desk/desk_view.h"

#include <stdio.h>
#include <string.h>

enum { TICK_MS = 1000 };

struct program {
    struct client_options options;
    struct client *client;
    struct mirror mirror;
    struct desk_model model;
    int64_t rung_ms; /* since when the help is wanted that was rung for last */
};

static void answer(struct program *program, enum desk_purpose purpose, const struct client_answer *answer)
{
    program->model.steady_ms = clock_steady_ms();
    desk_model_answer(&program->model, purpose, answer->status, answer->body, answer->retry_after_s);
}

static void take_sign_in(void *context, const struct client_answer *given)
{
    answer(context, DESK_SIGN_IN, given);
}

static void take_list(void *context, const struct client_answer *given)
{
    answer(context, DESK_LIST, given);
}

static void take_file(void *context, const struct client_answer *given)
{
    answer(context, DESK_FILE, given);
}

static void take_move(void *context, const struct client_answer *given)
{
    answer(context, DESK_MOVE, given);
}

static void take_look(void *context, const struct client_answer *given)
{
    answer(context, DESK_LOOK, given);
}

static void take_tickets(void *context, const struct client_answer *given)
{
    answer(context, DESK_TICKETS, given);
}

static void send_request(void *context, enum desk_purpose purpose, const char *method, const char *path, const json_t *body, const char *key, int delay_ms)
{
    static client_callback *const takes[DESK_PURPOSES] = {[DESK_SIGN_IN] = take_sign_in, [DESK_LIST] = take_list, [DESK_FILE] = take_file, [DESK_MOVE] = take_move,
                                                          [DESK_LOOK] = take_look, [DESK_TICKETS] = take_tickets};
    struct program *program = context;

    client_request_later(program->client, delay_ms, method, path, body, key, takes[purpose], program);
}

static void mirror_moved(void *context, const struct mirror *mirror, const json_t *event)
{
    struct program *program = context;
    const json_t *one = json_object_get(event, "case");

    program->model.steady_ms = clock_steady_ms();
    program->model.now_ms = mirror_now_ms(mirror);
    desk_model_changed(&program->model);
    if (json_object_get(event, "ticket"))
        desk_model_ticket_stale(&program->model);
    if (one)
        desk_model_stale(&program->model, json_integer_value(json_is_object(one) ? json_object_get(one, "id") : one));
}

/* Goes on with the token that a sign-in gave. */
static bool change_token(struct program *program)
{
    snprintf(program->options.token, sizeof program->options.token, "%s", program->model.token);
    memset(program->model.token, 0, sizeof program->model.token);
    errand_finish(&program->model.move); /* nobody will answer it any more: the case shows what became of it */
    notice_clear(&program->model.notice);
    program->model.list_asked = program->model.file_asked = program->model.look_asked = program->model.tickets_asked = false;
    client_destroy(program->client);
    program->client = client_create(&program->options);
    if (program->client)
        mirror_start(&program->mirror, program->client, mirror_moved, program);
    return program->client != NULL;
}

static void ignore(void *context, const struct client_answer *answer)
{
    (void)context;
    (void)answer; /* the alarm goes with the next event, or stays */
}

static const struct mirror_alarm *help_wanted(const struct program *program)
{
    return program->model.guide ? mirror_alarm(&program->mirror, "help-wanted") : NULL;
}

static bool press(void *context, struct key key)
{
    struct program *program = context;

    if (program->model.page == DESK_PAGE_TICKETS && help_wanted(program) && key.kind == KEY_KIND_TEXT && (key.code == 'h' || key.code == 'H')) {
        (void)client_request(program->client, "POST", "/v1/help/answered", NULL, NULL, ignore, program);
        return true;
    }
    return desk_view_key(&program->model, key);
}

static void draw(void *context, struct canvas *canvas, struct targets *targets)
{
    struct program *program = context;

    desk_view_draw(&program->model, canvas, targets);
}

/* Once for each time that somebody asks. */
static void ring(struct program *program, struct app *app)
{
    const struct mirror_alarm *help = help_wanted(program);

    if (help && help->since_ms != program->rung_ms)
        screen_bell(app->screen);
    program->rung_ms = help ? help->since_ms : 0;
}

static bool turn(struct program *program, struct app *app, const struct app_view *view)
{
    program->model.steady_ms = clock_steady_ms();
    program->model.now_ms = mirror_now_ms(&program->mirror);
    if (!app_turn(app, view))
        return false;
    ring(program, app);
    program->model.wide = app->canvas.columns >= DESK_WIDE_COLUMNS;
    desk_model_refresh(&program->model);
    client_wait(program->client, app_fd(app), TICK_MS);
    return !program->model.token[0] || change_token(program);
}

static int run(struct program *program)
{
    struct app_view view = {program, draw, press};
    struct app app;
    const char *why = _("There is not enough memory.");

    program->client = client_create(&program->options);
    if (!program->client || !desk_model_init(&program->model, &program->mirror, clock_steady_ms()) || !app_open(&app, 0, &why)) {
        fprintf(stderr, "yichuang-desk: %s\n", why);
        client_destroy(program->client);
        desk_model_finish(&program->model);
        return STATUS_REFUSED;
    }
    program->model.port.context = program;
    program->model.port.send = send_request;
    if (!program->options.token[0]) /* on the hall's own machine too, somebody with a staff number approves and issues */
        program->model.page = DESK_PAGE_SIGN_IN;
    mirror_start(&program->mirror, program->client, mirror_moved, program);
    while (turn(program, &app, &view))
        ;
    app_close(&app);
    client_destroy(program->client);
    desk_model_finish(&program->model);
    return STATUS_DONE;
}

static const struct options_program about = {
    .name = "yichuang-desk",
    .arguments = "",
    .help = "The screen of approvers and issuers (cases by deadline, and what can be done with each) and of the guide (numbers).",
};

int main(int argc, char **argv)
{
    static struct program program;
    struct options options = {0};
    int status;

    language_start();
    if (!options_read(&options, &about, argc, argv, &status))
        return status;
    program.options = options.client;
    return run(&program);
}
