#include "files/certificate_signature.h"

#include "files/key_folder.h"

#include <sodium.h>
#include <string.h>

/* What a key signs and hashes begins with what it is for, so that nothing else that is signed with the same key can be taken for a code. */
static const char mark[] = "YC1", holder[] = "certificate holder:";
enum { MARK = sizeof mark - 1, HASH = 16 };

enum error certificate_keys_read(const char *dir, struct certificate_keys *ret_keys, const char **ret_why)
{
    char folder[PATH_SIZE];
    struct certificate_keys keys;

    if (sodium_init() < 0)
        return ERROR_IO;
    if (!key_folder(dir, folder))
        return ERROR_RANGE;
    if (*ret_why = "sign.pub", !key_folder_read(folder, *ret_why, keys.sign_public, sizeof keys.sign_public))
        return ERROR_MISSING;
    if (*ret_why = "person.key", !key_folder_read(folder, *ret_why, keys.person, sizeof keys.person))
        return ERROR_MISSING;
    *ret_keys = keys;
    return ERROR_NONE;
}

void certificate_key_id(const unsigned char sign_public[static 32], uint8_t id[static CERTIFICATE_KEY_SIZE])
{
    unsigned char hash[HASH];

    crypto_generichash(hash, sizeof hash, sign_public, 32, NULL, 0);
    memcpy(id, hash, CERTIFICATE_KEY_SIZE);
}

void certificate_holder_mark(const char *name, const unsigned char person[static 32], uint8_t holder_mark[static CERTIFICATE_HOLDER_SIZE])
{
    crypto_generichash_state state;
    unsigned char hash[HASH];

    crypto_generichash_init(&state, person, 32, sizeof hash);
    crypto_generichash_update(&state, (const unsigned char *)holder, sizeof holder - 1);
    while (*name) {
        size_t length = strcspn(name, " ");
        crypto_generichash_update(&state, (const unsigned char *)name, length);
        name += length + (name[length] == ' ');
    }
    crypto_generichash_final(&state, hash, sizeof hash);
    memcpy(holder_mark, hash, CERTIFICATE_HOLDER_SIZE);
}

void certificate_digest(const void *bytes, size_t length, char digest[static CERTIFICATE_DIGEST_SIZE])
{
    unsigned char hash[32];

    crypto_generichash(hash, sizeof hash, bytes, length, NULL, 0);
    sodium_bin2hex(digest, CERTIFICATE_DIGEST_SIZE, hash, sizeof hash);
}

static size_t message_of(const struct certificate_signed *signed_code, unsigned char message[static MARK + CERTIFICATE_PAYLOAD_MAX])
{
    memcpy(message, mark, MARK);
    memcpy(message + MARK, signed_code->payload, signed_code->length);
    return MARK + signed_code->length;
}

enum error certificate_code_sign(const struct certificate_code *code, const unsigned char sign_secret[static 64], const char *url, char text[static CERTIFICATE_CODE_SIZE])
{
    unsigned char sign_public[32], message[MARK + CERTIFICATE_PAYLOAD_MAX];
    struct certificate_code own = *code;
    struct certificate_signed signed_code;

    if (sodium_init() < 0)
        return ERROR_IO;
    crypto_sign_ed25519_sk_to_pk(sign_public, sign_secret);
    certificate_key_id(sign_public, own.key);
    if (!certificate_code_pack(&own, &signed_code))
        return ERROR_RANGE;
    size_t length = message_of(&signed_code, message);
    crypto_sign_detached(signed_code.signature, NULL, message, length, sign_secret);
    return certificate_code_write(&signed_code, url, text) ? ERROR_NONE : ERROR_RANGE;
}

enum certificate_verdict certificate_code_verify(const char *text, const unsigned char sign_public[static 32], struct certificate_code *ret_code)
{
    unsigned char message[MARK + CERTIFICATE_PAYLOAD_MAX];
    uint8_t id[CERTIFICATE_KEY_SIZE];
    struct certificate_signed signed_code;
    struct certificate_code code;

    if (sodium_init() < 0 || !certificate_code_read(text, &signed_code) || !certificate_code_unpack(&signed_code, &code))
        return CERTIFICATE_NO_CODE;
    certificate_key_id(sign_public, id);
    if (memcmp(id, code.key, sizeof id) != 0)
        return CERTIFICATE_OTHER_KEY;
    size_t length = message_of(&signed_code, message);
    if (crypto_sign_verify_detached(signed_code.signature, message, length, sign_public) != 0)
        return CERTIFICATE_FORGED;
    *ret_code = code;
    return CERTIFICATE_GENUINE;
}
