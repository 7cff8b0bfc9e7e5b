/* One print job on its way through a printer: every request of the worker to the controller is here. */
#ifndef PRINTERS_JOB_H
#define PRINTERS_JOB_H

#include "client/client.h"
#include "printers/printers_conf.h"
#include "printers/sink.h"

#include <jansson.h>
#include <signal.h>

/* What jobs are printed with. Start with a zeroed one; all pointers are borrowed. */
struct job_context {
    struct client *client;
    struct sink *sink;
    const struct printer_conf *printer;
    const char *dir;      /* of the hall: templates lie below it */
    const volatile sig_atomic_t *stop;
    bool told;            /* the printer's state was told while it printed: it may be another by now */
    char lease_key[23];   /* of a lease whose answer never came: asked again with it; empty: none */
};

enum job_end {
    JOB_END_NEXT,            /* a job is through, whatever became of it */
    JOB_END_EMPTY,           /* nothing is queued */
    JOB_END_AGAIN,           /* the controller is away or the printer cannot print now: the job waits */
    JOB_END_UNKNOWN_PRINTER, /* the controller does not know this printer: report it first */
};

/* Tells the controller the printer's state. Returns the status, 0 if unreachable; *ret_answer (may become NULL) is the caller's. */
int job_report_printer(const struct job_context *context, enum printer_state state, const char *detail, json_t **ret_answer);

/* Leases the next job and brings it to its end. */
enum job_end job_print_next(struct job_context *context);

#endif
