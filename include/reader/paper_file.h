/* Reads the code, and where there is one the text, from a file that somebody holds out as a certificate: a PDF, or a picture of a paper (PNG, JPEG). What is in the file is
 * not trusted: a program of its own reads it, which holds no keys and asks nobody. */
#ifndef READER_PAPER_FILE_H
#define READER_PAPER_FILE_H

#include "core/certificate_code.h"
#include "files/certificate_signature.h"

#include <stdbool.h>

struct paper_file {
    bool pdf;
    char code[CERTIFICATE_CODE_SIZE];
    char digest[CERTIFICATE_DIGEST_SIZE]; /* of the file */
    char *text;                           /* of a PDF's pages, without blanks and line ends; NULL for a picture. Owned */
};

/* Reads the file. Returns NULL, or a sentence in the current language that says what is wrong with it (static). */
const char *paper_file_read(const char *path, struct paper_file *ret_paper);
void paper_file_finish(struct paper_file *paper);

#endif
