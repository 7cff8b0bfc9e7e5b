/* The people of a case: applicants and agents, whose numbers are checked and kept apart; approvers, and who stands in for whom. */
#include "server/cases.h"

#include "base/utf8.h"
#include "core/decision.h"
#include "core/idcard.h"
#include "core/orgcode.h"
#include "files/certificate_signature.h"

#include <sodium.h>
#include <string.h>

/* Checks a number and writes its hash and its masked form. */
static enum refusal read_number(const struct server *server, const char *number, bool organisation, struct store_person *person, const char **ret_detail)
{
    char code[ORGCODE_SIZE];
    struct idcard card;

    _Static_assert((int)ORGCODE_SIZE <= (int)sizeof person->masked && (int)IDCARD_SIZE <= (int)sizeof person->masked, "a masked number fits");
    if (organisation) {
        if (!orgcode_read(number, code))
            return REFUSAL_APPLICANT_WRONG;
        keys_person(&server->keys, code, person->hash);
        orgcode_mask(code, person->masked);
        return REFUSAL_NONE;
    }
    enum idcard_fault fault = idcard_read(number, server_today(server), &card);
    if (fault != IDCARD_GOOD) {
        *ret_detail = idcard_fault_sentence(fault);
        return REFUSAL_ID_NUMBER_WRONG;
    }
    keys_person(&server->keys, card.number, person->hash);
    idcard_mask(&card, person->masked);
    return REFUSAL_NONE;
}

/* A name is kept as it was typed, or refused: half a name on a certificate is a wrong one. */
static enum refusal read_name(struct request *request, struct store_person *person)
{
    const char *raw = json_string_value(json_object_get(request->body, "name"));
    uint8_t mark[CERTIFICATE_HOLDER_SIZE];
    char clean[PERSON_NAME_SIZE];

    _Static_assert(HOLDER_SIZE == 2 * CERTIFICATE_HOLDER_SIZE + 1, "a mark in hexadecimal");
    if (!raw)
        return REFUSAL_APPLICANT_NEEDED;
    while (*raw == ' ')
        raw++;
    if (strlen(raw) >= sizeof clean)
        return REFUSAL_NAME_WRONG;
    size_t length = utf8_clean(clean, sizeof clean, raw);
    if (length == 0)
        return REFUSAL_APPLICANT_NEEDED;
    if (strcmp(clean, raw) != 0)
        return REFUSAL_NAME_WRONG;
    while (clean[length - 1] == ' ')
        clean[--length] = '\0';
    text_copy(person->name, sizeof person->name, clean);
    certificate_holder_mark(person->name, request->server->keys.person, mark);
    sodium_bin2hex(person->holder, sizeof person->holder, mark, sizeof mark);
    return REFUSAL_NONE;
}

static enum refusal read_inside(struct request *request, bool organisation_too, struct store_person *person, const char **ret_detail)
{
    char kind[16] = "person", number[64] = "";

    if (!body_text(request, "kind", kind, sizeof kind) || !body_text(request, "id_number", number, sizeof number) ||
        !body_text(request, "phone", person->phone, sizeof person->phone))
        return REFUSAL_COUNT; /* answered already */
    person->organisation = strcmp(kind, "organisation") == 0;
    if (!person->organisation && strcmp(kind, "person") != 0)
        return *ret_detail = "kind", REFUSAL_OUT_OF_RANGE;
    if (person->organisation && !organisation_too)
        return REFUSAL_APPLICANT_WRONG;
    enum refusal refusal = read_name(request, person);
    if (refusal == REFUSAL_NONE && !number[0])
        refusal = REFUSAL_APPLICANT_NEEDED;
    return refusal == REFUSAL_NONE ? read_number(request->server, number, person->organisation, person, ret_detail) : refusal;
}

bool people_read(struct request *request, const char *member, bool organisation_too, struct store_person *ret_person)
{
    json_t *whole = request->body, *inside = json_object_get(whole, member);
    const char *detail = NULL;
    struct store_person person;

    memset(&person, 0, sizeof person);
    if (inside && !json_is_object(inside) && !json_is_null(inside)) {
        reply_refusal(request, REFUSAL_WRONG_TYPE, member);
        return false;
    }
    request->body = inside;
    enum refusal refusal = json_is_object(inside) ? read_inside(request, organisation_too, &person, &detail) : REFUSAL_APPLICANT_NEEDED;
    request->body = whole;
    if (refusal != REFUSAL_NONE && refusal != REFUSAL_COUNT)
        reply_refusal(request, refusal, detail);
    if (refusal != REFUSAL_NONE)
        return false;
    *ret_person = person;
    return true;
}

bool people_is_number(const struct server *server, const char *number, const char *person)
{
    struct store_person read;
    const char *detail;

    for (int organisation = 0; organisation <= 1; organisation++)
        if (read_number(server, number, organisation, &read, &detail) == REFUSAL_NONE && sodium_memcmp(read.hash, person, PERSON_SIZE - 1) == 0)
            return true;
    return false;
}

bool people_note_look(struct request *request, const struct case_file *file, const char *person)
{
    struct case_command cases = {.file = file};
    struct command command = api_command(request, COMMAND_PERSON_VIEW);
    struct outcome outcome;

    if (request->caller.actor.role == STAFF_ROLE_PRINTER)
        return true;
    command.cases = &cases;
    text_copy(command.person, sizeof command.person, person);
    return case_follow(request, &command, &outcome) == REFUSAL_NONE;
}

/* --- approvers --- */

struct standing {
    const struct server *server;
    const char *staff, *for_staff;
    int64_t acts_for;
    bool stands_in;
};

static void add_principal(void *context, const struct store_deputy *deputy)
{
    struct standing *standing = context;
    struct store_staff principal;

    if (strcmp(deputy->deputy, standing->staff) != 0 || deputy->from.days > server_today(standing->server).days)
        return;
    standing->stands_in = standing->stands_in || strcmp(deputy->staff, standing->for_staff) == 0;
    if (store_staff(standing->server->store, deputy->staff, &principal) == ERROR_NONE && principal.roles >> STAFF_ROLE_APPROVER & 1)
        standing->acts_for |= principal.skills;
}

int64_t people_acts_for(const struct server *server, const char *staff, const char *for_staff, bool *ret_stands_in)
{
    struct standing standing = {.server = server, .staff = staff, .for_staff = for_staff};
    struct store_staff own;

    if (staff[0] && store_staff(server->store, staff, &own) == ERROR_NONE) {
        standing.acts_for = own.skills;
        store_deputies(server->store, server_today(server), add_principal, &standing);
    }
    *ret_stands_in = standing.stands_in;
    return standing.acts_for;
}

struct search {
    const struct server *server;
    int32_t group;
    const char *besides;
    bool found;
    char staff[64][STAFF_ID_SIZE]; /* approvers: looked at when the list is read */
    int count;
};

static void add_approver(void *context, const struct store_staff *staff)
{
    struct search *search = context;

    if (staff->roles >> STAFF_ROLE_APPROVER & 1 && strcmp(staff->id, search->besides) != 0 && search->count < 64)
        text_copy(search->staff[search->count++], STAFF_ID_SIZE, staff->id);
}

bool people_may_approve(const struct server *server, int32_t group, const char *besides)
{
    struct search search = {.server = server, .group = group, .besides = besides};
    bool stands_in;

    store_all_staff(server->store, add_approver, &search);
    for (int i = 0; i < search.count && !search.found; i++)
        search.found = group < 0 || (people_acts_for(server, search.staff[i], "", &stands_in) >> group & 1);
    return search.found;
}

void people_mask(const char *name, char masked[static PERSON_NAME_SIZE])
{
    uint32_t code;
    size_t length = strlen(name), at = length ? utf8_decode(name, length, &code) : 0, used = at;

    memcpy(masked, name, at);
    while (at < length) {
        at += utf8_decode(name + at, length - at, &code);
        masked[used++] = '*';
    }
    masked[used] = '\0';
}
