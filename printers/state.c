#include "printers/state.h"

static const struct {
    const char *word;
    bool prints;
} states[] = {
#define STATE(name, word, prints) { word, prints },
#include "printers/states.def"
#undef STATE
};

const char *printer_state_word(enum printer_state state)
{
    return states[state].word;
}

bool printer_state_prints(enum printer_state state)
{
    return states[state].prints;
}
