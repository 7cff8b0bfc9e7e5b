/* What an answer of a print server or an IPP printer says, taken out of the library's form. Whatever it holds, what is taken is bounded and ends with zero; it is told to nobody as it is. */
#ifndef PRINTERS_IPP_ANSWER_H
#define PRINTERS_IPP_ANSWER_H

#include "printers/ipp_state.h"

#include <cups/cups.h>
#include <stdbool.h>
#include <stddef.h>

/* Copies the first text of an attribute, cut to its room; the room stays as it is when there is none, or an empty one. */
void ipp_answer_text(char *room, size_t size, ipp_t *answer, const char *name);

/* Takes what it says of the printer, or of a job; the rest of seen stays. ipp_answer_job() returns false when it says nothing of a job. */
void ipp_answer_printer(struct ipp_seen *seen, ipp_t *answer);
bool ipp_answer_job(struct ipp_seen *seen, ipp_t *answer);

#endif
