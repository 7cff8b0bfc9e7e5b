#define _GNU_SOURCE /* memmem */
/* The controller's HTTP, byte by byte: whatever comes over a connection, every answer is one of the contract, the controller goes on, and what is in its
 * store is whole. A first byte of '@' says it all from the network, where nobody is trusted; then nothing of the hall changes without a token. */
#include "lib/hall.h"

#include <stdlib.h>
#include <string.h>

static bool has(const uint8_t *data, size_t size, const char *word)
{
    return size > 0 && memmem(data, size, word, strlen(word)) != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool network = size > 0 && data[0] == '@', head = has(data, size, "HEAD");
    struct fuzz_writer came = {0};
    struct hall_answer answer;

    hall_begin();
    int64_t before = hall_server->hall.seq;
    hall_say(data + network, size - network, network, &came);
    struct fuzz_input left = {(const uint8_t *)came.bytes, came.length};
    while (!head && hall_next_answer(&left, head, &answer))
        json_decref(answer.json);
    if (network && !has(data, size, "earer") && !has(data, size, "sessions"))
        FUZZ_HOLDS(hall_server->hall.seq == before, "somebody without a token has changed the hall");
    if (hall_server->hall.seq != before && size % 4 == 0) /* it takes as long as all the rest */
        hall_check();
    free(came.bytes);
    return 0;
}
