/* Starting: the hall's files, its keys, its database, and the settings in force. Whatever goes wrong is logged in one sentence. */
#ifndef SERVER_START_H
#define SERVER_START_H

#include "server/server.h"

/* Reads hall.conf, items.csv and holidays.csv of the server's folder, all or nothing. */
bool start_files(struct server *server);

/* Reads the keys beside the folder. */
bool start_keys(struct server *server);

/* Opens the database (or a store that keeps nothing). */
enum error start_store(struct server *server);

/* Decides a command of the controller itself, in a turn of its own. REFUSAL_NOT_STORED when it could not be kept. */
enum refusal start_command(struct server *server, struct command *command);

/* The configuration in force is that of the journal; a changed file is one more event. */
enum refusal start_configuration(struct server *server);

/* --- ways of running that end by themselves; they return the exit status --- */

enum { EXIT_DONE, EXIT_REFUSED, EXIT_USAGE };

/* Makes keys and database of a new hall. */
int offline_create(struct server *server, bool demo);

/* Walks the journal and prints whether it is whole, and has the head given (EVENTS:HEAD, may be NULL). */
int offline_verify(struct server *server, const char *given);

/* Makes the tables beside the journal anew, and prints whether they had been equal. */
int offline_rebuild(struct server *server);

/* Prints number, state and hash of a certificate as JSON; EXIT_REFUSED where there is none such. */
int offline_certificate(struct server *server, const char *number);

/* Puts a backup in the place of the database. */
int offline_restore(struct server *server, const char *from);

#endif
