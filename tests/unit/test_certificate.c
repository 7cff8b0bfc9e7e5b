/* Certificates: nothing is ever rendered that is not what was asked for, and equal input gives equal bytes. */
#include "lib/sample_certificate.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char sign_public[32], sign_secret[64], person[32];
static struct sample_certificate sample;

static void begin(void)
{
    sample_keys(sign_public, sign_secret, person);
    sample_certificate_init(&sample, "permit", "王小明", sign_secret, person);
}

TestSuite(certificate, .init = begin);

/* The rendering is refused, nothing is appended, and the sentence names what and where. */
static void check_refused(enum paper_fault_kind kind, const char *where, const char *what)
{
    struct bytes bytes = { 0 };
    struct paper_fault fault = { 0 };
    char english[PAPER_SENTENCE], chinese[PAPER_SENTENCE];

    cr_assert_not(certificate_render(&sample.form, &sample.fields, NULL, CERTIFICATE_PRINT, &bytes, &fault), "it was rendered");
    cr_assert_eq(bytes.length, 0);
    cr_assert_eq(fault.kind, kind, "%d", fault.kind);
    cr_assert_str_eq(fault.where, where);
    paper_fault_sentence(&fault, LANGUAGE_EN, english);
    paper_fault_sentence(&fault, LANGUAGE_ZH, chinese);
    cr_assert_not_null(strstr(english, what), "%s", english);
    cr_assert_not_null(strstr(chinese, what), "%s", chinese);
    cr_assert_null(strchr(english, '\n'));
}

static void check_renders(void)
{
    struct bytes bytes = sample_certificate_render(&sample, CERTIFICATE_PRINT);

    cr_assert_eq(memcmp(bytes.data, "%PDF-", 5), 0);
    bytes_finish(&bytes);
}

Test(certificate, a_character_that_no_font_has_is_refused)
{
    sample.fields.holder = "王\xf0\xb2\x8e\xaf\xe1\xa6\x80明"; /* one of the last extensions, and a letter of New Tai Lue */
    check_refused(PAPER_FAULT_GLYPH, "holder", "U+");
}

Test(certificate, rare_characters_that_people_have_are_not)
{
    sample.fields.holder = "王䶮〇犇垚";
    check_renders();
}

Test(certificate, a_font_that_is_not_installed_is_refused)
{
    sample.fields.seal = NULL;
    strcpy(sample.form.family, "A Font That Nobody Has");
    check_refused(PAPER_FAULT_FONT, "number", "A Font That Nobody Has");
}

Test(certificate, hostile_text_is_refused)
{
    static const char *const names[] = { "王\033[2J明", "王\xe2\x80\xae明", "王\xe2\x80\x8b明", "王\n明", "王\xff明", "王\xc2\x85明" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        sample.fields.holder = names[i];
        check_refused(PAPER_FAULT_TEXT, "holder", "王");
    }
}

Test(certificate, a_text_that_does_not_fit_is_refused)
{
    char name[600] = "";

    for (int i = 0; i < 90; i++)
        strcat(name, "长");
    sample.fields.holder = name;
    check_refused(PAPER_FAULT_ROOM, "holder", "长长");
    sample.fields.holder = "浏阳市永安镇永和社区居民委员会第十二居民小组股份经济合作社（有限合伙）";
    check_renders();
}

Test(certificate, a_word_wider_than_its_box_is_refused)
{
    sample.form.fields[1].style.smallest = 0;
    strcpy(sample.form.fields[1].text, "{number}");
    sample.form.fields[1].box.width = 3;
    check_refused(PAPER_FAULT_ROOM, sample.form.fields[1].name, "XK11");
}

Test(certificate, a_missing_value_is_refused_and_an_optional_one_left_out)
{
    sample.extras[0].value = NULL; /* the address */
    check_renders();
    sample.fields.extra_count = 0;
    check_renders();
    sample.fields.holder = "";
    check_refused(PAPER_FAULT_VALUE, "holder", "holder");
    sample.fields.holder = "王小明";
    sample.fields.code = NULL;
    check_refused(PAPER_FAULT_VALUE, "code", "code");
}

Test(certificate, a_code_too_fine_to_be_read_again_is_refused)
{
    sample.form.code_size = 12;
    check_refused(PAPER_FAULT_CODE, "code", "YC1");
}

Test(certificate, equal_input_makes_equal_bytes)
{
    struct bytes first = sample_certificate_render(&sample, CERTIFICATE_PRINT), other, again;

    sample.fields.holder = "李四";
    other = sample_certificate_render(&sample, CERTIFICATE_PRINT);
    sample.fields.holder = "王小明";
    again = sample_certificate_render(&sample, CERTIFICATE_PRINT);
    cr_assert_eq(first.length, again.length);
    cr_assert_arr_eq(first.data, again.data, first.length);
    cr_assert(other.length != first.length || memcmp(other.data, first.data, first.length) != 0);
    bytes_finish(&first);
    bytes_finish(&other);
    bytes_finish(&again);
}

Test(certificate, a_specimen_differs_from_a_place_for_the_seal)
{
    struct bytes demonstration = sample_certificate_render(&sample, CERTIFICATE_PRINT), real;

    sample.fields.seal = seal_source_find("impression");
    real = sample_certificate_render(&sample, CERTIFICATE_PRINT);
    cr_assert(demonstration.length != real.length || memcmp(demonstration.data, real.data, real.length) != 0);
    bytes_finish(&demonstration);
    bytes_finish(&real);
}

Test(seal, the_table_begins_with_the_demonstration)
{
    cr_assert_str_eq(seal_source_at(0)->name, "demonstration");
    cr_assert(seal_source_at(0)->specimen);
    cr_assert_not(seal_source_at(0)->needs_confirmation);
    cr_assert_str_eq(seal_source_at(1)->name, "impression");
    cr_assert(seal_source_at(1)->needs_confirmation);
    cr_assert_not(seal_source_at(1)->specimen);
    cr_assert(seal_source_at(2)->specimen);
    cr_assert_null(seal_source_at(3));
    cr_assert_null(seal_source_find("electronic"));
}

Test(certificate, every_sample_template_renders)
{
    static const char *const forms[] = { "permit", "approval", "filing-notice", "certificate", "business-licence", "vehicle-certificate" };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        sample_certificate_init(&sample, forms[i], "王小明", sign_secret, person);
        check_renders();
        struct bytes preview = sample_certificate_render(&sample, CERTIFICATE_PREVIEW);
        bytes_finish(&preview);
    }
}
