/* printers.conf: refused with one sentence that names the file, or every printer is one that the worker can drive, and written anew it means the same. */
#include "lib/fuzz.h"

#include "printers/printers_conf.h"

#include <stdlib.h>
#include <string.h>

static void write_text(struct fuzz_writer *writer, const char *name, const char *value)
{
    fuzz_write(writer, "  %s = \"", name);
    for (; *value; value++)
        fuzz_write(writer, strchr("\"\\$", *value) ? "\\x%02x" : "%c", (unsigned char)*value);
    fuzz_write(writer, "\"\n");
}

static struct fuzz_writer write_anew(const struct printers_conf *conf)
{
    struct fuzz_writer writer = {0};

    for (const struct printer_conf *printer = conf->printers; printer < conf->printers + conf->count; printer++) {
        bool first = true;
        fuzz_write(&writer, "printer \"%s\" {\n  prints = {", printer->name);
        for (int kind = 0; kind < PRINTER_KINDS; kind++)
            if (printer->kinds >> kind & 1) {
                fuzz_write(&writer, "%s\"%s\"", first ? "" : ", ", printer_kind_word((enum printer_kind)kind));
                first = false;
            }
        fuzz_write(&writer, "}\n");
        write_text(&writer, "place", printer->place);
        write_text(&writer, "model", printer->model ? printer->model->name : printer->two_part ? "pdf-241" : "pdf");
        write_text(&writer, "sink", printer->sink);
        fuzz_write(&writer, "}\n");
    }
    return writer;
}

static void check_printer(const struct printer_conf *printer)
{
    FUZZ_HOLDS(printer->name[0] && strspn(printer->name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strnlen(printer->name, sizeof printer->name),
               "a printer is named %.32s", printer->name);
    fuzz_check_clean("a place", printer->place, sizeof printer->place);
    FUZZ_HOLDS(sink_is_address(printer->sink), "\"%s\" is taken for a sink", printer->sink);
    FUZZ_HOLDS(printer->kinds < 1U << PRINTER_KINDS, "a printer that prints something else");
    FUZZ_HOLDS(sink_takes(printer->sink, printer->model ? SINK_DOTS : SINK_DOCUMENTS), "a printer whose papers its sink does not take");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct printers_conf conf, again;
    char message[PRINTERS_CONF_MESSAGE];
    const char *path = fuzz_file(data, size);

    conf.count = -1;
    if (printers_conf_read(&conf, path, message) != ERROR_NONE) {
        FUZZ_HOLDS(strncmp(message, path, strlen(path)) == 0, "the sentence does not begin with the file: %s", message);
        fuzz_check_clean("the sentence", message, sizeof message);
        FUZZ_HOLDS(conf.count == -1, "it is refused, and yet something was set");
        return 0;
    }
    FUZZ_HOLDS(conf.count >= 1 && conf.count <= PRINTERS_CONF_MOST, "%d printers", conf.count);
    for (int i = 0; i < conf.count; i++) {
        check_printer(&conf.printers[i]);
        for (int k = 0; k < i; k++)
            FUZZ_HOLDS(strcmp(conf.printers[i].name, conf.printers[k].name) != 0 && strcmp(conf.printers[i].sink, conf.printers[k].sink) != 0, "two printers are one");
    }
    struct fuzz_writer writer = write_anew(&conf);
    FUZZ_HOLDS(printers_conf_read(&again, fuzz_file(writer.bytes, writer.length), message) == ERROR_NONE, "written anew it is refused: %s", message);
    FUZZ_HOLDS(memcmp(&again, &conf, sizeof conf) == 0, "written anew it is another");
    free(writer.bytes);
    return 0;
}
