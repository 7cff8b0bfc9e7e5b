/* Crockford's base 32: five bits a digit, without I, L, O and U, so that a code is read aloud without slips and stays in the alphanumeric set of QR codes. Pure. */
#ifndef BASE_BASE32_H
#define BASE_BASE32_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns the digit, in upper case, of the lowest five bits. */
char base32_digit(uint64_t value);

/* Returns the value 0..31 of a digit in upper or lower case, -1 if it is none. */
int base32_value(char digit);

/* Returns how many digits so many bytes need. */
size_t base32_digits(size_t length);

/* Writes base32_digits(length) digits and a zero. */
void base32_encode(char *text, const uint8_t *bytes, size_t length);

/* Reads so many digits. False when one is none, when the bytes do not fit, or when the digits are not what base32_encode() writes for any bytes (so that
 * each row of bytes has one text only). */
bool base32_decode(uint8_t *bytes, size_t room, const char *text, size_t digits, size_t *ret_length);

#endif
