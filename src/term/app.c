#include "term/app.h"

#include "base/language.h"

bool app_open(struct app *app, unsigned flags, const char **ret_why)
{
    int rows, columns;

    *app = (struct app){0};
    app->screen = screen_open(flags, ret_why);
    if (!app->screen)
        return false;
    screen_size(app->screen, &rows, &columns);
    if (!canvas_init(&app->canvas, rows, columns)) {
        app_close(app);
        *ret_why = _("There is not enough memory.");
        return false;
    }
    return true;
}

void app_close(struct app *app)
{
    screen_close(app->screen);
    canvas_finish(&app->canvas);
    *app = (struct app){0};
}

int app_fd(const struct app *app)
{
    return screen_fd(app->screen);
}

void app_draw(const struct app_view *view, struct canvas *canvas, struct targets *targets)
{
    canvas_clear(canvas, ROLE_NORMAL);
    targets_clear(targets);
    view->draw(view->model, canvas, targets);
}

bool app_key(const struct app_view *view, const struct targets *targets, struct key key)
{
    if (key.kind == KEY_KIND_HANGUP)
        return false;
    key = targets_resolve(targets, key);
    if (key.kind == KEY_KIND_NONE || key.kind == KEY_KIND_RESIZE)
        return true;
    return view->key(view->model, key);
}

bool app_turn(struct app *app, const struct app_view *view)
{
    struct key key;
    bool pressed = false;
    int rows, columns;

    while ((key = screen_key(app->screen)).kind != KEY_KIND_NONE) {
        if (key.kind == KEY_KIND_RESIZE) {
            screen_size(app->screen, &rows, &columns);
            (void)canvas_resize(&app->canvas, rows, columns); /* without memory the old size stays */
        }
        if (key.kind == KEY_KIND_PRESS && pressed)
            continue; /* aimed at what the first press may have changed */
        pressed |= key.kind == KEY_KIND_PRESS;
        if (!app_key(view, &app->targets, key))
            return false;
        app_draw(view, &app->canvas, &app->targets);
    }
    app_draw(view, &app->canvas, &app->targets);
    screen_show(app->screen, &app->canvas);
    return true;
}
