#include "server/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void api_hall_get(struct request *request)
{
    reply_json(request, 200, view_hall(request->server, view_sight(request->caller.actor.role)));
}

void api_hall_end_day(struct request *request)
{
    struct command command = api_command(request, COMMAND_END_DAY);
    struct outcome outcome;
    int status;

    if (server_decide(request, &command, 200, &outcome, &status))
        api_hall_get(request);
}

void api_events_get(struct request *request)
{
    stream_start(request);
}

void api_healthz(struct request *request)
{
    reply_text(request, 200, "text/plain; charset=utf-8", strdup("ok\n"));
}

void api_metrics(struct request *request)
{
    const struct server *server = request->server;
    const struct hall *hall = &server->hall;
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);

    if (!file) {
        reply_refusal(request, REFUSAL_NOT_STORED, "out of memory");
        return;
    }
    fprintf(file, "# TYPE yichuang_events_total counter\nyichuang_events_total %lld\n", (long long)hall->seq);
    fprintf(file, "# TYPE yichuang_requests_total counter\nyichuang_requests_total %lld\n", (long long)server->requests);
    fprintf(file, "# TYPE yichuang_turns_total counter\nyichuang_turns_total %lld\n", (long long)server->turns);
    fprintf(file, "# TYPE yichuang_commits_total counter\nyichuang_commits_total %lld\n", (long long)server->commits);
    fprintf(file, "# TYPE yichuang_statements_total counter\nyichuang_statements_total %lld\n", (long long)store_statements(server->store));
    fprintf(file, "# TYPE yichuang_waiting gauge\n");
    for (int i = 0; i < SERVICES_MAX; i++)
        if (hall->settings.services[i].used)
            fprintf(file, "yichuang_waiting{service=\"%c\"} %d\n", 'A' + i, hall->services[i].waiting);
    fprintf(file, "# TYPE yichuang_windows gauge\n");
    for (int state = 0; state < WINDOW_STATE_COUNT; state++) {
        int count = 0;
        for (int i = 1; i <= WINDOWS_MAX; i++)
            count += hall->settings.windows[i].used && (int)hall->windows[i].state == state;
        fprintf(file, "yichuang_windows{state=\"%s\"} %d\n", window_state_word((enum window_state)state), count);
    }
    fclose(file);
    reply_text(request, 200, "text/plain; version=0.0.4; charset=utf-8", text);
}
