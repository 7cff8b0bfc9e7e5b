/* Papers: a ticket as dots against setting the same texts once with pango alone, and how soon the first byte of a paper is at its printer against giving a number at all. */
#include "bench/figure.h"
#include "lib/daemon.h"
#include "lib/http_call.h"
#include "lib/virtual_printer.h"
#include "printers/escpos.h"
#include "printers/receipt.h"
#include "printers/ticket_sample.h"

#include <criterion/criterion.h>
#include <pango/pangocairo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { DRAWINGS = 60, TICKETS = 60, WIDTH = 576, HEIGHT = 2048, LIMIT_S = 20 };

/* --- ticket_render --- */

/* What stands on the sample ticket, with the sizes of its layout. */
static const struct {
    int size;
    const char *text;
} texts[] = {
    { 44, "永安镇政务服务大厅" }, { 26, "Yong'an Township Service Hall" }, { 30, "您的号码" }, { 200, "A007" }, { 50, "综合业务" }, { 28, "General business" },
    { 30, "前面还有" }, { 24, "People ahead" }, { 72, "4" }, { 34, "人" }, { 30, "预计等候" }, { 24, "Expected wait" }, { 72, "8–15" }, { 34, "分钟" },
    { 38, "户外广告设施设置审批" }, { 26, "Outdoor advertising approval" }, { 30, "请备齐材料" }, { 24, "Please have these ready" }, { 32, "户外广告设施设置申请表（表格）" },
    { 32, "营业执照（原件）" }, { 32, "场地使用权证明（复印件，如有）" }, { 38, "扫码看排队进度" }, { 26, "Scan to follow your turn" }, { 30, "2026-11-23  周一 Mon  09:12" },
    { 32, "请留意叫号和屏幕" }, { 32, "过号请找导办人员" }, { 24, "Watch the screen for your number." }, { 24, "Missed your call? Ask a guide." },
};
enum { TEXTS = sizeof texts / sizeof *texts };

/* The same texts one below the other on a surface that is there already. */
static void draw_bare(cairo_t *cairo)
{
    int y = 0;

    for (int i = 0; i < TEXTS; i++) {
        PangoLayout *layout = pango_cairo_create_layout(cairo);
        PangoFontDescription *font = pango_font_description_new();
        pango_font_description_set_family(font, "Noto Sans CJK SC");
        pango_font_description_set_absolute_size(font, texts[i].size * PANGO_SCALE);
        pango_layout_set_font_description(layout, font);
        pango_layout_set_text(layout, texts[i].text, -1);
        cairo_move_to(cairo, 0, y);
        pango_cairo_show_layout(cairo, layout);
        y += texts[i].size * 3 / 2;
        pango_font_description_free(font);
        g_object_unref(layout);
    }
    cairo_surface_flush(cairo_get_target(cairo));
}

static void draw_ours(const struct receipt *receipt)
{
    const struct escpos_model *model = escpos_model_find("generic-80");
    struct bitmap picture = { 0 };
    struct bytes bytes = { 0 };

    cr_assert_eq(receipt_draw(receipt, ticket_template_usual(model->paper_mm), model->dots, &picture, NULL), ERROR_NONE);
    cr_assert_eq(escpos_encode(model, &picture, &bytes), ERROR_NONE);
    bitmap_finish(&picture);
    bytes_finish(&bytes);
}

Test(papers, ticket_render)
{
    static struct receipt receipt;
    json_t *job = ticket_sample_job();
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, WIDTH, HEIGHT);
    cairo_t *cairo = cairo_create(surface);
    double ours = 0, bare = 0;

    cr_assert_eq(receipt_read(&receipt, job), ERROR_NONE);
    cr_assert_eq(receipt_warm(), ERROR_NONE);
    draw_ours(&receipt);
    draw_bare(cairo);
    for (int i = 0; i < DRAWINGS; i++) {
        double start = figure_now();
        draw_ours(&receipt);
        ours += figure_now() - start;
        start = figure_now();
        draw_bare(cairo);
        bare += figure_now() - start;
    }
    figure_tell("ticket_render", "", ours * 1e3 / DRAWINGS, "ms", ours / bare, "the same texts set once by pango alone; %d dots, with its bytes, warm", WIDTH);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    json_decref(job);
}

/* --- print_latency --- */

static struct daemon hall;
static struct virtual_printer *printer;
static pid_t worker;

static void start(void)
{
    char conf[256];
    const char *arguments[] = { "yichuang-printd", "-C", hall.dir, NULL };

    printer = virtual_printer_start();
    daemon_make(&hall);
    snprintf(conf, sizeof conf, "printer kiosk1 {\n place = \"kiosk 1\"\n prints = {\"ticket\"}\n model = \"generic-80\"\n sink = \"%s\"\n}\n", printer->address);
    daemon_write(&hall, "printers.conf", conf);
    cr_assert(daemon_start(&hall, NULL));
    worker = daemon_program(&hall, "worker.log", arguments);
    cr_assert(daemon_wait_log(&hall, "worker.log", "kiosk1: ready", LIMIT_S));
}

static void end(void)
{
    if (worker > 0) {
        kill(worker, SIGTERM);
        waitpid(worker, NULL, 0);
    }
    virtual_printer_finish(printer);
    daemon_remove(&hall);
}

TestSuite(print_latency, .init = start, .fini = end, .timeout = 180);

/* Whether more than questions (three bytes each) has come since then. */
static bool paper_begins(size_t received, int questions)
{
    enum { SURELY_PAPER = 64 };

    return printer->received > received + 3 * (size_t)(printer->questions - questions) + SURELY_PAPER;
}

/* Waits until the paper of a ticket is through and the printer silent, so that tickets do not queue behind each other. */
static void wait_printed(struct http_call *owner, long long ticket)
{
    double until = figure_now() + LIMIT_S;
    char path[64];

    snprintf(path, sizeof path, "/v1/tickets/%lld", ticket);
    do {
        cr_assert_lt(figure_now(), until, "ticket %lld is not printed: %s", ticket, owner->body);
        poll(NULL, 0, 5);
        cr_assert_eq(http_call(owner, "GET", path, NULL, NULL), 200, "%s", owner->body);
    } while (strcmp(http_call_text(owner, "printed"), "printed") != 0);
}

/* Seconds from the answer, with which the job is queued, to the first byte of the paper. */
static double time_paper(struct http_call *owner)
{
    size_t received = printer->received;
    int questions = printer->questions;

    cr_assert_eq(http_call(owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 201, "%s", owner->body);
    long long ticket = (long long)http_call_number(owner, "id");
    double queued = figure_now();
    while (!paper_begins(received, questions)) {
        cr_assert_lt(figure_now(), queued + LIMIT_S, "no paper comes");
        struct timespec pause = { 0, 100000 };
        nanosleep(&pause, NULL);
    }
    double took = figure_now() - queued;
    wait_printed(owner, ticket);
    return took;
}

static double time_ticket(struct http_call *owner)
{
    double asked = figure_now();

    cr_assert_eq(http_call(owner, "POST", "/v1/tickets", "{\"service\":\"A\",\"paper\":false}", NULL), 201, "%s", owner->body);
    return figure_now() - asked;
}

static int in_order(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;

    return (left > right) - (left < right);
}

Test(print_latency, first_byte)
{
    struct http_call owner = http_call_socket(hall.socket);
    double papers[TICKETS], tickets[TICKETS];

    time_paper(&owner);
    for (int i = 0; i < TICKETS; i++) {
        papers[i] = time_paper(&owner);
        tickets[i] = time_ticket(&owner);
    }
    qsort(papers, TICKETS, sizeof *papers, in_order);
    qsort(tickets, TICKETS, sizeof *tickets, in_order);
    figure_tell("print_latency", "", papers[TICKETS / 2] * 1e3, "ms", papers[TICKETS / 2] / tickets[TICKETS / 2],
                "one durable ticket, %.2f ms; from the queued job to the first byte at the printer, median, p90 %.1f ms", tickets[TICKETS / 2] * 1e3, papers[TICKETS * 9 / 10] * 1e3);
    http_call_close(&owner);
}
