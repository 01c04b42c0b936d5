// What is said to an SSH agent and what it answers (draft-ietf-sshm-ssh-agent). A message on the
// wire is a 32-bit length and a body; everything here is about bodies, which begin with their type.
#pragma once

#include "core/base/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>

namespace fairlead {

constexpr qsizetype kAgentMessageLimit = 256 * 1024; // as OpenSSH's

namespace agent_message {
constexpr char kFailure = 5;
constexpr char kRequestIdentities = 11;
constexpr char kIdentitiesAnswer = 12;
constexpr char kSignRequest = 13;
} // namespace agent_message

struct AgentIdentity {
    QByteArray blob;    // the public key or certificate, as in SSH
    QByteArray comment; // whatever whoever added it wrote
    bool operator==(const AgentIdentity &) const = default;
};

// Takes one length-prefixed string off `rest`; false when it is not all there.
[[nodiscard]] bool takeString(QByteArrayView &rest, QByteArrayView &string);
void appendString(QByteArray &bytes, QByteArrayView string);

// With its length in front.
[[nodiscard]] QByteArray framed(QByteArrayView body);
// The length a frame begins with; 0 when it is one we do not take (none, or over the limit).
[[nodiscard]] qsizetype frameLength(QByteArrayView four);

// Error: ProtocolFailed.
[[nodiscard]] Result<QList<AgentIdentity>> parseIdentitiesAnswer(QByteArrayView body);
[[nodiscard]] QByteArray identitiesAnswer(const QList<AgentIdentity> &identities);
// Whose signature a sign request asks for; empty when it is none.
[[nodiscard]] QByteArray signRequestKey(QByteArrayView body);

} // namespace fairlead
