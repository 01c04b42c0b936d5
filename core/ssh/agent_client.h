// Which keys an SSH agent holds. Signing goes through libssh and an AgentRelay.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/ssh/waiter.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>

namespace fairlead {

struct AgentKey {
    QByteArray blob;            // as in SSH, to compare with a .pub file's or to allow in a relay
    QString comment;            // printable
    QString type;               // printable: "ssh-ed25519", "ssh-rsa-cert-v01@openssh.com"
    bool isCertificate = false; // an OpenSSH certificate
    bool needsTouch = false;    // on a security key (sk-…): signing waits for the person
    bool operator==(const AgentKey &) const = default;
};

// In the agent's order; entries that are no key are left out. Errors: AgentUnavailable (socket:
// reason; also when it does not answer in time), Cancelled.
[[nodiscard]] Result<QList<AgentKey>> listAgentKeys(const QString &socketPath, Waiter &waiter,
                                                    Waiter::TimePoint until);

// Non-blocking. Error: AgentUnavailable.
[[nodiscard]] Result<UniqueFd> connectToAgent(const QString &socketPath);
// Sends one message and gives the answer's body. Errors as above.
[[nodiscard]] Result<QByteArray> askAgent(int fd, QByteArrayView body, const QString &socketPath,
                                          Waiter &waiter, Waiter::TimePoint until);

} // namespace fairlead
