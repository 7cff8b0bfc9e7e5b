/* Identity numbers: all made up. */
#include "core/idcard.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const struct date today = {20780}; /* 2026-11-23 */

static struct date day(const char *text)
{
    struct date date = {0};
    cr_assert(date_parse(text, &date), "%s", text);
    return date;
}

/* Completes 17 digits by trying: the right character is the one for which the weighted sum of GB 11643, table 1, is 1 modulo 11. */
static void complete(const char *digits, char number[static IDCARD_SIZE])
{
    static const int weights[18] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1};
    int sum = 0;

    for (int i = 0; i < 17; i++)
        sum += (digits[i] - '0') * weights[i];
    for (int value = 0; value <= 10; value++)
        if ((sum + value) % 11 == 1)
            snprintf(number, IDCARD_SIZE, "%.17s%c", digits, value == 10 ? 'X' : '0' + value);
}

Test(idcard, the_examples_of_the_standard)
{
    struct idcard idcard;

    cr_expect_eq(idcard_read("11010519491231002X", today, &idcard), IDCARD_GOOD);
    cr_expect_eq(idcard.born.days, day("1949-12-31").days);
    cr_expect_eq(idcard_read("440524188001010014", today, &idcard), IDCARD_GOOD);
    cr_expect_eq(idcard.born.days, day("1880-01-01").days);
}

Test(idcard, every_check_character_but_one_is_refused)
{
    static const char characters[] = "0123456789X";
    static const char *const digits[] = {"43018119500101001", "32028119991231999", "11010520240229123", "81000019800808012", "65010019631111555"};

    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++) {
        char right[IDCARD_SIZE], number[IDCARD_SIZE];
        int good = 0;
        complete(digits[i], right);
        for (const char *c = characters; *c; c++) {
            struct idcard idcard;
            snprintf(number, sizeof number, "%s%c", digits[i], *c);
            enum idcard_fault fault = idcard_read(number, today, &idcard);
            cr_expect_eq(fault, strcmp(number, right) == 0 ? IDCARD_GOOD : IDCARD_CHECK, "%s", number);
            good += fault == IDCARD_GOOD;
        }
        cr_expect_eq(good, 1);
    }
}

Test(idcard, one_wrong_digit_or_two_swapped_never_pass_the_check)
{
    char right[IDCARD_SIZE];
    complete("43018119680515237", right);
    for (int i = 14; i < 17; i++) /* the sequence: region and birth stay plausible */
        for (char c = '0'; c <= '9'; c++) {
            char number[IDCARD_SIZE];
            struct idcard idcard;
            memcpy(number, right, sizeof number);
            number[i] = c;
            cr_expect_eq(idcard_read(number, today, &idcard), c == right[i] ? IDCARD_GOOD : IDCARD_CHECK, "%s", number);
        }
    char swapped[IDCARD_SIZE];
    struct idcard idcard;
    memcpy(swapped, right, sizeof swapped);
    swapped[14] = right[15];
    swapped[15] = right[14];
    cr_expect_eq(idcard_read(swapped, today, &idcard), IDCARD_CHECK);
}

Test(idcard, faults)
{
    static const struct {
        const char *text;
        enum idcard_fault fault;
    } cases[] = {
        {"", IDCARD_LENGTH_WRONG},
        {"110105491231002", IDCARD_LENGTH_WRONG},        /* 15 digits, ended in 2013 */
        {"11010519491231002X1", IDCARD_LENGTH_WRONG},
        {"1101051949123100X2", IDCARD_CHARACTER},
        {"11010519491231002Y", IDCARD_CHARACTER},
        {"１１０１０５", IDCARD_CHARACTER},               /* full-width: 18 bytes, no digits */
        {"00010519491231002X", IDCARD_REGION},
        {"16010519491231002X", IDCARD_REGION},
        {"55010519491231002X", IDCARD_REGION},
        {"99010519491231002X", IDCARD_REGION},
        {"110105194902290026", IDCARD_BIRTH},            /* 1949 is no leap year */
        {"11010519491331002X", IDCARD_BIRTH},
        {"11010519490031002X", IDCARD_BIRTH},
        {"11010517491231002X", IDCARD_BIRTH},
        {"11010520261124002X", IDCARD_BIRTH},            /* tomorrow */
        {"110105194912310021", IDCARD_CHECK},
        {" 11010519491231002x ", IDCARD_GOOD},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct idcard idcard = {.number = "untouched"};
        enum idcard_fault fault = idcard_read(cases[i].text, today, &idcard);
        cr_expect_eq(fault, cases[i].fault, "'%s': %s", cases[i].text, idcard_fault_sentence(fault));
        cr_expect_str_eq(idcard.number, fault == IDCARD_GOOD ? "11010519491231002X" : "untouched");
    }
    cr_expect_str_eq(idcard_fault_sentence((enum idcard_fault)99), "unknown fault");
}

Test(idcard, foreigners_permanent_residence_has_its_province_in_the_second_and_third_digit)
{
    char number[IDCARD_SIZE];
    struct idcard idcard;

    complete("93178019800808012", number);
    cr_expect_eq(idcard_read(number, today, &idcard), IDCARD_GOOD, "%s", number);
    complete("93978019800808012", number);
    cr_expect_eq(idcard_read(number, today, &idcard), IDCARD_REGION, "%s", number);
}

Test(idcard, age)
{
    static const struct {
        const char *born, *at;
        int age;
    } cases[] = {
        {"1966-11-23", "2026-11-22", 59}, {"1966-11-23", "2026-11-23", 60}, {"1966-11-23", "2026-12-01", 60}, {"1966-11-23", "2026-10-30", 59},
        {"2024-02-29", "2025-02-28", 0},  {"2024-02-29", "2025-03-01", 1},  {"2024-02-29", "2028-02-29", 4},  {"2026-11-23", "2026-11-23", 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct idcard idcard = {.born = day(cases[i].born)};
        cr_expect_eq(idcard_age(&idcard, day(cases[i].at)), cases[i].age, "%s at %s", cases[i].born, cases[i].at);
    }
}

Test(idcard, the_mask_shows_four_characters)
{
    struct idcard idcard;
    char masked[IDCARD_SIZE];

    cr_assert_eq(idcard_read("11010519491231002X", today, &idcard), IDCARD_GOOD);
    idcard_mask(&idcard, masked);
    cr_expect_str_eq(masked, "**************002X");
}
