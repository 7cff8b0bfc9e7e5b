/* A disk that is full or broken: an error answer or an orderly stop, nothing acknowledged lost, nothing undurable ever shown. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct daemon controller;
static struct http_call owner;
static char fault_file[256];

static void start(void)
{
    char preload[512];
    const char *bin = getenv("YICHUANG_BIN");

    daemon_make(&controller);
    snprintf(fault_file, sizeof fault_file, "%s/fault", controller.folder);
    snprintf(preload, sizeof preload, "%s/../tests/preload.so", bin ? bin : "build/bin");
    cr_assert_eq(access(preload, R_OK), 0, "%s is missing", preload);
    setenv("YICHUANG_FAULT", fault_file, 1);
    setenv("LD_PRELOAD", preload, 1);
    bool started = daemon_start(&controller, NULL);
    unsetenv("LD_PRELOAD");
    cr_assert(started);
    owner = http_call_socket(controller.socket);
}

static void end(void)
{
    http_call_close(&owner);
    daemon_remove(&controller);
}

TestSuite(disk, .init = start, .fini = end, .timeout = 60);

static void set_fault(const char *what)
{
    FILE *file = fopen(fault_file, "w");

    fputs(what, file);
    fclose(file);
}

static int take(void)
{
    return http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL);
}

static void is_whole(int taken)
{
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    cr_assert_eq(http_call_number(&owner, "today.taken"), taken);
    cr_assert_eq(http_call(&owner, "GET", "/v1/verify", NULL, NULL), 200);
    cr_assert(json_is_true(json_object_get(owner.json, "ok")));
}

Test(disk, a_full_disk_refuses_and_the_hall_goes_on)
{
    cr_assert_eq(take(), 201);
    cr_assert_eq(take(), 201);
    set_fault("write ENOSPC");
    cr_assert_eq(take(), 503);
    cr_assert_str_eq(http_call_text(&owner, "type"), "urn:yichuang:not-stored");
    cr_assert_str_eq(http_call_text(&owner, "detail"), "the disk is full");
    is_whole(2);
    cr_assert_eq(take(), 503);
    unlink(fault_file);
    cr_assert_eq(take(), 201);
    cr_assert_str_eq(http_call_text(&owner, "number"), "A003", "the refused number was never given");
    is_whole(3);
}

static void stops_and_comes_back(const char *what)
{
    cr_assert_eq(take(), 201);
    cr_assert_eq(take(), 201);
    set_fault(what);
    int status = take();
    cr_assert(status == 503 || status == 0, "%s was answered with %d", what, status);
    cr_assert_eq(daemon_end(&controller, 0), 1, "after %s the controller ends by itself", what);
    unlink(fault_file);
    http_call_close(&owner);
    cr_assert(daemon_start(&controller, NULL));
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    json_int_t taken = http_call_number(&owner, "today.taken");
    cr_assert(taken == 2 || taken == 3, "what was acknowledged is there; the third is unknown");
    is_whole((int)taken);
}

Test(disk, a_failed_sync_stops_the_controller)
{
    stops_and_comes_back("sync EIO");
}

Test(disk, a_failed_write_stops_the_controller)
{
    stops_and_comes_back("write EIO");
}
