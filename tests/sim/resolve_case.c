/* To which case a thing happens and who does it: mostly one to which it can happen and somebody who may, sometimes anything by anybody. */
#include "sim/world.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_STAFF = 1001, ANYTHING = 9 };

/* Who usually has a part; the parts overlap. */
static const struct {
    unsigned first, count;
} usual[] = {
    [CASE_PART_ANYBODY] = {0, SIM_STAFF}, [CASE_PART_ACCEPT] = {0, 5}, [CASE_PART_APPROVE] = {3, 6}, [CASE_PART_ISSUE] = {7, 5}, [CASE_PART_SUPERVISE] = {10, 4},
};

static enum staff_role pick_role(enum command_type type, uint32_t pick)
{
    unsigned roles = book_case_roles(type);
    unsigned wanted = pick >> 8;

    if (pick % 24 == 0)
        return (enum staff_role)(pick >> 8) % STAFF_ROLE_SYSTEM;
    if (pick % 24 > 3 && (roles >> STAFF_ROLE_CLERK & 1)) /* the owner seldom */
        return STAFF_ROLE_CLERK;
    for (unsigned i = 0;; i++)
        if (roles >> (wanted + i) % STAFF_ROLE_COUNT & 1)
            return (enum staff_role)((wanted + i) % STAFF_ROLE_COUNT);
}

static void pick_staff(const struct book_case *own, enum case_part part, uint32_t pick, char staff[static STAFF_ID_SIZE])
{
    if (pick % 32 == 0)
        return; /* a token without a person */
    if (part == CASE_PART_APPROVE && own && own->reviewer[0] && pick % 8) {
        snprintf(staff, STAFF_ID_SIZE, "%s", own->reviewer);
        return;
    }
    for (int32_t i = 0; own && i < own->hand_count && pick % 3; i++) /* rather whoever had this part before */
        if (own->hands[i].part == part) {
            snprintf(staff, STAFF_ID_SIZE, "%s", own->hands[i].staff);
            return;
        }
    bool any = pick % ANYTHING == 1;
    unsigned from = any ? 0 : usual[part].first, count = any ? SIM_STAFF : usual[part].count;
    snprintf(staff, STAFF_ID_SIZE, "%u", FIRST_STAFF + from + (pick >> 8) % count);
}

/* Returns the id of a case that may move so, of any, or one that nobody began; 0: a new one. */
static int64_t pick_case(const struct world *world, enum command_type type, uint32_t pick)
{
    const struct book_cases *cases = &world->book.cases;
    unsigned from = book_case_from(type);
    uint32_t fitting = 0, wanted;

    if (pick % ANYTHING == 0)
        return (int64_t)(pick >> 8) % (cases->count + 2);
    for (int32_t i = 0; i < cases->count; i++)
        fitting += from >> cases->rows[i].state & 1;
    if ((from & 1) && (fitting == 0 || pick % 3))
        return 0;
    wanted = fitting ? (pick >> 8) % fitting : 0;
    for (int32_t i = 0; i < cases->count; i++)
        if ((from >> cases->rows[i].state & 1) && wanted-- == 0)
            return i + 1;
    return -1;
}

static void pick_materials(const struct item *item, const char *before, bool complete, uint32_t pick, char materials[static MATERIALS_SIZE])
{
    for (int i = 0; i < item->material_count; i++)
        materials[i] = before[0] && before[i] == 'y' ? 'y' : complete ? (item->materials[i].required || (pick >> i & 1) ? 'y' : 'p') : "ypn"[(pick >> 2 * i) % 3];
    if (pick % 37 == 0 && item->material_count)
        materials[0] = "nx"[pick >> 8 & 1];
}

/* A person of the visit: somebody who is being served, or nobody. */
static int64_t pick_visit(const struct world *world, uint32_t pick)
{
    const struct book *book = &world->book;

    for (int32_t i = 1; i <= WINDOWS_MAX && pick % 3; i++)
        if (book->windows[i].ticket)
            return book->windows[i].ticket;
    return 0;
}

static void say(const struct world *world, const struct op *op, const struct book_case *own, struct command *command, struct case_command *cases)
{
    const uint32_t *picks = op->picks;
    bool pages = own && own->digest[0] && picks[3] % 3 == 0;
    const char *given = own ? own->materials : "";
    char digest[65] = "";

    if (cases->item && (cases->file == NULL || picks[2] % 4))
        pick_materials(cases->item, given, op->kind == OP_CASE_ACCEPT || op->kind == OP_CASE_RECEIVE, picks[2] >> 3, cases->materials);
    if (picks[2] % 10)
        snprintf(command->reason, sizeof command->reason, "because %u", (unsigned)picks[2] >> 4 & 7);
    cases->special = (enum special_kind)(picks[3] % 7);
    cases->outcome = picks[3] % 9 ? CASE_OUTCOME_GRANTED + (picks[3] >> 4) % 2 : CASE_OUTCOME_NONE;
    cases->impression = (picks[3] >> 6) % 2;
    cases->collector_is_known = (picks[3] >> 7) % 8 != 0;
    cases->valid_until.days = picks[3] >> 10 & 1 ? world->book.day + (int32_t)((picks[3] >> 11) % 800) - 2 : 0;
    cases->told_version = picks[1] >> 20 & 1 ? world->cases.version - ((picks[1] >> 21) % 16 == 0) : 0;
    if (picks[3] >> 14 & 7)
        snprintf(cases->certificate, sizeof cases->certificate, picks[3] >> 17 & 31 ? "Z%u" : "XK1-2026-%05u", (unsigned)(picks[3] >> 22) % 60 + 1);
    if (picks[3] >> 12 & 7)
        snprintf(cases->blank, sizeof cases->blank, "B%u", (unsigned)picks[3] % 1000);
    if (picks[3] >> 13 & 7)
        snprintf(cases->shelf, sizeof cases->shelf, "S%u", (unsigned)picks[3] % 50);
    snprintf(digest, sizeof digest, "%064x", (unsigned)picks[3]);
    memcpy(cases->digest, pages ? own->digest : digest, sizeof cases->digest);
    if ((picks[1] >> 24) % 3)
        pick_staff(NULL, CASE_PART_APPROVE, picks[1] >> 3, cases->to_staff);
}

bool resolve_case(const struct world *world, const struct op *op, struct command *command, struct case_command *cases)
{
    const uint32_t *picks = op->picks;
    enum case_part part = book_case_part(command->type);
    int64_t id = pick_case(world, command->type, picks[0]);
    const struct book_case *own = id > 0 ? book_case(&world->book, id) : NULL;

    memset(cases, 0, sizeof *cases);
    command->cases = cases;
    if (id < 0 || (!own && world->book.cases.count + 1 >= BOOK_CASES)) /* the book is full */
        return false;
    if (own || id > 0)
        cases->file = &world->cases.files[id - 1];
    if (own)
        cases->item = &world->cases.items[own->version - 1][own->item[2] - '1'];
    else
        cases->item = &world->cases.items[world->cases.version - 1][picks[1] % SIM_ITEMS];
    command->group = op->kind != OP_CASE_FORWARD || picks[1] % 3 == 0 ? (int32_t)(picks[1] >> 16) % 4 - 1 : -1;
    command->actor.role = pick_role(command->type, picks[1]);
    if (command->actor.role != STAFF_ROLE_OWNER || picks[1] % 2)
        pick_staff(own, part, picks[0] >> 5, command->actor.staff);
    snprintf(command->actor.token, sizeof command->actor.token, "%s%.8s", staff_role_word(command->actor.role), command->actor.staff);
    command->ticket.value = pick_visit(world, picks[1] >> 5);
    if (!own && picks[2] >> 28)
        snprintf(command->person, sizeof command->person, "%032x", (unsigned)(picks[2] >> 22) % 5 + 1);
    if (!own && (picks[2] >> 18) % 4 == 0)
        snprintf(cases->number, sizeof cases->number, "P%u", (unsigned)picks[2]);
    say(world, op, own, command, cases);
    return true;
}
