/* The tables: catalogue (an input that begins with 'i'), calendar ('h'), a day's arrivals ('d'). Refused with one sentence that names the
 * file, or every value is in its range, and written anew it means the same. */
#include "lib/fuzz.h"

#include "cli/replay.h"
#include "files/holidays_file.h"
#include "files/items_file.h"

#include <stdlib.h>
#include <string.h>

static void check_sentence(const char *sentence, const char *path)
{
    FUZZ_HOLDS(strncmp(sentence, path, strlen(path)) == 0, "the sentence does not begin with the file: %s", sentence);
    fuzz_check_clean("the sentence", sentence, TABLE_SENTENCE_SIZE);
}

/* A field, always quoted. */
static void write_field(struct fuzz_writer *writer, const char *text, bool last)
{
    fuzz_write(writer, "\"");
    for (; *text; text++)
        fuzz_write(writer, *text == '"' ? "\"\"" : "%c", *text);
    fuzz_write(writer, last ? "\"\r\n" : "\",");
}

/* --- items.csv --- */

static void check_text(const char *text, size_t size, bool empty)
{
    fuzz_check_clean("a field of an item", text, size);
    FUZZ_HOLDS(empty || *text, "a field of an item is empty");
}

static void check_item(const struct item *item)
{
    check_text(item->code, sizeof item->code, false);
    check_text(item->name, sizeof item->name, false);
    check_text(item->name_en, sizeof item->name_en, false);
    check_text(item->department, sizeof item->department, true);
    check_text(item->group, sizeof item->group, true);
    check_text(item->memo, sizeof item->memo, true);
    check_text(item->template_name, sizeof item->template_name, true);
    check_text(item->basis, sizeof item->basis, true);
    FUZZ_HOLDS(item->promised_days >= 0 && item->promised_days <= ITEM_DAYS_MAX && item->statutory_days >= ITEM_DAYS_NONE && item->statutory_days <= ITEM_DAYS_MAX,
               "%s promises %d of %d days", item->code, item->promised_days, item->statutory_days);
    FUZZ_HOLDS(item->fee_yuan >= 0 && item->fee_yuan <= ITEM_FEE_MAX && item->typical_minutes >= 1 && item->typical_minutes <= ITEM_MINUTES_MAX,
               "%s costs %d and takes %d", item->code, item->fee_yuan, item->typical_minutes);
    FUZZ_HOLDS(item->material_count >= 0 && item->material_count <= ITEM_MATERIALS_MAX, "%s has %d materials", item->code, item->material_count);
    for (int i = 0; i < item->material_count; i++)
        check_text(item->materials[i].name, sizeof item->materials[i].name, false);
    FUZZ_HOLDS(item_service(item) >= 'A' && item_service(item) <= 'C', "%s belongs to no service", item->code);
}

static void write_number(struct fuzz_writer *writer, int number)
{
    fuzz_write(writer, number < 0 ? "," : "%d,", number);
}

static void write_item(struct fuzz_writer *writer, const struct item *item)
{
    static const char *const marks[] = {
#define MATERIAL_KIND(name, word, mark) mark,
#include "core/catalogue.def"
    };
    struct fuzz_writer materials = {0};
    char day[DATE_TEXT_SIZE];

    write_field(writer, item->code, false);
    write_field(writer, item->name, false);
    write_field(writer, item->name_en, false);
    fuzz_write(writer, "%s,%s,", item_kind_word(item->kind), item_level_word(item->level));
    write_field(writer, item->department, false);
    write_field(writer, item->group, false);
    write_field(writer, item->memo, false);
    date_format(item->in_force_from, day);
    fuzz_write(writer, "%s,%s,", day, item_flow_word(item->flow));
    write_number(writer, item->promised_days);
    write_number(writer, item->statutory_days);
    fuzz_write(writer, "%s,", item_applicant_word(item->applicant));
    write_number(writer, item->fee_yuan);
    write_number(writer, item->typical_minutes);
    fuzz_write(writer, "%s,%s,%s,", item_online_word(item->online), item_output_word(item->output), item_number_word(item->number));
    write_field(writer, item->template_name, false);
    fuzz_write(&materials, "%s", "");
    for (int i = 0; i < item->material_count; i++)
        fuzz_write(&materials, "%s%s/%s%s", i ? "|" : "", item->materials[i].name, marks[item->materials[i].kind], item->materials[i].required ? "!" : "");
    write_field(writer, materials.bytes, false);
    write_field(writer, item->basis, true);
    free(materials.bytes);
}

/* Field by field: between them there may be anything. */
static bool is_same_item(const struct item *a, const struct item *b)
{
    bool same = strcmp(a->code, b->code) == 0 && strcmp(a->name, b->name) == 0 && strcmp(a->name_en, b->name_en) == 0 && a->kind == b->kind &&
                a->level == b->level && strcmp(a->department, b->department) == 0 && strcmp(a->group, b->group) == 0 && strcmp(a->memo, b->memo) == 0 &&
                a->in_force_from.days == b->in_force_from.days && a->flow == b->flow && a->promised_days == b->promised_days &&
                a->statutory_days == b->statutory_days && a->applicant == b->applicant && a->fee_yuan == b->fee_yuan &&
                a->typical_minutes == b->typical_minutes && a->online == b->online && a->output == b->output && a->number == b->number &&
                strcmp(a->template_name, b->template_name) == 0 && a->material_count == b->material_count && strcmp(a->basis, b->basis) == 0;

    for (int i = 0; same && i < a->material_count; i++)
        same = strcmp(a->materials[i].name, b->materials[i].name) == 0 && a->materials[i].kind == b->materials[i].kind &&
               a->materials[i].required == b->materials[i].required;
    return same;
}

static void check_items(const char *path)
{
    struct item *items, *again;
    size_t count, same;
    char sentence[TABLE_SENTENCE_SIZE];
    struct fuzz_writer writer = {0};

    if (items_file_read(path, &items, &count, sentence) != ERROR_NONE) {
        check_sentence(sentence, path);
        return;
    }
    for (int i = 0; i < ITEM_COLUMNS; i++)
        write_field(&writer, item_columns[i], i == ITEM_COLUMNS - 1);
    for (size_t i = 0; i < count; i++) {
        check_item(&items[i]);
        FUZZ_HOLDS(catalogue_find(items, count, items[i].code) == &items[i], "%s is there twice", items[i].code);
        write_item(&writer, &items[i]);
    }
    FUZZ_HOLDS(items_file_read(fuzz_file(writer.bytes, writer.length), &again, &same, sentence) == ERROR_NONE, "written anew it is refused: %s", sentence);
    FUZZ_HOLDS(same == count, "%zu items are %zu", count, same);
    for (size_t i = 0; i < count; i++)
        FUZZ_HOLDS(is_same_item(&items[i], &again[i]), "written anew %s is another", items[i].code);
    free(items);
    free(again);
    free(writer.bytes);
}

/* --- holidays.csv --- */

/* A deadline, counted a second time day by day. */
static void check_deadline(const struct workday_calendar *calendar, struct date from, int days)
{
    struct date found, at = from;
    int year;

    if (workday_deadline(calendar, from, days, &found) != ERROR_NONE)
        return;
    while (days > 0) {
        at.days++;
        days -= workday_is_worked(calendar, at);
    }
    date_split(found, &year, NULL, NULL);
    FUZZ_HOLDS(at.days == found.days && year >= calendar->first_year && year <= calendar->last_year, "a deadline is on another day");
}

static void check_holidays(const char *path, int days)
{
    struct workday_entry *entries, *again;
    struct workday_calendar calendar, same;
    char sentence[TABLE_SENTENCE_SIZE], day[DATE_TEXT_SIZE];
    struct fuzz_writer writer = {0};

    if (holidays_file_read(path, &entries, &calendar, sentence) != ERROR_NONE) {
        check_sentence(sentence, path);
        return;
    }
    FUZZ_HOLDS(calendar.entries == entries && calendar.count > 0, "a calendar without dates");
    fuzz_write(&writer, "\xEF\xBB\xBF# written anew\r\n%s,%s,%s\r\n", workday_columns[0], workday_columns[1], workday_columns[2]);
    for (size_t i = calendar.count; i > 0; i--) { /* in the other order */
        const struct workday_entry *entry = &entries[i - 1];
        FUZZ_HOLDS(i == 1 || entry[-1].date.days < entry->date.days, "the calendar is not in order");
        FUZZ_HOLDS(workday_is_worked(&calendar, entry->date) == entry->work, "an exception counts for nothing");
        date_format(entry->date, day);
        fuzz_write(&writer, "%s,x,%s\r\n", day, entry->work ? "work" : "off");
        check_deadline(&calendar, entry->date, days);
    }
    FUZZ_HOLDS(holidays_file_read(fuzz_file(writer.bytes, writer.length), &again, &same, sentence) == ERROR_NONE, "written anew it is refused: %s", sentence);
    FUZZ_HOLDS(same.count == calendar.count && same.first_year == calendar.first_year && same.last_year == calendar.last_year, "written anew it is another calendar");
    for (size_t i = 0; i < same.count; i++)
        FUZZ_HOLDS(again[i].date.days == entries[i].date.days && again[i].work == entries[i].work, "written anew a day is another");
    free(entries);
    free(again);
    free(writer.bytes);
}

/* --- arrivals --- */

static void check_day(const char *path)
{
    struct replay_day day, again;
    char sentence[TABLE_SENTENCE_SIZE];
    struct fuzz_writer writer = {0};

    if (replay_day_read(path, &day, sentence) != ERROR_NONE) {
        check_sentence(sentence, path);
        return;
    }
    fuzz_write(&writer, "seconds,service,priority,service_seconds\n");
    for (int i = 0; i < day.count; i++) {
        const struct replay_arrival *one = &day.arrivals[i];
        enum priority priority;
        FUZZ_HOLDS(one->seconds >= 0 && one->seconds <= REPLAY_SECONDS_MAX && one->service_seconds >= 1 && one->service_seconds <= REPLAY_SECONDS_MAX &&
                       one->service >= 'A' && one->service <= 'Z' && priority_parse(one->priority, &priority) && (i == 0 || one[-1].seconds <= one->seconds),
                   "an arrival is out of range");
        fuzz_write(&writer, "%d,%c,%s,%d\n", one->seconds, one->service, one->priority, one->service_seconds);
    }
    FUZZ_HOLDS(replay_day_read(fuzz_file(writer.bytes, writer.length), &again, sentence) == ERROR_NONE && again.count == day.count, "written anew it is another: %s", sentence);
    for (int i = 0; i < day.count; i++)
        FUZZ_HOLDS(again.arrivals[i].seconds == day.arrivals[i].seconds && again.arrivals[i].service == day.arrivals[i].service &&
                       strcmp(again.arrivals[i].priority, day.arrivals[i].priority) == 0 && again.arrivals[i].service_seconds == day.arrivals[i].service_seconds,
                   "written anew an arrival is another");
    free(day.arrivals);
    free(again.arrivals);
    free(writer.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0 && data[0] == 'i')
        check_items(fuzz_file(data + 1, size - 1));
    else if (size > 0 && data[0] == 'h')
        check_holidays(fuzz_file(data + 1, size - 1), data[size - 1]);
    else if (size > 0 && data[0] == 'd')
        check_day(fuzz_file(data + 1, size - 1));
    return 0;
}
