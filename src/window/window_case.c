#include "window/window_case.h"

#include "base/language.h"
#include "core/idcard.h"
#include "term/field.h"
#include "window/window_act.h"

#include <string.h>

static const struct {
    const char *member, *label;
    bool hands_out, optional;
} rows[] = {
#define CASE_FIELD(name, member, label, hands_out, optional) {member, label, hands_out, optional},
#include "window/window_case_fields.def"
#undef CASE_FIELD
};

const char *window_case_label(enum window_case_field field)
{
    return rows[field].label;
}

const char *window_case_member(enum window_case_field field)
{
    return rows[field].member;
}

bool window_case_asks(const struct window_case *cases, enum window_case_field field)
{
    if (rows[field].hands_out != cases->hands_out)
        return false;
    if (field == WINDOW_CASE_BUNDLE)
        return cases->bundle > 0;
    if (field == WINDOW_CASE_MATERIALS)
        return cases->item.material_count > 0;
    if (field == WINDOW_CASE_COLLECTOR)
        return cases->found > 0;
    if (field == WINDOW_CASE_OWNER)
        return cases->found > 0 && cases->collector != 2;
    if (field == WINDOW_CASE_AGENT || field == WINDOW_CASE_AGENT_NUMBER)
        return cases->found > 0 && cases->collector == 1;
    if (field == WINDOW_CASE_POST)
        return cases->found > 0 && cases->collector == 2;
    return true;
}

bool window_case_is_incomplete(const struct window_case *cases)
{
    for (int i = 0; i < cases->item.material_count; i++)
        if (cases->materials[i] != 'y' && (cases->item.materials[i].required || cases->materials[i] == 'n'))
            return true;
    return false;
}

/* False while an answer is due, which would be taken for that of the new case. Its page may have gone with the ticket: it comes back, and takes no keys until then. */
static bool begin(struct window_model *model, bool hands_out)
{
    model->page = WINDOW_PAGE_CASE;
    if (model->cases.errand.under_way)
        return false;
    memset(&model->cases, 0, sizeof model->cases);
    model->cases.hands_out = hands_out;
    model->cases.field = hands_out ? WINDOW_CASE_FIND : WINDOW_CASE_NAME;
    notice_clear(&model->notice);
    return true;
}

void window_case_begin(struct window_model *model, const struct window_item *item)
{
    struct window_item chosen = *item; /* may lie in what begin() empties */

    if (!begin(model, false))
        return;
    model->cases.item = chosen;
    model->cases.version = model->items.version;
    memset(model->cases.materials, 'y', (size_t)chosen.material_count);
    if (model->visit.first > 0 && model->visit.ticket == window_model_ticket(model)) { /* the same person, perhaps the same matter */
        model->cases.bundle = model->visit.first;
        memcpy(model->cases.number, model->visit.number, sizeof model->cases.number);
        model->cases.field = WINDOW_CASE_BUNDLE;
    }
}

void window_case_hand_out(struct window_model *model)
{
    begin(model, true);
}

/* --- keys ----------------------------------------------------------------------------------------------------------- */

/* Whether a field is chosen in by digits, not written. */
static bool is_chosen(enum window_case_field field)
{
    return field == WINDOW_CASE_MATERIALS || field == WINDOW_CASE_COLLECTOR || field == WINDOW_CASE_BUNDLE;
}

/* Whether what stands there is somebody's identity number. */
static bool is_identity(const struct window_model *model, const char *text)
{
    struct idcard card;

    return idcard_read(text, date_of_instant(model->now_ms, model->mirror->utc_offset_minutes), &card) == IDCARD_GOOD;
}

static enum window_case_field neighbour(const struct window_case *cases, int step)
{
    int field = (int)cases->field;

    do
        field = (field + step + WINDOW_CASE_FIELDS) % WINDOW_CASE_FIELDS;
    while (!window_case_asks(cases, (enum window_case_field)field));
    return (enum window_case_field)field;
}

bool window_case_is_last(const struct window_case *cases)
{
    return cases->field != WINDOW_CASE_FIND && neighbour(cases, 1) <= cases->field;
}

/* Goes to another field; among materials first from one to the other. */
static void move(struct window_case *cases, int step)
{
    int material = cases->material + step;

    if (cases->field == WINDOW_CASE_MATERIALS && material >= 0 && material < cases->item.material_count) {
        cases->material = material;
        return;
    }
    cases->field = neighbour(cases, step);
    cases->material = step < 0 && cases->item.material_count > 0 ? cases->item.material_count - 1 : 0;
}

static void toggle(struct window_case *cases, int n)
{
    char *letter = &cases->materials[n];

    if (n >= cases->item.material_count)
        return;
    *letter = *letter == 'y' ? (cases->item.materials[n].required ? 'n' : 'p') : *letter == 'p' ? 'n' : 'y';
    cases->material = n;
}

static void enter(struct window_model *model)
{
    struct window_case *cases = &model->cases;
    bool empty = !cases->texts[cases->field][0] && !is_chosen(cases->field);

    if (empty && !rows[cases->field].optional)
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "This must not stay empty.");
    else if (cases->field == WINDOW_CASE_PROVINCE && is_identity(model, cases->texts[WINDOW_CASE_PROVINCE]))
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "That is an identity number, not the province's acceptance number.");
    else if (cases->field == WINDOW_CASE_FIND)
        window_case_find(model);
    else if (window_case_is_last(cases))
        window_case_send(model);
    else
        cases->field = neighbour(cases, 1);
}

/* Together means the same applicant; apart begins with nobody. */
static void choose_bundle(struct window_model *model, bool together)
{
    struct window_case *cases = &model->cases;

    cases->together = together;
    memset(cases->texts, 0, sizeof cases->texts);
    if (together) {
        memcpy(cases->texts[WINDOW_CASE_NAME], model->visit.name, WINDOW_CASE_TEXT);
        memcpy(cases->texts[WINDOW_CASE_NUMBER], model->visit.id_number, WINDOW_CASE_TEXT);
    }
}

/* A key in a field that is chosen in. */
static void choose(struct window_model *model, uint32_t code)
{
    struct window_case *cases = &model->cases;
    bool digit = code >= '1' && code <= '9';

    if (cases->field == WINDOW_CASE_MATERIALS) {
        if (digit || code == '0' || code == ' ')
            toggle(cases, digit ? (int)(code - '1') : cases->material);
        else if (code == '+' || code == '-')
            move(cases, code == '+' ? 1 : -1);
        else if (code >= WINDOW_PRESS_MATERIAL && code < WINDOW_PRESS_MATERIAL + ITEM_MATERIALS_MAX)
            toggle(cases, (int)(code - WINDOW_PRESS_MATERIAL));
    } else if (cases->field == WINDOW_CASE_BUNDLE) {
        if (code == '1' || code == '2')
            choose_bundle(model, code == '2');
        else
            notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "First say 1 or 2: is it another matter, or one with the case before?");
    } else if (digit && code - '1' < WINDOW_COLLECTORS) {
        cases->collector = (int)(code - '1');
    }
}

static void type_or_choose(struct window_model *model, uint32_t code)
{
    struct window_case *cases = &model->cases;

    if (is_chosen(cases->field))
        choose(model, code);
    else if (code == '*') /* the number pad has no other key for it */
        field_erase(cases->texts[cases->field]);
    else
        field_type(cases->texts[cases->field], WINDOW_CASE_TEXT, code);
}

void window_case_key(struct window_model *model, struct key key)
{
    struct window_case *cases = &model->cases;

    if (cases->errand.under_way)
        return;
    if (model->notice.role == ROLE_WARNING) /* whoever goes on has read what was wrong */
        notice_clear(&model->notice);
    switch (key.kind) {
    case KEY_KIND_ESCAPE:
        model->page = cases->hands_out ? WINDOW_PAGE_MAIN : WINDOW_PAGE_ITEM;
        memset(cases->texts, 0, sizeof cases->texts); /* nobody's number stays */
        break;
    case KEY_KIND_ENTER:
        enter(model);
        break;
    case KEY_KIND_DOWN:
    case KEY_KIND_WHEEL_DOWN:
        move(cases, 1);
        break;
    case KEY_KIND_UP:
    case KEY_KIND_WHEEL_UP:
        move(cases, -1);
        break;
    case KEY_KIND_BACKSPACE:
    case KEY_KIND_DELETE:
        field_erase(cases->texts[cases->field]);
        break;
    case KEY_KIND_TEXT:
        type_or_choose(model, key.code);
        break;
    default:
        break;
    }
}
