/* Reads the QR code of a picture with zbarimg, as a phone would. */
#ifndef TESTS_CODE_READER_H
#define TESTS_CODE_READER_H

#include <stddef.h>

/* Writes the text of the one code in the picture file. Returns NULL, or a sentence that says what failed; a missing zbarimg is named. Static. */
const char *code_read(const char *picture, char *text, size_t size);

#endif
