/* The ticket's paper: what stands on it. How it looks is a layout (printers/ticket_template.h). Whoever reads it may be 75 and without glasses: the number fills the
 * width, nothing is smaller than 2.5 mm, first the language of the ticket, below it the other one. */
#ifndef PRINTERS_RECEIPT_H
#define PRINTERS_RECEIPT_H

#include "base/error.h"
#include "base/language.h"
#include "printers/bitmap.h"
#include "printers/ticket_template.h"

#include <jansson.h>
#include <stdbool.h>

enum { RECEIPT_TEXT = 160, RECEIPT_MATERIALS = 24 };

struct receipt_text {
    char zh[RECEIPT_TEXT], en[RECEIPT_TEXT]; /* clean; either may be empty: then the other one stands for both */
};

enum receipt_kind { RECEIPT_ORIGINAL, RECEIPT_COPY, RECEIPT_FORM };

struct receipt_material {
    char name[RECEIPT_TEXT];
    enum receipt_kind kind;
    bool required;
};

struct receipt {
    enum language language;
    struct receipt_text hall, service;
    char number[12];           /* "A007": capitals and digits */
    long long ticket;          /* its id */
    bool priority;             /* only a diamond beside the number says so: nobody in the queue need know why */
    int copy;                  /* 0: the original; n: the n-th copy, marked 补打 COPY n */
    int matters;               /* 1.. */
    int ahead;                 /* people, -1: unknown */
    int low_s, high_s;         /* range of the wait, -1: unknown */
    char taken[17];            /* "2026-11-23 09:12", the hall's own time */
    int weekday;               /* 0: Sunday */
    char url[256];             /* of the resident's page; empty: none is promised */
    char code[48];             /* the bare code for the hall's own scanners; printed as QR where there is no URL */
    struct receipt_text item;  /* the chosen item; both empty: none */
    char item_code[TICKET_CODE], item_kind[TICKET_CODE];
    struct receipt_material materials[RECEIPT_MATERIALS];
    int material_count, materials_left_out;
};

/* Reads a print job of the API (kind "ticket"); texts are cleaned and cut to their room. ERROR_FORMAT when the job is no ticket or lacks what a ticket must show. */
enum error receipt_read(struct receipt *receipt, const json_t *job);

/* Writes the paper's name, "A007-1234" or "A007-1234-copy1", for files and messages. */
void receipt_name(const struct receipt *receipt, char name[static 64]);

/* Draws the paper for a head of width dots (384..832, a multiple of 8). *ret_missing (may be NULL): how many characters no font had; they stand as 〓. ERROR_RANGE (also when it would be
 * longer than three quarters of a metre), ERROR_MEMORY. */
enum error receipt_draw(const struct receipt *receipt, const struct ticket_template *form, int width, struct bitmap *ret_bitmap, int *ret_missing);

/* Loads the fonts and proves that they can print every word of a ticket. ERROR_MISSING when they cannot. */
enum error receipt_warm(void);

#endif
