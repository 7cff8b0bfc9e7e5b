#include "voice/player.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HANGING_MS = 10000 };

struct player_kind {
    const char *name;
    bool (*begin)(struct player *player, const struct wave *wave, const struct sentence *sentence, int64_t now_ms);
    bool (*busy)(struct player *player, int64_t now_ms);
    void (*close)(struct player *player);
};

/* --- aplay: the wave lies in a file without a name, which is its standard input, so nobody waits for the loudspeaker ------------- */

static _Noreturn void be_aplay(const struct player *player, int wave)
{
    int nowhere = open("/dev/null", O_WRONLY);

    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (dup2(wave, STDIN_FILENO) < 0 || nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0 || dup2(nowhere, STDERR_FILENO) < 0)
        _exit(127);
    execlp("aplay", "aplay", "-q", "-t", "wav", *player->target ? "-D" : "-", *player->target ? player->target : (char *)NULL, "-", (char *)NULL);
    _exit(127);
}

static bool aplay_begin(struct player *player, const struct wave *wave, const struct sentence *sentence, int64_t now_ms)
{
    FILE *file = tmpfile();
    bool written = file && wave_write(wave, fileno(file)) && lseek(fileno(file), 0, SEEK_SET) == 0;
    pid_t child = written ? fork() : -1;

    (void)sentence;
    if (child == 0)
        be_aplay(player, fileno(file));
    if (file)
        fclose(file);
    if (child < 0)
        return false;
    player->process = (int)child;
    player->until_ms = now_ms + wave_ms(wave) + HANGING_MS;
    return true;
}

static bool aplay_busy(struct player *player, int64_t now_ms)
{
    int status = 0;

    if (player->process == 0)
        return false;
    if (now_ms >= player->until_ms)
        kill(player->process, SIGKILL);
    pid_t ended = waitpid(player->process, &status, now_ms >= player->until_ms ? 0 : WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR))
        return true;
    player->process = 0;
    player->failed = ended < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    return false;
}

static void aplay_close(struct player *player)
{
    if (player->process > 0 && kill(player->process, SIGKILL) == 0)
        waitpid(player->process, NULL, 0);
    player->process = 0;
}

/* --- files -------------------------------------------------------------------------------------------------------------- */

static bool note(const struct player *player, const struct wave *wave, const struct sentence *sentence, int64_t now_ms)
{
    char path[PLAYER_TARGET + 16];

    snprintf(path, sizeof path, "%s/said.txt", player->target);
    FILE *file = fopen(path, "a");
    if (!file)
        return false;
    fprintf(file, "%lld %lld", (long long)now_ms, (long long)wave_ms(wave));
    for (int i = 0; i < sentence->count; i++)
        fprintf(file, " %s", sentence->clips[i]);
    fputc('\n', file);
    return fclose(file) == 0;
}

static bool file_begin(struct player *player, const struct wave *wave, const struct sentence *sentence, int64_t now_ms)
{
    char path[PLAYER_TARGET + 16];

    snprintf(path, sizeof path, "%s/%04d.wav", player->target, player->count + 1);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool written = fd >= 0 && wave_write(wave, fd);
    if (fd >= 0 && close(fd) != 0)
        written = false;
    player->until_ms = now_ms + wave_ms(wave);
    return written && note(player, wave, sentence, now_ms); /* the line comes when the wave is there */
}

static bool file_busy(struct player *player, int64_t now_ms)
{
    return now_ms < player->until_ms;
}

static void file_close(struct player *player)
{
    player->until_ms = 0;
}

/* --- any ---------------------------------------------------------------------------------------------------------------- */

static const struct player_kind kinds[] = {{"aplay", aplay_begin, aplay_busy, aplay_close}, {"file", file_begin, file_busy, file_close}};
enum { KINDS = sizeof kinds / sizeof *kinds };

bool player_open(struct player *player, const char *text)
{
    const char *colon = strchr(text, ':'), *target = colon ? colon + 1 : "";
    size_t length = colon ? (size_t)(colon - text) : strlen(text);

    *player = (struct player){0};
    for (int i = 0; i < KINDS; i++)
        if (strlen(kinds[i].name) == length && strncmp(kinds[i].name, text, length) == 0)
            player->kind = &kinds[i];
    if (!player->kind || strlen(target) >= sizeof player->target || (player->kind->begin == file_begin && access(target, W_OK) != 0))
        return false;
    memcpy(player->target, target, strlen(target) + 1);
    return true;
}

bool player_begin(struct player *player, const struct wave *wave, const struct sentence *sentence, int64_t now_ms)
{
    if (player_busy(player, now_ms))
        return false;
    player->failed = !player->kind->begin(player, wave, sentence, now_ms);
    player->count += !player->failed;
    return !player->failed;
}

bool player_busy(struct player *player, int64_t now_ms)
{
    return player->kind->busy(player, now_ms);
}

void player_close(struct player *player)
{
    if (player->kind)
        player->kind->close(player);
}
