#include "printers/paper.h"

#include "base/log.h"
#include "base/utf8.h"
#include "core/case.h"
#include "printers/receipt.h"
#include "printers/receipt_emergency.h"
#include "printers/slip.h"
#include "printers/test_page.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CALL_MS = 15000 };

static enum paper_end refuse(char reason[static SINK_DETAIL], const char *sentence)
{
    utf8_clean(reason, SINK_DETAIL, sentence);
    return PAPER_REFUSED;
}

/* The reason goes into the journal, for ever: it names the field, never what stood in it. */
static enum paper_end refuse_fault(char reason[static SINK_DETAIL], const struct paper_fault *fault)
{
    char sentence[PAPER_SENTENCE];
    struct paper_fault bare = *fault;

    paper_fault_withhold(&bare);
    paper_fault_sentence(&bare, LANGUAGE_EN, sentence);
    return refuse(reason, sentence);
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

static enum paper_end make_ticket(struct paper *paper, const json_t *job, const struct printer_conf *printer, const char *dir, char reason[static SINK_DETAIL])
{
    struct receipt receipt;
    int missing = 0;
    enum error error = receipt_read(&receipt, job);

    if (error || !printer->model)
        return refuse(reason, "this printer cannot print such a paper");
    receipt_name(&receipt, paper->name);
    const struct ticket_template *form = ticket_template_current(dir, printer->model->paper_mm);
    error = receipt_draw(&receipt, form, printer->model->dots, &paper->picture, &missing);
    if (!error && missing > 0)
        log_warning("%s: %s: %d characters are in no font of this machine; they stand as 〓", printer->name, receipt.number, missing);
    if (!error)
        error = escpos_encode_end(printer->model, &paper->picture, form->feed, form->cut, &paper->bytes);
    return error ? refuse(reason, error_sentence(error)) : PAPER_READY;
}

static enum paper_end make_emergency(struct paper *paper, const json_t *job, const struct printer_conf *printer, char reason[static SINK_DETAIL])
{
    struct receipt_emergency roll;

    if (!printer->model || receipt_emergency_read(&roll, job) != ERROR_NONE)
        return refuse(reason, "this printer cannot print such a paper");
    snprintf(paper->name, sizeof paper->name, "emergency-E%03d-E%03d", roll.first, roll.first + roll.count - 1);
    enum error error = receipt_emergency_draw(&roll, printer->model, &paper->picture, &paper->bytes);
    return error ? refuse(reason, error_sentence(error)) : PAPER_READY;
}

static enum paper_end make_slip(struct paper *paper, const json_t *job, const struct printer_conf *printer, const char *dir, char reason[static SINK_DETAIL])
{
    static struct certificate_template form;
    static struct slip slip;
    char message[TEMPLATE_MESSAGE], name[40];
    struct paper_fault fault;

    if (slip_read(&slip, job) != ERROR_NONE)
        return refuse(reason, "the job lacks what its paper must show");
    slip_name(&slip, paper->name);
    snprintf(name, sizeof name, "%s%s", slip.paper, printer->two_part ? SLIP_TWO_PART : "");
    if (slip_template(dir, name, &form, message) != ERROR_NONE)
        return refuse(reason, message);
    if (!printer->model)
        return slip_document(&slip, &form, &paper->bytes, &fault) ? PAPER_READY : refuse_fault(reason, &fault);
    if (!slip_picture(&slip, &form, printer->model->dots, &paper->picture, &fault))
        return refuse_fault(reason, &fault);
    enum error error = escpos_encode(printer->model, &paper->picture, &paper->bytes);
    return error ? refuse(reason, error_sentence(error)) : PAPER_READY;
}

static enum paper_end make_test(struct paper *paper, const json_t *job, const struct printer_conf *printer, char reason[static SINK_DETAIL])
{
    long long id = (long long)json_integer_value(json_object_get(job, "id"));
    struct paper_fault fault;
    struct date date;

    snprintf(paper->name, sizeof paper->name, "test-%s-%lld", printer->name, id);
    if (!printer->model) {
        if (!date_parse(text_of(json_object_get(job, "hall"), "day"), &date))
            return refuse(reason, "the job lacks what its paper must show");
        return test_page_document(printer, id, date, &paper->bytes, &fault) ? PAPER_READY : refuse_fault(reason, &fault);
    }
    enum error error = test_page_draw(printer, id, printer->model->dots, &paper->picture);
    if (!error)
        error = escpos_encode(printer->model, &paper->picture, &paper->bytes);
    return error ? refuse(reason, error_sentence(error)) : PAPER_READY;
}

/* Writes the number as a part of a path. */
static void escape(char *to, size_t size, const char *from)
{
    size_t length = 0;

    for (; *from && length + 4 < size; from++) {
        unsigned char c = (unsigned char)*from;
        length += (size_t)snprintf(to + length, size - length, isalnum(c) || c == '-' || c == '.' || c == '_' ? "%c" : "%%%02X", c);
    }
    to[length] = '\0';
}

/* A certificate was rendered once and its bytes are in the ledger: these are printed, and no others. */
static enum paper_end fetch_certificate(struct paper *paper, const json_t *job, struct client *client, const struct printer_conf *printer, char reason[static SINK_DETAIL])
{
    const char *number = text_of(json_object_get(json_object_get(job, "case"), "certificate"), "number");
    int copy = (int)json_integer_value(json_object_get(job, "copy"));
    char escaped[200], path[256], plain[40], *bytes = NULL;
    size_t size = 0, length = 0;
    enum paper_end end = PAPER_READY;

    if (printer->model)
        return refuse(reason, "a certificate needs a printer that takes PDFs");
    if (!*number)
        return refuse(reason, "the job lacks what its paper must show");
    for (const char *p = number; *p && length < sizeof plain - 1; p++)
        plain[length++] = isalnum((unsigned char)*p) && (unsigned char)*p < 0x80 ? *p : '-';
    plain[length] = '\0';
    snprintf(paper->name, sizeof paper->name, copy > 0 ? "certificate-%s-copy%d" : "certificate-%s", plain, copy);
    escape(escaped, sizeof escaped, number);
    snprintf(path, sizeof path, "/v1/certificates/%s/document", escaped);
    int status = client_call_bytes(client, "GET", path, NULL, NULL, CALL_MS, &bytes, &size);
    if (status == 0 || status == 429 || status >= 500)
        end = PAPER_AWAY;
    else if (status != 200) {
        json_t *problem = json_loadb(bytes ? bytes : "", size, 0, NULL);
        end = refuse(reason, client_problem_text(status, problem, "en"));
        json_decref(problem);
    } else if (size < 5 || memcmp(bytes, "%PDF-", 5) != 0) {
        end = refuse(reason, "the certificate's bytes are no PDF");
    } else if (bytes_append(&paper->bytes, bytes, size) != ERROR_NONE) {
        end = refuse(reason, error_sentence(ERROR_MEMORY));
    }
    free(bytes);
    return end;
}

enum paper_end paper_make(struct paper *paper, const json_t *job, struct client *client, const struct printer_conf *printer, const char *dir, char reason[static SINK_DETAIL])
{
    const char *kind = text_of(job, "kind");

    reason[0] = '\0';
    if (strcmp(text_of(job, "paper"), case_paper_word(CASE_PAPER_EMERGENCY)) == 0)
        return make_emergency(paper, job, printer, reason);
    if (strcmp(text_of(job, "paper"), case_paper_word(CASE_PAPER_TEST)) == 0)
        return make_test(paper, job, printer, reason);
    if (strcmp(kind, printer_kind_word(PRINTER_KIND_TICKET)) == 0)
        return make_ticket(paper, job, printer, dir, reason);
    if (strcmp(kind, printer_kind_word(PRINTER_KIND_SLIP)) == 0)
        return make_slip(paper, job, printer, dir, reason);
    if (strcmp(kind, printer_kind_word(PRINTER_KIND_CERTIFICATE)) == 0)
        return fetch_certificate(paper, job, client, printer, reason);
    return refuse(reason, "this printer cannot print such a paper");
}

void paper_finish(struct paper *paper)
{
    bitmap_finish(&paper->picture);
    bytes_finish(&paper->bytes);
}

/* The pages of a PDF of ours, whose objects lie open: cairo packs none. */
static int count_pages(const struct bytes *bytes)
{
    static const char page[] = "/Type /Page";
    int count = 0;

    for (size_t i = 0; i + sizeof page <= bytes->length; i++)
        count += memcmp(bytes->data + i, page, sizeof page - 1) == 0 && bytes->data[i + sizeof page - 1] != 's';
    return count > 0 ? count : 1;
}

int paper_length(const struct paper *paper, const struct printer_conf *printer)
{
    enum { DOTS_MM = 8, FEED_MM = 20 };

    return printer->model ? paper->picture.height / DOTS_MM + FEED_MM : count_pages(&paper->bytes);
}

struct sink_paper paper_for_sink(const struct paper *paper)
{
    return (struct sink_paper){ paper->name, paper->picture.bits ? &paper->picture : NULL, &paper->bytes };
}
