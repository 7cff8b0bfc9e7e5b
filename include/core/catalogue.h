/* The catalogue (权力清单): what the hall does for people, one item a row of items.csv. Pure: a row of text fields goes in, an item or the reason why not
 * comes out, and back; reading the file is files/items_file.h, looking for words core/catalogue_search.h.
 *
 * A catalogue is a version: what was in force when a case was accepted is read from the version of that day. Within a version an item is in force
 * from the day of its handover memo (权限交接备忘录) until it is withdrawn. */
#ifndef CORE_CATALOGUE_H
#define CORE_CATALOGUE_H

#include "base/date.h"
#include "core/ids.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/* The names of the columns, for the reader of the file and for messages. The last ITEM_COLUMNS_OPTIONAL of them may be missing in a file. */
enum { ITEM_COLUMNS_OPTIONAL = ITEM_COLUMNS - ITEM_COLUMN_BASIS };
extern const char *const item_columns[ITEM_COLUMNS];

/* Sizes in bytes with the zero; a Chinese character has three. */
enum { ITEMS_MAX = 2000, ITEM_INITIALS_SIZE = 64, ITEM_FIELD_SIZE = 2304 };
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
    char name[ITEM_NAME_SIZE], name_en[ITEM_NAME_SIZE]; /* name_en may be empty where nobody applies (item_is_applied_for()) */
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
    char assisting[ITEM_WORD_SIZE]; /* the department that assists where department is responsible (属地事项的配合责任); may be empty */
    struct date withdrawn_from;     /* the first day on which it is not done any more; days 0: it is not withdrawn */
    char initials[ITEM_INITIALS_SIZE]; /* pinyin initials of the name; not a column: files/items_initials.h knows them */
};

/* Reads one row. Returns NULL and the item (without initials), or a sentence (static, about one column) that says what is wrong. Blanks around a field, and
 * full-width letters, digits and signs of an input method, count as plain ones in all columns but names and texts; dates may be written 2020-04-28, 2020/4/28,
 * 2020.4.28 or 2020年4月28日. Where nobody applies, columns about applying may be empty. */
const char *item_read(const char *const fields[static ITEM_COLUMNS], struct item *ret_item, enum item_column *ret_column);

/* Writes one column in the form in which it is kept, which item_read() reads back to the same item. */
void item_field(const struct item *item, enum item_column column, char text[static ITEM_FIELD_SIZE]);

/* Returns bit c for every column c in which two items differ; 0: the same. */
uint32_t item_difference(const struct item *one, const struct item *other);

/* Whether it is in force on a day: the memo's day counts, the day of withdrawal does not. */
bool item_in_force(const struct item *item, struct date day);

/* Whether people apply for it: permits and public services. Penalties, duties and territorial matters are listed and searched. */
bool item_is_applied_for(const struct item *item);

/* The queue in which people take a number for an item. What is applied for is general business, A: one window accepts everything. Who asks about anything else
 * wants advice, C. B, collecting what is ready, needs no item. */
char item_service(const struct item *item);

/* Returns the item with this code, NULL if there is none. */
const struct item *catalogue_find(const struct item *items, size_t count, const char *code);

struct catalogue_changes {
    int32_t added, changed, withdrawn;
};

/* Told of each item that is not the same in two catalogues, in the order of the later one, then those that it has no longer. before NULL: added; after NULL:
 * withdrawn, as one is that is told withdrawn only by the later one (then both are there); else changed in the columns of item_difference(). */
typedef void catalogue_change(void *context, const struct item *before, const struct item *after, uint32_t columns);

/* Compares two catalogues, each with codes that are there once. each may be NULL. */
struct catalogue_changes catalogue_compare(const struct item *before, size_t before_count, const struct item *after, size_t after_count, catalogue_change *each,
                                           void *context);

#endif
