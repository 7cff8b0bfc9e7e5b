/* TLS by configuration: two files in hall.conf, a certificate chain and its key (PEM). TLS 1.2 and newer. */
#ifndef SERVER_TLS_H
#define SERVER_TLS_H

#include "base/error.h"

#include <event2/http.h>

struct tls;

/* Reads certificate and key; on failure *ret_why is a sentence (static). */
enum error tls_create(const char *certificate, const char *key, struct tls **ret_tls, const char **ret_why);
void tls_destroy(struct tls *tls);

/* Makes every connection of http speak TLS; the tls must outlive it. */
void tls_use(struct tls *tls, struct evhttp *http);

#endif
