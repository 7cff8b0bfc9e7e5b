/* What keys mean on each page. A press on a row or a window comes as a character of a private plane (status/press.h). */
#include "status/press.h"
#include "status/rows.h"

#include "base/language.h"
#include "base/utf8.h"

#include <string.h>

static void scroll_by(struct status_scroll *scroll, int rows)
{
    int from = scroll->from + rows;

    scroll->from = from < 0 ? 0 : from > scroll->most ? scroll->most : from;
}

/* Those that are over are forgotten with it: when one comes again it is new. */
static void acknowledge(struct status_model *model)
{
    model->seen_count = status_alarms(model->mirror);
    memcpy(model->seen, model->mirror->alarms, (size_t)model->seen_count * sizeof *model->seen);
}

static void toggle_page(struct status_model *model, enum status_page page)
{
    if (model->page == page)
        status_back(model);
    else
        status_go(model, page);
}

/* --- windows of the hall --- */

static int place_of(const struct mirror *mirror, int number)
{
    for (int i = 0; i < status_windows(mirror); i++)
        if (mirror->windows[i].number == number)
            return i;
    return -1;
}

/* The window that is so many further on; at first the one that is seen first. What is chosen is brought into sight. */
static void choose_window(struct status_model *model, int step)
{
    int total = status_windows(model->mirror), at = place_of(model->mirror, model->chosen), across = model->across > 0 ? model->across : 1;

    if (total == 0)
        return;
    at = at < 0 ? model->windows.from * across : at + step;
    at = at < 0 ? 0 : at >= total ? total - 1 : at;
    model->chosen = model->mirror->windows[at].number;
    if (at / across < model->windows.from)
        model->windows.from = at / across;
    else if (at / across >= model->windows.from + model->windows.page)
        model->windows.from = at / across - model->windows.page + 1;
}

static void open_window(struct status_model *model, int number)
{
    if (!mirror_window(model->mirror, number))
        return;
    model->chosen = number;
    model->subject.window = number;
    model->stale[STATUS_WANT_WINDOW] = true;
    status_go(model, STATUS_WINDOW);
}

/* 1 and then 2 is window 12, where there is one. */
static void choose_digit(struct status_model *model, int digit)
{
    int both = model->chosen * 10 + digit;

    if (model->chosen > 0 && model->chosen < 10 && mirror_window(model->mirror, both))
        model->chosen = both;
    else if (mirror_window(model->mirror, digit))
        model->chosen = digit;
    choose_window(model, 0);
}

/* --- rows --- */

static void choose_row(struct status_model *model, const struct status_rows *rows, int step)
{
    int at = model->row[model->page];

    for (int next = at + step; next >= 0 && next < rows->count; next += step > 0 ? 1 : -1)
        if (status_row_is_choice(&rows->row[next])) {
            model->row[model->page] = next;
            return;
        }
}

/* The first row that can be chosen, where the chosen one cannot. */
static void settle(struct status_model *model, const struct status_rows *rows)
{
    int *at = &model->row[model->page];

    if (*at >= rows->count)
        *at = rows->count > 0 ? rows->count - 1 : 0;
    for (int i = 0; i < rows->count && rows->count > 0 && !status_row_is_choice(&rows->row[*at]); i++)
        *at = (*at + 1) % rows->count;
}

static void open_page(struct status_model *model, const struct status_row *row)
{
    model->row[row->page] = 0;
    if (row->page == STATUS_SERVICE)
        model->subject.service = row->service;
    if (row->page == STATUS_PERSON)
        memcpy(model->subject.person, row->person, sizeof model->subject.person);
    if (row->page == STATUS_TICKET) {
        model->ticket = row->ticket;
        model->stale[STATUS_WANT_TICKET] = true;
    }
    status_go(model, row->page);
}

static void take_row(struct status_model *model, const struct status_row *row)
{
    if (row->kind == STATUS_ROW_PAGE) {
        open_page(model, row);
    } else if (row->kind == STATUS_ROW_TASK) {
        model->subject.closure = row->option;
        status_begin(model, row->task);
    } else if (row->kind == STATUS_ROW_OPTION && model->page == STATUS_TOGGLE) {
        model->value.chosen ^= UINT64_C(1) << row->option;
    } else if (row->kind == STATUS_ROW_OPTION) {
        model->value.chosen = UINT64_C(1) << row->option;
        status_go(model, STATUS_CONFIRM);
    }
}

static void row_key(struct status_model *model, struct key key)
{
    static struct status_rows rows;
    int page = 10;

    status_rows_fill(model, &rows);
    settle(model, &rows);
    const struct status_row *row = rows.count > 0 ? &rows.row[model->row[model->page]] : NULL;
    if (key.kind == KEY_KIND_TEXT && key.code >= STATUS_PRESS_ROW && key.code < STATUS_PRESS_ROW + STATUS_ROWS_MAX) {
        int pressed = (int)(key.code - STATUS_PRESS_ROW);
        if (pressed < rows.count && status_row_is_choice(&rows.row[pressed])) {
            model->row[model->page] = pressed;
            take_row(model, &rows.row[pressed]);
        }
        return;
    }
    switch (key.kind) {
    case KEY_KIND_UP: case KEY_KIND_WHEEL_UP: choose_row(model, &rows, -1); break;
    case KEY_KIND_DOWN: case KEY_KIND_WHEEL_DOWN: choose_row(model, &rows, 1); break;
    case KEY_KIND_PAGE_UP: while (page-- > 0) { choose_row(model, &rows, -1); status_rows_fill(model, &rows); } break;
    case KEY_KIND_PAGE_DOWN: while (page-- > 0) { choose_row(model, &rows, 1); status_rows_fill(model, &rows); } break;
    case KEY_KIND_ENTER:
        if (model->page == STATUS_TOGGLE)
            status_go(model, STATUS_CONFIRM);
        else if (row)
            take_row(model, row);
        break;
    case KEY_KIND_TEXT:
        if (key.code == ' ' && row)
            take_row(model, row);
        break;
    default: break;
    }
}

/* --- text --- */

static void type(struct status_model *model, uint32_t code)
{
    char bytes[5] = "";
    size_t length = utf8_encode(code, bytes), used = strlen(model->value.text);

    if (code >= ' ' && code != 0x7F && used + length < sizeof model->value.text) {
        memcpy(model->value.text + used, bytes, length);
        model->value.text[used + length] = '\0';
    }
}

static void erase(struct status_model *model)
{
    size_t used = strlen(model->value.text);

    while (used > 0 && ((unsigned char)model->value.text[used - 1] & 0xC0) == 0x80)
        used--;
    model->value.text[used > 0 ? used - 1 : 0] = '\0';
}

static void edit_key(struct status_model *model, struct key key)
{
    struct status_subject subject = status_subject_of(model);
    struct status_change change = {0};
    const char *why;

    switch (key.kind) {
    case KEY_KIND_TEXT: type(model, key.code); break;
    case KEY_KIND_BACKSPACE: case KEY_KIND_DELETE: erase(model); break;
    case KEY_KIND_ENTER:
        if (status_task_change(model->task, &subject, &model->value, model->pin, &change, &why))
            status_go(model, STATUS_CONFIRM);
        else
            status_refuse(model, why);
        json_decref(change.body);
        break;
    default: break;
    }
}

/* --- all pages --- */

static bool take_letter(struct status_model *model, uint32_t code)
{
    switch (code) {
    case 'q': case 'Q':
        return false;
    case 'l': case 'L':
        language_set(language_current() == LANGUAGE_ZH ? LANGUAGE_EN : LANGUAGE_ZH);
        return true;
    case 'a': case 'A': toggle_page(model, STATUS_ALARMS); return true;
    case 'm': case 'M': toggle_page(model, STATUS_MANAGE); return true;
    case 'f': case 'F': toggle_page(model, STATUS_FIGURES); return true;
    case 'g': case 'G': status_begin(model, STATUS_TASK_HELP); return true;
    case 'u': case 'U': status_undo(model); return true;
    case 'k': case 'K':
        if (model->page == STATUS_ALARMS)
            acknowledge(model);
        return true;
    case '?': case 0xFF1F: /* full-width, as a Chinese keyboard gives it */
        toggle_page(model, STATUS_HELP);
        return true;
    case '[': case '<': scroll_by(&model->queues, -1); return true;
    case ']': case '>': scroll_by(&model->queues, 1); return true;
    default: break;
    }
    if (model->page == STATUS_HALL && code >= '0' && code <= '9')
        choose_digit(model, (int)code - '0');
    if (model->page == STATUS_HALL && code > STATUS_PRESS_WINDOW && code <= STATUS_PRESS_WINDOW + MIRROR_WINDOWS)
        open_window(model, (int)(code - STATUS_PRESS_WINDOW));
    return true;
}

static void hall_key(struct status_model *model, struct key key)
{
    int across = model->across > 0 ? model->across : 1, page = model->windows.page * across, total = status_windows(model->mirror);

    switch (key.kind) {
    case KEY_KIND_UP: choose_window(model, -model->step_down); break;
    case KEY_KIND_DOWN: choose_window(model, model->step_down); break;
    case KEY_KIND_LEFT: choose_window(model, -model->step_right); break;
    case KEY_KIND_RIGHT: choose_window(model, model->step_right); break;
    case KEY_KIND_PAGE_UP: choose_window(model, -page); break;
    case KEY_KIND_PAGE_DOWN: choose_window(model, page); break;
    case KEY_KIND_HOME: choose_window(model, -total); break;
    case KEY_KIND_END: choose_window(model, 0); choose_window(model, total); break;
    case KEY_KIND_WHEEL_UP: scroll_by(&model->windows, -1); break;
    case KEY_KIND_WHEEL_DOWN: scroll_by(&model->windows, 1); break;
    case KEY_KIND_ENTER: open_window(model, model->chosen); break;
    case KEY_KIND_ESCAPE: case KEY_KIND_BACKSPACE: model->chosen = 0; break;
    default: break;
    }
}

bool status_key(struct status_model *model, struct key key)
{
    bool types = model->page == STATUS_EDIT;

    if (key.kind == KEY_KIND_ESCAPE && model->page != STATUS_HALL)
        status_back(model);
    else if (types)
        edit_key(model, key);
    else if (model->page == STATUS_CONFIRM && key.kind == KEY_KIND_ENTER)
        status_send(model);
    else if (key.kind == KEY_KIND_TEXT && key.code != ' ' && (key.code < STATUS_PRESS_ROW || key.code >= STATUS_PRESS_WINDOW))
        return take_letter(model, key.code);
    else if (model->page == STATUS_HALL)
        hall_key(model, key);
    else if (model->page > STATUS_FIGURES && model->page < STATUS_CONFIRM && key.kind != KEY_KIND_BACKSPACE)
        row_key(model, key);
    else if (key.kind == KEY_KIND_BACKSPACE || (key.kind == KEY_KIND_ENTER && model->page <= STATUS_FIGURES))
        status_back(model);
    return true;
}
