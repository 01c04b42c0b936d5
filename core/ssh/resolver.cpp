#include "core/ssh/resolver.h"

#include "core/base/thread_name.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <netdb.h>
#include <system_error>

using namespace Qt::StringLiterals;

namespace fairlead {

struct ResolverPool::Job {
    std::mutex mutex;
    std::optional<Result<QList<SocketAddress>>> answer; // under the mutex
    // Both ends live as long as the Job, so the thread never writes to a closed pipe.
    UniqueFd readable;
    UniqueFd written;
    std::atomic<bool> done{false};
};

namespace {

constexpr size_t kLookupsAtOnce = 64;

QString resolverReason(int code) {
    if (code == EAI_SYSTEM)
        return reasonText(errno);
    return QString::fromLocal8Bit(gai_strerror(code));
}

Result<QList<SocketAddress>> askSystem(const QString &host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    const int code = getaddrinfo(host.toUtf8().constData(), nullptr, &hints, &found);
    if (code != 0)
        return fail(Errc::ResolveFailed, host + u": "_s + resolverReason(code));
    QList<SocketAddress> addresses;
    for (const addrinfo *info = found; info; info = info->ai_next) {
        if (const auto address = socketAddress(info->ai_addr, info->ai_addrlen))
            addresses.append(*address);
    }
    freeaddrinfo(found);
    return addresses;
}

void work(ResolverPool::Job &job, const ResolverPool::Lookup &lookup, const QString &host) {
    auto answer = lookup(host);
    {
        const std::lock_guard lock(job.mutex);
        job.answer = std::move(answer);
    }
    job.done = true;
    (void)!::write(job.written.get(), "", 1);
}

Result<QList<SocketAddress>> await(ResolverPool::Job &job, const QString &host, Waiter &waiter,
                                   Waiter::TimePoint until) {
    for (;;) {
        pollfd fd{job.readable.get(), POLLIN, 0};
        const Waiter::Woke woke = waiter.wait({&fd, 1}, until);
        if (woke == Waiter::Woke::Cancelled)
            return fail(Errc::Cancelled, host);
        {
            const std::lock_guard lock(job.mutex);
            if (job.answer)
                return *job.answer;
        }
        if (woke == Waiter::Woke::TimedOut)
            return fail(Errc::ResolveFailed, host + u": no answer in time"_s);
    }
}

Result<QList<SocketAddress>> chosen(QList<SocketAddress> addresses, const QString &host,
                                    quint16 port, AddressFamily family) {
    const int unwanted = family == AddressFamily::IPv4   ? AF_INET6
                         : family == AddressFamily::IPv6 ? AF_INET
                                                         : AF_UNSPEC;
    addresses.removeIf([=](const SocketAddress &one) { return one.family() == unwanted; });
    if (addresses.isEmpty()) {
        const QString kind = family == AddressFamily::IPv4   ? u"IPv4 address"_s
                             : family == AddressFamily::IPv6 ? u"IPv6 address"_s
                                                             : u"address"_s;
        return fail(Errc::ResolveFailed, host + u": has no "_s + kind);
    }
    for (SocketAddress &address : addresses)
        address.setPort(port);
    return interleaved(addresses);
}

} // namespace

ResolverPool::ResolverPool(Lookup lookup) : m_lookup(lookup ? std::move(lookup) : askSystem) {}

ResolverPool::~ResolverPool() {
    for (Worker &worker : m_workers)
        worker.thread.join();
}

Result<std::shared_ptr<ResolverPool::Job>> ResolverPool::start(const QString &host) {
    const std::lock_guard lock(m_mutex);
    joinFinished();
    if (m_workers.size() >= kLookupsAtOnce)
        return fail(Errc::ResolveFailed, host + u": too many lookups are under way"_s);
    auto job = std::make_shared<Job>();
    if (!openSocketPair(job->readable, job->written))
        return fail(Errc::ResolveFailed, host + u": "_s + reasonText(errno));
    try {
        // The pool outlives its threads, so they may use its function.
        m_workers.push_back({std::thread([this, job, host] {
                                 nameThisThread("fl-dns");
                                 work(*job, m_lookup, host);
                             }),
                             job});
    } catch (const std::system_error &error) {
        return fail(Errc::ResolveFailed, host + u": "_s + QString::fromUtf8(error.what()));
    }
    return job;
}

int ResolverPool::fdOf(const Job &job) { return job.readable.get(); }

std::optional<Result<QList<SocketAddress>>> ResolverPool::answerOf(Job &job) {
    const std::lock_guard lock(job.mutex);
    return std::exchange(job.answer, std::nullopt);
}

void ResolverPool::joinFinished() {
    std::erase_if(m_workers, [](Worker &worker) {
        if (!worker.job->done)
            return false;
        worker.thread.join();
        return true;
    });
}

Result<QList<SocketAddress>> resolve(const QString &host, quint16 port, AddressFamily family,
                                     ResolverPool &pool, Waiter &waiter, Waiter::TimePoint until) {
    const auto name = checkedHostName(host);
    if (!name)
        return tl::unexpected(name.error());
    if (const auto literal = literalAddress(*name, port))
        return chosen({*literal}, host, port, family);
    const auto job = pool.start(*name);
    if (!job)
        return tl::unexpected(job.error());
    const auto answer = await(**job, host, waiter, until);
    if (!answer)
        return answer;
    return chosen(*answer, host, port, family);
}

QList<SocketAddress> interleaved(const QList<SocketAddress> &addresses) {
    if (addresses.isEmpty())
        return {};
    QList<SocketAddress> turns[2];
    const int first = addresses.first().family();
    for (const SocketAddress &address : addresses)
        turns[address.family() == first ? 0 : 1].append(address);
    QList<SocketAddress> mixed;
    for (qsizetype i = 0; i < std::max(turns[0].size(), turns[1].size()); ++i) {
        for (const auto &turn : turns) {
            if (i < turn.size())
                mixed.append(turn[i]);
        }
    }
    return mixed;
}

} // namespace fairlead
