#include "core/catalogue_search.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* How well a word fits, best first; a query is as good as the sum of its words. */
enum { RANK_CODE, RANK_CODE_BEGINS, RANK_NAME_BEGINS, RANK_INITIALS_BEGIN, RANK_ENGLISH_BEGINS, RANK_NAME_HAS, RANK_ENGLISH_WORD, RANK_INITIALS_HAVE,
       RANK_ENGLISH_HAS, RANK_SCATTERED, RANK_NONE };
enum { WORDS_MAX = 8, RANKS = WORDS_MAX * RANK_NONE, PART_LEAST = 3 };

struct word {
    char text[CATALOGUE_QUERY_SIZE];
    size_t length;
    bool plain; /* all ASCII */
};

struct query {
    struct word words[WORDS_MAX];
    int count;
};

static char small(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

static bool is_letter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
}

enum { FULL_WIDTH_FIRST = 0xFF01, FULL_WIDTH_LAST = 0xFF5E, IDEOGRAPHIC_SPACE = 0x3000 };

/* Cuts a query into words of small letters. */
static void read_query(const char *text, struct query *query)
{
    size_t left = strlen(text);
    struct word *word = &query->words[0];

    memset(query, 0, sizeof *query);
    for (size_t bytes; left > 0; text += bytes, left -= bytes) {
        uint32_t code;
        bytes = utf8_decode(text, left, &code);
        if (code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST)
            code = code - FULL_WIDTH_FIRST + '!';
        if (code == ' ' || code == IDEOGRAPHIC_SPACE) {
            if (word->length > 0 && ++query->count == WORDS_MAX)
                return;
            word = &query->words[query->count];
            continue;
        }
        if (word->length == 0)
            word->plain = true;
        if (code < 0x80 && word->length + 1 < sizeof word->text) {
            word->text[word->length++] = small((char)code);
        } else if (code >= 0x80 && word->length + bytes < sizeof word->text) {
            memcpy(word->text + word->length, text, bytes);
            word->length += bytes;
            word->plain = false;
        }
    }
    query->count += word->length > 0;
}

/* Whether a text begins with a word of small letters. */
static bool begins(const char *text, const struct word *word)
{
    for (size_t i = 0; i < word->length; i++)
        if (small(text[i]) != word->text[i])
            return false;
    return true;
}

/* What a text has of a word: nothing, a part of one of its words, or the beginning of one. */
enum part { PART_NONE, PART_INSIDE, PART_WORD };

static enum part has(const char *text, const struct word *word)
{
    enum part best = PART_NONE;

    for (const char *at = text; *at; at++) {
        if (small(*at) != word->text[0] || !begins(at, word))
            continue;
        if (at == text || !is_letter(at[-1]))
            return PART_WORD;
        best = PART_INSIDE;
    }
    return best;
}

/* Whether the characters of a word come in a text in their order. */
static bool is_scattered(const char *text, const struct word *word)
{
    const char *at = word->text;

    while (*at) {
        uint32_t code;
        size_t bytes = utf8_decode(at, strlen(at), &code);
        char character[5] = "";
        memcpy(character, at, bytes);
        const char *there = strstr(text, character);
        if (!there)
            return false;
        text = there + bytes;
        at += bytes;
    }
    return true;
}

/* All that is only ASCII looks at English and initials, too; what has other characters can only be in the name. */
static int rank_word(const struct catalogue_text *text, const struct word *word)
{
    if (begins(text->name, word))
        return RANK_NAME_BEGINS;
    if (!word->plain)
        return strstr(text->name, word->text) ? RANK_NAME_HAS : is_scattered(text->name, word) ? RANK_SCATTERED : RANK_NONE;
    if (begins(text->code, word))
        return text->code[word->length] ? RANK_CODE_BEGINS : RANK_CODE;
    if (begins(text->initials, word))
        return RANK_INITIALS_BEGIN;
    if (begins(text->name_en, word))
        return RANK_ENGLISH_BEGINS;
    if (has(text->name, word) != PART_NONE)
        return RANK_NAME_HAS;
    enum part english = has(text->name_en, word);
    if (english == PART_WORD)
        return RANK_ENGLISH_WORD;
    if (strstr(text->initials, word->text))
        return RANK_INITIALS_HAVE;
    return english == PART_INSIDE && word->length >= PART_LEAST ? RANK_ENGLISH_HAS : RANK_NONE;
}

/* RANKS: it does not fit. */
static int rank_of(const struct catalogue_text *text, const struct query *query)
{
    int sum = 0;

    for (int i = 0; i < query->count; i++) {
        int rank = rank_word(text, &query->words[i]);
        if (rank == RANK_NONE)
            return RANKS;
        sum += rank;
    }
    return sum;
}

struct catalogue_text catalogue_text_of(const struct item *item)
{
    return (struct catalogue_text){item->code, item->name, item->name_en, item->initials};
}

int catalogue_search(const struct catalogue_text *texts, int count, const char *text, int *found)
{
    unsigned char ranks[ITEMS_MAX];
    int places[RANKS + 1] = {0}, all = 0;
    struct query query;

    if (count > ITEMS_MAX)
        count = ITEMS_MAX;
    read_query(text, &query);
    for (int i = 0; i < count; i++) {
        ranks[i] = (unsigned char)rank_of(&texts[i], &query);
        places[ranks[i]]++;
    }
    for (int rank = 0; rank < RANKS; rank++) { /* from how many to where they begin */
        int here = places[rank];
        places[rank] = all;
        all += here;
    }
    for (int i = 0; i < count; i++)
        if (ranks[i] < RANKS)
            found[places[ranks[i]]++] = i;
    return all;
}
