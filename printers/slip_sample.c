/* A slip to look at: a job with example values, as the controller would send it to a demonstration hall's printer. */
#include "printers/slip.h"

#include <stdio.h>
#include <string.h>

static json_t *material(const char *name, const char *kind, bool required, const char *state)
{
    return json_pack("{s:s, s:s, s:b, s:s}", "name", name, "kind", kind, "required", required, "state", state);
}

json_t *slip_sample_job(const char *name)
{
    const char *end = strstr(name, SLIP_TWO_PART);
    char paper[24];

    snprintf(paper, sizeof paper, "%.*s", (int)(end ? (size_t)(end - name) : strlen(name)), name);
    json_t *materials = json_pack("[o, o, o, o]", material("户外广告设施设置申请表", "form", true, "there"), material("营业执照", "copy", true, "there"),
                                  material("设置位置的实景图和效果图", "original", true, "missing"), material("场地使用权证明或者租赁合同", "copy", true, "missing"));
    json_t *kase = json_pack(
        "{s:s, s:{s:s, s:{s:s, s:s}}, s:{s:s, s:s, s:s}, s:n, s:o, s:s, s:s, s:s, s:s, s:{s:s, s:n, s:i}, s:{s:{s:s, s:s}, s:s}, s:s, s:{s:s, s:s}}", "number", "2026-000012", "item",
        "code", "XK11", "name", "zh", "户外广告设施设置审批", "en", "Outdoor advertising approval", "applicant", "kind", "person", "name", "王小明", "masked", "4301**********1234", "agent",
        "materials", materials, "accepted_at", "2026-11-23T09:12:00+08:00", "decided_at", "2026-11-27T15:30:00+08:00", "ended_at", "2026-11-23T09:12:00+08:00", "accepted_by", "1001",
        "deadline", "promised", "2026-12-01", "statutory", "days_left", 6, "special", "name", "zh", "现场勘验", "en", "inspection on the spot", "since", "2026-11-24", "reason",
        "拟设置的位置位于交通信号灯后方三十米以内，不符合《永安镇户外广告设施设置规划》。", "certificate", "number", "XK11-2026-00012", "shelf", "B12");

    return json_pack("{s:s, s:s, s:i, s:{s:{s:s, s:s}, s:b, s:s}, s:o}", "kind", "slip", "paper", paper, "copy", 0, "hall", "name", "zh", "永安镇政务服务大厅", "en",
                     "Yong'an Township Service Hall", "demo", true, "day", "2026-11-27", "case", kase);
}
