#include "base/path.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool path_program(char folder[static PATH_SIZE])
{
    ssize_t length = readlink("/proc/self/exe", folder, PATH_SIZE - 1);

    if (length <= 0)
        return false;
    folder[length] = '\0';
    char *slash = strrchr(folder, '/');
    if (!slash)
        return false;
    *slash = '\0';
    return true;
}

bool path_join(char *joined, size_t size, const char *folder, const char *name)
{
    int length = snprintf(joined, size, "%s/%s", folder, name);

    if (length >= 0 && (size_t)length < size)
        return true;
    joined[0] = '\0';
    return false;
}

/* Goes up from the program's folder until `below` is found there. */
static bool find_upwards(char found[static PATH_SIZE], const char *const *below, size_t count)
{
    char folder[PATH_SIZE];

    if (!path_program(folder))
        return false;
    for (;;) {
        for (size_t i = 0; i < count; i++)
            if (path_join(found, PATH_SIZE, folder, below[i]) && access(found, R_OK) == 0)
                return true;
        char *slash = strrchr(folder, '/');
        if (!slash || slash == folder)
            return false;
        *slash = '\0';
    }
}

bool path_share(char folder[static PATH_SIZE], const char *name)
{
    char below[PATH_SIZE];
    const char *const only[] = {below};

    return path_join(below, sizeof below, "share", name) && find_upwards(folder, only, 1);
}

bool path_samples(char folder[static PATH_SIZE])
{
    static const char *const below[] = {"share/yichuang/conf/hall.conf", "conf/hall.conf"};

    if (!find_upwards(folder, below, sizeof below / sizeof *below))
        return false;
    *strrchr(folder, '/') = '\0';
    return true;
}
