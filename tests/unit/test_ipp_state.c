/* What a print server says, and what that means: the table of cases that were measured on real ones. */
#include "printers/ipp_state.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct ipp_seen saw(int job, int printer, const char *reason, const char *message)
{
    struct ipp_seen seen = { .job = job, .printer = printer };

    if (reason)
        snprintf(seen.reasons[seen.reason_count++], IPP_REASON, "%s", reason);
    snprintf(seen.message, sizeof seen.message, "%s", message ? message : "");
    return seen;
}

static const struct {
    int job, printer;
    const char *reason, *message;
    enum ipp_verdict verdict;
    enum printer_state state;
    const char *words;
} rows[] = {
    { 9, 3, NULL, NULL, IPP_DONE, PRINTER_READY, "" },
    { 9, 3, "media-empty-error", NULL, IPP_DONE, PRINTER_PAPER_OUT, "" },
    { 5, 4, NULL, NULL, IPP_GOES_ON, PRINTER_READY, "" },
    { 5, 4, "media-low-warning", NULL, IPP_GOES_ON, PRINTER_PAPER_LOW, "" },
    { 5, 4, "connecting-to-device", NULL, IPP_GOES_ON, PRINTER_READY, "" },
    { 5, 4, "media-empty-error", NULL, IPP_WAITS, PRINTER_PAPER_OUT, "out of paper" },
    { 5, 4, "media-empty", NULL, IPP_WAITS, PRINTER_PAPER_OUT, "out of paper" },
    { 5, 4, "media-needed-warning", NULL, IPP_WAITS, PRINTER_PAPER_OUT, "right size" },
    { 5, 4, "media-jam-error", NULL, IPP_WAITS, PRINTER_OFFLINE, "jammed" },
    { 5, 4, "media-something-new", NULL, IPP_WAITS, PRINTER_PAPER_OUT, "problem with its paper" },
    { 5, 4, "cover-open-error", NULL, IPP_WAITS, PRINTER_COVER_OPEN, "cover" },
    { 5, 4, "cover-something-new", NULL, IPP_WAITS, PRINTER_COVER_OPEN, "cover" },
    { 5, 4, NULL, "The printer may not exist or is unavailable at this time.", IPP_WAITS, PRINTER_OFFLINE, "switched on" },
    { 3, 5, NULL, NULL, IPP_WAITS, PRINTER_OFFLINE, "queue is stopped" },
    { 3, 5, "paused", NULL, IPP_WAITS, PRINTER_OFFLINE, "queue is stopped" },
    { 3, 4, NULL, NULL, IPP_GOES_ON, PRINTER_READY, "" },
    { 4, 3, NULL, NULL, IPP_WAITS, PRINTER_OFFLINE, "held" },
    { 6, 4, NULL, NULL, IPP_FAILED, PRINTER_READY, "damaged" },
    { 6, 5, NULL, NULL, IPP_FAILED, PRINTER_OFFLINE, "damaged" },
    { 6, 5, "media-empty", NULL, IPP_WAITS, PRINTER_PAPER_OUT, "out of paper" },
    { 7, 3, NULL, NULL, IPP_FAILED, PRINTER_READY, "cancelled" },
    { 8, 3, NULL, NULL, IPP_FAILED, PRINTER_READY, "gave the job up" },
};

Test(ipp_state, what_is_seen_means)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ipp_seen seen = saw(rows[i].job, rows[i].printer, rows[i].reason, rows[i].message);
        enum printer_state state;
        const char *words;
        enum ipp_verdict verdict = ipp_judge(&seen, &state, &words);
        cr_expect_eq(verdict, rows[i].verdict, "row %zu: %d", i, verdict);
        cr_expect_eq(state, rows[i].state, "row %zu: %s", i, printer_state_word(state));
        cr_expect_not_null(strstr(words, rows[i].words), "row %zu: \"%s\"", i, words);
    }
}

/* Of several reasons the one that explains the others: no paper is taken from an open tray. */
Test(ipp_state, the_most_telling_reason_is_told)
{
    struct ipp_seen seen = saw(5, 4, "media-empty-error", NULL);
    const char *words;

    snprintf(seen.reasons[seen.reason_count++], IPP_REASON, "media-low-warning");
    snprintf(seen.reasons[seen.reason_count++], IPP_REASON, "door-open-error");
    cr_assert_eq(ipp_printer_state(&seen, &words), PRINTER_COVER_OPEN);
    cr_assert(ipp_is_blocked(&seen));
}

Test(ipp_state, a_queue_that_refuses_prints_what_it_has)
{
    struct ipp_seen seen = saw(5, 4, NULL, NULL);
    enum printer_state state;
    const char *words;

    seen.refuses = true;
    cr_assert_eq(ipp_printer_state(&seen, &words), PRINTER_OFFLINE);
    cr_assert_eq(ipp_judge(&seen, &state, &words), IPP_GOES_ON);
}
