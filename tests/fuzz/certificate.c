/* What certificates are made of and checked by. A template: refused with one sentence that names the file, or every field lies on its paper. The text of a code: none, or written
 * anew it is the same. */
#include "lib/fuzz.h"

#include "core/certificate_code.h"
#include "printers/certificate.h"

#include <stdlib.h>
#include <string.h>

static void check_field(const struct certificate_template *form, const struct template_field *field)
{
    fuzz_check_clean("a text", field->text, sizeof field->text);
    fuzz_check_clean("a label", field->label.zh, sizeof field->label.zh);
    fuzz_check_clean("a label", field->label.en, sizeof field->label.en);
    FUZZ_HOLDS(field->name[0] && field->text[0], "a field without name or text");
    FUZZ_HOLDS(field->box.x >= 0 && field->box.y >= 0 && field->box.x + field->box.width <= form->width, "the field %.32s lies beside the paper", field->name);
    FUZZ_HOLDS(field->style.size >= 5 && field->style.size <= 120 && field->style.smallest <= field->style.size, "letters of %g points", field->style.size);
    FUZZ_HOLDS(field > form->fields || !field->below, "the first field stands below nothing");
}

static void check_template(const uint8_t *data, size_t size)
{
    static struct certificate_template form;
    char message[TEMPLATE_MESSAGE];
    const char *path = fuzz_file(data, size);

    form.field_count = -1;
    if (certificate_template_read(path, &form, message) != ERROR_NONE) {
        FUZZ_HOLDS(strncmp(message, path, strlen(path)) == 0, "the sentence does not begin with the file: %s", message);
        fuzz_check_clean("the sentence", message, sizeof message);
        FUZZ_HOLDS(form.field_count == -1, "it is refused, and yet something was set");
        return;
    }
    FUZZ_HOLDS(form.field_count >= 1 && form.field_count <= TEMPLATE_FIELDS && form.extra_count >= 0 && form.extra_count <= TEMPLATE_EXTRAS, "%d fields", form.field_count);
    FUZZ_HOLDS(form.width >= 50 && form.width <= 450 && form.height >= 50 && form.height <= 450, "a paper of %g mm", form.width);
    for (int i = 0; i < form.field_count; i++)
        check_field(&form, &form.fields[i]);
}

static void check_code(const uint8_t *data, size_t size)
{
    struct certificate_signed read, again;
    struct certificate_code code;
    char text[CERTIFICATE_CODE_SIZE], *given = malloc(size + 1);

    memcpy(given, data, size);
    given[size] = '\0';
    if (certificate_code_read(given, &read)) {
        FUZZ_HOLDS(read.length >= 1 && read.length <= CERTIFICATE_PAYLOAD_MAX, "a payload of %zu bytes", read.length);
        FUZZ_HOLDS(certificate_code_write(&read, "", text) && certificate_code_read(text, &again), "written anew it is none");
        FUZZ_HOLDS(again.length == read.length && memcmp(again.payload, read.payload, read.length) == 0, "written anew it is another");
        if (certificate_code_unpack(&read, &code)) {
            fuzz_check_clean("the number", code.number, sizeof code.number);
            fuzz_check_clean("the item", code.item, sizeof code.item);
            FUZZ_HOLDS(certificate_code_pack(&code, &again) && again.length == read.length && memcmp(again.payload, read.payload, read.length) == 0,
                       "packed anew its payload is another");
        }
    }
    free(given);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_template(data, size);
    check_code(data, size);
    return 0;
}
