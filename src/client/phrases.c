#include "client/phrases.h"

#include "base/date.h"
#include "base/utf8.h"
#include "core/words.h"

#include <stdio.h>
#include <string.h>

enum { MINUTE_S = 60, SECOND_MS = 1000, HOUR_MINUTES = 60 };

void phrase_clock(char text[static 6], const struct mirror *mirror, int64_t at_ms)
{
    strcpy(text, "--:--");
    if (at_ms == 0)
        return;
    unsigned minutes = (unsigned)instant_time_of_day_ms(at_ms, mirror->utc_offset_minutes) / (MINUTE_S * SECOND_MS);
    snprintf(text, 6, "%02u:%02u", minutes / HOUR_MINUTES % 24, minutes % HOUR_MINUTES);
}

void phrase_span(char *text, size_t size, int64_t span_ms)
{
    int64_t minutes = span_ms / (MINUTE_S * SECOND_MS);

    if (minutes < 1)
        snprintf(text, size, "%s", _("<1 min"));
    else if (minutes < HOUR_MINUTES)
        snprintf(text, size, _("%d min"), (int)minutes);
    else if (minutes < 100 * HOUR_MINUTES)
        snprintf(text, size, _("%dh%02d"), (int)(minutes / HOUR_MINUTES), (int)(minutes % HOUR_MINUTES));
    else
        snprintf(text, size, "%s", _(">99 h"));
}

void phrase_range(char *text, size_t size, int64_t low_s, int64_t high_s)
{
    enum { MOST_S = 100 * HOUR_MINUTES * MINUTE_S };

    *text = '\0';
    if (low_s < 0 || high_s < low_s || high_s > MOST_S)
        return;
    int low = (int)(low_s / MINUTE_S), high = (int)((high_s + MINUTE_S - 1) / MINUTE_S);
    if (high <= 1)
        snprintf(text, size, "%s", _("<1 min"));
    else if (low == high)
        snprintf(text, size, _("%d min"), low);
    else
        snprintf(text, size, _("%d-%d min"), low, high);
}

const char *phrase_window_state(const char *state)
{
    static const char *const names[] = {
        [WINDOW_CLOSED] = "closed", [WINDOW_PAUSED] = "paused",   [WINDOW_OPEN] = "idle",
        [WINDOW_READY] = "ready",   [WINDOW_CALLING] = "calling", [WINDOW_SERVING] = "serving",
    };
    enum window_state known;

    return window_state_parse(state, &known) ? _(names[known]) : state;
}

void phrase_pause_reason(char *text, size_t size, const char *reason, enum language language)
{
    enum pause_reason known;

    utf8_clean(text, size, pause_reason_parse(reason, &known) ? pause_reason_name(known, language == LANGUAGE_ZH) : reason);
}

static int64_t away_ms(const struct mirror *mirror, int64_t steady_ms)
{
    return mirror->connected || mirror->lost_steady_ms == 0 ? 0 : steady_ms - mirror->lost_steady_ms;
}

int64_t phrase_known_ms(const struct mirror *mirror, int64_t now_ms, int64_t steady_ms)
{
    return now_ms - away_ms(mirror, steady_ms) * mirror->clock_speed;
}

bool phrase_away(char *text, size_t size, const struct mirror *mirror, int64_t steady_ms)
{
    int64_t away_s = away_ms(mirror, steady_ms) / SECOND_MS;

    *text = '\0';
    if (mirror->connected)
        return false;
    if (mirror->refused)
        snprintf(text, size, "%s", client_problem_text(mirror->refused, NULL, language_code(language_current())));
    else if (!mirror->known || mirror->lost_steady_ms == 0)
        snprintf(text, size, "%s", _("Looking for the controller ..."));
    else if (away_s < 2 * MINUTE_S)
        snprintf(text, size, _("The controller has been away for %d s. This is the last that is known."), (int)away_s);
    else
        snprintf(text, size, _("The controller has been away for %d min. This is the last that is known."), (int)(away_s / MINUTE_S % 100000));
    return true;
}
