/* The rows of the pages that are lists: what stands there and what Enter does with it. Made anew from the model for every drawing and every key. */
#ifndef STATUS_ROWS_H
#define STATUS_ROWS_H

#include "status/model.h"

enum { STATUS_ROWS_MAX = 160, STATUS_ROW_TEXT = 200 };

/* LINE only tells; TASK begins a change; PAGE goes to a page about the service, person, window or ticket of the row; OPTION is one of TOGGLE or CHOICE. */
enum status_row_kind { STATUS_ROW_LINE, STATUS_ROW_TASK, STATUS_ROW_PAGE, STATUS_ROW_OPTION };

struct status_row {
    enum status_row_kind kind;
    char text[STATUS_ROW_TEXT];   /* in the current language */
    char now[STATUS_ROW_TEXT];    /* the value now, or more about it; "" */
    const char *why_not;          /* TASK: why it cannot be; English, NULL: it can */
    enum status_task task;
    enum status_page page;
    int option;                   /* OPTION; or the closure of the row */
    bool on;                      /* OPTION: chosen */
    char service;
    int64_t ticket;
    char person[STATUS_PERSON_SIZE];
};

struct status_rows {
    char title[STATUS_ROW_TEXT];
    int count;
    struct status_row row[STATUS_ROWS_MAX];
};

/* Fills the rows of the model's page; none for a page that is a picture. */
void status_rows_fill(const struct status_model *model, struct status_rows *rows);

/* Whether a row can be chosen. */
bool status_row_is_choice(const struct status_row *row);

/* Writes an event of a ticket's journal in words ("called to window 3 by 1001"). */
void status_event_words(const json_t *event, char *text, size_t size);

#endif
