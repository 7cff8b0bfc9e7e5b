/* A print job made ready for one printer: the ticket or slip drawn for it, or the very bytes of a certificate. */
#ifndef PRINTERS_PAPER_H
#define PRINTERS_PAPER_H

#include "client/client.h"
#include "printers/printers_conf.h"
#include "printers/sink.h"

#include <jansson.h>

struct paper {
    char name[64];          /* "A007-1234", "acceptance-2026-000012", "certificate-XK11-2026-00012" */
    struct bitmap picture;  /* of a printer of dots; empty for a document */
    struct bytes bytes;
};

enum paper_end {
    PAPER_READY,
    PAPER_REFUSED, /* it cannot be made, now or later; the reason says why, in English (po/zh_CN.print.po has its Chinese where it is one of ours) */
    PAPER_AWAY,    /* the controller did not hand the certificate out just now */
};

/* Makes the paper of a leased job; the hall's templates lie below dir. Start with a zeroed one; finish it in any case. */
enum paper_end paper_make(struct paper *paper, const json_t *job, struct client *client, const struct printer_conf *printer, const char *dir, char reason[static SINK_DETAIL]);
void paper_finish(struct paper *paper);

/* Returns how much of the printer's paper it takes: millimetres of a roll, the feed to the cutter with it; sheets of a document. */
int paper_length(const struct paper *paper, const struct printer_conf *printer);

/* Returns it as sinks want it; borrowed. */
struct sink_paper paper_for_sink(const struct paper *paper);

#endif
