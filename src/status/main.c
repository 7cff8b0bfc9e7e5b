/* yichuang-status: the hall manager's screen. It follows the event stream; nothing is asked again and again. */
#include "base/clock.h"
#include "base/language.h"
#include "client/options.h"
#include "status/view.h"
#include "term/app.h"

enum { TURN_MS = 1000 }; /* spans of time move by themselves */

static const struct options_program program = {
    .name = "yichuang-status",
    .arguments = "",
    .help = "The hall manager's screen: alarms, windows, queues, printers and today's figures.",
};

static void run(struct app *app, struct client *client)
{
    static struct mirror mirror;
    struct status_model model = {.mirror = &mirror};
    struct app_view view = {&model, status_draw, status_take_key};

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
    int status = STATUS_REFUSED;

    language_start();
    if (!options_read(&options, &program, argc, argv, &status))
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
