// Only in programs built with ThreadSanitizer. QProcess starts its children by a clone() that
// shares our memory; the sanitizer then prepares "the child" to ignore all locking from now on, and
// so ignores ours. Here the child gets a copy of the memory, as after fork().
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <cstdarg>
#include <dlfcn.h>
#include <sched.h>
#include <sys/types.h>

using Clone = int (*)(int (*)(void *), void *, int, void *, ...);

extern "C" int clone(int (*run)(void *), void *stack, int flags, void *argument, ...) {
    va_list rest;
    va_start(rest, argument);
    auto *parentTid = va_arg(rest, pid_t *);
    auto *tls = va_arg(rest, void *);
    auto *childTid = va_arg(rest, pid_t *);
    va_end(rest);
    static const auto next = reinterpret_cast<Clone>(dlsym(RTLD_NEXT, "clone"));
    return next(run, stack, flags & ~(CLONE_VM | CLONE_VFORK), argument, parentTid, tls, childTid);
}
