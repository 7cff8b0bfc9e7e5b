/* What a print server or an IPP printer says, and what that means for one paper. Pure: the rules alone, without a network. What CUPS says is not what happened:
 * an idle queue may still show the reasons of yesterday, and a damaged document leaves a job that stands still for ever. Numbers are those of RFC 8011. */
#ifndef PRINTERS_IPP_STATE_H
#define PRINTERS_IPP_STATE_H

#include "core/words.h"

#include <stdbool.h>

enum { IPP_REASONS = 16, IPP_REASON = 48, IPP_MESSAGE = 256 };

enum { IPP_SEEN_PENDING = 3, IPP_SEEN_HELD, IPP_SEEN_PROCESSING, IPP_SEEN_STOPPED, IPP_SEEN_CANCELED, IPP_SEEN_ABORTED, IPP_SEEN_COMPLETED }; /* job-state */
enum { IPP_SEEN_PRINTER_IDLE = 3, IPP_SEEN_PRINTER_PROCESSING, IPP_SEEN_PRINTER_STOPPED };                                                       /* printer-state */

struct ipp_seen {
    int job;                              /* job-state, 0: there is no job, or it was not told */
    int printer;                          /* printer-state, 0: not told */
    bool refuses;                         /* printer-is-accepting-jobs is false */
    int reason_count;
    char reasons[IPP_REASONS][IPP_REASON]; /* printer-state-reasons */
    char message[IPP_MESSAGE];            /* printer-state-message, or the job's */
};

enum ipp_verdict {
    IPP_GOES_ON,
    IPP_WAITS,  /* somebody must do something at the printer, then it goes on */
    IPP_DONE,   /* printed, as far as the printer says */
    IPP_FAILED, /* it will not be printed: take it back */
};

/* Returns what the printer's own reasons and state mean; words become one sentence in English, "" where the state says all. Static. */
enum printer_state ipp_printer_state(const struct ipp_seen *seen, const char **ret_words);

/* Returns whether a reason says that nothing can be printed now: on an idle queue of CUPS it may be stale. */
bool ipp_is_blocked(const struct ipp_seen *seen);

/* Judges a job that was not cancelled by us. ret_state and ret_words are set always: what to tell meanwhile, or why it failed. Static. */
enum ipp_verdict ipp_judge(const struct ipp_seen *seen, enum printer_state *ret_state, const char **ret_words);

#endif
