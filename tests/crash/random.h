/* The only source of chance: equal on every machine. */
#ifndef CRASH_RANDOM_H
#define CRASH_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state;
};

/* Sebastiano Vigna's splitmix64 (public domain). */
static inline uint64_t random_next(struct random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15u;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* 0 <= result < limit; limit > 0. */
static inline int64_t random_below(struct random *random, int64_t limit)
{
    return (int64_t)(random_next(random) % (uint64_t)limit);
}

#endif
