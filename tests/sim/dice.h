/* Random numbers that are the same everywhere: one seed, one sequence, on every machine and compiler. xoshiro256** by Blackman and Vigna
 * (2018, "Scrambled linear pseudorandom number generators"), begun by splitmix64; written from the paper. */
#ifndef SIM_DICE_H
#define SIM_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
    uint64_t state[4];
};

void dice_init(struct dice *dice, uint64_t seed);
uint64_t dice_next(struct dice *dice);

/* Returns a number from low to high, both included. */
int64_t dice_between(struct dice *dice, int64_t low, int64_t high);

/* True in `percent` of a hundred throws. */
bool dice_chance(struct dice *dice, int percent);

#endif
