#include "keys_input.h"

static struct key place(enum key_kind kind, struct fuzz_input *input, const struct targets *targets)
{
    struct key key = {.kind = kind, .row = fuzz_byte(input) % 64, .column = fuzz_byte(input)};

    if (targets->count > 0 && key.row % 2 == 0) {
        const struct box *box = &targets->at[key.column % targets->count].box;
        key.row = box->row;
        key.column = box->column;
    }
    return key;
}

struct key fuzz_key(uint8_t byte, struct fuzz_input *input, const struct targets *targets)
{
    static const enum key_kind kinds[] = {KEY_KIND_NONE,      KEY_KIND_UP,        KEY_KIND_DOWN,   KEY_KIND_LEFT,   KEY_KIND_RIGHT, KEY_KIND_HOME,
                                          KEY_KIND_END,       KEY_KIND_PAGE_UP,   KEY_KIND_BACKSPACE, KEY_KIND_TAB, KEY_KIND_ENTER, KEY_KIND_PAGE_DOWN,
                                          KEY_KIND_BACKTAB,   KEY_KIND_ENTER,     KEY_KIND_DELETE};

    if (byte < sizeof kinds / sizeof *kinds)
        return (struct key){.kind = kinds[byte]};
    if (byte == 27)
        return (struct key){.kind = KEY_KIND_ESCAPE};
    if (byte == 16 || byte == 17)
        return place(KEY_KIND_PRESS, input, targets);
    if (byte == 18 || byte == 19)
        return place(byte == 18 ? KEY_KIND_WHEEL_UP : KEY_KIND_WHEEL_DOWN, input, targets);
    if (byte == 20) /* any character, and what is none */
        return (struct key){.kind = KEY_KIND_TEXT, .code = (uint32_t)fuzz_byte(input) << 16 | (uint32_t)fuzz_byte(input) << 8 | fuzz_byte(input)};
    return (struct key){.kind = byte < 32 ? KEY_KIND_NONE : KEY_KIND_TEXT, .code = byte};
}
