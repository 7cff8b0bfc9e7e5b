/* The keyboard on the screen: its signs as choices, and moving about with the arrows. */
#include "kiosk/kiosk_steps.h"

#include <string.h>

const char *const kiosk_sign_rows[KIOSK_SIGN_ROWS] = {"1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm"};

enum kiosk_choice kiosk_choice_of_sign(char sign)
{
    int nth = sign == '-' ? KIOSK_SIGNS - 1 : sign >= '0' && sign <= '9' ? KIOSK_LETTERS + sign - '0' : sign - 'a';

    return (enum kiosk_choice)(KIOSK_CHOICE_LETTER + nth);
}

char kiosk_sign_of_choice(enum kiosk_choice choice)
{
    int nth = (int)choice - KIOSK_CHOICE_LETTER;

    return (char)(nth == KIOSK_SIGNS - 1 ? '-' : nth >= KIOSK_LETTERS ? '0' + nth - KIOSK_LETTERS : 'a' + nth);
}

/* How many choices stand in a row of the page. */
static int row_length(int row, int before, int first, int foot)
{
    int signs = first + row - before;

    if (row < before)
        return 1;
    if (signs < 0 || signs >= KIOSK_SIGN_ROWS)
        return foot;
    return (int)strlen(kiosk_sign_rows[signs]) + (signs == KIOSK_SIGN_ROWS - 1); /* ERASE */
}

void kiosk_signs_move(struct kiosk *kiosk, int before, int first, int by)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int all = kiosk_choices(kiosk, choices), rows = before + KIOSK_SIGN_ROWS - first + 1, foot = all - before - 1, at = 0, row = 0;

    for (int i = first; i < KIOSK_SIGN_ROWS; i++)
        foot -= (int)strlen(kiosk_sign_rows[i]);
    if (kiosk->chosen < 0) {
        kiosk->chosen = by > 0 ? 0 : all - 1;
        return;
    }
    while (at + row_length(row, before, first, foot) <= kiosk->chosen)
        at += row_length(row++, before, first, foot);
    int column = kiosk->chosen - at, length = row_length(row, before, first, foot);
    row = (row + rows + by) % rows;
    at = 0;
    for (int i = 0; i < row; i++)
        at += row_length(i, before, first, foot);
    kiosk->chosen = at + column * row_length(row, before, first, foot) / length; /* about the same place */
}
