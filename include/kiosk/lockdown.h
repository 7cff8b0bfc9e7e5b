/* A process in which the public types is locked in: from here on it runs no other program, begins no other process, looks into none, and types nothing into its own
 * terminal. Threads may still begin (the resolver of host names has one). It cannot be undone, and holds for what the process loads later, too. */
#ifndef KIOSK_LOCKDOWN_H
#define KIOSK_LOCKDOWN_H

#include <stdbool.h>

/* Locks this process and its threads. False, and nothing is locked, where the kernel has no seccomp or memory is missing; never call it twice. */
bool lockdown_enter(void);

#endif
