#include "voice/sentence.h"

#include <stdio.h>
#include <string.h>

enum { DIGITS_MOST = 9, TEN = 10, TWENTY = 20 };

static void add(struct sentence *sentence, const char *folder, const char *name)
{
    if (sentence->count < SENTENCE_CLIPS)
        snprintf(sentence->clips[sentence->count++], SENTENCE_NAME, "%.6s/%.8s", folder, name);
}

static void add_figure(struct sentence *sentence, const char *folder, int figure)
{
    char name[12];

    snprintf(name, sizeof name, "%d", figure);
    add(sentence, folder, name);
}

/* One is yi here and yao among the digits of a number. */
static void add_chinese_window(struct sentence *sentence, int window)
{
    if (window >= TWENTY)
        add_figure(sentence, "zh", window / TEN);
    if (window >= TEN)
        add(sentence, "zh", "ten");
    if (window % TEN == 1)
        add(sentence, "zh", "one");
    else if (window % TEN > 0)
        add_figure(sentence, "zh", window % TEN);
}

static void add_english_window(struct sentence *sentence, int window)
{
    if (window > TWENTY)
        add_figure(sentence, "en", window / TEN * TEN);
    if (window <= TWENTY)
        add_figure(sentence, "en", window);
    else if (window % TEN > 0)
        add_figure(sentence, "en", window % TEN);
}

static bool is_number(const char *number)
{
    size_t digits = strspn(number + (*number != '\0'), "0123456789");

    return *number >= 'A' && *number <= 'Z' && digits >= 1 && digits <= DIGITS_MOST && number[1 + digits] == '\0';
}

bool sentence_make(struct sentence *sentence, const char *number, int window, bool chinese)
{
    char letter[2] = {*number, '\0'};

    sentence->count = 0;
    if (!is_number(number) || window < 1 || window > SENTENCE_WINDOW_MOST)
        return false;
    add(sentence, chinese ? "zh" : "en", chinese ? "please" : "number");
    add(sentence, "letter", letter);
    for (const char *digit = number + 1; *digit; digit++)
        add_figure(sentence, chinese ? "zh" : "en", *digit - '0');
    if (chinese) {
        add(sentence, "zh", "number");
        add(sentence, "zh", "to");
        add_chinese_window(sentence, window);
        add(sentence, "zh", "window");
    } else {
        add(sentence, "en", "please");
        add_english_window(sentence, window);
    }
    return true;
}
