/* Certificates to look at: the sample templates filled with a sample case and signed. What cannot be made fails the test with a sentence. */
#ifndef LIB_SAMPLE_CERTIFICATE_H
#define LIB_SAMPLE_CERTIFICATE_H

#include "files/certificate_signature.h"
#include "printers/certificate.h"

struct sample_certificate {
    struct certificate_template form;
    struct certificate_fields fields; /* to be changed by the test; the texts are borrowed */
    struct certificate_extra extras[8];
    struct certificate_code code;
    char text[CERTIFICATE_CODE_SIZE]; /* of the QR code */
};

/* The keys that samples are signed with where a test has none of a hall. */
void sample_keys(unsigned char sign_public[static 32], unsigned char sign_secret[static 64], unsigned char person[static 32]);

/* Fills a sample of a template ("permit") for a holder, in a demonstration hall, and signs it. */
void sample_certificate_init(struct sample_certificate *sample, const char *form, const char *holder, const unsigned char sign_secret[static 64],
                             const unsigned char person[static 32]);

/* Renders it; the caller frees the bytes. */
struct bytes sample_certificate_render(const struct sample_certificate *sample, enum certificate_use use);

/* Writes bytes into a new file. */
void sample_write(const char *path, const void *bytes, size_t length);

#endif
