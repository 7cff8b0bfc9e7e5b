/* A ticket with example values, to look at a hall's layout before anybody gets one. */
#ifndef PRINTERS_TICKET_SAMPLE_H
#define PRINTERS_TICKET_SAMPLE_H

#include "printers/bytes.h"
#include "printers/ticket_template.h"

#include <jansson.h>
#include <stdbool.h>

/* Returns a job with example values; the caller's. */
json_t *ticket_sample_job(void);

/* Returns whether that is the name of a layout: ticket-80 or ticket-58. */
bool ticket_sample_has(const char *name);

/* Appends the example, laid out by DIR/tickets/NAME.conf, as a PNG. On failure message is one sentence, with file and line where the layout is to blame. */
enum error ticket_sample_picture(const char *dir, const char *name, struct bytes *png, char message[static TICKET_MESSAGE]);

#endif
