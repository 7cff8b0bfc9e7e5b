/* A clerk's window: keys in any order, answers that come late, wrong or never, a window whose state changes under the clerk's hands. A byte of the input below
 * 0x80 is a key (lib/keys_input.h), the others are what happens round the window.
 *
 * What must hold: one request at a time, which keeps its key while it is tried again; the page and what is chosen are there; a PIN is on no screen; the
 * program is left only by a clerk who says so (not while the page MAIN lies open without a question). */
#include "lib/canvas_check.h"
#include "lib/keys_input.h"

#include "base/language.h"
#include "window/window_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct mirror mirror;
static struct window_model model;
static struct window_request asked; /* under way; action NONE: none */
static char asked_key[23];
static struct {
    bool due;
    char path[ERRAND_PATH_SIZE], key[23];
} errand; /* about a case */

static void send_action(const struct errand *wanted)
{
    const struct window_request *request = &model.request;
    char path[WINDOW_PATH_SIZE];

    FUZZ_HOLDS(asked.action == WINDOW_ACTION_NONE, "a request while another one is under way");
    fuzz_check_clean("a staff number", request->staff, sizeof request->staff);
    fuzz_check_clean("a PIN", request->pin, sizeof request->pin);
    window_request_path(request, path);
    FUZZ_HOLDS(strcmp(wanted->path, path) == 0, "action %d to %s", (int)request->action, wanted->path);
    fuzz_check_clean("a path", path, sizeof path);
    asked = *request;
    memcpy(asked_key, wanted->key, sizeof asked_key);
}

/* What a clerk types becomes a part of an address: it may name another case, but nothing else of the controller. */
static void send(void *context, enum window_purpose purpose, const struct errand *wanted, int delay_ms)
{
    (void)context;
    FUZZ_HOLDS(delay_ms >= 0 && delay_ms <= 60000 && wanted->method && strlen(wanted->key) == 22, "an errand in %d ms without a method or a key", delay_ms);
    if (purpose == WINDOW_ACTS) {
        send_action(wanted);
        return;
    }
    FUZZ_HOLDS(!errand.due, "an errand while another one is under way");
    FUZZ_HOLDS(strncmp(wanted->path, "/v1/cases", 9) == 0 && strspn(wanted->path, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/?=&%-.,") == strlen(wanted->path),
               "an errand to %s", wanted->path);
    errand.due = true;
    memcpy(errand.path, wanted->path, sizeof errand.path);
    memcpy(errand.key, wanted->key, sizeof errand.key);
}

static json_t *parse(const char *text)
{
    char *quoted = fuzz_text((const uint8_t *)text, strlen(text));

    for (char *at = quoted; *at; at++)
        *at = *at == '\'' ? '"' : *at;
    json_t *json = json_loads(quoted, JSON_DECODE_ANY, NULL);
    FUZZ_HOLDS(json, "the target's own JSON is none: %s", text);
    free(quoted);
    return json;
}

static const char hall[] =
    "{'seq':100,'hall':{'name':{'zh':'永安镇政务服务大厅','en':'Township Service Hall'},'utc_offset_minutes':480,'day':'2026-11-23','state':'open'},'services':["
    "{'letter':'A','name':{'zh':'综合业务','en':'General business'},'waiting':4,'oldest_at':'2026-11-23T09:08:00.000+08:00'},{'letter':'B','name':{'zh':'证照领取'},'waiting':2},"
    "{'letter':'C'}],'windows':[{'window':1,'state':'serving','services':['A','B','C']},{'window':3,'state':'open','staff':'1001','services':['A','B']},"
    "{'window':5,'state':'ready','services':['B']}],'printers':[],'calls':[],'alarms':[],'today':{}}";

#define TICKET "'ticket':{'id':7,'number':'A007','service':'A','state':'called','priority':'elderly','called_at':'2026-11-23T09:29:28.000+08:00','recalls':2,'item':'XK11','count':2}"
static const char *const windows[] = {
    "{'window':3,'state':'closed','services':['A','B']}",
    "{'window':3,'state':'open','staff':'1001','services':['A','B'],'undo_until':'2026-11-23T09:30:06.500+08:00'}",
    "{'window':3,'state':'ready','staff':'1001','services':['A']}",
    "{'window':3,'state':'paused','staff':'1001','reason':'lunch','services':['A']}",
    "{'window':3,'state':'calling','staff':'1001','services':['A','B']," TICKET ",'why':{'code':'largest-key','key_won':9223372036854775807,'key_other':-1,'other':'B012'}}",
    "{'window':3,'state':'serving','staff':'1001','services':['A','B']," TICKET ",'undo_until':'2026-11-23T09:30:06.500+08:00'}",
    "{'window':3,'state':'\\u001b[2J','staff':'\\u202e','reason':'\\u0007','services':[],'ticket':{'id':-1,'number':'\\u009b','service':'Z'}}",
    "{'window':3}",
    "{'window':4,'state':'open','services':['A']}",
};

static const char *const bodies[] = {
    "{'window':3,'state':'calling'}",
    "{'type':'urn:yichuang:window-closed','title':'This window is closed.','title_zh':'该窗口未开放。','status':409}",
    "{'type':'urn:yichuang:no-token','title':'\\u001b[2J','title_zh':'\\u202e','status':401}",
    "{'token':'yc_0123456789','role':'clerk','window':3,'staff':'1001','staff_name':'clerk'}",
    "{'token':7}",
    "null",
};

static const char *const errands[] = {
    "{'cases':[{'id':5,'number':'XK01-2026-0001','state':'issued','item':{'code':'XK01','name':{'zh':'登记','en':'Registration'}},'shelf':'A3'}]}",
    "{'cases':[]}",
    "{'cases':[{'id':-5,'number':'\\u001b[2J','shelf':'\\u202e','item':7}]}",
    "{'number':'XK01-2026-0001','state':'accepted'}",
    "{'type':'urn:yichuang:case-unknown','title':'There is no such case.','title_zh':'没有这个办件。','status':404}",
    "[]",
};

static const char items[] =
    "{'version':3,'items':[{'code':'XK01','name':{'zh':'个体工商户登记','en':'Sole trader registration'},'initials':'gtgshdj','service':'A','materials':["
    "{'name':'登记申请书','kind':'form','required':true},{'name':'住所使用证明','kind':'copy','required':false}]},"
    "{'code':'FW23','name':{'zh':'法律援助申请','en':'Legal aid application'},'initials':'flyzsq','service':'A','materials':[]}]}";

static void change(const char *window)
{
    json_t *event = json_pack("{s:o}", "window", parse(window));

    mirror_read_event(&mirror, event);
    json_decref(event);
    window_model_changed(&model);
}

static void answer(uint8_t value, uint8_t status)
{
    static const int statuses[] = {0, 200, 201, 202, 204, 401, 403, 404, 409, 422, 429, 503};
    struct window_request was = asked;
    char was_key[sizeof asked_key];

    memcpy(was_key, asked_key, sizeof was_key);
    if (errand.due && value % 2) {
        errand.due = false;
        json_t *told = value >= 240 ? NULL : parse(errands[value / 2 % 6]);
        window_case_answer(&model, statuses[status % 12], told, value % 70);
        json_decref(told);
        return;
    }
    if (asked.action == WINDOW_ACTION_NONE)
        return;
    asked.action = WINDOW_ACTION_NONE;
    json_t *json = value >= 240 ? NULL : parse(bodies[value % 6]);
    window_model_answer(&model, statuses[status % 12], json, value % 70);
    json_decref(json);
    if (asked.action != WINDOW_ACTION_NONE && statuses[status % 12] == 0)
        FUZZ_HOLDS(strcmp(was_key, asked_key) == 0 && was.action == asked.action, "what got no answer is asked again with another key");
}

static void pass(int64_t ms)
{
    model.now_ms += ms;
    model.steady_ms += ms;
    fuzz_clock_ms += ms;
    fuzz_steady_ms += ms;
}

static void happen(uint8_t what, struct fuzz_input *input)
{
    uint8_t value = fuzz_byte(input);
    json_t *json;

    switch (what % 8) {
    case 0:
    case 1:
        answer(value, fuzz_byte(input));
        break;
    case 2:
        pass(value * 4);
        break;
    case 3:
        pass((int64_t)value * value * 37);
        break;
    case 4:
    case 5:
        change(windows[value % 9]);
        break;
    case 6:
        mirror.connected = value % 2;
        mirror.lost_steady_ms = value % 2 ? 0 : fuzz_steady_ms;
        window_model_changed(&model);
        break;
    default:
        json = parse(value % 4 ? hall : "{'hall':{},'windows':[],'seq':5}");
        mirror_read_hall(&mirror, json);
        json_decref(json);
        window_model_changed(&model);
    }
}

static void check(void)
{
    FUZZ_HOLDS((int)model.page >= 0 && model.page <= WINDOW_PAGE_SIGN_IN && model.cases.errand.under_way == errand.due, "page %d", (int)model.page);
    FUZZ_HOLDS((int)model.confirm >= 0 && model.confirm < WINDOW_ACTION_COUNT, "a question about %d", (int)model.confirm);
    bool list = model.page == WINDOW_PAGE_TRANSFER || model.page == WINDOW_PAGE_PAUSE;
    FUZZ_HOLDS(model.choice_count >= 0 && model.choice_count <= WINDOW_CHOICES && model.chosen >= 0 && (!list || model.chosen < model.choice_count), "%d of %d is chosen",
               model.chosen, model.choice_count);
    FUZZ_HOLDS((model.request.action != WINDOW_ACTION_NONE) == (asked.action != WINDOW_ACTION_NONE), "the model waits for %d, %d is under way", (int)model.request.action,
               (int)asked.action);
    FUZZ_HOLDS((int)window_model_state(&model) >= 0 && window_model_state(&model) < WINDOW_STATE_COUNT && window_model_undo_s(&model) >= 0, "a state of %d",
               (int)window_model_state(&model));
    fuzz_check_clean("the staff number", model.staff, sizeof model.staff);
    fuzz_check_clean("the PIN", model.pin, sizeof model.pin);
    FUZZ_HOLDS(model.found_count >= 0 && model.found_count <= ITEMS_MAX && (int)model.cases.field >= 0 && model.cases.field <= WINDOW_CASE_FIELDS && model.cases.collector >= 0 &&
                   model.cases.collector < WINDOW_COLLECTORS,
               "%d items found, field %d", model.found_count, (int)model.cases.field);
    for (int i = 0; i < WINDOW_CASE_FIELDS; i++)
        fuzz_check_clean("a field of a case", model.cases.texts[i], sizeof model.cases.texts[i]);
    fuzz_check_clean("what an item is looked up by", model.query, sizeof model.query);
    fuzz_check_clean("a case's number", model.cases.number, sizeof model.cases.number);
    fuzz_check_clean("a case's shelf", model.cases.shelf, sizeof model.cases.shelf);
    const char *notice = notice_text(&model.notice, model.steady_ms);
    if (notice)
        fuzz_check_clean("the notice", notice, sizeof model.notice.text[0]);
}

/* A PIN that is nothing else that could be there is nowhere to be read. */
static void check_secret(const struct canvas *canvas)
{
    char row[4096];

    if (strlen(model.pin) < 5 || strstr(model.staff, model.pin) || strspn(model.pin, "*. -0") == strlen(model.pin))
        return;
    for (int i = 0; i < canvas->rows; i++) {
        canvas_row_text(canvas, i, row, sizeof row);
        FUZZ_HOLDS(!strstr(row, model.pin), "the PIN %s is on the screen", model.pin);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size < 500 ? size : 500};
    const struct app_view view = {&model, window_view_draw, window_view_key};
    struct canvas canvas;
    struct targets targets;

    fuzz_clock_ms = 1795397400000; /* 2026-11-23T09:30+08:00 */
    fuzz_steady_ms = 1000000;
    memset(&mirror, 0, sizeof mirror);
    memset(&asked, 0, sizeof asked);
    memset(&errand, 0, sizeof errand);
    mirror.clock_speed = 1;
    mirror.connected = true;
    FUZZ_HOLDS(canvas_init(&canvas, 1, 1), "no memory for a canvas");
    uint8_t how = fuzz_byte(&input);
    language_set(how & 1 ? LANGUAGE_EN : LANGUAGE_ZH);
    window_model_init(&model, &mirror, 3, how & 2 ? "1001" : "", fuzz_steady_ms);
    model.port.send = send;
    json_t *catalogue = parse(how & 8 ? "{'items':[]}" : items);
    window_items_read(&model.items, catalogue);
    json_decref(catalogue);
    model.now_ms = fuzz_clock_ms;
    bool strip = how & 4;
    int rows = strip ? 6 : 23 + how / 64 * 9, columns = strip ? 60 : 80 + how / 64 * 27, drawn = 0;
    enum window_page shown = model.page;
    fuzz_draw(&view, &canvas, &targets, rows, columns);
    while (input.left > 0) {
        uint8_t byte = fuzz_byte(&input);
        if (byte >= 0x80) {
            happen(byte, &input);
        } else {
            bool asked_to_leave = model.page == WINDOW_PAGE_CONFIRM && model.confirm == WINDOW_ACTION_NONE;
            bool alone = !window_model_window(&model) || window_model_away(&model) || window_model_state(&model) == WINDOW_CLOSED;
            if (!app_key(&view, &targets, fuzz_key(byte, &input, &targets))) {
                FUZZ_HOLDS(asked_to_leave || alone || model.page != WINDOW_PAGE_MAIN, "one key ended a window that is at work");
                break;
            }
        }
        check();
        bool press = input.left > 0 && (*input.at == 16 || *input.at == 17); /* it must find what is there now */
        if ((press || model.page != shown || strlen(model.pin) >= 5) && drawn++ < 16) {
            fuzz_draw(&view, &canvas, &targets, rows, columns);
            check_secret(&canvas);
            shown = model.page;
        }
    }
    fuzz_draw(&view, &canvas, &targets, (int)(fuzz_clock_ms % 40) + 1, (int)(fuzz_clock_ms % 90) + 1);
    window_model_finish(&model);
    canvas_finish(&canvas);
    return 0;
}
