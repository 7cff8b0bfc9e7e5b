/* The file printers.conf: which printers a hall has. Its form is described in printers.conf(5). */
#ifndef PRINTERS_PRINTERS_CONF_H
#define PRINTERS_PRINTERS_CONF_H

#include "base/error.h"
#include "printers/escpos.h"
#include "printers/sink.h"

enum { PRINTERS_CONF_MOST = 16, PRINTERS_CONF_NAME = 32, PRINTERS_CONF_MESSAGE = 384 };

/* What a printer prints, as bits. */
enum printer_kind {
#define KIND(name, word) PRINTER_KIND_##name,
#include "printers/kinds.def"
#undef KIND
    PRINTER_KINDS
};

struct printer_conf {
    char name[PRINTERS_CONF_NAME];       /* small letters, digits and '-' */
    char place[PRINTERS_CONF_NAME];      /* "kiosk 1": where it stands */
    unsigned kinds;                      /* 1 << enum printer_kind */
    const struct escpos_model *model;    /* NULL: it takes documents ("pdf", "pdf-241") */
    bool two_part;                       /* its paper is two-part paper of 241 mm ("pdf-241") */
    char sink[SINK_ADDRESS];
    char spare[PRINTERS_CONF_NAME];      /* another printer of the file, which prints all that this one prints; empty: none */
    int paper;                           /* of a fresh load: metres of a roll, sheets of a printer of documents; 0: not counted */
    int spare_after_s;                   /* how long it is in trouble before its waiting papers go there */
};

struct printers_conf {
    int count;
    struct printer_conf printers[PRINTERS_CONF_MOST];
};

/* Reads the file. On failure message is one sentence that begins with "FILE:LINE: ", or with "FILE: " where no line is to blame. ERROR_MISSING when there
 * is no such file, ERROR_IO when it cannot be read, ERROR_FORMAT when something in it is wrong: then nothing of it counts. */
enum error printers_conf_read(struct printers_conf *ret_conf, const char *path, char message[static PRINTERS_CONF_MESSAGE]);

/* Returns the word of a kind. Static. */
const char *printer_kind_word(enum printer_kind kind);

#endif
