/* Sinks move bytes and tell the truth: folder, network printer, memory. */
#include "printers/sink.h"

#include "lib/escpos_reader.h"
#include "lib/virtual_printer.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/yichuang-sink-XXXXXX";
static const struct escpos_model *model;
static struct bitmap bitmap;
static struct bytes bytes;

static void begin(void)
{
    cr_assert_not_null(mkdtemp(folder));
    model = escpos_model_find("generic-58-cutter");
    cr_assert_eq(bitmap_init(&bitmap, model->dots, 100), ERROR_NONE);
    for (int i = 0; i < 100; i++)
        bitmap_set(&bitmap, 3 * i, i);
    cr_assert_eq(escpos_encode(model, &bitmap, &bytes), ERROR_NONE);
}

static void end(void)
{
    char command[128];

    bitmap_finish(&bitmap);
    bytes_finish(&bytes);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(sink, .init = begin, .fini = end, .timeout = 60);

static struct sink *open_sink(const char *address)
{
    struct sink *sink = NULL;

    cr_assert_eq(sink_open(address, folder, model, &sink), ERROR_NONE, "%s", address);
    return sink;
}

static enum sink_outcome print(struct sink *sink, const char *name, char detail[static SINK_DETAIL])
{
    const struct sink_paper paper = { name, &bitmap, &bytes };

    return sink_print(sink, &paper, NULL, NULL, detail);
}

/* --- addresses -------------------------------------------------------------------------------------------------------------------- */

Test(sink, addresses)
{
    static const char *good[] = { "file:printed", "file:/var/lib/x", "tcp:192.168.1.50:9100", "tcp:printer.local:9100", "tcp:[::1]:9100", "usb:/dev/usb/lp0", "tty:/dev/ttyS0,9600", "tty:/dev/ttyUSB0,115200,rtscts", "tty:/dev/ttyS1,19200,xonxoff", "memory:",
                                  "cups:office", "ipp://192.168.1.60/ipp/print", "ipps://printer.local:631/ipp/print" };
    static const char *bad[] = { "", "file:", "file", "printed", "tcp:", "tcp:host", "tcp::9100", "tcp:host:0", "tcp:host:65536", "tcp:host:91x", "tcp:::1:9100",
                                 "usb:lp0", "usb:", "tty:", "tty:/dev/ttyS0", "tty:ttyS0,9600", "tty:/dev/ttyS0,9601", "tty:/dev/ttyS0,9600,", "tty:/dev/ttyS0,9600,both", "tty:/dev/ttyS0,9600,rtscts,x", "memory:x", "cups:", "cups:a/b", "cups:a b", "ipp:", "ipp:printer", "ipp:///ipp" };
    struct sink *sink;
    char longer[SINK_ADDRESS + 8];

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        cr_assert(sink_is_address(good[i]), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_assert_not(sink_is_address(bad[i]), "%s", bad[i]);
        cr_assert_eq(sink_open(bad[i], folder, model, &sink), ERROR_FORMAT, "%s", bad[i]);
    }
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = 0;
    memcpy(longer, "file:", 5);
    cr_assert_not(sink_is_address(longer));
    sink_close(NULL);
}

/* --- the folder ------------------------------------------------------------------------------------------------------------------- */

static size_t read_file(const char *name, unsigned char *content, size_t size)
{
    char path[256];

    snprintf(path, sizeof path, "%s/printed/%s", folder, name);
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s is not there", path);
    size_t length = fread(content, 1, size, file);
    fclose(file);
    return length;
}

static int count_files(void)
{
    char path[256];
    int count = 0;

    snprintf(path, sizeof path, "%s/printed", folder);
    DIR *list = opendir(path);
    cr_assert_not_null(list);
    for (struct dirent *entry; (entry = readdir(list)) != NULL;)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(list);
    return count;
}

Test(sink, a_paper_becomes_its_bytes_and_its_picture)
{
    struct sink *sink = open_sink("file:printed");
    unsigned char content[8192];
    char detail[SINK_DETAIL];

    cr_assert_eq(sink_state(sink, detail), PRINTER_READY, "%s", detail);
    cr_assert_eq(print(sink, "A007-1234", detail), SINK_DONE, "%s", detail);
    cr_assert_eq(read_file("A007-1234.bin", content, sizeof content), bytes.length);
    cr_assert_eq(memcmp(content, bytes.data, bytes.length), 0);
    cr_assert_gt(read_file("A007-1234.png", content, sizeof content), 24);
    cr_assert_eq(memcmp(content, "\x89PNG\r\n\x1a\n", 8), 0);
    int width = content[18] << 8 | content[19], height = content[22] << 8 | content[23];
    cr_assert_eq(width, 58 * 8, "the picture is as wide as the paper");
    cr_assert_eq(height, 100 + 58 * 8 - 384);
    cr_assert_eq(count_files(), 2, "something else was left");
    sink_close(sink);
}

Test(sink, a_second_paper_of_a_name_does_not_undo_the_first)
{
    struct sink *sink = open_sink("file:printed");
    unsigned char content[8192];
    char detail[SINK_DETAIL];

    cr_assert_eq(print(sink, "A007-1", detail), SINK_DONE);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_DONE);
    cr_assert_eq(read_file("A007-1.bin", content, sizeof content), bytes.length);
    cr_assert_eq(read_file("A007-1~2.bin", content, sizeof content), bytes.length);
    cr_assert_eq(count_files(), 4);
    sink_close(sink);
}

Test(sink, what_a_crash_left_is_swept_away)
{
    char path[256];

    snprintf(path, sizeof path, "%s/printed", folder);
    cr_assert_eq(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/printed/.A001-1.bin.part", folder);
    int fd = open(path, O_CREAT | O_WRONLY, 0600);
    cr_assert_geq(fd, 0);
    close(fd);
    struct sink *sink = open_sink("file:printed");
    cr_assert_eq(count_files(), 0);
    sink_close(sink);
}

Test(sink, a_folder_belongs_to_one_process)
{
    struct sink *first = open_sink("file:printed"), *second = NULL;

    cr_assert_eq(sink_open("file:printed", folder, model, &second), ERROR_BUSY);
    sink_close(first);
    second = open_sink("file:printed");
    sink_close(second);
}

Test(sink, a_folder_that_cannot_be_made_is_said_and_recovers)
{
    char path[256], detail[SINK_DETAIL];

    snprintf(path, sizeof path, "%s/printed", folder);
    int fd = open(path, O_CREAT | O_WRONLY, 0600); /* a file where the folder should be: not even root can write into it */
    cr_assert_geq(fd, 0);
    close(fd);
    struct sink *sink = open_sink("file:printed");
    cr_assert_eq(sink_state(sink, detail), PRINTER_OFFLINE);
    cr_assert_not_null(strstr(detail, "Not a directory"), "%s", detail);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_NOTHING);
    cr_assert_not_null(strstr(detail, "cannot write into"), "%s", detail);
    cr_assert_eq(unlink(path), 0);
    cr_assert_eq(sink_state(sink, detail), PRINTER_READY, "%s", detail);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_DONE);
    sink_close(sink);
}

Test(sink, a_folder_that_was_removed_is_made_again)
{
    struct sink *sink = open_sink("file:printed");
    char path[256], detail[SINK_DETAIL];

    snprintf(path, sizeof path, "%s/printed", folder);
    cr_assert_eq(rmdir(path), 0);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_DONE, "%s", detail);
    cr_assert_eq(count_files(), 2);
    sink_close(sink);
}

Test(sink, a_full_disk_leaves_no_half_paper)
{
    struct rlimit limit, small = { .rlim_cur = 1000, .rlim_max = 1000 };
    struct sink *sink = open_sink("file:printed");
    char detail[SINK_DETAIL];

    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    small.rlim_max = limit.rlim_max;
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum sink_outcome outcome = print(sink, "A007-1", detail);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    cr_assert_eq(outcome, SINK_NOTHING);
    cr_assert_not_null(strstr(detail, "File too large"), "%s", detail);
    cr_assert_eq(count_files(), 0);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_DONE);
    sink_close(sink);
}

/* --- the network printer ---------------------------------------------------------------------------------------------------------- */

Test(sink, a_network_printer_gets_the_paper)
{
    struct virtual_printer *printer = virtual_printer_start();
    struct sink *sink = open_sink(printer->address);
    struct escpos_paper paper;
    char detail[SINK_DETAIL], error[ESCPOS_READER_ERROR];

    cr_assert_eq(sink_state(sink, detail), PRINTER_READY, "%s", detail);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_DONE, "%s", detail);
    cr_assert_eq(print(sink, "A008-2", detail), SINK_DONE, "%s", detail);
    cr_assert(escpos_read(printer->bytes, printer->received, model->dots, &paper, error), "%s", error);
    cr_assert_eq(paper.cuts, 2);
    cr_assert_eq(paper.height, 200);
    cr_assert_eq(printer->connections, 1);
    escpos_paper_finish(&paper);
    sink_close(sink);
    virtual_printer_finish(printer);
}

static void check_state(unsigned char n, unsigned char answer, enum printer_state expected, enum sink_outcome outcome)
{
    struct virtual_printer *printer = virtual_printer_start();
    struct sink *sink = open_sink(printer->address);
    char detail[SINK_DETAIL];

    printer->answers[n] = answer;
    cr_assert_eq(sink_state(sink, detail), expected, "%d: %02x", n, answer);
    cr_assert_eq(print(sink, "A007-1", detail), outcome, "%d: %02x", n, answer);
    if (outcome == SINK_NOTHING) {
        cr_assert_str_eq(detail, printer_state_word(expected));
        cr_assert_eq(printer->received, 3u * (size_t)printer->questions, "more than questions went out");
    }
    sink_close(sink);
    virtual_printer_finish(printer);
}

Test(sink, what_the_printer_answers_decides)
{
    check_state(2, 0x12 | 0x04, PRINTER_COVER_OPEN, SINK_NOTHING);
    check_state(4, 0x12 | 0x60, PRINTER_PAPER_OUT, SINK_NOTHING);
    check_state(4, 0x12 | 0x0c, PRINTER_PAPER_LOW, SINK_DONE);
    check_state(1, 0x12 | 0x08, PRINTER_OFFLINE, SINK_NOTHING);
}

Test(sink, paper_that_ends_within_the_ticket_is_unsure)
{
    struct virtual_printer *printer = virtual_printer_start();
    struct sink *sink = open_sink(printer->address);
    char detail[SINK_DETAIL];

    printer->paper_ends_at = 2000;
    cr_assert_eq(print(sink, "A007-1", detail), SINK_UNSURE);
    cr_assert_str_eq(detail, "paper-out");
    printer->paper_ends_at = SIZE_MAX;
    cr_assert_eq(sink_state(sink, detail), PRINTER_READY, "%s", detail);
    cr_assert_eq(printer->connections, 2, "after a doubt the connection is made anew");
    sink_close(sink);
    virtual_printer_finish(printer);
}

Test(sink, a_printer_that_hangs_up_within_the_ticket_is_unsure)
{
    struct virtual_printer *printer = virtual_printer_start();
    struct sink *sink = open_sink(printer->address);
    char detail[SINK_DETAIL];

    printer->hangs_up_at = 1500;
    cr_assert_eq(print(sink, "A007-1", detail), SINK_UNSURE);
    cr_assert_str_not_empty(detail);
    sink_close(sink);
    virtual_printer_finish(printer);
}

Test(sink, an_unplugged_printer_is_offline_and_nothing_goes_out)
{
    struct virtual_printer *printer = virtual_printer_start();
    struct sink *sink = open_sink(printer->address);
    char detail[SINK_DETAIL];

    cr_assert_eq(sink_state(sink, detail), PRINTER_READY);
    virtual_printer_unplug(printer);
    cr_assert_eq(sink_state(sink, detail), PRINTER_OFFLINE);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_NOTHING);
    cr_assert_not_null(strstr(detail, "Connection refused"), "%s", detail);
    sink_close(sink);
    virtual_printer_finish(printer);
}

Test(sink, a_silent_printer_is_offline_unless_its_model_is_silent)
{
    struct virtual_printer *printer = virtual_printer_start();
    struct sink *sink = open_sink(printer->address);
    char detail[SINK_DETAIL];

    for (int n = 1; n <= 4; n++)
        printer->answers[n] = 0;
    cr_assert_eq(sink_state(sink, detail), PRINTER_OFFLINE);
    cr_assert_str_eq(detail, "the printer does not answer");
    sink_close(sink);
    model = escpos_model_find("generic-58-silent");
    sink = open_sink(printer->address);
    size_t before = printer->received;
    cr_assert_eq(sink_state(sink, detail), PRINTER_READY, "%s", detail);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_DONE, "%s", detail);
    cr_assert(virtual_printer_wait(printer, before + bytes.length));
    cr_assert_eq(printer->received, before + bytes.length);
    sink_close(sink);
    virtual_printer_finish(printer);
}

/* A picture that contains 10 04 n is answered by the printer: the answers must not be taken for those to our questions. */
Test(sink, answers_to_the_picture_itself_are_thrown_away)
{
    struct virtual_printer *printer = virtual_printer_start();
    struct sink *sink = open_sink(printer->address);
    char detail[SINK_DETAIL];

    for (size_t i = 10; i + 3 < bitmap.stride * 100; i += 9)
        memcpy(bitmap.bits + i, "\x10\x04\x03", 3);
    bytes.length = 0;
    cr_assert_eq(escpos_encode(model, &bitmap, &bytes), ERROR_NONE);
    printer->answers[3] = 0x12 | 0x68; /* would be read as every fault there is */
    cr_assert_eq(print(sink, "A007-1", detail), SINK_DONE, "%s", detail);
    cr_assert_eq(sink_state(sink, detail), PRINTER_READY, "%s", detail);
    cr_assert_gt(printer->questions, 200);
    sink_close(sink);
    virtual_printer_finish(printer);
}

Test(sink, a_network_printer_belongs_to_one_process)
{
    struct virtual_printer *printer = virtual_printer_start();
    struct sink *first = open_sink(printer->address), *second = NULL;

    cr_assert_eq(sink_open(printer->address, folder, model, &second), ERROR_BUSY);
    sink_close(first);
    second = open_sink(printer->address);
    sink_close(second);
    virtual_printer_finish(printer);
}

/* --- a serial line ---------------------------------------------------------------------------------------------------------------- */

Test(sink, a_printer_on_a_serial_line_gets_the_paper_byte_for_byte)
{
    struct virtual_printer *printer = virtual_printer_start_line();
    struct escpos_paper paper;
    char detail[SINK_DETAIL], error[ESCPOS_READER_ERROR];

    for (int y = 0; y < 100; y++) /* every value of a byte, also those that a line could take for its own: 3, 10, 13, 17, 19, 26 */
        for (int x = 0; x < model->dots; x++)
            if ((y * model->dots / 8 + x / 8) >> (x % 8) & 1)
                bitmap_set(&bitmap, x, y);
    bytes_finish(&bytes);
    cr_assert_eq(escpos_encode(model, &bitmap, &bytes), ERROR_NONE);
    struct sink *sink = open_sink(printer->address);
    cr_assert_eq(sink_state(sink, detail), PRINTER_READY, "%s", detail);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_DONE, "%s", detail);
    cr_assert(escpos_read(printer->bytes, printer->received, model->dots, &paper, error), "%s", error);
    cr_assert_eq(paper.cuts, 1);
    for (int y = 0; y < 100; y++)
        for (int x = 0; x < model->dots; x++)
            cr_assert_eq(paper.dots[y * paper.width + x], bitmap_get(&bitmap, x, y), "dot %d, %d", x, y);
    escpos_paper_finish(&paper);
    sink_close(sink);
    virtual_printer_finish(printer);
}

Test(sink, a_serial_line_tells_what_the_printer_answers)
{
    struct virtual_printer *printer = virtual_printer_start_line();
    struct sink *sink = open_sink(printer->address);
    char detail[SINK_DETAIL];

    printer->answers[4] = 0x12 | 0x60;
    cr_assert_eq(sink_state(sink, detail), PRINTER_PAPER_OUT);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_NOTHING);
    printer->answers[4] = 0x12;
    printer->paper_ends_at = printer->received + 2000;
    cr_assert_eq(print(sink, "A007-1", detail), SINK_UNSURE);
    cr_assert_str_eq(detail, "paper-out");
    printer->paper_ends_at = SIZE_MAX;
    virtual_printer_unplug(printer);
    cr_assert_eq(sink_state(sink, detail), PRINTER_OFFLINE);
    cr_assert_str_not_empty(detail);
    sink_close(sink);
    virtual_printer_finish(printer);
}

Test(sink, what_is_no_serial_line_is_said)
{
    char address[128], detail[SINK_DETAIL], path[96];

    snprintf(path, sizeof path, "%s/file", folder);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fclose(file);
    snprintf(address, sizeof address, "tty:%s,9600", path);
    struct sink *sink = open_sink(address);
    cr_assert_eq(sink_state(sink, detail), PRINTER_OFFLINE);
    cr_assert_not_null(strstr(detail, "this is no serial line"), "%s", detail);
    sink_close(sink);
}

Test(sink, a_device_file_that_is_not_there_is_offline)
{
    char address[256], detail[SINK_DETAIL];

    snprintf(address, sizeof address, "usb:%s/lp0", folder);
    struct sink *sink = open_sink(address);
    cr_assert_eq(sink_state(sink, detail), PRINTER_OFFLINE);
    cr_assert_not_null(strstr(detail, "No such file"), "%s", detail);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_NOTHING);
    sink_close(sink);
}

/* --- the memory ------------------------------------------------------------------------------------------------------------------- */

Test(sink, the_memory_keeps_the_last_paper_and_fails_where_told)
{
    struct sink *sink = open_sink("memory:");
    struct sink_memory *memory = sink_memory_of(sink);
    char detail[SINK_DETAIL];

    cr_assert_not_null(memory);
    cr_assert_eq(print(sink, "A007-1", detail), SINK_DONE);
    cr_assert_eq(memory->papers, 1);
    cr_assert_str_eq(memory->name, "A007-1");
    cr_assert_eq(memory->bytes.length, bytes.length);
    memory->fail_after = 10;
    cr_assert_eq(print(sink, "A007-2", detail), SINK_UNSURE);
    cr_assert_eq(memory->bytes.length, 10);
    memory->fail_after = 0;
    memory->state = PRINTER_PAPER_OUT;
    cr_assert_eq(print(sink, "A007-3", detail), SINK_NOTHING);
    cr_assert_str_eq(detail, "paper-out");
    cr_assert_eq(memory->papers, 1);
    cr_assert_eq(sink_state(sink, detail), PRINTER_PAPER_OUT);
    sink_close(sink);
    sink = open_sink("file:printed");
    cr_assert_null(sink_memory_of(sink));
    sink_close(sink);
}
