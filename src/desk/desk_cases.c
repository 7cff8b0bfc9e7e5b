#include "desk/desk_cases.h"

#include "base/utf8.h"

#include <string.h>

static void take_text(char *text, size_t size, const json_t *json, const char *name)
{
    const char *told = json_string_value(json_object_get(json, name));

    utf8_clean(text, size, told ? told : "");
}

static void take_names(struct mirror_text *text, const json_t *json)
{
    take_text(text->zh, sizeof text->zh, json, "zh");
    take_text(text->en, sizeof text->en, json, "en");
}

void desk_case_read(struct desk_case *row, const json_t *json)
{
    const json_t *item = json_object_get(json, "item"), *deadline = json_object_get(json, "deadline"), *applicant = json_object_get(json, "applicant");
    const json_t *days = json_object_get(deadline, "days_left");

    *row = (struct desk_case){.id = json_integer_value(json_object_get(json, "id")), .days_left = (int)json_integer_value(days), .has_days = json_is_integer(days)};
    take_text(row->number, sizeof row->number, json, "number");
    take_text(row->code, sizeof row->code, item, "code");
    take_names(&row->item, json_object_get(item, "name"));
    take_text(row->state, sizeof row->state, json, "state");
    take_names(&row->state_name, json_object_get(json, "state_name"));
    take_text(row->light, sizeof row->light, deadline, "light");
    take_text(row->promised, sizeof row->promised, deadline, "promised");
    take_text(row->statutory, sizeof row->statutory, deadline, "statutory");
    row->provisional = json_is_true(json_object_get(deadline, "provisional"));
    row->marked = json_is_true(json_object_get(json, "marked"));
    take_text(row->applicant, sizeof row->applicant, applicant, "name");
    take_text(row->masked, sizeof row->masked, applicant, "masked");
    take_text(row->accepted_by, sizeof row->accepted_by, json, "accepted_by");
    take_text(row->reviewer, sizeof row->reviewer, json, "reviewer");
}

static void take_materials(struct desk_file *file, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list) && file->material_count < DESK_MATERIALS_MAX; i++) {
        struct desk_material *material = &file->materials[file->material_count++];
        const json_t *json = json_array_get(list, i);
        take_text(material->name, sizeof material->name, json, "name");
        take_text(material->state, sizeof material->state, json, "state");
        material->required = json_is_true(json_object_get(json, "required"));
    }
}

static void take_asks(struct desk_file *file, const json_t *list, bool needed)
{
    const json_t *one;
    size_t i;

    json_array_foreach((json_t *)list, i, one) {
        struct desk_ask *ask = &file->asks[file->ask_count];
        const json_t *label = json_object_get(one, "label");
        if (file->ask_count == DESK_ASKS_MAX || json_is_true(json_object_get(one, "needed")) != needed)
            continue;
        *ask = (struct desk_ask){.needed = needed};
        take_text(ask->name, sizeof ask->name, one, "name");
        take_text(ask->label[0], sizeof ask->label[0], label, "zh");
        take_text(ask->label[1], sizeof ask->label[1], label, "en");
        file->ask_count++;
    }
}

/* Whether a move belongs to another step: that needs no words, the case is not there. */
static bool is_of_other_step(const json_t *why)
{
    const char *type = json_string_value(json_object_get(why, "type"));
    return type && strcmp(type, "urn:yichuang:case-state") == 0;
}

/* The moves that the controller speaks of, in our order: first those that may be done, then those that this person may not do. */
static void take_moves(struct desk_file *file, const json_t *may, bool allowed)
{
    for (int action = 0; action < desk_action_count(); action++) {
        const json_t *why = json_object_get(may, desk_action_move(action));
        if (!why || json_is_null(why) != allowed || is_of_other_step(why))
            continue;
        struct desk_move *move = &file->moves[file->move_count++];
        *move = (struct desk_move){.action = action, .allowed = allowed};
        take_text(move->why[0], sizeof move->why[0], why, "zh");
        take_text(move->why[1], sizeof move->why[1], why, "en");
    }
}

void desk_file_read(struct desk_file *file, const json_t *json)
{
    const json_t *certificate = json_object_get(json, "certificate"), *special = json_object_get(json_object_get(json, "special"), "name");

    memset(file, 0, sizeof *file);
    desk_case_read(&file->row, json);
    take_materials(file, json_object_get(json, "materials"));
    take_text(file->approved_by, sizeof file->approved_by, json, "approved_by");
    take_text(file->issued_by, sizeof file->issued_by, json, "issued_by");
    take_text(file->special[0], sizeof file->special[0], special, "zh");
    take_text(file->special[1], sizeof file->special[1], special, "en");
    take_text(file->reason, sizeof file->reason, json, "reason");
    take_text(file->certificate, sizeof file->certificate, certificate, "number");
    take_text(file->shelf, sizeof file->shelf, certificate, "shelf");
    take_text(file->valid_until, sizeof file->valid_until, certificate, "valid_until");
    file->seal = json_integer_value(json_object_get(certificate, "seal"));
    file->visits = (int)json_integer_value(json_object_get(json, "visits"));
    take_moves(file, json_object_get(json, "may"), true);
    take_moves(file, json_object_get(json, "may"), false);
    take_asks(file, json_object_get(json, "certificate_asks"), true);
    take_asks(file, json_object_get(json, "certificate_asks"), false);
}
