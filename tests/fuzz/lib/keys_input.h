/* Keys from an input. A byte below 0x80 is what is typed: letters, digits and signs are themselves, control characters stand for the other keys. */
#ifndef FUZZ_LIB_KEYS_INPUT_H
#define FUZZ_LIB_KEYS_INPUT_H

#include "fuzz.h"

#include "term/widget.h"

/* Returns the key of a byte below 0x80; presses and wheels take their place from the input, half of them on something that can be pressed. */
struct key fuzz_key(uint8_t byte, struct fuzz_input *input, const struct targets *targets);

#endif
