#include "core/ssh/remote_forwards.h"

#include "core/base/log.h"
#include "core/ssh/allowed_sources.h"
#include "core/ssh/lane.h"
#include "core/ssh/remote_client.h"

#include <QtCore/QRandomGenerator>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr size_t kMostClientsConnecting = 1024; // a server may not make us open sockets without end
constexpr int kTriesAtRandom = 10;
constexpr quint16 kFirstDynamicPort = 49152; // RFC 6335, 6

// As ssh spells it in a tcpip-forward request (RFC 4254, 7.1): "" is every address.
QString bindName(const Listen &listen) {
    return listen.address == u"*"_s ? QString() : listen.address;
}

} // namespace

RemoteForwards::RemoteForwards(Poller &poller, LinkShared &shared)
    : m_poller(poller),
      m_shared(shared) {}

RemoteForwards::~RemoteForwards() { sessionDown(); }

void RemoteForwards::open(std::shared_ptr<const OpenForward> forward) {
    Entry entry;
    entry.forward = std::move(forward);
    const Listen &listen = entry.forward->forward.listen;
    for (int step = 0; step < portCount(listen); ++step)
        entry.ports.push_back({static_cast<quint16>(listen.port + step), 0});
    m_entries.push_back(std::move(entry));
    if (m_session)
        ask(m_entries.back());
}

std::shared_ptr<const ForwardCounters> RemoteForwards::close(const ForwardId &id) {
    const auto it = std::find_if(m_entries.begin(), m_entries.end(), [&id](const Entry &entry) {
        return entry.forward->forward.id == id;
    });
    if (it == m_entries.end())
        return nullptr;
    if (m_session) {
        for (const Port &port : it->ports) {
            if (port.bound != 0)
                m_session->cancelRemote(bindName(it->forward->forward.listen), port.bound);
        }
    }
    const auto counters = it->forward->counters;
    m_entries.erase(it);
    return counters;
}

void RemoteForwards::sessionUp(SshSession &session) {
    m_session = &session;
    for (Entry &entry : m_entries)
        ask(entry);
}

void RemoteForwards::sessionDown() {
    for (const auto &client : m_clients)
        client->forget();
    m_clients.clear();
    m_session = nullptr;
    for (Entry &entry : m_entries) {
        entry.asking = 0;
        for (Port &port : entry.ports)
            port.bound = 0;
    }
}

void RemoteForwards::ask(Entry &entry) {
    entry.asking = ++m_askings;
    entry.answered = 0;
    entry.triesAtRandom = 0;
    for (size_t i = 0; i < entry.ports.size(); ++i)
        askPort(entry, i, entry.ports[i].wanted);
}

void RemoteForwards::askPort(Entry &entry, size_t index, quint16 port) {
    if (port == 0 && !m_session->isQuiet()) {
        // Between other packets libssh cannot tell which port the server chose: choose one
        // ourselves.
        ++entry.triesAtRandom;
        port = static_cast<quint16>(
            QRandomGenerator::system()->bounded(int{kFirstDynamicPort}, 65536));
    }
    m_session->listenRemote(bindName(entry.forward->forward.listen), port,
                            [this, asking = entry.asking, index, port](Result<quint16> bound) {
                                answered(asking, index, port, std::move(bound));
                            });
}

RemoteForwards::Entry *RemoteForwards::entryAsking(quint64 asking) {
    const auto it = std::find_if(m_entries.begin(), m_entries.end(),
                                 [asking](const Entry &entry) { return entry.asking == asking; });
    return it == m_entries.end() ? nullptr : &*it;
}

void RemoteForwards::answered(quint64 asking, size_t index, quint16 asked, Result<quint16> bound) {
    Entry *const entry = entryAsking(asking);
    if (!entry)
        return; // closed meanwhile
    const bool serverChooses = entry->ports[index].wanted == 0;
    if (serverChooses && (!bound || *bound == 0) && asked != 0 &&
        entry->triesAtRandom < kTriesAtRandom) {
        askPort(*entry, index, 0); // that one was taken
        return;
    }
    if (!bound) {
        failed(*entry, bound.error());
        return;
    }
    if (*bound == 0) { // the server did choose, and we cannot know what
        failed(*entry,
               Error{Errc::RemoteListenRefused, u"the server's choice of port was not told"_s});
        return;
    }
    entry->ports[index].bound = *bound;
    if (++entry->answered == entry->ports.size())
        settled(*entry);
}

void RemoteForwards::failed(Entry &entry, const Error &error) {
    entry.asking = 0; // answers for its other ports no longer matter
    const Listen &listen = entry.forward->forward.listen;
    for (Port &port : entry.ports) {
        if (port.bound != 0)
            m_session->cancelRemote(bindName(listen), port.bound);
        port.bound = 0;
    }
    // A port somebody named may still be held by a session of ours that is gone.
    const bool mayGetBetter = listen.port != 0;
    m_shared.report(link_report::ForwardFailed{
        entry.forward->forward.id, Error{error.code, toText(listen) + u": "_s + error.detail},
        mayGetBetter});
}

void RemoteForwards::settled(Entry &entry) {
    QList<Endpoint> bound;
    for (const Port &port : entry.ports)
        bound.append({entry.forward->forward.listen.address, port.bound});
    m_shared.report(link_report::ForwardListening{entry.forward->forward.id, bound, {}});
}

const RemoteForwards::Entry *RemoteForwards::entryFor(const ForwardedChannel &what,
                                                      size_t &index) const {
    const Entry *found = nullptr;
    for (const Entry &entry : m_entries) {
        for (size_t i = 0; i < entry.ports.size(); ++i) {
            if (entry.ports[i].bound == 0 || entry.ports[i].bound != what.boundPort)
                continue;
            // Two forwards may share a port on two addresses: then the server's word for the
            // address decides.
            if (!found || bindName(entry.forward->forward.listen) == what.boundAddress) {
                found = &entry;
                index = i;
            }
        }
    }
    return found;
}

void RemoteForwards::offered(SshSession &session, ssh_message message,
                             const ForwardedChannel &what) {
    size_t index = 0;
    const Entry *const entry = entryFor(what, index);
    if (!entry || m_clients.size() >= kMostClientsConnecting) {
        Log::write(LogLevel::Warning, u"link"_s,
                   u"Refused a connection to port "_s + QString::number(what.boundPort) +
                       u" of the server: nobody here asked for it"_s);
        session.refuseForwarded(message);
        return;
    }
    if (!isAllowedSource(entry->forward->forward.allowedSources, what.originator.host)) {
        session.refuseForwarded(message);
        return;
    }
    m_clients.push_back(std::make_unique<RemoteClient>(m_poller, m_shared, session, entry->forward,
                                                       what.originator));
    Target target = entry->forward->forward.target;
    if (target.kind == Target::Kind::Socks) {
        m_clients.back()->readSocks(message);
        return;
    }
    target.port = static_cast<quint16>(target.port + index);
    m_clients.back()->connectTo(message, target);
}

RemoteForwards::TimePoint RemoteForwards::tick(TimePoint now) {
    TimePoint next = TimePoint::max();
    std::erase_if(m_clients, [now, &next](const auto &client) { return !client->tick(now, next); });
    return next;
}

} // namespace fairlead
