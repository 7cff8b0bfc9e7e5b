#include "status/model.h"

#include "base/language.h"

#include <string.h>

enum { MINUTE_MS = 60000, QUEUE_WATCH_MINUTES = 15, QUEUE_URGENT_MINUTES = 30, CALL_WATCH_MINUTES = 3, IDLE_WATCH_MINUTES = 5 };

int status_windows(const struct mirror *mirror)
{
    int count = 0;

    while (mirror->windows[count].number > 0)
        count++;
    return count;
}

int status_services(const struct mirror *mirror)
{
    int count = 0;

    while (mirror->services[count].letter)
        count++;
    return count;
}

int status_alarms(const struct mirror *mirror)
{
    int count = 0;

    while (count < MIRROR_ALARMS && *mirror->alarms[count].code)
        count++;
    return count;
}

int status_printers(const struct mirror *mirror)
{
    int count = 0;

    while (count < MIRROR_PRINTERS && *mirror->printers[count].name)
        count++;
    return count;
}

static enum window_state state_of(const struct mirror_window *window)
{
    enum window_state state;

    return window_state_parse(window->state, &state) ? state : WINDOW_CLOSED;
}

void status_count_states(const struct mirror *mirror, int counts[static WINDOW_STATE_COUNT])
{
    memset(counts, 0, WINDOW_STATE_COUNT * sizeof *counts);
    for (const struct mirror_window *window = mirror->windows; window->number > 0; window++)
        counts[state_of(window)]++;
}

enum status_urgency status_alarm_urgency(const struct mirror_alarm *alarm)
{
    return strcmp(alarm->code, "printer") == 0 || strcmp(alarm->code, "paper-low") == 0 || strcmp(alarm->code, "calendar-ends") == 0 ? STATUS_WATCH : STATUS_URGENT;
}

enum status_urgency status_queue_urgency(const struct mirror_service *service, int64_t known_ms)
{
    int64_t minutes = service->oldest_ms && service->waiting > 0 ? (known_ms - service->oldest_ms) / MINUTE_MS : 0;

    return minutes >= QUEUE_URGENT_MINUTES ? STATUS_URGENT : minutes >= QUEUE_WATCH_MINUTES ? STATUS_WATCH : STATUS_CALM;
}

static bool has_people(const struct mirror *mirror, const struct mirror_window *window)
{
    for (const struct mirror_service *service = mirror->services; service->letter; service++)
        if (service->waiting > 0 && strchr(window->services, service->letter))
            return true;
    return false;
}

enum status_urgency status_window_urgency(const struct mirror *mirror, const struct mirror_window *window, int64_t known_ms)
{
    enum window_state state = state_of(window);
    int64_t minutes = window->since_ms ? (known_ms - window->since_ms) / MINUTE_MS : 0;

    if (state == WINDOW_CALLING && minutes >= CALL_WATCH_MINUTES)
        return STATUS_WATCH;
    if (state == WINDOW_OPEN && minutes >= IDLE_WATCH_MINUTES && has_people(mirror, window))
        return STATUS_WATCH;
    return STATUS_CALM;
}

enum status_urgency status_printer_urgency(const struct mirror_printer *printer)
{
    enum printer_state state;

    if (!printer_state_parse(printer->state, &state))
        return STATUS_WATCH;
    if (!printer_state_can_print(state))
        return STATUS_URGENT;
    return state == PRINTER_READY ? STATUS_CALM : STATUS_WATCH;
}

void status_scroll_fit(struct status_scroll *scroll, int rows, int room)
{
    scroll->page = room > 0 ? room : 1;
    scroll->most = rows > room ? rows - room : 0;
    if (scroll->from > scroll->most)
        scroll->from = scroll->most;
}

bool status_help_wanted(const struct mirror *mirror)
{
    for (int i = 0; i < status_alarms(mirror); i++)
        if (strcmp(mirror->alarms[i].code, "help-wanted") == 0)
            return true;
    return false;
}

bool status_alarm_is_seen(const struct status_model *model, const struct mirror_alarm *alarm)
{
    for (int i = 0; i < model->seen_count; i++)
        if (strcmp(model->seen[i].code, alarm->code) == 0 && strcmp(model->seen[i].text.zh, alarm->text.zh) == 0 && model->seen[i].since_ms == alarm->since_ms)
            return true;
    return false;
}

int status_alarm_order(const struct status_model *model, const struct mirror_alarm *order[static MIRROR_ALARMS])
{
    int total = status_alarms(model->mirror), count = 0;

    for (int seen = 0; seen < 2; seen++)
        for (int i = 0; i < total; i++)
            if (status_alarm_is_seen(model, &model->mirror->alarms[i]) == (seen == 1))
                order[count++] = &model->mirror->alarms[i];
    return count;
}
