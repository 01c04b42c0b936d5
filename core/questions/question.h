// A Question: something only the person can answer.
#pragma once

#include "core/base/ids.h"
#include "core/base/secret.h"

#include <QtCore/QList>
#include <QtCore/QStringList>
#include <optional>

namespace fairlead {

// A public host key as a person compares it.
struct HostKeyFacts {
    QString type;      // as in known_hosts: "ssh-ed25519"
    QString shortType; // as ssh prints it: "ED25519"
    int bits = 0;
    QString fingerprint; // "SHA256:…", unpadded base64, 43 characters after the colon
    QString randomArt;   // eleven lines, as `ssh-keygen -lv` draws them
    QString md5;         // "MD5:16:27:…", to compare with what older servers publish
    bool operator==(const HostKeyFacts &) const = default;
};

struct Question {
    enum class Kind {
        NewHostKey,
        ChangedHostKey,
        Password,
        Passphrase,
        KeyboardInteractive,
        ProxyPassword
    };
    struct Prompt {
        QString text; // the server's, already made printable
        bool echo = false;
    };

    QuestionId id;
    Kind kind = Kind::Password;
    HostId host;      // whose link asks
    QString hostName; // the hop's name as the person knows it
    QString user;     // who logs in at this hop
    QString address;  // the hop's host:port
    QString resolved; // the socket's peer address; empty through a jump or a proxy
    int hop = 1;      // 1…hopCount
    int hopCount = 1;
    bool again = false; // the last answer to the same question was wrong

    // Host keys
    HostKeyFacts key;
    QStringList knownAs;      // other names under which this key is already trusted
    bool newTypeOnly = false; // the host is known, but with other key types only
    HostKeyFacts knownKey;    // changed: the key we had
    QString knownFile;        // changed: where it stands
    int knownLine = 0;        // 1…
    QString serverBanner;     // "SSH-2.0-…", unverified

    // Secrets
    QString keyFile;          // passphrase: whose
    QString title;            // keyboard-interactive: the server's name for it
    QString instruction;      // keyboard-interactive: the server's text
    QList<Prompt> prompts;    // what to ask; one for a password or passphrase
    bool mayRemember = false; // the answer could go into the keyring
};

struct Answer {
    enum class Decision {
        Cancel,           // the default: nothing is sent, the login ends
        Give,             // secrets, one per prompt
        TrustOnce,        // new host key, this link only
        TrustAndRemember, // new host key, into known_hosts
        Replace,          // changed host key: the old line is taken out, the new one written
    };
    Decision decision = Decision::Cancel;
    QList<Secret> secrets;
    bool remember = false; // keep the secret in the keyring
};

} // namespace fairlead
