#include "printers/printers_conf.h"

#include "base/conf_text.h"
#include "base/utf8.h"

#include <confuse.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const kind_words[] = {
#define KIND(name, word) word,
#include "printers/kinds.def"
#undef KIND
};

enum { SPARE_AFTER_S = 60, MOST_SPARE_AFTER_S = 86400, MOST_PAPER = 1000 /* metres; a stack of so many sheets is none that a printer holds */ };

/* Of printers that take documents, and no dots; the other one is a needle printer with two-part paper of 241 mm. */
static const char document_model[] = "pdf", two_part_model[] = "pdf-241";

/* libconfuse hands no context to its callbacks: where the first complaint of the present reading goes. */
static char *complaint;
static const char *complained_path;

const char *printer_kind_word(enum printer_kind kind)
{
    return kind_words[kind];
}

static void complain(cfg_t *cfg, const char *format, va_list arguments)
{
    char whole[PRINTERS_CONF_MESSAGE];

    if (!complaint || complaint[0])
        return;
    int length = snprintf(whole, sizeof whole, cfg && cfg->line > 0 ? "%s:%d: " : "%s: ", complained_path, cfg ? cfg->line : 0);
    if (length > 0 && length < PRINTERS_CONF_MESSAGE)
        vsnprintf(whole + length, sizeof whole - (size_t)length, format, arguments);
    utf8_clean(complaint, PRINTERS_CONF_MESSAGE, whole); /* it may quote the file */
}

static bool is_name(const char *name)
{
    size_t length = strlen(name);

    return length >= 1 && length < PRINTERS_CONF_NAME && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length && name[0] != '-';
}

static int check_model(cfg_t *cfg, cfg_opt_t *option)
{
    const char *name = cfg_opt_getnstr(option, 0);
    char known[256] = "";

    if (escpos_model_find(name) || strcmp(name, document_model) == 0 || strcmp(name, two_part_model) == 0)
        return 0;
    for (int n = 0; escpos_model_at(n); n++)
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", n ? ", " : "", escpos_model_at(n)->name);
    cfg_error(cfg, "there is no model \"%s\"; known are %s, %s, %s", name, known, document_model, two_part_model);
    return -1;
}

static int check_sink(cfg_t *cfg, cfg_opt_t *option)
{
    const char *sink = cfg_opt_getnstr(option, 0);

    if (sink_is_address(sink))
        return 0;
    cfg_error(cfg, "\"%s\" is no sink; write file:FOLDER, tcp:HOST:PORT, usb:/dev/usb/lp0, tty:/dev/ttyS0,9600,rtscts, cups:QUEUE or ipp://HOST/PATH", sink);
    return -1;
}

static int check_place(cfg_t *cfg, cfg_opt_t *option)
{
    const char *place = cfg_opt_getnstr(option, 0);
    char clean[PRINTERS_CONF_NAME];

    if (strlen(place) >= PRINTERS_CONF_NAME)
        cfg_error(cfg, "a %s has at most %d bytes", cfg_opt_name(option), PRINTERS_CONF_NAME - 1);
    else if (utf8_clean(clean, sizeof clean, place) != strlen(place))
        cfg_error(cfg, "a %s is plain text in UTF-8", cfg_opt_name(option));
    else
        return 0;
    return -1;
}

static int check_spare_after(cfg_t *cfg, cfg_opt_t *option)
{
    long seconds = cfg_opt_getnint(option, 0);

    if (seconds >= 0 && seconds <= MOST_SPARE_AFTER_S)
        return 0;
    cfg_error(cfg, "spare_after is 0 to %d seconds", MOST_SPARE_AFTER_S);
    return -1;
}

static int check_paper(cfg_t *cfg, cfg_opt_t *option)
{
    long paper = cfg_opt_getnint(option, 0);

    if (paper >= 0 && paper <= MOST_PAPER)
        return 0;
    cfg_error(cfg, "paper is 0 to %d metres or sheets", MOST_PAPER);
    return -1;
}

static int find_kind(const char *word)
{
    for (int kind = 0; kind < PRINTER_KINDS; kind++)
        if (strcmp(word, kind_words[kind]) == 0)
            return kind;
    return -1;
}

static int check_prints(cfg_t *cfg, cfg_opt_t *option)
{
    const char *word = cfg_opt_getnstr(option, cfg_opt_size(option) - 1);

    if (find_kind(word) >= 0)
        return 0;
    cfg_error(cfg, "\"%s\" is nothing that a printer prints; write ticket, slip, certificate or report", word);
    return -1;
}

static bool prints(cfg_t *printer, enum printer_kind kind)
{
    for (unsigned i = 0; i < cfg_size(printer, "prints"); i++)
        if (strcmp(cfg_getnstr(printer, "prints", i), kind_words[kind]) == 0)
            return true;
    return false;
}

/* Whether model, sink and papers belong together: tickets are dots, certificates are PDFs. */
static bool suits(cfg_t *cfg, cfg_t *printer)
{
    bool two_part = strcmp(cfg_getstr(printer, "model"), two_part_model) == 0, documents = two_part || strcmp(cfg_getstr(printer, "model"), document_model) == 0;
    const char *name = cfg_title(printer);

    if (!sink_takes(cfg_getstr(printer, "sink"), documents ? SINK_DOCUMENTS : SINK_DOTS))
        cfg_error(cfg, documents ? "printer \"%s\": this sink takes no PDFs; write file:, cups: or ipp:" : "printer \"%s\": this sink takes only PDFs; its model is pdf", name);
    else if (documents && prints(printer, PRINTER_KIND_TICKET))
        cfg_error(cfg, "printer \"%s\": tickets need a ticket printer; say what it prints, slip or certificate", name);
    else if ((!documents || two_part) && prints(printer, PRINTER_KIND_CERTIFICATE))
        cfg_error(cfg, "printer \"%s\": certificates need a printer whose model is pdf", name);
    else
        return true;
    return false;
}

/* Called at the end of each section, when its own options have been checked one by one. */
static int check_printer(cfg_t *cfg, cfg_opt_t *option)
{
    cfg_t *printer = cfg_opt_getnsec(option, cfg_opt_size(option) - 1);
    const char *name = cfg_title(printer);

    if (!is_name(name))
        cfg_error(cfg, "\"%s\" is no printer's name; use 1 to %d small letters, digits and hyphens", name, PRINTERS_CONF_NAME - 1);
    else if (!cfg_getstr(printer, "model") || !cfg_getstr(printer, "sink"))
        cfg_error(cfg, "printer \"%s\" has no %s", name, cfg_getstr(printer, "model") ? "sink" : "model");
    else if (!suits(cfg, printer))
        return -1;
    else if (cfg_opt_size(option) > PRINTERS_CONF_MOST)
        cfg_error(cfg, "a hall has at most %d printers", PRINTERS_CONF_MOST);
    else
        return 0;
    return -1;
}

static void fill_printer(struct printer_conf *printer, cfg_t *section)
{
    snprintf(printer->name, sizeof printer->name, "%s", cfg_title(section));
    snprintf(printer->place, sizeof printer->place, "%s", cfg_getstr(section, "place"));
    snprintf(printer->sink, sizeof printer->sink, "%s", cfg_getstr(section, "sink"));
    snprintf(printer->spare, sizeof printer->spare, "%s", cfg_getstr(section, "spare"));
    printer->paper = (int)cfg_getint(section, "paper");
    printer->spare_after_s = (int)cfg_getint(section, "spare_after");
    printer->model = escpos_model_find(cfg_getstr(section, "model"));
    printer->two_part = strcmp(cfg_getstr(section, "model"), two_part_model) == 0;
    for (unsigned i = 0; i < cfg_size(section, "prints"); i++)
        printer->kinds |= 1u << find_kind(cfg_getnstr(section, "prints", i));
}

/* Two printers on one device would shuffle their papers: the worker's lock would refuse the second one, but without a line to look at. */
static bool share_a_sink(const struct printers_conf *conf, char message[static PRINTERS_CONF_MESSAGE], const char *path)
{
    for (int i = 0; i < conf->count; i++)
        for (int k = 0; k < i; k++)
            if (strcmp(conf->printers[i].sink, conf->printers[k].sink) == 0) {
                snprintf(message, PRINTERS_CONF_MESSAGE, "%.200s: the printers \"%s\" and \"%s\" have the same sink", path, conf->printers[k].name, conf->printers[i].name);
                return true;
            }
    return false;
}

/* A spare that could not print the papers would leave them where they are, and nobody would know. */
static bool spare_is_wrong(const struct printers_conf *conf, char message[static PRINTERS_CONF_MESSAGE], const char *path)
{
    for (int i = 0; i < conf->count; i++) {
        const struct printer_conf *printer = &conf->printers[i], *spare = NULL;
        for (int k = 0; k < conf->count && printer->spare[0]; k++)
            if (k != i && strcmp(conf->printers[k].name, printer->spare) == 0)
                spare = &conf->printers[k];
        if (!printer->spare[0] || (spare && (printer->kinds & ~spare->kinds) == 0))
            continue;
        snprintf(message, PRINTERS_CONF_MESSAGE, spare ? "%.200s: the spare of printer \"%s\" must print all that it prints; \"%.40s\" does not"
                                                       : "%.200s: the spare of printer \"%s\" is no other printer of this file: \"%.40s\"", path, printer->name, printer->spare);
        return true;
    }
    return false;
}

enum error printers_conf_read(struct printers_conf *ret_conf, const char *path, char message[static PRINTERS_CONF_MESSAGE])
{
    cfg_opt_t printer[] = {
        CFG_STR("place", "", CFGF_NONE),
        CFG_STR_LIST("prints", "{ticket}", CFGF_NONE),
        CFG_STR("model", NULL, CFGF_NONE),
        CFG_STR("sink", NULL, CFGF_NONE),
        CFG_STR("spare", "", CFGF_NONE),
        CFG_INT("spare_after", SPARE_AFTER_S, CFGF_NONE),
        CFG_INT("paper", 0, CFGF_NONE),
        CFG_END(),
    };
    cfg_opt_t options[] = { CFG_SEC("printer", printer, CFGF_TITLE | CFGF_MULTI | CFGF_NO_TITLE_DUPES), CFG_END() };
    struct printers_conf conf = { 0 };
    struct stat status;

    message[0] = 0;
    if (stat(path, &status) != 0 || access(path, R_OK) != 0) {
        enum error error = errno == ENOENT || errno == ENOTDIR ? ERROR_MISSING : ERROR_IO;
        snprintf(message, PRINTERS_CONF_MESSAGE, "%.200s: %s", path, strerror(errno));
        return error;
    }
    if (!S_ISREG(status.st_mode)) { /* libconfuse's scanner ends the process when it cannot read */
        snprintf(message, PRINTERS_CONF_MESSAGE, "%.200s: this is no file", path);
        return ERROR_FORMAT;
    }
    char *text;
    enum error error = conf_text_read(path, &text);
    if (error != ERROR_NONE) {
        snprintf(message, PRINTERS_CONF_MESSAGE, "%.200s: %s", path, error_sentence(error));
        return error;
    }
    cfg_t *cfg = cfg_init(options, CFGF_NONE);
    if (!cfg) {
        free(text);
        return ERROR_MEMORY;
    }
    complaint = message;
    complained_path = path;
    cfg_set_error_function(cfg, complain);
    cfg_set_validate_func(cfg, "printer|place", check_place);
    cfg_set_validate_func(cfg, "printer|prints", check_prints);
    cfg_set_validate_func(cfg, "printer|model", check_model);
    cfg_set_validate_func(cfg, "printer|sink", check_sink);
    cfg_set_validate_func(cfg, "printer|spare", check_place);
    cfg_set_validate_func(cfg, "printer|spare_after", check_spare_after);
    cfg_set_validate_func(cfg, "printer|paper", check_paper);
    cfg_set_validate_func(cfg, "printer", check_printer);
    int parsed = cfg_parse_buf(cfg, text);
    complaint = NULL;
    for (unsigned i = 0; parsed == CFG_SUCCESS && i < cfg_size(cfg, "printer"); i++)
        fill_printer(&conf.printers[conf.count++], cfg_getnsec(cfg, "printer", i));
    cfg_free(cfg);
    free(text);
    if (parsed != CFG_SUCCESS && !message[0])
        snprintf(message, PRINTERS_CONF_MESSAGE, "%.200s: cannot be read", path);
    if (parsed == CFG_SUCCESS && conf.count == 0)
        snprintf(message, PRINTERS_CONF_MESSAGE, "%.200s: no printer is described in it", path);
    if (message[0] || share_a_sink(&conf, message, path) || spare_is_wrong(&conf, message, path))
        return ERROR_FORMAT;
    *ret_conf = conf;
    return ERROR_NONE;
}
