/* The catalogue in force: the latest version in memory, older ones when they are asked for. A version is an event and, in the same turn, its canonical table beside the
 * journal (store/catalogue.h). items.csv of the hall's folder becomes a version at the start when it is another than it last was; what is imported over HTTP stays in
 * force until the file itself is changed. */
#ifndef SERVER_CATALOGUE_H
#define SERVER_CATALOGUE_H

#include "base/table.h"
#include "server/server.h"

/* A catalogue that might become the next version, with what would change. Owns its memory. */
struct catalogue_offer {
    struct item *items;
    size_t count;
    char *csv; /* canonical */
    size_t length;
    char digest[DIGEST_SIZE];
    struct catalogue_changes changes; /* against the one in force */
};

/* Fills an offer and takes items over, in any case; false without memory. */
bool catalogue_offer_make(const struct server *server, struct item *items, size_t count, struct catalogue_offer *ret_offer);
void catalogue_offer_finish(struct catalogue_offer *offer);

/* Whether it is the catalogue in force already. */
bool catalogue_is_in_force(const struct server *server, const struct catalogue_offer *offer);

/* Fills digest, count and reason of a command that makes it the next version. */
void catalogue_fill(const struct catalogue_offer *offer, struct command *command);

/* After the event, in its turn: keeps the table, and goes on with these items; groups that are new become skills, which is one more event. The offer is empty then. */
void catalogue_take(struct server *server, struct catalogue_offer *offer);

/* Once the hall is loaded: what start_files() read from items.csv becomes a version or gives way to the one in force. False after a message in the log. */
bool catalogue_start(struct server *server);

/* After a turn that could not be stored: the items are those of the hall's version again. */
enum error catalogue_reload(struct server *server);

/* Adds the groups of the items to the settings, behind those that the hall has: skills of staff are bits by their place. */
void catalogue_groups(const struct server *server, struct settings *settings);

/* Whether the hall has room for the groups of an offer, or writes which finds none: nobody could be made its approver. */
bool catalogue_has_room(const struct server *server, const struct catalogue_offer *offer, char sentence[static TABLE_SENTENCE_SIZE]);

/* Reads a version; *ret_items is the caller's. ERROR_MISSING, ERROR_FORMAT, ERROR_MEMORY. */
enum error catalogue_version(const struct server *server, int64_t version, struct item **ret_items, size_t *ret_count);

/* Returns an item of a version (0: the one in force); NULL if there is none such. Borrowed until the next call or the next turn. */
const struct item *catalogue_item(struct server *server, const char *code, int64_t version);

/* Gives back all of it, at the end. */
void catalogue_finish(struct server *server);

#endif
