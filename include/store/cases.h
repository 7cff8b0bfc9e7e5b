/* Cases in the database: their rows, the ledger of the seal, the bytes of certificates, samples and deputies. All but the bytes and the secrets are projections of the
 * journal. */
#ifndef STORE_CASES_H
#define STORE_CASES_H

#include "core/case.h"
#include "store/store.h"

/* Reads a case; ERROR_MISSING. */
enum error store_case(struct store *store, struct case_id id, struct case_file *ret_file);

/* Returns how many papers of a kind the case has had or will have, those that failed not counted; each special procedure has a notice of its own. */
int32_t store_case_papers(struct store *store, struct case_id id, enum case_paper paper);
enum error store_case_of_certificate(struct store *store, const char *number, struct case_file *ret_file);

/* Borrowed for the time of the call; false ends the walk. */
typedef bool store_case_each(void *context, const struct case_file *file);

/* Calls each with the cases that bear a number, the newest first, at most 20: the province may give one twice. */
enum error store_cases_of_number(struct store *store, const char *number, store_case_each *each, void *context);

/* Where a page of a list ended; the first begins at {INT64_MIN, 0}. */
struct store_case_key {
    int64_t urgency, id;
};

/* Which cases: one of the four ways, the first that is said. Nothing said: all open ones. Empty texts and 0 are not said. */
struct store_case_query {
    const char *found;        /* a case with this number, certificate or (in digits) id ... */
    const char *person;       /* ... or of this person; only beside found */
    int64_t bundle;           /* the first case of a bundle and the others of it */
    const char *state;        /* word */
};

/* Walks a list in the order of urgency (overdue first, then by deadline, then those whose clock does not run), from after a key on; *key is where it stopped. */
enum error store_case_list(struct store *store, const struct store_case_query *query, store_case_each *each, void *context, struct store_case_key *key);

/* Whether an applicant has a case that is not over. */
bool store_person_has_open_case(struct store *store, const char *person);

/* Walks open cases by id, from after one on. */
enum error store_cases_open(struct store *store, struct case_id after, store_case_each *each, void *context);

/* How many cases are in each state; states without a case are left out. */
enum error store_case_counts(struct store *store, void (*each)(void *context, const char *state, int64_t count), void *context);

/* What alarms are about: open cases that are overdue with the earliest deadline among them (days 0: none), and those with a provisional deadline. */
struct store_case_alarms {
    int64_t overdue, provisional;
    struct date since;
};
enum error store_case_alarms(struct store *store, struct store_case_alarms *ret_alarms);

/* Figures of the cases that ended from from_ms until before to_ms, handed over or done; overdue: decided after the promised day (of a hall so far east of UTC). */
struct store_case_figures {
    int64_t finished, visits, at_most_one, overdue;
};
enum error store_case_figures(struct store *store, int64_t from_ms, int64_t to_ms, int32_t utc_offset_min, struct store_case_figures *ret_figures);
enum error store_case_agents(struct store *store, int64_t from_ms, int64_t to_ms, void (*each)(void *context, const char *staff, int64_t cases, int64_t visits),
                             void *context);

/* The journal's rows about a case in their order, the latest 500. */
enum error store_case_history(struct store *store, struct case_id id, store_row *each, void *context);

/* --- the ledger --- */

struct store_seal_use {
    int64_t seal, at_ms, confirmed_ms, spoiled_ms; /* 0: not */
    struct case_id kase;
    char staff[STAFF_ID_SIZE], certificate[CASE_NUMBER_SIZE], digest[65], blank[BLANK_SIZE];
};

/* Calls each with the uses after a number, at most so many. */
enum error store_seal_uses(struct store *store, int64_t after, int64_t most, void (*each)(void *context, const struct store_seal_use *use), void *context);

/* Keeps a certificate's bytes under their digest (in the turn's transaction; the same twice is one), and reads them; the caller frees. */
enum error store_document_put(struct store *store, const char *digest, int64_t at_ms, const void *bytes, size_t size);
enum error store_document(struct store *store, const char *digest, void **ret_bytes, size_t *ret_size);

/* Keeps what a certificate shows beside the usual values (in the turn's transaction), and calls each with them by name; what they point to is gone after the call. */
enum error store_value_put(struct store *store, struct case_id id, const char *name, const char *value);
enum error store_values(struct store *store, struct case_id id, void (*each)(void *context, const char *name, const char *value), void *context);

/* --- samples --- */

/* A sample that nobody can steer: the seed's BLAKE2b-256 is told before, the seed after. The cases are those accepted from from until until (both days count) and before
 * the revealing; each gets the BLAKE2b-256 of the seed's 32 bytes and its id in decimal digits, and those with the `count` smallest hashes are the sample, in that order. */
enum { SEED_SIZE = 32, SEED_TEXT_SIZE = 2 * SEED_SIZE + 1 };
struct store_sample {
    int64_t number, at_ms, revealed_ms, count; /* revealed_ms 0: not yet */
    char staff[STAFF_ID_SIZE], commitment[65], seed[SEED_TEXT_SIZE];
    struct date from, until;
};

enum error store_sample(struct store *store, int64_t number, struct store_sample *ret_sample);
/* The last 50, newest first. */
enum error store_samples(struct store *store, void (*each)(void *context, const struct store_sample *sample), void *context);
enum error store_sample_cases(struct store *store, int64_t number, void (*each)(void *context, struct case_id id), void *context);

/* Keeps the seed of a sample until it is revealed, beside the journal. */
enum error store_sample_secret_put(struct store *store, int64_t number, const char *seed);
enum error store_sample_secret(struct store *store, int64_t number, char seed[static SEED_TEXT_SIZE]);

/* --- deputies --- */

/* Who stands in for whom, and on which days. */
struct store_deputy {
    char staff[STAFF_ID_SIZE], deputy[STAFF_ID_SIZE];
    struct date from, until;
};

/* Calls each with those that are not over on a day, also with those that have not begun. */
enum error store_deputies(struct store *store, struct date day, void (*each)(void *context, const struct store_deputy *deputy), void *context);

#endif
