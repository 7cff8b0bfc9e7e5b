/* A printer on the network (tcp), on its device file (usb) or on a serial line (tty), spoken to directly, since only so does it answer what happened: DLE EOT before and after
 * each paper. Between papers the connection stays open; after any doubt it is closed, so that a half-read picture does not swallow the next ticket. */
#define _DEFAULT_SOURCE /* CRTSCTS */
#include "printers/sink.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netdb.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

enum { CONNECT_MS = 3000, ANSWER_MS = 1000, STUCK_MS = 20000, TICK_MS = 1000, QUIET_MS = 60, SETTLE_MS = 3000 };

/* The speeds of serial lines, bits a second. */
struct line {
    const char *name;
    speed_t speed;
};
static const struct line lines[] = { { "2400", B2400 }, { "4800", B4800 }, { "9600", B9600 }, { "19200", B19200 }, { "38400", B38400 }, { "57600", B57600 }, { "115200", B115200 } };

struct device {
    char address[SINK_ADDRESS];
    const struct escpos_model *model;
    bool network;
    const struct line *line; /* of a serial line; NULL: none */
    tcflag_t flow_in, flow;  /* of a serial line: input and control flags */
    int lock; /* the name that keeps other processes away from a network printer, -1: none */
    int fd;   /* -1: not connected */
};

/* --- opening ---------------------------------------------------------------------------------------------------------------------- */

/* Splits "HOST:PORT" or "[::1]:PORT". */
static bool split_address(const char *address, char host[static 256], char port[static 8])
{
    const char *colon = strrchr(address, ':');

    if (!colon || colon == address || colon - address > 255 || strlen(colon + 1) < 1 || strlen(colon + 1) > 5 ||
        strspn(colon + 1, "0123456789") != strlen(colon + 1) || atoi(colon + 1) < 1 || atoi(colon + 1) > 65535)
        return false;
    size_t length = (size_t)(colon - address);
    bool bracketed = address[0] == '[' && length > 2 && colon[-1] == ']';
    snprintf(host, 256, "%.*s", (int)(bracketed ? length - 2 : length), bracketed ? address + 1 : address);
    snprintf(port, 8, "%s", colon + 1);
    return bracketed || !strchr(host, ':');
}

static bool tcp_is_address(const char *address)
{
    char host[256], port[8];

    return split_address(address, host, port);
}

static bool usb_is_address(const char *address)
{
    return address[0] == '/' && address[1];
}

/* Splits "/dev/ttyS0,9600,rtscts": the device, its speed, and who holds the sender back: rtscts, xonxoff, or nobody. */
static bool split_line(const char *address, char path[static SINK_ADDRESS], struct device *ret_device)
{
    char speed[8] = "", flow[8] = "", more;
    int read = sscanf(address, "%511[^,],%7[0-9],%7[a-z]%c", path, speed, flow, &more);

    if (read < 2 || read > 3 || path[0] != '/' || !path[1] || address[strlen(address) - 1] == ',')
        return false;
    *ret_device = (struct device){ 0 };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (strcmp(speed, lines[i].name) == 0)
            ret_device->line = &lines[i];
    if (strcmp(flow, "rtscts") == 0)
        ret_device->flow = CRTSCTS;
    else if (strcmp(flow, "xonxoff") == 0)
        ret_device->flow_in = IXON;
    else if (*flow)
        return false;
    return ret_device->line != NULL;
}

static bool tty_is_address(const char *address)
{
    char path[SINK_ADDRESS];
    struct device device;

    return split_line(address, path, &device);
}

/* Eight bits as they are, at the line's speed. */
static bool set_line(const struct device *device)
{
    struct termios line;

    if (tcgetattr(device->fd, &line) != 0)
        return false;
    line.c_iflag = device->flow_in;
    line.c_oflag = line.c_lflag = 0;
    line.c_cflag = CS8 | CREAD | CLOCAL | device->flow;
    line.c_cc[VMIN] = 1;
    line.c_cc[VTIME] = 0;
    return cfsetispeed(&line, device->line->speed) == 0 && cfsetospeed(&line, device->line->speed) == 0 && tcsetattr(device->fd, TCSANOW, &line) == 0;
}

static void disconnect(struct device *device)
{
    if (device->fd >= 0)
        close(device->fd);
    device->fd = -1;
}

static bool wait_for(int fd, short events, int timeout_ms)
{
    struct pollfd wanted = { .fd = fd, .events = events };

    return poll(&wanted, 1, timeout_ms) > 0 && wanted.revents & events;
}

static int connect_to(const struct addrinfo *at)
{
    int fd = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, at->ai_protocol), failure = 0;
    socklen_t size = sizeof failure;

    if (fd < 0)
        return -1;
    if (connect(fd, at->ai_addr, at->ai_addrlen) == 0)
        return fd;
    if (errno == EINPROGRESS && wait_for(fd, POLLOUT, CONNECT_MS) && getsockopt(fd, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 && failure == 0)
        return fd;
    failure = failure ? failure : errno == EINPROGRESS ? ETIMEDOUT : errno;
    close(fd);
    errno = failure;
    return -1;
}

static enum error connect_network(struct device *device, char detail[static SINK_DETAIL])
{
    const struct addrinfo wanted = { .ai_socktype = SOCK_STREAM };
    struct addrinfo *found;
    char host[256], port[8];

    split_address(device->address, host, port);
    int failure = getaddrinfo(host, port, &wanted, &found);
    if (failure) {
        snprintf(detail, SINK_DETAIL, "%.100s: %s", host, gai_strerror(failure));
        return ERROR_IO;
    }
    for (const struct addrinfo *at = found; at && device->fd < 0; at = at->ai_next)
        device->fd = connect_to(at);
    if (device->fd < 0)
        snprintf(detail, SINK_DETAIL, "%.100s: %s", device->address, strerror(errno));
    freeaddrinfo(found);
    return device->fd < 0 ? ERROR_IO : ERROR_NONE;
}

static enum error open_device_file(struct device *device, char detail[static SINK_DETAIL])
{
    device->fd = open(device->address, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (device->fd < 0) {
        snprintf(detail, SINK_DETAIL, "%.100s: %s", device->address, strerror(errno));
        return ERROR_IO;
    }
    if (flock(device->fd, LOCK_EX | LOCK_NB) == 0) {
        if (!device->line || set_line(device))
            return ERROR_NONE;
        snprintf(detail, SINK_DETAIL, "%.100s: this is no serial line", device->address);
        disconnect(device);
        return ERROR_IO;
    }
    disconnect(device);
    snprintf(detail, SINK_DETAIL, "%.100s: another process drives it", device->address);
    return ERROR_BUSY;
}

static enum error hold_device(struct device *device, char detail[static SINK_DETAIL])
{
    if (device->fd >= 0)
        return ERROR_NONE;
    return device->network ? connect_network(device, detail) : open_device_file(device, detail);
}

/* like: how the device is reached. */
static enum error open_device(const char *address, const struct escpos_model *model, const struct device *like, void **ret_self)
{
    struct device *device = calloc(1, sizeof *device);
    bool network = like->network;
    char detail[SINK_DETAIL];

    if (!device)
        return ERROR_MEMORY;
    *device = *like;
    device->model = model;
    device->lock = device->fd = -1;
    snprintf(device->address, sizeof device->address, "%s", address);
    enum error error = network ? sink_hold(device->address, &device->lock) : hold_device(device, detail);
    if (error == ERROR_BUSY || (network && error))
        free(device);
    else
        *ret_self = device;
    return !network && error == ERROR_IO ? ERROR_NONE : error;
}

static enum error tcp_open(const char *address, const char *dir, const struct escpos_model *model, void **ret_self)
{
    (void)dir;
    return open_device(address, model, &(struct device){ .network = true }, ret_self);
}

static enum error usb_open(const char *address, const char *dir, const struct escpos_model *model, void **ret_self)
{
    (void)dir;
    return open_device(address, model, &(struct device){ 0 }, ret_self);
}

static enum error tty_open(const char *address, const char *dir, const struct escpos_model *model, void **ret_self)
{
    char path[SINK_ADDRESS];
    struct device like;

    (void)dir;
    return split_line(address, path, &like) ? open_device(path, model, &like, ret_self) : ERROR_FORMAT;
}

static void close_device(void *self)
{
    struct device *device = self;

    disconnect(device);
    if (device->lock >= 0)
        close(device->lock);
    free(device);
}

/* --- asking ----------------------------------------------------------------------------------------------------------------------- */

/* As write(), but a printer that hung up is an error and not a signal. */
static ssize_t put(struct device *device, const void *data, size_t length)
{
    return device->network ? send(device->fd, data, length, MSG_NOSIGNAL) : write(device->fd, data, length);
}

/* Throws away what came unasked: picture data may contain 10 04 01, which is answered too. False when the connection is gone. */
static bool drain(struct device *device)
{
    unsigned char thrown[64];
    ssize_t count;

    while ((count = read(device->fd, thrown, sizeof thrown)) > 0)
        ;
    return count < 0 ? errno == EAGAIN || errno == EINTR : !device->network; /* a silent usblp reads as end of file */
}

static bool ask(struct device *device, int n, enum printer_state *ret_state)
{
    unsigned char question[3], answer;
    int64_t until = clock_steady_ms() + ANSWER_MS;

    escpos_ask(n, question);
    if (!drain(device) || !wait_for(device->fd, POLLOUT, ANSWER_MS) || put(device, question, sizeof question) != (ssize_t)sizeof question)
        return false;
    for (int64_t left = ANSWER_MS; left > 0; left = until - clock_steady_ms()) {
        if (!wait_for(device->fd, POLLIN, (int)left))
            return false;
        if (read(device->fd, &answer, 1) == 1)
            return escpos_read_answer(n, answer, ret_state);
        if (errno != EAGAIN && errno != EINTR)
            return false;
    }
    return false;
}

/* Asks all three questions and returns the most telling answer. */
static enum printer_state ask_all(struct device *device, char detail[static SINK_DETAIL])
{
    static const int questions[] = { 1, 2, 4 };
    enum printer_state worst = PRINTER_READY, state = PRINTER_READY;

    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (!ask(device, questions[i], &state)) {
            disconnect(device);
            snprintf(detail, SINK_DETAIL, "the printer does not answer");
            return PRINTER_OFFLINE;
        }
        worst = escpos_more_telling(worst, state);
    }
    return worst;
}

static enum printer_state device_state(void *self, char detail[static SINK_DETAIL])
{
    struct device *device = self;

    if (hold_device(device, detail) != ERROR_NONE)
        return PRINTER_OFFLINE;
    if (device->model->status)
        return ask_all(device, detail);
    if (drain(device))
        return PRINTER_READY;
    disconnect(device); /* it may have hung up long ago: only a new connection tells */
    return hold_device(device, detail) == ERROR_NONE ? PRINTER_READY : PRINTER_OFFLINE;
}

/* --- printing --------------------------------------------------------------------------------------------------------------------- */

struct waiting {
    sink_tick *tick;
    void *context;
};

static void tick(const struct waiting *waiting)
{
    if (waiting->tick)
        waiting->tick(waiting->context, PRINTER_READY, "");
}

/* Sends all bytes, however slowly they are taken. Returns how many were. */
static size_t send_bytes(struct device *device, const struct bytes *bytes, const struct waiting *waiting, char detail[static SINK_DETAIL])
{
    size_t sent = 0;
    int64_t moved = clock_steady_ms(), ticked = moved;

    while (sent < bytes->length) {
        wait_for(device->fd, POLLOUT, TICK_MS);
        ssize_t count = put(device, bytes->data + sent, bytes->length - sent);
        int64_t now = clock_steady_ms();
        if (count > 0) {
            sent += (size_t)count;
            moved = now;
        } else if (count < 0 && errno != EAGAIN && errno != EINTR) {
            snprintf(detail, SINK_DETAIL, "%.100s: %s", device->address, strerror(errno));
            break;
        }
        if (now - moved > STUCK_MS) {
            snprintf(detail, SINK_DETAIL, "the printer stopped taking data");
            break;
        }
        if (now - ticked >= TICK_MS) {
            tick(waiting);
            ticked = now;
        }
    }
    return sent;
}

static int bytes_in_kernel(const struct device *device)
{
    int count = 0;

    /* (SIOCOUTQ of sockets and TIOCOUTQ of lines are the same question) */
    return (device->network || device->line) && ioctl(device->fd, device->network ? SIOCOUTQ : TIOCOUTQ, &count) == 0 ? count : 0;
}

/* Waits until the printer can be through with what it took: all bytes have left and the time for so many rows has passed. False when it hung up or stopped. */
static bool wait_through(struct device *device, int rows, int64_t started, const struct waiting *waiting, char detail[static SINK_DETAIL])
{
    int64_t through = started + (int64_t)rows * 1000 / device->model->rows_per_second, now = clock_steady_ms(), ticked = now;
    int64_t limit = (through > now ? through : now) + STUCK_MS;

    for (; now < through || bytes_in_kernel(device) > 0; now = clock_steady_ms()) {
        if (!drain(device)) {
            snprintf(detail, SINK_DETAIL, "the printer hung up");
            return false;
        }
        if (now > limit) {
            snprintf(detail, SINK_DETAIL, "the printer stopped taking data");
            return false;
        }
        poll(NULL, 0, QUIET_MS);
        if (now - ticked >= TICK_MS) {
            tick(waiting);
            ticked = now;
        }
    }
    return true;
}

/* Asks the printer after the paper. Answers to what the picture seemed to ask come late, so that it has to be silent first. */
static enum printer_state confirm(struct device *device, char detail[static SINK_DETAIL])
{
    int64_t limit = clock_steady_ms() + SETTLE_MS;

    if (!device->model->status)
        return PRINTER_READY;
    do
        drain(device);
    while (wait_for(device->fd, POLLIN, QUIET_MS) && drain(device) && clock_steady_ms() < limit);
    return ask_all(device, detail);
}

static enum sink_outcome device_print(void *self, const struct sink_paper *paper, sink_tick *on_tick, void *context, char detail[static SINK_DETAIL])
{
    struct device *device = self;
    const struct waiting waiting = { on_tick, context };
    int64_t started = clock_steady_ms();
    enum printer_state state = device_state(self, detail);

    if (printer_state_can_print(state)) {
        size_t sent = send_bytes(device, paper->bytes, &waiting, detail);
        bool all = sent == paper->bytes->length && wait_through(device, paper->picture->height, started, &waiting, detail);
        if (!all) {
            disconnect(device);
            return sent > 0 ? SINK_UNSURE : SINK_NOTHING;
        }
        state = confirm(device, detail);
        if (printer_state_can_print(state))
            return SINK_DONE;
        disconnect(device);
        if (!detail[0])
            snprintf(detail, SINK_DETAIL, "%s", printer_state_word(state));
        return SINK_UNSURE;
    }
    if (!detail[0])
        snprintf(detail, SINK_DETAIL, "%s", printer_state_word(state));
    return SINK_NOTHING;
}

const struct sink_kind sink_tcp = { "tcp", SINK_DOTS, tcp_is_address, tcp_open, device_state, device_print, close_device };
const struct sink_kind sink_usb = { "usb", SINK_DOTS, usb_is_address, usb_open, device_state, device_print, close_device };
const struct sink_kind sink_tty = { "tty", SINK_DOTS, tty_is_address, tty_open, device_state, device_print, close_device };
