/* Staff, tokens, and signing in. */
#include "server/api.h"

#include "core/decision.h"
#include "server/cases.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* Letters, digits and dashes: what a staff number or a token's name is made of. */
static bool is_name(const char *text, size_t most)
{
    size_t length = strlen(text);

    return length > 0 && length <= most && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") == length;
}

enum { ROLE_WORDS_SIZE = 160 };

/* Writes which roles may be said: those before `end`, but for the owner, who is whoever has the controller's uid. Returns words. */
static const char *role_words(enum staff_role end, char words[static ROLE_WORDS_SIZE])
{
    size_t used = 0;

    words[0] = '\0';
    for (int role = 0; role < (int)end; role++)
        if (role != STAFF_ROLE_OWNER && used < ROLE_WORDS_SIZE)
            used += (size_t)snprintf(words + used, ROLE_WORDS_SIZE - used, "%s%s", used ? " " : "", staff_role_word((enum staff_role)role));
    return words;
}

static bool read_roles(struct request *request, int64_t *ret_roles)
{
    const json_t *roles = json_object_get(request->body, "roles");
    enum staff_role role;

    *ret_roles = 0;
    for (size_t i = 0; i < json_array_size(roles); i++) {
        const char *word = json_string_value(json_array_get(roles, i));
        if (!word || !staff_role_parse(word, &role) || role == STAFF_ROLE_SYSTEM || role == STAFF_ROLE_OWNER)
            return false;
        *ret_roles |= INT64_C(1) << role;
    }
    return *ret_roles != 0;
}

/* Skills are item groups; none named means all. */
static bool read_skills(struct request *request, int64_t *ret_skills)
{
    const struct settings *settings = &request->server->hall.settings;
    const json_t *skills = json_object_get(request->body, "skills");

    *ret_skills = json_array_size(skills) == 0 ? -1 : 0;
    for (size_t i = 0; i < json_array_size(skills); i++) {
        const char *word = json_string_value(json_array_get(skills, i));
        int32_t group = 0;
        while (group < settings->group_count && (!word || strcmp(settings->groups[group], word) != 0))
            group++;
        if (group == settings->group_count)
            return false;
        *ret_skills |= INT64_C(1) << group;
    }
    return true;
}

/* Whether somebody else has this staff number. */
static bool is_taken(const struct request *request, const char *id)
{
    struct store_staff staff;

    return !server_is_repeated(request) && store_staff(request->server->store, id, &staff) == ERROR_NONE;
}

enum { PASSWORD_WAIT_MS = 3000 }; /* when the worker has too many */

static void staff_hashed(struct request *request, bool good, const char *hash)
{
    struct command command = api_command(request, COMMAND_STAFF_ADD);
    struct outcome outcome;
    char name[128] = "";
    int status;

    if (!good || !body_text(request, "id", command.staff, sizeof command.staff) || !body_text(request, "name", name, sizeof name) ||
        !read_roles(request, &command.roles) || !read_skills(request, &command.skills)) {
        reply_refusal(request, REFUSAL_NOT_STORED, NULL);
        return;
    }
    if (is_taken(request, command.staff)) { /* since the hashing began */
        reply_refusal(request, REFUSAL_STAFF_EXISTS, NULL);
        return;
    }
    if (!server_decide(request, &command, 201, &outcome, &status))
        return;
    if (status == 0)
        store_secret_put(request->server->store, command.staff, name, hash);
    reply_json(request, 201, json_pack("{s:s, s:s}", "id", command.staff, "name", name));
}

void api_staff_post(struct request *request)
{
    char id[STAFF_ID_SIZE] = "", name[128] = "", pin[40] = "", words[ROLE_WORDS_SIZE];
    int64_t roles, skills;

    if (!body_text(request, "id", id, sizeof id) || !body_text(request, "name", name, sizeof name) || !body_text(request, "pin", pin, sizeof pin))
        return;
    if (!is_name(id, STAFF_ID_SIZE - 1) || !name[0] || !read_roles(request, &roles) || !read_skills(request, &skills))
        reply_refusal(request, REFUSAL_STAFF_WRONG, role_words(STAFF_ROLE_SYSTEM, words));
    else if (strlen(pin) < 4 || strlen(pin) > 32)
        reply_refusal(request, REFUSAL_PIN_FORM, NULL);
    else if (is_taken(request, id))
        reply_refusal(request, REFUSAL_STAFF_EXISTS, NULL);
    else if (!password_submit(request->server->passwords, request, PASSWORD_HASH, pin, "", staff_hashed))
        reply_too_often(request, PASSWORD_WAIT_MS);
    sodium_memzero(pin, sizeof pin);
}

static json_t *view_roles(int64_t roles)
{
    json_t *words = json_array();

    for (int role = 0; role < STAFF_ROLE_COUNT; role++)
        if (roles >> role & 1)
            json_array_append_new(words, json_string(staff_role_word((enum staff_role)role)));
    return words;
}

/* Somebody as the manager sees them; no skill in particular: everything. */
static json_t *view_staff(const struct server *server, const struct store_staff *staff)
{
    const struct settings *settings = &server->hall.settings;
    json_t *skills = json_array(), *window = json_null();

    for (int32_t group = 0; group < settings->group_count && staff->skills != -1; group++)
        if (staff->skills >> group & 1)
            json_array_append_new(skills, json_string(settings->groups[group]));
    for (int number = 1; number <= WINDOWS_MAX; number++)
        if (strcmp(server->hall.windows[number].staff, staff->id) == 0 && server->hall.windows[number].state != WINDOW_CLOSED)
            window = json_integer(number);
    return json_pack("{s:s, s:s, s:o, s:o, s:o}", "id", staff->id, "name", staff->name, "roles", view_roles(staff->roles), "skills", skills, "window", window);
}

struct staff_list {
    const struct server *server;
    json_t *array;
};

/* Who may do something else now, or has another PIN, signs in anew. */
static void end_sign_ins(struct request *request, const char *staff)
{
    struct server *server = request->server;
    struct command command = api_command(request, COMMAND_SIGN_OUT);
    struct outcome outcome;

    command.key[0] = '\0';
    text_copy(command.staff, sizeof command.staff, staff);
    for (size_t i = server->sign_in_count; i-- > 0;)
        if (strcmp(server->sign_ins[i].token.staff, staff) == 0 && hall_reserve(&server->hall)) {
            text_copy(command.name, sizeof command.name, server->sign_ins[i].token.name);
            hall_decide(&server->hall, &command, server->now_ms, server_event, server, &outcome);
        }
}

/* Reads what is to be other than it is; *ret_roles may become none: who has left. False: answered already. */
static bool read_staff_change(struct request *request, struct store_staff *staff)
{
    char words[ROLE_WORDS_SIZE];
    const json_t *roles = json_object_get(request->body, "roles");

    if (store_staff(request->server->store, request->parameters[0], staff) != ERROR_NONE) {
        reply_refusal(request, REFUSAL_STAFF_UNKNOWN, NULL);
        return false;
    }
    if (!body_text(request, "name", staff->name, sizeof staff->name))
        return false;
    bool left = json_is_array(roles) && json_array_size(roles) == 0;
    if (left)
        staff->roles = 0;
    if (!staff->name[0] || (roles && !left && !read_roles(request, &staff->roles)) || (json_object_get(request->body, "skills") && !read_skills(request, &staff->skills))) {
        reply_refusal(request, REFUSAL_STAFF_WRONG, role_words(STAFF_ROLE_SYSTEM, words));
        return false;
    }
    return true;
}

/* hash: of the new PIN; NULL: it stays as it was. */
static void change_staff(struct request *request, const char *hash)
{
    struct command command = api_command(request, COMMAND_STAFF_CHANGE);
    struct store_staff staff, before;
    struct outcome outcome;
    int status;

    if (!read_staff_change(request, &staff) || store_staff(request->server->store, staff.id, &before) != ERROR_NONE)
        return;
    text_copy(command.staff, sizeof command.staff, staff.id);
    command.roles = staff.roles;
    command.skills = staff.skills;
    command.automatic = hash != NULL;
    if (!server_decide(request, &command, 200, &outcome, &status))
        return;
    if (status == 0) {
        store_secret_put(request->server->store, staff.id, staff.name, hash ? hash : before.pin);
        if (hash || staff.roles != before.roles)
            end_sign_ins(request, staff.id);
    }
    reply_json(request, 200, view_staff(request->server, &staff));
}

static void pin_hashed(struct request *request, bool good, const char *hash)
{
    if (good)
        change_staff(request, hash);
    else
        reply_refusal(request, REFUSAL_NOT_STORED, NULL);
}

void api_staff_change(struct request *request)
{
    struct store_staff staff;
    char pin[40] = "";

    if (!read_staff_change(request, &staff) || !body_text(request, "pin", pin, sizeof pin))
        return;
    if (!pin[0])
        change_staff(request, NULL);
    else if (strlen(pin) < 4 || strlen(pin) > 32)
        reply_refusal(request, REFUSAL_PIN_FORM, NULL);
    else if (!password_submit(request->server->passwords, request, PASSWORD_HASH, pin, "", pin_hashed))
        reply_too_often(request, PASSWORD_WAIT_MS);
    sodium_memzero(pin, sizeof pin);
}

static void add_staff(void *context, const struct store_staff *staff)
{
    struct staff_list *list = context;

    json_array_append_new(list->array, view_staff(list->server, staff));
}

static void add_deputy(void *context, const struct store_deputy *deputy)
{
    json_array_append_new(context, json_pack("{s:s, s:s, s:o, s:o}", "staff", deputy->staff, "deputy", deputy->deputy, "from", view_date(deputy->from), "to",
                                             view_date(deputy->until)));
}

void api_staff_get(struct request *request)
{
    struct staff_list list = {request->server, json_array()};
    json_t *deputies = json_array();

    store_all_staff(request->server->store, add_staff, &list);
    store_deputies(request->server->store, server_today(request->server), add_deputy, deputies);
    reply_json(request, 200, json_pack("{s:o, s:o}", "staff", list.array, "deputies", deputies));
}

/* Makes a token, of a program or of a session, and answers with it; the only time that it is seen. */
static void give_token(struct request *request, struct command *command, json_t *more)
{
    struct outcome outcome;
    char token[TOKEN_SIZE];
    int status;

    bool session = command->type == COMMAND_SIGN_IN;
    token_make(token, session);
    digest_make(token, strlen(token), command->digest);
    command->key[0] = '\0'; /* a token is shown once: a repetition makes another one */
    request->key[0] = '\0';
    if (server_decide(request, command, 201, &outcome, &status) &&
        (session ? sign_in_by_name(request->server, command->name) != NULL : access_load(request->server) == ERROR_NONE)) {
        json_object_set_new(more, "name", json_string(command->name));
        json_object_set_new(more, "role", json_string(staff_role_word((enum staff_role)command->roles)));
        json_object_set_new(more, "token", json_string(token));
        reply_json(request, 201, json_incref(more));
    }
    json_decref(more);
}

void api_token_post(struct request *request)
{
    struct command command = api_command(request, COMMAND_TOKEN_ADD);
    const struct server *server = request->server;
    char word[32] = "", words[ROLE_WORDS_SIZE];
    enum staff_role role;
    int64_t window = 0;

    if (!body_text(request, "role", word, sizeof word) || !body_text(request, "staff", command.staff, sizeof command.staff) ||
        !body_text(request, "name", command.name, sizeof command.name) || !body_integer(request, "window", 1, WINDOWS_MAX, &window))
        return;
    command.window = (int32_t)window;
    bool role_good = staff_role_parse(word, &role) && role < STAFF_ROLE_CALL_ANY && role != STAFF_ROLE_OWNER;
    if (!role_good || (staff_role_needs_staff(role) && !command.staff[0]) || (role == STAFF_ROLE_CLERK && !hall_window(&server->hall, command.window))) {
        reply_refusal(request, REFUSAL_TOKEN_WRONG, role_good ? NULL : role_words(STAFF_ROLE_CALL_ANY, words));
        return;
    }
    struct store_staff staff;
    if (command.staff[0] && store_staff(server->store, command.staff, &staff) != ERROR_NONE) {
        reply_refusal(request, REFUSAL_STAFF_UNKNOWN, NULL);
        return;
    }
    if (!command.name[0])
        snprintf(command.name, sizeof command.name, "%.10s-%lld", word, (long long)server->hall.seq + 1);
    if (!is_name(command.name, TOKEN_NAME_SIZE - 1)) {
        reply_refusal(request, REFUSAL_TOKEN_WRONG, "name");
        return;
    }
    if (store_token_exists(server->store, command.name)) {
        reply_refusal(request, REFUSAL_TOKEN_EXISTS, NULL);
        return;
    }
    command.roles = role;
    give_token(request, &command, json_object());
}

static json_t *view_token(const struct server *server, const struct store_token *token, int64_t ends_ms)
{
    return json_pack("{s:s, s:s, s:s?, s:o, s:o}", "name", token->name, "role", staff_role_word(token->role), "staff", token->staff[0] ? token->staff : NULL,
                     "window", token->window ? json_integer(token->window) : json_null(), "until", view_instant(server, ends_ms));
}

void api_token_list(struct request *request)
{
    const struct server *server = request->server;
    json_t *list = json_array();

    for (size_t i = 0; i < server->token_count; i++) {
        const struct store_token *token = &server->tokens[i];
        json_array_append_new(list, view_token(server, token, 0));
    }
    for (size_t i = 0; i < server->sign_in_count; i++)
        if (server->sign_ins[i].ends_ms > server->now_ms)
            json_array_append_new(list, view_token(server, &server->sign_ins[i].token, server->sign_ins[i].ends_ms));
    reply_json(request, 200, json_pack("{s:o}", "tokens", list));
}

void api_token_delete(struct request *request)
{
    struct command command = api_command(request, COMMAND_TOKEN_REVOKE);
    struct outcome outcome;
    int status;

    if (strlen(request->parameters[0]) >= sizeof command.name || !access_is_valid(request->server, request->parameters[0])) {
        reply_refusal(request, REFUSAL_TOKEN_UNKNOWN, NULL);
        return;
    }
    text_copy(command.name, sizeof command.name, request->parameters[0]);
    const struct sign_in *sign_in = sign_in_by_name(request->server, command.name);
    if (sign_in) {
        command.type = COMMAND_SIGN_OUT;
        text_copy(command.staff, sizeof command.staff, sign_in->token.staff);
    }
    if (server_decide(request, &command, 200, &outcome, &status) && access_load(request->server) == ERROR_NONE)
        reply_json(request, 200, json_pack("{s:s}", "name", command.name));
}

/* The role of a session: clerk at a window, else the first of the back-office roles that the person has. */
static enum refusal session_role(const struct store_staff *staff, int64_t window, enum staff_role *ret_role)
{
    static const enum staff_role others[] = {STAFF_ROLE_APPROVER, STAFF_ROLE_ISSUER, STAFF_ROLE_GUIDE, STAFF_ROLE_SUPERVISOR, STAFF_ROLE_MANAGER};

    if (window != 0) {
        *ret_role = STAFF_ROLE_CLERK;
        return staff->roles >> STAFF_ROLE_CLERK & 1 ? REFUSAL_NONE : REFUSAL_FORBIDDEN;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (staff->roles >> others[i] & 1) {
            *ret_role = others[i];
            return REFUSAL_NONE;
        }
    return REFUSAL_FORBIDDEN;
}

enum { PIN_TRIES = 5, PIN_WAIT_MS = 30000, PIN_WAIT_MOST_MS = 15 * 60000 };

/* Somebody guesses at an account: the journal says so. */
static void tell_slowed(struct request *request, const char *staff)
{
    struct command command = api_command(request, COMMAND_STAFF_SLOW);
    struct server *server = request->server;
    struct outcome outcome;

    text_copy(command.staff, sizeof command.staff, staff);
    command.actor = (struct actor){.role = STAFF_ROLE_SYSTEM};
    command.key[0] = '\0';
    if (hall_reserve(&server->hall))
        hall_decide(&server->hall, &command, server->now_ms, server_event, server, &outcome);
}

/* Whoever signs in again and again leaves the earliest. */
static void end_surplus(struct request *request, const char *staff)
{
    struct command command = api_command(request, COMMAND_SIGN_OUT);
    struct server *server = request->server;
    const struct sign_in *surplus = sign_in_surplus(server, staff);
    struct outcome outcome;

    if (!surplus)
        return;
    text_copy(command.name, sizeof command.name, surplus->token.name);
    text_copy(command.staff, sizeof command.staff, staff);
    command.actor = (struct actor){.role = STAFF_ROLE_SYSTEM};
    command.key[0] = '\0';
    if (hall_reserve(&server->hall))
        hall_decide(&server->hall, &command, server->now_ms, server_event, server, &outcome);
}

static void session_checked(struct request *request, bool matches, const char *hash)
{
    struct command command = api_command(request, COMMAND_SIGN_IN);
    struct store_staff staff;
    int64_t window = 0;
    enum staff_role role;

    (void)hash;
    if (!body_text(request, "staff", command.staff, sizeof command.staff) || !body_integer(request, "window", 1, WINDOWS_MAX, &window))
        return;
    int64_t wait_ms;
    if (!limits_may_try(request->server->tries, command.staff, request->server->now_ms, &wait_ms)) { /* others were checked since it was asked */
        reply_too_often(request, wait_ms);
        return;
    }
    if (!matches || store_staff(request->server->store, command.staff, &staff) != ERROR_NONE) {
        reply_refusal(request, REFUSAL_PIN_WRONG, NULL);
        if (limits_failed(request->server->tries, command.staff, request->server->now_ms, PIN_TRIES, PIN_WAIT_MS, PIN_WAIT_MOST_MS))
            tell_slowed(request, command.staff);
        return;
    }
    limits_succeeded(request->server->tries, command.staff);
    enum refusal refusal = session_role(&staff, window, &role);
    if (refusal != REFUSAL_NONE) {
        reply_refusal(request, refusal, NULL);
        return;
    }
    command.window = (int32_t)window;
    command.roles = role;
    command.actor = (struct actor){.role = role};
    text_copy(command.actor.staff, sizeof command.actor.staff, staff.id);
    end_surplus(request, staff.id);
    command.ends_ms = sign_in_end_ms(request->server);
    snprintf(command.name, sizeof command.name, "session-%lld", (long long)request->server->hall.seq + 1);
    give_token(request, &command, json_pack("{s:s, s:s, s:o, s:o}", "staff", staff.id, "staff_name", staff.name, "window",
                                            window ? json_integer(window) : json_null(), "until", view_instant(request->server, command.ends_ms)));
}

void api_session_delete(struct request *request)
{
    struct command command = api_command(request, COMMAND_SIGN_OUT);
    const struct sign_in *sign_in = sign_in_by_name(request->server, request->caller.actor.token);
    struct outcome outcome;
    int status;

    if (!sign_in) {
        reply_refusal(request, REFUSAL_NOT_A_SESSION, NULL);
        return;
    }
    text_copy(command.name, sizeof command.name, sign_in->token.name);
    text_copy(command.staff, sizeof command.staff, sign_in->token.staff);
    if (server_decide(request, &command, 200, &outcome, &status))
        reply_json(request, 200, json_pack("{s:s}", "name", command.name));
}

enum { SIGN_IN_PERIOD_MS = 500, SIGN_IN_BURST = 200 }; /* of one address: a hall's staff may all sign in through one machine */

void api_session_post(struct request *request)
{
    struct store_staff staff = {.pin = ""};
    char id[STAFF_ID_SIZE] = "", pin[40] = "";
    int64_t window = 0;

    if (!body_text(request, "staff", id, sizeof id) || !body_text(request, "pin", pin, sizeof pin) || !body_integer(request, "window", 1, WINDOWS_MAX, &window))
        return;
    if (window != 0 && !hall_window(&request->server->hall, (int32_t)window)) {
        reply_refusal(request, REFUSAL_WINDOW_UNKNOWN, NULL);
        return;
    }
    int64_t wait_ms;
    if (!api_address_may(request, "sign-in", SIGN_IN_PERIOD_MS, SIGN_IN_BURST))
        return;
    if (!limits_may_try(request->server->tries, id, request->server->now_ms, &wait_ms)) {
        sodium_memzero(pin, sizeof pin);
        reply_too_often(request, wait_ms);
        return;
    }
    if (store_staff(request->server->store, id, &staff) != ERROR_NONE)
        staff.pin[0] = '\0';
    if (!password_submit(request->server->passwords, request, PASSWORD_CHECK, pin, staff.pin, session_checked))
        reply_too_often(request, PASSWORD_WAIT_MS);
    sodium_memzero(pin, sizeof pin);
}
