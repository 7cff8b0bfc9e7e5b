#include "desk/desk_action.h"

#include <stdio.h>
#include <string.h>

#define F(name) (1u << DESK_FIELD_##name)
#define F_KIND F(KIND)
#define F_STAFF F(STAFF)
#define F_DATE F(DATE)
#define F_CERTIFICATE F(CERTIFICATE)
#define F_ASKS (F(ASK_1) | F(ASK_2) | F(ASK_3) | F(ASK_4) | F(ASK_5) | F(ASK_6))
#define F_BLANK F(BLANK)
#define F_SHELF F(SHELF)
#define F_COLLECTOR F(COLLECTOR)
#define F_NUMBER F(NUMBER)
#define F_REMEDY F(REMEDY)
#define F_SERVICE F(SERVICE)
#define F_PRIORITY F(PRIORITY)
#define F_COUNT F(COUNT)
#define F_FROM F(FROM)
#define F_TO F(TO)
#define F_REASON F(REASON)

static const struct {
    const char *move, *path, *label, *done;
    unsigned fields;
} rows[] = {
#define DESK_ACTION(move, label, fields, done) {move, "/v1/cases/%lld/" move, label, done, fields},
#include "desk/desk_actions.def"
#define DESK_OTHER(name, path, label, fields, done) {NULL, path, label, done, fields},
#include "desk/desk_actions.def"
};
enum { ROWS = sizeof rows / sizeof *rows };
_Static_assert(sizeof rows / sizeof *rows <= DESK_ACTIONS_MAX, "room for every action");

static const struct {
    const char *member, *label;
    bool optional;
} fields[] = {
#define DESK_FIELD(name, member, label, optional) {member, label, optional},
#include "desk/desk_fields.def"
#undef DESK_FIELD
};

int desk_action_count(void)
{
    return ROWS - DESK_OTHERS;
}

int desk_action_other(enum desk_other other)
{
    return ROWS - DESK_OTHERS + (int)other;
}

void desk_action_path(int action, int64_t id, char *path, size_t size)
{
    const char *hole = strstr(rows[action].path, "%lld");

    if (hole)
        snprintf(path, size, "%.*s%lld%s", (int)(hole - rows[action].path), rows[action].path, (long long)id, hole + strlen("%lld"));
    else
        snprintf(path, size, "%s", rows[action].path);
}

const char *desk_action_move(int action)
{
    return rows[action].move;
}

const char *desk_action_label(int action)
{
    return rows[action].label;
}

const char *desk_action_done(int action)
{
    return rows[action].done;
}

bool desk_action_asks(int action, enum desk_field field)
{
    return rows[action].fields >> field & 1;
}

const char *desk_field_member(enum desk_field field)
{
    return fields[field].member;
}

const char *desk_field_label(enum desk_field field)
{
    return fields[field].label;
}

bool desk_field_is_optional(enum desk_field field)
{
    return fields[field].optional;
}
