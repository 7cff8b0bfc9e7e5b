#include "printers/receipt_sheet.h"

enum { LEAST_WIDTH = 384, MOST_WIDTH = 832, MOST_ROWS = 6144 };

static const char *const words[][2] = {
#define WORD(name, zh, en) { [LANGUAGE_ZH] = zh, [LANGUAGE_EN] = en },
#include "printers/receipt_words.def"
#undef WORD
};

enum error sheet_init(struct sheet *sheet, const struct receipt *receipt, const struct ticket_template *form, int width)
{
    static const enum language leading[] = { [TICKET_ZH_EN] = LANGUAGE_ZH, [TICKET_EN_ZH] = LANGUAGE_EN, [TICKET_ZH] = LANGUAGE_ZH, [TICKET_EN] = LANGUAGE_EN };
    bool own = form->languages == TICKET_BOTH || form->languages == TICKET_OWN;
    struct page *page;

    if (width < LEAST_WIDTH || width > MOST_WIDTH)
        return ERROR_RANGE;
    enum error error = page_create(width, MOST_ROWS, &page);
    if (!error)
        *sheet = (struct sheet){
            .receipt = receipt, .form = form, .page = page, .left = form->edge, .width = width - 2 * form->edge,
            .language = own ? receipt->language : leading[form->languages],
            .second = form->languages == TICKET_BOTH || form->languages == TICKET_ZH_EN || form->languages == TICKET_EN_ZH,
        };
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
    return words[word][sheet->language];
}

const char *sheet_first(const struct sheet *sheet, const char *zh, const char *en)
{
    const char *first = sheet->language == LANGUAGE_ZH ? zh : en, *other = first == zh ? en : zh;

    return *first ? first : other;
}

const char *sheet_second(const struct sheet *sheet, const char *zh, const char *en)
{
    return !sheet->second || !*zh || !*en ? "" : sheet->language == LANGUAGE_ZH ? en : zh;
}

int sheet_first_size(const struct sheet *sheet, const struct ticket_size *pair)
{
    return sheet->language == LANGUAGE_ZH ? pair->zh : pair->en;
}

int sheet_pair(struct sheet *sheet, const struct ticket_size *pair, bool bold, enum page_align align, int x, int y, int width, const char *zh, const char *en)
{
    const struct page_style first = { .size = sheet_first_size(sheet, pair), .bold = bold, .align = align, .lines = 2 };
    const struct page_style second = { .size = pair->second, .align = align, .lines = 2 };
    int rows = page_text(sheet->page, &first, x, y, width, sheet_first(sheet, zh, en));

    if (*sheet_second(sheet, zh, en))
        rows += page_text(sheet->page, &second, x, y + rows, width, sheet_second(sheet, zh, en));
    return rows;
}

int sheet_words(struct sheet *sheet, const struct ticket_size *pair, bool bold, enum page_align align, int x, int y, int width, enum receipt_word word)
{
    return sheet_pair(sheet, pair, bold, align, x, y, width, words[word][LANGUAGE_ZH], words[word][LANGUAGE_EN]);
}

int sheet_words_rows(struct sheet *sheet, const struct ticket_size *pair, bool bold, int width, enum receipt_word word)
{
    const struct page_style first = { .size = sheet_first_size(sheet, pair), .bold = bold, .lines = 2 }, second = { .size = pair->second, .lines = 2 };
    const char *zh = words[word][LANGUAGE_ZH], *en = words[word][LANGUAGE_EN];

    int rows = page_text_height(sheet->page, &first, width, sheet_first(sheet, zh, en));

    return rows + (*sheet_second(sheet, zh, en) ? page_text_height(sheet->page, &second, width, sheet_second(sheet, zh, en)) : 0);
}
