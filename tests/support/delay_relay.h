// A network between two programs: it can be slow, fall silent, or break.
#pragma once

#include "support/net.h"

#include <atomic>
#include <thread>

namespace fairlead::test {

class DelayRelay {
public:
    // Listens on a free loopback port and passes everything on to `target`, each byte `oneWay`
    // later than it came. Both directions together: the round trip grows by twice that.
    explicit DelayRelay(quint16 target, Millis oneWay = 0ms);
    ~DelayRelay();
    DelayRelay(const DelayRelay &) = delete;
    DelayRelay &operator=(const DelayRelay &) = delete;

    [[nodiscard]] quint16 port() const { return m_listener.port(); }
    // Nothing gets through, nothing is refused: a pulled cable. Bytes on the way wait.
    void pause() { set(m_paused, true); }
    void resume() { set(m_paused, false); }
    // Every connection is reset, new ones are taken.
    void cut() { set(m_cut, true); }
    // The client's ends are reset, the server's stay open and silent: it does not know yet that the
    // client is gone. New connections work. letGo() ends what was stranded.
    void strand() { set(m_strand, true); }
    void letGo() { set(m_letGo, true); }
    // The next connection is reset after so many bytes from the server.
    void cutAfter(qint64 bytes) { m_cutAfter.store(bytes); }
    [[nodiscard]] int connections() const { return m_connections.load(); }

private:
    void run();
    void wake() const;
    void set(std::atomic<bool> &flag, bool value) {
        flag.store(value);
        wake();
    }

    Listener m_listener;
    quint16 m_target;
    Millis m_oneWay;
    UniqueFd m_wakeRead;
    UniqueFd m_wakeWrite;
    std::atomic<bool> m_stop{false};
    std::atomic<bool> m_paused{false};
    std::atomic<bool> m_cut{false};
    std::atomic<bool> m_strand{false};
    std::atomic<bool> m_letGo{false};
    std::atomic<qint64> m_cutAfter{-1};
    std::atomic<int> m_connections{0};
    std::thread m_thread;
};

} // namespace fairlead::test
