/* The only code that changes a hall: one function an event. Tickets, windows and print jobs have files of their own. */
#include "core/apply.h"
#include "core/queue.h"

#include <string.h>

struct window *apply_window(struct hall *hall, const struct event *event)
{
    return event->window >= 1 && event->window <= WINDOWS_MAX ? &hall->windows[event->window] : NULL;
}

void apply_window_state(struct hall *hall, struct window *window, enum window_state state, int64_t at_ms)
{
    hall->ready_count += (state == WINDOW_READY) - (window->state == WINDOW_READY);
    if (state != window->state)
        window->since_ms = at_ms;
    window->state = state;
}

void apply_undo(const struct hall *hall, struct window *window, enum undo_kind kind, int64_t at_ms)
{
    window->undo = kind;
    window->undo_until_ms = kind == UNDO_NONE ? 0 : at_ms + hall->settings.undo_ms;
}

bool apply_hall_created(struct hall *hall, const struct event *event)
{
    if (hall->seq != 0)
        return false;
    text_copy(hall->id, sizeof hall->id, event->reason);
    hall->demo = event->automatic != 0;
    return true;
}

bool apply_config_changed(struct hall *hall, const struct event *event)
{
    if (!event->settings)
        return false;
    hall->settings = *event->settings;
    if (event->digest[0])
        text_copy(hall->settings_file, sizeof hall->settings_file, event->digest);
    return true;
}

/* Forgets tickets and jobs that are over, keeping the order of ids, and puts the waiting ones into their lists again. */
static void compact(struct hall *hall)
{
    int32_t kept = 0;

    for (int32_t i = 0; i < hall->ticket_count; i++)
        if (hall->tickets[i].state <= TICKET_PARKED)
            hall->tickets[kept++] = hall->tickets[i];
    hall->ticket_count = kept;
    for (int service = 0; service < SERVICES_MAX; service++) {
        hall->services[service].waiting = 0;
        for (int priority = 0; priority < PRIORITY_COUNT; priority++)
            hall->queues[service][priority] = (struct queue){NO_SLOT, NO_SLOT};
    }
    for (int32_t i = 0; i < kept; i++)
        if (hall->tickets[i].state == TICKET_WAITING)
            queue_insert(hall, i);
    kept = 0;
    for (int32_t i = 0; i < hall->job_count; i++)
        if (hall->jobs[i].state == JOB_LEASED || hall->jobs[i].state == JOB_PRINTING || hall->jobs[i].state == JOB_QUEUED)
            hall->jobs[kept++] = hall->jobs[i];
    hall->job_count = kept;
    hall->first_open = 0;
}

bool apply_day_opened(struct hall *hall, const struct event *event)
{
    if (hall->seq != 0 && event->day.days <= hall->day.days && hall->day.days != 0)
        return false;
    compact(hall);
    hall->previous_day = hall->day;
    hall->day = event->day;
    hall->day_open = true;
    hall->in_row = hall->called = hall->done = hall->no_show = 0;
    hall->waited_ms = 0;
    for (int i = 0; i < SERVICES_MAX; i++) {
        struct service_figures *service = &hall->services[i];
        service->last_number = service->taken = service->called = 0;
        service->learned_ms /= 2; /* older days count less */
        service->learned_count /= 2;
    }
    for (int i = 1; i <= WINDOWS_MAX; i++) {
        hall->windows[i].served = 0;
        apply_undo(hall, &hall->windows[i], UNDO_NONE, event->at_ms); /* nothing of yesterday can be taken back */
    }
    return true;
}

bool apply_day_closed(struct hall *hall, const struct event *event)
{
    (void)event;
    hall->day_open = false;
    return true;
}

/* Persons, staff and tokens are no concern of the rules; their events only have their place in the journal. */
bool apply_person_viewed(struct hall *hall, const struct event *event)
{
    return hall->seq != 0 && event->person[0];
}

bool apply_person_erased(struct hall *hall, const struct event *event)
{
    return hall->seq != 0 && event->person[0];
}

bool apply_staff_added(struct hall *hall, const struct event *event)
{
    return hall->seq != 0 && event->staff[0];
}

/* What somebody may do at once counts at the window, too. */
bool apply_staff_changed(struct hall *hall, const struct event *event)
{
    for (int number = 1; number <= WINDOWS_MAX; number++)
        if (event->staff[0] && strcmp(hall->windows[number].staff, event->staff) == 0)
            hall->windows[number].skills = event->skills;
    return hall->seq != 0 && event->staff[0];
}

bool apply_staff_slowed(struct hall *hall, const struct event *event)
{
    (void)event;
    return hall->seq != 0;
}

bool apply_staff_signed(struct hall *hall, const struct event *event)
{
    return hall->seq != 0 && event->name[0];
}

bool apply_token_added(struct hall *hall, const struct event *event)
{
    return hall->seq != 0 && event->name[0];
}

bool apply_token_revoked(struct hall *hall, const struct event *event)
{
    return hall->seq != 0 && event->name[0];
}


bool hall_apply(struct hall *hall, const struct event *event)
{
    static bool (*const rows[])(struct hall *, const struct event *) = {
#define EVENT(name, word, function, fields) function,
#include "core/events.def"
#undef EVENT
    };

    if (event->seq != hall->seq + 1 || (unsigned)event->type >= EVENT_TYPE_COUNT || !rows[event->type](hall, event))
        return false;
    hall->seq = event->seq;
    return true;
}
