/* Fields of the forms that are chosen from a list. */
#include "base/language.h"
#include "core/case.h"
#include "core/words.h"
#include "desk/desk_model.h"

static const struct {
    const char *word, *names[2];
} collectors[] = {{"applicant", {"the applicant", "申请人本人"}}, {"agent", {"an agent", "代理人"}}, {"post", {"by post", "邮寄"}}};
enum { COLLECTORS = sizeof collectors / sizeof *collectors };

/* Those that a guide gives; carried comes by itself. */
static const enum priority priorities[] = {PRIORITY_NORMAL, PRIORITY_ELDERLY, PRIORITY_DISABLED, PRIORITY_PREGNANT, PRIORITY_INFANT, PRIORITY_MILITARY, PRIORITY_GUIDED};
enum { PRIORITIES = sizeof priorities / sizeof *priorities, SERVICES_SHOWN = 9 };

static int count_services(const struct mirror *mirror)
{
    int count = 0;

    while (count < SERVICES_SHOWN && mirror->services[count].letter)
        count++;
    return count;
}

int desk_field_choices(const struct desk_model *model, enum desk_field field)
{
    switch (field) {
    case DESK_FIELD_KIND:
        return SPECIAL_KIND_COUNT - 1;
    case DESK_FIELD_COLLECTOR:
        return COLLECTORS;
    case DESK_FIELD_PRIORITY:
        return PRIORITIES;
    case DESK_FIELD_SERVICE:
        return count_services(model->mirror);
    default:
        return 0;
    }
}

const char *desk_field_choice_word(const struct desk_model *model, enum desk_field field, int choice)
{
    static char letter[2];

    switch (field) {
    case DESK_FIELD_KIND:
        return special_kind_word((enum special_kind)(choice + 1));
    case DESK_FIELD_PRIORITY:
        return priority_word(priorities[choice]);
    case DESK_FIELD_SERVICE:
        letter[0] = model->mirror->services[choice].letter;
        return letter;
    default:
        return collectors[choice].word;
    }
}

const char *desk_field_choice_name(const struct desk_model *model, enum desk_field field, int choice, bool chinese)
{
    switch (field) {
    case DESK_FIELD_KIND:
        return special_kind_name((enum special_kind)(choice + 1), chinese);
    case DESK_FIELD_PRIORITY:
        return priority_name(priorities[choice], chinese);
    case DESK_FIELD_SERVICE:
        return mirror_text_in(&model->mirror->services[choice].name, language_code(chinese ? LANGUAGE_ZH : LANGUAGE_EN));
    default:
        return collectors[choice].names[chinese];
    }
}
