/* Looking for items: by initials, Chinese, English and code, the best first; the initials of names. */
#include "core/catalogue_search.h"

#include "files/items_file.h"
#include "files/items_initials.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct item *items;
static size_t count;
static struct catalogue_text texts[ITEMS_MAX];

static void setup(void)
{
    char sentence[TABLE_SENTENCE_SIZE];

    cr_assert_eq(items_file_read("conf/items.csv", &items, &count, sentence), ERROR_NONE, "%s", sentence);
    for (size_t i = 0; i < count; i++)
        texts[i] = catalogue_text_of(&items[i]);
}

static void teardown(void)
{
    free(items);
}

TestSuite(search, .init = setup, .fini = teardown);

/* The codes found, "XK01 XK02", at most eight. */
static const char *found(const char *query)
{
    static char codes[256];
    int indices[ITEMS_MAX], all = catalogue_search(texts, (int)count, query, indices);

    codes[0] = '\0';
    for (int i = 0; i < all && i < 8; i++)
        snprintf(codes + strlen(codes), sizeof codes - strlen(codes), "%s%s", i ? " " : "", items[indices[i]].code);
    return codes;
}

Test(search, by_initials)
{
    cr_expect_str_eq(found("hwgg"), "XK11");
    cr_expect_str_eq(found("HWGG"), "XK11");
    cr_expect_str_eq(found("ｈｗｇｇ"), "XK11");
    cr_expect_str_eq(found("gtgshdj"), "XK01");
    cr_expect_str_eq(found("hdj"), "XK01", "a part of them, too");
}

Test(search, by_chinese)
{
    cr_expect_str_eq(found("户外广告"), "XK11");
    cr_expect_str_eq(found("广告"), "XK11");
    cr_expect_str_eq(found("临时占用"), "XK12 XK22", "equal ones in the order of the catalogue");
    cr_expect_str_eq(found("户外审批"), "XK11", "with others between");
    cr_expect_str_eq(found("审批　户外"), "XK11", "words in any order");
    cr_expect_str_eq(found("告广"), "");
}

Test(search, by_english_and_code)
{
    cr_expect_str_eq(found("advertising"), "XK11");
    cr_expect_str_eq(found("Outdoor adv"), "XK11");
    cr_expect_str_eq(found("dvertis"), "XK11");
    cr_expect_str_eq(found("xk11"), "XK11");
    cr_expect_str_eq(found("XK3"), "XK30 XK31 XK32 XK33 XK34 XK35");
    cr_expect_str_eq(found("no such thing"), "");
}

Test(search, the_best_first)
{
    struct catalogue_text rows[] = {{"A1", "老年人登记", "Old people", "lnrdj"}, {"A2", "登记证明", "Register of deeds", "djzm"},
                                    {"DJ", "其他", "Other", "qt"},               {"A4", "某某", "A DJ's licence", "mm"}};
    int indices[4];

    cr_assert_eq(catalogue_search(rows, 4, "dj", indices), 4);
    cr_expect(indices[0] == 2 && indices[1] == 1 && indices[2] == 3 && indices[3] == 0, "code, initials at the beginning, English word, initials within");
    cr_assert_eq(catalogue_search(rows, 4, "登记", indices), 2);
    cr_expect(indices[0] == 1 && indices[1] == 0);
    cr_expect_eq(catalogue_search(rows, 4, "", indices), 4);
    cr_expect_eq(catalogue_search(rows, 4, " 　 ", indices), 4);
}

Test(search, any_text_is_a_query)
{
    char wild[600];
    int indices[ITEMS_MAX];

    memset(wild, 'x', sizeof wild - 1);
    wild[sizeof wild - 1] = '\0';
    cr_expect_eq(catalogue_search(texts, (int)count, wild, indices), 0);
    for (size_t i = 0; i < sizeof wild - 1; i++)
        wild[i] = i % 2 ? ' ' : 'd';
    cr_expect_gt(catalogue_search(texts, (int)count, wild, indices), 0, "more words than are looked at");
    cr_expect_eq(catalogue_search(texts, (int)count, "\xFF\xFE%s", indices), 0);
}

static const char *initials_of(const char *name)
{
    static char text[ITEM_INITIALS_SIZE];
    struct items_initials *initials = items_initials_create();

    cr_assert_not_null(initials);
    items_initials_make(initials, name, text);
    items_initials_destroy(initials);
    return text;
}

Test(search, initials_of_names)
{
    char longest[ITEM_NAME_SIZE] = "";

    cr_expect_str_eq(initials_of("户外广告设施设置审批"), "hwggssszsp");
    cr_expect_str_eq(initials_of("公司设立登记（五证合一）"), "gssldjwzhy");
    cr_expect_str_eq(initials_of("鹅儿女欧阳区自"), "eenoyqz", "letters at the ends of the alphabet and beside those that no reading has");
    cr_expect_str_eq(initials_of("A类：Wi-Fi 2 号"), "alwifi2h");
    cr_expect_str_eq(initials_of("龙䶮〇"), "ll", "rare characters have none");
    cr_expect_str_eq(initials_of("会计从业重新登记"), "kjcycxdj", "words in which the usual reading is not meant");
    cr_expect_str_eq(initials_of("银行业调解"), "yhytj");
    for (int i = 0; i < 63; i++)
        strcat(longest, "字");
    cr_expect_eq(strlen(initials_of(longest)), 63);
    cr_expect_str_eq(initials_of("！？é"), "");
}

Test(search, the_shipped_catalogue_has_initials)
{
    for (size_t i = 0; i < count; i++)
        cr_expect_geq(strlen(items[i].initials), 4, "%s", items[i].name);
}
