/* What card readers say: lines in whatever pieces they come; what is no card is left away, and nothing of a number is kept. */
#include "kiosk/readers.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CARD "11010519491231002X"
#define LINE "{\"kind\":\"id-card\",\"name\":\"x\",\"number\":\"" CARD "\"}\n"

static struct readers readers;
static char told[8][32];
static int count;

static void card(void *context, const char *number)
{
    (void)context;
    snprintf(told[count++ % 8], sizeof told[0], "%s", number);
}

static void take(const char *bytes)
{
    readers_take(&readers, bytes, strlen(bytes), card, NULL);
}

static void setup(void)
{
    memset(&readers, 0, sizeof readers);
    count = 0;
}

TestSuite(readers, .init = setup);

Test(readers, a_card_comes_in_any_pieces)
{
    take(LINE LINE);
    cr_expect_eq(count, 2);
    for (const char *byte = LINE; *byte; byte++)
        readers_take(&readers, byte, 1, card, NULL);
    cr_expect_eq(count, 3);
    cr_expect_str_eq(told[2], CARD);
}

Test(readers, what_is_no_card_is_left_away)
{
    char longest[READERS_LINE * 3];

    take("\n\nhello\n{}\n[1]\n{\"kind\":\"id-card\"}\n{\"kind\":\"id-card\",\"number\":7}\n{\"kind\":\"bus\",\"number\":\"" CARD "\"}\n{\"kind\":\"id-card\",\"number\":\"1\\u0000\"}\n");
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    take(longest);
    take(LINE); /* the end of the long line */
    cr_expect_eq(count, 0);
    take(LINE);
    cr_expect_eq(count, 1, "after a line that is too long the next one is read");
}

Test(readers, nothing_of_a_number_is_kept)
{
    static const struct readers empty;

    take(LINE);
    cr_expect_eq(memcmp(&readers, &empty, sizeof empty), 0);
}

Test(readers, all_that_is_there_is_read_and_nobody_waits)
{
    int ends[2];

    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    readers_read(&readers, ends[0], card, NULL);
    for (int i = 0; i < 20; i++)
        cr_assert_eq(write(ends[1], LINE, strlen(LINE)), (ssize_t)strlen(LINE));
    readers_read(&readers, ends[0], card, NULL);
    cr_expect_eq(count, 20);
    close(ends[1]);
    readers_read(&readers, ends[0], card, NULL); /* the reader has died */
    cr_expect_eq(count, 20);
    close(ends[0]);
}
