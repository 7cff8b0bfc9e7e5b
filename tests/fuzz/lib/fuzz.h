/* What the fuzzing targets share. Each tests/fuzz/NAME.c is one target: libFuzzer (clang) makes inputs, keeps those that reach new code, and calls
 * LLVMFuzzerTestOneInput() with each. A target asserts what must hold for every input; that nothing crashes, leaks or is undefined is seen by the sanitizers.
 * Nothing may depend on anything but the input: time and random bytes are given. */
#ifndef FUZZ_LIB_FUZZ_H
#define FUZZ_LIB_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The target. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Called once before the first input. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Ends the run as a finding, with a sentence on stderr. */
_Noreturn void fuzz_broken(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What must hold for every input. */
#define FUZZ_HOLDS(condition, ...) \
    do { \
        if (!(condition)) \
            fuzz_broken(__VA_ARGS__); \
    } while (0)

/* An input that is taken from its front, piece by piece; when it is used up, zeros come. */
struct fuzz_input {
    const uint8_t *at;
    size_t left;
};

uint8_t fuzz_byte(struct fuzz_input *input);

/* Returns a number of 0..below-1; below 1..65536. */
int fuzz_below(struct fuzz_input *input, int below);

/* Takes the bytes up to the next line end or the input's end, without it. Returns a text that ends with zero, the caller's; never NULL. */
char *fuzz_line(struct fuzz_input *input);

/* Returns a copy that ends with zero, the caller's; never NULL. */
char *fuzz_text(const uint8_t *data, size_t size);

/* Puts the bytes into a file in memory; returns its path, static, good until the next call. */
const char *fuzz_file(const void *data, size_t size);

/* Returns whether a code point may stand in clean text, by the words of base/utf8.h and the Unicode Character Database 14, written down apart from the product. */
bool fuzz_is_clean_code(uint32_t code);

/* The text must end within size bytes (its zero too) and be clean as base/utf8.h says; it is decoded by the C library and not by our code. what says whose text it is. */
void fuzz_check_clean(const char *what, const char *text, size_t size);

/* Nobody else but this sets the clocks of a target (base/clock.h): both stand still until they are told. */
extern int64_t fuzz_clock_ms, fuzz_steady_ms;

/* Like printf, into a text that grows; for writing values anew. Start with zeros; free bytes. */
struct fuzz_writer {
    char *bytes;
    size_t length, room;
};
void fuzz_write(struct fuzz_writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void fuzz_write_bytes(struct fuzz_writer *writer, const void *bytes, size_t length);

#endif
