/* The hall manager's screen on a canvas. status_draw() is the view; the others are its parts, one file each. */
#ifndef STATUS_VIEW_H
#define STATUS_VIEW_H

#include "status/figures.h"
#include "status/layout.h"
#include "status/model.h"
#include "term/widget.h"

/* Draws the page that the model is on (struct app_view's draw: model is a struct status_model). Of the model only the limits of its scrolls are written. */
void status_draw(void *model, struct canvas *canvas, struct targets *targets);

/* struct app_view's key. */
bool status_take_key(void *model, struct key key);

/* Parts of the page of the hall; known_ms is the hall's time for which the state holds. */
void status_draw_windows(struct status_model *model, struct canvas *canvas, struct targets *targets, const struct status_layout *layout, int64_t known_ms);
void status_draw_side(struct status_model *model, struct canvas *canvas, struct box box, int64_t known_ms);
void status_draw_today(const struct status_model *model, struct canvas *canvas, struct box box);

/* Arrivals and waits of the day, beside or above each other; nothing in a box that is too small. Staff with what they did today. */
void status_draw_charts(const struct status_model *model, struct canvas *canvas, struct box box);
void status_draw_staff_today(const struct status_model *model, struct canvas *canvas, struct box box);

/* The figures of the day as far as they are read, and today beside the usual in words ("" before they are read). */
void status_read_figures(const struct status_model *model, struct status_figures *figures);
void status_usual_words(const struct status_model *model, const struct status_figures *figures, char *text, size_t size);

/* Draws one row of the list of alarms. */
void status_draw_alarm(const struct status_model *model, const struct mirror_alarm *alarm, struct canvas *canvas, int row, int64_t known_ms);

/* The other pages, below the title. */
void status_draw_alarms_page(const struct status_model *model, struct canvas *canvas, int64_t known_ms);
void status_draw_help_page(struct canvas *canvas);
void status_draw_figures_page(const struct status_model *model, struct canvas *canvas);
void status_draw_rows(const struct status_model *model, struct canvas *canvas, struct targets *targets);
void status_draw_edit(const struct status_model *model, struct canvas *canvas);
void status_draw_confirm(const struct status_model *model, struct canvas *canvas, struct targets *targets);

/* The role of what is calm, to be watched, urgent. */
enum role status_urgency_role(enum status_urgency urgency, enum role calm);

/* The role of a window's state ("calling"). */
enum role status_state_role(const char *state);

#endif
