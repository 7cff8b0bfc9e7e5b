/* Answers of print servers and IPP printers: whatever bytes come, what is taken from them is bounded, and what is told of them are our own words. */
#include "lib/fuzz.h"

#include "printers/ipp_answer.h"

#include <string.h>

/* The library reads an answer by a function of ours. */
static ssize_t take(void *context, ipp_uchar_t *room, size_t size)
{
    struct fuzz_input *input = context;
    size_t count = size < input->left ? size : input->left;

    memcpy(room, input->at, count);
    input->at += count;
    input->left -= count;
    return (ssize_t)count;
}

static void check(const struct ipp_seen *seen)
{
    enum printer_state state = PRINTER_STATE_COUNT;
    const char *words = NULL;

    FUZZ_HOLDS(seen->reason_count >= 0 && seen->reason_count <= IPP_REASONS, "%d reasons", seen->reason_count);
    for (int i = 0; i < seen->reason_count; i++)
        FUZZ_HOLDS(memchr(seen->reasons[i], 0, IPP_REASON), "a reason without an end");
    FUZZ_HOLDS(memchr(seen->message, 0, IPP_MESSAGE), "a message without an end");
    enum ipp_verdict verdict = ipp_judge(seen, &state, &words);
    FUZZ_HOLDS(verdict >= IPP_GOES_ON && verdict <= IPP_FAILED, "no verdict");
    FUZZ_HOLDS((unsigned)state < PRINTER_STATE_COUNT && words, "a verdict without state or words");
    fuzz_check_clean("the words", words, 160);
    FUZZ_HOLDS(verdict != IPP_FAILED || *words, "it failed, and nobody is told why");
    FUZZ_HOLDS(verdict != IPP_DONE || seen->job == IPP_SEEN_COMPLETED, "done, although the job is in state %d", seen->job);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = { data, size };
    struct ipp_seen seen = { 0 };
    char text[16] = "kept";
    ipp_t *answer = ippNew();

    if (ippReadIO(&input, take, 1, NULL, answer) == IPP_STATE_DATA) {
        ipp_answer_printer(&seen, answer);
        check(&seen);
        ipp_answer_job(&seen, answer);
        check(&seen);
        ipp_answer_text(text, sizeof text, answer, "device-uri");
        FUZZ_HOLDS(text[0] && memchr(text, 0, sizeof text), "a text without an end");
    }
    ippDelete(answer);
    return 0;
}
