#include "core/base/pages.h"

#include <cstdint>
#include <qsystemdetection.h>
#ifdef Q_OS_LINUX
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace fairlead {

void discardContent(void *data, std::size_t bytes) {
#ifdef Q_OS_LINUX // elsewhere MADV_DONTNEED may keep the pages
    static const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(data);
    const std::uintptr_t first = (begin + page - 1) / page * page;
    const std::uintptr_t end = (begin + bytes) / page * page;
    if (end > first)
        (void)::madvise(static_cast<char *>(data) + (first - begin), end - first, MADV_DONTNEED);
#else
    (void)data;
    (void)bytes;
#endif
}

} // namespace fairlead
