// A Host: an SSH server we log in to, and how. Names of the members follow ssh_config(5) where it
// has one.
#pragma once

#include "core/base/ids.h"

#include <QtCore/QList>
#include <QtCore/QStringList>
#include <chrono>
#include <optional>

namespace fairlead {

enum class HostKeyPolicy {
    Ask,       // unknown: a Question; changed: refused
    AcceptNew, // unknown: remembered without asking; changed: refused
    Strict,    // unknown or changed: refused
    Off,       // unknown: remembered; changed: refused, since all we log in for is forwarding
};

enum class AddressFamily { Any, IPv4, IPv6 };

// How the first hop is reached when not directly.
struct Proxy {
    enum class Kind { None, Socks5, Http, Command };
    Kind kind = Kind::None;
    QString host; // Socks5, Http
    quint16 port = 0;
    QString user; // the password is a secret, asked or in the keyring
    // Command: program and arguments, never given to a shell; %h %p %r %n %% are replaced in each.
    QStringList command;
    bool operator==(const Proxy &) const = default;
};

struct Host {
    HostId id;
    QString name;    // what the person calls it; unique
    QString address; // name or literal address to connect to
    quint16 port = 22;
    QString user; // empty: the local login name

    // Host names of Hosts, or "[user@]host[:port]", first hop first. Each hop logs in with its own
    // Host.
    QStringList jumps;
    Proxy proxy;
    AddressFamily family = AddressFamily::Any;
    QString bindAddress; // local source address; empty: the system's choice

    // Ways to log in.
    QStringList identityFiles; // "~" and %d %h %l %n %p %r %u are replaced; empty: the usual names
                               // in ~/.ssh; "none": no key file
    QStringList certificateFiles; // besides <identity>-cert.pub
    QString identityAgent;        // empty: SSH_AUTH_SOCK; "none": no agent; otherwise a socket path
    bool identitiesOnly = false;  // offer only agent keys that match identityFiles
    QStringList
        preferredAuthentications; // empty: gssapi-with-mic,publickey,keyboard-interactive,password
    int passwordPrompts = 3;      // 1…
    bool batchMode = false;       // never a Question: what would need one fails

    // Host keys.
    HostKeyPolicy hostKeyPolicy = HostKeyPolicy::Ask;
    QString hostKeyAlias;              // looked up instead of the address
    QStringList userKnownHostsFiles;   // empty: ~/.ssh/known_hosts and …2; "none": no file
    QStringList globalKnownHostsFiles; // empty: /etc/ssh/ssh_known_hosts and …2; "none": no file
    bool hashKnownHosts = false;

    // Algorithms, ssh_config spelling, empty: Fairlead's hardware-friendly order.
    QString ciphers;
    QString macs;
    QString kexAlgorithms;
    QString hostKeyAlgorithms;
    bool compression = false;
    quint64 rekeyBytes = 0; // RekeyLimit; 0: the library's own limit

    // Staying there.
    std::chrono::seconds connectTimeout{10};
    int connectionAttempts = 1; // 1…; tries of the transport before it counts as failed
    bool tcpKeepAlive = true;   // SO_KEEPALIVE on the transport, besides the messages below
    std::chrono::seconds keepAliveInterval{15}; // 0: off
    int keepAliveMisses = 3;                    // 1…; the link is dead after so many unanswered
    bool exitOnForwardFailure = false;          // one forward that cannot be had ends the link
    int maxLanes = 16;                          // 1…64 SSH sessions at most for many streams

    bool operator==(const Host &) const = default;
};

} // namespace fairlead
