/* Why a paper cannot be made, in words. */
#include "printers/vector_page.h"

#include "base/utf8.h"

#include <stdio.h>

static const char *const sentences[PAPER_FAULTS] = {
#define FAULT(name, sentence) [PAPER_FAULT_##name] = sentence,
#include "printers/paper_faults.def"
#undef FAULT
};

bool paper_fault_set(struct paper_fault *fault, enum paper_fault_kind kind, const char *where, const char *what)
{
    fault->kind = kind;
    utf8_clean(fault->where, sizeof fault->where, where);
    utf8_clean(fault->what, sizeof fault->what, what);
    return false;
}

void paper_fault_withhold(struct paper_fault *fault)
{
    if (fault->kind != PAPER_FAULT_FONT && fault->kind != PAPER_FAULT_VALUE) /* these speak of the template and the machine */
        fault->what[0] = '\0';
}

void paper_fault_sentence(const struct paper_fault *fault, enum language language, char sentence[static PAPER_SENTENCE])
{
    snprintf(sentence, PAPER_SENTENCE, language_text_in(language, sentences[fault->kind]), fault->where, fault->what);
}
