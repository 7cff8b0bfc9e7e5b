/* What the handlers of cases share: a command being filled from a request, the people in it, and the case as JSON. */
#ifndef SERVER_CASES_H
#define SERVER_CASES_H

#include "core/case.h"
#include "core/certificate_code.h"
#include "server/api.h"

/* A request about a case on its way to the core. */
struct case_work {
    struct request *request;
    struct case_file file; /* as it is; id 0: a new one. Its reviewer is the caller while that one stands in for the reviewer */
    struct item item;
    struct command command;
    struct case_command cases;
    struct store_person agent; /* who collects for the applicant; no hash: nobody */
};

/* Begins the work of a request: the caller, the calendar, for whom the caller may act. */
void case_work_begin(struct case_work *work, struct request *request, enum command_type type);

/* Reads the case that the path names, with its item; false: there is none, and that is answered. */
bool case_work_load(struct case_work *work);

/* Reads {"ticket"} or {"window"}: the visit in which it is done. A clerk's window is its own. False: refused and answered. */
bool case_work_visit(struct case_work *work);

/* Reads {"materials"}: letters in the order of the item. */
bool case_work_materials(struct case_work *work);

/* Decides and, where it was not refused, does at once what is due for the case. */
bool case_work_decide(struct case_work *work, int success_status, struct outcome *ret_outcome, int *ret_status);

/* Decides one more command of the same caller that follows from the first, without a key; its refusal changes nothing. */
enum refusal case_follow(struct request *request, struct command *command, struct outcome *ret_outcome);

/* Prints a paper of a case (CASE_PAPER_TICKET: none). Returns the number of the job as JSON, null where there is no printer for it. */
json_t *case_print_paper(struct request *request, struct case_id id, enum case_paper paper, const char *place);

/* Answers with a case as it is now, with what the caller may do. more (may be NULL) is taken over: members beside. */
void case_answer(struct request *request, int status, struct case_id id, json_t *more);

/* --- people --- */

/* Reads {"kind","name","id_number","phone"} of a person or, where that may be, an organisation. False: refused and answered. */
bool people_read(struct request *request, const char *member, bool organisation_too, struct store_person *ret_person);

/* Whether a number (as typed) is that of the person with this hash. */
bool people_is_number(const struct server *server, const char *number, const char *person);

/* Writes down that somebody is shown who this person of a case is; false where it could not be, and then nothing is shown. A printer's look is none. */
bool people_note_look(struct request *request, const struct case_file *file, const char *person);

/* Bits of item groups that somebody may approve for today: own and those of whom they stand in for. *ret_stands_in: whether they stand in for `for_staff`. */
int64_t people_acts_for(const struct server *server, const char *staff, const char *for_staff, bool *ret_stands_in);

/* Whether an approver other than `besides` may act for a group (-1: any) today. */
bool people_may_approve(const struct server *server, int32_t group, const char *besides);

/* Writes a name with all but its first character as stars. */
void people_mask(const char *name, char masked[static PERSON_NAME_SIZE]);

/* --- items --- */

/* Returns the item of a version of the catalogue (0: the one in force); NULL if there is none. Borrowed until the next call. */
const struct item *case_item(const struct server *server, const char *code, int32_t version);

/* The item's group among those of the settings; -1: too many groups, so anybody may. */
int32_t case_group(const struct server *server, const struct item *item);

/* --- views --- */

enum { CASE_WORD_SIZE = 16 };

/* Writes "hand-out" for CASE_MOVE_HAND_OUT. */
void case_move_word(enum case_move move, char word[static CASE_WORD_SIZE]);

struct date server_today(const struct server *server);
json_t *view_date(struct date date); /* null for days 0 */
json_t *view_problem(enum refusal refusal);

/* materials: whether they are listed; a list of cases leaves them out. */
json_t *view_case(const struct server *server, const struct case_file *file, bool materials);

/* The materials of a case as a list. */
json_t *view_case_materials(const struct server *server, const struct case_file *file);

/* The bundle that a case is part of: how many, how many are ready, the slowest, and the day by which all must be done; null when it is alone. parts: also each of them, and
 * each material once. */
json_t *view_bundle(const struct server *server, const struct case_file *file, bool parts);

/* For every move that the caller's role has: null, or why not. */
json_t *view_case_may(const struct request *request, const struct case_file *file);

/* The same case for its paper: with names in full. */
json_t *view_case_paper(const struct server *server, const struct case_file *file);

/* --- certificates --- */

/* The day on which a certificate says that it was issued: that of the decision. */
struct date certificate_day(const struct server *server, const struct case_file *file);

/* Writes the text of a certificate's QR code, with the number as it is or will be; false if a field is out of its range. */
bool certificate_qr(const struct server *server, const struct case_file *file, char text[static CERTIFICATE_CODE_SIZE]);

/* Writes the hash of the fields that the code signs: what the ledger has where we draw no page. */
bool certificate_fields_digest(const struct server *server, const struct case_file *file, const char *number, char digest[static DIGEST_SIZE]);

/* Whether a number is used by another case, or of the form that the hall gives by rule. */
bool certificate_is_taken(const struct server *server, const char *number, struct case_id id);

#endif
