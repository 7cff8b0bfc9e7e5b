/* The row of a case: the columns of the table case_file in their order, once, for every statement that writes or reads one. X(kind, column, member of struct case_file,
 * stem of the word list); kinds: NUMBER, TEXT, WORD, HANDS. */
#ifndef STORE_CASE_ROW_H
#define STORE_CASE_ROW_H

#define CASE_ROW(X)                                     \
    X(NUMBER, id, id.value, )                           \
    X(NUMBER, bundle, bundle.value, )                   \
    X(TEXT, number, number, )                           \
    X(WORD, state, state, case_state)                   \
    X(WORD, entry, entry, case_entry)                   \
    X(WORD, outcome, outcome, case_outcome)             \
    X(TEXT, item, item, )                               \
    X(NUMBER, version, version, )                       \
    X(NUMBER, item_group, group, )                      \
    X(NUMBER, flow, flow, )                             \
    X(NUMBER, output, output, )                         \
    X(TEXT, person, person, )                           \
    X(TEXT, agent, agent, )                             \
    X(TEXT, agent_staff, agent_staff, )                 \
    X(TEXT, holder, holder, )                           \
    X(TEXT, materials, materials, )                     \
    X(TEXT, accepted_by, accepted_by, )                 \
    X(TEXT, reviewer, reviewer, )                       \
    X(TEXT, approved_by, approved_by, )                 \
    X(TEXT, issued_by, issued_by, )                     \
    X(TEXT, handed_by, handed_by, )                     \
    X(HANDS, hands, hands, )                            \
    X(NUMBER, began_on, began_on.days, )                \
    X(NUMBER, began, began_ms, )                        \
    X(NUMBER, accepted, accepted_ms, )                  \
    X(NUMBER, decided, decided_ms, )                    \
    X(NUMBER, issued, issued_ms, )                      \
    X(NUMBER, ended, ended_ms, )                        \
    X(NUMBER, ticket, ticket.value, )                   \
    X(NUMBER, visits, visits, )                         \
    X(NUMBER, promised_days, promised_days, )           \
    X(NUMBER, statutory_days, statutory_days, )         \
    X(NUMBER, shifted_days, shifted_days, )             \
    X(NUMBER, promised, promised.days, )                \
    X(NUMBER, statutory, statutory.days, )              \
    X(NUMBER, provisional, provisional, )               \
    X(WORD, light, light, case_light)                   \
    X(WORD, special, special, special_kind)             \
    X(NUMBER, stopped_on, stopped_on.days, )            \
    X(NUMBER, extended, extended, )                     \
    X(NUMBER, deemed, deemed, )                         \
    X(NUMBER, marked, marked, )                         \
    X(NUMBER, answer_until, answer_until.days, )        \
    X(TEXT, certificate, certificate, )                 \
    X(TEXT, digest, digest, )                           \
    X(NUMBER, seal, seal, )                             \
    X(NUMBER, issued_on, issued_on.days, )              \
    X(NUMBER, valid_until, valid_until.days, )          \
    X(TEXT, blank, blank, )                             \
    X(TEXT, shelf, shelf, )                             \
    X(NUMBER, reprints, reprints, )                     \
    X(NUMBER, reminders, reminders, )                   \
    X(NUMBER, forms, forms, )                           \
    X(TEXT, reason, reason, )

/* The columns as a list for SQL, and a mark for each. */
#define CASE_ROW_NAME(kind, column, member, stem) #column ", "
#define CASE_ROW_MARK(kind, column, member, stem) "?, "
#define CASE_ROW_SET(kind, column, member, stem) #column " = excluded." #column ", "
#define CASE_ROW_NAMES CASE_ROW(CASE_ROW_NAME)
#define CASE_ROW_MARKS CASE_ROW(CASE_ROW_MARK)
#define CASE_ROW_SETS CASE_ROW(CASE_ROW_SET)

#endif
