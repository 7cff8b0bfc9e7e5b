/* A ticket printer on the network, in a process of its own: takes bytes, answers DLE EOT wherever it stands (within pictures too, as real ones do), and
 * has every fault that it is told to have. What it is told and what it got lies in memory shared with the test. Failures to set it up end the test program. */
#ifndef TESTS_VIRTUAL_PRINTER_H
#define TESTS_VIRTUAL_PRINTER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { VIRTUAL_PRINTER_ROOM = 1 << 26, VIRTUAL_PRINTER_CONNECTIONS = 1 << 14 }; /* (memory is used only as it fills) */

struct virtual_printer {
    /* told by the test */
    atomic_uchar answers[5];      /* to DLE EOT n; 0x12 is "nothing wrong"; 0: it is silent */
    atomic_size_t paper_ends_at;  /* from so many bytes on it answers "paper out"; SIZE_MAX: never */
    atomic_size_t hangs_up_at;    /* from so many bytes on it closes each connection; SIZE_MAX: never */
    atomic_size_t stops_at;       /* from so many bytes on it takes none; SIZE_MAX: never */
    atomic_int thinks_ms;         /* how long it takes to answer a question */
    /* told by the printer */
    atomic_int connections;       /* so far */
    atomic_int questions;         /* answered or not */
    atomic_size_t received;       /* how many of bytes are filled, questions among them */
    size_t begins[VIRTUAL_PRINTER_CONNECTIONS]; /* where in bytes each connection begins */
    unsigned char bytes[VIRTUAL_PRINTER_ROOM];

    char address[64];             /* "tcp:127.0.0.1:PORT", "tty:/dev/pts/7,115200,rtscts" */
    int port;
    pid_t process;
};

struct virtual_printer *virtual_printer_start(void);

/* The same on a serial line, a pseudo-terminal: its address is that of the line. */
struct virtual_printer *virtual_printer_start_line(void);

/* Ends its process: from now on nobody listens there. */
void virtual_printer_unplug(struct virtual_printer *printer);

/* Plugs it in again, at the same address; what it got so far stays. */
void virtual_printer_plug_in(struct virtual_printer *printer);

/* Unplugs it if need be and frees it. */
void virtual_printer_finish(struct virtual_printer *printer);

/* Waits until so many bytes came, at most 5 s. */
bool virtual_printer_wait(const struct virtual_printer *printer, size_t count);

#endif
