#include "printers/certificate.h"

#include <stdio.h>
#include <string.h>

/* One rendering. */
struct rendering {
    const struct certificate_template *form;
    const struct certificate_fields *fields;
    struct vector_page *page;
    struct paper_fault *fault;
    bool forms_own; /* labels, rules and frame are ours to draw */
    double bottom;  /* of the field before, mm */
    int number;     /* of the page, from 1 */
};

static bool draw_label(const struct rendering *now, const struct template_field *field, double y)
{
    static const double second = 0.62, apart = 0.6, mm_a_point = 25.4 / 72;
    const struct template_label *label = &field->label;
    struct vector_style style = { .family = now->form->family, .size = label->size, .colour = now->form->colour };
    double high = label->size * mm_a_point, low = label->en[0] ? high * second : 0, between = low > 0 && label->zh[0] ? apart : 0;
    double top = y + (field->style.middle && !field->paragraphs ? (field->box.height - high - between - low) / 2 : 0);

    if (label->width <= 0)
        return true;
    bool good = vector_page_text(now->page, &style, (struct vector_box){ label->x, top, label->width, high }, field->name, label->zh, now->fault);
    style.size = label->size * second;
    return good && vector_page_text(now->page, &style, (struct vector_box){ label->x, top + high + between, label->width, low }, field->name, label->en, now->fault);
}

static void draw_rule(const struct rendering *now, const struct template_field *field, double bottom)
{
    double left = field->label.x < field->box.x ? field->label.x : field->box.x;
    struct vector_colour colour = now->form->colour;

    vector_page_line(now->page, left, bottom, field->box.x + field->box.width - left, 0.15,
                     (struct vector_colour){ (1 + colour.red) / 2, (1 + colour.green) / 2, (1 + colour.blue) / 2 });
}

/* What a preview shows of a national form: where a text may stand. */
static void draw_box(const struct rendering *now, struct vector_box box)
{
    cairo_t *cairo = vector_page_cairo(now->page);

    cairo_save(cairo);
    cairo_set_source_rgb(cairo, 0.55, 0.70, 0.85);
    cairo_set_line_width(cairo, 0.1);
    cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
    cairo_stroke(cairo);
    cairo_restore(cairo);
}

/* Begins another page, which says whose it is. */
static bool begin_page(struct rendering *now)
{
    static const double head = 14, high = 5;
    const struct certificate_template *form = now->form;
    struct vector_style style = { .family = form->family, .size = 9, .align = VECTOR_RIGHT };
    char text[TEMPLATE_LABEL];

    vector_page_next(now->page);
    now->bottom = head + high;
    snprintf(text, sizeof text, "%.64s – %d", now->fields->number ? now->fields->number : "", ++now->number);
    return (!now->fields->seal || !now->fields->seal->specimen || seal_draw_specimen(now->page, form->width, form->height, form->family, now->fault)) &&
           vector_page_text(now->page, &style, (struct vector_box){ head, head, form->width - 2 * head, high }, "number", text, now->fault);
}

/* Places the box of a field that stands below the one before it. False with a fault. */
static bool place_below(struct rendering *now, const struct template_field *field, struct vector_box *box)
{
    double floor = now->form->floor;

    box->y = now->bottom + field->gap;
    if (floor <= 0 || box->y + box->height <= floor)
        return true;
    if (!begin_page(now))
        return false;
    box->y = now->bottom + field->gap;
    if (box->y + box->height > floor && floor > box->y)
        box->height = floor - box->y;
    return true;
}

static bool draw_field(struct rendering *now, const struct template_field *field)
{
    char text[CERTIFICATE_TEXT];
    bool empty;
    struct vector_box box = field->box;
    struct vector_style style = field->style;

    if (!certificate_fill(field->text, now->fields, field->name, text, sizeof text, &empty, now->fault))
        return empty && field->optional;
    style.family = now->form->family;
    if (field->paragraphs) {
        double needs = vector_page_text_height(now->page, &style, box.width, text);
        box.height = needs < box.height ? needs : box.height;
    }
    if (field->below && !place_below(now, field, &box))
        return false;
    if (box.y + box.height > now->form->height)
        return paper_fault_set(now->fault, PAPER_FAULT_ROOM, field->name, text);
    now->bottom = box.y + box.height;
    if (now->forms_own && now->form->kind == CERTIFICATE_OVERLAY)
        draw_box(now, box);
    if (now->forms_own && field->rule)
        draw_rule(now, field, now->bottom);
    return (!now->forms_own || draw_label(now, field, box.y)) && vector_page_text(now->page, &style, box, field->name, text, now->fault);
}

/* From the ground up: the specimen's mark, the frame, the texts, the code, and over all of it the seal. */
static bool draw(struct rendering *now)
{
    const struct certificate_template *form = now->form;
    const struct certificate_fields *fields = now->fields;
    const struct seal_source *seal = fields->seal;
    struct seal_place place = { form->seal_x, form->seal_y, form->seal_diameter, fields->hall ? fields->hall : "", form->family };

    if (seal && seal->specimen && !seal_draw_specimen(now->page, form->width, form->height, form->family, now->fault))
        return false;
    if (now->forms_own && form->frame)
        certificate_draw_frame(now->page, form->width, form->height, form->colour);
    for (int i = 0; i < form->field_count; i++)
        if (!draw_field(now, &form->fields[i]))
            return false;
    if (form->code_size > 0) {
        if (!fields->code || !fields->code[0])
            return paper_fault_set(now->fault, PAPER_FAULT_VALUE, "code", "code");
        if (!vector_page_code(now->page, form->code_x, form->code_y, form->code_size, "code", fields->code, now->fault))
            return false;
    }
    return !seal || form->seal_diameter <= 0 || seal->draw(now->page, &place, now->fault);
}

bool certificate_render(const struct certificate_template *form, const struct certificate_fields *fields, const struct certificate_offset *offset, enum certificate_use use,
                        struct bytes *bytes, struct paper_fault *fault)
{
    char title[128];
    struct rendering now = { .form = form, .fields = fields, .fault = fault, .number = 1, .forms_own = form->kind == CERTIFICATE_OWN_A4 || use == CERTIFICATE_PREVIEW };

    snprintf(title, sizeof title, "%s", fields->number ? fields->number : "");
    paper_fault_set(fault, PAPER_FAULT_NONE, "", "");
    if (vector_page_create(form->width, form->height, title, fields->issued, &now.page) != ERROR_NONE)
        return paper_fault_set(fault, PAPER_FAULT_MEMORY, "", "");
    cairo_translate(vector_page_cairo(now.page), form->offset_x + (offset ? offset->x : 0), form->offset_y + (offset ? offset->y : 0));
    bool good = draw(&now);
    if (good && vector_page_finish(now.page, bytes) != ERROR_NONE)
        good = paper_fault_set(fault, PAPER_FAULT_MEMORY, "", "");
    vector_page_destroy(now.page);
    if (good)
        paper_fault_set(fault, PAPER_FAULT_NONE, "", "");
    return good;
}
