/* What the files of the kiosk's model share: steps from page to page, and the taking of a number. */
#ifndef KIOSK_KIOSK_STEPS_H
#define KIOSK_KIOSK_STEPS_H

#include "core/refusal.h"
#include "kiosk/kiosk_model.h"

/* Goes to a page; "back" leads to the one before, or further back when the page is on that way already. */
void kiosk_go(struct kiosk *kiosk, enum kiosk_page page);
void kiosk_back(struct kiosk *kiosk);

/* Forgets what the resident did, in memory too, and shows the beginning in the language of the house. */
void kiosk_forget(struct kiosk *kiosk);

/* Asks how the hall is now; kiosk_checked() goes on when it was read. */
void kiosk_ask_hall(struct kiosk *kiosk);
void kiosk_checked(struct kiosk *kiosk);

/* Says no: by a refusal of ours, by the controller's answer, or by a sentence. service: whose hours are told where the refusal is about them. */
void kiosk_refuse(struct kiosk *kiosk, enum refusal refusal, char service);
void kiosk_refuse_answer(struct kiosk *kiosk, int status, const json_t *body, char service);
void kiosk_refuse_text(struct kiosk *kiosk, const char *english);

/* The page SEARCH: begins anew; takes a key that writes or moves there (false: it means something else); takes a letter or ERASE of the screen. */
void kiosk_search_begin(struct kiosk *kiosk);
bool kiosk_search_key(struct kiosk *kiosk, struct key key);
void kiosk_search_press(struct kiosk *kiosk, enum kiosk_choice choice);

/* The page IDENTITY: begins anew, saying that the number is needed; takes a key that writes there (false: it means something else); a sign, ERASE or CONFIRM of the
 * screen; back. */
void kiosk_identity_begin(struct kiosk *kiosk, bool needed);
bool kiosk_identity_key(struct kiosk *kiosk, struct key key);
void kiosk_identity_press(struct kiosk *kiosk, enum kiosk_choice choice);
void kiosk_identity_back(struct kiosk *kiosk);

/* Asks for a number by the wish. */
void kiosk_take_begin(struct kiosk *kiosk);
/* Nobody waits any more. */
void kiosk_take_give_up(struct kiosk *kiosk);
void kiosk_take_answer(struct kiosk *kiosk, int status, const json_t *body, int retry_after_s);
void kiosk_take_cancelled(struct kiosk *kiosk, int status, int retry_after_s);
void kiosk_take_tick(struct kiosk *kiosk);
void kiosk_take_finish(struct kiosk *kiosk);

/* The page FIND: begins anew for a ticket or a case; takes a key that writes or moves there (false: it means something else); a sign, ERASE or CONFIRM of the screen; back. */
void kiosk_find_begin(struct kiosk *kiosk, bool ticket);
bool kiosk_find_key(struct kiosk *kiosk, struct key key);
void kiosk_find_press(struct kiosk *kiosk, enum kiosk_choice choice);
void kiosk_find_back(struct kiosk *kiosk);
/* Looks for the ticket of find.code. */
void kiosk_find_by_code(struct kiosk *kiosk);
void kiosk_find_answer(struct kiosk *kiosk, int status, const json_t *body);

/* Takes a key of a scanner (true), and looks for what was scanned when it is whole: at its Enter, or when nothing more comes. */
bool kiosk_scan_key(struct kiosk *kiosk, struct key key);
void kiosk_scan_tick(struct kiosk *kiosk);

/* Does something with the ticket of the page TICKET; asks again until an answer comes. */
void kiosk_deed_begin(struct kiosk *kiosk, enum kiosk_deed deed);
void kiosk_deed_answer(struct kiosk *kiosk, int status, const json_t *body, int retry_after_s);
void kiosk_deed_tick(struct kiosk *kiosk);

/* Moves up or down among the signs on the screen: `before` rows of one choice each, then rows of signs from kiosk_sign_rows[first], then the buttons. */
void kiosk_signs_move(struct kiosk *kiosk, int before, int first, int by);

/* The number shown: what an answer and the events say about it. */
void kiosk_result_show(struct kiosk *kiosk, const struct mirror_ticket *ticket);
void kiosk_result_hear(struct kiosk *kiosk, const json_t *event);
void kiosk_result_answer(struct kiosk *kiosk, int status, const json_t *body);
/* How long the page RESULT stays after the last change of its paper, ms. */
int64_t kiosk_result_stay_ms(const struct kiosk *kiosk);

#endif
