/* Cases as JSON. Names of persons are masked everywhere but on paper. */
#include "server/cases.h"

#include "core/decision.h"
#include "server/certificate_asks.h"

#include <stdio.h>
#include <string.h>

void case_move_word(enum case_move move, char word[static CASE_WORD_SIZE])
{
    static const char *const names[] = {
#define CASE_MOVE(command, from, to, event, roles, part) #command,
#include "core/case_moves.def"
#undef CASE_MOVE
    };
    size_t i = 0;

    for (; names[move][i] && i < CASE_WORD_SIZE - 1; i++)
        word[i] = names[move][i] == '_' ? '-' : (char)(names[move][i] - 'A' + 'a');
    word[i] = '\0';
}

json_t *view_date(struct date date)
{
    char text[DATE_TEXT_SIZE];

    if (date.days == 0)
        return json_null();
    date_format(date, text);
    return json_string(text);
}

json_t *view_problem(enum refusal refusal)
{
    char type[64];

    snprintf(type, sizeof type, "urn:yichuang:%s", refusal_type(refusal));
    return json_pack("{s:s, s:s, s:s}", "type", type, "en", refusal_sentence(refusal, false), "zh", refusal_sentence(refusal, true));
}

static json_t *text_or_null(const char *text)
{
    return text[0] ? json_string(text) : json_null();
}

static json_t *names(const char *zh, const char *en)
{
    return json_pack("{s:s, s:s}", "zh", zh, "en", en);
}

static json_t *view_person(const struct server *server, const char *hash, const char *holder, bool full)
{
    struct store_person person;
    char name[PERSON_NAME_SIZE] = "", masked[PERSON_NAME_SIZE];

    if (!hash[0] || store_person(server->store, hash, &person) != ERROR_NONE)
        return json_null();
    if (!holder[0] || store_person_name(server->store, hash, holder, name) != ERROR_NONE)
        text_copy(name, sizeof name, person.name);
    if (full || person.organisation)
        text_copy(masked, sizeof masked, name);
    else
        people_mask(name, masked);
    return json_pack("{s:s, s:s, s:s}", "kind", person.organisation ? "organisation" : "person", "name", masked, "masked", person.masked);
}

static json_t *view_case_item(const struct server *server, const struct case_file *file, const struct item *item)
{
    const struct settings *settings = &server->hall.settings;
    bool grouped = file->group >= 0 && file->group < settings->group_count;

    return json_pack("{s:s, s:o, s:s, s:s, s:s, s:s, s:s, s:i}", "code", file->item, "name", names(item ? item->name : file->item, item ? item->name_en : file->item), "flow",
                     item_flow_word(file->flow), "output", item_output_word(file->output), "template", item ? item->template_name : "", "department",
                     item ? item->department : "", "group", grouped ? settings->groups[file->group] : "", "version", file->version);
}

static const char *material_word(char letter)
{
    return letter == 'y' ? "there" : letter == 'p' ? "promised" : "missing";
}

static json_t *view_materials(const struct case_file *file, const struct item *item)
{
    json_t *list = json_array();

    for (size_t i = 0; file->materials[i]; i++) {
        const struct material *material = item && (int)i < item->material_count ? &item->materials[i] : NULL;
        json_array_append_new(list, json_pack("{s:s, s:s, s:b, s:s}", "name", material ? material->name : "", "kind", material ? material_kind_word(material->kind) : "copy",
                                              "required", material && material->required, "state", material_word(file->materials[i])));
    }
    return list;
}

json_t *view_case_materials(const struct server *server, const struct case_file *file)
{
    return view_materials(file, case_item(server, file->item, file->version));
}

static json_t *view_deadline(const struct server *server, const struct case_file *file)
{
    struct date today = server_today(server), until = file->promised.days ? file->promised : file->statutory;
    json_t *left = json_null();

    if (file->light != CASE_LIGHT_NONE && until.days != 0)
        left = json_integer(until.days >= today.days ? case_days_between(&server->calendar, today, until) : -case_days_between(&server->calendar, until, today));
    return json_pack("{s:o, s:o, s:b, s:s, s:o}", "promised", view_date(file->promised), "statutory", view_date(file->statutory), "provisional", file->provisional,
                     "light", case_light_word(file->light), "days_left", left);
}

static json_t *view_special(const struct case_file *file)
{
    if (file->special == SPECIAL_KIND_NONE)
        return json_null();
    return json_pack("{s:s, s:o, s:o}", "kind", special_kind_word(file->special), "name", names(special_kind_name(file->special, true), special_kind_name(file->special, false)),
                     "since", view_date(file->stopped_on));
}

static json_t *view_certificate(const struct server *server, const struct case_file *file)
{
    if (!file->certificate[0] && !file->digest[0])
        return json_null();
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:i}", "number", text_or_null(file->certificate), "digest", text_or_null(file->digest), "seal",
                     file->seal ? json_integer(file->seal) : json_null(), "issued_on", view_date(file->seal ? certificate_day(server, file) : (struct date){0}), "valid_until",
                     view_date(file->valid_until), "blank", text_or_null(file->blank), "shelf", text_or_null(file->shelf), "reprints", file->reprints);
}

/* What is to be said at the approval. */
static json_t *view_asks(const struct server *server, const struct case_file *file, const struct item *item)
{
    struct certificate_ask asks[CERTIFICATE_ASKS];
    bool undecided = file->state == CASE_STATE_ACCEPTED || file->state == CASE_STATE_REVIEW;
    int count = undecided && item && case_is_drawn(file) ? certificate_asks_read(server, item->template_name, asks) : 0;
    json_t *list = json_array();

    for (int i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:{s:s, s:s}, s:b}", "name", asks[i].name, "label", "zh", asks[i].zh[0] ? asks[i].zh : asks[i].name, "en",
                                              asks[i].en[0] ? asks[i].en : asks[i].name, "needed", asks[i].needed));
    return list;
}

static const char *supervisor_of(const struct case_file *file)
{
    for (int32_t i = 0; i < file->hand_count; i++)
        if (file->hands[i].part == CASE_PART_SUPERVISE)
            return file->hands[i].staff;
    return "";
}

static void add_staff(json_t *json, const struct case_file *file)
{
    json_object_set_new(json, "agent_staff", text_or_null(file->agent_staff));
    json_object_set_new(json, "accepted_by", text_or_null(file->accepted_by));
    json_object_set_new(json, "reviewer", text_or_null(file->reviewer));
    json_object_set_new(json, "approved_by", text_or_null(file->approved_by));
    json_object_set_new(json, "issued_by", text_or_null(file->issued_by));
    json_object_set_new(json, "handed_by", text_or_null(file->handed_by));
    json_object_set_new(json, "supervised_by", text_or_null(supervisor_of(file)));
}

static void add_times(json_t *json, const struct server *server, const struct case_file *file)
{
    json_object_set_new(json, "began_at", view_instant(server, file->began_ms));
    json_object_set_new(json, "accepted_at", view_instant(server, file->accepted_ms));
    json_object_set_new(json, "decided_at", view_instant(server, file->decided_ms));
    json_object_set_new(json, "issued_at", view_instant(server, file->issued_ms));
    json_object_set_new(json, "ended_at", view_instant(server, file->ended_ms));
}

static json_t *view(const struct server *server, const struct case_file *file, bool materials, bool full)
{
    const struct item *item = case_item(server, file->item, materials ? file->version : 0); /* lists go without old versions */
    json_t *json = json_pack("{s:I, s:s, s:o, s:s, s:o, s:s, s:s, s:o}", "id", (json_int_t)file->id.value, "number", file->number, "bundle",
                             file->bundle.value ? json_integer(file->bundle.value) : json_null(), "state", case_state_word(file->state), "state_name",
                             names(case_state_name(file->state, true), case_state_name(file->state, false)), "entry", case_entry_word(file->entry), "outcome",
                             case_outcome_word(file->outcome), "item", view_case_item(server, file, item));

    json_object_set_new(json, "applicant", view_person(server, file->person, file->holder, full));
    json_object_set_new(json, "agent", view_person(server, file->agent, "", full));
    if (materials) {
        json_object_set_new(json, "materials", view_materials(file, item));
        json_object_set_new(json, "bundled", view_bundle(server, file, true));
        json_object_set_new(json, "certificate_asks", view_asks(server, file, item));
    }
    add_staff(json, file);
    add_times(json, server, file);
    json_object_set_new(json, "visits", json_integer(file->visits));
    json_object_set_new(json, "ticket", file->ticket.value ? json_integer(file->ticket.value) : json_null());
    json_object_set_new(json, "deadline", view_deadline(server, file));
    json_object_set_new(json, "special", view_special(file));
    json_object_set_new(json, "extended", json_boolean(file->extended));
    json_object_set_new(json, "deemed", json_boolean(file->deemed));
    json_object_set_new(json, "answer_until", view_date(file->answer_until));
    json_object_set_new(json, "marked", json_boolean(file->marked));
    json_object_set_new(json, "reason", text_or_null(file->reason));
    json_object_set_new(json, "certificate", view_certificate(server, file));
    return json;
}

json_t *view_case(const struct server *server, const struct case_file *file, bool materials)
{
    return view(server, file, materials, false);
}

json_t *view_case_paper(const struct server *server, const struct case_file *file)
{
    return view(server, file, true, true);
}

json_t *view_case_may(const struct request *request, const struct case_file *file)
{
    struct case_file seen = *file;
    bool stands_in;
    char word[CASE_WORD_SIZE];
    json_t *json = json_object();
    int64_t acts_for = people_acts_for(request->server, request->caller.actor.staff, file->reviewer, &stands_in);

    if (stands_in)
        text_copy(seen.reviewer, sizeof seen.reviewer, request->caller.actor.staff);
    for (int i = 0; i < CASE_MOVES; i++) {
        enum case_move move = (enum case_move)i;
        if (!(case_move_row(move)->roles >> request->caller.actor.role & 1) || move == CASE_MOVE_RECEIVE)
            continue;
        enum refusal refusal = case_may(&seen, move, &request->caller.actor, acts_for);
        case_move_word(move, word);
        json_object_set_new(json, word, refusal == REFUSAL_NONE ? json_null() : view_problem(refusal));
    }
    return json;
}

bool view_event_is_case(const struct event *event)
{
    return event->kase.value != 0 && event->type != EVENT_PRINT_QUEUED;
}

/* The case as it is now: who follows lists wants the latest. Without the people. */
json_t *view_event_case(const struct server *server, const struct event *event)
{
    struct case_file file;

    if (store_case(server->store, event->kase, &file) != ERROR_NONE)
        return json_null();
    json_t *json = view_case(server, &file, false);
    json_object_del(json, "applicant");
    json_object_del(json, "agent");
    return json;
}
