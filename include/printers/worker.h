/* The print worker of one printer: tells the controller how the printer is, takes its jobs one by one, and says truly what became of each.
 *
 * The order of a paper: lease, draw, ask the printer, `printing` (acknowledged, so durable, before the first byte goes out), bytes, ask the printer
 * again, `printed`, or `attention` when bytes went out and the end is not certain, or `failed` when none did. A worker that dies on the way leaves a
 * job whose lease ends: before `printing` it is queued again, after it somebody must look. So no paper is ever printed twice unmarked. */
#ifndef PRINTERS_WORKER_H
#define PRINTERS_WORKER_H

#include "client/client.h"
#include "printers/printers_conf.h"

#include <signal.h>
#include <stdbool.h>

struct worker_options {
    const struct client_options *client;
    const struct printer_conf *printer;
    const char *dir;                    /* what relative folders of sinks lie in */
    bool once;                          /* print what is queued, then end */
    const volatile sig_atomic_t *stop;  /* set by a signal: finish the paper at hand, then end */
};

/* Runs the worker; what happens is logged (base/log.h). Blocks until it was stopped, or with once until nothing is queued. Survives the absence of the
 * controller and of the printer, but not a second worker on the same device, a missing font, or a controller that does not accept its token.
 * Returns an exit status (client/options.h). */
int worker_run(const struct worker_options *options);

#endif
