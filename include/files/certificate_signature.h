/* Signs the code of a certificate and checks it (Ed25519, by libsodium), and makes the mark by which a code knows its holder. The hall signs with its own key; whoever checks needs
 * only what lies in the folder of its keys. */
#ifndef FILES_CERTIFICATE_SIGNATURE_H
#define FILES_CERTIFICATE_SIGNATURE_H

#include "base/error.h"
#include "core/certificate_code.h"

enum { CERTIFICATE_DIGEST_SIZE = 65 };

/* The keys by which a code is checked. */
struct certificate_keys {
    unsigned char sign_public[32];
    unsigned char person[32]; /* of the holder's mark */
};

enum certificate_verdict {
    CERTIFICATE_GENUINE,
    CERTIFICATE_NO_CODE,   /* the text is no certificate's code, or part of it is missing or misread */
    CERTIFICATE_OTHER_KEY, /* another key has signed: of another hall, or a forger's own */
    CERTIFICATE_FORGED     /* the signature does not belong to the fields */
};

/* Reads the keys of the hall in dir. ERROR_MISSING and the file that is not there in *ret_why (static); ERROR_RANGE, ERROR_IO. */
enum error certificate_keys_read(const char *dir, struct certificate_keys *ret_keys, const char **ret_why);

/* Writes the id of a public key, as codes carry it. */
void certificate_key_id(const unsigned char sign_public[static 32], uint8_t id[static CERTIFICATE_KEY_SIZE]);

/* Writes the mark of a holder's name: a keyed hash of it without its blanks, so that a name that was broken into lines is still the same. */
void certificate_holder_mark(const char *name, const unsigned char person[static 32], uint8_t mark[static CERTIFICATE_HOLDER_SIZE]);

/* Writes the BLAKE2b-256 of a certificate's bytes in hexadecimal, as the ledger of the seal has it. */
void certificate_digest(const void *bytes, size_t length, char digest[static CERTIFICATE_DIGEST_SIZE]);

/* Signs the fields and writes the text of the QR code; code->key is not looked at, the id of the public half of the key goes into the text. url: as certificate_code_write() has it.
 * ERROR_RANGE when a field or the URL is out of its range; ERROR_IO when libsodium does not work here. */
enum error certificate_code_sign(const struct certificate_code *code, const unsigned char sign_secret[static 64], const char *url, char text[static CERTIFICATE_CODE_SIZE]);

/* Checks the text of a QR code; *ret_code is set when it is genuine. */
enum certificate_verdict certificate_code_verify(const char *text, const unsigned char sign_public[static 32], struct certificate_code *ret_code);

#endif
