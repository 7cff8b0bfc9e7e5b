/* The printer of a demonstration hall: a folder. It behaves as paper does: a paper is there completely or not at all, and a second one of the same
 * name does not undo the first (it is NAME~2). The picture is written first, so that whoever sees NAME.bin finds NAME.png. */
#include "printers/sink.h"

#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART ".part" /* what a file is called until it is complete; a name of that end is left only by a crash */

enum { MOST_PAPERS_OF_A_NAME = 1000 };

struct folder {
    char path[PATH_SIZE];
    const struct escpos_model *model;
    int fd; /* of the folder, locked; -1: not open */
};

static bool file_is_address(const char *address)
{
    return *address != 0;
}

static void say(char detail[static SINK_DETAIL], const char *path, const char *reason)
{
    snprintf(detail, SINK_DETAIL, "cannot write into %.80s: %s", path, reason);
}

static void remove_parts(int fd)
{
    int copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = copy >= 0 ? fdopendir(copy) : NULL;
    struct dirent *entry;

    if (!list) {
        if (copy >= 0)
            close(copy);
        return;
    }
    while ((entry = readdir(list)) != NULL) {
        size_t length = strlen(entry->d_name);
        if (length > sizeof PART && strcmp(entry->d_name + length - (sizeof PART - 1), PART) == 0)
            unlinkat(fd, entry->d_name, 0);
    }
    closedir(list);
}

/* Opens and locks the folder, makes it where it is missing; does so again when it was removed meanwhile. */
static enum error hold_folder(struct folder *folder, char detail[static SINK_DETAIL])
{
    struct stat status;

    if (folder->fd >= 0 && fstat(folder->fd, &status) == 0 && status.st_nlink > 0)
        return ERROR_NONE;
    if (folder->fd >= 0)
        close(folder->fd);
    mkdir(folder->path, 0750);
    folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->fd < 0) {
        say(detail, folder->path, strerror(errno));
        return ERROR_IO;
    }
    if (flock(folder->fd, LOCK_EX | LOCK_NB) != 0) {
        close(folder->fd);
        folder->fd = -1;
        say(detail, folder->path, "another process prints there");
        return ERROR_BUSY;
    }
    remove_parts(folder->fd);
    return ERROR_NONE;
}

static enum error file_open(const char *address, const char *dir, const struct escpos_model *model, void **ret_self)
{
    struct folder *folder = calloc(1, sizeof *folder);
    char detail[SINK_DETAIL];

    if (!folder)
        return ERROR_MEMORY;
    folder->model = model;
    folder->fd = -1;
    bool fits = address[0] == '/' ? snprintf(folder->path, sizeof folder->path, "%s", address) < PATH_SIZE
                                  : path_join(folder->path, sizeof folder->path, dir, address);
    enum error error = fits ? hold_folder(folder, detail) : ERROR_FORMAT;
    if (error == ERROR_BUSY || error == ERROR_FORMAT)
        free(folder);
    else
        *ret_self = folder;
    return error == ERROR_IO ? ERROR_NONE : error;
}

static void file_close(void *self)
{
    struct folder *folder = self;

    if (folder->fd >= 0)
        close(folder->fd);
    free(folder);
}

static enum printer_state file_state(void *self, char detail[static SINK_DETAIL])
{
    struct folder *folder = self;

    if (hold_folder(folder, detail) != ERROR_NONE)
        return PRINTER_OFFLINE;
    if (faccessat(folder->fd, ".", W_OK | X_OK, AT_EACCESS) != 0) {
        say(detail, folder->path, strerror(errno));
        return PRINTER_OFFLINE;
    }
    return PRINTER_READY;
}

/* Writes a whole file that is on the disk when this returns; errno tells why not, and nothing is left then. */
static bool write_part(int folder, const char *name, const struct bytes *bytes)
{
    int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
    size_t written = 0;

    if (fd < 0)
        return false;
    while (written < bytes->length) {
        ssize_t count = write(fd, bytes->data + written, bytes->length - written);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        written += (size_t)count;
    }
    bool whole = written == bytes->length && fsync(fd) == 0;
    int reason = errno;
    if (close(fd) != 0 && whole) {
        reason = errno;
        whole = false;
    }
    if (!whole)
        unlinkat(folder, name, 0);
    errno = reason;
    return whole;
}

/* Gives the parts their names, which no other file has: a link, unlike a rename, never replaces. picture_part NULL: a document, which has none. */
static bool publish(int folder, const char *name, const char *picture_part, const char *bytes_part)
{
    char picture[128], bytes[128], again[8] = "";

    for (int n = 1; n < MOST_PAPERS_OF_A_NAME; n++) {
        if (n > 1)
            snprintf(again, sizeof again, "~%d", n);
        snprintf(picture, sizeof picture, "%.64s%s.png", name, again);
        snprintf(bytes, sizeof bytes, "%.64s%s.%s", name, again, picture_part ? "bin" : "pdf");
        if (!picture_part || linkat(folder, picture_part, folder, picture, 0) == 0) {
            if (linkat(folder, bytes_part, folder, bytes, 0) == 0)
                return true;
            int reason = errno;
            if (picture_part)
                unlinkat(folder, picture, 0);
            errno = reason;
        }
        if (errno != EEXIST)
            return false;
    }
    return false;
}

/* Writes picture and bytes, or the bytes of a document alone. */
static bool write_paper(const struct folder *folder, const struct sink_paper *paper, const struct bytes *png)
{
    char picture_part[96], bytes_part[96];

    snprintf(picture_part, sizeof picture_part, ".%.64s.png" PART, paper->name);
    snprintf(bytes_part, sizeof bytes_part, ".%.64s.bin" PART, paper->name);
    bool done = (!paper->picture || write_part(folder->fd, picture_part, png)) && write_part(folder->fd, bytes_part, paper->bytes) &&
                publish(folder->fd, paper->name, paper->picture ? picture_part : NULL, bytes_part);
    int reason = errno;
    if (paper->picture)
        unlinkat(folder->fd, picture_part, 0);
    unlinkat(folder->fd, bytes_part, 0);
    errno = reason;
    return done;
}

static enum sink_outcome file_print(void *self, const struct sink_paper *paper, sink_tick *tick, void *context, char detail[static SINK_DETAIL])
{
    struct folder *folder = self;
    struct bytes png = { 0 };

    (void)tick, (void)context;
    if (hold_folder(folder, detail) != ERROR_NONE)
        return SINK_NOTHING;
    int margin = paper->picture && folder->model ? (folder->model->paper_mm * 8 - folder->model->dots) / 2 : 0; /* what the head does not reach */
    if (paper->picture && bitmap_png(paper->picture, margin, &png) != ERROR_NONE) {
        snprintf(detail, SINK_DETAIL, "%s", error_sentence(ERROR_MEMORY));
        return SINK_NOTHING;
    }
    bool done = write_paper(folder, paper, &png);
    if (!done)
        say(detail, folder->path, strerror(errno));
    bytes_finish(&png);
    if (done && fsync(folder->fd) != 0) { /* the names may not be on the disk, though they are to be seen */
        say(detail, folder->path, strerror(errno));
        return SINK_UNSURE;
    }
    return done ? SINK_DONE : SINK_NOTHING;
}

const struct sink_kind sink_file = { "file", SINK_DOTS | SINK_DOCUMENTS, file_is_address, file_open, file_state, file_print, file_close };
