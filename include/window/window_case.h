/* Cases at the window: accepting one for an item that was looked up, or telling once what is missing; and handing a result over. Fields one after the other, so that it
 * also works on the strip; what a number pad cannot type (a name) comes from a keyboard or a card reader. */
#ifndef WINDOW_WINDOW_CASE_H
#define WINDOW_WINDOW_CASE_H

#include "client/errand.h"
#include "term/keys.h"
#include "window/window_items.h"

struct window_model;

/* What is asked for: of an acceptance, then of a hand-over. */
enum window_case_field {
#define CASE_FIELD(name, member, label, hands_out, optional) WINDOW_CASE_##name,
#include "window/window_case_fields.def"
#undef CASE_FIELD
    WINDOW_CASE_FIELDS
};

/* A material is pressed as a character from WINDOW_PRESS_MATERIAL on (a private plane of Unicode, which nobody types). */
enum { WINDOW_CASE_TEXT = 96, WINDOW_COLLECTORS = 3, WINDOW_PRESS_MATERIAL = 0xF0000 };

struct window_case {
    bool hands_out;                  /* else a case begins */
    struct window_item item;         /* for which it begins */
    int version;                     /* of the catalogue that the clerk sees, 0: unknown */
    enum window_case_field field;    /* that is written */
    char texts[WINDOW_CASE_FIELDS][WINDOW_CASE_TEXT];
    char materials[ITEM_MATERIALS_MAX + 1]; /* y, p, n as in core/case.h */
    int material;                    /* the chosen one of them */
    int collector;                   /* 0 applicant, 1 agent, 2 post */
    int64_t found;                   /* the case to hand over, 0: not found yet */
    char number[40], name[96], shelf[16]; /* of it: number, item in the language at that time, shelf */
    struct errand errand;
    bool finding;                    /* the errand looks for the case */
    bool together;                   /* the new case joins the bundle of the one before */
    int64_t bundle;                  /* of what is handed over, 0: none */
};

/* What the next case of the same visit may go on with: the applicant, and the bundle that the first case began. */
struct window_visit {
    int64_t ticket;                  /* of which this holds; 0: of none */
    int64_t first;                   /* the first case that was accepted for it, 0: none yet */
    char number[40];                 /* of it */
    char name[WINDOW_CASE_TEXT], id_number[WINDOW_CASE_TEXT];
};

/* Begins with an item, or with a hand-over. */
void window_case_begin(struct window_model *model, const struct window_item *item);
void window_case_hand_out(struct window_model *model);

/* A key on the page WINDOW_PAGE_CASE. */
void window_case_key(struct window_model *model, struct key key);

/* Looks for the case whose number was typed, or for the next of its bundle; sends the form. */
void window_case_find(struct window_model *model);
void window_case_send(struct window_model *model);

/* The answer to model->cases.errand. */
void window_case_answer(struct window_model *model, int status, const json_t *body, int retry_after_s);

/* Whether a field is asked for now. */
bool window_case_asks(const struct window_case *cases, enum window_case_field field);
const char *window_case_label(enum window_case_field field); /* English, for base/language.h */
const char *window_case_member(enum window_case_field field); /* of the request; "": put together otherwise */

/* Whether Enter in this field ends the form: everything is sent. */
bool window_case_is_last(const struct window_case *cases);

/* Whether required materials are missing: then the applicant is told, and nothing is accepted. */
bool window_case_is_incomplete(const struct window_case *cases);

#endif
