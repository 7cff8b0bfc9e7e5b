#include "bench/figure.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

void figure_tell(const char *prefix, const char *suffix, double value, const char *unit, double ratio, const char *against, ...)
{
    va_list values;

    printf("%s%s\t%.*f\t%s\t%.2f\t", prefix, suffix, value < 100 ? 2 : 0, value, unit, ratio);
    va_start(values, against);
    vprintf(against, values);
    va_end(values);
    putchar('\n');
    fflush(stdout);
}

double figure_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
