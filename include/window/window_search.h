/* Looking items up at the window, as one types: pinyin initials, Chinese, English or a code (core/catalogue_search.h). */
#ifndef WINDOW_WINDOW_SEARCH_H
#define WINDOW_WINDOW_SEARCH_H

#include "window/window_model.h"

/* Shows the page with nothing typed yet. */
void window_search_begin(struct window_model *model);

/* A key on the page WINDOW_PAGE_ITEMS. */
void window_search_key(struct window_model *model, struct key key);

/* Returns the nth of what was found, NULL if there is none such. */
const struct window_item *window_search_item(const struct window_model *model, int nth);

/* Whether somebody can apply for the item that is looked at, so that a case may begin with it. */
bool window_search_accepts(const struct window_model *model);

#endif
