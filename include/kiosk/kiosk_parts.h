/* What the pages of the kiosk are drawn with. */
#ifndef KIOSK_KIOSK_PARTS_H
#define KIOSK_KIOSK_PARTS_H

#include "kiosk/kiosk_view.h"

enum { PART_TEXT = 256, PART_BUTTON_ROWS = 3 };

/* Where a page is drawn, and with what. */
struct sheet {
    const struct kiosk *kiosk;
    struct canvas *canvas;
    struct targets *targets;
    struct box area; /* between banner and keys */
};

/* The pages, as pages.def lists them. */
#define PAGE(name, draw, idle_s) void draw(struct sheet *sheet);
#include "kiosk/pages.def"
#undef PAGE

/* Draws a choice as a button: on high ones a digit is made of blocks. text NULL: the choice's own name. */
void part_button(struct sheet *sheet, struct box box, enum kiosk_choice choice, const char *text, const char *detail);

/* Draws a choice as a row of a list: like a button where there is room, else its sign and the text beside it; between rows is one free row. */
void part_row(struct sheet *sheet, struct box box, enum kiosk_choice choice, const char *text);

/* Draws a choice as a key of a keyboard on the screen: its sign, or its name where it has one, in the middle. */
void part_key(struct sheet *sheet, struct box box, enum kiosk_choice choice);

/* Draws the keyboard of kiosk_sign_rows[first] and the rows after it at the bottom of the area, and takes it from the area. */
void part_signs(struct sheet *sheet, int first);

/* Writes a date ("2026-12-01") as people say it. */
void part_date(char text[static PART_TEXT], const char *date);

/* Draws a message in the middle of the area: what is the matter, and what to do. */
void part_message(struct sheet *sheet, enum role role, const char *title, const char *text, const char *detail);

/* Draws what the page offers besides digits, CONFIRM and DONE as one row of buttons at the foot of the area, and takes that row from the area. */
void part_foot(struct sheet *sheet);

/* Draws a heading of one row at the top of the area and takes it from the area (and a row below it). */
void part_heading(struct sheet *sheet, const char *text);

/* The place of the nth of count equal boxes: `rows` rows of them fill the area from above, then the next column. Between columns is one free column. */
struct box part_cell(struct box area, int nth, int count, int rows);

/* Returns the choice's name in the current language; static. */
const char *part_choice_name(const struct kiosk *kiosk, enum kiosk_choice choice);

/* Returns the choice's sign ("Enter", "1"); static. */
const char *part_choice_sign(const struct kiosk *kiosk, enum kiosk_choice choice);

/* Writes a range of the wait, "about 15 to 25 minutes"; "" when it is not known. */
void part_wait(char text[static PART_TEXT], int64_t low_s, int64_t high_s);

/* Writes how things are at a service: "4 waiting, about 15 to 25 minutes", or why it gives no numbers. */
void part_service_state(char text[static PART_TEXT], const struct kiosk *kiosk, const struct mirror_service *service);

/* Writes the hours of a service for people. */
void part_hours(char text[static PART_TEXT], const struct mirror_service *service);

/* Returns the name of a priority for people, in the current language; static. */
const char *part_priority_name(enum priority priority);

/* Returns a name of the hall's in the current language. */
const char *part_name(const struct mirror_text *name);

#endif
