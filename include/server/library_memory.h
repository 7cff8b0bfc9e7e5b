/* What becomes of the libraries when memory is out. The JSON library leaves out what it has no memory for: whoever tells what was made of JSON asks first whether that
 * happened. libevent loses headers and follows null pointers: the controller ends before that, with a sentence; all that was answered is on the disk, and a
 * supervisor starts it again. */
#ifndef SERVER_LIBRARY_MEMORY_H
#define SERVER_LIBRARY_MEMORY_H

#include <stdbool.h>

/* Before anything of either library. */
void library_memory_start(void);

/* Whether the JSON library had too little since this was asked last. */
bool library_memory_failed(void);

#endif
