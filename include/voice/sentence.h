/* A call as a row of clips: "请 A 零零七 号 到 三 号 窗口". Digits of a number are spoken one by one, a window as a number. Pure. */
#ifndef VOICE_SENTENCE_H
#define VOICE_SENTENCE_H

#include <stdbool.h>

enum { SENTENCE_CLIPS = 24, SENTENCE_NAME = 16, SENTENCE_WINDOW_MOST = 99 };

struct sentence {
    char clips[SENTENCE_CLIPS][SENTENCE_NAME]; /* "zh/please", as conf/voice/clips names them */
    int count;
};

/* Makes the sentence for a number ("A007": a letter and 1..9 digits) and a window (1..99). False, and nothing to say, for anything else. */
bool sentence_make(struct sentence *sentence, const char *number, int window, bool chinese);

#endif
