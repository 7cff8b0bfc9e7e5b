/* yichuang-board: the public wall, or the display over one window. It follows the event stream; a call is there as soon as its event is. */
#include "base/clock.h"
#include "base/language.h"
#include "board/view.h"
#include "client/options.h"
#include "term/app.h"

enum { TURN_MS = 1000 }; /* the clock moves by itself */

static const struct options_row rows[] = {{"window", 'w', "N", "the display over this window, not the wall for all"}};

static const struct options_program program = {
    .name = "yichuang-board",
    .arguments = "",
    .help = "The public wall: who is called to which window, and how many wait.",
    .rows = rows,
    .count = sizeof rows / sizeof *rows,
};

static void run(struct app *app, struct client *client, int window)
{
    static struct mirror mirror;
    struct board_model model = {.mirror = &mirror, .window = window};
    struct app_view view = {&model, board_draw, board_take_key};

    mirror_start(&mirror, client, NULL, NULL);
    for (;;) {
        model.now_ms = mirror_now_ms(&mirror);
        model.steady_ms = clock_steady_ms();
        if (!app_turn(app, &view))
            return;
        client_wait(client, app_fd(app), TURN_MS);
    }
}

int main(int argc, char **argv)
{
    struct options options = {0};
    struct app app;
    const char *why;
    int64_t window = 0;
    int status = STATUS_REFUSED;

    language_start();
    if (!options_read(&options, &program, argc, argv, &status))
        return status;
    if (!options_integer(&options, "window", 1, MIRROR_WINDOWS, &window))
        return STATUS_USAGE;
    struct client *client = client_create(&options.client);
    if (!client) {
        options_complain(&options, "%s", _("There is not enough memory."));
        return STATUS_REFUSED;
    }
    if (app_open(&app, SCREEN_NO_MOUSE, &why)) {
        run(&app, client, (int)window);
        app_close(&app);
        status = STATUS_DONE;
    } else {
        options_complain(&options, "%s", why);
        status = STATUS_REFUSED;
    }
    client_destroy(client);
    return status;
}
