// Errors as values: a code to branch on, a detail to log. Sentences for people are made elsewhere
// (text/) from the code, so that nothing here needs translating.
#pragma once

#include <QtCore/QString>
#include <tl/expected.hpp>

namespace fairlead {

enum class Errc {
    // Input from the person or a file
    BadForwardSpec, // detail: what is wrong with which part
    BadAddress,     // detail: the text that is no host, address or host:port
    BadPort,        // detail: the text that is no port 1…65535 (0 where allowed)
    BadOption,      // detail: the option and the value
    BadProfileFile, // detail: file:line: reason
    FileUnreadable, // detail: path: reason
    FileUnwritable, // detail: path: reason
    NotFound,       // detail: the name nobody has
    NameTaken,      // detail: the name
    // Local listener
    PortTaken,      // detail: address:port, by whom when known
    PortPrivileged, // detail: address:port
    BindFailed,     // detail: address: reason
    // Getting to the server
    ResolveFailed,       // detail: host: reason
    ConnectRefused,      // detail: address
    ConnectTimeout,      // detail: address after n s
    NetworkUnreachable,  // detail: address: reason
    ProxyFailed,         // detail: proxy: reason
    ProxyCommandFailed,  // detail: command: reason
    ProxyCommandMissing, // could not even be started; detail: command: reason
    JumpFailed,          // detail: hop: reason given by the jump host
    ProtocolFailed,      // detail: what the other side sent or did (not an SSH server, garbage…)
    NoCommonAlgorithm,   // detail: kind of algorithm, what each side offers
    ConnectionLost,      // detail: the transport's or server's reason
    KeepAliveTimeout,    // detail: seconds of silence
    // Host keys
    HostKeyUnknown, // detail: host, type, fingerprint (nobody to ask, or refused)
    HostKeyChanged, // detail: host, type, fingerprint, file:line
    HostKeyRevoked, // detail: host, file:line
    // Logging in
    AuthRejected,     // detail: tried …; the server offers …
    AuthCancelled,    // detail: the question that was not answered
    AgentUnavailable, // detail: socket: reason
    KeyUnreadable,    // detail: path: reason
    WrongPassphrase,  // detail: path
    // Remote side of a forward
    RemoteListenRefused, // detail: what was asked, the server's words
    TargetRefused,       // detail: target, the server's words (reason 2: connect failed)
    TargetProhibited,    // detail: target, the server's words (reason 1: administratively)
    TargetUnresolved,    // detail: target the server cannot resolve
    // Others
    QuestionUnanswered, // detail: the question, when there is no one to ask
    SecretStoreFailed,  // detail: the keyring's reason
    Cancelled,          // the person or a newer request stopped it
    Internal,           // detail: what must not happen happened
};

struct Error {
    Errc code = Errc::Internal;
    QString detail;
    bool operator==(const Error &) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, QString detail = {}) {
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

// The enumerator's own name, for logs and JSON.
QString errcName(Errc code);

} // namespace fairlead
