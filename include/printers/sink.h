/* Where bytes go: a folder (demonstration halls), a printer on the network or on a cable, a memory (tests). A sink moves bytes and tells the truth
 * about them; it knows nothing of tickets and jobs. A sink is held by one process at a time, whichever hall it belongs to.
 *
 *     file:FOLDER         each paper becomes FOLDER/NAME.bin, and NAME.png beside it shows what it looks like (relative to the hall directory);
 *                         a document becomes FOLDER/NAME.pdf
 *     tcp:HOST:PORT       a network printer, port 9100 as a rule
 *     usb:/dev/usb/lp0    a printer on its device file
 *     tty:/dev/ttyS0,9600,rtscts   a printer on a serial line: its speed, and rtscts, xonxoff or nothing for what holds the sender back
 *     cups:QUEUE          a queue of CUPS, on the server that CUPS's own settings name (CUPS_SERVER, client.conf)
 *     ipp://HOST/PATH     a printer on the network that understands IPP (RFC 8011), with ipps: over TLS
 *     memory:             the last paper, for tests */
#ifndef PRINTERS_SINK_H
#define PRINTERS_SINK_H

#include "base/error.h"
#include "core/words.h"
#include "printers/bitmap.h"
#include "printers/bytes.h"
#include "printers/escpos.h"

#include <stdbool.h>
#include <stddef.h>

enum { SINK_ADDRESS = 512, SINK_DETAIL = 160 };

/* A paper ready to go. All borrowed. */
struct sink_paper {
    const char *name;             /* "A007-1234-copy1": letters, digits and '-' */
    const struct bitmap *picture; /* NULL: the bytes are a document, a PDF */
    const struct bytes *bytes;
};

enum { SINK_DOTS = 1, SINK_DOCUMENTS = 2 }; /* what a kind of sink takes */

/* What became of a paper. */
enum sink_outcome {
    SINK_DONE,    /* it is out, as far as the device can say */
    SINK_NOTHING, /* not one byte left: certainly no paper */
    SINK_UNSURE,  /* bytes left, but the end was not confirmed: somebody must look */
    SINK_FAILED,  /* the printer gave the paper up, and said so */
};

/* Called about once a second while a sink waits for its device; state and detail are what the device says meanwhile (PRINTER_READY and "" where it says nothing).
 * Returns whether to go on waiting where only a person at the printer can help. */
typedef bool sink_tick(void *context, enum printer_state state, const char *detail);

/* A kind of sink; one row of the table in sink.c. */
struct sink_kind {
    const char *scheme;           /* "tcp" */
    unsigned takes;               /* SINK_DOTS, SINK_DOCUMENTS */
    bool (*is_address)(const char *address); /* of what follows "tcp:" */
    enum error (*open)(const char *address, const char *dir, const struct escpos_model *model, void **ret_self);
    enum printer_state (*state)(void *self, char detail[static SINK_DETAIL]);
    enum sink_outcome (*print)(void *self, const struct sink_paper *paper, sink_tick *tick, void *context, char detail[static SINK_DETAIL]);
    void (*close)(void *self);
};
extern const struct sink_kind sink_file, sink_tcp, sink_usb, sink_tty, sink_cups, sink_ipp, sink_ipps, sink_memory;

/* Takes a name away from all other processes of this machine, for sinks without a file to lock; it is let go with close(*ret_fd). ERROR_BUSY, ERROR_IO. */
enum error sink_hold(const char *name, int *ret_fd);

struct sink;

/* Returns whether the text names a sink: a known scheme and an address of its form. Nothing is opened. */
bool sink_is_address(const char *text);

/* Returns whether papers of this kind (SINK_DOTS or SINK_DOCUMENTS) can go to the sink that the text names. */
bool sink_takes(const char *text, unsigned papers);

/* Opens a sink for a model (NULL: for documents); relative folders lie below dir. A device that is not there yet is no error, it is offline. ERROR_BUSY when another process holds
 * it, ERROR_FORMAT when the text names no sink, ERROR_MEMORY. */
enum error sink_open(const char *text, const char *dir, const struct escpos_model *model, struct sink **ret_sink);

/* Closes it and lets go of the device. NULL is accepted. */
void sink_close(struct sink *sink);

/* Asks the device, at most 5 s. detail becomes the reason in English where there is more to say than the state, else empty. */
enum printer_state sink_state(struct sink *sink, char detail[static SINK_DETAIL]);

/* Prints a paper. tick may be NULL. detail becomes the reason unless the outcome is SINK_DONE: a word of core/printer_states.def or a sentence. */
enum sink_outcome sink_print(struct sink *sink, const struct sink_paper *paper, sink_tick *tick, void *context, char detail[static SINK_DETAIL]);

/* The memory sink's inside, to be looked at and to be set: the next papers stop after fail_after bytes (SIZE_MAX: never). NULL for any other kind. */
struct sink_memory {
    enum printer_state state;
    size_t fail_after;
    int papers;            /* complete ones */
    char name[64];         /* of the last one */
    struct bytes bytes;    /* of the last one, complete or not */
};
struct sink_memory *sink_memory_of(struct sink *sink);

#endif
