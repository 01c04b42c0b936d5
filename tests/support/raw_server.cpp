#include "support/raw_server.h"

#include <poll.h>
#include <sys/socket.h>

namespace fairlead::test {

RawServer::RawServer(Handler handler, const char *address)
    : m_listener(Listener::tcp(address)),
      m_handler(std::move(handler)),
      m_acceptor([this](const std::stop_token &stop) { acceptLoop(stop); }) {}

RawServer::~RawServer() {
    m_acceptor.request_stop();
    ::shutdown(m_listener.fd(), SHUT_RDWR);
    m_acceptor.join();
    {
        const std::lock_guard lock(m_mutex);
        for (const UniqueFd &socket : m_sockets)
            if (socket.isOpen())
                ::shutdown(socket.get(), SHUT_RDWR);
    }
    m_handlers.clear();
}

int RawServer::connections() const {
    const std::lock_guard lock(m_mutex);
    return int(m_sockets.size());
}

void RawServer::acceptLoop(const std::stop_token &stop) {
    while (!stop.stop_requested()) {
        UniqueFd socket = m_listener.accept(1h);
        if (!socket.isOpen())
            continue;
        const std::lock_guard lock(m_mutex);
        const size_t index = m_sockets.size();
        const int fd = socket.get();
        m_sockets.push_back(std::move(socket));
        m_handlers.emplace_back([this, index, fd] { serve(index, fd); });
    }
}

void RawServer::serve(size_t index, int fd) {
    m_handler(fd);
    const std::lock_guard lock(m_mutex);
    m_sockets[index].reset();
}

RawServer::Handler servePage(const QByteArray &page) {
    return [page](int fd) {
        if (receiveUntil(fd, "\r\n\r\n").isEmpty())
            return;
        (void)sendAll(fd, "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n" + page, 30s);
        ::shutdown(fd, SHUT_WR);
        (void)closedWithin(fd, 10s);
    };
}

void serveEcho(int fd) {
    char buffer[65536];
    for (ssize_t got = 0; (got = ::recv(fd, buffer, sizeof buffer, 0)) > 0;)
        if (!sendAll(fd, QByteArray(buffer, got), 60s))
            return;
    ::shutdown(fd, SHUT_WR);
    (void)closedWithin(fd, 10s);
}

void serveSilence(int fd) {
    pollfd wanted{fd, POLLRDHUP, 0};
    while (::poll(&wanted, 1, -1) < 0) {
    }
}

void splice(int first, int second) {
    int ends[2] = {first, second};
    bool open[2] = {true, true}; // open[i]: ends[i] may still send
    char buffer[65536];
    while (open[0] || open[1]) {
        pollfd wanted[2] = {{open[0] ? first : -1, POLLIN, 0}, {open[1] ? second : -1, POLLIN, 0}};
        if (::poll(wanted, 2, -1) < 0)
            continue;
        for (int i = 0; i < 2; ++i) {
            if (!wanted[i].revents)
                continue;
            const ssize_t got = ::recv(ends[i], buffer, sizeof buffer, 0);
            open[i] = got > 0 && sendAll(ends[1 - i], QByteArray(buffer, got), 60s);
            if (!open[i])
                ::shutdown(ends[1 - i], SHUT_WR);
        }
    }
}

namespace {

void connectAndSplice(int fd, quint16 port, const QByteArray &granted, const QByteArray &refused) {
    const UniqueFd target = connectTcp(port);
    if (sendAll(fd, target.isOpen() ? granted : refused) && target.isOpen())
        splice(fd, target.get());
}

void note(ProxyLog &log, const QByteArray &host, quint16 port) {
    const std::lock_guard lock(log.mutex);
    log.asked.push_back(host + ':' + QByteArray::number(port));
}

quint16 portFrom(const QByteArray &bytes) {
    return quint16((quint8(bytes[0]) << 8) | quint8(bytes[1]));
}

} // namespace

RawServer::Handler serveSocks5(ProxyLog &log) { // RFC 1928
    return [&log](int fd) {
        const QByteArray hello = receive(fd, 2);
        if (hello.size() < 2 || hello[0] != 5)
            return;
        (void)receive(fd, hello[1]);
        (void)sendAll(fd, QByteArray("\x05\x00", 2));
        const QByteArray request = receive(fd, 4);
        if (request.size() < 4)
            return;
        const char kind = request[3];
        const qsizetype size = kind == 1 ? 4 : kind == 4 ? 16 : quint8(receive(fd, 1)[0]);
        const QByteArray host = receive(fd, size);
        const quint16 port = portFrom(receive(fd, 2));
        note(log, kind == 3 ? host : host.toHex(), port);
        const QByteArray rest = QByteArray("\x00\x01", 2) + QByteArray(6, '\0');
        connectAndSplice(fd, port, QByteArray("\x05\x00", 2) + rest,
                         QByteArray("\x05\x05", 2) + rest);
    };
}

RawServer::Handler serveHttpConnect(ProxyLog &log) { // RFC 9110, 9.3.6
    return [&log](int fd) {
        const QByteArray request = receiveUntil(fd, "\r\n\r\n");
        const QList<QByteArray> words = request.left(request.indexOf('\r')).split(' ');
        if (words.size() != 3 || words[0] != "CONNECT")
            return;
        const auto colon = words[1].lastIndexOf(':');
        const quint16 port = words[1].mid(colon + 1).toUShort();
        note(log, words[1].left(colon), port);
        connectAndSplice(fd, port, "HTTP/1.1 200 OK\r\nVia: test\r\n\r\n",
                         "HTTP/1.1 502 Bad Gateway\r\n\r\n");
    };
}

} // namespace fairlead::test
