/* A ticket printer that says anything: the product's own code for network printers and printer files speaks with one that is played here, call by call. The input
 * says what each question is answered with, how many bytes are taken at a time, when the line breaks and how long everything takes; the clock is given, too.
 *
 * What must hold: "done" only when every byte was taken and the printer then answered all questions well; "nothing" only when no byte of the paper was taken;
 * a state is one of the list; asking takes no longer than promised. */
#include "lib/fuzz.h"

#include "printers/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAPER_BYTES = 900, ASK_MS = 8000, PAPER_MS = 90000 };

/* The printer at the other end. */
static struct {
    struct fuzz_input input;
    int fd;                 /* of the line, -1: not connected */
    bool dead;              /* the line broke, or the input is used up: it says nothing any more */
    unsigned char held[4];  /* bytes of a question that is under way */
    int held_count;
    unsigned char answers[64];
    int answer_count;
    size_t paper;           /* bytes of the paper that it took */
    unsigned asked;         /* questions answered in the right form since the last byte of the paper: 1 << n */
} printer;

static unsigned char whole_paper[PAPER_BYTES];

/* --- what the C library is asked for (the linker leads these calls here: -Wl,--wrap) --- */

int __real_open(const char *path, int flags, ...);
int __real_connect(int fd, const struct sockaddr *address, socklen_t length);
ssize_t __real_read(int fd, void *bytes, size_t size);
ssize_t __real_write(int fd, const void *bytes, size_t size);
ssize_t __real_send(int fd, const void *bytes, size_t size, int flags);
int __real_poll(struct pollfd *wanted, nfds_t count, int timeout);
int __wrap_open(const char *path, int flags, ...);
int __wrap_connect(int fd, const struct sockaddr *address, socklen_t length);
ssize_t __wrap_read(int fd, void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_send(int fd, const void *bytes, size_t size, int flags);
int __wrap_poll(struct pollfd *wanted, nfds_t count, int timeout);

static const char device[] = "/dev/null"; /* a file that can be opened; nothing goes there */

static bool plug_in(int fd)
{
    printer.dead = fuzz_byte(&printer.input) % 16 == 15 || printer.input.left == 0;
    printer.fd = fd;
    printer.answer_count = printer.held_count = 0;
    return !printer.dead;
}

int __wrap_open(const char *path, int flags, ...)
{
    va_list more;

    va_start(more, flags);
    int mode = flags & O_CREAT ? va_arg(more, int) : 0;
    va_end(more);
    int fd = __real_open(path, flags, mode);
    if (fd >= 0 && strcmp(path, device) == 0 && !plug_in(fd)) {
        close(fd);
        printer.fd = -1;
        errno = ENODEV;
        return -1;
    }
    return fd;
}

int __wrap_connect(int fd, const struct sockaddr *address, socklen_t length)
{
    (void)address, (void)length;
    if (plug_in(fd))
        return 0;
    printer.fd = -1;
    errno = ECONNREFUSED;
    return -1;
}

/* The answer to DLE EOT n is what the input says, mostly of the right form. */
static void answer(unsigned char n)
{
    uint8_t said = fuzz_byte(&printer.input);
    unsigned char byte = said & 0x80 ? (unsigned char)((fuzz_byte(&printer.input) & 0x6C) | 0x12) : said & 0x40 ? fuzz_byte(&printer.input) : 0x12;

    if ((said & 0x30) != 0x30 && printer.answer_count < (int)sizeof printer.answers) {
        printer.answers[printer.answer_count++] = byte;
        if ((byte & 0x93) == 0x12)
            printer.asked |= 1U << n;
    }
}

/* Takes a byte: part of a question, or of the paper. */
static void take(unsigned char byte)
{
    printer.held[printer.held_count++] = byte;
    if (printer.held[0] != 0x10 || (printer.held_count >= 2 && printer.held[1] != 0x04)) {
        printer.paper += (size_t)printer.held_count;
        printer.held_count = 0;
        printer.asked = 0;
    } else if (printer.held_count == 3) {
        answer(printer.held[2]);
        printer.held_count = 0;
    }
}

static ssize_t put(const void *bytes, size_t size)
{
    uint8_t mood = fuzz_byte(&printer.input);

    printer.dead = printer.dead || printer.input.left == 0 || mood % 32 == 31;
    if (printer.dead) {
        errno = EPIPE;
        return -1;
    }
    if (mood % 8 == 7) {
        errno = mood & 64 ? EAGAIN : EINTR;
        return -1;
    }
    size_t taken = mood % 8 == 6 ? (size_t)mood / 8 + 1 : size;
    taken = taken < size ? taken : size;
    for (size_t i = 0; i < taken; i++)
        take(((const unsigned char *)bytes)[i]);
    return (ssize_t)taken;
}

ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    return fd == printer.fd ? put(bytes, size) : __real_write(fd, bytes, size);
}

ssize_t __wrap_send(int fd, const void *bytes, size_t size, int flags)
{
    return fd == printer.fd ? put(bytes, size) : __real_send(fd, bytes, size, flags);
}

ssize_t __wrap_read(int fd, void *bytes, size_t size)
{
    if (fd != printer.fd)
        return __real_read(fd, bytes, size);
    if (printer.answer_count > 0) {
        size_t count = (size_t)printer.answer_count < size ? (size_t)printer.answer_count : size;
        memcpy(bytes, printer.answers, count);
        memmove(printer.answers, printer.answers + count, (size_t)printer.answer_count - count);
        printer.answer_count -= (int)count;
        return (ssize_t)count;
    }
    if (printer.dead)
        return 0;
    errno = EAGAIN;
    return -1;
}

/* Waiting takes what the input says, or the whole time when nothing comes. */
int __wrap_poll(struct pollfd *wanted, nfds_t count, int timeout)
{
    if (count > 1 || (count == 1 && wanted->fd != printer.fd))
        return __real_poll(wanted, count, timeout);
    uint8_t mood = fuzz_byte(&printer.input);
    bool ready = count == 1 && (wanted->events & POLLIN ? printer.answer_count > 0 || printer.dead : mood % 16 != 15);
    if (count == 1)
        wanted->revents = ready ? wanted->events : 0;
    fuzz_steady_ms += ready ? mood / 16 : timeout;
    return ready;
}

/* --- the target --- */

static void check_state(struct sink *sink)
{
    char detail[SINK_DETAIL];
    int64_t before = fuzz_steady_ms;
    enum printer_state state = sink_state(sink, detail);

    FUZZ_HOLDS(state >= PRINTER_READY && (int)state < PRINTER_STATE_COUNT, "a state of %d", (int)state);
    fuzz_check_clean("the detail", detail, sizeof detail);
    FUZZ_HOLDS(fuzz_steady_ms - before <= ASK_MS, "asking took %lld ms", (long long)(fuzz_steady_ms - before));
}

static void print(struct sink *sink, const struct escpos_model *model)
{
    struct bitmap picture = {.width = model->dots, .height = 400, .stride = (size_t)model->dots / 8};
    struct bytes bytes = {.data = whole_paper, .length = sizeof whole_paper};
    struct sink_paper paper = {"A007-1", &picture, &bytes};
    char detail[SINK_DETAIL];
    int64_t before = fuzz_steady_ms;

    printer.paper = 0;
    printer.asked = 0;
    enum sink_outcome outcome = sink_print(sink, &paper, NULL, NULL, detail);
    fuzz_check_clean("the detail", detail, sizeof detail);
    FUZZ_HOLDS(fuzz_steady_ms - before <= PAPER_MS, "a paper took %lld ms", (long long)(fuzz_steady_ms - before));
    switch (outcome) {
    case SINK_DONE:
        FUZZ_HOLDS(printer.paper == sizeof whole_paper, "\"done\", and the printer took %zu bytes of %zu", printer.paper, sizeof whole_paper);
        FUZZ_HOLDS(!model->status || printer.asked == (1U << 1 | 1U << 2 | 1U << 4), "\"done\", and the printer was not asked afterwards");
        break;
    case SINK_NOTHING:
        FUZZ_HOLDS(printer.paper == 0, "\"nothing\", and the printer took %zu bytes", printer.paper);
        FUZZ_HOLDS(detail[0], "nothing came out, and no reason is told");
        break;
    default:
        FUZZ_HOLDS(outcome == SINK_UNSURE && detail[0], "unsure, and no reason is told");
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    memset(whole_paper, 0x55, sizeof whole_paper); /* no byte of it looks like a question */
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char address[64];
    struct sink *sink;

    memset(&printer, 0, sizeof printer);
    printer.input = (struct fuzz_input){data, size};
    printer.fd = -1;
    uint8_t kind = fuzz_byte(&printer.input);
    const struct escpos_model *model = escpos_model_find(kind & 1 ? "generic-58-silent" : "generic-58");
    if (kind & 2)
        snprintf(address, sizeof address, "tcp:127.0.0.1:%d", 1024 + (int)getpid() % 60000); /* nobody is called; the name is a lock of this process */
    else
        snprintf(address, sizeof address, "usb:%s", device);
    if (sink_open(address, ".", model, &sink) != ERROR_NONE)
        return 0;
    for (int i = 0; i < 4 && printer.input.left > 0; i++) {
        if (fuzz_byte(&printer.input) % 2)
            print(sink, model);
        else
            check_state(sink);
    }
    sink_close(sink);
    return 0;
}
