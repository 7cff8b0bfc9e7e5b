/* The catalogue as the kiosk shows it: what GET /v1/items said. Texts are clean (base/utf8.h); what was too long is cut between characters. */
#ifndef KIOSK_KIOSK_ITEMS_H
#define KIOSK_KIOSK_ITEMS_H

#include "client/mirror.h"
#include "core/catalogue_search.h"

#include <jansson.h>
#include <stdbool.h>

enum { KIOSK_MATERIALS = 16, KIOSK_ITEMS_MAX = 2000 };

struct kiosk_material {
    char name[128];
    char kind[12]; /* original, copy, form */
    bool required; /* false: may be brought later */
};

struct kiosk_item {
    char code[16];
    struct mirror_text name;
    char initials[64];       /* pinyin initials of the name */
    char kind[12];           /* permit, service, penalty, duty, territorial */
    char department[96], assisting[96];
    char basis[256];
    char output[12];         /* own-a4, overlay, external, none */
    char applicant[16];      /* person, organisation, both */
    char online[12];         /* none, apply, complete */
    int promised_days;       /* working days, 0: at once, -1: unknown */
    int statutory_days;      /* -1: none */
    int fee_yuan;            /* -1: unknown */
    int typical_minutes;     /* -1: unknown */
    char service;            /* letter of the queue, 0: none */
    struct kiosk_material materials[KIOSK_MATERIALS];
    int material_count;
};

struct kiosk_items {
    struct kiosk_item *at; /* owned */
    struct catalogue_text *texts; /* owned: of each, to be searched */
    int count;
};

/* Reads the answer of GET /v1/items in place of what was there; false (and nothing changed) if it is not one or without memory. */
bool kiosk_items_read(struct kiosk_items *items, const json_t *answer);

/* Gives the memory back; accepts zeroed ones. */
void kiosk_items_finish(struct kiosk_items *items);

/* Returns how many items belong to a service; '\0' counts all. */
int kiosk_items_count(const struct kiosk_items *items, char service);

/* Whether people apply for it, rather than only ask about it. */
bool kiosk_item_is_applied_for(const struct kiosk_item *item);

/* Returns the index of the nth (from 0) of them, -1 if there are not so many. */
int kiosk_items_nth(const struct kiosk_items *items, char service, int nth);

#endif
