#include "files/key_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool key_folder(const char *dir, char folder[static PATH_SIZE])
{
    char real[PATH_SIZE];
    size_t length = strlen(dir);

    if (length >= sizeof real)
        return false;
    memcpy(real, dir, length + 1);
    while (length > 1 && real[length - 1] == '/')
        real[--length] = '\0';
    int written = snprintf(folder, PATH_SIZE, "%s.keys", real);
    return written > 0 && written < PATH_SIZE;
}

bool key_folder_read(const char *folder, const char *name, unsigned char *bytes, size_t size)
{
    char path[PATH_SIZE];

    if (!path_join(path, sizeof path, folder, name))
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t got = read(fd, bytes, size);
    close(fd);
    return got == (ssize_t)size;
}
