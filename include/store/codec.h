/* Events, settings and the whole hall as JSON and back. The form of the journal: fields of core/fields.def by their names. */
#ifndef STORE_CODEC_H
#define STORE_CODEC_H

#include "base/json_line.h"
#include "core/hall.h"

#include <jansson.h>

/* Returns the fields of an event as a JSON object in the line's buffer, NULL without memory. The hall is as after the event; day.opened carries it.
 * The event's texts are well-formed UTF-8. */
const char *codec_event(const struct hall *hall, const struct event *event, struct json_line *line);

/* Fills event's fields from JSON; type, seq and at_ms are the caller's. settings receives those of config.changed. False if a field has the wrong form. */
bool codec_event_read(const json_t *json, struct event *event, struct settings *settings);

json_t *codec_settings(const struct settings *settings);
bool codec_settings_read(const json_t *json, struct settings *settings);

/* The complete state, equal for equal halls. */
json_t *codec_hall(const struct hall *hall);

/* Fills an empty hall; false if the form is wrong or memory is out. */
bool codec_hall_read(const json_t *json, struct hall *hall);

#endif
