/* The drawer: makes the certificate of each approved case, once, and hands the bytes to the controller. Several may run at the same time, beside any printer or none:
 * the controller keeps the first bytes that come, and equal ones are no other. */
#ifndef PRINTERS_DRAWER_H
#define PRINTERS_DRAWER_H

#include "client/client.h"
#include "printers/vector_page.h"

#include <signal.h>

struct drawer_options {
    const struct client_options *client;
    const char *dir;                    /* the hall's folder, with certificates/NAME.conf */
    bool once;                          /* draw what waits, then end */
    const volatile sig_atomic_t *stop;
};

/* Runs until stop is set; returns the exit status (client/options.h). A certificate that cannot be drawn (a template that is wrong, a character that no font has) is logged with its reason
 * and tried again when an event tells of its case or the drawer is started anew: nothing is ever drawn that is not what was approved. */
int drawer_run(const struct drawer_options *options);

/* Draws one certificate from what GET /v1/cases/{id}/certificate says. False with a fault or, when the template is to blame, a message. */
bool drawer_draw(const json_t *says, const char *dir, struct bytes *bytes, struct paper_fault *fault, char *message, size_t size);

#endif
