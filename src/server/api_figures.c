/* Figures for the manager: how the day goes by quarters of an hour, beside what is usual on that weekday; who served how many; one window's day. */
#include "server/api.h"

#include "store/store.h"

#include <string.h>

enum { QUARTERS = 24 * 4, WEEKS_BACK = 8, STAFF_MOST = 99, TICKETS_SHOWN = 40 };

/* Sums by quarter of the day. */
struct quarters {
    int64_t start_ms; /* local midnight of the day that is being added */
    int64_t taken[QUARTERS], called[QUARTERS], waited_ms[QUARTERS];
    int64_t all;
};

static void add_quarter(void *context, const struct store_quarter *row)
{
    struct quarters *quarters = context;
    int64_t place = (row->from_ms - quarters->start_ms) / STORE_QUARTER_MS;

    if (row->from_ms < quarters->start_ms || place >= QUARTERS)
        return;
    quarters->taken[place] += row->taken;
    quarters->called[place] += row->called;
    quarters->waited_ms[place] += row->waited_ms;
    quarters->all += row->taken;
}

static void add_day(const struct server *server, struct date day, struct quarters *quarters)
{
    quarters->start_ms = date_start_ms(day, server->hall.settings.utc_offset_min);
    store_quarters(server->store, day, add_quarter, quarters);
}

/* Only the quarters in which somebody took a number. */
static json_t *view_quarters(const struct quarters *quarters)
{
    json_t *list = json_array();

    for (int i = 0; i < QUARTERS; i++)
        if (quarters->taken[i] > 0)
            json_array_append_new(list, json_pack("{s:o, s:I, s:I, s:o}", "at", json_sprintf("%02d:%02d", i / 4, i % 4 * 15), "taken", (json_int_t)quarters->taken[i], "called",
                                                  (json_int_t)quarters->called[i], "mean_wait_s",
                                                  quarters->called[i] ? json_integer(quarters->waited_ms[i] / quarters->called[i] / 1000) : json_null()));
    return list;
}

/* The same weekday of the last weeks, as far as numbers were taken on it. */
static json_t *view_usual(const struct server *server)
{
    struct quarters usual = {0};
    int days = 0;

    for (int week = 1; week <= WEEKS_BACK; week++) {
        int64_t before = usual.all;
        add_day(server, (struct date){server->hall.day.days - 7 * week}, &usual);
        days += usual.all > before;
    }
    return json_pack("{s:i, s:o}", "days", days, "quarters", view_quarters(&usual));
}

struct staff_figures {
    char id[STAFF_ID_SIZE];
    int called, served, no_show;
    int64_t served_ms;
};

static struct staff_figures *figures_of(struct staff_figures *list, const char *id, size_t *count)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(list[i].id, id) == 0)
            return &list[i];
    if (!id[0] || *count == STAFF_MOST)
        return NULL;
    list[*count] = (struct staff_figures){0};
    memcpy(list[*count].id, id, sizeof list[*count].id);
    return &list[(*count)++];
}

static void add_event(struct staff_figures *of, const struct ring_entry *entry)
{
    of->called += entry->event.type == EVENT_TICKET_CALLED;
    of->no_show += entry->event.type == EVENT_TICKET_NO_SHOW;
    if (entry->event.type != EVENT_TICKET_FINISHED)
        return;
    of->served++;
    if (entry->ticket.started_ms)
        of->served_ms += entry->event.at_ms - entry->ticket.started_ms;
}

/* Who sat at the windows today, from the events that are kept in memory. */
static json_t *view_staff_figures(const struct server *server)
{
    struct staff_figures list[STAFF_MOST];
    size_t count = 0;
    json_t *staff = json_array();
    int64_t start_ms = date_start_ms(server->hall.day, server->hall.settings.utc_offset_min);

    for (int64_t seq = server->ring_first; seq > 0 && seq <= server->hall.seq; seq++) {
        const struct ring_entry *entry = &server->ring[seq % RING_SIZE];
        struct staff_figures *of = entry->event.at_ms >= start_ms && entry->has_window && entry->has_ticket ? figures_of(list, entry->window.staff, &count) : NULL;
        if (of)
            add_event(of, entry);
    }
    for (size_t i = 0; i < count; i++)
        json_array_append_new(staff, json_pack("{s:s, s:i, s:i, s:i, s:o}", "id", list[i].id, "called", list[i].called, "served", list[i].served, "no_show", list[i].no_show,
                                               "mean_service_s", list[i].served_ms > 0 ? json_integer(list[i].served_ms / list[i].served / 1000) : json_null()));
    return staff;
}

void api_figures_today(struct request *request)
{
    const struct server *server = request->server;
    struct quarters today = {0};
    char day[DATE_TEXT_SIZE];

    date_format(server->hall.day, day);
    add_day(server, server->hall.day, &today);
    reply_json(request, 200, json_pack("{s:s, s:o, s:o, s:o}", "day", day, "quarters", view_quarters(&today), "usual", view_usual(server), "staff", view_staff_figures(server)));
}

/* The tickets that a window called today, the latest first, and what came of them. */
void api_window_figures(struct request *request)
{
    const struct server *server = request->server;
    const struct hall *hall = &server->hall;
    int64_t number = api_path_number(request), served_ms = 0;
    struct sight sight = view_sight(request->caller.actor.role);
    int called = 0, served = 0, no_show = 0;

    if (number < 1 || number > WINDOWS_MAX || !hall_window(hall, (int32_t)number)) {
        reply_refusal(request, REFUSAL_WINDOW_UNKNOWN, NULL);
        return;
    }
    json_t *tickets = json_array();
    for (int32_t i = hall->ticket_count - 1; i >= 0; i--) {
        const struct ticket *ticket = &hall->tickets[i];
        bool done = ticket->state == TICKET_DONE;
        if (ticket->window != number || ticket->day.days != hall->day.days)
            continue;
        called++;
        served += done;
        no_show += ticket->state == TICKET_NO_SHOW;
        served_ms += done && ticket->started_ms ? ticket->ended_ms - ticket->started_ms : 0;
        if (json_array_size(tickets) < TICKETS_SHOWN)
            json_array_append_new(tickets, view_ticket_now(server, ticket->id, sight));
    }
    reply_json(request, 200, json_pack("{s:i, s:i, s:i, s:i, s:o, s:o}", "window", (int)number, "called", called, "served", served, "no_show", no_show, "mean_service_s",
                                       served_ms > 0 ? json_integer(served_ms / served / 1000) : json_null(), "tickets", tickets));
}
