/* What the QR code of a certificate says: a few fields that whoever holds the paper can compare with it, signed by the hall. Pure: fields to bytes to text and
 * back; signing and checking is files/certificate_signature.h.
 *
 * The text is "YC1" and base 32 of payload and signature, upper case, so that a QR code packs it as alphanumeric; where the hall has a public address, "<URL>/C/" stands before it.
 * The payload: key id (4 bytes), mark of the holder (8), day of issue (3), last day of validity (3; all ones: without end), length of the item code (1), item code, number.
 * Days count from 1970-01-01. What is signed is "YC1" and the payload. */
#ifndef CORE_CERTIFICATE_CODE_H
#define CORE_CERTIFICATE_CODE_H

#include "base/date.h"
#include "core/ids.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CERTIFICATE_NUMBER_SIZE = 40,
    CERTIFICATE_KEY_SIZE = 4,
    CERTIFICATE_HOLDER_SIZE = 8,
    CERTIFICATE_SIGNATURE_SIZE = 64,
    CERTIFICATE_PAYLOAD_MAX = 4 + 8 + 3 + 3 + 1 + (ITEM_CODE_SIZE - 1) + (CERTIFICATE_NUMBER_SIZE - 1),
    CERTIFICATE_URL_MAX = 256,
    CERTIFICATE_CODE_SIZE = (CERTIFICATE_URL_MAX - 1) + 3 + 3 + ((CERTIFICATE_PAYLOAD_MAX + CERTIFICATE_SIGNATURE_SIZE) * 8 + 4) / 5 + 1,
};

struct certificate_code {
    uint8_t key[CERTIFICATE_KEY_SIZE];       /* which key signed: the first bytes of a hash of the public key */
    uint8_t holder[CERTIFICATE_HOLDER_SIZE]; /* keyed hash of the holder's name: nobody learns the name from the code */
    struct date issued;
    bool limited;                            /* false: valid without end */
    struct date valid_until;                 /* the last day */
    char item[ITEM_CODE_SIZE];
    char number[CERTIFICATE_NUMBER_SIZE];    /* clean UTF-8 (base/utf8.h), not empty */
};

/* Payload and signature as they lie in a code. */
struct certificate_signed {
    uint8_t payload[CERTIFICATE_PAYLOAD_MAX];
    size_t length;
    uint8_t signature[CERTIFICATE_SIGNATURE_SIZE];
};

/* Packs the fields into signed_code->payload and length. False when one is out of its range (a date before 1970 or after the year 9999, an empty or unclean number or item). */
bool certificate_code_pack(const struct certificate_code *code, struct certificate_signed *signed_code);

/* Unpacks a payload; false when it is none that certificate_code_pack() makes. */
bool certificate_code_unpack(const struct certificate_signed *signed_code, struct certificate_code *ret_code);

/* Writes the text of the QR code. url: the hall's public address, "" for none; where it has no path it is written in upper case too, which means the same and makes the QR code
 * smaller. False when the URL is longer than CERTIFICATE_URL_MAX - 1. */
bool certificate_code_write(const struct certificate_signed *signed_code, const char *url, char text[static CERTIFICATE_CODE_SIZE]);

/* Reads such a text, in upper or lower case, with or without an address before it and white space around it. False when it is none. */
bool certificate_code_read(const char *text, struct certificate_signed *ret_signed);

#endif
