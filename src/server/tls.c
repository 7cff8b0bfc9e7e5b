#include "server/tls.h"

#include <event2/bufferevent_ssl.h>
#include <openssl/ssl.h>
#include <stdlib.h>

struct tls {
    SSL_CTX *context;
};

enum error tls_create(const char *certificate, const char *key, struct tls **ret_tls, const char **ret_why)
{
    struct tls *tls = calloc(1, sizeof *tls);

    *ret_why = "out of memory";
    if (!tls || !(tls->context = SSL_CTX_new(TLS_server_method()))) {
        free(tls);
        return ERROR_MEMORY;
    }
    SSL_CTX_set_min_proto_version(tls->context, TLS1_2_VERSION);
    SSL_CTX_set_options(tls->context, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    *ret_why = "the certificate cannot be read";
    if (SSL_CTX_use_certificate_chain_file(tls->context, certificate) != 1)
        goto failed;
    *ret_why = "the key cannot be read";
    if (SSL_CTX_use_PrivateKey_file(tls->context, key, SSL_FILETYPE_PEM) != 1)
        goto failed;
    *ret_why = "certificate and key do not belong together";
    if (SSL_CTX_check_private_key(tls->context) != 1)
        goto failed;
    *ret_tls = tls;
    return ERROR_NONE;
failed:
    tls_destroy(tls);
    return ERROR_FORMAT;
}

void tls_destroy(struct tls *tls)
{
    if (!tls)
        return;
    SSL_CTX_free(tls->context);
    free(tls);
}

static struct bufferevent *make_connection(struct event_base *base, void *context)
{
    struct tls *tls = context;
    SSL *ssl = SSL_new(tls->context);

    if (!ssl)
        return NULL;
    struct bufferevent *bufferevent = bufferevent_openssl_socket_new(base, -1, ssl, BUFFEREVENT_SSL_ACCEPTING, BEV_OPT_CLOSE_ON_FREE);
    if (!bufferevent) {
        SSL_free(ssl);
        return NULL;
    }
    bufferevent_openssl_set_allow_dirty_shutdown(bufferevent, 1); /* a client that just goes away is no attack: lengths are in HTTP */
    return bufferevent;
}

void tls_use(struct tls *tls, struct evhttp *http)
{
    evhttp_set_bevcb(http, make_connection, tls);
}
