/* The keys of a hall. They lie beside the hall directory (DIR.keys/, 0700), so that a copy of DIR alone reveals nobody and proves nothing falsely. */
#ifndef SERVER_KEYS_H
#define SERVER_KEYS_H

#include "base/error.h"
#include "core/ids.h"
#include "store/store.h"

#include <stdbool.h>

enum { CODE_TAG_LENGTH = 16, CODE_SIZE = 13 + CODE_TAG_LENGTH + 1, TOKEN_SIZE = 40, DIGEST_SIZE = 65 };

struct keys {
    unsigned char code[32];           /* tags of ticket codes */
    unsigned char person[32];         /* keyed hashes of identity numbers */
    unsigned char sign_public[32], sign_secret[64];
};

/* Makes DIR.keys with new keys; ERROR_EXISTS if they are there. */
enum error keys_create(const char *dir);

/* Reads the keys of DIR; *ret_why names the file that is missing or wrong (static). */
enum error keys_read(const char *dir, struct keys *ret_keys, const char **ret_why);

/* A signer for the store; the keys must outlive it. */
struct store_signer keys_signer(struct keys *keys);

/* Writes the code of a ticket: its id and a keyed tag of 80 bits, in Crockford's base 32 (no I, L, O, U). */
void keys_make_code(const struct keys *keys, struct ticket_id id, char code[static CODE_SIZE]);

/* Reads a code in upper or lower case; false if it is not one of ours. Compares in constant time. */
bool keys_read_code(const struct keys *keys, const char *code, struct ticket_id *ret_id);

/* Writes the keyed hash of an identity number, by which the journal knows a person. */
void keys_person(const struct keys *keys, const char *number, char person[static PERSON_SIZE]);

/* Writes a new token, 160 random bits. That of a session looks other than that of a program, so that a session that has ended can be told from a token that
 * never was, and nothing need be kept of it. */
void token_make(char token[static TOKEN_SIZE], bool session);
bool token_is_of_session(const char *token);

/* Writes the BLAKE2b-256 of text in hexadecimal: of tokens (which are random, so no key is needed) and of requests. */
void digest_make(const char *text, size_t length, char digest[static DIGEST_SIZE]);

#endif
