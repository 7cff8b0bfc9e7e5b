/* The product's rows of cases are what the events say. */
#include "sim/book.h"

#include <string.h>

void book_case_agree(struct book *book, int64_t id, const struct case_file *file)
{
    const struct book_case *own = &book->cases.rows[id - 1];
#define SAME(what, theirs, mine)                                                                                                            \
    BOOK_NEEDS(book, (int64_t)(theirs) == (int64_t)(mine), "a case is what its events say", "%s of case %lld is %lld by its events and %lld in its row", \
               what, (long long)id, (long long)(mine), (long long)(theirs))
#define SAME_TEXT(member) \
    BOOK_NEEDS(book, strcmp(file->member, own->member) == 0, "a case is what its events say", #member " of case %lld is '%s' by its events and '%s' in its row", \
               (long long)id, own->member, file->member)
    SAME("id", file->id.value, id);
    SAME("state", file->state, own->state);
    SAME("flow", file->flow, own->flow);
    SAME("group", file->group, own->group);
    SAME("version", file->version, own->version);
    SAME("promised day", file->promised.days, own->promised);
    SAME("statutory day", file->statutory.days, own->statutory);
    SAME("provisional", file->provisional, own->provisional);
    SAME("light", file->light, own->light);
    SAME("special", file->special, own->special);
    SAME("standing since", file->stopped_on.days, own->stopped_on);
    SAME("days added", file->shifted_days, own->shifted);
    SAME("last day to answer", file->answer_until.days, own->answer_until);
    SAME("extended", file->extended, own->extended);
    SAME("deemed", file->deemed, own->deemed);
    SAME("marked", file->marked, own->marked);
    SAME("outcome", file->outcome, own->outcome);
    SAME("seal", file->seal, own->seal);
    SAME("over", file->ended_ms != 0, own->over);
    SAME("over", case_is_over(file), own->over);
    SAME("reminders", file->reminders, own->reminders);
    SAME("reprints", file->reprints, own->reprints);
    SAME("blanks", file->forms, own->forms);
    SAME("due", case_due(file, book->cases.calendar).days, book_case_due(book, own));
    if (own->visits_in_order)
        SAME("visits", file->visits, own->visits);
    if (own->flow == ITEM_FLOW_PERMIT)
        SAME("people", file->hand_count, own->hand_count);
    SAME_TEXT(item);
    SAME_TEXT(number);
    SAME_TEXT(materials);
    SAME_TEXT(reviewer);
    SAME_TEXT(approved_by);
    SAME_TEXT(issued_by);
    SAME_TEXT(handed_by);
    SAME_TEXT(certificate);
    SAME_TEXT(digest);
    SAME_TEXT(blank);
    SAME_TEXT(shelf);
#undef SAME
#undef SAME_TEXT
}
