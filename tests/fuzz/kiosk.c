/* A kiosk in the hands of the public: keys and taps in any order, answers that come late, wrong, twice asked for or never, a controller that goes and comes back,
 * time that stands still and jumps. A byte of the input below 0x80 is a key (lib/keys_input.h), the others are what happens round the kiosk.
 *
 * What must hold: the program cannot be left; the page is one of the pages; a question about a number keeps its key until it was answered, so that there is one
 * number and one paper; whatever was done, when everybody is gone and the controller answers, the kiosk stands on its first page again. */
#include "lib/canvas_check.h"
#include "lib/keys_input.h"

#include "kiosk/kiosk_view.h"

#include <stdlib.h>
#include <string.h>

/* What was asked and has no answer yet. */
static bool due[KIOSK_ASKS];
static struct {
    char key[23];
    bool settled;
} taken;
static struct mirror mirror;
static struct kiosk kiosk;
static bool deaf;

static bool ask(void *context, enum kiosk_ask what, const char *method, const char *path, const json_t *body, const char *key)
{
    (void)context;
    FUZZ_HOLDS((int)what >= 0 && what < KIOSK_ASKS && method && path[0] == '/', "%d is asked", (int)what);
    FUZZ_HOLDS(what != KIOSK_ASK_TAKE || (json_is_object(body) && key && strlen(key) == 22), "a number is asked for without body or key");
    if (deaf)
        return false;
    if (what == KIOSK_ASK_TAKE) {
        FUZZ_HOLDS(taken.settled || strcmp(taken.key, key) == 0, "another number is asked for while nobody knows what became of the first one");
        if (strcmp(taken.key, key) != 0)
            taken.settled = false;
        memcpy(taken.key, key, sizeof taken.key);
        FUZZ_HOLDS(!due[what], "a number is asked for twice at once");
    }
    due[what] = true;
    return true;
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
    "{'letter':'A','name':{'zh':'综合业务','en':'General business'},'state':'open','sessions':'08:30-12:00 13:30-17:00','waiting':4,'windows_open':3,'wait':{'low_s':480,'high_s':900}},"
    "{'letter':'B','name':{'zh':'证照领取','en':'Collect a certificate'},'state':'lunch','sessions':'08:30-12:00 13:30-17:00','waiting':0,'windows_open':3},"
    "{'letter':'C','name':{'zh':'咨询帮办','en':'Advice and help'},'state':'open','sessions':'','waiting':1,'windows_open':0}],"
    "'windows':[],'printers':[{'name':'kiosk1','place':'kiosk 1','state':'ready'}],'calls':[],'alarms':[],'today':{}}";

static const char *const bodies[] = {
    "{'id':7,'number':'A007','service':'A','state':'waiting','ahead':4,'wait':{'low_s':480,'high_s':900},'code':'1A7QF3M9T2KXW8PZ',"
    "'url':'http://127.0.0.1:8640/t/1A7QF3M9T2KXW8PZ','printed':'queued'}",
    "{'id':8,'number':'C1234','service':'C','state':'cancelled','printed':'none'}",
    "{'id':9}",
    "{'number':'A\\u001b[2J\\u202e007','code':'\\u0001','url':'\\u009b'}",
    "{'type':'urn:yichuang:lunch','title':'Lunch.','title_zh':'午休。','status':409,'detail':'\\u001b]0;x\\u0007'}",
    "{'items':[{'code':'XK01','name':{'zh':'登记','en':'Registration'},'service':'A','materials':[{'name':'申请书','kind':'form','required':true}]},"
    "{'code':'X2','service':'C'},{'code':'X3','service':'Z','name':{'zh':'\\u202e'}}]}",
    "{'items':[]}",
    "null",
    "[1,2,3]",
};

static const char *const events[] = {
    "{'type':'job.printed','job':{'ticket_id':7,'state':'printed'}}",
    "{'type':'job.attention','job':{'ticket_id':7,'state':'attention'}}",
    "{'type':'ticket.called','at':'2026-11-23T09:31:00.000+08:00','ticket':{'id':7,'number':'A007','state':'called','window':3}}",
    "{'type':'printer.changed','printer':{'name':'kiosk1','place':'kiosk 1','state':'paper-out'}}",
    "{'type':'printer.changed','printer':{'name':'kiosk1','place':'kiosk 1','state':'ready'}}",
    "{'services':[{'letter':'A','state':'full','sessions':'25:99'},{'letter':'D','state':'open','name':{'en':'\\u001b'}}]}",
    "{'services':[{'letter':'A','state':'open','sessions':'08:30-17:00','waiting':2147483647}]}",
    "{}",
};

static void pass(int64_t ms)
{
    fuzz_steady_ms += ms;
    fuzz_clock_ms += ms;
    kiosk_tick(&kiosk, fuzz_steady_ms, mirror.known ? fuzz_clock_ms : 0);
}

static void answer(enum kiosk_ask what, int status, const char *body, int retry_after_s)
{
    if (!due[what])
        return;
    due[what] = false;
    if (what == KIOSK_ASK_TAKE)
        taken.settled = status != 0 && status != 429 && status < 500;
    json_t *json = body ? parse(body) : NULL;
    kiosk_answer(&kiosk, what, status, json, retry_after_s);
    json_decref(json);
}

static void hear(const char *event)
{
    json_t *json = event ? parse(event) : NULL;

    if (json)
        mirror_read_event(&mirror, json);
    kiosk_hear(&kiosk, json);
    json_decref(json);
}

static void connect(bool connected)
{
    mirror.connected = connected;
    if (!connected)
        mirror.lost_steady_ms = fuzz_steady_ms;
    hear(NULL);
}

static void happen(uint8_t what, struct fuzz_input *input)
{
    static const int statuses[] = {0, 200, 201, 202, 400, 401, 404, 409, 422, 429, 500, 503};
    uint8_t value = fuzz_byte(input);
    json_t *json;

    switch (what % 8) {
    case 0:
    case 1:
        answer((enum kiosk_ask)(value % KIOSK_ASKS), statuses[fuzz_byte(input) % 12], value >= 240 ? NULL : bodies[value / KIOSK_ASKS % 9], value % 7);
        break;
    case 2:
        pass(value);
        break;
    case 3:
        pass((int64_t)value * value * 37);
        break;
    case 4:
        hear(events[value % 8]);
        break;
    case 5:
        connect(value % 2);
        break;
    case 6:
        deaf = value % 4 == 0;
        break;
    default:
        json = parse(hall);
        mirror_read_hall(&mirror, json);
        json_decref(json);
        hear(NULL);
    }
}

static void check(void)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int count = kiosk_choices(&kiosk, choices), left = kiosk_left_s(&kiosk), due_ms = kiosk_due_ms(&kiosk);

    FUZZ_HOLDS((int)kiosk.page >= 0 && kiosk.page < KIOSK_PAGE_COUNT, "page %d", (int)kiosk.page);
    FUZZ_HOLDS(kiosk.depth >= 0 && kiosk.depth < KIOSK_PAGE_COUNT, "%d pages lie before this one", kiosk.depth);
    FUZZ_HOLDS(count >= 0 && count <= KIOSK_CHOICES && kiosk.chosen >= -1 && kiosk.chosen < (count ? count : 1), "%d of %d is chosen", kiosk.chosen, count);
    FUZZ_HOLDS(kiosk.item >= -1 && kiosk.item < (kiosk.items.count ? kiosk.items.count : 1) && kiosk.first >= 0, "item %d, first %d", kiosk.item, kiosk.first);
    FUZZ_HOLDS(left >= -1 && left <= 3600 && due_ms >= 0 && due_ms <= 1000, "%d seconds are left, something is due in %d ms", left, due_ms);
}

/* Everybody is gone and the controller is well. */
static void come_home(void)
{
    deaf = false;
    connect(true);
    for (int s = 0; s < 400; s++) {
        for (int what = 0; what < KIOSK_ASKS; what++)
            answer((enum kiosk_ask)what, what == KIOSK_ASK_TAKE || what == KIOSK_ASK_CANCEL ? 409 : 200, what == KIOSK_ASK_ITEMS ? "{'items':[]}" : "{}", 0);
        pass(1000);
        if (kiosk.page == KIOSK_PAGE_WELCOME && kiosk.take.state == KIOSK_TAKE_NONE)
            break;
    }
    check();
    FUZZ_HOLDS(kiosk.page == KIOSK_PAGE_WELCOME, "after 400 seconds page %d is still there", (int)kiosk.page);
    FUZZ_HOLDS(kiosk.take.state == KIOSK_TAKE_NONE, "after 400 seconds a number is still being asked for (%d)", (int)kiosk.take.state);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size < 500 ? size : 500};
    const struct kiosk_way way = {ask, NULL};
    const struct app_view view = {&kiosk, kiosk_view_draw, kiosk_view_key};
    struct canvas canvas;
    struct targets targets;

    fuzz_clock_ms = 1795397400000; /* 2026-11-23T09:30+08:00 */
    fuzz_steady_ms = 1000000;
    memset(due, 0, sizeof due);
    memset(&taken, 0, sizeof taken);
    memset(&mirror, 0, sizeof mirror);
    taken.settled = true;
    deaf = false;
    mirror.clock_speed = 1;
    FUZZ_HOLDS(canvas_init(&canvas, 1, 1), "no memory for a canvas");
    kiosk_start(&kiosk, &mirror, &way, fuzz_byte(&input) % 2 ? LANGUAGE_EN : LANGUAGE_ZH, "kiosk 1");
    int rows = 23 + fuzz_byte(&input) % 4 * 9, columns = 80 + fuzz_byte(&input) % 4 * 27, drawn = 0, shown = kiosk.page_turn;
    fuzz_draw(&view, &canvas, &targets, rows, columns);
    while (input.left > 0) {
        uint8_t byte = fuzz_byte(&input);
        if (byte >= 0x80)
            happen(byte, &input);
        else
            FUZZ_HOLDS(app_key(&view, &targets, fuzz_key(byte, &input, &targets)), "the public has left the program");
        check();
        bool press = input.left > 0 && (*input.at == 16 || *input.at == 17); /* it must find what is there now */
        if ((press || kiosk.page_turn != shown) && drawn++ < 16) {
            fuzz_draw(&view, &canvas, &targets, rows, columns);
            shown = kiosk.page_turn;
        }
    }
    fuzz_draw(&view, &canvas, &targets, (int)(fuzz_clock_ms % 40) + 1, (int)(fuzz_clock_ms % 90) + 1);
    come_home();
    kiosk_finish(&kiosk);
    canvas_finish(&canvas);
    return 0;
}
