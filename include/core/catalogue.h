/* The catalogue: what the hall does for people, one item a row of items.csv. Pure: a row of text fields goes in, an item or the reason why not comes out;
 * reading the file is files/items_file.h. */
#ifndef CORE_CATALOGUE_H
#define CORE_CATALOGUE_H

#include "base/date.h"
#include "core/ids.h"

#include <stdbool.h>
#include <stddef.h>

enum item_kind {
#define ITEM_KIND(name, word) ITEM_KIND_##name,
#include "core/catalogue.def"
};
enum item_level {
#define ITEM_LEVEL(name, word) ITEM_LEVEL_##name,
#include "core/catalogue.def"
};
enum item_flow {
#define ITEM_FLOW(name, word) ITEM_FLOW_##name,
#include "core/catalogue.def"
};
enum item_applicant {
#define ITEM_APPLICANT(name, word) ITEM_APPLICANT_##name,
#include "core/catalogue.def"
};
enum item_online {
#define ITEM_ONLINE(name, word) ITEM_ONLINE_##name,
#include "core/catalogue.def"
};
enum item_output {
#define ITEM_OUTPUT(name, word) ITEM_OUTPUT_##name,
#include "core/catalogue.def"
};
enum item_number {
#define ITEM_NUMBER(name, word) ITEM_NUMBER_##name,
#include "core/catalogue.def"
};
enum material_kind {
#define MATERIAL_KIND(name, word, mark) MATERIAL_##name,
#include "core/catalogue.def"
};
enum item_column {
#define ITEM_COLUMN(name, word) ITEM_COLUMN_##name,
#include "core/catalogue.def"
    ITEM_COLUMNS
};

/* The words of the lists as items.csv and the API have them; static. */
const char *item_kind_word(enum item_kind kind);
const char *item_level_word(enum item_level level);
const char *item_flow_word(enum item_flow flow);
const char *item_applicant_word(enum item_applicant applicant);
const char *item_online_word(enum item_online online);
const char *item_output_word(enum item_output output);
const char *item_number_word(enum item_number number);
const char *material_kind_word(enum material_kind kind);

/* The names of the columns, for the reader of the file and for messages. */
extern const char *const item_columns[ITEM_COLUMNS];

/* Sizes in bytes with the zero; a Chinese character has three. */
enum { ITEM_NAME_SIZE = 192, ITEM_WORD_SIZE = 96, ITEM_BASIS_SIZE = 256, MATERIAL_NAME_SIZE = 128, ITEM_MATERIALS_MAX = 16 };
enum { ITEM_DAYS_MAX = 999, ITEM_DAYS_NONE = -1, ITEM_FEE_MAX = 100000, ITEM_MINUTES_MAX = 480 };

struct material {
    char name[MATERIAL_NAME_SIZE];
    enum material_kind kind;
    bool required; /* false: may be brought later (容缺) */
};

/* Texts are clean UTF-8 (base/utf8.h) when the fields were. */
struct item {
    char code[ITEM_CODE_SIZE]; /* letters, digits, '-', '.'; unique in a catalogue */
    char name[ITEM_NAME_SIZE], name_en[ITEM_NAME_SIZE];
    enum item_kind kind;
    enum item_level level;
    char department[ITEM_WORD_SIZE], group[ITEM_WORD_SIZE];
    char memo[ITEM_WORD_SIZE]; /* the handover memo; may be empty */
    struct date in_force_from;
    enum item_flow flow;
    int promised_days;  /* working days, 0 (at once) .. ITEM_DAYS_MAX */
    int statutory_days; /* the same, or ITEM_DAYS_NONE where no law sets one */
    enum item_applicant applicant;
    int fee_yuan;        /* 0..ITEM_FEE_MAX */
    int typical_minutes; /* at the window, 1..ITEM_MINUTES_MAX */
    enum item_online online;
    enum item_output output;
    enum item_number number;
    char template_name[ITEM_WORD_SIZE]; /* of the certificate; empty where there is none */
    struct material materials[ITEM_MATERIALS_MAX];
    int material_count;
    char basis[ITEM_BASIS_SIZE]; /* where the limits come from; may be empty */
};

/* Reads one row. Returns NULL and the item, or a sentence (static, about one column) that says what is wrong. */
const char *item_read(const char *const fields[static ITEM_COLUMNS], struct item *ret_item, enum item_column *ret_column);

/* The queue in which people take a number for an item. What is applied for (permits, public services) is general business, A: one window accepts everything.
 * Nobody applies for a penalty, a duty or a territorial matter: who asks about one wants advice, C. B, collecting what is ready, needs no item. */
char item_service(const struct item *item);

/* Returns the item with this code, NULL if there is none. */
const struct item *catalogue_find(const struct item *items, size_t count, const char *code);

#endif
