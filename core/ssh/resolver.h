// Names to addresses without stopping the thread that asks: getaddrinfo cannot be interrupted, so
// it runs on a thread of its own and the asker waits for its word through a Waiter.
#pragma once

#include "core/base/socket_address.h"
#include "core/profile/host.h"
#include "core/ssh/waiter.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace fairlead {

// Owns the lookup threads. Thread-safe. The destructor waits for lookups still under way, whose
// results nobody wants any more: as long as the system's resolver takes to give up.
class ResolverPool {
public:
    using Lookup = std::function<Result<QList<SocketAddress>>(const QString &host)>;
    struct Job;

    // `lookup` runs on the pool's threads; without one getaddrinfo(3) is asked.
    explicit ResolverPool(Lookup lookup = {});
    ResolverPool(const ResolverPool &) = delete;
    ResolverPool &operator=(const ResolverPool &) = delete;
    ~ResolverPool();

    // Error: ResolveFailed when too many lookups hang already or no thread can be had.
    [[nodiscard]] Result<std::shared_ptr<Job>> start(const QString &host);

    // For those who watch a lookup themselves: readable when it is done, and then the answer, once.
    [[nodiscard]] static int fdOf(const Job &job);
    [[nodiscard]] static std::optional<Result<QList<SocketAddress>>> answerOf(Job &job);

private:
    struct Worker {
        std::thread thread;
        std::shared_ptr<Job> job;
    };
    void joinFinished();

    Lookup m_lookup;
    std::mutex m_mutex;
    std::vector<Worker> m_workers;
};

// All addresses of `host` in the order to try them; literal addresses need no lookup. Errors:
// BadAddress, ResolveFailed (also when there is none of the family, or no answer in time),
// Cancelled.
[[nodiscard]] Result<QList<SocketAddress>> resolve(const QString &host, quint16 port,
                                                   AddressFamily family, ResolverPool &pool,
                                                   Waiter &waiter, Waiter::TimePoint until);

// RFC 8305 section 4: the families take turns, each in the order given (RFC 6724), beginning with
// the family of the first.
[[nodiscard]] QList<SocketAddress> interleaved(const QList<SocketAddress> &addresses);

} // namespace fairlead
