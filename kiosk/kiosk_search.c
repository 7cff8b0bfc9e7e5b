/* Looking for an item: what is typed or pressed on the screen, what fits it, and moving about with the arrows. */
#include "kiosk/kiosk_steps.h"

#include "base/utf8.h"

#include <string.h>

enum { FIRST_ROW = KIOSK_SIGN_ROWS - KIOSK_LETTER_ROWS };

/* Those that fit, of the service whose items are listed. Nothing typed fits nothing: the whole list is a page of its own. */
static void look(struct kiosk *kiosk)
{
    int all = *kiosk->query ? catalogue_search(kiosk->items.texts, kiosk->items.count, kiosk->query, kiosk->found) : 0, kept = 0;

    for (int i = 0; i < all; i++)
        if (!kiosk->listed || kiosk->items.at[kiosk->found[i]].service == kiosk->listed)
            kiosk->found[kept++] = kiosk->found[i];
    kiosk->found_count = kept;
    kiosk->first = 0;
}

void kiosk_search_begin(struct kiosk *kiosk)
{
    memset(kiosk->query, 0, sizeof kiosk->query);
    kiosk_go(kiosk, KIOSK_PAGE_SEARCH);
    look(kiosk);
}

static void write_character(struct kiosk *kiosk, uint32_t code)
{
    size_t length = strlen(kiosk->query);
    char bytes[5] = "", clean[5];

    if (length + 4 >= sizeof kiosk->query || (code == ' ' && length == 0))
        return;
    utf8_encode(code, bytes);
    utf8_clean(clean, sizeof clean, bytes);
    strcat(kiosk->query, clean);
    look(kiosk);
}

static void erase(struct kiosk *kiosk)
{
    size_t length = strlen(kiosk->query);

    while (length > 0 && ((unsigned char)kiosk->query[length - 1] & 0xC0) == 0x80) /* inside a character */
        length--;
    if (length > 0)
        kiosk->query[length - 1] = '\0';
    look(kiosk);
}

/* How many rows of what was found stand above the letters. */
static int found_rows(const struct kiosk *kiosk)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int all = kiosk_choices(kiosk, choices), found = 0;

    while (found < all && (int)choices[found] < KIOSK_DIGITS)
        found++;
    return found;
}

bool kiosk_search_key(struct kiosk *kiosk, struct key key)
{
    bool letter = key.kind == KEY_KIND_TEXT && ((key.code >= 'a' && key.code <= 'z') || (key.code >= 'A' && key.code <= 'Z') || key.code == ' ' ||
                                                (key.code >= 0x80 && key.code < KIOSK_TAP));

    if (key.kind == KEY_KIND_UP || key.kind == KEY_KIND_DOWN) {
        kiosk_signs_move(kiosk, found_rows(kiosk), FIRST_ROW, key.kind == KEY_KIND_DOWN ? 1 : -1);
    } else if (letter) {
        write_character(kiosk, key.code);
        kiosk->chosen = -1;
    } else if (key.kind == KEY_KIND_BACKSPACE && *kiosk->query) {
        erase(kiosk);
        kiosk->chosen = -1;
    } else if (key.kind == KEY_KIND_ENTER && kiosk->chosen < 0 && kiosk->found_count > 0) {
        kiosk->chosen = 0; /* shows what the next Enter takes */
    } else {
        return false;
    }
    return true;
}

/* Pressed on the screen: what the arrows chose stays chosen, although more or fewer are found now. */
void kiosk_search_press(struct kiosk *kiosk, enum kiosk_choice choice)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int chosen = kiosk->chosen;

    if (choice == KIOSK_CHOICE_ERASE)
        erase(kiosk);
    else
        write_character(kiosk, (uint32_t)kiosk_sign_of_choice(choice));
    kiosk->chosen = -1;
    int all = kiosk_choices(kiosk, choices);
    for (int i = 0; chosen >= 0 && i < all; i++)
        if (choices[i] == choice)
            kiosk->chosen = i;
}
