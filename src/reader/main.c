/* yichuang-reader: what stands on a paper that somebody holds out as a certificate, as JSON. It reads hostile files, so it has no keys, asks nobody, and its memory and time are limited. */
#include "base/language.h"
#include "base/log.h"
#include "client/options.h"
#include "reader/paper_file.h"

#include <jansson.h>
#include <stdio.h>
#include <sys/resource.h>

enum { SECONDS_MOST = 60 };

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BYTES_MOST RLIM_INFINITY /* (its own memory is beyond every limit) */
#endif
#endif
#ifndef BYTES_MOST
#define BYTES_MOST ((rlim_t)2 << 30)
#endif

static const struct options_program program = {
    .name = "yichuang-reader",
    .arguments = "FILE",
    .help = "Reads the code and the text of a certificate from a PDF or a picture, and prints them as JSON.",
    .least = 1,
    .most = 1,
};

/* A file that keeps the reader busy for ever, or wants all memory, ends it. */
static void set_limits(void)
{
    setrlimit(RLIMIT_CPU, &(struct rlimit){ SECONDS_MOST, SECONDS_MOST });
    setrlimit(RLIMIT_DATA, &(struct rlimit){ BYTES_MOST, BYTES_MOST });
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
}

static int print_paper(const struct paper_file *paper)
{
    json_t *json = json_pack("{s:b,s:s,s:s,s:s?}", "pdf", paper->pdf, "code", paper->code, "digest", paper->digest, "text", paper->text);
    bool good = json && json_dumpf(json, stdout, JSON_COMPACT) == 0 && putchar('\n') != EOF && fflush(stdout) == 0;

    json_decref(json);
    return good ? STATUS_DONE : STATUS_REFUSED;
}

int main(int argc, char **argv)
{
    struct options options = { 0 };
    struct paper_file paper;
    int status;

    log_open("yichuang-reader");
    language_start();
    options_language_of_shell();
    if (!options_scan(&options, &program, argc, argv, &status))
        return status;
    set_limits();
    const char *why = paper_file_read(options.arguments[0], &paper);
    if (why) {
        options_complain(&options, "%s: %s", options.arguments[0], why);
        return STATUS_REFUSED;
    }
    status = print_paper(&paper);
    paper_file_finish(&paper);
    return status;
}
