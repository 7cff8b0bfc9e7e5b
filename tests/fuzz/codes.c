/* Short texts with a form of their own: ticket codes (what a phone reads from a paper), instants, dates, identity numbers, opening hours. */
#include "lib/fuzz.h"

#include "base/date.h"
#include "core/idcard.h"
#include "kiosk/kiosk_hours.h"
#include "server/keys.h"
#include "term/keys.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct keys keys = {.code = "the key of the ticket codes ...", .person = "the key of the persons"};

/* A text is the code of a ticket only if we would write that very code for that ticket. */
static void check_code(const char *text)
{
    char ours[CODE_SIZE];
    struct ticket_id id = {-1};

    if (!keys_read_code(&keys, text, &id))
        return;
    FUZZ_HOLDS(id.value > 0, "a code of ticket %lld", (long long)id.value);
    keys_make_code(&keys, id, ours);
    FUZZ_HOLDS(strcasecmp(ours, text) == 0, "\"%s\" is accepted for ticket %lld, whose code is %s", text, (long long)id.value, ours);
}

/* The code of a ticket is read; with one character changed, left out or added it is not. */
static void check_damage(struct fuzz_input input)
{
    char code[CODE_SIZE], wrong[CODE_SIZE + 1];
    struct ticket_id id = {0}, read = {0};

    for (int i = 0; i < 7; i++)
        id.value = id.value << 8 | fuzz_byte(&input);
    id.value = id.value ? id.value : 1;
    keys_make_code(&keys, id, code);
    FUZZ_HOLDS(strlen(code) < CODE_SIZE && keys_read_code(&keys, code, &read) && read.value == id.value, "%s is not read as ticket %lld", code, (long long)id.value);
    size_t length = strlen(code), at = (size_t)fuzz_below(&input, (int)length);
    uint8_t other = fuzz_byte(&input);
    memcpy(wrong, code, length + 1);
    switch (fuzz_byte(&input) % 3) {
    case 0:
        wrong[at] = (char)other;
        break;
    case 1:
        memmove(wrong + at, code + at + 1, length - at);
        break;
    default:
        wrong[at] = (char)other;
        memcpy(wrong + at + 1, code + at, length - at + 1);
    }
    FUZZ_HOLDS(strcasecmp(wrong, code) == 0 || !keys_read_code(&keys, wrong, &read), "%s is accepted, the code is %s", wrong, code);
}

static void check_dates(const char *text)
{
    char again[INSTANT_TEXT_SIZE], day[DATE_TEXT_SIZE];
    int64_t instant, same;
    struct date date, other;
    int year, month, number;

    if (instant_parse(text, &instant)) {
        instant_format(instant, 480, again);
        FUZZ_HOLDS(strncmp(again, "0000", 4) == 0 || (instant_parse(again, &same) && same == instant), "%s is %lld ms, and written as %s", text, (long long)instant, again);
    }
    if (!date_parse(text, &date))
        return;
    date_format(date, day);
    FUZZ_HOLDS(strncmp(day, text, 10) == 0, "%s is written as %s", text, day);
    date_split(date, &year, &month, &number);
    other = date_make(year, month, number);
    FUZZ_HOLDS(date_is_valid(year, month, number) && other.days == date.days, "%s is not one date", text);
    FUZZ_HOLDS(date_of_instant(date_start_ms(date, 480), 480).days == date.days && date_of_instant(date_start_ms(date, 480) - 1, 480).days == date.days - 1,
               "%s does not begin where it begins", text);
}

/* A number that is accepted is one of the standard's: 18 characters, the check by a second way of reckoning, and nothing of it but its end is shown. */
static void check_identity(const char *text)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    struct date today = date_make(2026, 11, 23);
    struct idcard card, again;
    char masked[IDCARD_SIZE];
    int sum = 0;

    if (idcard_read(text, today, &card) != IDCARD_GOOD)
        return;
    FUZZ_HOLDS(strlen(card.number) == IDCARD_LENGTH, "an identity number of %zu characters", strlen(card.number));
    for (int i = 0; i < 17; i++)
        sum += weights[i] * (card.number[i] - '0');
    FUZZ_HOLDS(card.number[17] == "10X98765432"[sum % 11], "%s has another check character", card.number);
    FUZZ_HOLDS(idcard_read(card.number, today, &again) == IDCARD_GOOD && strcmp(again.number, card.number) == 0, "%s is not itself any more", card.number);
    int age = idcard_age(&card, today);
    FUZZ_HOLDS(age >= 0 && age < 2026, "%s is %d years old", card.number, age);
    idcard_mask(&card, masked);
    FUZZ_HOLDS(strlen(masked) == IDCARD_LENGTH && strspn(masked, "*") == 14 && strcmp(masked + 14, card.number + 14) == 0, "%s is shown as %s", card.number, masked);
}

static void check_hours(const char *text)
{
    for (int minute = -1; minute <= 1440; minute += 60) {
        int next = kiosk_hours_next(text, minute);
        FUZZ_HOLDS(next == -1 || (next > minute && next <= 1440), "after minute %d comes minute %d", minute, next);
        kiosk_hours_is_edge(text, minute);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);

    check_code(text);
    check_damage((struct fuzz_input){data, size});
    check_dates(text);
    check_identity(text);
    check_hours(text);
    key_parse(text);
    free(text);
    return 0;
}
