/* A row of items.csv becomes an item, or the one column that is wrong is named. */
#include "core/catalogue.h"

#include "files/items_file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const good[ITEM_COLUMNS] = {
    "XK11", "户外广告设施设置审批", "Outdoor advertising approval", "permit", "delegated", "城市管理", "建设", "备忘录", "2020-04-28", "permit", "5", "20", "both", "0",
    "17", "apply", "own-a4", "rule", "permit", "申请表/表!|营业执照/原!|效果图/复", "account", "", ""};

Test(catalogue, a_good_row)
{
    struct item item;
    enum item_column column;
    struct date date;

    cr_assert_null(item_read(good, &item, &column));
    cr_expect_str_eq(item.code, "XK11");
    cr_expect_str_eq(item.name, "户外广告设施设置审批");
    cr_expect_str_eq(item.name_en, "Outdoor advertising approval");
    cr_expect_str_eq(item_kind_word(item.kind), "permit");
    cr_expect_str_eq(item_level_word(item.level), "delegated");
    cr_expect_str_eq(item_flow_word(item.flow), "permit");
    cr_expect_str_eq(item_applicant_word(item.applicant), "both");
    cr_expect_str_eq(item_online_word(item.online), "apply");
    cr_expect_str_eq(item_output_word(item.output), "own-a4");
    cr_expect_str_eq(item_number_word(item.number), "rule");
    cr_expect(date_parse("2020-04-28", &date) && date.days == item.in_force_from.days);
    cr_expect_eq(item.promised_days, 5);
    cr_expect_eq(item.statutory_days, 20);
    cr_expect_eq(item.fee_yuan, 0);
    cr_expect_eq(item.typical_minutes, 17);
    cr_assert_eq(item.material_count, 3);
    cr_expect_str_eq(item.materials[0].name, "申请表");
    cr_expect_eq(item.materials[0].kind, MATERIAL_FORM);
    cr_expect_str_eq(material_kind_word(item.materials[1].kind), "original");
    cr_expect(item.materials[1].required);
    cr_expect_eq(item.materials[2].kind, MATERIAL_COPY);
    cr_expect_not(item.materials[2].required);
}

/* One field changed: NULL when it is still good. */
static const char *with(enum item_column column, const char *field)
{
    const char *fields[ITEM_COLUMNS];
    struct item item = {.code = "untouched"};
    enum item_column wrong = ITEM_COLUMNS;

    memcpy(fields, good, sizeof fields);
    fields[column] = field;
    const char *fault = item_read(fields, &item, &wrong);
    if (fault) {
        cr_expect_eq(wrong, column, "%s '%s': told of %s", item_columns[column], field, item_columns[wrong]);
        cr_expect_str_eq(item.code, "untouched");
    }
    return fault;
}

#define REFUSED(column, field, sentence)                                                                         \
    do {                                                                                                         \
        const char *fault = with(ITEM_COLUMN_##column, field);                                                   \
        cr_expect(fault && strcmp(fault, sentence) == 0, "%s '%s': %s", #column, field, fault ? fault : "good"); \
    } while (0)
#define GOOD(column, field) cr_expect_null(with(ITEM_COLUMN_##column, field), "%s '%s'", #column, field)

static const char *repeat(const char *text, int times)
{
    static char result[4096];
    result[0] = '\0';
    for (int i = 0; i < times; i++)
        strcat(result, text);
    return result;
}

Test(catalogue, texts)
{
    REFUSED(CODE, "", "must not be empty");
    REFUSED(CODE, "X K", "may only have letters, digits, - and .");
    REFUSED(CODE, "事项", "may only have letters, digits, - and .");
    REFUSED(CODE, "XK11234567890123", "is too long");
    GOOD(CODE, "XK1123456789012");
    REFUSED(NAME, "", "must not be empty");
    REFUSED(NAME, repeat("字", 64), "is too long");
    GOOD(NAME, repeat("字", 63));
    REFUSED(NAME_EN, "", "must not be empty");
    REFUSED(DEPARTMENT, "", "must not be empty");
    REFUSED(GROUP, "", "must not be empty");
    GOOD(MEMO, "");
    REFUSED(MEMO, repeat("字", 32), "is too long");
    GOOD(BASIS, "");
    REFUSED(TEMPLATE, "", "must name the template of the certificate");
    REFUSED(TEMPLATE, repeat("x", 96), "is too long");
}

Test(catalogue, lists)
{
    REFUSED(KIND, "Permit", "must be one of: permit service penalty duty territorial");
    REFUSED(LEVEL, "", "must be one of: own delegated");
    REFUSED(FLOW, "none", "must be one of: permit referral direct");
    REFUSED(APPLICANT, "company", "must be one of: person organisation both");
    REFUSED(ONLINE, "yes", "must be one of: none apply complete");
    REFUSED(OUTPUT, "a4", "must be one of: own-a4 overlay external none");
    REFUSED(NUMBER, "1", "must be one of: rule entered none");
    GOOD(KIND, "territorial");
    GOOD(FLOW, "direct");
    GOOD(OUTPUT, "none");
}

Test(catalogue, numbers_and_dates)
{
    static const char *const numbers[] = {"", " ", "5 5", "+5", "-1", "5.0", "five", "1e1", "0x5", "5000000", "99999999999999999999"};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        REFUSED(FEE_YUAN, numbers[i], "must be a whole number");
    REFUSED(FEE_YUAN, "100001", "is out of range");
    GOOD(FEE_YUAN, "100000");
    REFUSED(PROMISED_DAYS, "1000", "is out of range");
    GOOD(PROMISED_DAYS, "0");
    REFUSED(STATUTORY_DAYS, "4", "is less than promised_days");
    GOOD(STATUTORY_DAYS, "5");
    GOOD(STATUTORY_DAYS, "");
    REFUSED(TYPICAL_MINUTES, "0", "is out of range");
    REFUSED(TYPICAL_MINUTES, "481", "is out of range");
    REFUSED(IN_FORCE_FROM, "2020-02-30", "is not a date like 2026-10-01");
    static const char *const dates[] = {"", "20-4-28", "2020-4", "2020-4-28x", "2020/4-28", "43949", "2020年4月28", "4/28/2020", "2020-004-28", "2020-13-01"};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        REFUSED(IN_FORCE_FROM, dates[i], "is not a date like 2026-10-01");
    GOOD(WITHDRAWN_FROM, "");
    REFUSED(WITHDRAWN_FROM, "2020-04-27", "is before in_force_from");
    GOOD(WITHDRAWN_FROM, "2020-04-28");
}

Test(catalogue, materials)
{
    static const char why[] = "each material is name/kind or name/kind! with a kind of: 原 复 表";

    GOOD(MATERIALS, "");
    GOOD(MATERIALS, "身份证/原");
    GOOD(MATERIALS, "A/B 表/表!");
    REFUSED(MATERIALS, "身份证", why);
    REFUSED(MATERIALS, "身份证/", why);
    REFUSED(MATERIALS, "/原", why);
    REFUSED(MATERIALS, "身份证/元", why);
    REFUSED(MATERIALS, "身份证/原!!", why);
    REFUSED(MATERIALS, "!", why);
    REFUSED(MATERIALS, "|", why);
    REFUSED(MATERIALS, "身份证/原|", why);
    REFUSED(MATERIALS, "身份证/原||申请表/表", why);
    GOOD(MATERIALS, "1/原|2/原|3/原|4/原|5/原|6/原|7/原|8/原|9/原|10/原|11/原|12/原|13/原|14/原|15/原|16/原");
    REFUSED(MATERIALS, repeat("证/原|", 17), "has too many materials");
}

Test(catalogue, the_shipped_one)
{
    struct item *items;
    size_t count;
    char sentence[TABLE_SENTENCE_SIZE];
    int permits = 0, services = 0;

    cr_assert_eq(items_file_read("conf/items.csv", &items, &count, sentence), ERROR_NONE, "%s", sentence);
    cr_expect_eq(count, 60);
    for (size_t i = 0; i < count; i++) {
        permits += items[i].kind == ITEM_KIND_PERMIT;
        services += items[i].kind == ITEM_KIND_SERVICE;
        cr_expect_eq(item_service(&items[i]), 'A');
        cr_expect_gt(items[i].material_count, 0);
    }
    cr_expect_eq(permits, 35);
    cr_expect_eq(services, 25);
    cr_assert_not_null(catalogue_find(items, count, "FW03"));
    cr_expect_eq(catalogue_find(items, count, "FW03")->statutory_days, ITEM_DAYS_NONE);
    cr_expect_null(catalogue_find(items, count, "FW3"));
    free(items);
}

Test(catalogue, nobody_applies_for_a_penalty)
{
    struct item item = {.kind = ITEM_KIND_PENALTY};
    cr_expect_eq(item_service(&item), 'C');
    cr_expect_not(item_is_applied_for(&item));
}

static struct item item_with(enum item_column column, const char *field)
{
    const char *fields[ITEM_COLUMNS];
    struct item item;
    enum item_column wrong;

    memcpy(fields, good, sizeof fields);
    fields[column] = field;
    cr_assert_null(item_read(fields, &item, &wrong), "%s '%s'", item_columns[column], field);
    return item;
}

Test(catalogue, what_input_methods_and_spreadsheets_make_of_plain_signs)
{
    static const char *const dates[] = {"2020/4/8", "2020-4-8", "2020.04.08", "2020年4月8日", " 2020-04-08 ", "２０２０－０４－０８"};
    struct date date = date_make(2020, 4, 8);

    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        cr_expect_eq(item_with(ITEM_COLUMN_IN_FORCE_FROM, dates[i]).in_force_from.days, date.days, "%s", dates[i]);
    cr_expect_eq(item_with(ITEM_COLUMN_FEE_YUAN, "　１２０ ").fee_yuan, 120);
    cr_expect_str_eq(item_with(ITEM_COLUMN_CODE, "ＸＫ１１－２").code, "XK11-2");
    cr_expect_eq(item_with(ITEM_COLUMN_KIND, "ｓｅｒｖｉｃｅ").kind, ITEM_KIND_SERVICE);
    struct item item = item_with(ITEM_COLUMN_MATERIALS, "申请表／表！｜证（甲）/原");
    cr_expect_eq(item.material_count, 2);
    cr_expect(item.materials[0].required);
    cr_expect_str_eq(item.materials[1].name, "证（甲）");
}

/* A row of each kind for which nobody applies: what is about applying is left empty. */
static const char *const others[][ITEM_COLUMNS] = {
    {"CF01", "对占用城市道路经营的处罚", "", "penalty", "delegated", "城市管理", "执法", "备忘录", "2020-04-28", "", "", "", "", "", "", "", "", "", "", "", "条例", "", ""},
    {"ZZ01", "安全生产检查", "Work safety inspection", "duty", "own", "应急管理", "应急", "", "2020-04-28", "", "", "", "", "", "", "", "", "", "", "", "", "", ""},
    {"SD01", "河道采砂监管", "", "territorial", "own", "水利", "农业", "", "2020-04-28", "", "", "", "", "", "", "", "", "", "", "", "", "自然资源", "2026-01-01"},
};

Test(catalogue, a_row_of_each_other_kind)
{
    struct item item;
    enum item_column wrong;
    char text[ITEM_FIELD_SIZE];

    for (size_t i = 0; i < 3; i++) {
        const char *fault = item_read(others[i], &item, &wrong);
        cr_assert_null(fault, "%s: %s %s", others[i][0], item_columns[wrong], fault);
        cr_expect_eq(item.kind, ITEM_KIND_PENALTY + i);
        cr_expect_eq(item.promised_days, 0);
        cr_expect_eq(item.statutory_days, ITEM_DAYS_NONE);
    }
    cr_expect_str_eq(item.assisting, "自然资源");
    item_field(&item, ITEM_COLUMN_WITHDRAWN_FROM, text);
    cr_expect_str_eq(text, "2026-01-01");
    item_field(&item, ITEM_COLUMN_FLOW, text);
    cr_expect_str_eq(text, "referral");
    REFUSED(FLOW, "", "must be one of: permit referral direct"); /* a permit must say it */
}

Test(catalogue, in_force_from_the_memo_until_withdrawn)
{
    struct item item = item_with(ITEM_COLUMN_WITHDRAWN_FROM, "2026-07-01");

    cr_expect_not(item_in_force(&item, date_make(2020, 4, 27)));
    cr_expect(item_in_force(&item, date_make(2020, 4, 28)));
    cr_expect(item_in_force(&item, date_make(2026, 6, 30)));
    cr_expect_not(item_in_force(&item, date_make(2026, 7, 1)));
    item = item_with(ITEM_COLUMN_WITHDRAWN_FROM, "");
    cr_expect(item_in_force(&item, date_make(9999, 12, 31)));
}

Test(catalogue, every_field_is_written_as_it_is_read)
{
    struct item item = item_with(ITEM_COLUMN_CODE, "XK11");
    char text[ITEM_FIELD_SIZE];

    for (int column = 0; column < ITEM_COLUMNS; column++) {
        item_field(&item, (enum item_column)column, text);
        cr_expect_str_eq(text, good[column], "%s", item_columns[column]);
    }
}

struct told {
    char text[512];
};

static void tell(void *context, const struct item *before, const struct item *after, uint32_t columns)
{
    struct told *told = context;
    size_t used = strlen(told->text);

    snprintf(told->text + used, sizeof told->text - used, "%s%s%s %x;", before ? before->code : "", before && after ? ">" : before ? "-" : "+", after ? after->code : "",
             columns);
}

Test(catalogue, two_versions_are_compared)
{
    struct item before[3] = {item_with(ITEM_COLUMN_CODE, "A"), item_with(ITEM_COLUMN_CODE, "B"), item_with(ITEM_COLUMN_CODE, "C")};
    struct item after[4] = {before[2], item_with(ITEM_COLUMN_FEE_YUAN, "5"), item_with(ITEM_COLUMN_CODE, "D"), item_with(ITEM_COLUMN_WITHDRAWN_FROM, "2026-07-01")};
    struct told told = {""};

    strcpy(after[1].code, "A");
    strcpy(after[3].code, "B");
    struct catalogue_changes changes = catalogue_compare(before, 3, after, 4, tell, &told);
    cr_expect_eq(changes.added, 1);
    cr_expect_eq(changes.changed, 1);
    cr_expect_eq(changes.withdrawn, 1);
    cr_expect_str_eq(told.text, "A>A 2000;+D 0;B>B 400000;");
    told.text[0] = '\0';
    changes = catalogue_compare(before, 3, after, 1, tell, &told);
    cr_expect_eq(changes.withdrawn, 2);
    cr_expect_str_eq(told.text, "A- 0;B- 0;");
    changes = catalogue_compare(before, 3, before, 3, NULL, NULL);
    cr_expect_eq(changes.added + changes.changed + changes.withdrawn, 0);
}

Test(catalogue, the_shipped_one_goes_out_and_comes_back)
{
    struct item *items, *again;
    size_t count, count_again, length, length_again;
    char sentence[TABLE_SENTENCE_SIZE];

    cr_assert_eq(items_file_read("conf/items.csv", &items, &count, sentence), ERROR_NONE, "%s", sentence);
    char *canonical = items_file_write(items, count, TABLE_UTF8, &length), *other = items_file_write(items, count, TABLE_GB18030, &length_again);
    cr_assert(canonical && other && memcmp(canonical, other, length < length_again ? length : length_again) != 0);
    cr_assert_eq(items_file_read_bytes("gb", other, length_again, &again, &count_again, sentence), ERROR_NONE, "%s", sentence);
    struct catalogue_changes changes = catalogue_compare(items, count, again, count_again, NULL, NULL);
    cr_expect_eq(changes.added + changes.changed + changes.withdrawn, 0);
    free(other);
    other = items_file_write(again, count_again, TABLE_UTF8, &length_again);
    cr_expect(length == length_again && memcmp(canonical, other, length) == 0, "one canonical form");
    free(canonical);
    free(other);
    free(items);
    free(again);
}
