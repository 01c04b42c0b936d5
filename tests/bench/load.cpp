#include "load.h"

#include <QtCore/QElapsedTimer>
#include <algorithm>
#include <poll.h>
#include <sys/socket.h>

namespace fairlead::test {

namespace {

constexpr size_t kBuffer = 256 * 1024;

struct Stream {
    UniqueFd fd;
    qint64 left = 0; // to read or to write
    bool done = false;
};

// One readiness of one stream. False: broken.
bool advance(Stream &stream, Order order, QByteArray &buffer) {
    if (order == Order::Take && stream.left > 0) {
        const size_t size = size_t(std::min<qint64>(stream.left, kBuffer));
        const ssize_t put =
            ::send(stream.fd.get(), buffer.constData(), size, MSG_NOSIGNAL | MSG_DONTWAIT);
        stream.left -= put > 0 ? put : 0;
        return put > 0 || errno == EAGAIN;
    }
    const ssize_t got = ::recv(stream.fd.get(), buffer.data(), kBuffer, MSG_DONTWAIT);
    if (got < 0)
        return errno == EAGAIN;
    if (order == Order::Give)
        stream.left -= got;
    stream.done = order == Order::Take ? got == 1 : stream.left == 0;
    return got > 0;
}

bool runStreams(std::vector<Stream> &streams, Order order) {
    QByteArray buffer(kBuffer, 'y');
    std::vector<pollfd> polled(streams.size());
    for (;;) {
        bool busy = false;
        for (size_t i = 0; i < streams.size(); ++i) {
            const bool writes = order == Order::Take && streams[i].left > 0;
            polled[i] = {streams[i].done ? -1 : streams[i].fd.get(),
                         short(writes ? POLLOUT : POLLIN), 0};
            busy = busy || !streams[i].done;
        }
        if (!busy)
            return true;
        if (::poll(polled.data(), polled.size(), 30'000) <= 0)
            return false;
        for (size_t i = 0; i < streams.size(); ++i)
            if (polled[i].revents && !advance(streams[i], order, buffer))
                return false;
    }
}

double secondsOf(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e9; }

} // namespace

double moveBytes(quint16 port, Order order, int streams, qint64 bytes) {
    std::vector<Stream> all;
    for (int i = 0; i < streams; ++i)
        all.push_back({connectTcp(port), bytes});
    QElapsedTimer timer;
    timer.start();
    for (const Stream &stream : all)
        if (!stream.fd.isOpen() || !sendAll(stream.fd.get(), LoadServer::request(order, bytes)))
            return 0;
    return runStreams(all, order) ? secondsOf(timer) : 0;
}

double connectionRate(quint16 port, int total, int atOnce) {
    const QByteArray hello = LoadServer::request(Order::Echo) + '!';
    std::vector<UniqueFd> open(static_cast<size_t>(atOnce));
    std::vector<pollfd> polled(open.size());
    const auto start = [&](size_t i) {
        open[i] = connectTcp(port);
        polled[i] = {open[i].get(), POLLIN, 0};
        return open[i].isOpen() && sendAll(open[i].get(), hello);
    };
    QElapsedTimer timer;
    timer.start();
    int started = 0;
    for (size_t i = 0; i < open.size(); ++i, ++started)
        if (!start(i))
            return 0;
    for (int finished = 0; finished < total;) {
        if (::poll(polled.data(), polled.size(), 30'000) <= 0)
            return 0;
        for (size_t i = 0; i < open.size(); ++i) {
            if (!polled[i].revents)
                continue;
            char byte = 0;
            if (::recv(open[i].get(), &byte, 1, 0) != 1)
                return 0;
            ++finished;
            open[i].reset();
            polled[i] = {-1, 0, 0};
            if (started++ < total && !start(i))
                return 0;
        }
    }
    return total / secondsOf(timer);
}

double roundTripP99(quint16 port, int count) {
    const UniqueFd fd = connectTcp(port);
    if (!fd.isOpen() || !sendAll(fd.get(), LoadServer::request(Order::Echo)))
        return 0;
    std::vector<double> times;
    QElapsedTimer timer;
    for (int i = 0; i < count; ++i) {
        timer.start();
        if (::send(fd.get(), "p", 1, MSG_NOSIGNAL) != 1 || receive(fd.get(), 1).size() != 1)
            return 0;
        times.push_back(secondsOf(timer));
    }
    std::sort(times.begin(), times.end());
    return times[times.size() * 99 / 100];
}

std::vector<UniqueFd> openIdle(quint16 port, int count) {
    std::vector<UniqueFd> result;
    for (int i = 0; i < count; ++i) {
        UniqueFd fd = connectTcp(port);
        if (!fd.isOpen() || !sendAll(fd.get(), LoadServer::request(Order::Echo) + 'i') ||
            receive(fd.get(), 1).size() != 1)
            break;
        result.push_back(std::move(fd));
    }
    return result;
}

bool echoOnEach(const std::vector<UniqueFd> &streams, qint64 bytes) {
    const QByteArray some(bytes, 'i');
    return std::all_of(streams.begin(), streams.end(), [&](const UniqueFd &fd) {
        return sendAll(fd.get(), some) && receive(fd.get(), bytes).size() == bytes;
    });
}

} // namespace fairlead::test
