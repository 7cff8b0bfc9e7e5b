/* printers.conf: the sample, and one clear sentence with file and line for what is wrong. */
#include "printers/printers_conf.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/yichuang-conf-XXXXXX";
static char path[64];

static void begin(void)
{
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/printers.conf", folder);
}

static void end(void)
{
    unlink(path);
    rmdir(folder);
}

TestSuite(printers_conf, .init = begin, .fini = end);

static void write_conf(const char *text)
{
    FILE *file = fopen(path, "w");

    cr_assert_not_null(file);
    fputs(text, file);
    cr_assert_eq(fclose(file), 0);
}

Test(printers_conf, reads_printers)
{
    struct printers_conf conf;
    char message[PRINTERS_CONF_MESSAGE];

    write_conf("# a hall\nprinter kiosk1 {\n place = \"kiosk 1\"\n prints = {\"ticket\", \"slip\"}\n model = \"generic-80\"\n sink = \"file:printed\"\n}\n"
               "printer guide { model = generic-58 sink = \"tcp:10.0.0.7:9100\" }\n");
    cr_assert_eq(printers_conf_read(&conf, path, message), ERROR_NONE, "%s", message);
    cr_assert_eq(conf.count, 2);
    cr_assert_str_eq(conf.printers[0].name, "kiosk1");
    cr_assert_str_eq(conf.printers[0].place, "kiosk 1");
    cr_assert_eq(conf.printers[0].kinds, 1u << PRINTER_KIND_TICKET | 1u << PRINTER_KIND_SLIP);
    cr_assert_str_eq(conf.printers[0].model->name, "generic-80");
    cr_assert_str_eq(conf.printers[0].sink, "file:printed");
    cr_assert_str_eq(conf.printers[1].place, "");
    cr_assert_eq(conf.printers[1].kinds, 1u << PRINTER_KIND_TICKET);
    cr_assert_str_eq(printer_kind_word(PRINTER_KIND_REPORT), "report");
}

/* The message is "PATH:LINE: ..." (line 0: without a line) and contains what. */
static void check_wrong(const char *text, int line, const char *what)
{
    struct printers_conf conf = { .count = -7 };
    char message[PRINTERS_CONF_MESSAGE], begin_of[96];

    write_conf(text);
    cr_assert_eq(printers_conf_read(&conf, path, message), ERROR_FORMAT, "%s", text);
    snprintf(begin_of, sizeof begin_of, line ? "%s:%d: " : "%s: ", path, line);
    cr_assert_eq(strncmp(message, begin_of, strlen(begin_of)), 0, "%s", message);
    cr_assert_not_null(strstr(message, what), "%s", message);
    cr_assert_null(strchr(message, '\n'));
    cr_assert_eq(conf.count, -7, "something of a wrong file counted");
}

#define REST " sink = \"file:printed\"\n}\n"

Test(printers_conf, what_is_wrong_is_said_with_its_line)
{
    check_wrong("printer a {\n model = \"pdf-241\"\n sink = \"cups:a\"\n prints = {\"certificate\"}\n}\n", 5, "certificates need a printer whose model is pdf");
    check_wrong("printer a {\n model = \"generic-81\"\n" REST, 2, "no model \"generic-81\"; known are generic-58,");
    check_wrong("printer a {\n model = \"generic-80\"\n sink = \"fax:x\"\n}\n", 3, "\"fax:x\" is no sink");
    check_wrong("printer a {\n modle = \"generic-80\"\n" REST, 2, "modle");
    check_wrong("printer a {\n model = \"generic-80\"\n prints = {\"ticket\", \"poster\"}\n" REST, 3, "poster");
    check_wrong("printer a {\n model = \"generic-80\"\n}\n", 3, "printer \"a\" has no sink");
    check_wrong("printer a {\n" REST, 3, "printer \"a\" has no model");
    check_wrong("printer \"A/../b\" {\n model = \"generic-80\"\n" REST, 4, "is no printer's name");
    check_wrong("printer a { model = \"generic-80\" sink = \"file:x\" }\n\nprinter a { model = \"generic-80\" sink = \"file:y\" }\n", 3, "a");
    check_wrong("printer a {\n model = \"generic-80\"\n place = \"a place whose name is longer than it may be\"\n" REST, 3, "a place has at most");
    check_wrong("printer a {\n model = \"generic-80\"\n place = \"a\xff\"\n" REST, 3, "UTF-8");
    check_wrong("printer a {\n model = \"generic-80\"\n sink = \"file:printed\n}\n", 5, "");
    check_wrong("printer a { model = \"generic-80\" sink = \"file:x\" }\nprinter b { model = \"generic-58\" sink = \"file:x\" }\n", 0, "same sink");
    check_wrong("printer a {\n model = \"generic\033[2J\"\n" REST, 2, "no model \"generic[2J\"");
    check_wrong("", 0, "no printer");
}

Test(printers_conf, too_many_printers)
{
    char text[4096] = "";

    for (int i = 0; i <= PRINTERS_CONF_MOST; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "printer p%d { model = \"generic-80\" sink = \"file:p%d\" }\n", i, i);
    check_wrong(text, PRINTERS_CONF_MOST + 1, "at most 16 printers");
}

Test(printers_conf, a_missing_file_is_missing)
{
    struct printers_conf conf;
    char message[PRINTERS_CONF_MESSAGE];

    cr_assert_eq(printers_conf_read(&conf, path, message), ERROR_MISSING);
    cr_assert_not_null(strstr(message, "No such file"), "%s", message);
    cr_assert_eq(printers_conf_read(&conf, folder, message), ERROR_FORMAT);
    cr_assert_not_null(strstr(message, folder), "%s", message);
}

Test(printers_conf, a_spare_prints_all_that_its_printer_prints)
{
    struct printers_conf conf;
    char message[PRINTERS_CONF_MESSAGE];

    write_conf("printer a { model = \"generic-80\" sink = \"file:x\" spare = \"b\" spare_after = 5 }\n"
               "printer b { model = \"generic-58\" sink = \"file:y\" prints = {\"ticket\", \"slip\"} spare = \"c\" }\n"
               "printer c { model = \"generic-58\" sink = \"file:z\" prints = {\"ticket\", \"slip\"} }\n");
    cr_assert_eq(printers_conf_read(&conf, path, message), ERROR_NONE, "%s", message);
    cr_assert_str_eq(conf.printers[0].spare, "b");
    cr_assert_eq(conf.printers[0].spare_after_s, 5);
    cr_assert_eq(conf.printers[0].paper, 0);
    cr_assert_eq(conf.printers[1].spare_after_s, 60);
    cr_assert_str_eq(conf.printers[2].spare, "");
    check_wrong("printer a {\n model = \"generic-80\"\n spare = \"b\"\n" REST, 0, "no other printer of this file: \"b\"");
    check_wrong("printer a {\n model = \"generic-80\"\n spare = \"a\"\n" REST, 0, "no other printer of this file: \"a\"");
    check_wrong("printer a {\n model = \"generic-80\"\n paper = 5000\n" REST, 3, "paper is 0 to 1000 metres or sheets");
    check_wrong("printer a {\n model = \"generic-80\"\n spare_after = -1\n" REST, 3, "spare_after is 0 to 86400 seconds");
    check_wrong("printer a { model = \"generic-80\" prints = {\"ticket\", \"slip\"} sink = \"file:x\" spare = \"b\" }\nprinter b { model = \"generic-80\" sink = \"file:y\" }\n", 0,
                "must print all that it prints; \"b\" does not");
}
