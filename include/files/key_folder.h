/* The folder of a hall's keys: DIR.keys, beside DIR. */
#ifndef FILES_KEY_FOLDER_H
#define FILES_KEY_FOLDER_H

#include "base/path.h"

#include <stdbool.h>
#include <stddef.h>

/* Writes the folder of the keys of the hall in dir (slashes at its end do not count); false if it is too long. */
bool key_folder(const char *dir, char folder[static PATH_SIZE]);

/* Reads exactly size bytes of a key in the folder; false if there is no such file or it is shorter. */
bool key_folder_read(const char *folder, const char *name, unsigned char *bytes, size_t size);

#endif
