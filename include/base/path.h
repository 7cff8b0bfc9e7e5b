/* Where the program's own files lie: beside the program in the build folder, or below the prefix when installed. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>

enum { PATH_SIZE = 4096 };

/* Writes the folder of the running program; false if the kernel does not tell. */
bool path_program(char folder[static PATH_SIZE]);

/* Writes the folder `name` ("locale") of the program's share: <bin>/../share/<name>, or for test programs, which lie deeper, further up; false if there is
 * none. */
bool path_share(char folder[static PATH_SIZE], const char *name);

/* Writes the folder of the sample configuration: <bin>/../share/yichuang/conf when installed, else conf/ of the checkout; false if there is neither. */
bool path_samples(char folder[static PATH_SIZE]);

/* Joins folder and name with a slash; false (and an empty result) if it does not fit. */
bool path_join(char *joined, size_t size, const char *folder, const char *name);

#endif
