/* yichuang-board: the public wall, or the display over one window, and the voice. It follows the event stream; a call is there as soon as its event is. */
#include "base/clock.h"
#include "base/language.h"
#include "base/log.h"
#include "base/path.h"
#include "board/speech.h"
#include "board/view.h"
#include "client/options.h"
#include "term/app.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { TURN_MS = 1000 }; /* the clock moves by itself */

static const struct options_row rows[] = {
    {"window", 'w', "N", "the display over this window, not the wall for all"},
    {"voice", 'V', NULL, "calls are spoken, too"},
    {"no-screen", 'n', NULL, "only the voice; needs no terminal"},
    {"sound", 's', "SINK", "where the voice goes: aplay, aplay:DEVICE or file:FOLDER"},
    {"volume", 'v', "TEXT", "in percent, by the time of day: \"80,12:00-13:30=30\"; 0 is silence"},
    {"clips", 'c', "FOLDER", "recordings in place of the made clips"},
};

static const struct options_program about = {
    .name = "yichuang-board",
    .arguments = "",
    .help = "The public wall: who is called to which window, and how many wait.",
    .rows = rows,
    .count = sizeof rows / sizeof *rows,
};

struct program {
    struct client *client;
    struct mirror mirror;
    struct board_model model;
    struct announcer *announcer; /* NULL: no voice */
    const char *told;            /* the trouble of the voice that was told last */
};

static volatile sig_atomic_t ended;

static void on_end(int number)
{
    (void)number;
    ended = 1;
}

static void hear(void *context, const struct mirror *mirror, const json_t *event)
{
    struct program *program = context;

    if (program->announcer && event)
        speech_hear(program->announcer, program->model.window, mirror, event, clock_steady_ms());
}

/* Speaks what is due; returns after how many ms to look again. */
static int speak(struct program *program)
{
    struct announcer *announcer = program->announcer;
    int64_t now_ms = clock_steady_ms();

    if (!announcer)
        return TURN_MS;
    announcer->silent = program->model.silent;
    announcer_tick(announcer, now_ms, speech_minute(&program->mirror));
    return announcer_due_ms(announcer, now_ms, TURN_MS);
}

static void run_screen(struct program *program, struct app *app)
{
    struct app_view view = {&program->model, board_draw, board_take_key};

    for (;;) {
        program->model.now_ms = mirror_now_ms(&program->mirror);
        program->model.steady_ms = clock_steady_ms();
        if (program->announcer)
            program->model.voice_trouble = program->announcer->why;
        if (!app_turn(app, &view))
            return;
        client_wait(program->client, app_fd(app), speak(program));
    }
}

/* Only the voice: until a signal. What changes is told once. */
static void run_voice(struct program *program)
{
    struct sigaction action = {.sa_handler = on_end};

    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    for (bool following = false; !ended;) {
        if (program->mirror.connected != following)
            log_note("%s", program->mirror.connected ? _("the voice follows the hall") : _("the controller cannot be reached"));
        following = program->mirror.connected;
        client_wait(program->client, -1, speak(program));
        const char *why = program->announcer->why;
        if (why && why != program->told)
            log_warning("%s (%s)", _(why), program->announcer->clip);
        program->told = why;
    }
}

/* Fills the announcer by the options; false after a message. */
static bool open_voice(const struct options *options, struct announcer *announcer)
{
    static char made[PATH_SIZE];
    const char *sound = options_value(options, "sound"), *volume = options_value(options, "volume");

    announcer->folders = (struct clips_folders){options_value(options, "clips"), made};
    if (!path_share(made, "yichuang/voice")) {
        options_complain(options, "%s", _("The clips of the voice are not installed."));
        return false;
    }
    if (!volume_parse(volume ? volume : "100", &announcer->volume)) {
        options_complain(options, "--volume: %s", _("it must be like 80,12:00-13:30=30 (percent, 0 to 100)"));
        return false;
    }
    if (announcer->folders.own && access(announcer->folders.own, R_OK | X_OK) != 0) {
        options_complain(options, "--clips: %s", _("this folder cannot be read"));
        return false;
    }
    if (!player_open(&announcer->player, sound ? sound : "aplay")) {
        options_complain(options, "--sound: %s", _("it must be aplay, aplay:DEVICE or file:FOLDER (a folder that can be written)"));
        return false;
    }
    return true;
}

static int run(struct program *program, const struct options *options)
{
    struct app app;
    const char *why;
    bool screen = !options_value(options, "no-screen");

    program->client = client_create(&options->client);
    if (!program->client) {
        options_complain(options, "%s", _("There is not enough memory."));
        return STATUS_REFUSED;
    }
    if (screen && !app_open(&app, SCREEN_NO_MOUSE, &why)) {
        options_complain(options, "%s", why);
        client_destroy(program->client);
        return STATUS_REFUSED;
    }
    mirror_start(&program->mirror, program->client, hear, program);
    if (screen) {
        run_screen(program, &app);
        app_close(&app);
    } else {
        run_voice(program);
    }
    client_destroy(program->client);
    if (program->announcer)
        announcer_finish(program->announcer);
    return STATUS_DONE;
}

int main(int argc, char **argv)
{
    static struct program program;
    static struct announcer announcer;
    struct options options = {0};
    int64_t window = 0;
    int status = STATUS_REFUSED;

    language_start();
    if (!options_read(&options, &about, argc, argv, &status))
        return status;
    if (!options_integer(&options, "window", 1, MIRROR_WINDOWS, &window))
        return STATUS_USAGE;
    bool voice = options_value(&options, "voice") || options_value(&options, "no-screen");
    if (voice && !open_voice(&options, &announcer))
        return STATUS_USAGE;
    log_open(about.name);
    program.announcer = voice ? &announcer : NULL;
    program.model = (struct board_model){.mirror = &program.mirror, .window = (int)window, .voice = voice};
    return run(&program, &options);
}
