#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#define _XOPEN_SOURCE 700 /* pseudo-terminals */
#include "lib/virtual_printer.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static unsigned char answer_to(struct virtual_printer *printer, int n)
{
    unsigned char answer = printer->answers[n];

    if (answer && printer->received >= printer->paper_ends_at)
        answer |= n == 4 ? 0x60 : n == 2 ? 0x20 : n == 1 ? 0x08 : 0;
    return answer;
}

/* Watches for 10 04 n as it comes, byte by byte. */
static void notice(struct virtual_printer *printer, int connection, unsigned char byte, unsigned char last[static 2])
{
    if (last[0] == 0x10 && last[1] == 0x04 && byte >= 1 && byte <= 4) {
        unsigned char answer = answer_to(printer, byte);
        printer->questions++;
        poll(NULL, 0, printer->thinks_ms);
        if (answer)
            (void)!write(connection, &answer, 1);
    }
    last[0] = last[1];
    last[1] = byte;
}

static void serve(struct virtual_printer *printer, int connection)
{
    unsigned char chunk[1024], last[2] = { 0 };
    ssize_t count;

    while ((count = read(connection, chunk, sizeof chunk)) > 0)
        for (ssize_t i = 0; i < count; i++) {
            if (printer->received >= VIRTUAL_PRINTER_ROOM || printer->received >= printer->hangs_up_at)
                return;
            while (printer->received >= printer->stops_at)
                poll(NULL, 0, 10);
            printer->bytes[printer->received] = chunk[i];
            printer->received++;
            notice(printer, connection, chunk[i], last);
        }
}

/* Listens at a port (0: any) in a process of its own. */
static void plug_in(struct virtual_printer *printer, int port)
{
    struct sockaddr_in name = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)port) };
    socklen_t size = sizeof name;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;

    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 || bind(listener, (struct sockaddr *)&name, sizeof name) != 0 ||
        listen(listener, 4) != 0 || getsockname(listener, (struct sockaddr *)&name, &size) != 0)
        fail("the virtual printer cannot listen");
    printer->port = ntohs(name.sin_port);
    pid_t process = fork();
    if (process < 0)
        fail("fork");
    if (process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        signal(SIGPIPE, SIG_IGN);
        for (int connection; (connection = accept(listener, NULL, NULL)) >= 0; close(connection)) {
            if (printer->connections < VIRTUAL_PRINTER_CONNECTIONS)
                printer->begins[printer->connections] = printer->received;
            printer->connections++;
            serve(printer, connection);
        }
        _exit(0);
    }
    close(listener);
    printer->process = process;
}

static struct virtual_printer *make(void)
{
    struct virtual_printer *printer = mmap(NULL, sizeof *printer, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (printer == MAP_FAILED)
        fail("the virtual printer has no memory");
    for (int n = 1; n <= 4; n++)
        printer->answers[n] = 0x12;
    printer->paper_ends_at = printer->hangs_up_at = printer->stops_at = SIZE_MAX;
    return printer;
}

struct virtual_printer *virtual_printer_start_line(void)
{
    struct virtual_printer *printer = make();
    int line = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

    if (line < 0 || grantpt(line) != 0 || unlockpt(line) != 0)
        fail("the virtual printer has no line");
    snprintf(printer->address, sizeof printer->address, "tty:%s,115200,rtscts", ptsname(line));
    pid_t process = fork();
    if (process < 0)
        fail("fork");
    if (process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (;; poll(NULL, 0, 10)) /* nobody has the line open: reading fails */
            serve(printer, line);
    }
    close(line);
    printer->process = process;
    return printer;
}

struct virtual_printer *virtual_printer_start(void)
{
    struct virtual_printer *printer = make();

    plug_in(printer, 0);
    snprintf(printer->address, sizeof printer->address, "tcp:127.0.0.1:%d", printer->port);
    return printer;
}

void virtual_printer_plug_in(struct virtual_printer *printer)
{
    if (printer->process == 0)
        plug_in(printer, printer->port);
}

void virtual_printer_unplug(struct virtual_printer *printer)
{
    if (printer->process > 0) {
        kill(printer->process, SIGKILL);
        waitpid(printer->process, NULL, 0);
    }
    printer->process = 0;
}

void virtual_printer_finish(struct virtual_printer *printer)
{
    virtual_printer_unplug(printer);
    munmap(printer, sizeof *printer);
}

bool virtual_printer_wait(const struct virtual_printer *printer, size_t count)
{
    for (int i = 0; i < 500 && printer->received < count; i++)
        poll(NULL, 0, 10);
    return printer->received >= count;
}
