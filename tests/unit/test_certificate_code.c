/* The code of a certificate: fields to text and back, and that nothing in it can be changed unseen. */
#include "files/certificate_signature.h"

#include "base/base32.h"
#include "core/certificate_code.h"

#include <criterion/criterion.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static unsigned char sign_public[32], sign_secret[64], other_public[32], other_secret[64], person[32];

static void begin(void)
{
    unsigned char seed[32] = { 7 };

    cr_assert_geq(sodium_init(), 0);
    crypto_sign_seed_keypair(sign_public, sign_secret, seed);
    seed[0] = 8;
    crypto_sign_seed_keypair(other_public, other_secret, seed);
    memset(person, 5, sizeof person);
}

TestSuite(certificate_code, .init = begin);

static struct certificate_code sample(void)
{
    struct certificate_code code = { .issued = date_make(2026, 11, 23), .limited = true, .valid_until = date_make(2029, 11, 22), .item = "XK11", .number = "XK11-2026-000123" };

    certificate_holder_mark("王小明", person, code.holder);
    return code;
}

static void sign(const struct certificate_code *code, const char *url, char text[static CERTIFICATE_CODE_SIZE])
{
    cr_assert_eq(certificate_code_sign(code, sign_secret, url, text), ERROR_NONE);
}

static void check_same(const struct certificate_code *a, const struct certificate_code *b)
{
    cr_assert_str_eq(a->number, b->number);
    cr_assert_str_eq(a->item, b->item);
    cr_assert_eq(a->issued.days, b->issued.days);
    cr_assert_eq(a->limited, b->limited);
    if (a->limited)
        cr_assert_eq(a->valid_until.days, b->valid_until.days);
    cr_assert_arr_eq(a->holder, b->holder, sizeof a->holder);
}

Test(certificate_code, what_is_signed_is_read_again)
{
    struct certificate_code code = sample(), read;
    char text[CERTIFICATE_CODE_SIZE];

    sign(&code, "", text);
    cr_assert_eq(strncmp(text, "YC1", 3), 0);
    cr_assert_eq(strspn(text, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), strlen(text), "%s", text);
    cr_assert_eq(certificate_code_verify(text, sign_public, &read), CERTIFICATE_GENUINE);
    check_same(&code, &read);
    code.limited = false;
    sign(&code, "", text);
    cr_assert_eq(certificate_code_verify(text, sign_public, &read), CERTIFICATE_GENUINE);
    check_same(&code, &read);
}

Test(certificate_code, the_longest_fields_fit)
{
    struct certificate_code code = sample(), read;
    char text[CERTIFICATE_CODE_SIZE], url[CERTIFICATE_URL_MAX + 1];

    snprintf(code.number, sizeof code.number, "永建许字〔2026〕第000123号甲-1");
    snprintf(code.item, sizeof code.item, "ABCDEFGHIJKLMNO");
    cr_assert_eq(strlen(code.number), sizeof code.number - 1);
    memset(url, 'a', sizeof url);
    memcpy(url, "http://", 7);
    url[CERTIFICATE_URL_MAX - 1] = '\0';
    sign(&code, url, text);
    cr_assert_eq(strlen(text), sizeof text - 1);
    cr_assert_eq(certificate_code_verify(text, sign_public, &read), CERTIFICATE_GENUINE);
    check_same(&code, &read);
    url[CERTIFICATE_URL_MAX - 1] = 'a';
    url[CERTIFICATE_URL_MAX] = '\0';
    cr_assert_eq(certificate_code_sign(&code, sign_secret, url, text), ERROR_RANGE);
}

Test(certificate_code, an_address_stands_before_it_and_letters_may_be_small)
{
    static const char *const urls[][2] = {
        { "https://hall.example.org", "HTTPS://HALL.EXAMPLE.ORG/C/YC1" },
        { "https://hall.example.org:8640/", "HTTPS://HALL.EXAMPLE.ORG:8640/C/YC1" },
        { "https://example.org/c/hall", "https://example.org/c/hall/C/YC1" },
    };
    struct certificate_code code = sample(), read;
    char text[CERTIFICATE_CODE_SIZE], around[CERTIFICATE_CODE_SIZE + 8];

    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        sign(&code, urls[i][0], text);
        cr_assert_eq(strncmp(text, urls[i][1], strlen(urls[i][1])), 0, "%s", text);
        for (char *p = text; *p; p++)
            *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
        snprintf(around, sizeof around, " \t%s\r\n", text);
        cr_assert_eq(certificate_code_verify(around, sign_public, &read), CERTIFICATE_GENUINE, "%s", around);
        check_same(&code, &read);
    }
}

Test(certificate_code, no_letter_can_be_changed_added_or_left_out)
{
    struct certificate_code code = sample(), read;
    char text[CERTIFICATE_CODE_SIZE], changed[CERTIFICATE_CODE_SIZE + 2];

    sign(&code, "", text);
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        for (int value = 0; value < 32; value++) {
            memcpy(changed, text, length + 1);
            changed[i] = base32_digit((uint64_t)value);
            if (changed[i] != text[i])
                cr_assert_neq(certificate_code_verify(changed, sign_public, &read), CERTIFICATE_GENUINE, "letter %zu became %c", i, changed[i]);
        }
        memcpy(changed, text, i);
        memcpy(changed + i, text + i + 1, length - i);
        cr_assert_neq(certificate_code_verify(changed, sign_public, &read), CERTIFICATE_GENUINE, "letter %zu left out", i);
        memcpy(changed + i, "0", 1);
        memcpy(changed + i + 1, text + i, length - i + 1);
        cr_assert_neq(certificate_code_verify(changed, sign_public, &read), CERTIFICATE_GENUINE, "a letter added at %zu", i);
    }
}

/* Not only the letters: every bit of every signed field counts, also where the text is made anew for it. */
Test(certificate_code, no_field_can_be_changed)
{
    struct certificate_code code = sample(), read;
    struct certificate_signed genuine, changed;
    char text[CERTIFICATE_CODE_SIZE];

    sign(&code, "", text);
    cr_assert(certificate_code_read(text, &genuine));
    for (size_t bit = 0; bit < (genuine.length + CERTIFICATE_SIGNATURE_SIZE) * 8; bit++) {
        changed = genuine;
        uint8_t *byte = bit / 8 < genuine.length ? &changed.payload[bit / 8] : &changed.signature[bit / 8 - genuine.length];
        *byte = (uint8_t)(*byte ^ 1u << bit % 8);
        cr_assert(certificate_code_write(&changed, "", text));
        cr_assert_neq(certificate_code_verify(text, sign_public, &read), CERTIFICATE_GENUINE, "bit %zu", bit);
    }
}

Test(certificate_code, says_why_not)
{
    struct certificate_code code = sample(), read;
    struct certificate_signed signed_code;
    char text[CERTIFICATE_CODE_SIZE];

    sign(&code, "", text);
    cr_assert_eq(certificate_code_verify(text, other_public, &read), CERTIFICATE_OTHER_KEY);
    cr_assert(certificate_code_read(text, &signed_code));
    signed_code.payload[CERTIFICATE_KEY_SIZE] ^= 1;
    cr_assert(certificate_code_write(&signed_code, "", text));
    cr_assert_eq(certificate_code_verify(text, sign_public, &read), CERTIFICATE_FORGED);
    cr_assert_eq(certificate_code_verify("", sign_public, &read), CERTIFICATE_NO_CODE);
    cr_assert_eq(certificate_code_verify("YC1", sign_public, &read), CERTIFICATE_NO_CODE);
    cr_assert_eq(certificate_code_verify("http://127.0.0.1:8640/t/4K7XN2QP9D3HT6WRB8MC5", sign_public, &read), CERTIFICATE_NO_CODE);
    /* a forger who signs with a key of his own, but names ours in the payload */
    cr_assert_eq(certificate_code_sign(&code, other_secret, "", text), ERROR_NONE);
    cr_assert(certificate_code_read(text, &signed_code));
    certificate_key_id(sign_public, signed_code.payload);
    cr_assert(certificate_code_write(&signed_code, "", text));
    cr_assert_eq(certificate_code_verify(text, sign_public, &read), CERTIFICATE_FORGED);
}

static void check_range(struct certificate_code code, const char *what)
{
    char text[CERTIFICATE_CODE_SIZE];

    cr_assert_eq(certificate_code_sign(&code, sign_secret, "", text), ERROR_RANGE, "%s", what);
}

Test(certificate_code, fields_out_of_range_are_refused)
{
    struct certificate_code code = sample();

    code.number[0] = '\0';
    check_range(code, "no number");
    code = sample();
    code.item[0] = '\0';
    check_range(code, "no item");
    code = sample();
    code.issued.days = -1;
    check_range(code, "before 1970");
    code = sample();
    code.valid_until.days = 2932897;
    check_range(code, "after 9999");
    code = sample();
    strcpy(code.number, "A\033[2J");
    check_range(code, "control characters");
    code = sample();
    strcpy(code.number, "A\xe2\x80\xae" "1");
    check_range(code, "text that runs backwards");
    code = sample();
    memset(code.number, 'A', sizeof code.number);
    check_range(code, "no end");
}

Test(certificate_code, the_mark_of_a_holder)
{
    uint8_t a[CERTIFICATE_HOLDER_SIZE], b[CERTIFICATE_HOLDER_SIZE];
    unsigned char other[32] = { 1 };

    certificate_holder_mark("Yong'an Trading Co., Ltd.", person, a);
    certificate_holder_mark("Yong'anTrading Co.,Ltd. ", person, b);
    cr_assert_arr_eq(a, b, sizeof a, "blanks must not count");
    certificate_holder_mark("Yong'an Trading Co., Ltd", person, b);
    cr_assert_arr_neq(a, b, sizeof a);
    certificate_holder_mark("Yong'an Trading Co., Ltd.", other, b);
    cr_assert_arr_neq(a, b, sizeof a, "without the key nobody can try names");
}

Test(base32, each_row_of_bytes_has_one_text)
{
    uint8_t bytes[9], read[9];
    char text[17];
    size_t length;

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(0xA7 * (i + 1));
    for (size_t size = 0; size <= sizeof bytes; size++) {
        base32_encode(text, bytes, size);
        cr_assert_eq(strlen(text), base32_digits(size));
        cr_assert(base32_decode(read, sizeof read, text, strlen(text), &length));
        cr_assert_eq(length, size);
        cr_assert_arr_eq(read, bytes, size);
    }
    base32_encode(text, (const uint8_t[]){ 0xFF }, 1);
    cr_assert_str_eq(text, "ZW");
    cr_assert_not(base32_decode(read, sizeof read, "ZZ", 2, &length), "bits that no byte has");
    cr_assert_not(base32_decode(read, sizeof read, "ZW0", 3, &length), "a digit too many");
    cr_assert_not(base32_decode(read, sizeof read, "ZU", 2, &length), "U is no digit");
    cr_assert_not(base32_decode(read, 0, "ZW", 2, &length), "no room");
}
