/* What is to go wrong in a controller under test: a file that the test and the library before the C library (preload.c) both map. */
#ifndef FAULTS_ORDER_H
#define FAULTS_ORDER_H

#include <stdatomic.h>
#include <stdint.h>

enum fault {
    FAULT_NONE,
    FAULT_MEMORY, /* malloc, calloc, realloc give nothing */
    FAULT_READ,   /* of the database's files */
    FAULT_WRITE,
    FAULT_SHORT,  /* half of it is written, and that is told */
    FAULT_SYNC,
    FAULT_RECEIVE, /* of connections */
    FAULT_SEND,
    FAULT_ACCEPT,
    FAULT_COUNT
};

/* Of the calls of one kind (enum fault) `skip` go well, then `times` fail with error (errno). All but error may change at any moment. */
struct fault_order {
    atomic_int kind;
    int error;
    atomic_long skip, times;
    atomic_long failed;           /* how many have failed since the order was given */
    _Atomic int64_t clock_ahead_ms; /* what the wall clock shows more than it should */
};

#endif
