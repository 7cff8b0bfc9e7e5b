/* The mirror: what the hall said, kept up by events, whatever happens to the connection. */
#include "client/mirror.h"

#include "base/clock.h"
#include "base/date.h"
#include "lib/fake_server.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char hall_text[] =
    "{'seq':100,'at':'2026-11-23T09:30:00.000+08:00','hall':{'name':{'zh':'永安镇便民服务中心','en':'Service Hall'},'demo':true,'public_url':'http://h','"
    "utc_offset_minutes':480,'day':'2026-11-23','state':'open'},'services':[{'letter':'B','name':{'zh':'取件','en':'Collection'},'state':'lunch','sessions':"
    "'08:30-12:00','waiting':0,'taken':2,'called':2,'oldest_at':null,'windows_open':1,'wait':null},{'letter':'A','name':{'zh':'综合','en':'General'},"
    "'state':'open','sessions':'08:30-12:00 13:30-17:00','waiting':4,'taken':12,'called':8,'oldest_at':'2026-11-23T09:00:00.000+08:00','windows_open':3,"
    "'wait':{'low_s':480,'high_s':900}}],'windows':[{'window':3,'state':'calling','staff':'1001','ticket':{'id':7,'number':'A007','service':'A','state':"
    "'called','priority':'elderly','window':3,'ahead':null,'wait':null,'taken_at':'2026-11-23T09:12:03.120+08:00','called_at':'2026-11-23T09:29:00.000+08:00'"
    ",'started_at':null,'recalls':1,'language':'zh','item':'XK11','count':2,'code':'ABC','url':'http://h/t/ABC','printed':'printed'},'since':"
    "'2026-11-23T09:29:00.000+08:00','services':['A','B'],'reason':null,'served':7,'why':{'code':'longest','key_won':90000,'key_other':60000,'other':'A009'},'undo_until':'2026-11-23T09:29:10.000+08:00'},"
    "{'window':1,'state':'paused','staff':null,'ticket':null,'since':'2026-11-23T09:00:00.000+08:00','services':['A'],'reason':'lunch','served':0,'why':null,"
    "'undo_until':null}],'printers':[{'name':'kiosk1','place':'kiosk 1','prints':['ticket'],'state':'ready','detail':null,'since':null}],'calls':[{'number':"
    "'A007','window':3,'ticket':7,'at':'2026-11-23T09:29:00.000+08:00'}],'alarms':[{'code':'waiting-long','text':{'zh':'等候过长','en':'Long wait'},'since':"
    "'2026-11-23T09:20:00.000+08:00'}],'today':{'taken':14,'called':10,'done':9,'no_show':1,'mean_wait_s':null}}";

/* Returns text with its single quotes as double ones; static. */
static const char *json(const char *text)
{
    static char quoted[8192];
    size_t i = 0;

    for (; text[i] && i + 1 < sizeof quoted; i++)
        quoted[i] = text[i] == '\'' ? '"' : text[i];
    quoted[i] = '\0';
    return quoted;
}

static json_t *parse(const char *text)
{
    json_t *parsed = json_loads(json(text), JSON_DECODE_ANY, NULL);

    cr_assert_not_null(parsed, "not JSON: %s", text);
    return parsed;
}

static int64_t instant(const char *text)
{
    int64_t instant_ms;

    cr_assert(instant_parse(text, &instant_ms));
    return instant_ms;
}

static struct mirror mirror;

static void read_hall(void)
{
    json_t *hall = parse(hall_text);

    mirror = (struct mirror){0};
    cr_assert(mirror_read_hall(&mirror, hall));
    json_decref(hall);
}

static void read_event(const char *text)
{
    json_t *event = parse(text);

    mirror_read_event(&mirror, event);
    json_decref(event);
}

Test(mirror, reads_the_hall)
{
    read_hall();
    cr_assert(mirror.known && mirror.demo && mirror.seq == 100 && mirror.utc_offset_minutes == 480);
    cr_assert_str_eq(mirror.hall.zh, "永安镇便民服务中心");
    cr_assert_str_eq(mirror.day, "2026-11-23");
    cr_assert_str_eq(mirror.state, "open");
    cr_assert_str_eq(mirror.public_url, "http://h");
    cr_assert(mirror.taken == 14 && mirror.called == 10 && mirror.done == 9 && mirror.no_show == 1 && mirror.mean_wait_s == -1);
    cr_assert_str_eq(mirror.alarms[0].code, "waiting-long");
    cr_assert_str_eq(mirror.alarms[0].text.en, "Long wait");
    cr_assert_str_empty(mirror.alarms[1].code);
    cr_assert_str_eq(mirror.printers[0].name, "kiosk1");
    cr_assert_str_empty(mirror.printers[0].detail);
    cr_assert(mirror.calls[0].ticket == 7 && mirror.calls[0].window == 3 && mirror.calls[1].window == 0);
}

Test(mirror, reads_services)
{
    read_hall();
    cr_assert(mirror.services[0].letter == 'A' && mirror.services[1].letter == 'B' && !mirror.services[2].letter, "sorted");
    const struct mirror_service *service = mirror_service(&mirror, 'A');
    cr_assert_eq(service, &mirror.services[0]);
    cr_assert(service->waiting == 4 && service->taken == 12 && service->called == 8 && service->windows_open == 3);
    cr_assert(service->low_s == 480 && service->high_s == 900);
    cr_assert_eq(service->oldest_ms, instant("2026-11-23T09:00:00.000+08:00"));
    cr_assert_str_eq(service->sessions, "08:30-12:00 13:30-17:00");
    cr_assert(mirror.services[1].low_s == -1 && mirror.services[1].oldest_ms == 0);
    cr_assert_null(mirror_service(&mirror, 'Z'));
    cr_assert_str_eq(mirror_text_in(&service->name, "zh"), "综合");
    cr_assert_str_eq(mirror_text_in(&service->name, "en"), "General");
    cr_assert_str_eq(mirror_text_in(&(struct mirror_text){.zh = "综合"}, "en"), "综合");
}

Test(mirror, reads_windows_and_tickets)
{
    read_hall();
    cr_assert(mirror.windows[0].number == 1 && mirror.windows[1].number == 3 && mirror.windows[2].number == 0, "sorted");
    cr_assert_str_eq(mirror.windows[0].reason, "lunch");
    cr_assert_eq(mirror.windows[0].ticket.id, 0);
    const struct mirror_window *window = mirror_window(&mirror, 3);
    cr_assert_str_eq(window->state, "calling");
    cr_assert_str_eq(window->staff, "1001");
    cr_assert_str_eq(window->services, "AB");
    cr_assert_str_eq(window->why, "longest");
    cr_assert(window->why_won_ms == 90000 && window->why_other_ms == 60000);
    cr_assert_str_eq(window->why_other, "A009");
    cr_assert(window->served == 7 && window->undo_until_ms == instant("2026-11-23T09:29:10.000+08:00"));
    const struct mirror_ticket *ticket = &window->ticket;
    cr_assert(ticket->id == 7 && ticket->service == 'A' && ticket->window == 3 && ticket->ahead == -1 && ticket->low_s == -1);
    cr_assert(ticket->count == 2 && ticket->recalls == 1 && ticket->started_ms == 0);
    cr_assert_eq(ticket->taken_ms, instant("2026-11-23T09:12:03.120+08:00"));
    cr_assert_str_eq(ticket->number, "A007");
    cr_assert_str_eq(ticket->priority, "elderly");
    cr_assert_str_eq(ticket->item, "XK11");
    cr_assert_str_eq(ticket->code, "ABC");
    cr_assert_str_eq(ticket->printed, "printed");
    cr_assert_null(mirror_window(&mirror, 2));
}

Test(mirror, takes_nonsense_for_unknown)
{
    static const char *const nonsense[] = {"{}", "[]", "7", "{'seq':'x','hall':{},'windows':[]}", "{'seq':1,'hall':7,'windows':[]}"};
    struct mirror_ticket ticket;

    read_hall();
    for (int i = 0; i < 5; i++) {
        json_t *read = parse(nonsense[i]);
        cr_assert_not(mirror_read_hall(&mirror, read));
        cr_assert_eq(mirror.seq, 100, "nothing changed");
        json_decref(read);
    }
    read_event("{'type':7,'ticket':[],'window':{'window':-5},'service':{'letter':'ab'},'printer':{},'alarms':'x','today':3}");
    cr_assert(mirror.taken == 14 && mirror.windows[0].number == 1 && mirror.services[0].letter == 'A' && !*mirror.printers[1].name);
    read_event("{'window':{'window':1,'services':['\\u0001','a','B','AB',7,'\\u0007']}}");
    cr_assert_str_eq(mirror.windows[0].services, "B", "letters name services, nothing else does");
    json_t *odd = parse("{'id':'7','number':'A0070000000000000000','count':99999999999,'state':'cal\\u001b[2Jled','taken_at':'yesterday'}");
    mirror_read_ticket(&ticket, odd);
    cr_assert(ticket.id == 0 && ticket.count == 1 && ticket.taken_ms == 0);
    cr_assert_str_eq(ticket.number, "A0070000000");
    cr_assert_str_eq(ticket.state, "cal[2Jled");
    json_decref(odd);
    mirror_read_ticket(&ticket, NULL);
    cr_assert(ticket.id == 0 && ticket.ahead == -1);
}

Test(mirror, follows_a_call)
{
    read_hall();
    read_event("{'seq':101,'at':'2026-11-23T09:31:00.000+08:00','type':'ticket.called','ticket':{'id':9,'number':'A008','service':'A','window':1,'state':'called'},"
               "'window':{'window':1,'state':'calling','ticket':{'id':9,'number':'A008'},'services':['A'],'why':{'code':'only'}},"
               "'service':{'letter':'A','waiting':3,'called':9},'today':{'taken':14,'called':11,'done':9,'no_show':1,'mean_wait_s':700},'alarms':[]}");
    cr_assert(mirror.calls[0].ticket == 9 && mirror.calls[0].window == 1 && mirror.calls[1].ticket == 7 && mirror.calls[2].window == 0);
    cr_assert_str_eq(mirror.calls[0].number, "A008");
    cr_assert_eq(mirror.calls[0].at_ms, instant("2026-11-23T09:31:00.000+08:00"));
    cr_assert_str_eq(mirror_window(&mirror, 1)->state, "calling");
    cr_assert_str_eq(mirror_window(&mirror, 1)->why, "only");
    cr_assert(mirror_service(&mirror, 'A')->waiting == 3 && mirror.called == 11 && mirror.mean_wait_s == 700);
    cr_assert_str_empty(mirror.alarms[0].code);
    read_event("{'seq':102,'type':'ticket.call_undone','ticket':{'id':9,'number':'A008','window':null},'window':{'window':1,'state':'open','ticket':null}}");
    cr_assert(mirror.calls[0].ticket == 7 && mirror.calls[1].window == 0);
    cr_assert_eq(mirror_window(&mirror, 1)->ticket.id, 0);
}

Test(mirror, keeps_the_last_twelve_calls)
{
    char text[256];

    read_hall();
    for (int i = 1; i <= 20; i++) {
        snprintf(text, sizeof text, "{'type':'ticket.called','ticket':{'id':%d,'number':'B%03d','window':%d}}", 100 + i, i, i);
        read_event(text);
    }
    for (int i = 0; i < MIRROR_CALLS; i++)
        cr_assert_eq(mirror.calls[i].ticket, 120 - i);
    read_event("{'type':'ticket.called','ticket':{'id':115,'number':'B015','window':2}}");
    cr_assert(mirror.calls[0].ticket == 115 && mirror.calls[1].ticket == 120 && mirror.calls[6].ticket == 114, "each ticket once");
    read_event("{'type':'ticket.recalled','at':'2026-11-23T09:40:00.000+08:00','ticket':{'id':118,'number':'B018','window':18,'called_at':"
               "'2026-11-23T09:31:00.000+08:00'}}");
    cr_assert(mirror.calls[0].ticket == 118 && mirror.calls[1].ticket == 115, "a recall is a call");
    read_event("{'type':'ticket.finished','ticket':{'id':118,'number':'B018','window':18,'called_at':'2026-11-23T09:31:00.000+08:00'}}");
    cr_assert_eq(mirror.calls[0].ticket, 118);
    read_event("{'type':'ticket.returned','ticket':{'id':118,'number':'B018','window':null,'called_at':null}}");
    cr_assert_eq(mirror.calls[0].ticket, 115, "whoever waits again is not called any more");
}

Test(mirror, follows_printers_and_new_rows)
{
    char text[128];

    read_hall();
    read_event("{'type':'printer.changed','printer':{'name':'kiosk1','place':'kiosk 1','state':'paper-out','detail':'open the lid'}}");
    cr_assert_str_eq(mirror.printers[0].state, "paper-out");
    cr_assert_str_eq(mirror.printers[0].detail, "open the lid");
    read_event("{'type':'printer.changed','printer':{'name':'desk','state':'ready'}}");
    cr_assert_str_eq(mirror.printers[1].name, "desk");
    read_event("{'type':'window.opened','window':{'window':2,'state':'open'}}");
    cr_assert(mirror.windows[0].number == 1 && mirror.windows[1].number == 2 && mirror.windows[2].number == 3 && mirror.windows[3].number == 0);
    for (int i = 1; i <= 120; i++) {
        snprintf(text, sizeof text, "{'window':{'window':%d,'state':'open'},'printer':{'name':'p%d','state':'ready'}}", i, i);
        read_event(text);
    }
    cr_assert(mirror.windows[MIRROR_WINDOWS - 1].number == MIRROR_WINDOWS && mirror.windows[MIRROR_WINDOWS].number == 0, "what has no room is left away");
    cr_assert_str_eq(mirror.printers[MIRROR_PRINTERS - 1].name, "p14");
}

Test(mirror, follows_the_ticket_at_a_window)
{
    read_hall();
    read_event("{'type':'ticket.priority_changed','ticket':{'id':7,'number':'A007','priority':'disabled','window':3}}");
    cr_assert_str_eq(mirror_window(&mirror, 3)->ticket.priority, "disabled");
    read_event("{'type':'print.attention','job':{'id':1,'state':'attention','ticket_id':7}}");
    cr_assert_str_eq(mirror_window(&mirror, 3)->ticket.printed, "attention");
}

/* --- with a connection --- */

static struct fake_server server;
static struct client *client;
static int changes;
static char last_type[32];

static void note(void *context, const struct mirror *told, const json_t *event)
{
    (void)context;
    cr_assert_eq(told, &mirror);
    changes++;
    snprintf(last_type, sizeof last_type, "%s", event ? json_string_value(json_object_get(event, "type")) : "none");
}

static void begin(void)
{
    struct client_options options;

    fake_start(&server, true);
    fake_options(&server, &options);
    client = client_create(&options);
    changes = 0;
    mirror_start(&mirror, client, note, NULL);
}

static void end(void)
{
    client_destroy(client);
    fake_finish(&server);
}

TestSuite(following, .init = begin, .fini = end, .timeout = 60);

/* Answers the mirror's request for the hall and its event stream; returns the stream's connection. */
static int serve(void)
{
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/hall") >= 0);
    fake_answer(&server, fake_find(&server, "GET /v1/hall"), 200, "", json(hall_text));
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/events?after=100 ") >= 0);
    int connection = fake_find(&server, "GET /v1/events");
    fake_begin_stream(&server, connection);
    FAKE_UNTIL(&server, client, mirror.connected);
    return connection;
}

Test(following, reads_then_follows)
{
    cr_assert_not(mirror.known);
    int connection = serve();
    cr_assert(mirror.known && changes == 2 && mirror.lost_steady_ms == 0);
    fake_send(&server, connection, json("id: 101\ndata: {'seq':101,'at':'2026-11-23T09:30:01.000+08:00','type':'window.opened','window':{'window':2,'state':'open'}}\n\n"));
    FAKE_UNTIL(&server, client, changes == 3);
    cr_assert(mirror.seq == 101 && mirror_window(&mirror, 2));
    cr_assert_str_eq(last_type, "window.opened");
}

Test(following, takes_alarms_from_pings)
{
    int connection = serve();

    fake_send(&server, connection, json("event: ping\nid: 100\ndata: {'seq':100,'alarms':[{'code':'printer','text':{'zh':'z','en':'e'},'since':null}]}\n\n"));
    FAKE_UNTIL(&server, client, strcmp(mirror.alarms[0].code, "printer") == 0);
    cr_assert_eq(changes, 3);
    fake_send(&server, connection, json("event: ping\nid: 100\ndata: {'seq':100,'alarms':[{'code':'printer','text':{'zh':'z','en':'e'},'since':null}]}\n\n"
                                        "id: 101\ndata: {'type':'x'}\n\n"));
    FAKE_UNTIL(&server, client, mirror.seq == 101);
    cr_assert_eq(changes, 4, "the same alarms once more are no change");
}

Test(following, asks_until_the_controller_is_there)
{
    fake_go_away(&server);
    int64_t begin_ms = clock_steady_ms();
    FAKE_UNTIL(&server, client, clock_steady_ms() - begin_ms > 400);
    cr_assert(changes == 0 && !mirror.known);
    fake_come_back(&server);
    begin_ms = clock_steady_ms();
    serve();
    cr_assert_leq(clock_steady_ms() - begin_ms, 1000);
}

Test(following, tells_a_refusal)
{
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/hall") >= 0);
    fake_answer(&server, fake_find(&server, "GET /v1/hall"), 401, "", json("{'title':'no'}"));
    FAKE_UNTIL(&server, client, mirror.refused == 401);
    cr_assert_eq(changes, 1);
    serve();
    cr_assert_eq(mirror.refused, 0);
}

Test(following, keeps_its_state_while_the_controller_is_away)
{
    int connection = serve();

    fake_close(&server, connection);
    int64_t before_ms = clock_steady_ms();
    FAKE_UNTIL(&server, client, !mirror.connected);
    cr_assert(mirror.known && mirror_window(&mirror, 3) && mirror.lost_steady_ms >= before_ms);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/events ") >= 0);
    connection = fake_find(&server, "GET /v1/events ");
    cr_assert(fake_has(&server, connection, "Last-Event-ID: 100\r\n"));
    fake_begin_stream(&server, connection);
    fake_send(&server, connection, json("id: 101\ndata: {'type':'window.closed','window':{'window':3,'state':'closed'}}\n\n"));
    FAKE_UNTIL(&server, client, mirror.seq == 101);
    cr_assert(mirror.connected);
    cr_assert_str_eq(mirror_window(&mirror, 3)->state, "closed");
}

Test(following, reads_anew_after_a_reset)
{
    int connection = serve();

    fake_send(&server, connection, json("event: reset\ndata: {'seq':500}\n\n"));
    cr_assert_neq(serve(), connection);
}

Test(following, reads_anew_when_the_day_or_the_settings_change)
{
    int connection = serve();

    fake_send(&server, connection, json("id: 101\ndata: {'seq':101,'type':'day.opened'}\n\n"));
    connection = serve();
    fake_send(&server, connection, json("id: 101\ndata: {'seq':101,'type':'config.changed'}\n\n"));
    serve();
}

Test(following, reads_anew_when_the_journal_is_another)
{
    int connection = serve();

    fake_send(&server, connection, json("id: 40\nevent: ping\ndata: {'seq':40}\n\n"));
    serve();
}

Test(following, says_so_when_it_cannot_follow_again)
{
    int connection = serve();

    fake_send(&server, connection, json("id: 101\ndata: {'type':'config.changed'}\n\n"));
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/hall") >= 0);
    fake_answer(&server, fake_find(&server, "GET /v1/hall"), 200, "", json(hall_text));
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/events?after=100 ") >= 0);
    fake_go_away(&server);
    FAKE_UNTIL(&server, client, !mirror.connected);
}

Test(following, knows_the_controllers_clock)
{
    static const struct clock wall = {0};
    int connection = serve();
    int64_t told_ms = instant("2026-11-23T09:30:00.000+08:00");

    cr_assert_lt(llabs(mirror_now_ms(&mirror) - told_ms), 5000);
    fake_send(&server, connection, json("id: 101\ndata: {'at':'2026-11-23T08:00:00.000+08:00','type':'old'}\n\n"));
    FAKE_UNTIL(&server, client, mirror.seq == 101);
    cr_assert_lt(llabs(mirror_now_ms(&mirror) - told_ms), 5000, "an old event says nothing about now");
    fake_send(&server, connection, json("id: 101\nevent: ping\ndata: {'seq':101,'at':'2026-11-23T08:00:00.000+08:00'}\n\nid: 102\ndata: {'type':'x'}\n\n"));
    FAKE_UNTIL(&server, client, mirror.seq == 102);
    cr_assert_lt(llabs(mirror_now_ms(&mirror) - instant("2026-11-23T08:00:00.000+08:00")), 5000, "a ping does");
    mirror.clock_speed = 3600;
    int64_t before_ms = mirror_now_ms(&mirror), steady_ms = clock_steady_ms();
    FAKE_UNTIL(&server, client, clock_steady_ms() - steady_ms >= 50);
    cr_assert_geq(mirror_now_ms(&mirror) - before_ms, 40 * 3600, "a demonstration's clock runs faster");
    cr_assert_lt(llabs(mirror.clock_ahead_ms - (instant("2026-11-23T08:00:00.000+08:00") - clock_now_ms(&wall))), 5000);
}
