#include "server/query.h"

void query_begin(const struct request *request, struct evkeyvalq *query)
{
    const char *raw = evhttp_uri_get_query(evhttp_request_get_evhttp_uri(request->http));

    TAILQ_INIT(query);
    if (evhttp_parse_query_str(raw ? raw : "", query) != 0)
        TAILQ_INIT(query);
}

const char *query_text(const struct evkeyvalq *query, const char *name)
{
    const char *text = evhttp_find_header(query, name);
    return text ? text : "";
}
