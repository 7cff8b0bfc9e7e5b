/* The checker's own account of cases, written from the rules that the people of the hall know and from the law (Administrative Licensing Law, 2019, articles
 * 32, 42, 44, 45, 82), not from the product's code. It has a second, slow calendar, its own list of who may do what and when, and its own seal ledger. */
#ifndef SIM_BOOK_CASE_H
#define SIM_BOOK_CASE_H

#include "core/case.h"

enum { BOOK_CASES = 40, BOOK_HANDS = 24, BOOK_NUMBERS = 512 };

struct book_case {
    bool begun;
    enum case_state state;
    enum item_flow flow;
    enum item_output output;
    int32_t group, version, promised_days, statutory_days, shifted; /* shifted: working days by which the clock stood or was extended */
    char item[ITEM_CODE_SIZE], materials[MATERIALS_SIZE], number[CASE_NUMBER_SIZE], person[PERSON_SIZE];
    char reviewer[STAFF_ID_SIZE], accepted_by[STAFF_ID_SIZE], approved_by[STAFF_ID_SIZE], issued_by[STAFF_ID_SIZE], handed_by[STAFF_ID_SIZE];
    struct case_hand hands[BOOK_HANDS];
    int32_t hand_count;
    int32_t began_on, answer_until, clock_from, promised, statutory, stopped_on, issued_on; /* days; 0: none */
    bool provisional, extended, deemed, marked, noticed, granted, over;
    enum case_light light;
    enum special_kind special;
    enum case_outcome outcome;
    int64_t seal, last_ticket;
    int32_t visits, reminders, reprints, forms;
    bool visits_in_order; /* no later ticket was served between: then visits can be counted */
    char certificate[CASE_NUMBER_SIZE], digest[65], blank[BLANK_SIZE], shelf[SHELF_SIZE];
};

/* A certificate number and the case that has it. */
struct book_number {
    int32_t of;
    char text[CASE_NUMBER_SIZE];
};

struct book_cases {
    const struct workday_calendar *calendar; /* that the controller has now; borrowed */
    struct book_case rows[BOOK_CASES];
    int32_t count, year, of_year, certificate_year, certificate_of_year;
    int64_t seals; /* uses in the ledger */
    struct book_number numbers[BOOK_NUMBERS];
    int32_t number_count;
};

#endif
