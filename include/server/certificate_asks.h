/* What a certificate shows beside the usual values (address, plate ...): its template, in the hall's folder, names them as extras, and who approves is asked for them. */
#ifndef SERVER_CERTIFICATE_ASKS_H
#define SERVER_CERTIFICATE_ASKS_H

#include <stdbool.h>

struct server;

enum { CERTIFICATE_ASKS = 16, CERTIFICATE_ASK_NAME = 32, CERTIFICATE_ASK_LABEL = 96, CERTIFICATE_VALUE_SIZE = 256 };

struct certificate_ask {
    char name[CERTIFICATE_ASK_NAME];
    char zh[CERTIFICATE_ASK_LABEL], en[CERTIFICATE_ASK_LABEL]; /* empty: the template has no label for it */
    bool needed; /* nothing is drawn without it */
};

/* Reads what the template of this name asks for; returns how many, 0 also for a template that is missing or wrong (the worker that draws says so). */
int certificate_asks_read(const struct server *server, const char *name, struct certificate_ask asks[static CERTIFICATE_ASKS]);

#endif
