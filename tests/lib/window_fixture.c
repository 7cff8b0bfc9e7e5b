#include "lib/window_fixture.h"

#include "base/date.h"

#include <criterion/criterion.h>
#include <string.h>

#define TICKET(state, started)                                                                                                                        \
    "{'id':7,'number':'A007','service':'A','state':'" state "','priority':'elderly','window':3,'taken_at':'2026-11-23T09:02:00.000+08:00','called_at':"  \
    "'2026-11-23T09:29:28.000+08:00','started_at':" started ",'recalls':0,'language':'zh','item':'XK11','count':2,'printed':'printed'}"
#define WINDOW(state, staff, ticket, more) "{'window':3,'state':'" state "','staff':" staff ",'ticket':" ticket ",'services':['A','B'],'served':7," more "}"
#define SINCE "'since':'2026-11-23T09:29:28.000+08:00','reason':null"
#define WHY "'why':{'code':'largest-key','key_won':4920000,'key_other':2160000,'other':'B012'}"

const char fixture_closed[] = WINDOW("closed", "null", "null", SINCE ",'why':null,'undo_until':null");
const char fixture_open[] = WINDOW("open", "'1001'", "null", SINCE ",'why':null,'undo_until':'2026-11-23T09:30:06.500+08:00'");
const char fixture_ready[] = WINDOW("ready", "'1001'", "null", SINCE ",'why':null,'undo_until':null");
const char fixture_paused[] = WINDOW("paused", "'1001'", "null", "'since':'2026-11-23T09:29:28.000+08:00','reason':'lunch','why':null,'undo_until':null");
const char fixture_calling[] = WINDOW("calling", "'1001'", TICKET("called", "null"), SINCE "," WHY ",'undo_until':'2026-11-23T09:30:06.500+08:00'");
const char fixture_serving[] = WINDOW("serving", "'1001'", TICKET("serving", "'2026-11-23T09:29:35.000+08:00'"), SINCE "," WHY ",'undo_until':null");

static const char services[] =
    "[{'letter':'A','name':{'zh':'综合业务','en':'General business'},'state':'open','sessions':'','waiting':4,'taken':12,'called':8,'oldest_at':"
    "'2026-11-23T09:08:00.000+08:00','windows_open':3,'wait':null},{'letter':'B','name':{'zh':'证照领取','en':'Collect a certificate'},'state':'open',"
    "'sessions':'','waiting':2,'taken':3,'called':1,'oldest_at':'2026-11-23T09:25:00.000+08:00','windows_open':3,'wait':null},{'letter':'C','name':{'zh':"
    "'咨询帮办','en':'Advice and help'},'state':'open','sessions':'','waiting':0,'taken':1,'called':1,'oldest_at':null,'windows_open':1,'wait':null}]";

static const char others[] = "{'window':1,'state':'serving','staff':'1002','ticket':null,'services':['A','B','C']},"
                             "{'window':2,'state':'paused','staff':'1003','reason':'lunch','ticket':null,'services':['A']},"
                             "{'window':4,'state':'closed','staff':null,'ticket':null,'services':['A']},"
                             "{'window':5,'state':'ready','staff':'1004','ticket':null,'services':['B']}";

static const char items[] = "{'items':[{'code':'XK11','name':{'zh':'食品经营许可','en':'Food business licence'},'initials':'spjyxk','kind':'permit','department':'市场监管',"
    "'promised_days':5,'fee_yuan':0,'materials':[{'name':'申请书','kind':'form','required':true},{'name':'营业执照','kind':'original','required':true},"
    "{'name':'场所布局图','kind':'copy','required':false}]},{'code':'XK05','name':{'zh':'食品小作坊登记','en':'Small food workshop registration'},'initials':"
    "'spxzfdj','kind':'permit','department':'市场监管','promised_days':0,'fee_yuan':10,'materials':[]},{'code':'SD01','name':{'zh':'河道采砂监管','en':''},"
    "'initials':'hdcsjg','kind':'territorial','department':'水利','assisting':'自然资源','basis':'河道管理条例','promised_days':0,'fee_yuan':0,'materials':[]}]}";

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

static void keep_action(struct window_fixture *fixture, const struct errand *errand, int delay_ms)
{
    cr_assert_lt(fixture->count, FIXTURE_SENT);
    fixture->sent[fixture->count] = fixture->model.request;
    memcpy(fixture->keys[fixture->count], errand->key, sizeof errand->key);
    fixture->delays[fixture->count++] = delay_ms;
}

static void keep(void *context, enum window_purpose purpose, const struct errand *errand, int delay_ms)
{
    struct window_fixture *fixture = context;

    if (purpose == WINDOW_ACTS) {
        keep_action(fixture, errand, delay_ms);
        return;
    }
    snprintf(fixture->method, sizeof fixture->method, "%s", errand->method);
    snprintf(fixture->path, sizeof fixture->path, "%s", errand->path);
    json_decref(fixture->body);
    fixture->body = json_deep_copy(errand->body);
    fixture->errands++;
}

static void read_hall(struct window_fixture *fixture, const char *window)
{
    char text[8192];

    snprintf(text, sizeof text,
             "{'seq':100,'at':'2026-11-23T09:30:00.000+08:00','hall':{'name':{'zh':'永安镇政务服务大厅','en':'Township Service Hall'},'demo':false,'public_url':"
             "'','utc_offset_minutes':480,'day':'2026-11-23','state':'open'},'services':%s,'windows':[%s,%s],'printers':[],'calls':[],'alarms':[],'today':{}}",
             services, others, window);
    json_t *hall = parse(text);
    cr_assert(mirror_read_hall(&fixture->mirror, hall));
    json_decref(hall);
}

void fixture_start_alone(struct window_fixture *fixture)
{
    *fixture = (struct window_fixture){.view = {&fixture->model, window_view_draw, window_view_key}};
    fixture->mirror.clock_speed = 1;
    window_model_init(&fixture->model, &fixture->mirror, 3, "", 100000);
    fixture->model.port.context = fixture;
    fixture->model.port.send = keep;
    cr_assert(instant_parse("2026-11-23T09:30:00.000+08:00", &fixture->model.now_ms));
}

void fixture_start(struct window_fixture *fixture, const char *staff, const char *window)
{
    fixture_start_alone(fixture);
    strcpy(fixture->model.staff, staff);
    json_t *json = parse(items);
    cr_assert(window_items_read(&fixture->model.items, json));
    json_decref(json);
    read_hall(fixture, window);
    fixture->mirror.connected = true;
    window_model_changed(&fixture->model);
}

void fixture_finish(struct window_fixture *fixture)
{
    window_model_finish(&fixture->model);
    json_decref(fixture->body);
    fixture->body = NULL;
}

void fixture_window(struct window_fixture *fixture, const char *window)
{
    json_t *event = json_pack("{s:o}", "window", parse(window));

    mirror_read_event(&fixture->mirror, event);
    json_decref(event);
    window_model_changed(&fixture->model);
}

void fixture_answer_case(struct window_fixture *fixture, int status, const char *body)
{
    json_t *json = *body ? parse(body) : NULL;

    window_case_answer(&fixture->model, status, json, 0);
    json_decref(json);
}

void fixture_lose(struct window_fixture *fixture)
{
    fixture->mirror.connected = false;
    fixture->mirror.lost_steady_ms = fixture->model.steady_ms;
    window_model_changed(&fixture->model);
}

void fixture_find(struct window_fixture *fixture)
{
    fixture->mirror.connected = true;
    window_model_changed(&fixture->model);
}

void fixture_answer(struct window_fixture *fixture, int status, const char *body)
{
    json_t *json = *body ? parse(body) : NULL;

    window_model_answer(&fixture->model, status, json, 0);
    json_decref(json);
}

void fixture_pass(struct window_fixture *fixture, int64_t ms)
{
    fixture->model.now_ms += ms;
    fixture->model.steady_ms += ms;
}

bool fixture_key(struct window_fixture *fixture, const char *name)
{
    bool goes_on = window_model_key(&fixture->model, key_parse(name));

    fixture_pass(fixture, 1000);
    return goes_on;
}
