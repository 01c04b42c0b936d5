// What is said over the control socket, as plain values. docs/control-protocol.md has the lines.
#pragma once

#include "core/profile/forward.h"
#include "core/tunnel/forward_status.h"

#include <QtCore/QStringList>
#include <optional>
#include <tl/expected.hpp>
#include <variant>

namespace fairlead {

constexpr int kControlProtocol = 1;

enum class ControlVerb { Status, Start, Stop, Toggle, Watch, Streams, Quit, Raise, Open };

struct ControlRequest {
    ControlVerb verb = ControlVerb::Status;
    QStringList names;    // forwards; where no forward is called so, a profile
    QStringList profiles; // all forwards of these
    bool all = false;
    QString target; // of Open: "ssh://[user@]host[:port]"
    bool operator==(const ControlRequest &) const = default;
};

// Why a request did not work, or none could be made.
struct ControlTrouble {
    enum class Code {
        NotRunning,     // detail: the configuration folder nobody serves
        AlreadyRunning, // detail: which program and process hold the folder
        NoAnswer,       // the running instance is silent, or went away in the middle
        NotUnderstood,  // detail: what of the request, or of the answer
        NoSuchName,     // detail: the name no forward and no profile has
        NothingNamed,   // start, stop, toggle or streams of nothing
        NoWindow,       // the running instance has none to show
        PlaceUnusable,  // detail: path: why neither lock nor socket can be there
    };
    Code code = Code::NoAnswer;
    QString detail;
    bool operator==(const ControlTrouble &) const = default;
};

template <typename T>
using ControlResult = tl::expected<T, ControlTrouble>;

// Who answers.
enum class ControlRole { Window, Run };

namespace control_reply {

// The first line of every conversation.
struct Hello {
    int protocol = kControlProtocol;
    ControlRole role = ControlRole::Run;
    qint64 process = 0;
    bool operator==(const Hello &) const = default;
};
// How a forward stands.
struct ForwardNow {
    QString id;
    QString name;
    ForwardKind kind = ForwardKind::Local;
    QString host;
    QString profile;
    QString listen;    // as wanted
    QStringList bound; // what really listens: "127.0.0.1:8080", or a path
    QString target;    // empty when dynamic
    bool wanted = false;
    ForwardState state = ForwardState::Off;
    std::optional<Error> why;
    std::optional<std::chrono::milliseconds> retryIn;
    int streams = 0;
    quint64 bytesDown = 0;
    quint64 bytesUp = 0;
    bool operator==(const ForwardNow &) const = default;
};
// Only while watching: a forward was removed.
struct ForwardGone {
    QString id;
    bool operator==(const ForwardGone &) const = default;
};
struct StreamNow {
    quint64 id = 0;
    QString forward; // its name
    QString client;
    QString target;
    quint64 bytesDown = 0;
    quint64 bytesUp = 0;
    std::chrono::milliseconds age{0};
    bool operator==(const StreamNow &) const = default;
};
// The last line of an answer; Watch has none.
struct Done {
    bool operator==(const Done &) const = default;
};

} // namespace control_reply

using ControlReply =
    std::variant<control_reply::Hello, control_reply::ForwardNow, control_reply::ForwardGone,
                 control_reply::StreamNow, control_reply::Done, ControlTrouble>;

} // namespace fairlead
