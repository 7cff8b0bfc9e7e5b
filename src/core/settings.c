#include "core/settings.h"

#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND };

void settings_defaults(struct settings *settings)
{
    memset(settings, 0, sizeof *settings);
    settings->utc_offset_min = 480;
    for (int i = 0; i < PRIORITY_COUNT; i++)
        settings->weights[i] = (struct weight){3, 1};
    settings->weights[PRIORITY_NORMAL] = (struct weight){1, 1};
    settings->weights[PRIORITY_CARRIED] = (struct weight){10, 1};
    settings->longest_wait_ms = 45 * MINUTE;
    settings->overtakes_in_row = 3;
    settings->recalls = 3;
    settings->recall_gap_ms = 20 * SECOND;
    settings->recall_gap_priority_ms = 30 * SECOND;
    settings->return_within_ms = 30 * MINUTE;
    settings->return_behind = 2;
    settings->auto_start_ms = 30 * SECOND;
    settings->ready_lapse_ms = 10 * MINUTE;
    settings->undo_ms = 10 * SECOND;
    settings->lease_ms = 30 * SECOND;
    settings->printer_silence_ms = 45 * SECOND;
    settings->elderly_age = 60;
}

static bool service_is_right(const struct service_settings *service)
{
    int32_t last = 0;

    if (service->session_count < 0 || service->session_count > SESSIONS_MAX || service->quota < 0 || service->per_person < 0 ||
        service->usual_ms < SECOND || service->usual_ms > USUAL_MOST_MIN * MINUTE || service->stop_before_end_min < 0 ||
        service->stop_before_end_min > 1440)
        return false;
    for (int i = 0; i < service->session_count; i++) {
        const struct session *session = &service->sessions[i];
        if (session->from < last || session->to <= session->from || session->to > 1440)
            return false;
        last = session->to;
    }
    return true;
}

static bool closures_are_right(const struct settings *settings)
{
    if (settings->closure_count < 0 || settings->closure_count > CLOSURES_MAX)
        return false;
    for (int i = 0; i < settings->closure_count; i++)
        if (settings->closures[i].to.days < settings->closures[i].from.days)
            return false;
    return true;
}

bool settings_check(const struct settings *settings, const char **ret_why)
{
    uint32_t known = 0;
    int windows = 0;

    for (int i = 0; i < SERVICES_MAX; i++) {
        if (!settings->services[i].used)
            continue;
        known |= 1U << i;
        *ret_why = "services";
        if (!service_is_right(&settings->services[i]))
            return false;
    }
    *ret_why = "services";
    if (known == 0)
        return false;
    for (int i = 1; i <= WINDOWS_MAX; i++) {
        const struct window_settings *window = &settings->windows[i];
        *ret_why = "windows";
        if (window->used && (window->services == 0 || (window->services & ~known)))
            return false;
        windows += window->used;
    }
    if (windows == 0)
        return false;
    *ret_why = "weights";
    for (int i = 0; i < PRIORITY_COUNT; i++)
        if (settings->weights[i].numerator < 1 || settings->weights[i].numerator > 1000 || settings->weights[i].denominator < 1 ||
            settings->weights[i].denominator > 1000)
            return false;
    *ret_why = "closures";
    if (!closures_are_right(settings))
        return false;
    *ret_why = "rules";
    return settings->utc_offset_min >= -720 && settings->utc_offset_min <= 840 && settings->longest_wait_ms >= MINUTE &&
           settings->overtakes_in_row >= 1 && settings->recalls >= 0 && settings->recall_gap_ms >= 0 && settings->recall_gap_priority_ms >= 0 &&
           settings->return_within_ms >= 0 && settings->return_behind >= 0 && settings->auto_start_ms >= SECOND &&
           settings->ready_lapse_ms >= SECOND && settings->undo_ms >= 0 && settings->lease_ms >= SECOND &&
           settings->printer_silence_ms >= SECOND && settings->elderly_age >= 1 && settings->group_count >= 0 &&
           settings->group_count <= GROUPS_MAX;
}
