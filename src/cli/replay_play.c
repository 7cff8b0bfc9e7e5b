#include "cli/replay.h"

#include "base/clock.h"
#include "base/language.h"

#include <stdlib.h>
#include <string.h>

enum { TURN_MS = 100, AGAIN_MS = 200, PATIENCE_MS = 30000, STUCK_MS = 60000, CLOSE_MS = 5000, LATE_MS = 100, KEY_SIZE = 23 };

/* What a request is for. */
enum purpose { TAKE, NEXT, FINISH };

/* One request on its way; asked again with the same key while it is not known what became of it. */
struct errand {
    struct replay_play *play;
    enum purpose purpose;
    int index;      /* of the arrival, or of the window */
    int64_t ticket; /* FINISH: which one */
    char key[KEY_SIZE], path[48];
    json_t *body;
    int64_t sent_ms;
};

struct window {
    int number;
    bool opened_by_us;
    bool asking;       /* a request is on its way */
    bool wants_next;   /* it has nobody, and has not asked yet */
    int64_t ticket;    /* at the window, 0: none */
    int64_t finish_ms; /* when its service ends, by the steady clock; 0: not known yet */
    int64_t called_ms; /* when the call was heard of */
    int64_t free_ms;   /* when the service before should have ended */
};

struct replay_play {
    struct cli *cli;
    const struct replay_day *day;
    struct replay_report *report;
    double speed;
    int64_t start_ms, news_ms; /* by the steady clock */
    struct window windows[REPLAY_WINDOWS_MAX];
    int window_count;
    int64_t *tickets; /* of each arrival; 0: not given yet, -1: refused */
    int next, taking, on_the_way;
    struct replay_pace pace;
    double answers_ms;
};

static void take_answer(void *context, const struct client_answer *answer);

static int64_t due_at(const struct replay_play *play, int64_t from_ms, int seconds)
{
    return from_ms + (int64_t)(seconds * 1000.0 / play->speed);
}

static void send_errand(struct errand *errand, int delay_ms)
{
    struct replay_play *play = errand->play;

    if (client_request_later(play->cli->client, delay_ms, "POST", errand->path, errand->body, errand->key, take_answer, errand) == ERROR_NONE) {
        play->on_the_way++;
        return;
    }
    if (errand->purpose == TAKE)
        play->tickets[errand->index] = -1;
    play->pace.refused += errand->purpose == TAKE;
    json_decref(errand->body);
    free(errand);
}

/* body is taken over. due_ms: when it should have been sent. */
static void start_errand(struct replay_play *play, enum purpose purpose, int index, int64_t due_ms, json_t *body)
{
    struct errand *errand = calloc(1, sizeof *errand);
    int64_t now_ms = clock_steady_ms();

    if (!errand) {
        json_decref(body);
        return;
    }
    *errand = (struct errand){.play = play, .purpose = purpose, .index = index, .body = body, .sent_ms = now_ms};
    errand->ticket = purpose == FINISH ? play->windows[index].ticket : 0;
    client_make_key(errand->key);
    if (purpose == TAKE)
        snprintf(errand->path, sizeof errand->path, "/v1/tickets");
    else
        snprintf(errand->path, sizeof errand->path, "/v1/windows/%d/%s", play->windows[index].number, purpose == NEXT ? "next" : "finish");
    if (now_ms - due_ms > play->pace.late_longest_ms)
        play->pace.late_longest_ms = (int)(now_ms - due_ms);
    send_errand(errand, 0);
}

static void take_number(struct replay_play *play, int index)
{
    const struct replay_arrival *arrival = &play->day->arrivals[index];
    char service[2] = {arrival->service, '\0'};

    play->taking++;
    start_errand(play, TAKE, index, due_at(play, play->start_ms, arrival->seconds),
                 json_pack("{s:s,s:s,s:b}", "service", service, "priority", arrival->priority, "paper", 0));
}

/* Returns when a call should have come: when the window came free, or when the person came. What the answers took since is no time of the day: without this
 * it would be added to each service, and at a high speed a few milliseconds are many seconds. But only so much is made up for. */
static int64_t call_due(const struct replay_play *play, const struct window *window, int arrival)
{
    int64_t came_ms = due_at(play, play->start_ms, play->day->arrivals[arrival].seconds);
    int64_t due_ms = came_ms > window->free_ms ? came_ms : window->free_ms;

    return due_ms > window->called_ms - LATE_MS ? due_ms : window->called_ms - LATE_MS;
}

/* Sets when the service of a window's ticket ends; a ticket that is not ours is served at once. */
static void plan_finish(struct replay_play *play, struct window *window)
{
    if (!window->ticket || window->finish_ms)
        return;
    for (int i = 0; i < play->next; i++)
        if (play->tickets[i] == window->ticket) {
            window->finish_ms = due_at(play, call_due(play, window, i), play->day->arrivals[i].service_seconds);
            return;
        }
    if (play->taking == 0)
        window->finish_ms = window->called_ms;
}

static void plan_all(struct replay_play *play)
{
    for (int i = 0; i < play->window_count; i++)
        plan_finish(play, &play->windows[i]);
}

static void end_take(struct replay_play *play, int index, const struct client_answer *answer)
{
    int64_t id = cli_integer(answer->body, "id", 0);

    play->taking--;
    if (answer->status / 100 == 2 && id > 0) {
        play->tickets[index] = id;
        replay_report_acknowledged(play->report, id);
        const json_t *wait = json_object_get(answer->body, "wait");
        if (json_is_object(wait))
            replay_report_told(play->report, id, cli_integer(wait, "low_s", 0), cli_integer(wait, "high_s", 0));
    } else {
        play->tickets[index] = -1;
        if (play->pace.refused++ == 0)
            options_complain(&play->cli->options, _("row %d got no number: %s"), index + 1,
                             client_problem_text(answer->status, answer->body, language_code(language_current())));
    }
    plan_all(play);
}

/* After a finish the window has nobody, or already the next one: the event may come before the answer. */
static void end_finish(struct window *window, int64_t ticket, const struct client_answer *answer)
{
    const char *state = cli_text(answer->body, "state");

    if (window->ticket == ticket) {
        window->free_ms = window->finish_ms;
        window->ticket = 0;
        window->finish_ms = 0;
    }
    window->wants_next = !window->ticket && strcmp(state, "ready") != 0 && strcmp(state, "calling") != 0;
}

static void take_answer(void *context, const struct client_answer *answer)
{
    struct errand *errand = context;
    struct replay_play *play = errand->play;
    int took_ms = (int)(clock_steady_ms() - errand->sent_ms);

    play->on_the_way--;
    play->news_ms = answer->status ? clock_steady_ms() : play->news_ms;
    if (answer->status == 0 || answer->status == 503 || answer->status == 429) {
        if (clock_steady_ms() - errand->sent_ms < PATIENCE_MS) {
            send_errand(errand, AGAIN_MS + 1000 * (answer->status == 429 ? answer->retry_after_s : 0));
            return;
        }
    }
    play->pace.requests++;
    play->answers_ms += took_ms;
    if (took_ms > play->pace.answer_longest_ms)
        play->pace.answer_longest_ms = took_ms;
    if (errand->purpose == TAKE) {
        end_take(play, errand->index, answer);
    } else {
        struct window *window = &play->windows[errand->index];
        window->asking = false;
        if (errand->purpose == FINISH)
            end_finish(window, errand->ticket, answer);
    }
    json_decref(errand->body);
    free(errand);
}

static struct window *window_of(struct replay_play *play, const json_t *event)
{
    int64_t number = cli_integer(json_object_get(event, "window"), "window", 0);

    if (!number)
        number = cli_integer(json_object_get(event, "ticket"), "window", 0);
    for (int i = 0; i < play->window_count; i++)
        if (play->windows[i].number == number)
            return &play->windows[i];
    return NULL;
}

static void take_news(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event)
{
    struct replay_play *play = context;
    (void)seq;

    if (kind == CLIENT_STREAM_RESET)
        replay_report_cut(play->report);
    if (kind != CLIENT_STREAM_EVENT)
        return;
    play->news_ms = clock_steady_ms();
    replay_report_take_event(play->report, event);
    struct window *window = window_of(play, event);
    const char *type = cli_text(event, "type");
    if (window && strcmp(type, "ticket.called") == 0) {
        if (window->ticket) /* it asks by itself, and the answer to its finish is still on the way */
            window->free_ms = window->finish_ms;
        window->ticket = cli_integer(json_object_get(event, "ticket"), "id", 0);
        window->called_ms = play->news_ms;
        window->finish_ms = 0;
        window->wants_next = false;
        plan_finish(play, window);
    } else if (window && strcmp(type, "window.lapsed") == 0) {
        window->wants_next = true;
    }
}

static void play_windows(struct replay_play *play, int64_t now_ms)
{
    for (int i = 0; i < play->window_count; i++) {
        struct window *window = &play->windows[i];
        if (window->asking)
            continue;
        if (window->ticket && window->finish_ms && window->finish_ms <= now_ms) {
            window->asking = true;
            start_errand(play, FINISH, i, window->finish_ms, NULL);
        } else if (!window->ticket && window->wants_next) {
            window->asking = true;
            window->wants_next = false;
            start_errand(play, NEXT, i, now_ms, NULL);
        }
    }
}

/* Returns how long nothing is due. */
static int idle_ms(const struct replay_play *play, int64_t now_ms)
{
    int64_t next_ms = now_ms + TURN_MS;

    if (play->next < play->day->count) {
        int64_t due_ms = due_at(play, play->start_ms, play->day->arrivals[play->next].seconds);
        next_ms = due_ms < next_ms ? due_ms : next_ms;
    }
    for (int i = 0; i < play->window_count; i++) {
        const struct window *window = &play->windows[i];
        if (!window->asking && window->finish_ms && window->finish_ms < next_ms)
            next_ms = window->finish_ms;
    }
    return next_ms > now_ms ? (int)(next_ms - now_ms) : 0;
}

/* Nothing moves any more: an answer does not come, or people wait and no window calls them. */
static bool is_stuck(const struct replay_play *play, bool arrived)
{
    bool serving = false;

    for (int i = 0; i < play->window_count; i++)
        serving |= play->windows[i].finish_ms != 0;
    return (play->on_the_way > 0 || (arrived && !serving)) && clock_steady_ms() - play->news_ms >= STUCK_MS;
}

bool replay_play_turn(struct replay_play *play, const volatile int *stop)
{
    int64_t now_ms = clock_steady_ms();

    if (play->start_ms == 0)
        play->start_ms = play->news_ms = now_ms;
    while (play->next < play->day->count && due_at(play, play->start_ms, play->day->arrivals[play->next].seconds) <= now_ms) {
        take_number(play, play->next);
        play->next++;
    }
    play_windows(play, now_ms);
    bool arrived = play->next == play->day->count && play->taking == 0;
    if (*stop || (arrived && replay_report_is_over(play->report)) || is_stuck(play, arrived))
        return false;
    client_wait(play->cli->client, -1, idle_ms(play, now_ms));
    return true;
}

static int open_windows(struct replay_play *play, int limit, const json_t *windows)
{
    char path[48];

    for (size_t i = 0; i < json_array_size(windows) && (limit == 0 || play->window_count < limit) && play->window_count < REPLAY_WINDOWS_MAX; i++) {
        const json_t *own = json_array_get(windows, i);
        int64_t number = cli_integer(own, "window", 0);
        const char *state = cli_text(own, "state");
        if (strcmp(state, "calling") == 0 || strcmp(state, "serving") == 0 || strcmp(state, "paused") == 0) {
            options_complain(&play->cli->options, _("window %lld is at work: a replay wants a quiet hall"), (long long)number);
            return STATUS_REFUSED;
        }
        snprintf(path, sizeof path, "/v1/windows/%lld/open", (long long)number);
        bool closed = strcmp(state, "closed") == 0;
        if (closed) {
            int status = cli_ask(play->cli, "POST", path, NULL, NULL);
            if (status != STATUS_DONE)
                return status;
        }
        play->windows[play->window_count++] = (struct window){.number = (int)number, .opened_by_us = closed, .wants_next = true};
    }
    if (play->window_count > 0 && (limit == 0 || play->window_count == limit))
        return STATUS_DONE;
    options_complain(&play->cli->options, _("the hall has only %d windows"), play->window_count);
    return STATUS_REFUSED;
}

/* Whether the hall has every service of the day. */
static bool has_services(const struct replay_play *play, const json_t *services)
{
    for (int i = 0; i < play->day->count; i++) {
        char letter = play->day->arrivals[i].service;
        bool found = false;
        for (size_t s = 0; s < json_array_size(services); s++)
            found |= cli_text(json_array_get(services, s), "letter")[0] == letter;
        if (!found) {
            options_complain(&play->cli->options, _("the hall has no service %c, which the file wants"), letter);
            return false;
        }
    }
    return true;
}

struct replay_play *replay_play_create(struct cli *cli, const struct replay_day *day, struct replay_report *report, double speed, int windows, const json_t *hall,
                                       int *ret_status)
{
    struct replay_play *play = calloc(1, sizeof *play);

    *ret_status = STATUS_REFUSED;
    if (!play || !(play->tickets = calloc((size_t)day->count, sizeof *play->tickets))) {
        options_complain(&cli->options, "%s", error_sentence(ERROR_MEMORY));
        free(play);
        return NULL;
    }
    play->cli = cli;
    play->day = day;
    play->report = report;
    play->speed = speed;
    replay_report_take_hall(report, hall);
    if (has_services(play, json_object_get(hall, "services")) &&
        (*ret_status = open_windows(play, windows, json_object_get(hall, "windows"))) == STATUS_DONE) {
        client_follow(cli->client, cli_integer(hall, "seq", -1), take_news, play);
        return play;
    }
    replay_play_close(play);
    replay_play_destroy(play);
    return NULL;
}

void replay_play_destroy(struct replay_play *play)
{
    if (play)
        free(play->tickets);
    free(play);
}

struct replay_pace replay_play_pace(const struct replay_play *play)
{
    struct replay_pace pace = play->pace;

    pace.answer_mean_ms = pace.requests ? play->answers_ms / pace.requests : 0;
    return pace;
}

static void command_window(struct replay_play *play, const struct window *window, const char *command)
{
    char path[48];

    snprintf(path, sizeof path, "/v1/windows/%d/%s", window->number, command);
    client_call(play->cli->client, "POST", path, NULL, NULL, CLOSE_MS, NULL);
}

void replay_play_close(struct replay_play *play)
{
    for (int i = 0; i < play->window_count; i++) {
        const struct window *window = &play->windows[i];
        if (window->ticket) /* the day was stopped */
            command_window(play, window, "finish");
        if (window->opened_by_us)
            command_window(play, window, "close");
    }
}
