/* hall.conf: whatever stands in it, it is refused with one sentence that names the file, or what it says is in range, can be shown, and written anew means the same.
 * A first byte of '=' makes three lines the values of utc_offset, a session and a window's name in a file that is good otherwise: then what is
 * accepted must have the documented form (hall.conf(5)). */
#include "lib/fuzz.h"

#include "base/date.h"
#include "server/hall_file.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

/* A string of the configuration, with what could mean something there told by number. */
static void write_text(struct fuzz_writer *writer, const char *name, const char *value)
{
    fuzz_write(writer, "%s = \"", name);
    for (; *value; value++)
        fuzz_write(writer, strchr("\"\\$", *value) ? "\\x%02x" : "%c", (unsigned char)*value);
    fuzz_write(writer, "\"\n");
}

static void write_service(struct fuzz_writer *writer, const struct hall_file *file, int i)
{
    const struct service_settings *service = &file->settings.services[i];

    fuzz_write(writer, "service \"%c\" {\n", 'A' + i);
    write_text(writer, "name_zh", file->services[i].zh);
    write_text(writer, "name_en", file->services[i].en);
    fuzz_write(writer, "sessions = {");
    for (int k = 0; k < service->session_count; k++)
        fuzz_write(writer, "%s\"%02d:%02d-%02d:%02d\"", k ? ", " : "", service->sessions[k].from / 60, service->sessions[k].from % 60, service->sessions[k].to / 60,
                   service->sessions[k].to % 60);
    fuzz_write(writer, "}\nstop_before_end_minutes = %d\nquota = %d\nusual_minutes = %d\nreal_name = %s\ntickets_per_person = %d\n}\n", service->stop_before_end_min,
               service->quota, service->usual_ms / 60000, service->real_name ? "true" : "false", service->per_person);
}

static void write_window(struct fuzz_writer *writer, const struct window_settings *window, int number)
{
    fuzz_write(writer, "window %d { services = \"", number);
    for (int i = 0; i < SERVICES_MAX; i++)
        if (window->services >> i & 1)
            fuzz_write(writer, "%c", 'A' + i);
    fuzz_write(writer, "\" next_after_finish = %s }\n", window->next_after_finish ? "true" : "false");
}

static void write_rules(struct fuzz_writer *writer, const struct settings *rules)
{
    fuzz_write(writer,
               "rules {\npriority_weight = %d\ncarried_weight = %d\nlongest_wait_minutes = %d\novertakes_in_row = %d\nrecalls = %d\nrecall_gap_seconds = %d\n"
               "recall_gap_priority_seconds = %d\nreturn_within_minutes = %d\nreturn_behind = %d\nauto_start_seconds = %d\nready_lapse_minutes = %d\n"
               "undo_seconds = %d\nelderly_age = %d\n}\n",
               rules->weights[PRIORITY_ELDERLY].numerator, rules->weights[PRIORITY_CARRIED].numerator, rules->longest_wait_ms / 60000, rules->overtakes_in_row,
               rules->recalls, rules->recall_gap_ms / 1000, rules->recall_gap_priority_ms / 1000, rules->return_within_ms / 60000, rules->return_behind,
               rules->auto_start_ms / 1000, rules->ready_lapse_ms / 60000, rules->undo_ms / 1000, rules->elderly_age);
}

static struct fuzz_writer write_anew(const struct hall_file *file)
{
    struct fuzz_writer writer = {0};
    int offset = file->settings.utc_offset_min;

    write_text(&writer, "name_zh", file->name.zh);
    write_text(&writer, "name_en", file->name.en);
    write_text(&writer, "listen", file->listen);
    write_text(&writer, "public_url", file->public_url);
    if (file->public_url[0])
        writer.length -= 2, fuzz_write(&writer, "/\"\n"); /* one slash at the end is taken off */
    write_text(&writer, "tls_certificate", file->tls_certificate);
    write_text(&writer, "tls_key", file->tls_key);
    fuzz_write(&writer, "utc_offset = \"%c%02d:%02d\"\npaperless = %s\n", offset < 0 ? '-' : '+', abs(offset) / 60, abs(offset) % 60,
               file->settings.paperless ? "true" : "false");
    for (int i = 0; i < SERVICES_MAX; i++)
        if (file->settings.services[i].used)
            write_service(&writer, file, i);
    for (int number = 1; number <= WINDOWS_MAX; number++)
        if (file->settings.windows[number].used)
            write_window(&writer, &file->settings.windows[number], number);
    write_rules(&writer, &file->settings);
    return writer;
}

static void check_texts(const struct hall_file *file)
{
    fuzz_check_clean("name_zh", file->name.zh, sizeof file->name.zh);
    fuzz_check_clean("name_en", file->name.en, sizeof file->name.en);
    fuzz_check_clean("listen", file->listen, sizeof file->listen);
    fuzz_check_clean("public_url", file->public_url, sizeof file->public_url);
    fuzz_check_clean("tls_certificate", file->tls_certificate, sizeof file->tls_certificate);
    fuzz_check_clean("tls_key", file->tls_key, sizeof file->tls_key);
    for (int i = 0; i < SERVICES_MAX; i++) {
        fuzz_check_clean("a service's name_zh", file->services[i].zh, sizeof file->services[i].zh);
        fuzz_check_clean("a service's name_en", file->services[i].en, sizeof file->services[i].en);
    }
}

/* Returns whether the text is accepted. */
static bool check_file(const char *bytes, size_t length)
{
    static struct hall_file file, again;
    const char *why, *path = fuzz_file(bytes, length);
    char sentence[HALL_SENTENCE_SIZE];

    memset(&file, 0xA5, sizeof file);
    if (hall_file_read(path, &file, sentence) != ERROR_NONE) {
        FUZZ_HOLDS(strncmp(sentence, path, strlen(path)) == 0, "the sentence does not begin with the file: %s", sentence);
        fuzz_check_clean("the sentence", sentence, sizeof sentence);
        FUZZ_HOLDS((uint8_t)file.name.zh[0] == 0xA5, "it is refused, and yet something was set");
        return false;
    }
    FUZZ_HOLDS(settings_check(&file.settings, &why), "it is accepted with %s out of range", why);
    check_texts(&file);
    struct fuzz_writer writer = write_anew(&file);
    FUZZ_HOLDS(hall_file_read(fuzz_file(writer.bytes, writer.length), &again, sentence) == ERROR_NONE, "written anew it is refused: %s", sentence);
    FUZZ_HOLDS(memcmp(&again.settings, &file.settings, sizeof file.settings) == 0, "written anew the settings are others");
    FUZZ_HOLDS(strcmp(again.name.zh, file.name.zh) == 0 && strcmp(again.listen, file.listen) == 0 && strcmp(again.public_url, file.public_url) == 0 &&
                   strcmp(again.tls_key, file.tls_key) == 0 && memcmp(again.services, file.services, sizeof file.services) == 0,
               "written anew the texts are others");
    free(writer.bytes);
    return true;
}

static bool is_of_form(const char *pattern, const char *text)
{
    regex_t regex;

    if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
        abort();
    bool fits = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return fits;
}

static void check_values(struct fuzz_input input)
{
    char *offset = fuzz_line(&input), *session = fuzz_line(&input), *window = fuzz_line(&input);
    struct fuzz_writer writer = {0};

    write_text(&writer, "utc_offset", *offset ? offset : "+08:00");
    fuzz_write(&writer, "service A { sessions = {\"08:00-08:30\"");
    if (*session) {
        fuzz_write(&writer, ",");
        write_text(&writer, "", session);
        memcpy(strstr(writer.bytes, ", = "), ",   ", 4); /* the value alone */
    }
    fuzz_write(&writer, "} }\nwindow '");
    for (const char *p = window; *p; p++)
        fuzz_write(&writer, *p == '\'' || *p == '\\' ? "\\%c" : "%c", *p);
    fuzz_write(&writer, "%s' { services = \"A\" }\n", *window ? "" : "1");
    if (check_file(writer.bytes, writer.length)) {
        FUZZ_HOLDS(!*offset || is_of_form("^[+-][0-9]?[0-9]:[0-9]?[0-9]$", offset), "utc_offset \"%s\" is accepted", offset);
        FUZZ_HOLDS(!*session || is_of_form("^[0-9]?[0-9]:[0-9]?[0-9]-[0-9]?[0-9]:[0-9]?[0-9]$", session), "the session \"%s\" is accepted", session);
        FUZZ_HOLDS(!*window || is_of_form("^[0-9]{1,2}(-[0-9]{1,2})?$", window), "the window \"%s\" is accepted", window);
    }
    free(writer.bytes);
    free(offset);
    free(session);
    free(window);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0 && data[0] == '=')
        check_values((struct fuzz_input){data + 1, size - 1});
    else
        check_file((const char *)data, size);
    return 0;
}
