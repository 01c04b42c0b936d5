// Remote forwards: what the server listens on for us, and the channels it opens when somebody
// connects there.
#pragma once

#include "core/ssh/client_request.h"
#include "core/ssh/session.h"
#include "core/ssh/target_connector.h"

#include <list>

namespace fairlead {

class RemoteClient;
struct LinkShared;

// Only what was asked for is let in: a channel for a port no forward here has is refused. Link
// thread only.
class RemoteForwards {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    RemoteForwards(Poller &poller, LinkShared &shared);
    ~RemoteForwards();
    RemoteForwards(const RemoteForwards &) = delete;
    RemoteForwards &operator=(const RemoteForwards &) = delete;

    // Asked of the server at once when logged in, and at every sessionUp().
    void open(std::shared_ptr<const OpenForward> forward);
    // The counters of the forward, null when it is unknown here.
    std::shared_ptr<const ForwardCounters> close(const ForwardId &id);
    void sessionUp(SshSession &session);
    // Before the session is freed.
    void sessionDown();
    void offered(SshSession &session, ssh_message message, const ForwardedChannel &what);
    TimePoint tick(TimePoint now);

private:
    struct Port {
        quint16 wanted = 0;
        quint16 bound = 0; // 0: not yet
    };
    struct Entry {
        std::shared_ptr<const OpenForward> forward;
        std::vector<Port> ports;
        size_t answered = 0;
        int triesAtRandom = 0;
        quint64 asking = 0; // tells answers for an earlier life of this entry
    };

    void ask(Entry &entry);
    void askPort(Entry &entry, size_t index, quint16 port);
    void answered(quint64 asking, size_t index, quint16 asked, Result<quint16> bound);
    void failed(Entry &entry, const Error &error);
    void settled(Entry &entry);
    [[nodiscard]] const Entry *entryFor(const ForwardedChannel &what, size_t &index) const;
    [[nodiscard]] Entry *entryAsking(quint64 asking);

    Poller &m_poller;
    LinkShared &m_shared;
    SshSession *m_session = nullptr;
    std::list<Entry> m_entries;
    std::list<std::unique_ptr<RemoteClient>> m_clients;
    quint64 m_askings = 0;
};

} // namespace fairlead
