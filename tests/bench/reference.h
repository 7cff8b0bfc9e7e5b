/* The reference: what SQLite alone does with one fixed set of rows for a ticket, in the controller's own mode (WAL, synchronous=FULL, one exclusive
 * connection). Figures are told as ratios to it, so the rows stay as they are: a lighter or fatter row of ours then shows. */
#ifndef BENCH_REFERENCE_H
#define BENCH_REFERENCE_H

#include <stdint.h>

enum { REFERENCE_STATEMENTS = 3, REFERENCE_BODY = 200, REFERENCE_HASH = 32 };

struct reference;

/* What was written, over one or several phases. Begins as all zeros. */
struct reference_result {
    int64_t tickets, commits;
    double seconds;
};

/* Makes a database in a folder that exists. Fails the test when it cannot. */
struct reference *reference_open(const char *folder);
void reference_close(struct reference *reference);

/* Writes tickets for some seconds, `batch` of them a transaction in the mean (at least 1; 2.5 is two and three by turns). */
void reference_write(struct reference *reference, double batch, double seconds, struct reference_result *result);

/* Writes events, `batch` a transaction. */
void reference_fill(struct reference *reference, int64_t tickets, int64_t batch);

/* Opens the database anew and reads every column of every event. Returns the seconds that it took. */
double reference_read(const char *folder, int64_t *ret_events);

#endif
