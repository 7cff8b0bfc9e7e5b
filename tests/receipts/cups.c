/* Documents on printers that CUPS knows: a real print server and a real IPP printer of the test's own, on free ports of the loopback, with everything that goes wrong in an office. */
#include "base/clock.h"
#include "base/path.h"
#include "lib/sample_certificate.h"
#include "printers/sink.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64], output[4096];
static int printer_port, server_port;
static pid_t printer, server;
static struct bytes document;

/* --- the office ----------------------------------------------------------------------------------------------------------------- */

static void write_file(const char *name, const char *format, ...)
{
    char path[128];
    va_list values;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s", path);
    va_start(values, format);
    vfprintf(file, format, values);
    va_end(values);
    cr_assert_eq(fclose(file), 0);
}

/* Runs a shell command in the folder; returns its status, its output in `output`. A program that is missing fails the test by name. */
static int run(const char *format, ...)
{
    char command[512], whole[700];
    va_list values;

    va_start(values, format);
    vsnprintf(command, sizeof command, format, values);
    va_end(values);
    snprintf(whole, sizeof whole, "cd %s && PATH=$PATH:/usr/sbin:/sbin && { %s; } 2>&1", folder, command);
    FILE *pipe = popen(whole, "r");
    cr_assert_not_null(pipe);
    output[fread(output, 1, sizeof output - 1, pipe)] = '\0';
    int status = pclose(pipe);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) != 127, "a program is missing (make setup): %s\n%s", command, output);
    return WEXITSTATUS(status);
}

/* A port that was free a moment ago: neither program takes port 0. */
static int free_port(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    cr_assert(fd >= 0 && bind(fd, (struct sockaddr *)&at, size) == 0 && getsockname(fd, (struct sockaddr *)&at, &size) == 0);
    close(fd);
    return ntohs(at.sin_port);
}

static bool is_open(int port)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool open = connect(fd, (struct sockaddr *)&at, sizeof at) == 0;

    close(fd);
    return open;
}

/* Starts a program that listens on a port, and waits until it does. */
static pid_t start(int port, const char *log, const char *preload, char *const *arguments)
{
    char path[128];
    pid_t parent = getpid(), process = fork();

    if (process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        snprintf(path, sizeof path, "%s/%s", folder, log);
        int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(fd, 1);
        dup2(fd, 2);
        if (preload)
            setenv("LD_PRELOAD", preload, 1);
        setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1);
        if (getppid() == parent)
            execvp(arguments[0], arguments);
        _exit(127);
    }
    for (int64_t end = clock_steady_ms() + 15000; !is_open(port); poll(NULL, 0, 20)) {
        int status;
        cr_assert_eq(waitpid(process, &status, WNOHANG), 0, "%s did not start (make setup): see %s/%s", arguments[0], folder, log);
        cr_assert(clock_steady_ms() < end, "%s does not listen", arguments[0]);
    }
    return process;
}

static void stop(pid_t *process)
{
    if (*process > 0) {
        kill(*process, SIGTERM);
        waitpid(*process, NULL, 0);
    }
    *process = 0;
}

/* The printer's engine does as the file `fault` says, and keeps what it printed. */
static const char engine[] = "#!/bin/sh\n"
                             "cd %s\n"
                             "fault() { cat fault 2>/dev/null; }\n"
                             "while_fault() { while [ \"$(fault)\" = \"$1\" ]; do sleep 0.05; done; }\n"
                             "f=$(fault); echo \"$f\" >engine.at\n"
                             "case \"$f\" in\n"
                             "cover) echo 'STATE: +cover-open-error' >&2; while_fault cover; echo 'STATE: -cover-open-error' >&2 ;;\n"
                             "empty) echo 'STATE: +media-empty-error' >&2; while_fault empty; echo 'STATE: -media-empty-error' >&2 ;;\n"
                             "slow) while_fault slow ;;\n"
                             "abort) echo 'ERROR: the engine broke' >&2; exit 1 ;;\n"
                             "esac\n"
                             "n=1; until mkdir paper.$n 2>/dev/null; do [ -d paper.$n ] || exit 1; n=$((n + 1)); done\n"
                             "cp \"$1\" paper.$n/document\n";

static void start_printer(void)
{
    char command[96], port[16], spool[96], preload[PATH_MAX];
    char *arguments[] = { "ippeveprinter", "-p", port, "-n", "localhost", "-d", spool, "-c", command, "-f", "application/pdf", "office", NULL };

    const char *bin = getenv("YICHUANG_BIN");
    snprintf(preload, sizeof preload, "%s/../tests/no_avahi.so", bin ? bin : ".");
    cr_assert_eq(access(preload, R_OK), 0, "%s is not built", preload);
    snprintf(port, sizeof port, "%d", printer_port);
    snprintf(command, sizeof command, "%s/engine", folder);
    snprintf(spool, sizeof spool, "%s/spool", folder);
    printer = start(printer_port, "printer.log", preload, arguments);
}

static void start_server(void)
{
    char conf[96], files[96], address[32];
    char *arguments[] = { "cupsd", "-f", "-c", conf, "-s", files, NULL };

    server_port = free_port();
    run("mkdir -m 755 server server/run server/cache server/log server/ssl; mkdir -m 710 server/spool server/tmp; chmod 755 .");
    write_file("server/cupsd.conf",
               "LogLevel info\nListen 127.0.0.1:%d\nBrowsing Off\nDefaultAuthType None\nErrorPolicy stop-printer\nWebInterface No\nMaxJobs 2\n"
               "<Location />\nOrder allow,deny\nAllow all\n</Location>\n<Policy default>\nJobPrivateAccess all\nJobPrivateValues none\nSubscriptionPrivateAccess all\n"
               "SubscriptionPrivateValues none\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n",
               server_port);
    write_file("server/cups-files.conf",
               "ServerRoot %s/server\nRequestRoot %s/server/spool\nTempDir %s/server/tmp\nStateDir %s/server/run\nCacheDir %s/server/cache\nAccessLog %s/server/log/access\n"
               "ErrorLog %s/server/log/error\nPageLog %s/server/log/page\nServerKeychain %s/server/ssl\nSandboxing Relaxed\n",
               folder, folder, folder, folder, folder, folder, folder, folder, folder);
    snprintf(conf, sizeof conf, "%s/server/cupsd.conf", folder);
    snprintf(files, sizeof files, "%s/server/cups-files.conf", folder);
    server = start(server_port, "server.log", NULL, arguments);
    snprintf(address, sizeof address, "127.0.0.1:%d", server_port);
    setenv("CUPS_SERVER", address, 1);
    cr_assert_eq(run("lpadmin -p office -E -v 'ipp://127.0.0.1:%d/ipp/print?contimeout=2' -m everywhere", printer_port), 0, "%s", output);
}

static void begin_printer(void)
{
    static struct certificate_template form;
    struct paper_fault fault;
    char samples[PATH_SIZE], message[TEMPLATE_MESSAGE];

    snprintf(folder, sizeof folder, "/tmp/yichuang-cups-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    cr_assert(path_samples(samples));
    cr_assert_eq(certificate_template_find(samples, "permit", &form, message), ERROR_NONE, "%s", message);
    cr_assert(certificate_render_sample(&form, &document, &fault));
    write_file("engine", engine, folder);
    run("chmod 755 engine; mkdir spool");
    printer_port = free_port();
    start_printer();
}

static void begin_both(void)
{
    begin_printer();
    start_server();
}

static void end(void)
{
    stop(&server);
    stop(&printer);
    bytes_finish(&document);
    run("cd / && rm -rf %s", folder);
}

TestSuite(cups, .init = begin_both, .fini = end, .timeout = 120);
TestSuite(ipp, .init = begin_printer, .fini = end, .timeout = 120);

/* --- a paper -------------------------------------------------------------------------------------------------------------------- */

struct told {
    enum printer_state state; /* the last one that was no "ready" */
    char words[SINK_DETAIL];
    const char *then;         /* what puts it right, as a shell command; run once */
    const char *wanted;       /* when the words contain this, or the engine is at it */
    const char *at;           /* the engine's fault file that must have been read; NULL: the words tell */
    bool give_up;             /* the worker is being stopped */
};

static bool note(void *context, enum printer_state state, const char *detail)
{
    struct told *told = context;
    char path[96], at[32] = "";

    if (state != PRINTER_READY) {
        told->state = state;
        snprintf(told->words, sizeof told->words, "%s", detail);
    }
    snprintf(path, sizeof path, "%s/engine.at", folder);
    FILE *file = fopen(path, "r");
    if (file) {
        cr_assert(fscanf(file, "%31s", at) <= 1);
        fclose(file);
    }
    bool now = told->at ? strcmp(at, told->at) == 0 : told->wanted && strstr(told->words, told->wanted);
    if (now && told->then) {
        run("%s", told->then);
        told->then = NULL;
    }
    return !(told->give_up && now);
}

static enum sink_outcome print(const char *address, struct told *told, char detail[static SINK_DETAIL])
{
    const struct sink_paper paper = { "certificate-XK11-2026-00012", NULL, &document };
    struct sink *sink;

    cr_assert_eq(sink_open(address, folder, NULL, &sink), ERROR_NONE, "%s", address);
    enum sink_outcome outcome = sink_print(sink, &paper, note, told, detail);
    sink_close(sink);
    return outcome;
}

static const char *direct(void)
{
    static char address[64];

    snprintf(address, sizeof address, "ipp://127.0.0.1:%d/ipp/print", printer_port);
    return address;
}

static enum printer_state state_of(const char *address, char detail[static SINK_DETAIL])
{
    struct sink *sink;

    cr_assert_eq(sink_open(address, folder, NULL, &sink), ERROR_NONE);
    enum printer_state state = sink_state(sink, detail);
    sink_close(sink);
    return state;
}

static int papers(void)
{
    run("ls -d paper.* 2>/dev/null | wc -l");
    return atoi(output);
}

/* The printer got exactly the bytes that it was given, so often. */
static void expect_papers(int count)
{
    char path[96];

    cr_assert_eq(papers(), count, "%d papers", papers());
    for (int i = 1; i <= count; i++) {
        static char got[1 << 20];
        snprintf(path, sizeof path, "%s/paper.%d/document", folder, i);
        FILE *file = fopen(path, "rb");
        cr_assert_not_null(file);
        size_t length = fread(got, 1, sizeof got, file);
        fclose(file);
        cr_assert_eq(length, document.length);
        cr_assert_arr_eq(got, document.data, length);
    }
}

/* Prints with a fault that somebody sees to when the words have come: the paper comes out, once. */
static void expect_wait(const char *address, const char *fault, enum printer_state state, const char *words)
{
    struct told told = { .wanted = words, .then = "rm -f fault" };
    char detail[SINK_DETAIL];

    write_file("fault", "%s\n", fault);
    cr_assert_eq(print(address, &told, detail), SINK_DONE, "%s", detail);
    cr_assert_null(told.then, "nobody was told of %s; last \"%s\"", fault, told.words);
    cr_assert_eq(told.state, state, "%s", told.words);
    expect_papers(1);
}

/* --- the printer itself ----------------------------------------------------------------------------------------------------------- */

Test(ipp, exactly_the_bytes_come_out)
{
    struct told told = { 0 };
    char detail[SINK_DETAIL];

    cr_assert_eq(state_of(direct(), detail), PRINTER_READY, "%s", detail);
    cr_assert_eq(print(direct(), &told, detail), SINK_DONE, "%s", detail);
    expect_papers(1);
}

Test(ipp, without_paper_it_says_so_and_waits)
{
    expect_wait(direct(), "empty", PRINTER_PAPER_OUT, "out of paper");
}

Test(ipp, an_open_cover_is_told)
{
    expect_wait(direct(), "cover", PRINTER_COVER_OPEN, "cover of the printer is open");
}

Test(ipp, an_engine_that_breaks_fails)
{
    struct told told = { 0 };
    char detail[SINK_DETAIL];

    write_file("fault", "abort\n");
    cr_assert_eq(print(direct(), &told, detail), SINK_FAILED, "%s", detail);
    cr_assert_str_eq(detail, "the printer gave the job up");
    expect_papers(0);
}

Test(ipp, one_that_is_off_gets_nothing)
{
    struct told told = { 0 };
    char detail[SINK_DETAIL];

    stop(&printer);
    cr_assert_eq(state_of(direct(), detail), PRINTER_OFFLINE);
    cr_assert_str_eq(detail, "the printer cannot be reached: is it switched on?");
    cr_assert_eq(print(direct(), &told, detail), SINK_NOTHING);
}

/* Our worker is stopped while somebody should fill in paper: the job is taken back, and nobody claims to know. */
Test(ipp, who_stops_waiting_takes_the_job_back)
{
    struct told told = { .wanted = "out of paper", .give_up = true };
    char detail[SINK_DETAIL];

    write_file("fault", "empty\n");
    cr_assert_eq(print(direct(), &told, detail), SINK_UNSURE);
    cr_assert_not_null(strstr(detail, "out of paper"), "%s", detail);
}

/* --- through the print server ------------------------------------------------------------------------------------------------------- */

Test(cups, exactly_the_bytes_come_out)
{
    struct told told = { 0 };
    char detail[SINK_DETAIL];

    cr_assert_eq(state_of("cups:office", detail), PRINTER_READY, "%s", detail);
    cr_assert_eq(print("cups:office", &told, detail), SINK_DONE, "%s", detail);
    expect_papers(1);
}

Test(cups, without_paper_it_says_so_and_waits)
{
    expect_wait("cups:office", "empty", PRINTER_PAPER_OUT, "out of paper");
}

Test(cups, an_open_cover_is_told)
{
    char detail[SINK_DETAIL];

    expect_wait("cups:office", "cover", PRINTER_COVER_OPEN, "cover of the printer is open");
    cr_assert_eq(state_of("cups:office", detail), PRINTER_READY, "what the queue remembers is not how the printer is: %s", detail);
}

Test(cups, an_engine_that_breaks_fails)
{
    struct told told = { 0 };
    char detail[SINK_DETAIL];

    write_file("fault", "abort\n");
    cr_assert_eq(print("cups:office", &told, detail), SINK_FAILED, "%s", detail);
    cr_assert(*detail);
    expect_papers(0);
}

Test(cups, who_cancels_it_makes_it_fail)
{
    struct told told = { .at = "slow", .then = "cancel -a office; rm -f fault" };
    char detail[SINK_DETAIL];

    write_file("fault", "slow\n");
    cr_assert_eq(print("cups:office", &told, detail), SINK_FAILED, "%s", detail);
    cr_assert_str_eq(detail, "the job was cancelled at the printer");
}

Test(cups, a_printer_that_is_off_is_waited_for)
{
    struct told told = { .wanted = "the print", .give_up = true };
    char detail[SINK_DETAIL];

    stop(&printer);
    cr_assert_eq(print("cups:office", &told, detail), SINK_UNSURE, "%s", detail);
    cr_assert_eq(told.state, PRINTER_OFFLINE);
    cr_assert(strstr(detail, "is it switched on?") || strstr(detail, "the print queue is stopped"), "%s", detail);
    start_printer();
    run("cupsenable office");
    cr_assert_eq(run("lpstat -o office | grep -c ."), 1, "the job was not taken back: %s", output);
    expect_papers(0);
}

Test(cups, a_stopped_queue_is_waited_for_and_prints_when_it_is_started)
{
    struct told told = { .wanted = "the print queue is stopped", .then = "cupsenable office" };
    char detail[SINK_DETAIL];

    cr_assert_eq(run("cupsdisable office"), 0, "%s", output);
    cr_assert_eq(state_of("cups:office", detail), PRINTER_OFFLINE);
    cr_assert_eq(print("cups:office", &told, detail), SINK_DONE, "%s", detail);
    expect_papers(1);
}

Test(cups, a_queue_that_takes_no_jobs_gets_nothing)
{
    struct told told = { 0 };
    char detail[SINK_DETAIL];

    cr_assert_eq(run("cupsreject office"), 0, "%s", output);
    cr_assert_eq(state_of("cups:office", detail), PRINTER_OFFLINE);
    cr_assert_str_eq(detail, "the print queue takes no jobs");
    cr_assert_eq(print("cups:office", &told, detail), SINK_NOTHING);
    cr_assert_str_eq(detail, "the print queue takes no jobs");
}

Test(cups, a_full_queue_gets_nothing)
{
    struct told told = { 0 };
    char detail[SINK_DETAIL];

    cr_assert_eq(run("cupsdisable office; cp %s/engine a.txt; for i in 1 2; do lp -d office -o raw spool/../engine; done", folder), 0, "%s", output);
    cr_assert_eq(print("cups:office", &told, detail), SINK_NOTHING, "%s", detail);
    cr_assert_str_eq(detail, "the print queue is full");
}

Test(cups, without_a_server_nothing_leaves)
{
    struct told told = { 0 };
    char detail[SINK_DETAIL];

    stop(&server);
    cr_assert_eq(state_of("cups:office", detail), PRINTER_OFFLINE);
    cr_assert_str_eq(detail, "the print server cannot be reached");
    cr_assert_eq(print("cups:office", &told, detail), SINK_NOTHING);
}

Test(cups, a_queue_that_is_none_is_said)
{
    char detail[SINK_DETAIL];

    cr_assert_eq(state_of("cups:nowhere", detail), PRINTER_OFFLINE);
    cr_assert_str_eq(detail, "the print server does not know this queue");
}

/* Another program prints at the same time: both papers come out. */
Test(cups, two_clients_at_once)
{
    struct told told = { .at = "slow", .then = "rm -f fault" };
    char detail[SINK_DETAIL];

    write_file("fault", "slow\n");
    pid_t other = fork();
    if (other == 0) {
        struct told second = { 0 };
        _exit(print(direct(), &second, detail) == SINK_DONE ? 0 : 1);
    }
    cr_assert_eq(print("cups:office", &told, detail), SINK_DONE, "%s", detail);
    int status;
    cr_assert_eq(waitpid(other, &status, 0), other);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    expect_papers(2);
}

/* One printer, one worker: the second one is told. */
Test(ipp, a_printer_is_held_once)
{
    struct sink *one, *other;

    cr_assert_eq(sink_open(direct(), folder, NULL, &one), ERROR_NONE);
    cr_assert_eq(sink_open(direct(), folder, NULL, &other), ERROR_BUSY);
    sink_close(one);
    cr_assert_eq(sink_open(direct(), folder, NULL, &other), ERROR_NONE);
    sink_close(other);
}
