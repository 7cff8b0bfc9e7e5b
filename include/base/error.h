/* The errors of the world (memory, disk, network, bad files) as one closed list. Functions that can fail return one of
 * these; results go to ret_* arguments, which are set on success only. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

enum error {
#define ERROR(name, sentence) ERROR_##name,
#include "base/error.def"
#undef ERROR
};

/* Returns the error's sentence in English; never NULL; static. */
const char *error_sentence(enum error error);

#endif
