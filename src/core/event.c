#include "core/event.h"

#include <string.h>

_Static_assert(EVENT_FIELDS <= 64, "a bit for each field");
#define F(name) (UINT64_C(1) << EVENT_FIELD_##name)
/* what a case begins with, and its deadlines */
#define CASE_BEGINS                                                                                                                     \
    (F(CASE) | F(TICKET) | F(BUNDLE) | F(CASE_NUMBER) | F(ENTRY) | F(ITEM) | F(VERSION) | F(GROUP) | F(FLOW) | F(OUTPUT) | F(PERSON) | \
     F(AGENT) | F(STAFF) | F(HOLDER) | F(MATERIALS) | F(PROMISED_DAYS) | F(STATUTORY_DAYS) | F(DAY) | F(REASON))
#define CASE_CLOCK (F(PROMISED) | F(STATUTORY) | F(PROVISIONAL))

static const struct {
    const char *word;
    uint64_t fields;
} rows[] = {
#define EVENT(name, word, function, fields) {word, fields},
#include "core/events.def"
#undef EVENT
};

const char *event_word(enum event_type type)
{
    return (unsigned)type < EVENT_TYPE_COUNT ? rows[type].word : "?";
}

bool event_parse(const char *word, enum event_type *ret_type)
{
    for (int i = 0; i < EVENT_TYPE_COUNT; i++)
        if (strcmp(rows[i].word, word) == 0) {
            *ret_type = (enum event_type)i;
            return true;
        }
    return false;
}

bool event_has(enum event_type type, enum event_field field)
{
    return (unsigned)type < EVENT_TYPE_COUNT && (rows[type].fields >> field & 1);
}
