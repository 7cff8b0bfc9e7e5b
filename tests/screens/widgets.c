/* Every widget on one screen, pressed and resized: what the program screens are made of. */
#include "base/language.h"
#include "lib/screen_test.h"
#include "term/bigtext.h"
#include "term/qr.h"

#include <criterion/criterion.h>

struct sample {
    int chosen;
};

static void draw(void *model, struct canvas *canvas, struct targets *targets)
{
    static const struct hint hints[] = {{"Enter", "take it", '\n'}, {"E", "English", 'e'}, {"Esc", "back", 27}};
    static const char *const names[] = {"综合业务", "Collection"};
    const struct sample *sample = model;
    int rows, columns;

    if (widget_too_small(canvas, 20, 60))
        return;
    widget_title(canvas, "永安镇政务服务中心", "09:12");
    widget_banner(canvas, 1, ROLE_WARNING, "The controller is away.");
    for (int i = 0; i < 2; i++)
        widget_button(canvas, targets, (struct box){3, 2 + 29 * i, 4, 28}, i == 0 ? "1" : "2", names[i], "4 waiting", (uint32_t)('1' + i), sample->chosen == i);
    bigtext_draw(canvas, 8, 2, bigtext_scale("A007", 8, 24), ROLE_CALLING, "A007");
    canvas_frame(canvas, (struct box){13, 2, 5, 24}, ROLE_NORMAL, "说明");
    canvas_wrap(canvas, (struct box){14, 4, 3, 20}, ROLE_MUTED, "请携带身份证原件、营业执照复印件（加盖公章）。");
    if (qr_size("YICHUANG", &rows, &columns) && canvas->columns >= 60)
        qr_draw(canvas, canvas->rows - rows - 1, canvas->columns - columns, "YICHUANG");
    widget_hints(canvas, targets, hints, 3);
    canvas->cursor_row = 8;
    canvas->cursor_column = 30;
}

static bool key(void *model, struct key key)
{
    struct sample *sample = model;

    if (key.kind == KEY_KIND_TEXT && (key.code == '1' || key.code == '2'))
        sample->chosen = (int)key.code - '1';
    return key.kind != KEY_KIND_ESCAPE;
}

Test(widgets, drawn)
{
    struct sample sample = {-1};
    struct app_view view = {.model = &sample, .draw = draw, .key = key};

    screen_test_golden("widgets", &view, 24, 60, (const char *const[]){"press:5,40", NULL});
    cr_expect_eq(sample.chosen, 1);
    screen_test_golden("widgets-wide", &view, 24, 100, (const char *const[]){"1", NULL});
    language_set(LANGUAGE_EN);
    screen_test_golden("widgets-too-small", &view, 24, 60, (const char *const[]){"resize:6,40", "Escape", NULL});
}
