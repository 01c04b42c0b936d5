#include "core/ssh/cpu_features.h"

#include <QtCore/QtGlobal>

#if defined(Q_OS_LINUX) && defined(__aarch64__)
#include <sys/auxv.h>
#endif

namespace fairlead {

bool hasAesInstructions() {
#if defined(__x86_64__) || defined(__i386__)
    return __builtin_cpu_supports("aes") && __builtin_cpu_supports("pclmul");
#elif defined(Q_OS_LINUX) && defined(__aarch64__)
    constexpr unsigned long kAes = 1ul << 3;   // HWCAP_AES
    constexpr unsigned long kPmull = 1ul << 4; // HWCAP_PMULL
    return (getauxval(AT_HWCAP) & (kAes | kPmull)) == (kAes | kPmull);
#elif defined(Q_OS_MACOS)
    return true; // every Mac this runs on
#else
    return false;
#endif
}

} // namespace fairlead
