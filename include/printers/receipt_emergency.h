/* A roll of emergency tickets: numbers for the drawer that are given by hand when the system is down. A head that says what it is, then one small ticket a number; each is cut off. */
#ifndef PRINTERS_RECEIPT_EMERGENCY_H
#define PRINTERS_RECEIPT_EMERGENCY_H

#include "printers/escpos.h"
#include "printers/receipt.h"

enum { EMERGENCY_TICKETS = 50 };

struct receipt_emergency {
    struct receipt_text hall;
    char day[11];          /* of making it */
    int first, count;      /* 1..9999; 1..EMERGENCY_TICKETS */
    long long job;
};

/* Reads a print job of the API whose paper is "emergency". ERROR_FORMAT when it is none, or lacks what it must show. */
enum error receipt_emergency_read(struct receipt_emergency *roll, const json_t *job);

/* Draws the roll for a printer: *ret_picture is the whole of it, the bytes that print it are appended, with a cut after each ticket where the printer can. ERROR_RANGE, ERROR_MEMORY. */
enum error receipt_emergency_draw(const struct receipt_emergency *roll, const struct escpos_model *model, struct bitmap *ret_picture, struct bytes *bytes);

#endif
