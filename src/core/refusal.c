#include "core/refusal.h"

static const struct {
    int status;
    const char *type, *sentences[2];
} rows[] = {
#define REFUSAL(name, status, type, en, zh) {status, type, {en, zh}},
#include "core/refusals.def"
#undef REFUSAL
};

static unsigned row_of(enum refusal refusal)
{
    return (unsigned)refusal < REFUSAL_COUNT ? (unsigned)refusal : 0;
}

int refusal_status(enum refusal refusal)
{
    return rows[row_of(refusal)].status;
}

const char *refusal_type(enum refusal refusal)
{
    return rows[row_of(refusal)].type;
}

const char *refusal_sentence(enum refusal refusal, bool chinese)
{
    return rows[row_of(refusal)].sentences[chinese];
}
