/* hall.conf: the one file to edit. What the rules read becomes settings (and an event when it changed); the rest is only shown or listened on. */
#ifndef SERVER_HALL_FILE_H
#define SERVER_HALL_FILE_H

#include "base/error.h"
#include "core/settings.h"

enum { HALL_NAME_SIZE = 96, HALL_SENTENCE_SIZE = 512 };

struct hall_names {
    char zh[HALL_NAME_SIZE], en[HALL_NAME_SIZE];
};

struct hall_file {
    struct hall_names name;
    char listen[128];
    char tls_certificate[512], tls_key[512]; /* PEM files, from the hall's folder; empty: no TLS */
    char public_url[256]; /* without a slash at the end; empty: residents cannot reach us */
    struct hall_names services[SERVICES_MAX];
    int32_t session_ms; /* who signs in is signed out after so long, or with the day */
    struct settings settings;
};

/* Reads the file or nothing. On failure the sentence says file, line and reason in one line. ERROR_MISSING, ERROR_FORMAT, ERROR_RANGE, ERROR_MEMORY. */
enum error hall_file_read(const char *path, struct hall_file *ret_file, char sentence[static HALL_SENTENCE_SIZE]);

/* Reads "08:30-12:00" as minutes of the day; false (and *ret_session perhaps changed) if it has another form. Whether it ends after it begins is not asked. */
bool hall_session_read(const char *text, struct session *ret_session);

#endif
