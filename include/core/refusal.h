/* A refusal: the controller's "no" with its own type, HTTP status and a sentence in both languages. */
#ifndef CORE_REFUSAL_H
#define CORE_REFUSAL_H

#include <stdbool.h>

enum refusal {
#define REFUSAL(name, status, type, en, zh) REFUSAL_##name,
#include "core/refusals.def"
#undef REFUSAL
    REFUSAL_COUNT
};

/* The HTTP status, 400..599; 200 for REFUSAL_NONE. */
int refusal_status(enum refusal refusal);

/* The last part of urn:yichuang:TYPE; static. */
const char *refusal_type(enum refusal refusal);

/* What went wrong and what to do, in one sentence; static. */
const char *refusal_sentence(enum refusal refusal, bool chinese);

#endif
