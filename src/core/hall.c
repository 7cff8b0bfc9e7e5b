#include "core/hall.h"

#include "core/decision.h"
#include "core/queue.h"

#include <string.h>

void hall_init(struct hall *hall, struct memory memory)
{
    memset(hall, 0, sizeof *hall);
    hall->memory = memory;
    for (int service = 0; service < SERVICES_MAX; service++)
        for (int priority = 0; priority < PRIORITY_COUNT; priority++)
            hall->queues[service][priority] = (struct queue){NO_SLOT, NO_SLOT};
}

void hall_finish(struct hall *hall)
{
    if (!hall->memory.resize)
        return;
    hall->memory.resize(hall->memory.context, hall->tickets, 0);
    hall->memory.resize(hall->memory.context, hall->jobs, 0);
    hall_init(hall, hall->memory);
}

/* Makes room for `more` elements; grows by half, so that a day of tickets costs few moves. */
static bool make_room(struct hall *hall, void **block, int32_t count, int32_t more, int32_t *room, size_t size)
{
    if (count + more <= *room)
        return true;
    int32_t wanted = count + more + count / 2 + 16;
    void *grown = hall->memory.resize(hall->memory.context, *block, (size_t)wanted * size);
    if (!grown)
        return false;
    *block = grown;
    *room = wanted;
    return true;
}

bool hall_reserve(struct hall *hall)
{
    void *tickets = hall->tickets, *jobs = hall->jobs;
    bool tickets_fit = make_room(hall, &tickets, hall->ticket_count, 1, &hall->ticket_room, sizeof *hall->tickets);
    bool jobs_fit = make_room(hall, &jobs, hall->job_count, 1, &hall->job_room, sizeof *hall->jobs);

    hall->tickets = tickets;
    hall->jobs = jobs;
    return tickets_fit && jobs_fit;
}

const struct ticket *hall_ticket(const struct hall *hall, struct ticket_id id)
{
    int32_t slot = queue_slot(hall, id);
    return slot == NO_SLOT ? NULL : &hall->tickets[slot];
}

const struct window *hall_window(const struct hall *hall, int32_t number)
{
    return number >= 1 && number <= WINDOWS_MAX && hall->settings.windows[number].used ? &hall->windows[number] : NULL;
}

const struct print_job *hall_job(const struct hall *hall, struct job_id id)
{
    for (int32_t low = 0, high = hall->job_count; low < high;) {
        int32_t middle = low + (high - low) / 2;
        if (hall->jobs[middle].id.value == id.value)
            return &hall->jobs[middle];
        if (hall->jobs[middle].id.value < id.value)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct printer *hall_printer(const struct hall *hall, const char *name)
{
    for (int32_t i = 0; i < hall->printer_count; i++)
        if (strcmp(hall->printers[i].name, name) == 0)
            return &hall->printers[i];
    return NULL;
}

int32_t hall_ahead(const struct hall *hall, const struct ticket *ticket, int64_t now_ms)
{
    int32_t ahead = 0;

    if (ticket->state != TICKET_WAITING)
        return -1;
    if (ticket->taken_ms >= now_ms && ticket->id.value == hall->last_ticket)
        return hall->services[ticket->service].waiting - 1; /* just taken: everybody is before it */
    for (int priority = 0; priority < PRIORITY_COUNT; priority++)
        for (int32_t slot = hall->queues[ticket->service][priority].first; slot != NO_SLOT; slot = hall->tickets[slot].next) {
            if (&hall->tickets[slot] == ticket)
                break;
            if (queue_compare(hall, &hall->tickets[slot], ticket, now_ms) < 0)
                break; /* within a class the later ones come after too */
            ahead++;
        }
    return ahead;
}

bool hall_taking_stopped(const struct hall *hall, int32_t service)
{
    const struct settings *settings = &hall->settings;

    if (settings->services[service].stopped.days != 0 && settings->services[service].stopped.days == hall->day.days)
        return true;
    return hall_closure(hall) != NULL;
}

const struct closure *hall_closure(const struct hall *hall)
{
    const struct settings *settings = &hall->settings;

    for (int32_t i = 0; i < settings->closure_count; i++)
        if (settings->closures[i].from.days <= hall->day.days && hall->day.days <= settings->closures[i].to.days)
            return &settings->closures[i];
    return NULL;
}

enum service_state hall_service_state(const struct hall *hall, int32_t service, int64_t now_ms)
{
    const struct service_settings *settings = &hall->settings.services[service];
    int32_t minute = instant_time_of_day_ms(now_ms, hall->settings.utc_offset_min) / 60000;
    int count = settings->session_count;

    if (!hall->day_open || hall_taking_stopped(hall, service))
        return SERVICE_CLOSED;
    if (settings->quota > 0 && hall->services[service].taken >= settings->quota)
        return SERVICE_FULL;
    if (count == 0)
        return SERVICE_OPEN;
    if (minute < settings->sessions[0].from || minute >= settings->sessions[count - 1].to - settings->stop_before_end_min)
        return SERVICE_CLOSED;
    for (int i = 0; i < count; i++)
        if (minute >= settings->sessions[i].from && minute < settings->sessions[i].to)
            return SERVICE_OPEN;
    return SERVICE_LUNCH;
}

int32_t hall_windows_open(const struct hall *hall, int32_t service)
{
    int32_t open = 0;

    for (int32_t number = 1; number <= WINDOWS_MAX; number++)
        open += (hall->settings.windows[number].services >> service & 1) && hall->windows[number].state > WINDOW_PAUSED;
    return open;
}

int64_t hall_oldest_ms(const struct hall *hall, int32_t service)
{
    int64_t oldest = 0;

    for (int priority = 0; priority < PRIORITY_COUNT; priority++) {
        int32_t slot = hall->queues[service][priority].first;
        if (slot != NO_SLOT && (oldest == 0 || hall->tickets[slot].taken_ms < oldest))
            oldest = hall->tickets[slot].taken_ms;
    }
    return oldest;
}

static void sooner(int64_t *due, int64_t when)
{
    if (when < *due)
        *due = when;
}

int64_t hall_due_ms(const struct hall *hall)
{
    const struct settings *settings = &hall->settings;
    int64_t due = INT64_MAX;

    if (hall->seq == 0)
        return due;
    sooner(&due, day_due_ms(hall));
    for (int32_t number = 1; number <= WINDOWS_MAX; number++) {
        const struct window *window = &hall->windows[number];
        if (window->state == WINDOW_READY)
            sooner(&due, window->since_ms + settings->ready_lapse_ms);
        else if (window->state == WINDOW_CALLING)
            sooner(&due, hall_ticket(hall, window->ticket)->last_call_ms + settings->auto_start_ms);
    }
    for (int32_t i = hall->first_open; i < hall->job_count && hall->leased_count > 0; i++)
        if (hall->jobs[i].state == JOB_LEASED || hall->jobs[i].state == JOB_PRINTING)
            sooner(&due, hall->jobs[i].lease_until_ms);
    for (int32_t i = 0; i < hall->printer_count; i++)
        if (hall->printers[i].state != PRINTER_AWAY)
            sooner(&due, hall->printers[i].heard_ms + settings->printer_silence_ms);
    for (int32_t i = 0; i < hall->printer_count; i++)
        sooner(&due, printer_spare_due_ms(hall, i));
    return due;
}
