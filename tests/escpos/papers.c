/* Writes papers for somebody else's parser: of each the bytes for the printer (NAME.bin) and the dots that our interpreter makes of them (NAME.pbm, no margin).
 * Usage: yichuang-escpos CONF FOLDER; CONF is the sample configuration. */
#include "lib/escpos_reader.h"
#include "printers/receipt.h"
#include "printers/receipt_emergency.h"
#include "printers/slip.h"
#include "printers/ticket_sample.h"

#include <stdio.h>
#include <string.h>

static const char *folder;

static bool write_paper(const char *name, const struct escpos_model *model, const struct bytes *bytes)
{
    char path[512], error[ESCPOS_READER_ERROR];
    struct escpos_paper paper;

    if (!escpos_read(bytes->data, bytes->length, model->dots, &paper, error)) {
        fprintf(stderr, "%s: our own interpreter: %s\n", name, error);
        return false;
    }
    snprintf(path, sizeof path, "%s/%s.pbm", folder, name);
    bool good = escpos_paper_write(&paper, 0, path);
    escpos_paper_finish(&paper);
    snprintf(path, sizeof path, "%s/%s.bin", folder, name);
    FILE *file = fopen(path, "wb");
    good = good && file && fwrite(bytes->data, 1, bytes->length, file) == bytes->length;
    return (!file || fclose(file) == 0) && good;
}

static bool write_picture(const char *name, const struct escpos_model *model, struct bitmap *picture)
{
    struct bytes bytes = { 0 };
    bool good = escpos_encode(model, picture, &bytes) == ERROR_NONE && write_paper(name, model, &bytes);

    bytes_finish(&bytes);
    bitmap_finish(picture);
    return good;
}

static bool write_tickets(const struct escpos_model *model)
{
    static struct receipt receipt;
    json_t *job = ticket_sample_job();
    bool good = receipt_read(&receipt, job) == ERROR_NONE;

    for (int i = 0; good && i < 4; i++) {
        struct bitmap picture = { 0 };
        char name[64];
        receipt.language = i % 2 ? LANGUAGE_EN : LANGUAGE_ZH;
        receipt.copy = i / 2;
        snprintf(name, sizeof name, "ticket-%s-%s-%d", model->name, i % 2 ? "en" : "zh", receipt.copy);
        good = receipt_draw(&receipt, ticket_template_usual(model->paper_mm), model->dots, &picture, NULL) == ERROR_NONE && write_picture(name, model, &picture);
    }
    json_decref(job);
    return good;
}

static bool write_slip(const char *conf, const struct escpos_model *model)
{
    static struct certificate_template form;
    static struct slip slip;
    char message[TEMPLATE_MESSAGE], name[64];
    struct paper_fault fault;
    struct bitmap picture = { 0 };
    json_t *job = slip_sample_job("notice");
    bool good = slip_template(conf, "notice", &form, message) == ERROR_NONE && slip_read(&slip, job) == ERROR_NONE && slip_picture(&slip, &form, model->dots, &picture, &fault);

    snprintf(name, sizeof name, "slip-%s", model->name);
    good = good && write_picture(name, model, &picture);
    json_decref(job);
    return good;
}

static bool write_roll(const struct escpos_model *model)
{
    const struct receipt_emergency roll = { .hall = { "永安镇政务服务大厅", "Yong'an Township Service Hall" }, .day = "2026-11-23", .first = 1, .count = 3, .job = 1 };
    struct bitmap picture = { 0 };
    struct bytes bytes = { 0 };
    char name[64];
    bool good = receipt_emergency_draw(&roll, model, &picture, &bytes) == ERROR_NONE;

    snprintf(name, sizeof name, "emergency-%s", model->name);
    good = good && write_paper(name, model, &bytes);
    bitmap_finish(&picture);
    bytes_finish(&bytes);
    return good;
}

int main(int argc, char **argv)
{
    const struct escpos_model *model;
    bool good = argc == 3;

    if (!good)
        fprintf(stderr, "usage: yichuang-escpos CONF FOLDER\n");
    else
        folder = argv[2];
    for (int n = 0; good && (model = escpos_model_at(n)); n++) {
        good = write_tickets(model) && write_slip(argv[1], model) && write_roll(model);
        if (!good)
            fprintf(stderr, "%s: a paper was not made\n", model->name);
    }
    return good ? 0 : 1;
}
