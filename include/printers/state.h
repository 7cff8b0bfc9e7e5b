/* The state of a printer, a closed list (printers/states.def). Away, the sixth state on the wire, is said by the controller alone. */
#ifndef PRINTERS_STATE_H
#define PRINTERS_STATE_H

#include <stdbool.h>

enum printer_state {
#define STATE(name, word, prints) PRINTER_##name,
#include "printers/states.def"
#undef STATE
};

/* Returns the word on the wire, "paper-out". Static. */
const char *printer_state_word(enum printer_state state);

/* Returns whether a paper can be printed in this state. */
bool printer_state_prints(enum printer_state state);

#endif
