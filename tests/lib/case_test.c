#include "lib/case_test.h"

#include <stdlib.h>
#include <string.h>

static const struct workday_entry entries[] = {{{20788}, false}, {{20789}, false}, {{20790}, false}, {{20792}, true}};
static const struct workday_calendar calendar = {entries, sizeof entries / sizeof *entries, 2026, 2026};

static void forget(struct case_test *test)
{
    test->says = (struct case_command){.acts_for = -1, .item = &test->item, .version = 1, .calendar = &calendar};
    test->command = hall_test_command(COMMAND_CASE_ACCEPT);
    strcpy(test->command.person, "0123456789abcdef0123456789abcdef");
    strcpy(test->says.holder, "0011223344556677");
}

struct case_test *case_test_create(void)
{
    struct case_test *test = calloc(1, sizeof *test);

    if (!test)
        abort();
    test->hall = hall_test_create(2);
    strcpy(test->item.code, "XK11");
    test->item.kind = ITEM_KIND_PERMIT;
    test->item.flow = ITEM_FLOW_PERMIT;
    test->item.output = ITEM_OUTPUT_OWN_A4;
    test->item.number = ITEM_NUMBER_RULE;
    test->item.promised_days = 6;
    test->item.statutory_days = 20;
    test->item.material_count = 3;
    test->item.materials[0].required = test->item.materials[1].required = true;
    forget(test);
    return test;
}

void case_test_finish(struct case_test *test)
{
    hall_test_finish(test->hall);
    free(test);
}

static enum refusal give(struct case_test *test, enum command_type type)
{
    int before = test->hall->count;

    test->says.file = test->file.id.value ? &test->file : NULL;
    test->command.type = type;
    test->command.cases = &test->says;
    enum refusal refusal = hall_test_give(test->hall, &test->command);
    for (int i = before; i < test->hall->count; i++)
        if (event_has(test->hall->events[i].type, EVENT_FIELD_CASE) && test->hall->events[i].job.value == 0 && !case_apply(&test->file, &test->hall->events[i]))
            abort();
    forget(test);
    return refusal;
}

enum refusal case_test_move(struct case_test *test, enum case_move move, enum staff_role role, const char *staff)
{
    if (move <= CASE_MOVE_DECLINE && !test->says.materials[0] && test->file.id.value == 0)
        strcpy(test->says.materials, "yyp");
    test->command.actor.role = role;
    strcpy(test->command.actor.staff, staff);
    return give(test, (enum command_type)(COMMAND_CASE_RECEIVE + (int)move));
}

void case_test_days(struct case_test *test, int days)
{
    test->hall->now_ms += (int64_t)days * 24 * 3600000;
    for (int before = -1; before != test->hall->count;) {
        before = test->hall->count;
        test->command.actor.role = STAFF_ROLE_SYSTEM;
        give(test, COMMAND_CASE_TICK);
        int i = before;
        while (i < test->hall->count && !event_has(test->hall->events[i].type, EVENT_FIELD_CASE))
            i++;
        if (i == test->hall->count)
            break;
    }
}

void case_test_bring(struct case_test *test, enum case_state state)
{
    static const struct {
        enum case_state leads_to;
        enum case_move move;
        enum staff_role role;
        const char *staff;
    } way[] = {
        {CASE_STATE_ACCEPTED, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "c"},    {CASE_STATE_REVIEW, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "a"},
        {CASE_STATE_APPROVED, CASE_MOVE_APPROVE, STAFF_ROLE_APPROVER, "a"}, {CASE_STATE_DRAWN, CASE_MOVE_DOCUMENT, STAFF_ROLE_PRINTER, ""},
        {CASE_STATE_SEALED, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "i"},       {CASE_STATE_ISSUED, CASE_MOVE_CONFIRM, STAFF_ROLE_ISSUER, "i"},
        {CASE_STATE_HANDED, CASE_MOVE_HAND_OUT, STAFF_ROLE_CLERK, "c"},
    };

    for (size_t i = 0; i < sizeof way / sizeof *way && test->file.state != state; i++) {
        strcpy(test->says.digest, "d1");
        test->says.impression = test->says.collector_is_known = true;
        if (case_test_move(test, way[i].move, way[i].role, way[i].staff) != REFUSAL_NONE)
            abort();
    }
    if (test->file.state != state)
        abort();
}
