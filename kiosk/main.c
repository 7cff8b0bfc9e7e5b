/* yichuang-kiosk: residents take a number here. Joins the model with the controller and the terminal, which is locked: the public types here. */
#include "base/clock.h"
#include "base/language.h"
#include "client/options.h"
#include "kiosk/keeper.h"
#include "kiosk/kiosk_view.h"
#include "kiosk/lockdown.h"
#include "kiosk/readers.h"

#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

struct program;

/* A question under way: which one it is. */
struct question {
    struct program *program;
    enum kiosk_ask what;
};

struct program {
    struct client *client;
    struct mirror mirror;
    struct kiosk kiosk;
    struct question questions[KIOSK_ASKS];
    const struct options *options;
    bool locked;
    struct readers readers;
};

static void tell_time(struct program *program)
{
    kiosk_tick(&program->kiosk, clock_steady_ms(), program->mirror.known ? mirror_now_ms(&program->mirror) : 0);
}

static void take_answer(void *context, const struct client_answer *answer)
{
    struct question *question = context;
    struct mirror *mirror = &question->program->mirror;
    int64_t seq = mirror->seq;

    if (question->what == KIOSK_ASK_HALL && answer->status == 200 && mirror_read_hall(mirror, answer->body))
        mirror->seq = seq; /* the stream goes on from where it is; what it tells twice changes nothing */
    tell_time(question->program);
    kiosk_answer(&question->program->kiosk, question->what, answer->status, answer->body, answer->retry_after_s);
}

static bool ask(void *context, enum kiosk_ask what, const char *method, const char *path, const json_t *body, const char *key)
{
    struct program *program = context;
    struct question *question = &program->questions[what];

    *question = (struct question){program, what};
    return client_request(program->client, method, path, body, key, take_answer, question) == ERROR_NONE;
}

static void mirror_moved(void *context, const struct mirror *mirror, const json_t *event)
{
    struct program *program = context;

    (void)mirror;
    tell_time(program);
    kiosk_hear(&program->kiosk, event);
}

static bool press(void *context, struct key key)
{
    struct program *program = context;

    tell_time(program); /* how long ago the last key was decides */
    return kiosk_view_key(&program->kiosk, key);
}

static void draw(void *context, struct canvas *canvas, struct targets *targets)
{
    struct program *program = context;

    kiosk_view_draw(&program->kiosk, canvas, targets);
}

static void take_card(void *context, const char *number)
{
    struct program *program = context;

    tell_time(program);
    kiosk_card(&program->kiosk, number);
}

/* What to wait on for keys and cards; -1: no descriptor is left. */
static int wait_on(const struct app *app, int cards)
{
    struct epoll_event event = {.events = EPOLLIN};
    int both = epoll_create1(EPOLL_CLOEXEC);

    if (both >= 0 && (epoll_ctl(both, EPOLL_CTL_ADD, app_fd(app), &event) != 0 || (cards >= 0 && epoll_ctl(both, EPOLL_CTL_ADD, cards, &event) != 0))) {
        close(both);
        return -1;
    }
    return both;
}

static void turn(struct program *program, struct app *app, int cards)
{
    struct app_view view = {program, draw, press};
    int both = wait_on(app, cards);

    mirror_start(&program->mirror, program->client, mirror_moved, program);
    for (tell_time(program); both >= 0 && app_turn(app, &view); tell_time(program)) {
        client_wait(program->client, both, kiosk_due_ms(&program->kiosk));
        if (cards >= 0)
            readers_read(&program->readers, cards, take_card, program);
    }
    if (both >= 0)
        close(both);
}

/* The kiosk itself. cards: lines of the card reader come there; -1: there is none. */
static int run(void *context, int cards)
{
    struct program *program = context;
    const struct options *options = program->options;
    struct kiosk_way way = {ask, program};
    struct app app;
    const char *why;

    if (program->locked && !lockdown_enter()) {
        options_complain(options, "%s", _("The kiosk cannot be locked on this machine (no seccomp)."));
        return STATUS_REFUSED;
    }
    program->client = client_create(&options->client);
    if (!program->client || !app_open(&app, SCREEN_LOCKED, &why)) {
        options_complain(options, "%s", program->client ? why : _("There is not enough memory."));
        client_destroy(program->client);
        return STATUS_REFUSED;
    }
    kiosk_start(&program->kiosk, &program->mirror, &way, language_current(), options_value(options, "place"));
    turn(program, &app, cards);
    app_close(&app);
    client_destroy(program->client);
    kiosk_finish(&program->kiosk);
    return STATUS_DONE;
}

static const struct options_row rows[] = {
    {"place", 'p', "TEXT", "where it stands (\"kiosk 1\"): the ticket printer of that place prints"},
    {"locked", 'L', NULL, "no other program can be started from it, and it is started again when it dies"},
    {"reader", 'r', "COMMAND", "a card reader: a command that writes a line of JSON for each card"},
};

static const struct options_program about = {
    .name = "yichuang-kiosk",
    .arguments = "",
    .help = "Residents take a number here. The keyboard cannot end it: end it with SIGTERM.",
    .rows = rows,
    .count = sizeof rows / sizeof *rows,
};

int main(int argc, char **argv)
{
    static struct program program;
    static struct options options;
    const char *place;
    int status;

    language_start();
    if (!options_read(&options, &about, argc, argv, &status))
        return status;
    place = options_value(&options, "place");
    if (place && strlen(place) >= sizeof program.kiosk.place) {
        options_complain(&options, _("the place has at most %d bytes"), (int)sizeof program.kiosk.place - 1);
        return STATUS_USAGE;
    }
    readers_erase_json();
    program.options = &options;
    program.locked = options_value(&options, "locked") != NULL;
    struct keeper_job job = {run, &program, options_value(&options, "reader")};
    if (!program.locked && !job.reader)
        return run(&program, -1);
    status = keeper_run(&job);
    if (status < 0)
        options_complain(&options, "%s", _("There is not enough memory."));
    return status < 0 ? STATUS_REFUSED : status;
}
