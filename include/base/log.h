/* One line a message on stderr, for programs (library code returns errors instead): "yichuangd: warning: ...". What comes from people is cleaned. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

/* Sets the name before each line (it must outlive the program) and opens the debug log. */
void log_open(const char *program);

void log_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A line for whoever looks for a fault, in the file that YICHUANG_DEBUG names; without it nowhere. Lines are appended whole: several programs may share a file. */
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
