// Deadlines for tests: generous ones, because a test must fail on a wrong answer, not on a slow
// machine.
#pragma once

#include <QtCore/QDeadlineTimer>
#include <QtCore/QtGlobal>
#include <chrono>
#include <thread>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define FAIRLEAD_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define FAIRLEAD_SANITIZED 1
#endif
#endif

namespace fairlead::test {

using namespace std::chrono_literals;
using Millis = std::chrono::milliseconds;

#ifdef FAIRLEAD_SANITIZED
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

// How much a test moves: the full 64 MiB, or less where every byte is watched.
[[nodiscard]] inline qint64 bulkSize() {
    const int mib = qEnvironmentVariableIntValue("FAIRLEAD_TEST_BULK_MIB");
    return (mib > 0 ? mib : kSanitized ? 4 : 64) * qint64{1024} * 1024;
}

[[nodiscard]] inline QDeadlineTimer deadline(Millis time) {
    return QDeadlineTimer(time * (kSanitized ? 6 : 1));
}

// Asks until the answer is yes or the time is over. For states of other processes, which nobody can
// signal to us.
template <typename Question>
[[nodiscard]] bool eventually(Question &&question, Millis time = 10s) {
    const QDeadlineTimer end = deadline(time);
    while (!question()) {
        if (end.hasExpired())
            return false;
        std::this_thread::sleep_for(3ms);
    }
    return true;
}

} // namespace fairlead::test
