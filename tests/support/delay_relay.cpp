#include "support/delay_relay.h"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <fcntl.h>
#include <memory>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace fairlead::test {

namespace {

using Clock = std::chrono::steady_clock;
constexpr qsizetype kChunk = 256 * 1024;
constexpr qint64 kMostOnTheWay = 64 * 1024 * 1024; // more than 50 ms of anything we measure

struct Chunk {
    Clock::time_point due;
    QByteArray bytes; // empty: the end of the stream
};

// One direction of one connection.
class Lane {
public:
    Lane(int from, int to) : m_from(from), m_to(to) {}

    [[nodiscard]] bool wantsRead() const { return !m_sawEnd && m_onTheWay < kMostOnTheWay; }
    [[nodiscard]] bool isDue(Clock::time_point now) const {
        return !m_queue.empty() && m_queue.front().due <= now;
    }
    [[nodiscard]] const Clock::time_point *nextDue() const {
        return m_queue.empty() ? nullptr : &m_queue.front().due;
    }
    [[nodiscard]] bool isDone() const { return m_sawEnd && m_queue.empty(); }
    [[nodiscard]] bool isBroken() const { return m_broken; }
    [[nodiscard]] qint64 passed() const { return m_passed; }

    void read(Millis delay) {
        QByteArray bytes(kChunk, Qt::Uninitialized);
        const ssize_t got = ::recv(m_from, bytes.data(), size_t(bytes.size()), MSG_DONTWAIT);
        if (got < 0) {
            m_broken = m_broken || errno != EAGAIN;
            return;
        }
        m_sawEnd = got == 0;
        bytes.truncate(got);
        m_onTheWay += got;
        m_passed += got;
        m_queue.push_back({Clock::now() + delay, bytes});
    }

    void write(Clock::time_point now) {
        while (isDue(now) && !m_broken) {
            Chunk &first = m_queue.front();
            if (first.bytes.isEmpty()) {
                ::shutdown(m_to, SHUT_WR);
                m_queue.pop_front();
                continue;
            }
            const ssize_t put =
                ::send(m_to, first.bytes.constData() + m_offset,
                       size_t(first.bytes.size() - m_offset), MSG_DONTWAIT | MSG_NOSIGNAL);
            if (put < 0) {
                m_broken = errno != EAGAIN;
                return;
            }
            m_onTheWay -= put;
            m_offset += put;
            if (m_offset == first.bytes.size()) {
                m_queue.pop_front();
                m_offset = 0;
            }
        }
    }

private:
    int m_from;
    int m_to;
    std::deque<Chunk> m_queue;
    qsizetype m_offset = 0; // of the first chunk, already sent
    qint64 m_onTheWay = 0;
    qint64 m_passed = 0;
    bool m_sawEnd = false;
    bool m_broken = false;
};

struct Connection {
    Connection(UniqueFd nearEnd, UniqueFd farEnd, qint64 limit)
        : near(std::move(nearEnd)),
          far(std::move(farEnd)),
          up(near.get(), far.get()),
          down(far.get(), near.get()),
          cutAfter(limit) {}
    UniqueFd near;
    UniqueFd far;
    Lane up;
    Lane down;
    qint64 cutAfter;

    [[nodiscard]] bool isOver() const {
        return up.isBroken() || down.isBroken() || (up.isDone() && down.isDone());
    }
    [[nodiscard]] bool isCut() const { return cutAfter >= 0 && down.passed() >= cutAfter; }
    void reset() const {
        resetOnClose(near.get());
        resetOnClose(far.get());
    }
};

using Connections = std::vector<std::unique_ptr<Connection>>;

// Poll's timeout until the first chunk is due, in whole milliseconds, never early.
int timeoutUntilDue(const Connections &connections, Clock::time_point now) {
    std::chrono::microseconds wait = 10s;
    for (const auto &connection : connections)
        for (const Lane *lane : {&connection->up, &connection->down})
            if (const auto *due = lane->nextDue(); due && *due > now)
                wait = std::min(wait,
                                std::chrono::duration_cast<std::chrono::microseconds>(*due - now));
    return int(std::chrono::ceil<Millis>(wait).count());
}

short wanted(const Lane &in, const Lane &out, Clock::time_point now) {
    return short((in.wantsRead() ? POLLIN : 0) | (out.isDue(now) ? POLLOUT : 0));
}

void serve(Connection &connection, short near, short far, Millis delay) {
    constexpr short kReadable = POLLIN | POLLHUP | POLLERR;
    if (near & kReadable && connection.up.wantsRead())
        connection.up.read(delay);
    if (far & kReadable && connection.down.wantsRead())
        connection.down.read(delay);
    const auto now = Clock::now();
    connection.up.write(now);
    connection.down.write(now);
}

} // namespace

DelayRelay::DelayRelay(quint16 target, Millis oneWay)
    : m_listener(Listener::tcp()),
      m_target(target),
      m_oneWay(oneWay) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe");
    m_wakeRead.reset(ends[0]);
    m_wakeWrite.reset(ends[1]);
    m_thread = std::thread([this] { run(); });
}

DelayRelay::~DelayRelay() {
    set(m_stop, true);
    m_thread.join();
}

void DelayRelay::wake() const { (void)!::write(m_wakeWrite.get(), "w", 1); }

void DelayRelay::run() {
    Connections connections;
    std::vector<UniqueFd> stranded;
    std::vector<pollfd> polled;
    while (!m_stop.load()) {
        const bool paused = m_paused.load();
        if (m_cut.exchange(false)) {
            for (const auto &connection : connections)
                connection->reset();
            connections.clear();
        }
        if (m_strand.exchange(false)) {
            for (const auto &connection : connections) {
                resetOnClose(connection->near.get());
                stranded.push_back(std::move(connection->far));
            }
            connections.clear();
        }
        if (m_letGo.exchange(false))
            stranded.clear();
        const auto now = Clock::now();
        polled.assign({{m_wakeRead.get(), POLLIN, 0}, {paused ? -1 : m_listener.fd(), POLLIN, 0}});
        for (const auto &connection : connections) {
            polled.push_back({paused ? -1 : connection->near.get(),
                              wanted(connection->up, connection->down, now), 0});
            polled.push_back({paused ? -1 : connection->far.get(),
                              wanted(connection->down, connection->up, now), 0});
        }
        if (::poll(polled.data(), polled.size(), timeoutUntilDue(connections, now)) < 0)
            continue;
        char drained[64];
        while (polled[0].revents && ::read(m_wakeRead.get(), drained, sizeof drained) > 0) {
        }
        if (m_paused.load())
            continue;
        for (size_t i = 0; i < connections.size(); ++i)
            serve(*connections[i], polled[2 + 2 * i].revents, polled[3 + 2 * i].revents, m_oneWay);
        std::erase_if(connections, [](const auto &connection) {
            if (connection->isCut())
                connection->reset();
            return connection->isOver() || connection->isCut();
        });
        if (polled[1].revents) {
            UniqueFd near = m_listener.accept(0ms);
            UniqueFd far = connectTcp(m_target);
            m_connections.fetch_add(1);
            if (near.isOpen() && far.isOpen())
                connections.push_back(std::make_unique<Connection>(std::move(near), std::move(far),
                                                                   m_cutAfter.exchange(-1)));
        }
    }
}

} // namespace fairlead::test
