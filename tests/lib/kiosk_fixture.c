#include "lib/kiosk_fixture.h"

#include "base/date.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char kiosk_fixture_ticket[] =
    "{'id':7,'number':'A007','service':'A','day':'2026-11-23','state':'waiting','priority':'normal','window':null,'ahead':4,'wait':{'low_s':480,'high_s':900},"
    "'taken_at':'2026-11-23T09:30:00.000+08:00','called_at':null,'started_at':null,'ended_at':null,'recalls':0,'language':'zh','item':null,'count':1,"
    "'code':'1A7QF3M9T2KXW8PZ','url':'" KIOSK_FIXTURE_URL "','printed':'queued'}";

static const char hall[] =
    "{'seq':100,'at':'2026-11-23T09:30:00.000+08:00','hall':{'name':{'zh':'永安镇政务服务大厅','en':'Township Service Hall'},'demo':false,'public_url':"
    "'http://127.0.0.1:8640','utc_offset_minutes':480,'day':'2026-11-23','state':'open'},'services':["
    "{'letter':'A','name':{'zh':'综合业务','en':'General business'},'state':'open','sessions':'08:30-12:00 13:30-17:00','waiting':4,'taken':12,'called':8,"
    "'oldest_at':'2026-11-23T09:08:00.000+08:00','windows_open':3,'wait':{'low_s':480,'high_s':900}},"
    "{'letter':'B','name':{'zh':'证照领取','en':'Collect a certificate'},'state':'open','sessions':'08:30-12:00 13:30-17:00','waiting':0,'taken':3,'called':3,"
    "'oldest_at':null,'windows_open':3,'wait':{'low_s':0,'high_s':300}},"
    "{'letter':'C','name':{'zh':'咨询帮办','en':'Advice and help'},'state':'open','sessions':'08:30-12:00 13:30-17:00','waiting':1,'taken':1,'called':0,"
    "'oldest_at':'2026-11-23T09:25:00.000+08:00','windows_open':0,'wait':null}],"
    "'windows':[],'printers':[{'name':'kiosk1','place':'kiosk 1','prints':['ticket'],'state':'ready','detail':null,'since':'2026-11-23T08:00:00.000+08:00'},"
    "{'name':'guide','place':'guide','prints':['ticket'],'state':'ready','detail':null,'since':'2026-11-23T08:00:00.000+08:00'}],"
    "'calls':[],'alarms':[],'today':{}}";

/* The rows of the catalogue: code, Chinese, English, service, initials. The third has materials of every kind, the others one. */
static const char *const catalogue[][5] = {
    {"XK01", "个体工商户登记", "Sole trader registration", "A", "gtgshdj"},
    {"XK02", "农民专业合作社登记", "Farmers' cooperative registration", "A", "nmzyhzsdj"},
    {"XK03", "公司设立登记（五证合一）", "Company registration (five certificates in one)", "A", "gssldjwzhy"},
    {"XK04", "食品经营许可", "Food business permit", "A", "spjyxk"},
    {"XK05", "食品小作坊登记", "Small food workshop registration", "A", "spxzfdj"},
    {"XK06", "小餐饮经营许可", "Small catering permit", "A", "xcyjyxk"},
    {"XK07", "公共场所卫生许可", "Public place hygiene permit", "A", "ggcswsxk"},
    {"XK24", "城镇污水排入排水管网许可", "Permit to discharge sewage into the drainage network", "A", "czwsprpsgwxk"},
    {"XK34", "民办非学历文化教育机构设立", "Private non-degree training school", "A", "mbfxlwhjyjgsl"},
    {"FW23", "法律援助申请", "Legal aid application", "A", "flyzsq"},
    {"CF01", "占道经营处罚咨询", "Fine for trading on the road", "C", "zdjycfzx"},
};

static json_t *parse(const char *text)
{
    char *quoted = strdup(text);

    for (char *at = quoted; *at; at++)
        *at = *at == '\'' ? '"' : *at;
    json_t *json = json_loads(quoted, 0, NULL);
    cr_assert_not_null(json, "not JSON: %s", text);
    free(quoted);
    return json;
}

static bool keep(void *context, enum kiosk_ask what, const char *method, const char *path, const json_t *body, const char *key)
{
    struct kiosk_fixture *fixture = context;

    if (fixture->deaf)
        return false;
    cr_assert_lt(fixture->count, KIOSK_FIXTURE_ASKED);
    fixture->asked[fixture->count].what = what;
    snprintf(fixture->asked[fixture->count].method, sizeof fixture->asked[0].method, "%s", method);
    snprintf(fixture->asked[fixture->count].path, sizeof fixture->asked[0].path, "%s", path);
    snprintf(fixture->asked[fixture->count].key, sizeof fixture->asked[0].key, "%s", key ? key : "");
    fixture->asked[fixture->count++].body = json_deep_copy(body);
    return true;
}

/* The gap lies before the key: what a test does next comes straight after it. */
static bool press(void *context, struct key key)
{
    struct kiosk_fixture *fixture = context;

    kiosk_fixture_pass(fixture, fixture->key_gap_ms);
    return kiosk_view_key(&fixture->kiosk, key);
}

static void draw(void *context, struct canvas *canvas, struct targets *targets)
{
    struct kiosk_fixture *fixture = context;

    kiosk_view_draw(&fixture->kiosk, canvas, targets);
}

static json_t *items(void)
{
    static const char materials[] = "[{'name':'登记申请书','kind':'form','required':true},{'name':'公司章程','kind':'copy','required':true},"
                                    "{'name':'股东身份证明','kind':'original','required':true},{'name':'住所使用证明','kind':'copy','required':false}]";
    json_t *rows = json_array();

    for (size_t i = 0; i < sizeof catalogue / sizeof *catalogue; i++) {
        json_t *row = json_pack("{s:s, s:{s:s, s:s}, s:s, s:s, s:i, s:i, s:s, s:i, s:i, s:s, s:s}", "code", catalogue[i][0], "name", "zh", catalogue[i][1],
                                "en", catalogue[i][2], "kind", catalogue[i][3][0] == 'C' ? "penalty" : "permit", "department", "市场监管", "promised_days", i == 9 ? 0 : 2, "statutory_days", 15,
                                "applicant", "organisation", "fee_yuan", i == 2 ? 0 : 20, "typical_minutes", 15, "online", "apply", "service", catalogue[i][3]);
        cr_assert_not_null(row);
        json_object_set_new(row, "initials", json_string(catalogue[i][4]));
        json_object_set_new(row, "output", json_string(i == 2 ? "external" : "none"));
        if (catalogue[i][3][0] == 'C') {
            json_object_set_new(row, "assisting", json_string("公安"));
            json_object_set_new(row, "basis", json_string("城市道路管理条例"));
        }
        json_object_set_new(row, "materials", parse(i == 2 ? materials : "[{'name':'申请书','kind':'form','required':true}]"));
        json_array_append_new(rows, row);
    }
    return json_pack("{s:o}", "items", rows);
}

static void read_items(struct kiosk_fixture *fixture)
{
    json_t *answer = items();

    kiosk_answer(&fixture->kiosk, KIOSK_ASK_ITEMS, 200, answer, 0);
    json_decref(answer);
}

void kiosk_fixture_start(struct kiosk_fixture *fixture, enum language home, bool connected)
{
    struct kiosk_way way = {keep, fixture};

    *fixture = (struct kiosk_fixture){.view = {fixture, draw, press}, .now_ms = 100000, .key_gap_ms = 1000};
    fixture->mirror.clock_speed = 1;
    kiosk_start(&fixture->kiosk, &fixture->mirror, &way, home, "kiosk 1");
    if (!connected) {
        kiosk_fixture_pass(fixture, 0);
        return;
    }
    json_t *json = parse(hall);
    cr_assert(mirror_read_hall(&fixture->mirror, json));
    json_decref(json);
    cr_assert(instant_parse("2026-11-23T09:30:00.000+08:00", &fixture->wall_ms));
    kiosk_fixture_find(fixture);
    read_items(fixture);
}

void kiosk_fixture_finish(struct kiosk_fixture *fixture)
{
    kiosk_finish(&fixture->kiosk);
    for (int i = 0; i < fixture->count; i++)
        json_decref(fixture->asked[i].body);
}

void kiosk_fixture_pass(struct kiosk_fixture *fixture, int64_t ms)
{
    fixture->now_ms += ms;
    if (fixture->wall_ms > 0)
        fixture->wall_ms += ms;
    kiosk_tick(&fixture->kiosk, fixture->now_ms, fixture->wall_ms);
}

void kiosk_fixture_keys(struct kiosk_fixture *fixture, const char *const *keys)
{
    for (; *keys; keys++) {
        struct key key = key_parse(*keys);
        cr_assert_neq(key.kind, KEY_KIND_NONE, "\"%s\" is not the name of a key", *keys);
        press(fixture, key);
    }
}

void kiosk_fixture_tap(struct kiosk_fixture *fixture, enum kiosk_choice choice)
{
    press(fixture, (struct key){.kind = KEY_KIND_TEXT, .code = KIOSK_TAP + (uint32_t)choice});
}

void kiosk_fixture_event(struct kiosk_fixture *fixture, const char *event)
{
    json_t *json = parse(event);

    mirror_read_event(&fixture->mirror, json);
    kiosk_hear(&fixture->kiosk, json);
    json_decref(json);
}

void kiosk_fixture_answer(struct kiosk_fixture *fixture, enum kiosk_ask what, int status, const char *body)
{
    json_t *json = body ? parse(body) : NULL;

    kiosk_answer(&fixture->kiosk, what, status, json, 0);
    json_decref(json);
}

void kiosk_fixture_lose(struct kiosk_fixture *fixture)
{
    fixture->mirror.connected = false;
    fixture->mirror.lost_steady_ms = fixture->now_ms;
    kiosk_hear(&fixture->kiosk, NULL);
}

void kiosk_fixture_find(struct kiosk_fixture *fixture)
{
    fixture->mirror.connected = true;
    kiosk_fixture_pass(fixture, 0);
    kiosk_hear(&fixture->kiosk, NULL);
}

int kiosk_fixture_times(const struct kiosk_fixture *fixture, enum kiosk_ask what)
{
    int times = 0;

    for (int i = 0; i < fixture->count; i++)
        times += fixture->asked[i].what == what;
    return times;
}

int kiosk_fixture_last(const struct kiosk_fixture *fixture, enum kiosk_ask what)
{
    int last = -1;

    for (int i = 0; i < fixture->count; i++)
        if (fixture->asked[i].what == what)
            last = i;
    return last;
}
