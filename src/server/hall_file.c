#include "server/hall_file.h"

#include "base/conf_text.h"
#include "base/utf8.h"

#include <confuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* libconfuse has one error function for all files; the reading is over before anybody else begins. */
static char *sentence_now;
static const char *path_now;

static void keep_error(cfg_t *cfg, const char *format, va_list values)
{
    char reason[HALL_SENTENCE_SIZE - 200], whole[HALL_SENTENCE_SIZE];

    if (sentence_now[0])
        return; /* the first error is the one to mend */
    vsnprintf(reason, sizeof reason, format, values);
    snprintf(whole, sizeof whole, "%s:%d: %s", path_now, cfg ? cfg->line : 0, reason);
    utf8_clean(sentence_now, HALL_SENTENCE_SIZE, whole); /* it may quote the file */
}

static cfg_opt_t service_options[] = {
    CFG_STR("name_zh", "", CFGF_NONE),
    CFG_STR("name_en", "", CFGF_NONE),
    CFG_STR_LIST("sessions", "{}", CFGF_NONE),
    CFG_INT("stop_before_end_minutes", 0, CFGF_NONE),
    CFG_INT("quota", 0, CFGF_NONE),
    CFG_INT("usual_minutes", 8, CFGF_NONE),
    CFG_BOOL("real_name", cfg_false, CFGF_NONE),
    CFG_INT("tickets_per_person", 0, CFGF_NONE),
    CFG_END(),
};

static cfg_opt_t window_options[] = {
    CFG_STR("services", "", CFGF_NONE),
    CFG_BOOL("next_after_finish", cfg_false, CFGF_NONE),
    CFG_END(),
};

static cfg_opt_t rules_options[] = {
    CFG_INT("priority_weight", 3, CFGF_NONE),
    CFG_INT("carried_weight", 10, CFGF_NONE),
    CFG_INT("longest_wait_minutes", 45, CFGF_NONE),
    CFG_INT("overtakes_in_row", 3, CFGF_NONE),
    CFG_INT("recalls", 3, CFGF_NONE),
    CFG_INT("recall_gap_seconds", 20, CFGF_NONE),
    CFG_INT("recall_gap_priority_seconds", 30, CFGF_NONE),
    CFG_INT("return_within_minutes", 30, CFGF_NONE),
    CFG_INT("return_behind", 2, CFGF_NONE),
    CFG_INT("auto_start_seconds", 30, CFGF_NONE),
    CFG_INT("ready_lapse_minutes", 10, CFGF_NONE),
    CFG_INT("undo_seconds", 10, CFGF_NONE),
    CFG_INT("elderly_age", 60, CFGF_NONE),
    CFG_END(),
};

static cfg_opt_t options[] = {
    CFG_STR("name_zh", "", CFGF_NONE),
    CFG_STR("name_en", "", CFGF_NONE),
    CFG_STR("listen", "127.0.0.1:8640", CFGF_NONE),
    CFG_STR("public_url", "", CFGF_NONE),
    CFG_STR("tls_certificate", "", CFGF_NONE),
    CFG_STR("tls_key", "", CFGF_NONE),
    CFG_STR("utc_offset", "+08:00", CFGF_NONE),
    CFG_BOOL("paperless", cfg_false, CFGF_NONE),
    CFG_INT("session_hours", 12, CFGF_NONE),
    CFG_SEC("service", service_options, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
    CFG_SEC("window", window_options, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
    CFG_SEC("rules", rules_options, CFGF_NONE),
    CFG_END(),
};

static bool copy_text(cfg_t *cfg, const char *option, char *text, size_t size)
{
    const char *value = cfg_getstr(cfg, option);

    if (!value || strlen(value) >= size || !utf8_is_valid(value)) {
        cfg_error(cfg, "%s is too long or not UTF-8", option);
        return false;
    }
    utf8_clean(text, size, value);
    return true;
}

static bool read_number(cfg_t *cfg, const char *option, long least, long most, int32_t factor, int32_t *ret_value)
{
    long value = cfg_getint(cfg, option);

    if (value < least || value > most) {
        cfg_error(cfg, "%s must be %ld to %ld", option, least, most);
        return false;
    }
    *ret_value = (int32_t)value * factor;
    return true;
}

/* Reads one or two digits and the character behind them; returns where the text goes on, NULL if it is another. (sscanf() would take blanks and signs, too.) */
static const char *read_digits(const char *text, char behind, int *ret_value)
{
    size_t count = strspn(text, "0123456789");

    if (count < 1 || count > 2 || text[count] != behind)
        return NULL;
    *ret_value = atoi(text);
    return text + count + (behind != '\0');
}

static bool read_offset(cfg_t *cfg, struct settings *settings)
{
    int hours, minutes;
    const char *text = cfg_getstr(cfg, "utc_offset"), *rest = text[0] == '+' || text[0] == '-' ? read_digits(text + 1, ':', &hours) : NULL;

    if (!rest || !read_digits(rest, '\0', &minutes) || hours > 14 || minutes > 59) {
        cfg_error(cfg, "utc_offset must look like \"+08:00\"");
        return false;
    }
    settings->utc_offset_min = (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
    return true;
}

bool hall_session_read(const char *text, struct session *ret_session)
{
    int h1, m1, h2, m2;

    if (!(text = read_digits(text, ':', &h1)) || !(text = read_digits(text, '-', &m1)) || !(text = read_digits(text, ':', &h2)) || !read_digits(text, '\0', &m2))
        return false;
    *ret_session = (struct session){h1 * 60 + m1, h2 * 60 + m2};
    return h1 <= 24 && h2 <= 24 && m1 <= 59 && m2 <= 59;
}

static bool read_sessions(cfg_t *cfg, struct service_settings *service)
{
    unsigned count = cfg_size(cfg, "sessions");
    int32_t last = 0;

    if (count > SESSIONS_MAX) {
        cfg_error(cfg, "at most %d sessions", SESSIONS_MAX);
        return false;
    }
    for (unsigned i = 0; i < count; i++) {
        struct session *session = &service->sessions[i];
        const char *text = cfg_getnstr(cfg, "sessions", i);
        if (!hall_session_read(text, session) || session->from < last || session->to <= session->from || session->to > 1440) {
            cfg_error(cfg, "session \"%s\" must look like \"08:30-12:00\" and begin after the one before", text);
            return false;
        }
        last = session->to;
    }
    service->session_count = (int32_t)count;
    return true;
}

static bool read_service(cfg_t *cfg, struct hall_file *file)
{
    const char *title = cfg_title(cfg);

    if (!title || title[0] < 'A' || title[0] > 'Z' || title[1]) {
        cfg_error(cfg, "a service is named by one letter, A to Z");
        return false;
    }
    int index = title[0] - 'A';
    struct service_settings *service = &file->settings.services[index];
    service->used = true;
    service->real_name = cfg_getbool(cfg, "real_name");
    return copy_text(cfg, "name_zh", file->services[index].zh, HALL_NAME_SIZE) && copy_text(cfg, "name_en", file->services[index].en, HALL_NAME_SIZE) &&
           read_sessions(cfg, service) && read_number(cfg, "stop_before_end_minutes", 0, STOP_MOST_MIN, 1, &service->stop_before_end_min) &&
           read_number(cfg, "quota", 0, QUOTA_MOST, 1, &service->quota) && read_number(cfg, "usual_minutes", 1, USUAL_MOST_MIN, 60000, &service->usual_ms) &&
           read_number(cfg, "tickets_per_person", 0, PER_PERSON_MOST, 1, &service->per_person);
}

static bool read_window(cfg_t *cfg, struct hall_file *file)
{
    const char *title = cfg_title(cfg), *letters = cfg_getstr(cfg, "services");
    int first, last;
    struct window_settings window = {.used = true, .next_after_finish = cfg_getbool(cfg, "next_after_finish")};

    const char *rest = read_digits(title, '-', &first);
    if (rest ? !read_digits(rest, '\0', &last) : !read_digits(title, '\0', &first)) {
        cfg_error(cfg, "a window is named by its number, \"3\", or several by \"1-12\"");
        return false;
    }
    if (!rest)
        last = first;
    if (first < 1 || last > WINDOWS_MAX || last < first) {
        cfg_error(cfg, "windows are numbered 1 to %d", WINDOWS_MAX);
        return false;
    }
    for (; *letters; letters++) {
        if (*letters < 'A' || *letters > 'Z' || !file->settings.services[*letters - 'A'].used) {
            cfg_error(cfg, "window \"%s\": there is no service \"%c\"", title, *letters);
            return false;
        }
        window.services |= 1U << (*letters - 'A');
    }
    if (window.services == 0) {
        cfg_error(cfg, "window \"%s\" needs services = \"...\"", title);
        return false;
    }
    for (int number = first; number <= last; number++)
        file->settings.windows[number] = window;
    return true;
}

static bool read_rules(cfg_t *cfg, struct settings *settings)
{
    int32_t priority, carried;
    bool good = read_number(cfg, "priority_weight", 1, 100, 1, &priority) && read_number(cfg, "carried_weight", 1, 100, 1, &carried) &&
                read_number(cfg, "longest_wait_minutes", 1, 1440, 60000, &settings->longest_wait_ms) &&
                read_number(cfg, "overtakes_in_row", 1, 100, 1, &settings->overtakes_in_row) &&
                read_number(cfg, "recalls", 0, 20, 1, &settings->recalls) &&
                read_number(cfg, "recall_gap_seconds", 0, 600, 1000, &settings->recall_gap_ms) &&
                read_number(cfg, "recall_gap_priority_seconds", 0, 600, 1000, &settings->recall_gap_priority_ms) &&
                read_number(cfg, "return_within_minutes", 0, 600, 60000, &settings->return_within_ms) &&
                read_number(cfg, "return_behind", 0, 100, 1, &settings->return_behind) &&
                read_number(cfg, "auto_start_seconds", 5, 3600, 1000, &settings->auto_start_ms) &&
                read_number(cfg, "ready_lapse_minutes", 1, 600, 60000, &settings->ready_lapse_ms) &&
                read_number(cfg, "undo_seconds", 0, 600, 1000, &settings->undo_ms) &&
                read_number(cfg, "elderly_age", 1, 120, 1, &settings->elderly_age);

    if (!good)
        return false;
    for (int i = 0; i < PRIORITY_COUNT; i++)
        settings->weights[i].numerator = i == PRIORITY_NORMAL ? 1 : i == PRIORITY_CARRIED ? carried : priority;
    return true;
}

static bool read_all(cfg_t *cfg, struct hall_file *file)
{
    if (!copy_text(cfg, "name_zh", file->name.zh, HALL_NAME_SIZE) || !copy_text(cfg, "name_en", file->name.en, HALL_NAME_SIZE) ||
        !copy_text(cfg, "listen", file->listen, sizeof file->listen) || !copy_text(cfg, "public_url", file->public_url, sizeof file->public_url) ||
        !copy_text(cfg, "tls_certificate", file->tls_certificate, sizeof file->tls_certificate) ||
        !copy_text(cfg, "tls_key", file->tls_key, sizeof file->tls_key) || !read_offset(cfg, &file->settings))
        return false;
    if (!file->tls_certificate[0] != !file->tls_key[0]) {
        cfg_error(cfg, "tls_certificate and tls_key go together");
        return false;
    }
    size_t length = strlen(file->public_url);
    if (length > 0 && file->public_url[length - 1] == '/')
        file->public_url[length - 1] = '\0';
    file->settings.paperless = cfg_getbool(cfg, "paperless");
    if (!read_number(cfg, "session_hours", 1, 24, 3600000, &file->session_ms))
        return false;
    for (unsigned i = 0; i < cfg_size(cfg, "service"); i++)
        if (!read_service(cfg_getnsec(cfg, "service", i), file))
            return false;
    if (cfg_size(cfg, "service") == 0) {
        cfg_error(cfg, "there is no service");
        return false;
    }
    for (unsigned i = 0; i < cfg_size(cfg, "window"); i++)
        if (!read_window(cfg_getnsec(cfg, "window", i), file))
            return false;
    if (cfg_size(cfg, "window") == 0) {
        cfg_error(cfg, "there is no window");
        return false;
    }
    return read_rules(cfg_getsec(cfg, "rules"), &file->settings);
}

enum error hall_file_read(const char *path, struct hall_file *ret_file, char sentence[static HALL_SENTENCE_SIZE])
{
    enum error error = ERROR_NONE;
    const char *why = "";
    struct hall_file file;

    char *text = NULL;

    sentence[0] = '\0';
    error = conf_text_read(path, &text);
    if (error != ERROR_NONE) {
        snprintf(sentence, HALL_SENTENCE_SIZE, "%s: cannot be read: %s", path, error_sentence(error));
        return error;
    }
    memset(&file, 0, sizeof file);
    settings_defaults(&file.settings);
    cfg_t *cfg = cfg_init(options, CFGF_NONE);
    if (!cfg) {
        free(text);
        return ERROR_MEMORY;
    }
    sentence_now = sentence;
    path_now = path;
    cfg_set_error_function(cfg, keep_error);
    if (cfg_parse_buf(cfg, text) != CFG_SUCCESS || !read_all(cfg, &file))
        error = ERROR_FORMAT;
    else if (!settings_check(&file.settings, &why)) {
        snprintf(sentence, HALL_SENTENCE_SIZE, "%s: a value of %s is out of its range", path, why);
        error = ERROR_RANGE;
    }
    if (error != ERROR_NONE && !sentence[0])
        snprintf(sentence, HALL_SENTENCE_SIZE, "%s: it is not in the expected form", path);
    cfg_free(cfg);
    free(text);
    if (error == ERROR_NONE)
        *ret_file = file;
    return error;
}
