#include "kiosk/lockdown.h"

#include <errno.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* What is refused always. A call that the kernel of this machine has not is left out by libseccomp itself. */
static const int refused[] = {
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(setsid),
};
enum { REFUSED = sizeof refused / sizeof *refused };

static int add_rules(scmp_filter_ctx filter)
{
    int failed = 0;

    for (int i = 0; i < REFUSED && !failed; i++)
        failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0);
    if (!failed) /* its flags lie in memory, where no filter looks: the C library then asks by clone() */
        failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    if (!failed)
        failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    if (!failed) /* keys that somebody else would read afterwards */
        failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, UINT32_MAX, TIOCSTI));
    return failed;
}

bool lockdown_enter(void)
{
    struct rlimit no_core = {0, 0};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool locked;

    if (!filter)
        return false;
    locked = add_rules(filter) == 0 && seccomp_load(filter) == 0; /* sets no_new_privs first */
    seccomp_release(filter);
    if (!locked)
        return false;
    setrlimit(RLIMIT_CORE, &no_core); /* identity numbers lie in no file */
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    return true;
}
