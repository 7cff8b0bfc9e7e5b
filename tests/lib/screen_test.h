/* Tests of screens: keys in, screen text out, compared with a kept file. A view (term/app.h) is driven without a terminal.
 *
 *     screen_test_golden("kiosk-confirm-zh", &view, 24, 80, (const char *const[]){"1", "Enter", NULL});
 *
 * The kept files are tests/screens/golden/NAME.txt, seen from the folder the test runs in (the root of the tree); with UPDATE_GOLDENS=1 in the
 * environment they are written instead of compared: look at the difference before it is committed. */
#ifndef TESTS_LIB_SCREEN_TEST_H
#define TESTS_LIB_SCREEN_TEST_H

#include "term/app.h"

/* Returns the canvas as text for a golden: every row without trailing blanks, then the runs of cells that have another role than normal, row by row
 * ("roles  3: 4-20 button, 24-40 chosen"), then the cursor if it is shown. Owned by the caller; the test fails without memory. */
char *screen_test_text(const struct canvas *canvas);

/* Draws the view at a size, gives it the keys (names of key_parse(), or "resize:ROWS,COLUMNS"; ended by NULL) with a new drawing after each, and returns the
 * text of the last screen, owned by the caller. Fails the test on a name that is no key and on a key that ends the program before the last. */
char *screen_test_keys(const struct app_view *view, int rows, int columns, const char *const *keys);

/* Compares text with the kept file; fails the test with the first row that differs, or if there is no file. */
void screen_test_compare(const char *name, const char *text);

/* screen_test_keys() and screen_test_compare(). */
void screen_test_golden(const char *name, const struct app_view *view, int rows, int columns, const char *const *keys);

#endif
