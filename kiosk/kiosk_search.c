/* Looking for an item: what is typed or pressed on the screen, what fits it, and moving about with the arrows. */
#include "kiosk/kiosk_steps.h"

#include "base/utf8.h"

#include <string.h>

const char *const kiosk_letter_rows[KIOSK_LETTER_ROWS] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

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

/* How many choices stand in a row of the page: one for each that was found, the letters, and the buttons at the foot. */
static int row_length(int row, int found, int foot)
{
    if (row < found)
        return 1;
    if (row == found + KIOSK_LETTER_ROWS)
        return foot;
    return (int)strlen(kiosk_letter_rows[row - found]) + (row == found + KIOSK_LETTER_ROWS - 1); /* ERASE */
}

/* Up and down go from row to row, to about the same place. */
static void move_row(struct kiosk *kiosk, int by)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int all = kiosk_choices(kiosk, choices), found = 0, before = 0, row = 0;

    while (found < all && (int)choices[found] < KIOSK_DIGITS)
        found++;
    int rows = found + KIOSK_LETTER_ROWS + 1, foot = all - found - KIOSK_LETTERS - 1;
    if (kiosk->chosen < 0) {
        kiosk->chosen = by > 0 ? 0 : all - 1;
        return;
    }
    while (before + row_length(row, found, foot) <= kiosk->chosen)
        before += row_length(row++, found, foot);
    int column = kiosk->chosen - before, length = row_length(row, found, foot);
    row = (row + rows + by) % rows;
    before = 0;
    for (int i = 0; i < row; i++)
        before += row_length(i, found, foot);
    kiosk->chosen = before + column * row_length(row, found, foot) / length;
}

bool kiosk_search_key(struct kiosk *kiosk, struct key key)
{
    bool letter = key.kind == KEY_KIND_TEXT && ((key.code >= 'a' && key.code <= 'z') || (key.code >= 'A' && key.code <= 'Z') || key.code == ' ' ||
                                                (key.code >= 0x80 && key.code < KIOSK_TAP));

    if (key.kind == KEY_KIND_UP || key.kind == KEY_KIND_DOWN) {
        move_row(kiosk, key.kind == KEY_KIND_DOWN ? 1 : -1);
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
        write_character(kiosk, (uint32_t)((int)choice - KIOSK_CHOICE_LETTER + 'a'));
    kiosk->chosen = -1;
    int all = kiosk_choices(kiosk, choices);
    for (int i = 0; chosen >= 0 && i < all; i++)
        if (choices[i] == choice)
            kiosk->chosen = i;
}
