/* The signals of a program with a screen. A handler only notes what came and makes signals_fd() readable; the screen does the work with its next key.
 * Fatal signals give the terminal back by what was prepared for them, and then act as before. */
#ifndef TERM_SIGNALS_H
#define TERM_SIGNALS_H

#include <stdbool.h>
#include <termios.h>

enum {
    SIGNALS_END = 1 << 0,     /* SIGTERM, SIGHUP, SIGINT */
    SIGNALS_STOP = 1 << 1,    /* SIGTSTP */
    SIGNALS_REPAINT = 1 << 2, /* SIGCONT */
    SIGNALS_SIZE = 1 << 3     /* SIGWINCH */
};

/* Takes the signals; locked: SIGINT, SIGQUIT and SIGTSTP are ignored. mode is what a fatal signal sets the terminal on stdin to (copied).
 * False if no descriptor is left. */
bool signals_take(bool locked, const struct termios *mode);

/* Adds bytes (a capability of terminfo, its padding is left away) to what a fatal signal writes on stdout; what is beyond 256 bytes is dropped. */
void signals_add_farewell(const char *bytes);

/* Puts everything back as it was before signals_take() and forgets the farewell. */
void signals_give_back(void);

/* Readable when something came. */
int signals_fd(void);

/* Returns what came since the last call, as a sum of the above. */
unsigned signals_come(void);

/* Stops the process as SIGTSTP does by itself, and returns when it is continued. */
void signals_stop(void);

#endif
