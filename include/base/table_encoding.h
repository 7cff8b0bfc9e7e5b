/* The bytes of a table as UTF-8: which of the encodings that spreadsheets save they are in is found from the bytes themselves. */
#ifndef BASE_TABLE_ENCODING_H
#define BASE_TABLE_ENCODING_H

#include "base/error.h"

#include <stddef.h>

/* Makes UTF-8 text of the bytes: a byte order mark tells UTF-8 or UTF-16; else lines with characters beyond ASCII are looked at, and where more of them are ill-formed
 * as UTF-8 than well-formed and all of it can be read as GB18030, it is GB18030. Anything else stays as it is, so that the line with the wrong byte can be named.
 * *ret_text is the caller's, to be freed, with a zero after *ret_length bytes. ERROR_MEMORY. */
enum error table_decode(const char *bytes, size_t length, char **ret_text, size_t *ret_length);

/* Makes GB18030 of UTF-8 text, the same way. Every character has its place there. */
enum error table_encode_gb18030(const char *text, size_t length, char **ret_bytes, size_t *ret_length);

#endif
