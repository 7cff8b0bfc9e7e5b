/* The hall manager's screen on a canvas. status_draw() is the view; the others are its parts, one file each. */
#ifndef STATUS_VIEW_H
#define STATUS_VIEW_H

#include "status/layout.h"
#include "status/model.h"
#include "term/widget.h"

/* Draws the page that the model is on (struct app_view's draw: model is a struct status_model). Of the model only the limits of its scrolls are written. */
void status_draw(void *model, struct canvas *canvas, struct targets *targets);

/* struct app_view's key. */
bool status_take_key(void *model, struct key key);

/* Parts of the page of the hall; known_ms is the hall's time for which the state holds. */
void status_draw_windows(struct status_model *model, struct canvas *canvas, const struct status_layout *layout, int64_t known_ms);
void status_draw_side(struct status_model *model, struct canvas *canvas, struct box box, int64_t known_ms);
void status_draw_today(const struct mirror *mirror, struct canvas *canvas, struct box box);

/* Draws one row of the list of alarms. */
void status_draw_alarm(const struct status_model *model, const struct mirror_alarm *alarm, struct canvas *canvas, int row, int64_t known_ms);

/* The other pages, below the title. */
void status_draw_alarms_page(const struct status_model *model, struct canvas *canvas, int64_t known_ms);
void status_draw_help_page(struct canvas *canvas);

/* The role of what is calm, to be watched, urgent. */
enum role status_urgency_role(enum status_urgency urgency, enum role calm);

/* The role of a window's state ("calling"). */
enum role status_state_role(const char *state);

#endif
