/* What the pages of the desk's screen share. */
#ifndef DESK_DESK_PARTS_H
#define DESK_DESK_PARTS_H

#include "desk/desk_view.h"

/* The pages. */
void desk_list_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets);
void desk_case_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets);
void desk_form_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets);
void desk_sign_in_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets);
void desk_look_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets);
void desk_tickets_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets);
void desk_help_draw(bool of_guide, struct canvas *canvas, struct targets *targets);

/* The list alone, on wide screens on the left: returns where the case stands beside it. And a case in a box. */
struct box desk_list_part(const struct desk_model *model, struct canvas *canvas, struct targets *targets);
void desk_case_part(const struct desk_model *model, struct canvas *canvas, struct targets *targets, struct box area);

/* Returns the name of the language that is not the current one, in that language; static. */
const char *desk_parts_other_language(void);

/* The role and the word of a deadline's colour; the word has a sign, so that colour is never alone. */
enum role desk_parts_light_role(const char *light);

/* Writes a deadline in words: "3 days", "last day", "2 days late", "" when none runs. */
void desk_parts_days(const struct desk_case *row, char *text, size_t size);

/* Draws a labelled field; the cursor stands at its end when it is written. Returns the rows used. */
int desk_parts_field(struct canvas *canvas, int row, const char *label, const char *text, bool written);

#endif
