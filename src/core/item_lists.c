#include "core/item_lists.h"

#define WORD(name, word) word,
#define SAID(name, word) " " word
#define LIST(of) {of##_words, (int)(sizeof of##_words / sizeof *of##_words), of##_fault}

static const char *const kind_words[] = {
#define ITEM_KIND WORD
#include "core/catalogue.def"
};
static const char kind_fault[] = "must be one of:"
#define ITEM_KIND SAID
#include "core/catalogue.def"
    ;
static const char *const level_words[] = {
#define ITEM_LEVEL WORD
#include "core/catalogue.def"
};
static const char level_fault[] = "must be one of:"
#define ITEM_LEVEL SAID
#include "core/catalogue.def"
    ;
static const char *const flow_words[] = {
#define ITEM_FLOW WORD
#include "core/catalogue.def"
};
static const char flow_fault[] = "must be one of:"
#define ITEM_FLOW SAID
#include "core/catalogue.def"
    ;
static const char *const applicant_words[] = {
#define ITEM_APPLICANT WORD
#include "core/catalogue.def"
};
static const char applicant_fault[] = "must be one of:"
#define ITEM_APPLICANT SAID
#include "core/catalogue.def"
    ;
static const char *const online_words[] = {
#define ITEM_ONLINE WORD
#include "core/catalogue.def"
};
static const char online_fault[] = "must be one of:"
#define ITEM_ONLINE SAID
#include "core/catalogue.def"
    ;
static const char *const output_words[] = {
#define ITEM_OUTPUT WORD
#include "core/catalogue.def"
};
static const char output_fault[] = "must be one of:"
#define ITEM_OUTPUT SAID
#include "core/catalogue.def"
    ;
static const char *const number_words[] = {
#define ITEM_NUMBER WORD
#include "core/catalogue.def"
};
static const char number_fault[] = "must be one of:"
#define ITEM_NUMBER SAID
#include "core/catalogue.def"
    ;
static const char *const material_words[] = {
#define MATERIAL_KIND(name, word, mark) word,
#include "core/catalogue.def"
};
static const char *const material_marks[] = {
#define MATERIAL_KIND(name, word, mark) mark,
#include "core/catalogue.def"
};
static const char material_fault[] = "each material is name/kind or name/kind! with a kind of:"
#define MATERIAL_KIND(name, word, mark) " " mark
#include "core/catalogue.def"
    ;
const char *const item_columns[ITEM_COLUMNS] = {
#define ITEM_COLUMN WORD
#include "core/catalogue.def"
};

const struct item_list item_kinds = LIST(kind), item_levels = LIST(level), item_flows = LIST(flow), item_applicants = LIST(applicant),
                       item_onlines = LIST(online), item_outputs = LIST(output), item_numbers = LIST(number);
const struct item_list material_kinds = {material_marks, (int)(sizeof material_marks / sizeof *material_marks), material_fault};

const char *item_kind_word(enum item_kind kind)
{
    return kind_words[kind];
}

const char *item_level_word(enum item_level level)
{
    return level_words[level];
}

const char *item_flow_word(enum item_flow flow)
{
    return flow_words[flow];
}

const char *item_applicant_word(enum item_applicant applicant)
{
    return applicant_words[applicant];
}

const char *item_online_word(enum item_online online)
{
    return online_words[online];
}

const char *item_output_word(enum item_output output)
{
    return output_words[output];
}

const char *item_number_word(enum item_number number)
{
    return number_words[number];
}

const char *material_kind_word(enum material_kind kind)
{
    return material_words[kind];
}
