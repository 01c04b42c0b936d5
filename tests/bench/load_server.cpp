#include "load_server.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>

namespace fairlead::test {

namespace {

constexpr size_t kBuffer = 256 * 1024;
constexpr qsizetype kRequest = 9;

struct Client {
    UniqueFd fd;
    QByteArray request;
    QByteArray backlog; // echo that did not fit
    bool flushing = false;
    qint64 left = 0;
};

class Loop {
public:
    Loop() : m_epoll(::epoll_create1(EPOLL_CLOEXEC)), m_buffer(kBuffer, 'x') {}

    void watch(int fd, uint32_t events, bool fresh) const {
        epoll_event event{};
        event.events = events;
        event.data.fd = fd;
        ::epoll_ctl(m_epoll.get(), fresh ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
    }
    [[nodiscard]] int wait(epoll_event *events, int most) const {
        return ::epoll_wait(m_epoll.get(), events, most, -1);
    }
    void take(int listener) {
        for (;;) {
            UniqueFd fd(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
            if (!fd.isOpen())
                return;
            const int on = 1;
            ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            watch(fd.get(), EPOLLIN, true);
            const int key = fd.get();
            m_clients[key].fd = std::move(fd);
        }
    }
    void serve(int fd) {
        const auto found = m_clients.find(fd);
        if (found != m_clients.end() && !goOn(found->second))
            m_clients.erase(found);
    }

private:
    // False: done with this one.
    bool goOn(Client &client) {
        if (client.request.size() < kRequest && !readRequest(client))
            return false;
        if (client.request.size() < kRequest)
            return true;
        switch (Order{client.request[0]}) {
        case Order::Give:
            return give(client);
        case Order::Take:
            return take(client);
        case Order::Echo:
            return echo(client);
        }
        return false;
    }
    bool readRequest(Client &client) const {
        char bytes[kRequest];
        const ssize_t got =
            ::recv(client.fd.get(), bytes, size_t(kRequest - client.request.size()), 0);
        if (got <= 0)
            return got < 0 && errno == EAGAIN;
        client.request.append(bytes, got);
        if (client.request.size() == kRequest) {
            std::memcpy(&client.left, client.request.constData() + 1, sizeof client.left);
            if (Order{client.request[0]} == Order::Give)
                watch(client.fd.get(), EPOLLOUT, false);
        }
        return true;
    }
    bool give(Client &client) const {
        const size_t size = size_t(std::min<qint64>(client.left, kBuffer));
        const ssize_t put = ::send(client.fd.get(), m_buffer.constData(), size, MSG_NOSIGNAL);
        if (put < 0)
            return errno == EAGAIN;
        client.left -= put;
        return client.left > 0;
    }
    bool take(Client &client) {
        const ssize_t got = ::recv(client.fd.get(), m_buffer.data(), kBuffer, 0);
        if (got <= 0)
            return got < 0 && errno == EAGAIN;
        client.left -= got;
        if (client.left > 0)
            return true;
        (void)!::send(client.fd.get(), "k", 1, MSG_NOSIGNAL);
        return false;
    }
    bool echo(Client &client) {
        if (!client.backlog.isEmpty())
            return flush(client);
        const ssize_t got = ::recv(client.fd.get(), m_buffer.data(), kBuffer, 0);
        if (got <= 0)
            return got < 0 && errno == EAGAIN;
        client.backlog = QByteArray(m_buffer.constData(), got);
        return flush(client);
    }
    bool flush(Client &client) const {
        const ssize_t put = ::send(client.fd.get(), client.backlog.constData(),
                                   size_t(client.backlog.size()), MSG_NOSIGNAL);
        if (put < 0 && errno != EAGAIN)
            return false;
        const bool whole = put == client.backlog.size();
        if (put > 0)
            client.backlog.remove(0, put);
        if (whole == client.flushing) {
            watch(client.fd.get(), whole ? EPOLLIN : EPOLLOUT, false);
            client.flushing = !whole;
        }
        return true;
    }

    UniqueFd m_epoll;
    QByteArray m_buffer;
    std::unordered_map<int, Client> m_clients;
};

} // namespace

QByteArray LoadServer::request(Order order, qint64 bytes) {
    QByteArray result(kRequest, char(order));
    std::memcpy(result.data() + 1, &bytes, sizeof bytes);
    return result;
}

LoadServer::LoadServer() : m_listener(Listener::tcp()) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        qFatal("no pipe");
    m_wakeRead.reset(ends[0]);
    m_wakeWrite.reset(ends[1]);
    setNonBlocking(m_listener.fd());
    m_thread = std::thread([this] { run(); });
}

LoadServer::~LoadServer() {
    m_stop.store(true);
    m_wakeWrite.reset();
    m_thread.join();
}

void LoadServer::run() {
    Loop loop;
    loop.watch(m_listener.fd(), EPOLLIN, true);
    loop.watch(m_wakeRead.get(), EPOLLIN, true);
    epoll_event events[256];
    while (!m_stop.load()) {
        const int ready = loop.wait(events, 256);
        for (int i = 0; i < ready; ++i) {
            if (events[i].data.fd == m_listener.fd())
                loop.take(m_listener.fd());
            else
                loop.serve(events[i].data.fd);
        }
    }
}

} // namespace fairlead::test
