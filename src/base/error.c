#include "base/error.h"

static const char *const sentences[] = {
#define ERROR(name, sentence) [ERROR_##name] = sentence,
#include "base/error.def"
#undef ERROR
};

const char *error_sentence(enum error error)
{
    if ((unsigned)error >= sizeof sentences / sizeof *sentences)
        return "unknown error";
    return sentences[error];
}
