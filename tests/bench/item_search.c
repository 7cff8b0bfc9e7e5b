/* Looking up among 2,000 items as one types: the shipped catalogue many times over, so that many names are alike; against memmem() for the same letters over the
 * same texts. A screen has a frame of 16 ms for it. */
#define _GNU_SOURCE /* memmem() */
#include "bench/figure.h"

#include "core/catalogue_search.h"
#include "files/items_file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 2000, ROUNDS = 60 };

static const char *const queries[] = {"h", "hw", "hwg", "hwgg", "登记", "城市道路", "户外审批", "registration", "permit to", "xk1", "zz", "zzzz"};
enum { QUERIES = sizeof queries / sizeof *queries };

static struct catalogue_text texts[ITEMS];
static char codes[ITEMS][ITEM_CODE_SIZE];

static int contains(const char *text, const char *query)
{
    return memmem(text, strlen(text), query, strlen(query)) != NULL;
}

static long plain(const char *query)
{
    long found = 0;

    for (int i = 0; i < ITEMS; i++)
        found += contains(texts[i].code, query) + contains(texts[i].name, query) + contains(texts[i].name_en, query) + contains(texts[i].initials, query);
    return found;
}

Test(item_search, of_2000)
{
    static int found[ITEMS];
    struct item *items;
    size_t count;
    char sentence[TABLE_SENTENCE_SIZE];
    double searching = 1e9, plainly = 1e9;
    volatile long all = 0;

    cr_assert_eq(items_file_read("conf/items.csv", &items, &count, sentence), ERROR_NONE, "%s", sentence);
    for (int i = 0; i < ITEMS; i++) {
        texts[i] = catalogue_text_of(&items[(size_t)i % count]);
        snprintf(codes[i], sizeof codes[i], "XK%d", i);
        texts[i].code = codes[i];
    }
    for (int round = 0; round < ROUNDS; round++) { /* by turns, the best round of each */
        double begun = figure_now();
        for (int i = 0; i < QUERIES; i++)
            all += catalogue_search(texts, ITEMS, queries[i], found);
        double between = figure_now();
        for (int i = 0; i < QUERIES; i++)
            all += plain(queries[i]);
        double ended = figure_now();
        searching = between - begun < searching ? between - begun : searching;
        plainly = ended - between < plainly ? ended - between : plainly;
    }
    cr_assert_gt(catalogue_search(texts, ITEMS, "hwgg", found), 30);
    free(items);
    figure_tell("item_search_2000", "", searching / QUERIES * 1e6, "us", searching / plainly, "memmem over the same texts (%.0f us), unranked", plainly / QUERIES * 1e6);
}
