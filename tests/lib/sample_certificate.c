#include "lib/sample_certificate.h"

#include "base/path.h"

#include <criterion/criterion.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

void sample_keys(unsigned char sign_public[static 32], unsigned char sign_secret[static 64], unsigned char person[static 32])
{
    unsigned char seed[32] = { 7 };

    cr_assert_geq(sodium_init(), 0);
    crypto_sign_seed_keypair(sign_public, sign_secret, seed);
    memset(person, 5, 32);
}

void sample_certificate_init(struct sample_certificate *sample, const char *form, const char *holder, const unsigned char sign_secret[static 64],
                             const unsigned char person[static 32])
{
    static const struct certificate_extra extras[8] = {
        { "address", "湖南省浏阳市永安镇永和路12号" },  { "scope", "沿街门楣招牌一处，长6米、高1.2米，不得遮挡门窗和交通设施" },
        { "credit_code", "91430181MA4LTEST0X" },        { "legal_person", "张三" },
        { "capital", "壹拾万元整" },                    { "plate", "湘A·D12345" },
        { "vehicle", "重型厢式货车" },                  { "load", "9.9吨" },
    };
    char samples[PATH_SIZE], message[TEMPLATE_MESSAGE];

    *sample = (struct sample_certificate){ 0 };
    cr_assert(path_samples(samples), "the sample configuration is not there");
    cr_assert_eq(certificate_template_find(samples, form, &sample->form, message), ERROR_NONE, "%s", message);
    memcpy(sample->extras, extras, sizeof extras);
    sample->code = (struct certificate_code){ .issued = date_make(2026, 11, 23), .limited = true, .valid_until = date_make(2029, 11, 22), .item = "XK11", .number = "XK11-2026-000123" };
    certificate_holder_mark(holder, person, sample->code.holder);
    cr_assert_eq(certificate_code_sign(&sample->code, sign_secret, "", sample->text), ERROR_NONE);
    sample->fields = (struct certificate_fields){
        .number = sample->code.number,
        .item = "户外广告设施设置审批",
        .item_en = "Outdoor advertising approval",
        .item_code = sample->code.item,
        .holder = holder,
        .issued = sample->code.issued,
        .limited = true,
        .valid_until = sample->code.valid_until,
        .hall = "永安镇政务服务大厅",
        .hall_en = "Yong'an Township Service Hall",
        .code = sample->text,
        .extras = sample->extras,
        .extra_count = sizeof sample->extras / sizeof *sample->extras,
        .seal = seal_source_find("demonstration"),
    };
}

struct bytes sample_certificate_render(const struct sample_certificate *sample, enum certificate_use use)
{
    struct bytes bytes = { 0 };
    struct paper_fault fault;
    char sentence[PAPER_SENTENCE];

    if (!certificate_render(&sample->form, &sample->fields, NULL, use, &bytes, &fault)) {
        paper_fault_sentence(&fault, LANGUAGE_EN, sentence);
        cr_assert_fail("%s", sentence);
    }
    return bytes;
}

void sample_write(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");

    cr_assert_not_null(file, "%s", path);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    cr_assert_eq(fclose(file), 0);
}
