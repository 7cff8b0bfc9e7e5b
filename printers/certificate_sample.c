/* A specimen of a template, with the example values of the manual. */
#include "printers/certificate.h"

#include <string.h>

static const struct certificate_extra examples[] = {
    { "address", "湖南省浏阳市永安镇永和路12号" }, { "scope", "沿街门楣招牌一处，长6米、高1.2米，不得遮挡门窗和交通设施" },
    { "credit_code", "91430181XXXXXXXXXX" },       { "legal_person", "张三" },
    { "capital", "壹拾万元整" },                   { "plate", "湘A·D12345" },
    { "vehicle", "重型厢式货车" },                 { "load", "9.9吨" },
};
enum { EXAMPLES = sizeof examples / sizeof *examples };

/* A code as long as a usual one, which verify-certificate calls none. */
static const char code[] = "HTTPS://EXAMPLE.ORG/C/YC1SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0SPECIMEN0";

/* Returns the example of a value of the hall's own, or its name where there is none. */
static const char *example_of(const char *name)
{
    for (int i = 0; i < EXAMPLES; i++)
        if (strcmp(examples[i].name, name) == 0)
            return examples[i].value;
    return name;
}

bool certificate_render_sample(const struct certificate_template *form, struct bytes *bytes, struct paper_fault *fault)
{
    struct certificate_extra extras[TEMPLATE_EXTRAS];
    struct certificate_fields fields = {
        .number = "XK11-2026-000123",
        .item = "户外广告设施设置审批",
        .item_en = "Outdoor advertising approval",
        .item_code = "XK11",
        .holder = "王小明",
        .issued = date_make(2026, 11, 23),
        .limited = true,
        .valid_until = date_make(2029, 11, 22),
        .hall = "永安镇政务服务大厅",
        .hall_en = "Yong'an Township Service Hall",
        .blank = "0012345",
        .code = code,
        .extras = extras,
        .extra_count = (size_t)form->extra_count,
        .seal = seal_source_find("demonstration"),
    };

    for (int i = 0; i < form->extra_count; i++)
        extras[i] = (struct certificate_extra){ form->extras[i], example_of(form->extras[i]) };
    return certificate_render(form, &fields, NULL, CERTIFICATE_PREVIEW, bytes, fault);
}
