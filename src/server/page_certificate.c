/* The public page of a certificate's code: whether the hall gave it, for which item, and until when it is valid. Who holds it is not told: the paper says that. */
#include "server/api.h"
#include "server/cases.h"
#include "server/page.h"

#include "files/certificate_signature.h"

#include <event2/http.h>
#include <stdlib.h>
#include <string.h>

/* What a look at a code found. */
struct finding {
    const char *word, *zh, *en; /* static */
    bool known;                 /* there is such a certificate: file and item say more */
    struct case_file file;
    const struct item *item;
};

static void judge(const struct server *server, const char *text, struct finding *found)
{
    struct certificate_code code;
    enum certificate_verdict verdict = certificate_code_verify(text, server->keys.sign_public, &code);

    *found = (struct finding){.word = "unknown", .zh = "不是本大厅的证照码", .en = "This is no certificate's code of this hall"};
    if (verdict == CERTIFICATE_FORGED)
        *found = (struct finding){.word = "forged", .zh = "签名不符，请勿采信", .en = "The signature is wrong: do not trust this paper"};
    if (verdict != CERTIFICATE_GENUINE || store_case_of_certificate(server->store, code.number, &found->file) != ERROR_NONE || strcmp(found->file.item, code.item) != 0)
        return;
    found->known = true;
    found->item = case_item(server, found->file.item, found->file.version);
    bool issued = found->file.state == CASE_STATE_ISSUED || found->file.state == CASE_STATE_HANDED;
    if (!issued) {
        found->word = "not-issued", found->zh = "该证照尚未签发", found->en = "This certificate has not been issued";
    } else if (code.limited && code.valid_until.days < server_today(server).days) {
        found->word = "expired", found->zh = "该证照已过有效期", found->en = "This certificate has expired";
    } else {
        found->word = "valid", found->zh = "有效", found->en = "Valid";
    }
}

static void answer_json(struct request *request, const struct finding *found)
{
    const struct server *server = request->server;
    json_t *json = json_pack("{s:b, s:s, s:s, s:s}", "valid", strcmp(found->word, "valid") == 0, "verdict", found->word, "zh", found->zh, "en", found->en);

    if (found->known)
        json_object_update_new(json, json_pack("{s:s, s:{s:s, s:{s:s, s:s}}, s:o, s:o}", "number", found->file.certificate, "item", "code", found->file.item, "name", "zh",
                                               found->item ? found->item->name : found->file.item, "en", found->item ? found->item->name_en : found->file.item, "issued_on",
                                               view_date(certificate_day(server, &found->file)), "valid_until", view_date(found->file.valid_until)));
    reply_json(request, found->known ? 200 : 404, json);
}

static void put_row(FILE *file, const char *zh, const char *en, const char *value)
{
    fprintf(file, "<p><small>%s<br>%s</small><br>", zh, en);
    page_put_escaped(file, value);
    fputs("</p>\n", file);
}

static void put_page(FILE *file, const struct server *server, const struct finding *found)
{
    char issued[DATE_TEXT_SIZE], until[DATE_TEXT_SIZE];

    fputs("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"robots\" content=\"noindex\">\n<title>证照核验</title><style>body{font:1.3em sans-serif;text-align:center;margin:1em;color:#111;background:#fff}"
          ".now{font-size:1.4em;font-weight:bold;border:.15em solid #111;border-radius:.4em;padding:.5em;margin:.6em 0}small{color:#555}</style></head><body>\n<p>",
          file);
    page_put_escaped(file, server->file.name.zh);
    fputs("<br>", file);
    page_put_escaped(file, server->file.name.en);
    fprintf(file, "</p>\n<p class=\"now\">%s<br>%s</p>\n", found->zh, found->en);
    if (found->known) {
        date_format(certificate_day(server, &found->file), issued);
        date_format(found->file.valid_until, until);
        put_row(file, "证照编号", "Number", found->file.certificate);
        put_row(file, "事项", "Item", found->item ? found->item->name : found->file.item);
        if (found->item)
            put_row(file, "", "", found->item->name_en);
        put_row(file, "签发日期", "Issued on", issued);
        put_row(file, "有效期至", "Valid until", found->file.valid_until.days ? until : "长期 · without end");
        fputs("<p><small>请与纸面内容核对<br>Please compare with the paper</small></p>\n", file);
    }
    if (server->hall.demo)
        fputs("<p><small>演示大厅，样张无效<br>A demonstration hall: a specimen without effect</small></p>\n", file);
    fputs("</body></html>\n", file);
}

void page_certificate(struct request *request)
{
    const char *accept = evhttp_find_header(evhttp_request_get_input_headers(request->http), "Accept");
    struct finding found;
    char *text = NULL;
    size_t size = 0;

    if (!page_may_look(request))
        return;
    judge(request->server, request->parameters[0], &found);
    if (accept && strstr(accept, "application/json")) {
        answer_json(request, &found);
        return;
    }
    FILE *file = open_memstream(&text, &size);
    if (!file) {
        reply_refusal(request, REFUSAL_NOT_STORED, "out of memory");
        return;
    }
    put_page(file, request->server, &found);
    fclose(file);
    reply_text(request, found.known ? 200 : 404, "text/html; charset=utf-8", text);
}
