// The target behind the tunnels: does what the first nine bytes of a connection say.
#pragma once

#include "support/net.h"

#include <atomic>
#include <thread>

namespace fairlead::test {

enum class Order : char {
    Give = 'g', // send so many bytes, then close
    Take = 't', // read so many bytes, answer with one, then close
    Echo = 'e', // send everything back
};

class LoadServer {
public:
    LoadServer();
    ~LoadServer();
    LoadServer(const LoadServer &) = delete;
    LoadServer &operator=(const LoadServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_listener.port(); }
    // What a client sends first.
    [[nodiscard]] static QByteArray request(Order order, qint64 bytes = 0);

private:
    void run();

    Listener m_listener;
    std::atomic<bool> m_stop{false};
    UniqueFd m_wakeRead;
    UniqueFd m_wakeWrite;
    std::thread m_thread;
};

} // namespace fairlead::test
