#include "printers/ipp_answer.h"

#include <stdio.h>

void ipp_answer_text(char *room, size_t size, ipp_t *answer, const char *name)
{
    ipp_attribute_t *attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    const char *text = attribute ? ippGetString(attribute, 0, NULL) : NULL;

    if (text && *text)
        snprintf(room, size, "%s", text);
}

void ipp_answer_printer(struct ipp_seen *seen, ipp_t *answer)
{
    ipp_attribute_t *state = ippFindAttribute(answer, "printer-state", IPP_TAG_ENUM), *reasons = ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD);
    ipp_attribute_t *accepting = ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);

    seen->printer = state ? ippGetInteger(state, 0) : 0;
    seen->refuses = accepting && !ippGetBoolean(accepting, 0);
    for (int i = 0; reasons && i < ippGetCount(reasons) && seen->reason_count < IPP_REASONS; i++) {
        const char *reason = ippGetString(reasons, i, NULL);
        snprintf(seen->reasons[seen->reason_count++], IPP_REASON, "%s", reason ? reason : "");
    }
    ipp_answer_text(seen->message, sizeof seen->message, answer, "printer-state-message");
}

bool ipp_answer_job(struct ipp_seen *seen, ipp_t *answer)
{
    ipp_attribute_t *state = ippFindAttribute(answer, "job-state", IPP_TAG_ENUM);

    if (!state)
        return false;
    seen->job = ippGetInteger(state, 0);
    ipp_answer_text(seen->message, sizeof seen->message, answer, "job-printer-state-message");
    return true;
}
