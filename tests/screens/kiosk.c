/* The kiosk's pages in both languages, small and large, well and in trouble; the words that matter, looked for by meaning; the code read off the screen. */
#define _POSIX_C_SOURCE 200809L
#include "lib/kiosk_fixture.h"
#include "lib/code_reader.h"
#include "lib/screen_test.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DOT = 3 };

static struct kiosk_fixture f;
static const char *const none[] = {NULL};

static void setup(void)
{
    language_start();
    kiosk_fixture_start(&f, LANGUAGE_ZH, true);
}

static void teardown(void)
{
    kiosk_fixture_finish(&f);
}

TestSuite(kiosk, .init = setup, .fini = teardown);

static void golden(const char *name, int rows, int columns)
{
    screen_test_golden(name, &f.view, rows, columns, none);
}

/* Whether the screen shows a text at a size. */
static bool shows(int rows, int columns, const char *text)
{
    char *screen = screen_test_keys(&f.view, rows, columns, none);
    char *roles = strstr(screen, "\nroles");
    if (roles)
        *roles = '\0';
    bool found = strstr(screen, text) != NULL;
    free(screen);
    return found;
}

/* Whether a text stands on the small screen in a role, whole. */
static bool shows_as(const char *text, enum role role)
{
    struct canvas canvas;
    struct targets targets;
    char row_text[1024];
    bool found = false;

    cr_assert(canvas_init(&canvas, KIOSK_ROWS, KIOSK_COLUMNS));
    app_draw(&f.view, &canvas, &targets);
    for (int row = 0; row < canvas.rows && !found; row++) {
        canvas_row_text(&canvas, row, row_text, sizeof row_text);
        if (!strstr(row_text, text))
            continue;
        for (int column = 0; column < canvas.columns; column++)
            found = found || (canvas_at(&canvas, row, column)->role == role && canvas_at(&canvas, row, column)->code > ' ');
    }
    canvas_finish(&canvas);
    return found;
}

static void take(const char *service)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS(service, "Enter"));
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_TAKING);
}

static void take_and_get(const char *ticket)
{
    take("1");
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, ticket);
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_RESULT);
}

static void paper(const char *state)
{
    char event[256];

    snprintf(event, sizeof event, "{'seq':101,'at':'2026-11-23T09:30:01.000+08:00','type':'print.%s','job':{'id':3,'state':'%s','copy':0,'ticket_id':7}}", state, state);
    kiosk_fixture_event(&f, event);
}

static void printer(const char *state)
{
    char event[256];

    snprintf(event, sizeof event, "{'seq':101,'at':'2026-11-23T09:30:01.000+08:00','type':'printer.changed','printer':{'name':'kiosk1','place':'kiosk 1','state':'%s'}}", state);
    kiosk_fixture_event(&f, event);
}

static void service(const char *letter, const char *zh, const char *en, const char *state, const char *sessions)
{
    char event[512];

    snprintf(event, sizeof event,
             "{'seq':101,'at':'2026-11-23T09:30:01.000+08:00','type':'ticket.taken','service':{'letter':'%s','name':{'zh':'%s','en':'%s'},'state':'%s',"
             "'sessions':'%s','waiting':2,'wait':{'low_s':300,'high_s':600}}}",
             letter, zh, en, state, sessions);
    kiosk_fixture_event(&f, event);
}

/* --- the beginning ----------------------------------------------------------------------------------------------- */

Test(kiosk, welcome)
{
    golden("kiosk-welcome-zh", 24, 80);
    cr_expect(shows(24, 80, "11月23日 星期一  09:30"));
    cr_expect(shows(24, 80, "等候 4 人，约 8 至 15 分钟"));
    cr_expect(shows(24, 80, "无人等候，不超过 5 分钟"));
    cr_expect(shows(24, 80, "08:30-12:00 13:30-17:00"));
    cr_expect(shows_as("综合业务", ROLE_BUTTON));
    golden("kiosk-welcome-large-zh", 48, 160);
    screen_test_golden("kiosk-welcome-en", &f.view, 24, 80, KIOSK_KEYS("."));
    cr_expect(shows(24, 80, "4 waiting, about 8 to 15 minutes"));
    cr_expect(shows(24, 80, "1 waiting"));
    golden("kiosk-welcome-large-en", 48, 160);
}

Test(kiosk, the_managers_message_is_shown)
{
    strcpy(f.mirror.notice.zh, "下午三点消防演练，请提前办理");
    golden("kiosk-message-zh", 24, 80);
    cr_expect(shows_as("消防演练", ROLE_PAUSED));
    printer("paper-out");
    cr_expect(shows_as("缺纸", ROLE_WARNING), "what stops numbers goes first");
    cr_expect_not(shows(24, 80, "消防演练"));
}

Test(kiosk, arrows_choose)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("Down", "Down"));
    cr_expect(shows_as("证照领取", ROLE_CHOSEN));
    cr_expect_not(shows_as("综合业务", ROLE_CHOSEN));
}

Test(kiosk, just_switched_on)
{
    kiosk_fixture_finish(&f);
    kiosk_fixture_start(&f, LANGUAGE_ZH, false);
    golden("kiosk-looking-zh", 24, 80);
    f.mirror.refused = 401;
    cr_expect(shows_as("令牌无效", ROLE_ALARM));
}

Test(kiosk, controller_away)
{
    kiosk_fixture_lose(&f);
    kiosk_fixture_pass(&f, 35000);
    golden("kiosk-away-zh", 24, 80);
    cr_expect(shows_as("已 35 秒", ROLE_ALARM));
    cr_expect(shows_as("综合业务", ROLE_MUTED));
    cr_expect_not(shows_as("综合业务", ROLE_BUTTON));
    screen_test_golden("kiosk-away-refused-en", &f.view, 24, 80, KIOSK_KEYS(".", "1"));
    kiosk_fixture_find(&f);
    kiosk_fixture_keys(&f, KIOSK_KEYS("0"));
    cr_expect_not(shows(24, 80, "does not answer"));
    cr_expect(shows_as("General business", ROLE_BUTTON));
}

Test(kiosk, printer_in_trouble)
{
    printer("paper-low");
    cr_expect_not(shows(24, 80, "打印机"), "that concerns the staff only");
    printer("paper-out");
    golden("kiosk-paper-out-zh", 24, 80);
    cr_expect(shows_as("缺纸", ROLE_WARNING));
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    printer("cover-open");
    cr_expect(shows_as("The ticket printer is open", ROLE_WARNING));
    printer("paused");
    cr_expect(shows_as("The ticket printer has been stopped", ROLE_WARNING));
    printer("away");
    cr_expect(shows_as("does not answer", ROLE_WARNING));
    printer("ready");
    cr_expect_not(shows(24, 80, "printer"));
}

Test(kiosk, services_that_give_no_numbers)
{
    service("B", "证照领取", "Collect a certificate", "lunch", "08:30-12:00 13:30-17:00");
    service("C", "咨询帮办", "Advice and help", "full", "08:30-12:00 13:30-17:00");
    kiosk_fixture_pass(&f, 3 * 3600000);
    golden("kiosk-lunch-full-zh", 24, 80);
    cr_expect(shows(24, 80, "午休，13:30 起可取号"));
    cr_expect(shows(24, 80, "今日号源已满"));
}

Test(kiosk, many_services)
{
    const char *const names[][3] = {{"D", "社会保障", "Social insurance"}, {"E", "医疗保障", "Health insurance"}, {"F", "不动产", "Real estate"},
                                    {"G", "税务", "Taxes"},                 {"H", "公安户政", "Residence registration"}, {"I", "市场准入", "Market access"},
                                    {"J", "农业农村", "Agriculture"},       {"K", "退役军人", "Veterans"}};
    for (int i = 0; i < 8; i++)
        service(names[i][0], names[i][1], names[i][2], "open", i == 7 ? "09:00-12:00" : "08:30-12:00 13:30-17:00");
    golden("kiosk-many-zh", 24, 80);
    cr_expect(shows(24, 80, "市场准入"));
    cr_expect_not(shows(24, 80, "退役军人"), "it is on the next page");
    cr_expect(shows(24, 80, "下一页"));
    screen_test_golden("kiosk-many-more-en", &f.view, 24, 80, KIOSK_KEYS(".", "+"));
    kiosk_fixture_keys(&f, KIOSK_KEYS("2"));
    cr_expect_eq(f.kiosk.wish.service, 'K');
    cr_expect(shows(24, 80, "09:00-12:00"));
}

Test(kiosk, somebody_left)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("1"));
    kiosk_fixture_pass(&f, 44000);
    cr_expect_not(shows(24, 80, "您还在吗"));
    kiosk_fixture_pass(&f, 6000);
    golden("kiosk-idle-zh", 24, 80);
    cr_expect(shows(24, 80, "您还在吗？10 秒后回到首页"));
}

Test(kiosk, too_small)
{
    golden("kiosk-too-small-zh", 20, 79);
    screen_test_golden("kiosk-welcome-en", &f.view, 20, 79, KIOSK_KEYS(".", "resize:24,80"));
}

/* --- on the way -------------------------------------------------------------------------------------------------- */

Test(kiosk, confirm)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("1"));
    golden("kiosk-confirm-zh", 24, 80);
    cr_expect(shows_as("Enter  取号", ROLE_CHOSEN));
    kiosk_fixture_keys(&f, KIOSK_KEYS("*", "1", "/", "8", "Enter", "."));
    golden("kiosk-confirm-item-en", 24, 80);
    cr_expect(shows(24, 80, "Permit to discharge sewage into the drainage network"));
    cr_expect(shows(24, 80, "Elderly (please show your document at the window)"));
    golden("kiosk-confirm-item-large-en", 48, 160);
}

Test(kiosk, priority)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("*"));
    golden("kiosk-priority-zh", 24, 80);
    kiosk_fixture_keys(&f, KIOSK_KEYS("1"));
    cr_expect(shows(24, 80, "优先：老年人"));
}

Test(kiosk, items)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("/"));
    golden("kiosk-items-zh", 24, 80);
    cr_expect(shows(24, 80, "第 1 页，共 2 页"));
    kiosk_fixture_keys(&f, KIOSK_KEYS(".", "Down", "Down", "Down"));
    golden("kiosk-items-en", 24, 80);
    cr_expect(shows_as("Company registration", ROLE_CHOSEN));
    golden("kiosk-items-large-en", 48, 160);
}

Test(kiosk, item)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("/", "3"));
    golden("kiosk-item-zh", 24, 80);
    golden("kiosk-item-large-zh", 48, 160);
    cr_expect(shows(24, 80, "承诺 2 个工作日（法定 15 个工作日）"));
    cr_expect(shows(24, 80, "收费：免费"));
    cr_expect(shows(24, 80, "股东身份证明"));
    cr_expect(shows(24, 80, "可以后补"));
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    golden("kiosk-item-en", 24, 80);
    kiosk_fixture_keys(&f, KIOSK_KEYS("0", "4"));
    cr_expect(shows(24, 80, "Fee: 20 yuan"));
}

Test(kiosk, help)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("0"));
    cr_expect(shows(24, 80, "导办台"));
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    golden("kiosk-help-en", 24, 80);
}

/* --- the number -------------------------------------------------------------------------------------------------- */

Test(kiosk, taking)
{
    take("1");
    golden("kiosk-taking-zh", 24, 80);
    cr_expect_not(kiosk_offers(&f.kiosk, KIOSK_CHOICE_BACK), "not in the moment in which it is answered");
    kiosk_fixture_lose(&f);
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 0, NULL);
    kiosk_fixture_pass(&f, 1000);
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 0, NULL);
    kiosk_fixture_pass(&f, 4000);
    golden("kiosk-trying-zh", 24, 80);
    cr_expect(shows(24, 80, "第 3 次"));
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    golden("kiosk-trying-en", 24, 80);
    cr_expect(shows(24, 80, "you will get one number, never two"));
}

/* What a reader of the market reads off the screen. */
static const char *read_off(int rows, int columns)
{
    static char text[512];
    char folder[] = "/tmp/yichuang-kiosk-XXXXXX", path[64];
    struct canvas canvas;
    struct targets targets;

    cr_assert(canvas_init(&canvas, rows, columns));
    app_draw(&f.view, &canvas, &targets);
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/screen.pgm", folder);
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file);
    fprintf(file, "P5 %d %d 255\n", columns * DOT, rows * 2 * DOT);
    for (int y = 0; y < rows * 2 * DOT; y++)
        for (int x = 0; x < columns * DOT; x++) {
            const struct cell *cell = canvas_at(&canvas, y / DOT / 2, x / DOT);
            bool lower = y / DOT % 2, ink = cell->code == 0x2588 || cell->code == (lower ? 0x2584u : 0x2580u);
            fputc(cell->role != ROLE_PAPER ? 200 : ink ? 0 : 255, file);
        }
    cr_assert_eq(fclose(file), 0);
    const char *why = code_read(path, text, sizeof text);
    cr_assert_null(why, "%s", why);
    unlink(path);
    rmdir(folder);
    canvas_finish(&canvas);
    return text;
}

Test(kiosk, number)
{
    take_and_get(kiosk_fixture_ticket);
    paper("printed");
    golden("kiosk-number-zh", 24, 80);
    cr_expect(shows(24, 80, "前面还有 4 人"));
    cr_expect(shows(24, 80, "预计等候：约 8 至 15 分钟"));
    cr_expect(shows_as("请取走您的号票", ROLE_GOOD));
    cr_expect_str_eq(read_off(24, 80), KIOSK_FIXTURE_URL);
    golden("kiosk-number-large-zh", 48, 160);
    cr_expect_str_eq(read_off(48, 160), KIOSK_FIXTURE_URL);
    cr_expect_str_eq(read_off(30, 100), KIOSK_FIXTURE_URL);
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    golden("kiosk-number-en", 24, 80);
    cr_expect(shows(24, 80, "Please take your paper"));
    golden("kiosk-number-large-en", 48, 160);
}

#define TICKET(more) "{'id':7,'number':'A007','service':'A','state':'waiting','priority':'normal'," more "}"

Test(kiosk, number_without_promises)
{
    take_and_get(TICKET("'ahead':0,'wait':null,'code':'1A7QF3M9T2KXW8PZ','url':null,'printed':'none'"));
    golden("kiosk-number-no-paper-zh", 24, 80);
    cr_expect(shows(24, 80, "请留意叫号"));
    cr_expect_not(shows(24, 80, "分钟"), "no wait is promised");
    cr_expect(shows(24, 80, "供本大厅设备扫描"));
    cr_expect(shows_as("没有纸质号票", ROLE_WARNING));
    cr_expect_str_eq(read_off(24, 80), "1A7QF3M9T2KXW8PZ");
}

Test(kiosk, number_without_code)
{
    take_and_get(TICKET("'ahead':12,'wait':{'low_s':300,'high_s':300},'code':null,'url':null,'printed':'queued'"));
    golden("kiosk-number-no-code-zh", 24, 80);
    cr_expect(shows(24, 80, "约 5 分钟"));
    cr_expect_not(shows(24, 80, "扫"));
}

Test(kiosk, number_after_999)
{
    take_and_get("{'id':7,'number':'A1000','service':'A','state':'waiting','ahead':4,'wait':null,'code':'1A7QF3M9T2KXW8PZ','url':'" KIOSK_FIXTURE_URL "','printed':'printed'}");
    cr_expect_str_eq(read_off(24, 80), KIOSK_FIXTURE_URL);
    golden("kiosk-number-thousand-zh", 24, 80);
}

Test(kiosk, paper_in_trouble)
{
    take_and_get(kiosk_fixture_ticket);
    cr_expect(shows(24, 80, "正在打印号票"));
    paper("attention");
    golden("kiosk-number-trouble-zh", 24, 80);
    cr_expect(shows_as("号票没有打印出来", ROLE_ALARM));
    cr_expect(shows(24, 80, "完成（60 秒）"));
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    golden("kiosk-number-trouble-en", 24, 80);
    cr_expect(shows(24, 80, "photograph"));
}

Test(kiosk, slow_printer)
{
    take_and_get(kiosk_fixture_ticket);
    kiosk_fixture_pass(&f, 13000);
    cr_expect(shows_as("打印较慢", ROLE_WARNING));
}

Test(kiosk, called_at_once)
{
    take_and_get(kiosk_fixture_ticket);
    kiosk_fixture_event(&f, "{'seq':102,'at':'2026-11-23T09:30:02.000+08:00','type':'ticket.called','ticket':{'id':7,'number':'A007','service':'A','state':'called',"
                            "'window':3,'ahead':null,'wait':null,'printed':'none'}}");
    golden("kiosk-number-called-zh", 24, 80);
    cr_expect(shows_as("请现在到 3 号窗口", ROLE_CALLING));
    cr_expect_not(shows(24, 80, "前面还有"));
}

Test(kiosk, help_is_rung_for)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("0"));
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_HELP)].path, "/v1/help");
    cr_expect(shows(24, 80, "请到门口的导办台"), "nobody is promised before the staff was told");
    kiosk_fixture_answer(&f, KIOSK_ASK_HELP, 200, "{'place':'','since':'2026-11-23T09:30:00.000+08:00'}");
    golden("kiosk-help-rung-zh", 24, 80);
    cr_expect(shows(24, 80, "已通知工作人员"));
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    golden("kiosk-help-rung-large-en", 48, 160);
}

Test(kiosk, help_cannot_be_rung_for)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("0"));
    kiosk_fixture_answer(&f, KIOSK_ASK_HELP, 0, NULL);
    cr_expect_not(shows(24, 80, "已通知"));
    cr_expect(shows(24, 80, "导办"));
}

/* --- identity, matters --------------------------------------------------------------------------------------------- */

#define CARD "11010519491231002X"

Test(kiosk, identity_is_asked_for)
{
    take("1");
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 422, "{'type':'urn:yichuang:identity-needed','title':'x','status':422}");
    golden("kiosk-identity-needed-zh", 24, 80);
    cr_expect(shows_as("实名取号", ROLE_WARNING));
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "1", "0", "1", "0", "5", "1", "9", "4", "9", "1", "2", "3"));
    golden("kiosk-identity-typed-large-zh", 48, 160);
    cr_expect_not(shows(48, 160, "110105"), "others look on");
    cr_expect(shows(48, 160, "****** ***9123"));
    kiosk_fixture_keys(&f, KIOSK_KEYS(".", "Enter"));
    golden("kiosk-identity-short-en", 24, 80);
    cr_expect(shows_as("has 18 characters", ROLE_WARNING));
}

Test(kiosk, identity_is_shown_masked)
{
    kiosk_card(&f.kiosk, CARD);
    golden("kiosk-card-read-zh", 24, 80);
    cr_expect(shows(24, 80, "尾号 002X"));
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "+"));
    golden("kiosk-confirm-card-zh", 24, 80);
    cr_expect(shows(24, 80, "**************002X"));
    cr_expect(shows(24, 80, "要办 2 件事"));
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    golden("kiosk-confirm-card-large-en", 48, 160);
    cr_expect_not(shows(48, 160, "1101"));
}

/* --- refusals ---------------------------------------------------------------------------------------------------- */

Test(kiosk, refused)
{
    take("1");
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 409,
                         "{'type':'urn:yichuang:printer-cannot-print','title':'The ticket printer cannot print, so no number is given here. Please ask a member of staff.',"
                         "'title_zh':'取号机暂时无法出票，请找工作人员取号。','status':409,'detail':null}");
    golden("kiosk-refused-printer-zh", 24, 80);
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    cr_expect(shows(24, 80, "The ticket printer cannot print"));
    cr_expect_not(shows(24, 80, "13:30"), "the hours do not mend it");
}

Test(kiosk, refused_at_lunch)
{
    kiosk_fixture_pass(&f, 3 * 3600000);
    take("1");
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 409, "{'type':'urn:yichuang:lunch','title':'It is the lunch break. Please take a number when the afternoon session begins.',"
                                                  "'title_zh':'现在是午休时间，请下午上班后取号。','status':409,'detail':null}");
    golden("kiosk-refused-lunch-zh", 24, 80);
    cr_expect(shows(24, 80, "现在是午休时间"));
    cr_expect(shows(24, 80, "综合业务：13:30 起可取号。"));
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    golden("kiosk-refused-lunch-en", 24, 80);
}

Test(kiosk, refused_by_access)
{
    take("1");
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 403, "{'type':'urn:yichuang:forbidden','title':'This role or window may not do that.','title_zh':'x','status':403}");
    cr_expect(shows(24, 80, "本机不能取号，请找工作人员"));
}

/* --- hostile ----------------------------------------------------------------------------------------------------- */

Test(kiosk, hostile_names_stay_text)
{
    service("B", "\\u001b[2J\\u001b]0;x\\u0007证照\\u202e领取", "a\\u001b[31mb", "open", "");
    char *screen = screen_test_keys(&f.view, 24, 80, none);
    for (const char *at = screen; *at; at++)
        cr_assert((unsigned char)*at >= ' ' || *at == '\n', "a control character %d on the screen", *at);
    cr_expect_null(strstr(screen, "\u202e"));
    free(screen);
}

Test(kiosk, every_size_is_drawn)
{
    take_and_get(kiosk_fixture_ticket);
    for (int page = 0; page < KIOSK_PAGE_COUNT; page++) {
        f.kiosk.page = (enum kiosk_page)page;
        for (int rows = 1; rows <= 100; rows += 9)
            for (int columns = 1; columns <= 300; columns += 13) {
                char *screen = screen_test_keys(&f.view, rows, columns, none);
                free(screen);
            }
    }
}

Test(kiosk, search)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("/", "*"));
    golden("kiosk-search-zh", 24, 80);
    kiosk_fixture_keys(&f, KIOSK_KEYS("s", "p"));
    golden("kiosk-search-found-zh", 24, 80);
    golden("kiosk-search-found-large-zh", 48, 160);
    kiosk_fixture_keys(&f, KIOSK_KEYS(".", "Down", "Down", "Down"));
    golden("kiosk-search-found-en", 24, 80);
    kiosk_fixture_keys(&f, KIOSK_KEYS("z", "z"));
    golden("kiosk-search-nothing-en", 24, 80);
    golden("kiosk-search-nothing-large-en", 48, 160);
}

Test(kiosk, what_nobody_applies_for)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("/", "*", "z", "d", "1"));
    golden("kiosk-matter-zh", 24, 80);
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    golden("kiosk-matter-en", 24, 80);
}

/* --- what somebody has in the hall already ---------------------------------------------------------------------------- */

static void show_case(const char *state, const char *collect, const char *deadline)
{
    char body[1024];

    kiosk_fixture_keys(&f, KIOSK_KEYS("-", "1", "2", "0", "2", "6", "-", "1", "2", "Enter", "0", "0", "2", "X", "Enter"));
    snprintf(body, sizeof body, "{'number':'2026-000012','state':'%s','state_name':{'zh':'x','en':'x'},'item':{'zh':'食品经营许可','en':'Food business permit'},'special':null,"
             "'deadline':%s,'collect':%s,'shelf':null,'bundle':{'first':11,'cases':3,'ready':2,'until':null}}", state, deadline, collect);
    kiosk_fixture_answer(&f, KIOSK_ASK_FIND, 200, body);
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_PROGRESS);
}

static void show_missed(void)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("-", "2", "A", "7", "Enter", "0", "0", "2", "X", "Enter"));
    kiosk_fixture_answer(&f, KIOSK_ASK_FIND, 200, "{'tickets':[{'id':7,'number':'A007','service':'A','state':'no_show','priority':'normal','window':null,'ahead':null,'wait':null}]}");
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_TICKET);
}

#define IN_TIME "{'promised':'2026-12-01','statutory':null,'provisional':false,'light':'green','days_left':6}"
#define LATE "{'promised':'2026-11-20','statutory':null,'provisional':false,'light':'red','days_left':-1}"

Test(kiosk, case_and_ticket_pages)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("-"));
    golden("kiosk-mine-zh", 24, 80);
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "2", "0", "2", "6", "-", "0"));
    golden("kiosk-find-case-zh", 24, 80);
    golden("kiosk-find-case-zh-large", 48, 160);
}

Test(kiosk, case_and_ticket_pages_en)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS(".", "-"));
    golden("kiosk-mine-en", 24, 80);
    kiosk_fixture_keys(&f, KIOSK_KEYS("2", "A", "7", "Enter", "0", "0", "2", "X", "Enter"));
    kiosk_fixture_answer(&f, KIOSK_ASK_FIND, 404, "{'type':'urn:yichuang:ticket-unknown','title':'no','status':404}");
    golden("kiosk-find-ticket-wrong-en", 24, 80);
    cr_expect(shows(24, 80, "do not belong together"));
}

Test(kiosk, case_that_is_ready)
{
    show_case("issued", "true", "{'promised':null,'statutory':null,'provisional':false,'light':'none','days_left':null}");
    golden("kiosk-case-ready-zh", 24, 80);
    cr_expect(shows_as("办好了，现在就可以领取", ROLE_GOOD));
    cr_expect(shows(24, 80, "取领取号"));
}

Test(kiosk, case_that_is_late)
{
    show_case("review", "false", LATE);
    golden("kiosk-case-late-zh", 24, 80);
    cr_expect(shows_as("已经超过期限", ROLE_WARNING));
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    golden("kiosk-case-late-en-large", 48, 160);
}

Test(kiosk, case_in_time_en)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    show_case("review", "false", IN_TIME);
    golden("kiosk-case-review-en", 24, 80);
    cr_expect(shows(24, 80, "by Dec 1 at the latest: 6 working days"));
}

Test(kiosk, ticket_that_was_missed)
{
    show_missed();
    golden("kiosk-ticket-missed-zh", 24, 80);
    golden("kiosk-ticket-missed-zh-large", 48, 160);
    kiosk_fixture_keys(&f, KIOSK_KEYS("3", "Enter"));
    golden("kiosk-cancel-zh", 24, 80);
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    golden("kiosk-cancel-en", 24, 80);
}

Test(kiosk, ticket_that_was_missed_en)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("."));
    show_missed();
    golden("kiosk-ticket-missed-en", 24, 80);
}
