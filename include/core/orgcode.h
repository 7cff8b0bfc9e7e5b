/* The unified social credit code of organisations in China (GB 32100-2015): 18 characters - registering department, category, six digits of region, nine of the organisation code, one check
 * character (weights 3^i mod 31, alphabet without I, O, S, V, Z). Pure. */
#ifndef CORE_ORGCODE_H
#define CORE_ORGCODE_H

#include <stdbool.h>

enum { ORGCODE_LENGTH = 18, ORGCODE_SIZE = ORGCODE_LENGTH + 1 };

/* Checks a code as it was typed or read (blanks at both ends and small letters are tolerated): length, alphabet, region and check character. Writes it in capitals when good. */
bool orgcode_read(const char *text, char code[static ORGCODE_SIZE]);

/* Writes the code with all but its last four characters as stars. */
void orgcode_mask(const char *code, char masked[static ORGCODE_SIZE]);

#endif
