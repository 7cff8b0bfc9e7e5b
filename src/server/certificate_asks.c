#include "server/certificate_asks.h"

#include "base/conf_text.h"
#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "server/server.h"

#include <confuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* yichuang-printd tells what is wrong with a template; here it only asks for nothing. */
static void say_nothing(cfg_t *cfg, const char *format, va_list arguments)
{
    (void)cfg;
    (void)format;
    (void)arguments;
}

/* The field that shows an extra alone has its label. */
static void label(cfg_t *whole, struct certificate_ask *ask)
{
    char text[CERTIFICATE_ASK_NAME + 2];

    snprintf(text, sizeof text, "{%s}", ask->name);
    for (unsigned i = 0; i < cfg_size(whole, "field"); i++) {
        cfg_t *field = cfg_getnsec(whole, "field", i);
        if (strcmp(cfg_getstr(field, "text"), text) != 0)
            continue;
        ask->needed = ask->needed || !cfg_getbool(field, "optional");
        if (!ask->zh[0])
            utf8_clean(ask->zh, sizeof ask->zh, cfg_getstr(field, "label_zh"));
        if (!ask->en[0])
            utf8_clean(ask->en, sizeof ask->en, cfg_getstr(field, "label_en"));
    }
}

static int read_asks(cfg_t *whole, struct certificate_ask asks[static CERTIFICATE_ASKS])
{
    int count = 0;

    for (unsigned i = 0; i < cfg_size(whole, "extras") && count < CERTIFICATE_ASKS; i++) {
        struct certificate_ask *ask = &asks[count];
        memset(ask, 0, sizeof *ask);
        if (strlen(cfg_getnstr(whole, "extras", i)) >= sizeof ask->name)
            continue;
        utf8_clean(ask->name, sizeof ask->name, cfg_getnstr(whole, "extras", i));
        label(whole, ask);
        count++;
    }
    return count;
}

int certificate_asks_read(const struct server *server, const char *name, struct certificate_ask asks[static CERTIFICATE_ASKS])
{
    cfg_opt_t field[] = {CFG_STR("text", "", CFGF_NONE), CFG_STR("label_zh", "", CFGF_NONE), CFG_STR("label_en", "", CFGF_NONE),
                         CFG_BOOL("optional", cfg_false, CFGF_NONE), CFG_END()};
    cfg_opt_t other[] = {CFG_END()};
    cfg_opt_t options[] = {CFG_STR_LIST("extras", "{}", CFGF_NONE), CFG_SEC("field", field, CFGF_TITLE | CFGF_MULTI), CFG_SEC("code", other, CFGF_NONE),
                           CFG_SEC("seal", other, CFGF_NONE), CFG_END()};
    char path[PATH_SIZE], inside[CERTIFICATE_ASK_NAME + 32], *text;
    int count = 0;

    if (!name[0] || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name) || strlen(name) >= CERTIFICATE_ASK_NAME)
        return 0;
    snprintf(inside, sizeof inside, "certificates/%s.conf", name);
    path_join(path, sizeof path, server->dir, inside);
    if (conf_text_read(path, &text) != ERROR_NONE)
        return 0;
    cfg_t *whole = cfg_init(options, CFGF_IGNORE_UNKNOWN);
    if (whole) {
        cfg_set_error_function(whole, say_nothing);
        if (cfg_parse_buf(whole, text) == CFG_SUCCESS)
            count = read_asks(whole, asks);
        cfg_free(whole);
    }
    free(text);
    return count;
}
