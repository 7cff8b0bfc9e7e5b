#include "printers/ipp_state.h"

#include <string.h>

/* printer-state-reasons by their beginning (the end, "-error" or "-report", says only how bad it is); the first that is met tells most. The words are told to people: po/zh_CN.print.po has
 * them in Chinese. */
static const struct {
    const char *begin;
    enum printer_state state;
    const char *words;
} meanings[] = {
    { "cover-open", PRINTER_COVER_OPEN, "a cover of the printer is open: close it, and printing goes on" },
    { "door-open", PRINTER_COVER_OPEN, "a cover of the printer is open: close it, and printing goes on" },
    { "interlock-open", PRINTER_COVER_OPEN, "a cover of the printer is open: close it, and printing goes on" },
    { "media-jam", PRINTER_OFFLINE, "paper is jammed in the printer: take it out" },
    { "media-empty", PRINTER_PAPER_OUT, "the printer is out of paper: fill it, and printing goes on" },
    { "media-needed", PRINTER_PAPER_OUT, "the printer waits for paper of the right size" },
    { "input-tray-missing", PRINTER_PAPER_OUT, "the printer's paper tray is missing" },
    { "toner-empty", PRINTER_OFFLINE, "the printer has no ink or toner" },
    { "marker-supply-empty", PRINTER_OFFLINE, "the printer has no ink or toner" },
    { "output-area-full", PRINTER_OFFLINE, "the printer's output tray is full" },
    { "media-low", PRINTER_PAPER_LOW, "" },
    { "media-", PRINTER_PAPER_OUT, "the printer has a problem with its paper" },
    { "cover-", PRINTER_COVER_OPEN, "a cover of the printer is open: close it, and printing goes on" },
};
enum { MEANINGS = sizeof meanings / sizeof *meanings };

static const char absent[] = "may not exist"; /* of CUPS's message about a printer that does not answer */
static const char away[] = "the printer cannot be reached: is it switched on?";

/* Returns the most telling row, MEANINGS if no reason has one. */
static int find_meaning(const struct ipp_seen *seen)
{
    int found = MEANINGS;

    for (int i = 0; i < seen->reason_count; i++) {
        int row = 0;
        while (row < MEANINGS && strncmp(seen->reasons[i], meanings[row].begin, strlen(meanings[row].begin)) != 0)
            row++;
        found = row < found ? row : found;
    }
    return found;
}

bool ipp_is_blocked(const struct ipp_seen *seen)
{
    int row = find_meaning(seen);

    return row < MEANINGS && !printer_state_can_print(meanings[row].state);
}

enum printer_state ipp_printer_state(const struct ipp_seen *seen, const char **ret_words)
{
    int row = find_meaning(seen);
    bool blocked = ipp_is_blocked(seen), is_absent = strstr(seen->message, absent) != NULL;

    if (blocked || (row < MEANINGS && seen->printer != IPP_SEEN_PRINTER_STOPPED && !seen->refuses && !is_absent)) {
        *ret_words = meanings[row].words;
        return meanings[row].state;
    }
    *ret_words = is_absent                                      ? away
                 : seen->printer == IPP_SEEN_PRINTER_STOPPED ? "the print queue is stopped: start it again"
                 : seen->refuses                                ? "the print queue takes no jobs"
                                                                : "";
    return **ret_words ? PRINTER_OFFLINE : PRINTER_READY;
}

enum ipp_verdict ipp_judge(const struct ipp_seen *seen, enum printer_state *ret_state, const char **ret_words)
{
    *ret_state = ipp_printer_state(seen, ret_words);
    switch (seen->job) {
    case IPP_SEEN_COMPLETED:
        return IPP_DONE;
    case IPP_SEEN_CANCELED:
        *ret_words = "the job was cancelled at the printer";
        return IPP_FAILED;
    case IPP_SEEN_ABORTED:
        *ret_words = "the printer gave the job up";
        return IPP_FAILED;
    case IPP_SEEN_HELD:
        *ret_words = "the job is held in the print queue: release it";
        *ret_state = PRINTER_OFFLINE;
        return IPP_WAITS;
    case IPP_SEEN_STOPPED:
        if (ipp_is_blocked(seen)) /* paper or cover: whoever sees to that sets it going again */
            return IPP_WAITS;
        *ret_words = "the printer stopped at this document: it may be damaged";
        return IPP_FAILED;
    default:
        return printer_state_can_print(*ret_state) || (seen->refuses && !ipp_is_blocked(seen) && seen->printer != IPP_SEEN_PRINTER_STOPPED) ? IPP_GOES_ON : IPP_WAITS;
    }
}
