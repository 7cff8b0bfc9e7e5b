#include "term/signals.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

static volatile sig_atomic_t came_end, came_stop, came_repaint, came_size;
static int bell = -1; /* eventfd */
static struct termios mode_before;
static char farewell[256];
static size_t farewell_size;

static void on_signal(int number)
{
    int kept = errno;
    uint64_t one = 1;

    if (number == SIGWINCH)
        came_size = 1;
    else if (number == SIGTSTP)
        came_stop = 1;
    else if (number == SIGCONT)
        came_repaint = 1;
    else
        came_end = 1;
    if (write(bell, &one, sizeof one) < 0) {
        /* it is readable already */
    }
    errno = kept;
}

static void on_fatal(int number);

static struct {
    int number;
    bool keyboard; /* sent by a key */
    void (*handler)(int);
    struct sigaction before;
} signals[] = {
    {.number = SIGWINCH, .handler = on_signal},
    {.number = SIGCONT, .handler = on_signal},
    {.number = SIGTERM, .handler = on_signal},
    {.number = SIGHUP, .handler = on_signal},
    {.number = SIGINT, .handler = on_signal, .keyboard = true},
    {.number = SIGTSTP, .handler = on_signal, .keyboard = true},
    {.number = SIGQUIT, .handler = on_fatal, .keyboard = true},
    {.number = SIGSEGV, .handler = on_fatal},
    {.number = SIGBUS, .handler = on_fatal},
    {.number = SIGFPE, .handler = on_fatal},
    {.number = SIGILL, .handler = on_fatal},
    {.number = SIGABRT, .handler = on_fatal},
};
enum { SIGNAL_COUNT = sizeof signals / sizeof *signals };

static void on_fatal(int number)
{
    if (write(STDOUT_FILENO, farewell, farewell_size) < 0) {
        /* nothing more can be done for the terminal */
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &mode_before);
    for (int i = 0; i < SIGNAL_COUNT; i++)
        if (signals[i].number == number)
            sigaction(number, &signals[i].before, NULL);
    raise(number); /* it comes once this handler has returned, and then acts as it did before us */
}

bool signals_take(bool locked, const struct termios *mode)
{
    bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (bell < 0)
        return false;
    mode_before = *mode;
    for (int i = 0; i < SIGNAL_COUNT; i++) {
        struct sigaction action = {.sa_handler = locked && signals[i].keyboard ? SIG_IGN : signals[i].handler};
        sigaction(signals[i].number, &action, &signals[i].before);
    }
    return true;
}

void signals_add_farewell(const char *bytes)
{
    while (*bytes != '\0' && farewell_size < sizeof farewell) {
        const char *padding_end = bytes[0] == '$' && bytes[1] == '<' ? strchr(bytes, '>') : NULL;
        if (padding_end)
            bytes = padding_end + 1;
        else
            farewell[farewell_size++] = *bytes++;
    }
}

void signals_give_back(void)
{
    for (int i = 0; i < SIGNAL_COUNT; i++)
        sigaction(signals[i].number, &signals[i].before, NULL);
    close(bell);
    bell = -1;
    farewell_size = 0;
}

int signals_fd(void)
{
    return bell;
}

static unsigned take(volatile sig_atomic_t *flag, unsigned meaning)
{
    bool came = *flag;

    *flag = 0;
    return came ? meaning : 0;
}

unsigned signals_come(void)
{
    uint64_t count;

    if (read(bell, &count, sizeof count) < 0) {
        /* nothing came */
    }
    return take(&came_end, SIGNALS_END) | take(&came_stop, SIGNALS_STOP) | take(&came_repaint, SIGNALS_REPAINT) | take(&came_size, SIGNALS_SIZE);
}

void signals_stop(void)
{
    struct sigaction by_itself = {.sa_handler = SIG_DFL}, ours;

    sigaction(SIGTSTP, &by_itself, &ours);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
}
