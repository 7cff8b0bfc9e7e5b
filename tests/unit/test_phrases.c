/* The words that screens share. English, so that the test needs no translations. */
#include "client/phrases.h"

#include "base/date.h"

#include <criterion/criterion.h>
#include <string.h>

static void english(void)
{
    language_set(LANGUAGE_EN);
}

TestSuite(phrases, .init = english);

static const char *span(int64_t seconds)
{
    static char text[32];

    phrase_span(text, sizeof text, seconds * 1000);
    return text;
}

static const char *range(int64_t low_s, int64_t high_s)
{
    static char text[32];

    phrase_range(text, sizeof text, low_s, high_s);
    return text;
}

Test(phrases, spans)
{
    cr_expect_str_eq(span(-5), "<1 min");
    cr_expect_str_eq(span(59), "<1 min");
    cr_expect_str_eq(span(60), "1 min");
    cr_expect_str_eq(span(59 * 60 + 59), "59 min");
    cr_expect_str_eq(span(3600), "1h00");
    cr_expect_str_eq(span(3600 * 25 + 5 * 60), "25h05");
    cr_expect_str_eq(span(INT64_MAX / 1000), ">99 h");
}

Test(phrases, ranges_are_never_narrower_than_told)
{
    cr_expect_str_eq(range(-1, -1), "");
    cr_expect_str_eq(range(0, 60), "<1 min");
    cr_expect_str_eq(range(0, 61), "0-2 min");
    cr_expect_str_eq(range(485, 899), "8-15 min");
    cr_expect_str_eq(range(600, 600), "10 min");
    cr_expect_str_eq(range(900, 480), "", "upside down");
    cr_expect_str_eq(range(0, INT64_MAX), "", "beyond all sense");
}

Test(phrases, clock_is_the_halls)
{
    struct mirror mirror = {.utc_offset_minutes = 480};
    int64_t at_ms;
    char text[6];

    cr_assert(instant_parse("2026-11-23T23:59:59.999Z", &at_ms));
    phrase_clock(text, &mirror, at_ms);
    cr_expect_str_eq(text, "07:59");
    phrase_clock(text, &mirror, 0);
    cr_expect_str_eq(text, "--:--");
}

Test(phrases, states_and_reasons)
{
    char text[64];

    cr_expect_str_eq(phrase_window_state("open"), "idle");
    cr_expect_str_eq(phrase_window_state("calling"), "calling");
    cr_expect_str_eq(phrase_window_state("dancing"), "dancing", "what a newer controller says is shown as it is");
    phrase_pause_reason(text, sizeof text, "lunch", LANGUAGE_ZH);
    cr_expect_str_eq(text, "午餐");
    phrase_pause_reason(text, sizeof text, "\033[31mfire", LANGUAGE_ZH);
    cr_expect_str_eq(text, "[31mfire");
}

Test(phrases, absence)
{
    struct mirror mirror = {.connected = true, .known = true, .clock_speed = 10};
    char text[256];

    cr_expect_not(phrase_away(text, sizeof text, &mirror, 5000));
    cr_expect_str_empty(text);
    cr_expect_eq(phrase_known_ms(&mirror, 700000, 5000), 700000);
    mirror.connected = false;
    cr_expect(phrase_away(text, sizeof text, &mirror, 5000));
    cr_expect_str_eq(text, "Looking for the controller ...");
    mirror.lost_steady_ms = 1000;
    cr_expect(phrase_away(text, sizeof text, &mirror, 43000));
    cr_expect(strstr(text, "42 s"), "%s", text);
    cr_expect(phrase_away(text, sizeof text, &mirror, 241000));
    cr_expect(strstr(text, "4 min"), "%s", text);
    cr_expect_eq(phrase_known_ms(&mirror, 700000, 5000), 660000, "the hall's clock runs ten times as fast");
    mirror.refused = 401;
    cr_expect(phrase_away(text, sizeof text, &mirror, 43000));
    cr_expect_str_eq(text, "the controller does not know this token");
}
