#include "lib/desk_fixture.h"

#include "base/date.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define CASE(id, number, code, zh, en, state, state_zh, state_en, name, deadline, more)                                                                   \
    "{'id':" id ",'number':'" number "','bundle':null,'state':'" state "','state_name':{'zh':'" state_zh "','en':'" state_en "'},'item':{'code':'" code  \
    "','name':{'zh':'" zh "','en':'" en "'}},'applicant':{'kind':'person','name':'" name "','masked':'4301**********1234'},'marked':false,"              \
    "'accepted_by':'1001','reviewer':null,'deadline':" deadline more "}"
#define DEADLINE(promised, light, days) "{'promised':" promised ",'statutory':null,'provisional':false,'light':'" light "','days_left':" days "}"

#define LATE CASE("11", "2026-000011", "XK04", "食品经营许可", "Food business permit", "review", "审批中", "being examined", "张**", DEADLINE("'2026-11-20'", "red", "-1"), "")
#define SOON(more) CASE("12", "2026-000012", "XK11", "设置大型户外广告", "Large outdoor advertising", "review", "审批中", "being examined", "李*", DEADLINE("'2026-11-24'", "yellow", "1"), more)

const char desk_fixture_list[] =
    "{'cases':[" LATE "," SOON("") "," CASE("13", "2026-000013", "XK24", "城镇污水排入排水管网许可", "Permit to discharge sewage into the drainage network", "accepted", "已受理", "accepted",
                                            "王**", DEADLINE("'2026-12-04'", "green", "9"), "") ","
    CASE("14", "2026-000014", "XK01", "个体工商户登记", "Sole trader registration", "issued", "待领取", "ready for collection", "赵*", DEADLINE("null", "none", "null"), "") ","
    CASE("15", "2026-000015", "XK02", "农民专业合作社登记", "Farmers' cooperative registration", "suspended", "特别程序（停计时限）", "special procedure, the clock stands",
         "\\u001b[31m\\u202e**", DEADLINE("null", "none", "null"), "") "],'next':null,'counts':{}}";

#define FILE(may)                                                                                                                                         \
    SOON(",'materials':[{'name':'申请书','kind':'form','required':true,'state':'there'},{'name':'场地权属证明','kind':'copy','required':true,'state':'promised'},"      \
         "{'name':'效果图','kind':'copy','required':false,'state':'missing'}],'approved_by':null,'issued_by':null,'special':null,'reason':null,'visits':1,"            \
         "'certificate':null,'may':" may)
#define OWN "{'type':'urn:yichuang:same-person','en':'You accepted this case: somebody else must approve it.','zh':'您受理了此件，须由他人审批。'}"

const char desk_fixture_case[] = FILE("{'claim':{'type':'urn:yichuang:case-state','en':'x','zh':'x'},'approve':null,'reject':null,'suspend':null,'extend':null,'forward':null}");
const char desk_fixture_own_case[] = FILE("{'approve':" OWN ",'reject':" OWN ",'suspend':" OWN ",'extend':" OWN ",'forward':" OWN "}");

#define TICKET(id, number, state, priority, window, ahead, taken)                                                                                        \
    "{'id':" id ",'number':'" number "','service':'A','state':'" state "','priority':'" priority "','window':" window ",'ahead':" ahead                  \
    ",'wait':null,'taken_at':'2026-11-23T" taken ":00.000+08:00','count':1,'recalls':0,'language':'zh','printed':'printed'}"

const char desk_fixture_tickets[] = "{'tickets':[" TICKET("6", "A006", "waiting", "elderly", "null", "1", "09:21") "," TICKET("5", "A005", "waiting", "normal", "null", "0", "09:12") ","
    TICKET("4", "A004", "parked", "normal", "2", "null", "09:10") "," TICKET("3", "A003", "no_show", "disabled", "3", "null", "09:02") ","
    TICKET("2", "A002", "called", "normal", "1", "null", "09:01") "," TICKET("1", "A001", "serving", "normal", "4", "null", "08:55") "]}";

static const char hall[] =
    "{'seq':100,'at':'2026-11-23T09:30:00.000+08:00','hall':{'name':{'zh':'永安镇政务服务大厅','en':'Township Service Hall'},'demo':false,'public_url':"
    "'','utc_offset_minutes':480,'day':'2026-11-23','state':'open'},'services':[{'letter':'A','name':{'zh':'综合业务','en':'General business'},'state':'open'},"
    "{'letter':'B','name':{'zh':'证照领取','en':'Collect a certificate'},'state':'open'}],'windows':[],'printers':[],'calls':[],'alarms':[],'today':{}}";

static json_t *parse(const char *text)
{
    char *quoted = strdup(text);

    for (char *at = quoted; *at; at++)
        if (*at == '\'' && !(at > quoted && at[-1] == 's' && at[1] == ' ')) /* the farmers' */
            *at = '"';
    json_t *json = json_loads(quoted, 0, NULL);
    cr_assert_not_null(json, "not JSON: %s", text);
    free(quoted);
    return json;
}

static void keep(void *context, enum desk_purpose purpose, const char *method, const char *path, const json_t *body, const char *key, int delay_ms)
{
    struct desk_fixture *fixture = context;

    cr_assert_lt(fixture->count, DESK_FIXTURE_SENT);
    fixture->sent[fixture->count].purpose = purpose;
    fixture->sent[fixture->count].delay_ms = delay_ms;
    snprintf(fixture->sent[fixture->count].method, sizeof fixture->sent[0].method, "%s", method);
    snprintf(fixture->sent[fixture->count].path, sizeof fixture->sent[0].path, "%s", path);
    snprintf(fixture->sent[fixture->count].key, sizeof fixture->sent[0].key, "%s", key ? key : "");
    fixture->sent[fixture->count++].body = json_deep_copy(body);
}

static bool press(void *context, struct key key)
{
    struct desk_fixture *fixture = context;

    fixture->model.steady_ms += 1000;
    return desk_view_key(&fixture->model, key);
}

static void draw(void *context, struct canvas *canvas, struct targets *targets)
{
    struct desk_fixture *fixture = context;

    desk_view_draw(&fixture->model, canvas, targets);
}

void desk_fixture_start(struct desk_fixture *fixture)
{
    *fixture = (struct desk_fixture){.view = {fixture, draw, press}};
    fixture->mirror.clock_speed = 1;
    cr_assert(desk_model_init(&fixture->model, &fixture->mirror, 100000));
    fixture->model.port.context = fixture;
    fixture->model.port.send = keep;
    json_t *json = parse(hall);
    cr_assert(mirror_read_hall(&fixture->mirror, json));
    json_decref(json);
    cr_assert(instant_parse("2026-11-23T09:30:00.000+08:00", &fixture->model.now_ms));
    fixture->mirror.connected = true;
    desk_model_changed(&fixture->model);
}

void desk_fixture_finish(struct desk_fixture *fixture)
{
    desk_model_finish(&fixture->model);
    for (int i = 0; i < fixture->count; i++)
        json_decref(fixture->sent[i].body);
}

void desk_fixture_answer(struct desk_fixture *fixture, enum desk_purpose purpose, int status, const char *body)
{
    json_t *json = body ? parse(body) : NULL;

    desk_model_answer(&fixture->model, purpose, status, json, 0);
    json_decref(json);
}

void desk_fixture_list_shown(struct desk_fixture *fixture)
{
    desk_fixture_start(fixture);
    desk_fixture_answer(fixture, DESK_LIST, 200, desk_fixture_list);
}

void desk_fixture_case_shown(struct desk_fixture *fixture, const char *body)
{
    desk_fixture_list_shown(fixture);
    desk_fixture_keys(fixture, DESK_KEYS("Down", "Enter"));
    desk_fixture_answer(fixture, DESK_FILE, 200, body);
}

void desk_fixture_guide(struct desk_fixture *fixture)
{
    desk_fixture_start(fixture);
    desk_fixture_answer(fixture, DESK_LIST, 403, "{'type':'urn:yichuang:forbidden','title':'no','title_zh':'不','status':403,'detail':null}");
    desk_fixture_answer(fixture, DESK_TICKETS, 200, desk_fixture_tickets);
}

bool desk_fixture_keys(struct desk_fixture *fixture, const char *const *keys)
{
    bool goes_on = true;

    for (; *keys && goes_on; keys++) {
        struct key key = key_parse(*keys);
        cr_assert_neq(key.kind, KEY_KIND_NONE, "\"%s\" is not the name of a key", *keys);
        goes_on = press(fixture, key);
    }
    return goes_on;
}

void desk_fixture_lose(struct desk_fixture *fixture)
{
    fixture->mirror.connected = false;
    fixture->mirror.lost_steady_ms = fixture->model.steady_ms - 42000;
    desk_model_changed(&fixture->model);
}

int desk_fixture_times(const struct desk_fixture *fixture, enum desk_purpose purpose)
{
    int times = 0;

    for (int i = 0; i < fixture->count; i++)
        times += fixture->sent[i].purpose == purpose;
    return times;
}

int desk_fixture_last(const struct desk_fixture *fixture, enum desk_purpose purpose)
{
    int last = -1;

    for (int i = 0; i < fixture->count; i++)
        if (fixture->sent[i].purpose == purpose)
            last = i;
    return last;
}
