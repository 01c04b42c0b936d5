#include "app/cli/signal_watch.h"

#include <QtCore/QSocketNotifier>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>

namespace fairlead {
namespace {

// The end of the pipe each signal writes its number to; -1: nobody watches.
std::array<std::atomic<int>, NSIG> g_pipeOf;
static_assert(std::atomic<int>::is_always_lock_free, "used in a signal handler");

extern "C" void writeNumber(int number) {
    const int saved = errno;
    const int fd = g_pipeOf.at(static_cast<size_t>(number)).load() - 1;
    const auto byte = static_cast<unsigned char>(number);
    if (fd >= 0) [[maybe_unused]]
        const auto written = ::write(fd, &byte, 1);
    errno = saved;
}

bool isIgnored(int number) {
    struct sigaction action {};
    return ::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void install(int number, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(number, &action, nullptr);
}

} // namespace

SignalWatch::SignalWatch(std::initializer_list<int> numbers, QObject *parent) : QObject(parent) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe(ends.data()) != 0)
        return;
    m_read.reset(ends[0]);
    m_write.reset(ends[1]);
    for (const int fd : ends) {
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    auto *notifier = new QSocketNotifier(m_read.get(), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &SignalWatch::readPipe);
    for (const int number : numbers) {
        if (isIgnored(number))
            continue;
        m_numbers.append(number);
        // Kept one higher, so that the array's zeros mean "nobody".
        g_pipeOf.at(static_cast<size_t>(number)).store(m_write.get() + 1);
        install(number, writeNumber);
    }
}

SignalWatch::~SignalWatch() {
    for (const int number : m_numbers) {
        install(number, SIG_DFL);
        g_pipeOf.at(static_cast<size_t>(number)).store(0);
    }
}

void SignalWatch::readPipe() {
    std::array<unsigned char, 64> bytes{};
    const ssize_t count = ::read(m_read.get(), bytes.data(), bytes.size());
    for (ssize_t i = 0; i < count; ++i)
        Q_EMIT received(bytes.at(static_cast<size_t>(i)));
}

} // namespace fairlead
