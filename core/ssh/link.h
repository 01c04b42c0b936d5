// A Link: one live SSH login to a Host (through its jump hosts), shared by the Host's forwards. It
// is a thread with a letterbox: commands go in, reports come out, both plain values.
#pragma once

#include "core/base/address.h"
#include "core/base/result.h"
#include "core/profile/forward.h"
#include "core/profile/host.h"
#include "core/questions/question.h"
#include "core/ssh/counters.h"

#include <QtCore/QObject>
#include <memory>
#include <optional>
#include <variant>

namespace fairlead {

// Who to log in to: jump hosts in order, the destination last. Never empty.
struct LinkPlan {
    QList<Host> hops;
    bool operator==(const LinkPlan &) const = default;
};

using StreamId = quint64; // unique within a process

struct StreamSnapshot {
    StreamId id = 0;
    ForwardId forward;
    QString client; // who connected: "127.0.0.1:51234", or the server's word for it (remote)
    QString target; // where to
    quint64 bytesDown = 0;
    quint64 bytesUp = 0;
    std::chrono::milliseconds age{0};
};

namespace link_command {
// Log in. `generation` comes back in every report of this life. Open forwards are kept from earlier
// lives.
struct Connect {
    quint64 generation = 0;
    LinkPlan plan;
};
// Log out, in order; ends in Disconnected. Listeners stay (and hold clients) until CloseForward.
struct Disconnect {};
// Listen at once when local, as soon as logged in when remote. The same id again replaces it.
struct OpenForward {
    Forward forward;
    std::shared_ptr<ForwardCounters> counters;
};
struct CloseForward {
    ForwardId id;
};
struct GiveAnswer {
    QuestionId question;
    Answer answer;
};
struct CloseStream {
    StreamId id = 0;
};
} // namespace link_command

using LinkCommand =
    std::variant<link_command::Connect, link_command::Disconnect, link_command::OpenForward,
                 link_command::CloseForward, link_command::GiveAnswer, link_command::CloseStream>;

enum class LinkStage { Resolving, Dialling, KeyExchange, CheckingHostKey, LoggingIn };

// What is known of a hop once it is logged in.
struct HopFacts {
    QString name;          // the Host's
    QString address;       // host:port
    QString peerAddress;   // the socket's, empty behind a jump
    QString serverVersion; // "SSH-2.0-OpenSSH_9.2", printable
    QString
        loggedInWith; // "publickey ED25519 (agent)", "password", "publickey+keyboard-interactive"
    QString cipher;
    QString keyExchange;
    HostKeyFacts hostKey;
};

namespace link_report {
struct Progress { // hop 1…hopCount
    LinkStage stage = LinkStage::Resolving;
    int hop = 1;
    int hopCount = 1;
    QString detail;
};
struct Asked {
    Question question; // host ids and hop are filled in
};
struct QuestionWithdrawn {
    QuestionId id;
};
struct TransportUp {
    QList<HopFacts> hops;
};
// Not asked for. The session is gone, streams are cut; local listeners are still there.
struct Dropped {
    Error error;
    int hop = 1; // which hop failed
};
// The answer to Disconnect.
struct Disconnected {};
struct ForwardListening {
    ForwardId id;
    QList<Endpoint> bound; // TCP: one per address and port really bound; empty for a Unix socket
    QString path;          // Unix socket
};
struct ForwardFailed {
    ForwardId id;
    Error error;
    bool mayRetry = false; // a remote port that a stale session may still hold
};
struct ForwardClosed {
    ForwardId id;
};
// The layer behind the listener: the last channel's fate. No error: the target answered again.
struct TargetChanged {
    ForwardId id;
    std::optional<Error> error;
};
} // namespace link_report

using LinkReport =
    std::variant<link_report::Progress, link_report::Asked, link_report::QuestionWithdrawn,
                 link_report::TransportUp, link_report::Dropped, link_report::Disconnected,
                 link_report::ForwardListening, link_report::ForwardFailed,
                 link_report::ForwardClosed, link_report::TargetChanged>;

// One of the five test seams. Lives on the main thread; destroying it stops and joins its threads.
class Link : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void post(const LinkCommand &command) = 0;
    [[nodiscard]] virtual std::shared_ptr<const LinkCounters> counters() const = 0;
    // The streams open now; cheap enough for four calls a second.
    [[nodiscard]] virtual QList<StreamSnapshot> streams() const = 0;

Q_SIGNALS:
    // On the main thread. `generation` is that of the Connect the report belongs to; reports about
    // forwards carry the newest.
    void reported(quint64 generation, const fairlead::LinkReport &report);
};

// Makes Links; the composition decides which kind.
class LinkFactory {
public:
    virtual ~LinkFactory() = default;
    [[nodiscard]] virtual std::unique_ptr<Link> makeLink() = 0;
};

} // namespace fairlead
