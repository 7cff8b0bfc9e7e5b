/* What a front end makes of the controller's JSON. Each line of the input is one piece; its first character says which: 'h' the answer of GET /v1/hall, 'e' an event,
 * 'p' a problem, 'i' the catalogue. After all of them every text is clean, every list in order and of its length, and the board, the manager's screen and the window's
 * screen show only what may be shown. */
#include "lib/canvas_check.h"
#include "lib/fuzz.h"

#include "board/view.h"
#include "client/mirror.h"
#include "kiosk/kiosk_items.h"
#include "status/view.h"
#include "window/window_items.h"

#include <stdlib.h>
#include <string.h>

#define CLEAN(what, text) fuzz_check_clean(what, text, sizeof(text))

static void check_both(const char *what, const struct mirror_text *text)
{
    CLEAN(what, text->zh);
    CLEAN(what, text->en);
}

static void check_letters(const char *letters, size_t size)
{
    FUZZ_HOLDS(strnlen(letters, size) < size && strspn(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(letters), "a window serves \"%.27s\"", letters);
}

static void check_ticket(const struct mirror_ticket *ticket)
{
    CLEAN("a ticket's number", ticket->number);
    CLEAN("a ticket's state", ticket->state);
    CLEAN("a ticket's priority", ticket->priority);
    CLEAN("a ticket's item", ticket->item);
    CLEAN("a ticket's paper", ticket->printed);
    CLEAN("a ticket's language", ticket->language);
    CLEAN("a ticket's code", ticket->code);
    CLEAN("a ticket's url", ticket->url);
    FUZZ_HOLDS(ticket->service == 0 || (ticket->service >= 'A' && ticket->service <= 'Z'), "a ticket of service %d", ticket->service);
}

static void check_window(const struct mirror_window *window)
{
    CLEAN("a window's state", window->state);
    CLEAN("a window's staff", window->staff);
    CLEAN("a window's reason", window->reason);
    CLEAN("a window's why", window->why);
    CLEAN("a window's other", window->why_other);
    check_letters(window->services, sizeof window->services);
    check_ticket(&window->ticket);
}

static void check_lists(const struct mirror *mirror)
{
    int count = 0;

    for (const struct mirror_window *window = mirror->windows; window->number > 0; window++, count++) {
        FUZZ_HOLDS(count < MIRROR_WINDOWS && (count == 0 || window[-1].number < window->number), "the windows are not in order");
        check_window(window);
        FUZZ_HOLDS(mirror_window(mirror, window->number) == window, "window %d is not found", window->number);
    }
    count = 0;
    for (const struct mirror_service *service = mirror->services; service->letter; service++, count++) {
        FUZZ_HOLDS(count < MIRROR_SERVICES && (count == 0 || service[-1].letter < service->letter), "the services are not in order");
        check_both("a service's name", &service->name);
        CLEAN("a service's state", service->state);
        CLEAN("a service's sessions", service->sessions);
        FUZZ_HOLDS(mirror_service(mirror, service->letter) == service, "service %c is not found", service->letter);
    }
    for (int i = 0; i < MIRROR_CALLS; i++)
        CLEAN("a call's number", mirror->calls[i].number);
    for (int i = 0; i < MIRROR_PRINTERS; i++) {
        CLEAN("a printer's name", mirror->printers[i].name);
        CLEAN("a printer's place", mirror->printers[i].place);
        CLEAN("a printer's state", mirror->printers[i].state);
        CLEAN("a printer's detail", mirror->printers[i].detail);
    }
    for (int i = 0; i < MIRROR_ALARMS; i++) {
        CLEAN("an alarm's code", mirror->alarms[i].code);
        check_both("an alarm's text", &mirror->alarms[i].text);
    }
    check_both("the hall's name", &mirror->hall);
    CLEAN("the hall's day", mirror->day);
    CLEAN("the hall's state", mirror->state);
    CLEAN("the hall's url", mirror->public_url);
}

/* What the lists say, as text (between the members there may be anything). */
static struct fuzz_writer describe(const struct mirror *mirror)
{
    struct fuzz_writer text = {0};

    for (const struct mirror_window *window = mirror->windows; window->number > 0; window++)
        fuzz_write(&text, "%d %s %s %s %d %lld/%s/%s\n", window->number, window->state, window->staff, window->services, window->served, (long long)window->ticket.id,
                   window->ticket.number, window->ticket.printed);
    for (const struct mirror_service *service = mirror->services; service->letter; service++)
        fuzz_write(&text, "%c %s %d %s\n", service->letter, service->state, service->waiting, service->name.zh);
    for (int i = 0; i < MIRROR_CALLS; i++)
        fuzz_write(&text, "%s %d %lld\n", mirror->calls[i].number, mirror->calls[i].window, (long long)mirror->calls[i].ticket);
    for (int i = 0; i < MIRROR_PRINTERS; i++)
        fuzz_write(&text, "%s %s %s\n", mirror->printers[i].name, mirror->printers[i].state, mirror->printers[i].detail);
    return text;
}

/* An event says how things are, so that told a second time it changes nothing. */
static void read_event(struct mirror *mirror, const json_t *json)
{
    mirror_read_event(mirror, json);
    struct fuzz_writer once = describe(mirror);
    mirror_read_event(mirror, json);
    struct fuzz_writer twice = describe(mirror);
    FUZZ_HOLDS(strcmp(once.bytes, twice.bytes) == 0, "the same event a second time makes\n%sof\n%s", twice.bytes, once.bytes);
    free(once.bytes);
    free(twice.bytes);
}

static void check_problem(const json_t *json, int status)
{
    static const char *const languages[] = {"zh", "en"};

    for (int i = 0; i < 2; i++) {
        const char *text = client_problem_text(status, json, languages[i]);
        fuzz_check_clean("the sentence of a problem", text, 512);
    }
}

static void check_items(const json_t *json)
{
    struct kiosk_items items = {0};
    struct window_items names = {0};

    if (kiosk_items_read(&items, json)) {
        FUZZ_HOLDS(items.count >= 0 && items.count <= KIOSK_ITEMS_MAX && kiosk_items_count(&items, 0) == items.count, "%d items", items.count);
        for (int i = 0; i < items.count; i++) {
            const struct kiosk_item *item = &items.at[i];
            CLEAN("an item's code", item->code);
            check_both("an item's name", &item->name);
            CLEAN("an item's department", item->department);
            CLEAN("an item's applicant", item->applicant);
            FUZZ_HOLDS(item->material_count >= 0 && item->material_count <= KIOSK_MATERIALS, "%d materials", item->material_count);
            for (int k = 0; k < item->material_count; k++) {
                CLEAN("a material", item->materials[k].name);
                CLEAN("a material's kind", item->materials[k].kind);
            }
        }
    }
    if (window_items_read(&names, json))
        for (size_t i = 0; i < names.count; i++) {
            CLEAN("an item's code", names.rows[i].code);
            check_both("an item's name", &names.rows[i].name);
        }
    kiosk_items_finish(&items);
    window_items_finish(&names);
}

static void take_line(struct mirror *mirror, const char *line)
{
    json_t *json = line[0] ? json_loads(line + 1, JSON_DECODE_ANY, NULL) : NULL;

    if (line[0] == 'h')
        mirror_read_hall(mirror, json);
    else if (line[0] == 'e')
        read_event(mirror, json);
    else if (line[0] == 'p')
        check_problem(json, (int)(strlen(line) % 600));
    else if (line[0] == 'i')
        check_items(json);
    json_decref(json);
}

static void show(const struct mirror *mirror, size_t size)
{
    struct board_model board = {.mirror = mirror, .now_ms = fuzz_clock_ms, .steady_ms = fuzz_steady_ms, .window = (int)(size % 3)};
    struct status_model status = {.mirror = mirror, .now_ms = fuzz_clock_ms, .steady_ms = fuzz_steady_ms, .page = (enum status_page)(size % 2)};
    struct app_view wall = {&board, board_draw, board_take_key}, desk = {&status, status_draw, status_take_key};
    struct canvas canvas;
    struct targets targets;

    language_set(size % 2 ? LANGUAGE_ZH : LANGUAGE_EN);
    FUZZ_HOLDS(canvas_init(&canvas, 1, 1), "no memory for a canvas");
    fuzz_draw(size & 2 ? &wall : &desk, &canvas, &targets, size & 4 ? 24 : 30, size & 4 ? 80 : 100);
    canvas_finish(&canvas);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct mirror mirror;
    struct fuzz_input input = {data, size};

    memset(&mirror, 0, sizeof mirror);
    mirror.clock_speed = 1;
    mirror.connected = size % 5 != 0;
    while (input.left > 0) {
        char *line = fuzz_line(&input);
        take_line(&mirror, line);
        free(line);
    }
    check_lists(&mirror);
    show(&mirror, size);
    return 0;
}
