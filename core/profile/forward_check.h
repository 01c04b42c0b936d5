// What is wrong or unwise about a Forward or a Host, field by field, while a person still types.
// Codes only: the sentences are made by who shows them.
#pragma once

#include "core/profile/profile_book.h"

namespace fairlead {

enum class CheckField {
    Name,
    Host,
    Profile,
    ListenAddress,
    ListenPort,
    ListenPath,
    TargetHost,
    TargetPort,
    TargetPath,
    AllowedSources,
    PermitRemoteOpen,
    Address,
    Port,
    User,
    Jumps,
    Proxy,
    BindAddress,
};

enum class CheckCode {
    Empty,           // must be filled in
    NameTaken,       // other: who has it; suggestion: a free name
    Unknown,         // the host, profile or jump does not exist
    NotAnAddress,    // neither a name nor an address
    NotAUserName,    //
    PortMissing,     // 0 where a port is needed
    PortPrivileged,  // below what this user may listen on; suggestion: a port that may
    RangeBackwards,  // last port below the first
    RangeTooLong,    // more than 1000 ports, or the target's range ends above 65535
    Clash,           // other: the forward that listens there; suggestion: a free port
    OpenToOthers,    // warning: listens beyond loopback
    PathTooLong,     // more bytes than a socket address holds; suggestion: the most
    PathNotAbsolute, // warning
    NotANetwork,     // other: the entry that is no address and no network
    NotAPlace,       // other: the entry that is no "host:port"
    JumpLoop,        // other: the loop
    KindMismatch,    // dynamic with a target, or local without one
};

struct CheckFinding {
    enum class Severity { Warning, Error };
    Severity severity = Severity::Error;
    CheckField field = CheckField::Name;
    CheckCode code = CheckCode::Empty;
    QString suggestion; // a value for the field that would do; empty: none
    QString other;      // the name of the other party, or the part of a list that is meant
    bool operator==(const CheckFinding &) const = default;
};

struct CheckContext {
    int firstOpenPort = 1024; // lowest port this process may listen on
    // Of this system and this process.
    [[nodiscard]] static CheckContext here();
};

// `forward` may be a draft or one of `data` (it does not clash with itself, by id). In the order of
// the fields.
[[nodiscard]] QList<CheckFinding> checkForward(const Forward &forward, const ProfileData &data,
                                               const CheckContext &context);
[[nodiscard]] QList<CheckFinding> checkHost(const Host &host, const ProfileData &data);

} // namespace fairlead
