// A TCP server whose every connection runs one function: garbage, silence, a web page, a proxy.
#pragma once

#include "support/net.h"

#include <QtCore/QByteArray>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace fairlead::test {

class RawServer {
public:
    // Runs on a thread of its own per connection; the socket is closed when it returns. Reads end
    // when the server is destroyed.
    using Handler = std::function<void(int fd)>;

    explicit RawServer(Handler handler, const char *address = "127.0.0.1");
    ~RawServer();
    RawServer(const RawServer &) = delete;
    RawServer &operator=(const RawServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_listener.port(); }
    [[nodiscard]] int connections() const;

private:
    void acceptLoop(const std::stop_token &stop);
    void serve(size_t index, int fd);

    Listener m_listener;
    Handler m_handler;
    mutable std::mutex m_mutex;
    std::vector<UniqueFd> m_sockets;      // guarded by m_mutex
    std::vector<std::jthread> m_handlers; // accept thread only, joined in the destructor
    std::jthread m_acceptor;
};

// Answers every request with one page, over HTTP/1.0: the end of the page is the end of the stream.
[[nodiscard]] RawServer::Handler servePage(const QByteArray &page);
// Sends back what comes until it ends.
void serveEcho(int fd);
// Says nothing, reads nothing, until the other side goes.
void serveSilence(int fd);
// Moves bytes both ways until both have ended; half-close goes through.
void splice(int first, int second);

// Proxies for the first hop. Both connect wherever they are asked to, on this machine.
struct ProxyLog {
    std::mutex mutex;
    std::vector<QByteArray> asked; // "host:port"
};
[[nodiscard]] RawServer::Handler serveSocks5(ProxyLog &log);
[[nodiscard]] RawServer::Handler serveHttpConnect(ProxyLog &log);

} // namespace fairlead::test
