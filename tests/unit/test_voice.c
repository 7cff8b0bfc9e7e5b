/* The voice: sentences as people say them, clips of other rates, and a row of calls that never overlap, each said twice. */
#define _DEFAULT_SOURCE
#include "voice/announcer.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64], made[80], said[80];
static struct announcer announcer;

/* A clip of so many frames at a rate, each channel a constant. */
static void write_clip(const char *place, const char *name, int rate, int channels, int frames, int16_t value)
{
    char path[200], command[260];
    unsigned char header[CLIPS_HEADER];
    struct wave empty = {NULL, 0};

    snprintf(path, sizeof path, "%s/%s.wav", place, name);
    snprintf(command, sizeof command, "mkdir -p \"$(dirname %s)\"", path);
    cr_assert_eq(system(command), 0);
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file);
    wave_header(&empty, header);
    header[22] = (unsigned char)channels;
    for (int i = 0; i < 4; i++) {
        header[24 + i] = (unsigned char)(rate >> 8 * i);
        header[40 + i] = (unsigned char)(frames * channels * 2 >> 8 * i);
    }
    fwrite(header, 1, sizeof header, file);
    for (int i = 0; i < frames * channels; i++) {
        fputc(value & 0xFF, file);
        fputc(value >> 8 & 0xFF, file);
    }
    fclose(file);
}

/* Every clip is a tenth of a second. */
static void write_all_clips(void)
{
    static const char *const names[] = {"zh/please", "zh/number", "zh/to", "zh/window", "zh/one", "zh/ten", "en/number", "en/please", "en/12", "en/20"};
    char name[16];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        write_clip(made, names[i], CLIPS_RATE, 1, CLIPS_RATE / 10, 1000);
    for (int i = 0; i < 10; i++) {
        snprintf(name, sizeof name, "zh/%d", i);
        write_clip(made, name, CLIPS_RATE, 1, CLIPS_RATE / 10, 1000);
        snprintf(name, sizeof name, "en/%d", i);
        write_clip(made, name, CLIPS_RATE, 1, CLIPS_RATE / 10, 1000);
    }
    write_clip(made, "letter/A", CLIPS_RATE, 1, CLIPS_RATE / 10, 1000);
    write_clip(made, "letter/B", CLIPS_RATE, 1, CLIPS_RATE / 10, 1000);
}

static void setup(void)
{
    char target[100];

    snprintf(folder, sizeof folder, "/tmp/yichuang-voice-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    snprintf(made, sizeof made, "%s/made", folder);
    snprintf(said, sizeof said, "%s/said.txt", folder);
    write_all_clips();
    announcer = (struct announcer){.folders = {NULL, made}, .volume = {.usual = 100}};
    snprintf(target, sizeof target, "file:%s", folder);
    cr_assert(player_open(&announcer.player, target));
}

static void teardown(void)
{
    char command[100];

    announcer_finish(&announcer);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    cr_expect_eq(system(command), 0);
}

TestSuite(voice, .init = setup, .fini = teardown);

static void expect_sentence(const char *number, int window, bool chinese, const char *clips)
{
    struct sentence sentence;
    char text[512] = "";

    cr_assert(sentence_make(&sentence, number, window, chinese), "%s", number);
    for (int i = 0; i < sentence.count; i++) {
        strcat(text, i ? " " : "");
        strcat(text, sentence.clips[i]);
    }
    cr_expect_str_eq(text, clips);
}

Test(voice, sentences_are_said_as_people_say_them)
{
    struct sentence sentence;

    expect_sentence("A007", 3, true, "zh/please letter/A zh/0 zh/0 zh/7 zh/number zh/to zh/3 zh/window");
    expect_sentence("B110", 1, true, "zh/please letter/B zh/1 zh/1 zh/0 zh/number zh/to zh/one zh/window");
    expect_sentence("A001", 12, true, "zh/please letter/A zh/0 zh/0 zh/1 zh/number zh/to zh/ten zh/2 zh/window");
    expect_sentence("A001", 10, true, "zh/please letter/A zh/0 zh/0 zh/1 zh/number zh/to zh/ten zh/window");
    expect_sentence("A1000", 21, true, "zh/please letter/A zh/1 zh/0 zh/0 zh/0 zh/number zh/to zh/2 zh/ten zh/one zh/window");
    expect_sentence("A007", 3, false, "en/number letter/A en/0 en/0 en/7 en/please en/3");
    expect_sentence("C120", 12, false, "en/number letter/C en/1 en/2 en/0 en/please en/12");
    expect_sentence("C120", 20, false, "en/number letter/C en/1 en/2 en/0 en/please en/20");
    expect_sentence("C120", 35, false, "en/number letter/C en/1 en/2 en/0 en/please en/30 en/5");
    cr_expect(sentence_make(&sentence, "A123456789", 99, true));
    cr_expect_not(sentence_make(&sentence, "A1234567890", 1, true));
    cr_expect_not(sentence_make(&sentence, "../x", 1, true), "a name of a file comes from a number only");
    cr_expect_not(sentence_make(&sentence, "A", 1, true));
    cr_expect_not(sentence_make(&sentence, "", 1, true));
    cr_expect_not(sentence_make(&sentence, "A007", 0, true));
    cr_expect_not(sentence_make(&sentence, "A007", 100, true));
}

Test(voice, clips_of_other_rates_are_as_long)
{
    char path[200];
    struct wave wave;
    const char *why;

    write_clip(folder, "stereo", 44100, 2, 44100, -2000);
    snprintf(path, sizeof path, "%s/stereo.wav", folder);
    cr_assert(clips_read(path, &wave, &why));
    cr_expect_eq(wave_ms(&wave), 1000);
    cr_expect_eq(wave.samples[0], -2000);
    cr_expect_eq(wave.samples[wave.count / 2], -2000);
    wave_finish(&wave);
    write_clip(folder, "low", 8000, 1, 4000, 300);
    snprintf(path, sizeof path, "%s/low.wav", folder);
    cr_assert(clips_read(path, &wave, &why));
    cr_expect_eq(wave_ms(&wave), 500);
    wave_finish(&wave);
    write_clip(folder, "fast", 96000, 1, 4000, 300);
    snprintf(path, sizeof path, "%s/fast.wav", folder);
    cr_expect_not(clips_read(path, &wave, &why));
    cr_expect_str_eq(why, "not a WAV file of 16 bit PCM, at most 10 seconds");
    cr_expect_not(clips_read(said, &wave, &why));
    cr_expect_str_eq(why, "there is no such clip");
}

Test(voice, a_recording_takes_the_place_of_a_clip)
{
    char own[100], name[SENTENCE_NAME];
    struct sentence sentence;
    struct wave wave;
    const char *why;

    snprintf(own, sizeof own, "%s/own", folder);
    write_clip(own, "zh/please", 44100, 1, 22050, 500); /* half a second, not a tenth */
    cr_assert(sentence_make(&sentence, "A007", 3, true));
    cr_assert(clips_join(&(struct clips_folders){own, made}, &sentence, 50, &wave, &why, name));
    cr_expect_eq(wave_ms(&wave), 500 + 8 * 100 + 8 * CLIPS_GAP_MS);
    cr_expect_eq(wave.samples[10], 250, "half as loud");
    wave_finish(&wave);
    cr_expect_not(clips_join(&(struct clips_folders){own, own}, &sentence, 50, &wave, &why, name));
    cr_expect_str_eq(name, "letter/A");
}

Test(voice, volume_by_the_time_of_day)
{
    struct volume volume = {.usual = 7};

    cr_assert(volume_parse("80,12:00-13:30=30,18:00-24:00=0", &volume));
    cr_expect_eq(volume_at(&volume, 0), 80);
    cr_expect_eq(volume_at(&volume, 12 * 60 - 1), 80);
    cr_expect_eq(volume_at(&volume, 12 * 60), 30);
    cr_expect_eq(volume_at(&volume, 13 * 60 + 30), 80);
    cr_expect_eq(volume_at(&volume, 23 * 60 + 59), 0);
    static const char *const wrong[] = {"", "x", "101", "-1", "80,", "80,12:00=30", "80,13:00-12:00=3", "80,12:00-12:60=3", "80,12:00-25:00=3", "80,12:00-13:00=101", "80 "};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_not(volume_parse(wrong[i], &volume), "'%s'", wrong[i]);
    cr_expect_eq(volume.usual, 80, "what is wrong changes nothing");
}

/* What was said so far: the number of waves, and of the nth (from 0) when it began, how long it is and its clips. */
static int said_lines(int nth, long long *ret_at, long long *ret_ms, char *clips, size_t size)
{
    char line[512];
    int count = 0;
    FILE *file = fopen(said, "r");

    while (file && fgets(line, sizeof line, file)) {
        int used = 0;
        if (count++ == nth && sscanf(line, "%lld %lld %n", ret_at, ret_ms, &used) == 2)
            snprintf(clips, size, "%.*s", (int)strcspn(line + used, "\n"), line + used);
    }
    if (file)
        fclose(file);
    return count;
}

/* Lets time pass as a program does: it looks again when it is due. */
static void pass(int64_t *now_ms, int64_t ms)
{
    int64_t until_ms = *now_ms + ms;

    while (*now_ms < until_ms) {
        announcer_tick(&announcer, *now_ms, 600);
        int due = announcer_due_ms(&announcer, *now_ms, 1000);
        *now_ms += due > 0 ? due : 1;
    }
}

Test(voice, calls_are_said_twice_and_never_overlap)
{
    int64_t now_ms = 1000;
    long long at, ms, end = 0;
    char clips[512];
    static const char *const expected[] = {
        "zh/please letter/A zh/0 zh/0 zh/7 zh/number zh/to zh/3 zh/window", "zh/please letter/A zh/0 zh/0 zh/7 zh/number zh/to zh/3 zh/window",
        "en/number letter/B en/0 en/0 en/2 en/please en/12",                "en/number letter/B en/0 en/0 en/2 en/please en/12",
    };

    announcer_call(&announcer, 7, "A007", 3, true, now_ms);
    announcer_call(&announcer, 9, "B002", 12, false, now_ms);
    pass(&now_ms, 20000);
    cr_assert_eq(said_lines(-1, &at, &ms, clips, sizeof clips), 4);
    for (int i = 0; i < 4; i++) {
        said_lines(i, &at, &ms, clips, sizeof clips);
        cr_expect_str_eq(clips, expected[i]);
        cr_expect_geq(at, end + (i > 0 ? ANNOUNCER_PAUSE_MS : 0), "wave %d begins while the one before sounds", i);
        end = at + ms;
    }
    cr_expect_eq(announcer.count, 0);
}

Test(voice, who_came_is_not_called_again)
{
    int64_t now_ms = 1000;
    long long at, ms;
    char clips[512] = "";

    announcer_call(&announcer, 7, "A007", 3, true, now_ms);
    announcer_call(&announcer, 8, "A008", 4, true, now_ms);
    pass(&now_ms, 100); /* A007 is being said */
    announcer_answered(&announcer, 7);
    announcer_answered(&announcer, 8);
    pass(&now_ms, 20000);
    cr_expect_eq(said_lines(0, &at, &ms, clips, sizeof clips), 1);
}

Test(voice, silence_is_not_made_up_for_later)
{
    int64_t now_ms = 1000;
    long long at, ms;
    char clips[512] = "";

    announcer.silent = true;
    announcer_call(&announcer, 7, "A007", 3, true, now_ms);
    pass(&now_ms, 5000);
    announcer.silent = false;
    pass(&now_ms, 5000);
    cr_expect_eq(said_lines(0, &at, &ms, clips, sizeof clips), 0);
    cr_assert(volume_parse("100,10:00-11:00=0", &announcer.volume)); /* pass() is at ten */
    announcer_call(&announcer, 7, "A007", 3, true, now_ms);
    pass(&now_ms, 5000);
    cr_expect_eq(said_lines(0, &at, &ms, clips, sizeof clips), 0);
}

Test(voice, a_crowd_of_calls_leaves_the_oldest_away)
{
    for (int i = 0; i < ANNOUNCER_QUEUE + 3; i++)
        announcer_call(&announcer, 100 + i, "A007", 3, true, 1000);
    cr_expect_eq(announcer.count, ANNOUNCER_QUEUE);
    cr_expect_eq(announcer.queue[0].ticket, 103);
    announcer_call(&announcer, 103, "A007", 3, true, 1000);
    cr_expect_eq(announcer.count, ANNOUNCER_QUEUE, "a recall of one that waits is no second call");
}

Test(voice, a_missing_clip_is_told_and_the_next_call_is_said)
{
    int64_t now_ms = 1000;
    long long at, ms;
    char clips[512] = "";

    announcer_call(&announcer, 7, "Z007", 3, true, now_ms); /* there is no letter/Z */
    announcer_tick(&announcer, now_ms, 600);
    cr_expect_str_eq(announcer.why, "there is no such clip");
    cr_expect_str_eq(announcer.clip, "letter/Z");
    announcer_call(&announcer, 8, "A008", 3, true, now_ms);
    pass(&now_ms, 10000);
    cr_expect_eq(said_lines(0, &at, &ms, clips, sizeof clips), ANNOUNCER_TIMES);
    cr_expect_null(announcer.why);
}

Test(voice, a_player_that_cannot_play_is_told)
{
    int64_t now_ms = 1000;

    setenv("PATH", folder, 1); /* no aplay there */
    cr_assert(player_open(&announcer.player, "aplay"));
    announcer_call(&announcer, 7, "A007", 3, true, now_ms);
    for (int i = 0; i < 500 && (!announcer.why || strcmp(announcer.why, "The sound device does not work.") != 0); i++) {
        announcer_tick(&announcer, now_ms, 600);
        now_ms += 50;
        usleep(10000);
    }
    setenv("PATH", "/usr/bin:/bin", 1);
    cr_assert_not_null(announcer.why);
    cr_expect_str_eq(announcer.why, "The sound device does not work.");
    cr_expect_not(player_open(&announcer.player, "radio"));
    cr_expect_not(player_open(&announcer.player, "file:/nowhere/at/all"));
}
