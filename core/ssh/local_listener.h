// The listening sockets of a local or dynamic forward, and the clients that have not yet said where
// they want to go.
#pragma once

#include "core/ssh/client_request.h"
#include "core/ssh/listen_socket.h"
#include "core/ssh/poller.h"

#include <list>

namespace fairlead {

// Link thread only.
class LocalListener {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    using Route = std::function<void(ClientRequest)>;

    // `route` gets each client whose target is known; it may be called from inside a poll.
    LocalListener(Poller &poller, std::shared_ptr<const OpenForward> forward, Route route);
    ~LocalListener();
    LocalListener(const LocalListener &) = delete;
    LocalListener &operator=(const LocalListener &) = delete;

    // Errors: PortTaken, PortPrivileged, BindFailed.
    Result<void> open();
    [[nodiscard]] QList<Endpoint> bound() const;
    [[nodiscard]] QString path() const;
    [[nodiscard]] const std::shared_ptr<const OpenForward> &forward() const { return m_forward; }
    // Drops clients that never finished their proxy request; resumes after a shortage of
    // descriptors.
    TimePoint tick(TimePoint now);

private:
    class Door;        // one listening socket
    class ProxyClient; // one client whose proxy request is being read

    void accept(const ListenSocket &socket);
    void clientCame(Accepted accepted, quint16 step);
    void finished(ProxyClient &client);
    void pause();

    Poller &m_poller;
    std::shared_ptr<const OpenForward> m_forward;
    Route m_route;
    std::vector<std::unique_ptr<Door>> m_doors;
    std::list<std::unique_ptr<ProxyClient>> m_asking;
    std::vector<std::unique_ptr<ProxyClient>>
        m_finished; // freed after the round in which they ended
    TimePoint m_pausedUntil{};
    bool m_paused = false;
};

} // namespace fairlead
