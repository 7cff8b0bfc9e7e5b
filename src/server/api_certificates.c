/* Certificates: what is to be drawn, the bytes once sealed, the ledger of the seal. */
#include "server/cases.h"

#include "core/decision.h"
#include "files/certificate_signature.h"

#include <event2/keyvalq_struct.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct date certificate_day(const struct server *server, const struct case_file *file)
{
    return date_of_instant(file->decided_ms, server->hall.settings.utc_offset_min);
}

/* The fields that the code signs. */
static bool fill_code(const struct server *server, const struct case_file *file, const char *number, struct certificate_code *code)
{
    size_t length = 0;

    *code = (struct certificate_code){.issued = certificate_day(server, file), .limited = file->valid_until.days != 0, .valid_until = file->valid_until};
    text_copy(code->item, sizeof code->item, file->item);
    text_copy(code->number, sizeof code->number, number);
    return sodium_hex2bin(code->holder, sizeof code->holder, file->holder, strlen(file->holder), NULL, &length, NULL) == 0 && length == sizeof code->holder;
}

bool certificate_qr(const struct server *server, const struct case_file *file, char text[static CERTIFICATE_CODE_SIZE])
{
    struct certificate_code code;

    return file->certificate[0] && fill_code(server, file, file->certificate, &code) &&
           certificate_code_sign(&code, server->keys.sign_secret, server->base_url, text) == ERROR_NONE;
}

bool certificate_fields_digest(const struct server *server, const struct case_file *file, const char *number, char digest[static DIGEST_SIZE])
{
    struct certificate_code code;
    struct certificate_signed packed = {.length = 0};

    if (!fill_code(server, file, number, &code))
        return false;
    certificate_key_id(server->keys.sign_public, code.key);
    if (!certificate_code_pack(&code, &packed))
        return false;
    digest_make((const char *)packed.payload, packed.length, digest);
    return true;
}

/* "XK11-2026-00001": what the hall gives by rule is not to be entered, or the next one by rule would be there already. */
static bool is_by_rule(const char *number)
{
    static const char digits[] = "0123456789";
    const char *last = strrchr(number, '-');

    if (!last || last - number < 6 || strlen(last + 1) < 5 || strspn(last + 1, digits) != strlen(last + 1))
        return false;
    return last[-5] == '-' && strspn(last - 4, digits) == 4;
}

bool certificate_is_taken(const struct server *server, const char *number, struct case_id id)
{
    struct case_file other;

    return is_by_rule(number) || (store_case_of_certificate(server->store, number, &other) == ERROR_NONE && other.id.value != id.value);
}

static json_t *text_or_null(const char *text)
{
    return text[0] ? json_string(text) : json_null();
}

static json_t *qr_or_null(const struct server *server, const struct case_file *file)
{
    char text[CERTIFICATE_CODE_SIZE];

    return certificate_qr(server, file, text) ? json_string(text) : json_null();
}

static void add_value(void *context, const char *name, const char *value)
{
    json_object_set_new(context, name, json_string(value));
}

static json_t *values_of(const struct server *server, const struct case_file *file)
{
    json_t *values = json_object();

    store_values(server->store, file->id, add_value, values);
    return values;
}

/* What a worker draws. The same until it is sealed, so that the same bytes come of it. */
void api_case_certificate(struct request *request)
{
    const struct server *server = request->server;
    struct case_work work;
    struct store_person holder;
    char name[PERSON_NAME_SIZE];

    case_work_begin(&work, request, COMMAND_CASE_DOCUMENT);
    if (!case_work_load(&work))
        return;
    const struct case_file *file = &work.file;
    enum refusal refusal = file->output != ITEM_OUTPUT_OWN_A4 && file->output != ITEM_OUTPUT_OVERLAY ? REFUSAL_NO_DOCUMENT
                           : file->decided_ms == 0 || file->outcome != CASE_OUTCOME_GRANTED           ? REFUSAL_CASE_STATE
                           : store_person(server->store, file->person, &holder) != ERROR_NONE ||
                                   store_person_name(server->store, file->person, file->holder, name) != ERROR_NONE
                               ? REFUSAL_PERSON_UNKNOWN
                           : !people_note_look(request, file, file->person) ? REFUSAL_NOT_STORED
                                                                            : REFUSAL_NONE;
    if (refusal != REFUSAL_NONE) {
        reply_refusal(request, refusal, NULL);
        return;
    }
    reply_json(request, 200,
               json_pack("{s:I, s:o, s:s, s:s, s:{s:s, s:{s:s, s:s}}, s:s, s:s, s:o, s:o, s:o, s:{s:o}, s:s, s:o, s:b}", "case", (json_int_t)file->id.value, "number",
                         text_or_null(file->certificate), "template", work.item.template_name, "output", item_output_word(file->output), "item", "code", file->item, "name",
                         "zh", work.item.name, "en", work.item.name_en, "holder", name, "holder_kind", holder.organisation ? "organisation" : "person", "fields", values_of(server, file), "issued_on",
                         view_date(certificate_day(server, file)), "valid_until", view_date(file->valid_until), "hall", "name", view_names(&server->file.name), "authority",
                         server->file.name.zh, "qr", qr_or_null(server, file), "demo", server->hall.demo));
}

static const char *state_of(const struct case_file *file)
{
    switch (file->state) {
    case CASE_STATE_DRAWN:
    case CASE_STATE_SEALED:
        return "drawn";
    case CASE_STATE_ISSUED:
        return "issued";
    case CASE_STATE_HANDED:
        return "handed";
    default:
        return NULL;
    }
}

/* Finds the case of the certificate that the path names; false: answered. */
static bool find_certificate(struct request *request, struct case_file *file)
{
    if (store_case_of_certificate(request->server->store, request->parameters[0], file) == ERROR_NONE && state_of(file))
        return true;
    reply_refusal(request, REFUSAL_CERTIFICATE_UNKNOWN, NULL);
    return false;
}

void api_certificate_get(struct request *request)
{
    const struct server *server = request->server;
    struct case_file file;

    if (find_certificate(request, &file))
        reply_json(request, 200,
                   json_pack("{s:s, s:s, s:o, s:I, s:s, s:o, s:o, s:o, s:o}", "number", file.certificate, "state", state_of(&file), "hash", text_or_null(file.digest), "case",
                             (json_int_t)file.id.value, "item", file.item, "issued_on", view_date(certificate_day(server, &file)), "valid_until", view_date(file.valid_until),
                             "seal", file.seal && file.state != CASE_STATE_DRAWN ? json_integer(file.seal) : json_null(), "qr", qr_or_null(server, &file)));
}

void api_certificate_document(struct request *request)
{
    struct store_person holder;
    struct case_file file;
    void *bytes;
    size_t size;

    if (!find_certificate(request, &file))
        return;
    if (file.seal == 0 || file.state == CASE_STATE_DRAWN)
        reply_refusal(request, REFUSAL_PAPER_NOT_YET, NULL);
    else if (store_person(request->server->store, file.person, &holder) != ERROR_NONE)
        reply_refusal(request, REFUSAL_PERSON_UNKNOWN, NULL);
    else if (store_document(request->server->store, file.digest, &bytes, &size) != ERROR_NONE)
        reply_refusal(request, REFUSAL_NO_DOCUMENT, NULL);
    else if (!people_note_look(request, &file, file.person)) {
        free(bytes);
        reply_refusal(request, REFUSAL_NOT_STORED, NULL);
    } else
        reply_bytes(request, "application/pdf", bytes, size);
}

/* --- the ledger --- */

enum { USES_A_PAGE = 200 };

struct uses {
    const struct server *server;
    json_t *list;
};

static void add_use(void *context, const struct store_seal_use *use)
{
    struct uses *uses = context;

    json_array_append_new(uses->list, json_pack("{s:I, s:o, s:s, s:I, s:s, s:s, s:o, s:o, s:o}", "seal", (json_int_t)use->seal, "at", view_instant(uses->server, use->at_ms),
                                                "staff", use->staff, "case", (json_int_t)use->kase.value, "certificate", use->certificate, "digest", use->digest, "blank",
                                                text_or_null(use->blank), "confirmed_at", view_instant(uses->server, use->confirmed_ms), "spoiled_at",
                                                view_instant(uses->server, use->spoiled_ms)));
}

void api_seal_uses(struct request *request)
{
    struct uses uses = {request->server, json_array()};
    struct evkeyvalq query;
    const char *raw = evhttp_uri_get_query(evhttp_request_get_evhttp_uri(request->http));
    int64_t after = 0;

    if (evhttp_parse_query_str(raw ? raw : "", &query) == 0) {
        const char *text = evhttp_find_header(&query, "after");
        after = text ? strtoll(text, NULL, 10) : 0;
        evhttp_clear_headers(&query);
    }
    store_seal_uses(request->server->store, after, USES_A_PAGE, add_use, &uses);
    reply_json(request, 200, json_pack("{s:o}", "uses", uses.list));
}
