/* The layout of tickets: refused with one sentence that names the file, or a ticket can be drawn by it. */
#include "lib/fuzz.h"

#include "printers/receipt.h"
#include "printers/ticket_sample.h"

#include <string.h>

static void check_row(const struct ticket_row *row)
{
    const int *sizes[] = { &row->size.zh, &row->size.en, &row->size.second, &row->label.zh, &row->label.en, &row->label.second, &row->detail };

    FUZZ_HOLDS((int)row->kind >= 0 && row->kind < TICKET_ROW_KINDS, "a row of no kind");
    fuzz_check_clean("a text", row->zh, sizeof row->zh);
    fuzz_check_clean("a text", row->en, sizeof row->en);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        FUZZ_HOLDS(*sizes[i] == 0 || (*sizes[i] >= 20 && *sizes[i] <= 96), "letters of %d dots", *sizes[i]);
    FUZZ_HOLDS(row->height >= 0 && row->height <= 480 && row->gap >= 0 && row->gap <= 160, "%d dots high, after %d", row->height, row->gap);
}

static void check_drawing(const struct ticket_template *form)
{
    static struct receipt receipt;
    struct bitmap picture = { 0 };
    json_t *job = ticket_sample_job();

    FUZZ_HOLDS(receipt_read(&receipt, job) == ERROR_NONE, "the sample is no ticket");
    receipt.copy = 1;
    FUZZ_HOLDS(receipt_draw(&receipt, form, 576, &picture, NULL) == ERROR_NONE && picture.height > 100, "a layout that was taken cannot be drawn");
    bitmap_finish(&picture);
    json_decref(job);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct ticket_template form;
    char message[TICKET_MESSAGE];
    const char *path = fuzz_file(data, size);

    form.row_count = -1;
    if (ticket_template_read(path, 80, &form, message) != ERROR_NONE) {
        FUZZ_HOLDS(strncmp(message, path, strlen(path)) == 0, "the sentence does not begin with the file: %s", message);
        fuzz_check_clean("the sentence", message, sizeof message);
        FUZZ_HOLDS(form.row_count == -1, "it is refused, and yet something was set");
        return 0;
    }
    FUZZ_HOLDS(form.row_count >= 3 && form.row_count <= TICKET_ROWS && form.discreet_count >= 0 && form.discreet_count <= TICKET_DISCREET, "%d rows", form.row_count);
    FUZZ_HOLDS(form.edge >= 0 && form.edge <= 64 && form.feed >= 0 && form.feed <= 20, "an edge of %d, a feed of %d", form.edge, form.feed);
    for (int i = 0; i < form.row_count; i++)
        check_row(&form.rows[i]);
    if (size % 8 == 0) /* (drawing takes long) */
        check_drawing(&form);
    return 0;
}
