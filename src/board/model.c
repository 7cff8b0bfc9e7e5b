#include "board/model.h"

#include "core/words.h"

#include <stdio.h>
#include <string.h>

enum { SECOND_MS = 1000, MINUTE_S = 60 };

enum language board_first(void)
{
    return language_current();
}

enum language board_second(void)
{
    return language_current() == LANGUAGE_ZH ? LANGUAGE_EN : LANGUAGE_ZH;
}

bool board_key(struct board_model *model, struct key key)
{
    if (key.kind == KEY_KIND_ESCAPE)
        model->help_until_ms = 0;
    if (key.kind != KEY_KIND_TEXT)
        return true;
    switch (key.code) {
    case 'q': case 'Q':
        return false;
    case 'l': case 'L':
        language_set(board_second());
        return true;
    case 's': case 'S':
        model->silent = model->voice && !model->silent;
        return true;
    default: /* any other key: somebody wants to know what keys there are */
        model->help_until_ms = model->help_until_ms > model->steady_ms ? 0 : model->steady_ms + BOARD_HELP_MS;
        return true;
    }
}

enum board_face board_window_face(const struct mirror_window *window)
{
    static const enum board_face faces[] = {
        [WINDOW_CLOSED] = BOARD_CLOSED, [WINDOW_PAUSED] = BOARD_PAUSED,   [WINDOW_OPEN] = BOARD_FREE,
        [WINDOW_READY] = BOARD_FREE,    [WINDOW_CALLING] = BOARD_CALLING, [WINDOW_SERVING] = BOARD_SERVING,
    };
    enum window_state state;

    if (!window || !window_state_parse(window->state, &state))
        return BOARD_UNKNOWN;
    enum board_face face = faces[state];
    return face >= BOARD_CALLING && window->ticket.id == 0 ? BOARD_FREE : face;
}

int board_calls(const struct mirror *mirror, struct board_call calls[static MIRROR_CALLS])
{
    int count = 0;

    for (int i = 0; i < MIRROR_CALLS && mirror->calls[i].window > 0; i++) {
        const struct mirror_call *call = &mirror->calls[i];
        const struct mirror_window *window = mirror_window(mirror, call->window);
        if (call->window > MIRROR_WINDOWS)
            continue;
        calls[count] = (struct board_call){.window = call->window};
        memcpy(calls[count].number, call->number, sizeof call->number);
        calls[count++].waited_for = board_window_face(window) == BOARD_CALLING && window->ticket.id == call->ticket;
    }
    return count;
}

int board_page(const struct board_model *model, int pages)
{
    return pages > 1 ? (int)(model->steady_ms / BOARD_PAGE_MS % pages) : 0;
}

int board_windows(const struct board_model *model, int room, const struct mirror_window *windows[static MIRROR_WINDOWS], int *ret_page, int *ret_pages)
{
    int total = 0, shown = 0;

    while (model->mirror->windows[total].number > 0)
        total++;
    for (int i = 0; i < total; i++)
        if (total <= room || board_window_face(&model->mirror->windows[i]) != BOARD_CLOSED)
            windows[shown++] = &model->mirror->windows[i];
    int pages = room > 0 ? (shown + room - 1) / room : 0, page = board_page(model, pages);
    *ret_page = page + 1;
    *ret_pages = pages > 1 ? pages : 1;
    int first = page * room, count = shown - first < room ? shown - first : room;
    memmove(windows, windows + first, (size_t)count * sizeof *windows);
    return count;
}

const char *board_face_word(enum language language, enum board_face face)
{
    static const char *const words[] = {
        [BOARD_UNKNOWN] = "no such window", [BOARD_CLOSED] = "closed",   [BOARD_PAUSED] = "paused",
        [BOARD_FREE] = "open",              [BOARD_CALLING] = "calling", [BOARD_SERVING] = "serving",
    };

    return language_text_in(language, words[face]);
}

void board_call_text(char *text, size_t size, enum language language, const struct board_call *call)
{
    snprintf(text, size, language_text_in(language, call->waited_for ? "%s, please go to window %d" : "%s: window %d"), call->number, call->window);
}

void board_face_text(char *text, size_t size, enum language language, const struct mirror_window *window)
{
    enum board_face face = board_window_face(window);
    enum pause_reason reason;

    switch (face) {
    case BOARD_CALLING:
        snprintf(text, size, language_text_in(language, "%s, please come to this window"), window->ticket.number);
        return;
    case BOARD_SERVING:
        snprintf(text, size, language_text_in(language, "%s is being served"), window->ticket.number);
        return;
    case BOARD_PAUSED: /* only reasons of the closed list: free text is for colleagues, and may hold anything */
        if (pause_reason_parse(window->reason, &reason))
            snprintf(text, size, language_text_in(language, "This window is paused: %s"), pause_reason_name(reason, language == LANGUAGE_ZH));
        else
            snprintf(text, size, "%s", language_text_in(language, "This window is paused for a while."));
        return;
    case BOARD_CLOSED:
        snprintf(text, size, "%s", language_text_in(language, "This window is closed. Please use another one."));
        return;
    case BOARD_FREE:
        snprintf(text, size, "%s", language_text_in(language, "Please wait for your number to be called."));
        return;
    case BOARD_UNKNOWN:
        snprintf(text, size, "%s", language_text_in(language, "This hall has no such window."));
    }
}

void board_message(char *text, size_t size, enum language language, const struct mirror *mirror)
{
    bool closed = strcmp(mirror->state, "closed") == 0;
    const char *said = mirror_text_in(&mirror->notice, language_code(language));

    if (*said && !closed) { /* what the manager says goes first */
        snprintf(text, size, "%s", said);
        return;
    }
    snprintf(text, size, "%s", language_text_in(language, closed ? "Closed for today. Thank you." : "Missed your call? Please ask the guide."));
}

bool board_away(char *text, size_t size, enum language language, const struct board_model *model)
{
    const struct mirror *mirror = model->mirror;
    int64_t away_s = (model->steady_ms - mirror->lost_steady_ms) / SECOND_MS;

    *text = '\0';
    if (mirror->connected)
        return false;
    if (!mirror->known || mirror->lost_steady_ms == 0)
        snprintf(text, size, "%s", language_text_in(language, "This display is starting."));
    else if (away_s < 2 * MINUTE_S)
        snprintf(text, size, language_text_in(language, "Offline for %d s: please listen to the staff."), (int)away_s);
    else
        snprintf(text, size, language_text_in(language, "Offline for %d min: please listen to the staff."), (int)(away_s / MINUTE_S % 100000));
    return true;
}
