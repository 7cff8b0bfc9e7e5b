/* Looking for an item by what somebody types: Chinese, English, pinyin initials or a code, the best fits first. Pure, and the same at kiosk, window, controller
 * and shell. 2,000 items take well under a millisecond, so results can follow every key.
 *
 * Pinyin initials (拼音首字母) are made where the catalogue is read (files/items_initials.h, which tells their limits); here they are only compared. */
#ifndef CORE_CATALOGUE_SEARCH_H
#define CORE_CATALOGUE_SEARCH_H

#include "core/catalogue.h"

/* What is looked at of an item: borrowed clean texts, never NULL. initials are small letters and digits. */
struct catalogue_text {
    const char *code, *name, *name_en, *initials;
};

enum { CATALOGUE_QUERY_SIZE = 64 };

/* The texts of an item. */
struct catalogue_text catalogue_text_of(const struct item *item);

/* Writes the indices of those that fit into found (room for count of them, at most ITEMS_MAX), best first, equal ones in their order. Returns how many.
 *
 * A query is words with blanks between; each must fit (full-width signs count as plain ones, capitals as small letters; what is longer than CATALOGUE_QUERY_SIZE
 * is cut). A word fits, from better to worse: the code; its beginning; the beginning of the Chinese name, the initials, the English name; a part of
 * the Chinese name; the beginning of an English word; a part of the initials; from three letters on a part of an English word; its Chinese characters in their
 * order with others between. A query without a word fits everything. */
int catalogue_search(const struct catalogue_text *texts, int count, const char *query, int *found);

#endif
