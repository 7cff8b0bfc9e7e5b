/* yichuang-printd: the print worker beside the printers. One process a printer, so that a stuck one never holds up another, and one that draws certificates. */
#include "base/language.h"
#include "base/log.h"
#include "base/path.h"
#include "client/options.h"
#include "printers/certificate.h"
#include "printers/drawer.h"
#include "printers/slip.h"
#include "printers/ticket_sample.h"
#include "printers/worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct options_row rows[] = {
    { "config", 0, "FILE", "the printers (default: printers.conf of the hall's directory)" },
    { "printer", 0, "NAME", "only this printer of the file" },
    { "once", 0, NULL, "draw and print what waits, then end" },
    { "sample", 0, "TEMPLATE", "write a specimen of a certificate or slip (PDF) or ticket (PNG) to standard output, then end" },
};
static const struct options_program program = {
    .name = "yichuang-printd", .arguments = "", .help = "Prints the tickets of a hall and reports what became of them.",
    .rows = rows, .count = sizeof rows / sizeof *rows,
};

enum { LOOK_MS = 200 };

static volatile sig_atomic_t stop;

static void on_stop(int number)
{
    (void)number;
    stop = 1;
}

static void catch_signals(void)
{
    struct sigaction end = { .sa_handler = on_stop }, ignore = { .sa_handler = SIG_IGN };

    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGINT, &end, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
}

/* Reads the printers that this process is to drive. */
static bool read_printers(const struct options *options, const char *dir, struct printers_conf *conf)
{
    const char *given = options_value(options, "config"), *only = options_value(options, "printer");
    char path[PATH_SIZE], message[PRINTERS_CONF_MESSAGE];

    if (given)
        snprintf(path, sizeof path, "%s", given);
    else if (!dir) {
        log_error("%s", _("which hall? Give -C DIR or --config FILE"));
        return false;
    } else if (!path_join(path, sizeof path, dir, "printers.conf")) {
        log_error("%s", error_sentence(ERROR_RANGE));
        return false;
    }
    if (printers_conf_read(conf, path, message) != ERROR_NONE) {
        log_error("%s", message);
        return false;
    }
    for (int i = 0; only && i < conf->count; i++)
        if (strcmp(conf->printers[i].name, only) == 0) {
            conf->printers[0] = conf->printers[i];
            conf->count = 1;
            return true;
        }
    if (only)
        log_error(_("%s: there is no printer %s"), path, only);
    return !only;
}

/* A process that does not outlive this one: it prints at one printer, or draws. */
struct part {
    const struct worker_options *prints;
    const struct drawer_options *draws;
};

static pid_t start_part(const struct part *part)
{
    pid_t parent = getpid(), process = fork();

    if (process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        _exit(getppid() != parent ? STATUS_REFUSED : part->prints ? worker_run(part->prints) : drawer_run(part->draws));
    }
    return process;
}

static void stop_workers(const pid_t *processes, int count)
{
    for (int i = 0; i < count; i++)
        if (processes[i] > 0)
            kill(processes[i], SIGTERM);
}

/* Waits for all workers. When one ends in failure, or we are told to stop, all are; who supervises this program starts it again. */
static int wait_for_workers(pid_t *processes, int count)
{
    int worst = STATUS_DONE, left = count, status;
    bool told = false;

    while (left > 0) {
        if ((stop || worst != STATUS_DONE) && !told) {
            stop_workers(processes, count);
            told = true;
        }
        pid_t ended = waitpid(-1, &status, WNOHANG);
        if (ended < 0 && errno != EINTR)
            break;
        if (ended <= 0)
            poll(NULL, 0, LOOK_MS);
        for (int i = 0; i < count; i++)
            if (ended > 0 && processes[i] == ended) {
                processes[i] = 0;
                left--;
                int code = WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_REFUSED;
                worst = code > worst ? code : worst;
            }
    }
    return worst;
}

static int run_all(const struct printers_conf *conf, const struct options *options, const char *dir)
{
    bool once = options_value(options, "once") != NULL, alone = options_value(options, "printer") != NULL;
    struct worker_options workers[PRINTERS_CONF_MOST];
    struct drawer_options drawer = { &options->client, dir ? dir : ".", once, &stop };
    struct part parts[PRINTERS_CONF_MOST + 1];
    pid_t processes[PRINTERS_CONF_MOST + 1] = { 0 };
    int count = conf->count, status = STATUS_DONE;

    for (int i = 0; i < count; i++) {
        workers[i] = (struct worker_options){ &options->client, &conf->printers[i], dir ? dir : ".", once, &stop };
        parts[i] = (struct part){ &workers[i], NULL };
    }
    if (alone)
        return worker_run(&workers[0]);
    if (once) /* what is drawn may be printed in the same run */
        status = drawer_run(&drawer);
    else
        parts[count++] = (struct part){ NULL, &drawer };
    for (int i = 0; i < count && status == STATUS_DONE; i++) {
        processes[i] = start_part(&parts[i]);
        if (processes[i] < 0) {
            log_error("%s", strerror(errno));
            stop_workers(processes, i);
            count = i;
            status = STATUS_REFUSED;
        }
    }
    int worst = status == STATUS_DONE || processes[0] > 0 ? wait_for_workers(processes, count) : STATUS_DONE;
    return worst > status ? worst : status;
}

/* Renders a specimen of the slip of that name; false with a message. */
static bool render_slip(const char *dir, const char *name, struct bytes *bytes, char message[static TEMPLATE_MESSAGE])
{
    static struct certificate_template form;
    static struct slip slip;
    struct paper_fault fault;
    json_t *job = slip_sample_job(name);
    bool good = job && slip_template(dir, name, &form, message) == ERROR_NONE;

    if (good && slip_read(&slip, job) != ERROR_NONE) {
        snprintf(message, TEMPLATE_MESSAGE, "%s", error_sentence(ERROR_FORMAT));
        good = false;
    } else if (good && !slip_document(&slip, &form, bytes, &fault)) {
        paper_fault_sentence(&fault, language_current(), message);
        good = false;
    }
    json_decref(job);
    return good;
}

static bool render_certificate(const char *dir, const char *name, struct bytes *bytes, bool *ret_missing, char message[static TEMPLATE_MESSAGE])
{
    static struct certificate_template form;
    struct paper_fault fault;
    enum error error = certificate_template_find(dir, name, &form, message);

    *ret_missing = error == ERROR_MISSING;
    if (error == ERROR_NONE && certificate_render_sample(&form, bytes, &fault))
        return true;
    if (error == ERROR_NONE)
        paper_fault_sentence(&fault, language_current(), message);
    return false;
}

/* Writes a specimen of one of the hall's templates, a ticket, a certificate or a slip. */
static int write_sample(const char *dir, const char *name)
{
    struct bytes bytes = { 0 };
    char message[TEMPLATE_MESSAGE], other[TEMPLATE_MESSAGE];
    bool missing = false, ticket = ticket_sample_has(name);
    bool good = ticket ? ticket_sample_picture(dir, name, &bytes, message) == ERROR_NONE : render_certificate(dir, name, &bytes, &missing, message);
    int status = STATUS_REFUSED;

    if (!good && missing) {
        good = render_slip(dir, name, &bytes, other);
        if (!good && strstr(other, strerror(ENOENT)) == NULL)
            snprintf(message, sizeof message, "%s", other);
    }
    if (!good)
        log_error("%s", message);
    else if (fwrite(bytes.data, 1, bytes.length, stdout) == bytes.length && fflush(stdout) == 0)
        status = STATUS_DONE;
    else
        log_error("%s", strerror(errno));
    bytes_finish(&bytes);
    return status;
}

int main(int argc, char **argv)
{
    struct options options = { 0 };
    struct printers_conf conf;
    int status;

    language_start();
    options_language_of_shell();
    log_open(program.name);
    if (!options_read(&options, &program, argc, argv, &status))
        return status;
    const char *dir = options.dir ? options.dir : getenv("YICHUANG_DIR"), *sample = options_value(&options, "sample");
    if (sample)
        return write_sample(dir ? dir : ".", sample);
    if (!read_printers(&options, dir, &conf))
        return STATUS_REFUSED;
    catch_signals();
    return run_all(&conf, &options, dir);
}
