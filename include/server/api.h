/* The handlers of routes.def, and what they share: reading members of a body, and views (the hall's things as JSON). */
#ifndef SERVER_API_H
#define SERVER_API_H

#include "server/server.h"

#define ROUTE(method, path, roles, handler) void handler(struct request *request);
#include "server/routes.def"
#undef ROUTE

/* Reads members of the body; a missing one leaves the value as it is. False: wrong type or too long, and the refusal is answered already. */
bool body_text(struct request *request, const char *name, char *text, size_t size);
bool body_integer(struct request *request, const char *name, int64_t least, int64_t most, int64_t *ret_value);
bool body_flag(struct request *request, const char *name, bool *ret_value);
bool body_date(struct request *request, const char *name, struct date *ret_value); /* "2026-11-23"; an empty one is missing */

/* Reads {"service":"A"} into an index; -1 stays when it is missing. */
bool body_service(struct request *request, const char *name, int32_t *ret_service);
bool body_priority(struct request *request, enum priority *ret_priority);

/* Returns a command of a type with the caller and the key filled in. */
struct command api_command(const struct request *request, enum command_type type);

/* Whether the address of a request may do something that needs no token (one permit each period_ms, burst of them at once); else it is answered 429. No limit in a
 * demonstration and on the Unix socket. */
bool api_address_may(struct request *request, const char *what, int64_t period_ms, int burst);

/* Reads the number in the path; 0 if it is none. */
int64_t api_path_number(const struct request *request);

/* The nth place (from 0) at which help is wanted now; NULL: there are not so many. */
const struct help_wanted *help_wanted_at(const struct server *server, int nth);

/* --- views: new references, NULL without memory --- */

/* What a caller may see. */
struct sight {
    bool codes;    /* code and url of tickets */
    bool people;   /* staff, reasons, priority */
    bool cases;    /* what happens to cases */
};
struct sight view_sight(enum staff_role role);

json_t *view_instant(const struct server *server, int64_t ms); /* null for 0 */
json_t *view_names(const struct hall_names *names);
json_t *view_ticket(const struct server *server, const struct ticket *ticket, enum job_state printed, struct sight sight);
json_t *view_ticket_now(const struct server *server, struct ticket_id id, struct sight sight); /* of any day; NULL if there is none such */
json_t *view_window(const struct server *server, int32_t number, const struct window *window, const struct ticket *ticket, struct sight sight);
json_t *view_window_now(const struct server *server, int32_t number, struct sight sight);
json_t *view_service(const struct server *server, int32_t service);
json_t *view_services(const struct server *server);
json_t *view_printer(const struct server *server, const struct printer *printer);
json_t *view_job(const struct server *server, const struct print_job *job, bool with_paper);
json_t *view_item(const struct item *item);
json_t *view_today(const struct server *server);
json_t *view_alarms(const struct server *server);
json_t *view_hall(const struct server *server, struct sight sight);
json_t *view_event(const struct server *server, const struct ring_entry *entry, struct sight sight);

/* Whether an event is about a case, and the case without the people in it. */
bool view_event_is_case(const struct event *event);
json_t *view_event_case(const struct server *server, const struct event *event);

/* Writes "A007". */
enum { NUMBER_SIZE = 16 };
void view_number(const struct ticket *ticket, char number[static NUMBER_SIZE]);

#endif
