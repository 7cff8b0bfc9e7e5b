/* A ticket to look at: a job with example values, as the controller would send it, on paper of the hall's layout. */
#include "printers/ticket_sample.h"

#include "base/path.h"
#include "printers/receipt.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int paper_mm, dots;
} papers[] = { { "ticket-80", 80, 576 }, { "ticket-58", 58, 384 } };
enum { PAPERS = sizeof papers / sizeof *papers, MARGIN = 32 };

static json_t *material(const char *name, const char *kind, bool required)
{
    return json_pack("{s:s, s:s, s:b}", "name", name, "kind", kind, "required", required);
}

json_t *ticket_sample_job(void)
{
    json_t *materials = json_pack("[o, o, o]", material("户外广告设施设置申请表", "form", true), material("营业执照", "original", true), material("场地使用权证明", "copy", false));

    return json_pack("{s:s, s:i, s:{s:{s:s, s:s}}, s:{s:s, s:{s:s, s:s}}, s:{s:i, s:s, s:s, s:i, s:{s:i, s:i}, s:s, s:s, s:i, s:s, s:s}, s:{s:s, s:s, s:{s:s, s:s}, s:o}}", "kind", "ticket", "copy", 0,
                     "hall", "name", "zh", "永安镇政务服务大厅", "en", "Yong'an Township Service Hall", "service", "letter", "A", "name", "zh", "综合业务", "en", "General business", "ticket",
                     "id", 7, "number", "A007", "priority", "normal", "ahead", 4, "wait", "low_s", 480, "high_s", 900, "taken_at", "2026-11-23T09:12:03+08:00", "language", "zh",
                     "count", 1, "code", "4K7XN2QP9D3HT6WRB8MC5", "url", "http://127.0.0.1:8640/t/4K7XN2QP9D3HT6WRB8MC5", "item", "code", "XK11", "kind", "permit", "name", "zh",
                     "户外广告设施设置审批", "en", "Outdoor advertising approval", "materials", materials);
}

bool ticket_sample_has(const char *name)
{
    for (int i = 0; i < PAPERS; i++)
        if (strcmp(papers[i].name, name) == 0)
            return true;
    return false;
}

enum error ticket_sample_picture(const char *dir, const char *name, struct bytes *png, char message[static TICKET_MESSAGE])
{
    static struct receipt receipt;
    static struct ticket_template form;
    struct bitmap picture = { 0 };
    char path[PATH_SIZE];
    int i = 0;

    while (i < PAPERS && strcmp(papers[i].name, name) != 0)
        i++;
    int written = snprintf(path, sizeof path, "%s/tickets/%s.conf", dir, name);
    if (i == PAPERS || written < 0 || written >= (int)sizeof path) {
        snprintf(message, TICKET_MESSAGE, "%s", error_sentence(ERROR_RANGE));
        return ERROR_RANGE;
    }
    enum error error = ticket_template_read(path, papers[i].paper_mm, &form, message);
    if (error)
        return error;
    json_t *job = ticket_sample_job();
    error = receipt_read(&receipt, job);
    if (!error)
        error = receipt_draw(&receipt, &form, papers[i].dots, &picture, NULL);
    if (!error)
        error = bitmap_png(&picture, MARGIN, png);
    if (error)
        snprintf(message, TICKET_MESSAGE, "%.200s: %s", path, error_sentence(error));
    bitmap_finish(&picture);
    json_decref(job);
    return error;
}
