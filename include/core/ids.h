/* Typed identifiers, so that a window cannot be passed for a ticket. */
#ifndef CORE_IDS_H
#define CORE_IDS_H

#include "core/words.h"

#include <stdint.h>

enum { STAFF_ID_SIZE = 16, ITEM_CODE_SIZE = 16, TOKEN_NAME_SIZE = 32, PRINTER_NAME_SIZE = 32, REASON_SIZE = 384 /* a sentence or two in Chinese */, KEY_SIZE = 65,
       CASE_NUMBER_SIZE = 40, HOLDER_SIZE = 17, MATERIALS_SIZE = 17, BLANK_SIZE = 24, SHELF_SIZE = 16,
       PERSON_SIZE = 33 /* keyed hash of an identity number, hexadecimal; empty: nobody in particular */ };

/* 0: none */
struct ticket_id {
    int64_t value;
};

/* 0: none */
struct job_id {
    int64_t value;
};

/* 0: none */
struct case_id {
    int64_t value;
};

/* Who does something: a role, and where it is known the person and the token. */
struct actor {
    enum staff_role role;
    char staff[STAFF_ID_SIZE];
    char token[TOKEN_NAME_SIZE];
};

#endif
