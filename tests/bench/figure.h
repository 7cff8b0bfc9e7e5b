/* How figures are told: one line each on standard output, as the contract has it: name, value, unit, ratio, what the ratio is against. */
#ifndef BENCH_FIGURE_H
#define BENCH_FIGURE_H

/* Prints a line at once. The name is PREFIX and SUFFIX joined; against may be made like printf()'s format. */
void figure_tell(const char *prefix, const char *suffix, double value, const char *unit, double ratio, const char *against, ...);

/* Seconds of a steady clock. */
double figure_now(void);

#endif
