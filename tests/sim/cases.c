#include "sim/cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void make_item(struct item *item, int32_t number, struct dice *dice)
{
    static const enum item_output outputs[] = {ITEM_OUTPUT_OWN_A4, ITEM_OUTPUT_OWN_A4, ITEM_OUTPUT_OVERLAY, ITEM_OUTPUT_EXTERNAL};
    int64_t thrown = dice_between(dice, 0, 99);

    memset(item, 0, sizeof *item);
    snprintf(item->code, sizeof item->code, "XK%d", (int)number + 1);
    item->flow = thrown < 70 ? ITEM_FLOW_PERMIT : thrown < 85 ? ITEM_FLOW_REFERRAL : ITEM_FLOW_DIRECT;
    item->kind = item->flow == ITEM_FLOW_PERMIT ? ITEM_KIND_PERMIT : ITEM_KIND_SERVICE;
    if (dice_chance(dice, 5))
        item->kind = ITEM_KIND_PENALTY; /* nobody applies */
    item->output = item->flow == ITEM_FLOW_PERMIT ? outputs[dice_between(dice, 0, 3)] : ITEM_OUTPUT_NONE;
    item->number = item->flow != ITEM_FLOW_PERMIT ? ITEM_NUMBER_NONE : dice_chance(dice, 60) ? ITEM_NUMBER_RULE : ITEM_NUMBER_ENTERED;
    item->promised_days = (int)dice_between(dice, 0, dice_chance(dice, 80) ? 12 : 40);
    item->statutory_days = dice_chance(dice, 20) ? ITEM_DAYS_NONE : item->promised_days + (int)dice_between(dice, 0, 20);
    item->material_count = (int)dice_between(dice, 0, 4);
    for (int i = 0; i < item->material_count; i++)
        item->materials[i].required = dice_chance(dice, 60);
}

/* Some weekdays off, some weekend days worked, in the weeks around the end of the first year and after. */
static void make_calendar(struct cases *cases, int32_t index, struct dice *dice)
{
    struct workday_entry *entries = cases->entries[index];
    int32_t day = date_make(2026, 11, 20).days, count = 0;

    if (index > 0) /* the years before stay as they are */
        memcpy(entries, cases->entries[index - 1], sizeof *entries * cases->calendars[index - 1].count);
    if (index > 0) {
        count = (int32_t)cases->calendars[index - 1].count;
        day = date_make(2026 + index, 1, 1).days - 1;
    }
    for (int32_t last = date_make(2026 + index, 12, 31).days; count < SIM_ENTRIES * (index + 1) / SIM_CALENDARS;) {
        day += (int32_t)dice_between(dice, 1, 9);
        if (day > last)
            break;
        bool weekend = (day + 4) % 7 == 0 || (day + 4) % 7 == 6;
        entries[count++] = (struct workday_entry){{day}, weekend};
    }
    cases->calendars[index] = (struct workday_calendar){entries, (size_t)count, 2026, 2026 + index};
}

void cases_init(struct cases *cases, uint64_t seed)
{
    struct dice dice;

    dice_init(&dice, seed ^ UINT64_C(0xca5e));
    memset(cases, 0, sizeof *cases);
    cases->version = 1;
    for (int32_t version = 0; version < SIM_VERSIONS; version++)
        for (int32_t i = 0; i < SIM_ITEMS; i++) {
            make_item(&cases->items[version][i], i, &dice);
            cases->in_force[version][i] = dice_chance(&dice, 95);
        }
    for (int32_t i = 0; i < SIM_CALENDARS; i++)
        make_calendar(cases, i, &dice);
}

int64_t cases_acts_for(const char *staff)
{
    int number = atoi(staff);

    return number % 3 == 0 ? -1 : number & 7;
}

void cases_event(struct cases *cases, struct book *book, const struct event *event)
{
    if (event->type < EVENT_CASE_RECEIVED || event->type > EVENT_SEAL_CONFIRMED)
        return;
    bool fits = event->kase.value >= 1 && event->kase.value <= BOOK_CASES && case_apply(&cases->files[event->kase.value - 1], event);
    BOOK_NEEDS(book, fits, "every change has an event", "%s does not fit case %lld", event_word(event->type), (long long)event->kase.value);
}

void cases_rebuild(struct cases *cases, struct book *book, const struct record *record, bool saved)
{
    static struct case_file anew[BOOK_CASES];
    struct settings settings;
    struct event event;

    memset(anew, 0, sizeof anew);
    for (int32_t i = 0; i < record->durable; i++)
        if (record->lines[i].type >= EVENT_CASE_RECEIVED && record->lines[i].type <= EVENT_SEAL_CONFIRMED) {
            bool fits = record_read(record, i, &event, &settings) && event.kase.value >= 1 && event.kase.value <= BOOK_CASES &&
                        case_apply(&anew[event.kase.value - 1], &event);
            BOOK_NEEDS(book, fits, "rebuild", "event %lld (%s) cannot be read back", (long long)event.seq, event_word(event.type));
        }
    const struct case_file *kept = saved ? cases->saved : cases->files;
    for (int32_t i = 0; i < BOOK_CASES; i++)
        BOOK_NEEDS(book, memcmp(&anew[i], &kept[i], sizeof anew[i]) == 0, "rebuild", "case %d is another one when it is made from its events", (int)i + 1);
    memcpy(cases->files, anew, sizeof anew);
}

/* Whether another case has the certificate number, or it looks like one that is made by rule. */
static bool is_taken(const struct cases *cases, const struct case_file *file, const char *number)
{
    if (strncmp(number, "XK", 2) == 0)
        return true;
    for (int32_t i = 0; i < BOOK_CASES; i++)
        if (&cases->files[i] != file && number[0] && strcmp(cases->files[i].certificate, number) == 0)
            return true;
    return false;
}

static const struct item *item_of(const struct cases *cases, const char *code, int32_t version)
{
    int32_t index = atoi(code + 2) - 1;

    return version >= 1 && version <= SIM_VERSIONS && index >= 0 && index < SIM_ITEMS ? &cases->items[version - 1][index] : NULL;
}

const struct command *cases_load(const struct cases *cases, const struct command *said, struct command *command, struct case_command *own, struct case_file *file)
{
    const struct case_file *row = said->cases->file;

    *command = *said;
    *own = *said->cases;
    command->cases = own;
    own->calendar = &cases->calendars[cases->calendar];
    own->acts_for = cases_acts_for(said->actor.staff);
    own->certificate_taken = is_taken(cases, row, own->certificate);
    own->version = cases->version;
    own->file = NULL;
    if (row && row->id.value) {
        *file = *row;
        own->file = file;
        own->version = file->version;
        own->item = item_of(cases, file->item, file->version);
    } else if (own->item) {
        const struct item *item = item_of(cases, own->item->code, cases->version);
        own->item = item && cases->in_force[cases->version - 1][item - cases->items[cases->version - 1]] ? item : NULL;
    }
    return command;
}

void cases_check(const struct cases *cases, struct book *book)
{
    for (int32_t id = 1; id <= book->cases.count; id++)
        book_case_agree(book, id, &cases->files[id - 1]);
}

void cases_check_due(struct book *book, int64_t now_ms)
{
    for (int32_t id = 1; id <= book->cases.count; id++) {
        int32_t due = book_case_due(book, book_case(book, id));
        BOOK_NEEDS(book, due == 0 || due > book_day_of(book, now_ms), "what is due is done", "case %d was due on day %d", (int)id, (int)due);
    }
}
