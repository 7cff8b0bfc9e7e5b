#include "voice/announcer.h"

#include <stdio.h>
#include <string.h>

enum { LOOK_MS = 50 };

static void drop(struct announcer *announcer, int nth)
{
    announcer->count--;
    memmove(announcer->queue + nth, announcer->queue + nth + 1, (size_t)(announcer->count - nth) * sizeof *announcer->queue);
}

static int find(const struct announcer *announcer, int64_t ticket)
{
    for (int i = 0; i < announcer->count; i++)
        if (announcer->queue[i].ticket == ticket)
            return i;
    return -1;
}

void announcer_call(struct announcer *announcer, int64_t ticket, const char *number, int window, bool chinese, int64_t now_ms)
{
    int nth = find(announcer, ticket);

    if (nth < 0 && announcer->count == ANNOUNCER_QUEUE)
        drop(announcer, 0);
    if (nth < 0)
        nth = announcer->count++;
    announcer->queue[nth] = (struct announcement){.ticket = ticket, .window = window, .chinese = chinese, .asked_ms = now_ms};
    snprintf(announcer->queue[nth].number, sizeof announcer->queue[nth].number, "%s", number);
}

void announcer_answered(struct announcer *announcer, int64_t ticket)
{
    int nth = find(announcer, ticket);

    if (nth >= 0)
        drop(announcer, nth);
}

/* Says the first of the row once; false if it cannot be said at all. */
static bool say(struct announcer *announcer, struct announcement *first, int volume, int64_t now_ms)
{
    struct sentence sentence;
    struct wave wave;

    if (!sentence_make(&sentence, first->number, first->window, first->chinese))
        return false;
    announcer->why = NULL;
    if (!clips_join(&announcer->folders, &sentence, volume, &wave, &announcer->why, announcer->clip))
        return false;
    announcer->why = NULL;
    bool begun = player_begin(&announcer->player, &wave, &sentence, now_ms);
    announcer->next_ms = now_ms + wave_ms(&wave) + ANNOUNCER_PAUSE_MS;
    wave_finish(&wave);
    if (!begun)
        announcer->why = "The sound device does not work.";
    return begun;
}

void announcer_tick(struct announcer *announcer, int64_t now_ms, int minute)
{
    int volume = minute < 0 ? announcer->volume.usual : volume_at(&announcer->volume, minute);

    if (player_busy(&announcer->player, now_ms))
        return;
    if (announcer->player.failed)
        announcer->why = "The sound device does not work.";
    while (announcer->count > 0 && now_ms >= announcer->next_ms) {
        struct announcement *first = &announcer->queue[0];
        bool due = !announcer->silent && volume > 0 && now_ms - first->asked_ms < ANNOUNCER_STALE_MS;
        if (!due || !say(announcer, first, volume, now_ms) || ++first->said == ANNOUNCER_TIMES)
            drop(announcer, 0);
    }
}

int announcer_due_ms(struct announcer *announcer, int64_t now_ms, int most)
{
    int64_t due = announcer->next_ms - now_ms;

    if (announcer->count == 0)
        return most;
    if (due <= 0)
        due = player_busy(&announcer->player, now_ms) ? LOOK_MS : 0;
    return due < most ? (int)due : most;
}

void announcer_finish(struct announcer *announcer)
{
    if (announcer->player.kind)
        player_close(&announcer->player);
}
