/* The seal on a paper. A physical seal is cut by licensed shops, and an electronic one needs the state's algorithms: so what is drawn here is either the specimen of a demonstration
 * hall, which says so in its ring and across the page, or the place where the issuer sets the real one by hand. An authorised electronic seal becomes one more row of the table. */
#ifndef PRINTERS_SEAL_DRAWING_H
#define PRINTERS_SEAL_DRAWING_H

#include "printers/vector_page.h"

/* Where a seal goes, and whose it is. Borrowed. */
struct seal_place {
    double x, y;        /* its middle, mm */
    double diameter;    /* mm; 42 for that of a township's government */
    const char *hall;   /* whose seal: the text in the ring */
    const char *family; /* font */
};

struct seal_source {
    const char *name;
    bool needs_confirmation; /* the paper is not sealed before the issuer has said that the impression is on it */
    bool specimen;           /* papers of this source are worth nothing, and say so across the page */
    /* Draws the seal over what stands on the page already. False with a fault. */
    bool (*draw)(struct vector_page *page, const struct seal_place *place, struct paper_fault *fault);
};

/* Returns the rows of the table in their order, NULL after the last one: "demonstration", "impression", and "specimen-place" for papers of a demonstration that no
 * approval seal belongs on. Static. */
const struct seal_source *seal_source_at(int n);

/* Returns the row of this name, NULL if there is none. */
const struct seal_source *seal_source_find(const char *name);

/* Draws 样张 across a page of width x height mm; before anything else, so that everything stands on it. */
bool seal_draw_specimen(struct vector_page *page, double width, double height, const char *family, struct paper_fault *fault);

#endif
