#include "printers/receipt_sheet.h"

enum { LEAST_WIDTH = 384, MOST_WIDTH = 832, MOST_ROWS = 6144 };

static const char *const words[][2] = {
#define WORD(name, zh, en) { [LANGUAGE_ZH] = zh, [LANGUAGE_EN] = en },
#include "printers/receipt_words.def"
#undef WORD
};

static const struct receipt_sizes wide = {
    .wide = true,
    .edge = 12, .gap = 20, .number = 200,
    .hall = { 44, 34, 26 }, .service = { 50, 42, 28 }, .label = { 30, 28, 24 }, .item = { 38, 32, 26 }, .caption = { 38, 34, 26 }, .guide = { 32, 27, 24 },
    .value = 72, .unit = 34, .material = 32, .small = 30, .code = 300,
};
static const struct receipt_sizes narrow = {
    .edge = 4, .gap = 16, .number = 150,
    .hall = { 38, 28, 22 }, .service = { 42, 34, 24 }, .label = { 30, 26, 22 }, .item = { 34, 28, 24 }, .caption = { 32, 28, 24 }, .guide = { 29, 24, 22 },
    .value = 56, .unit = 30, .material = 29, .small = 27, .code = 290,
};

enum error sheet_init(struct sheet *sheet, const struct receipt *receipt, int width)
{
    const struct receipt_sizes *chosen = width >= SHEET_WIDE ? &wide : &narrow;
    struct page *page;

    if (width < LEAST_WIDTH || width > MOST_WIDTH)
        return ERROR_RANGE;
    enum error error = page_create(width, MOST_ROWS, &page);
    if (!error)
        *sheet = (struct sheet){ .receipt = receipt, .sizes = chosen, .page = page, .left = chosen->edge, .width = width - 2 * chosen->edge };
    return error;
}

void sheet_finish(struct sheet *sheet)
{
    page_destroy(sheet->page);
    sheet->page = NULL;
}

const char *sheet_word_in(enum language language, enum receipt_word word)
{
    return words[word][language];
}

const char *sheet_word(const struct sheet *sheet, enum receipt_word word)
{
    return words[word][sheet->receipt->language];
}

const char *sheet_first(const struct sheet *sheet, const char *zh, const char *en)
{
    const char *first = sheet->receipt->language == LANGUAGE_ZH ? zh : en, *other = first == zh ? en : zh;

    return *first ? first : other;
}

const char *sheet_second(const struct sheet *sheet, const char *zh, const char *en)
{
    return !*zh || !*en ? "" : sheet->receipt->language == LANGUAGE_ZH ? en : zh;
}

int sheet_first_size(const struct sheet *sheet, const struct receipt_pair *pair)
{
    return sheet->receipt->language == LANGUAGE_ZH ? pair->zh : pair->en;
}

int sheet_pair(struct sheet *sheet, const struct receipt_pair *pair, bool bold, enum page_align align, int x, int y, int width, const char *zh, const char *en)
{
    const struct page_style first = { .size = sheet_first_size(sheet, pair), .bold = bold, .align = align, .lines = 2 };
    const struct page_style second = { .size = pair->second, .align = align, .lines = 2 };
    int rows = page_text(sheet->page, &first, x, y, width, sheet_first(sheet, zh, en));

    if (*sheet_second(sheet, zh, en))
        rows += page_text(sheet->page, &second, x, y + rows, width, sheet_second(sheet, zh, en));
    return rows;
}

int sheet_words(struct sheet *sheet, const struct receipt_pair *pair, bool bold, enum page_align align, int x, int y, int width, enum receipt_word word)
{
    return sheet_pair(sheet, pair, bold, align, x, y, width, words[word][LANGUAGE_ZH], words[word][LANGUAGE_EN]);
}

int sheet_words_rows(struct sheet *sheet, const struct receipt_pair *pair, bool bold, int width, enum receipt_word word)
{
    const struct page_style first = { .size = sheet_first_size(sheet, pair), .bold = bold, .lines = 2 }, second = { .size = pair->second, .lines = 2 };
    const char *zh = words[word][LANGUAGE_ZH], *en = words[word][LANGUAGE_EN];

    return page_text_height(sheet->page, &first, width, sheet_first(sheet, zh, en)) + page_text_height(sheet->page, &second, width, sheet_second(sheet, zh, en));
}

void sheet_rule(struct sheet *sheet)
{
    sheet->y += sheet->sizes->gap;
    page_rule(sheet->page, sheet->left, sheet->y, sheet->width);
    sheet->y += sheet->sizes->gap;
}
