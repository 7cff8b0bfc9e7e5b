#include "server/keys.h"

#include "base/base32.h"
#include "base/path.h"
#include "files/key_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum error write_key(const char *folder, const char *name, const unsigned char *bytes, size_t size)
{
    char path[PATH_SIZE];

    if (!path_join(path, sizeof path, folder, name))
        return ERROR_RANGE;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd < 0)
        return errno == EEXIST ? ERROR_EXISTS : errno == ENOSPC ? ERROR_FULL : ERROR_IO;
    bool good = write(fd, bytes, size) == (ssize_t)size && fsync(fd) == 0;
    good = close(fd) == 0 && good;
    return good ? ERROR_NONE : ERROR_IO;
}

enum error keys_create(const char *dir)
{
    char folder[PATH_SIZE];
    struct keys keys;

    if (sodium_init() < 0)
        return ERROR_IO;
    if (!key_folder(dir, folder))
        return ERROR_RANGE;
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return ERROR_IO;
    randombytes_buf(keys.code, sizeof keys.code);
    randombytes_buf(keys.person, sizeof keys.person);
    crypto_sign_keypair(keys.sign_public, keys.sign_secret);
    enum error error = write_key(folder, "code.key", keys.code, sizeof keys.code);
    if (error == ERROR_NONE)
        error = write_key(folder, "person.key", keys.person, sizeof keys.person);
    if (error == ERROR_NONE)
        error = write_key(folder, "sign.key", keys.sign_secret, sizeof keys.sign_secret);
    if (error == ERROR_NONE)
        error = write_key(folder, "sign.pub", keys.sign_public, sizeof keys.sign_public);
    sodium_memzero(&keys, sizeof keys);
    return error;
}

enum error keys_read(const char *dir, struct keys *ret_keys, const char **ret_why)
{
    char folder[PATH_SIZE];

    if (sodium_init() < 0)
        return ERROR_IO;
    if (!key_folder(dir, folder))
        return ERROR_RANGE;
    if (*ret_why = "code.key", !key_folder_read(folder, *ret_why, ret_keys->code, sizeof ret_keys->code))
        return ERROR_MISSING;
    if (*ret_why = "person.key", !key_folder_read(folder, *ret_why, ret_keys->person, sizeof ret_keys->person))
        return ERROR_MISSING;
    if (*ret_why = "sign.key", !key_folder_read(folder, *ret_why, ret_keys->sign_secret, sizeof ret_keys->sign_secret))
        return ERROR_MISSING;
    crypto_sign_ed25519_sk_to_pk(ret_keys->sign_public, ret_keys->sign_secret);
    return ERROR_NONE;
}

static void sign(void *context, const void *message, size_t size, unsigned char signature[static STORE_SIGNATURE_SIZE])
{
    const struct keys *keys = context;
    crypto_sign_detached(signature, NULL, message, size, keys->sign_secret);
}

static bool check(void *context, const void *message, size_t size, const unsigned char signature[static STORE_SIGNATURE_SIZE])
{
    const struct keys *keys = context;
    return crypto_sign_verify_detached(signature, message, size, keys->sign_public) == 0;
}

struct store_signer keys_signer(struct keys *keys)
{
    return (struct store_signer){sign, check, keys};
}

static void make_tag(const struct keys *keys, struct ticket_id id, char tag[static CODE_TAG_LENGTH + 1])
{
    enum { TAG_BYTES = CODE_TAG_LENGTH * 5 / 8 };

    unsigned char hash[16], message[8];

    for (int i = 0; i < 8; i++)
        message[i] = (unsigned char)((uint64_t)id.value >> (56 - 8 * i));
    crypto_generichash(hash, sizeof hash, message, sizeof message, keys->code, sizeof keys->code);
    base32_encode(tag, hash, TAG_BYTES);
}

void keys_make_code(const struct keys *keys, struct ticket_id id, char code[static CODE_SIZE])
{
    char digits[14];
    int at = sizeof digits - 1;
    uint64_t value = (uint64_t)id.value;

    digits[at] = '\0';
    do {
        digits[--at] = base32_digit(value);
        value >>= 5;
    } while (value);
    size_t length = sizeof digits - 1 - (size_t)at;
    memcpy(code, digits + at, length);
    make_tag(keys, id, code + length);
}

bool keys_read_code(const struct keys *keys, const char *code, struct ticket_id *ret_id)
{
    char tag[CODE_TAG_LENGTH + 1], given[CODE_TAG_LENGTH];
    size_t length = strlen(code);
    int64_t value = 0;

    if (length <= CODE_TAG_LENGTH || length > CODE_TAG_LENGTH + 12)
        return false;
    for (size_t i = 0; i < length - CODE_TAG_LENGTH; i++) {
        int digit = base32_value(code[i]);
        if (digit < 0 || (i == 0 && digit == 0))
            return false;
        value = value << 5 | digit;
    }
    for (size_t i = 0; i < CODE_TAG_LENGTH; i++) {
        int digit = base32_value(code[length - CODE_TAG_LENGTH + i]);
        given[i] = digit < 0 ? '?' : base32_digit((uint64_t)digit);
    }
    ret_id->value = value;
    make_tag(keys, *ret_id, tag);
    return sodium_memcmp(tag, given, CODE_TAG_LENGTH) == 0;
}

void keys_person(const struct keys *keys, const char *number, char person[static PERSON_SIZE])
{
    unsigned char hash[16];

    crypto_generichash(hash, sizeof hash, (const unsigned char *)number, strlen(number), keys->person, sizeof keys->person);
    sodium_bin2hex(person, PERSON_SIZE, hash, sizeof hash);
}

static const char program_mark[] = "yc_", session_mark[] = "ys_";
enum { MARK_LENGTH = sizeof session_mark - 1 };

bool token_is_of_session(const char *token)
{
    return strncmp(token, session_mark, MARK_LENGTH) == 0;
}

void token_make(char token[static TOKEN_SIZE], bool session)
{
    unsigned char random[32];

    randombytes_buf(random, sizeof random);
    memcpy(token, session ? session_mark : program_mark, MARK_LENGTH);
    for (int i = 0; i < 32; i++)
        token[3 + i] = base32_digit(random[i]);
    token[35] = '\0';
}

void digest_make(const char *text, size_t length, char digest[static DIGEST_SIZE])
{
    unsigned char hash[32];

    crypto_generichash(hash, sizeof hash, (const unsigned char *)text, length, NULL, 0);
    sodium_bin2hex(digest, DIGEST_SIZE, hash, sizeof hash);
}
