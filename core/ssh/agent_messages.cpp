#include "core/ssh/agent_messages.h"

#include <QtCore/QtEndian>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr qsizetype kLengthBytes = 4;

void appendLength(QByteArray &bytes, qsizetype length) {
    char four[kLengthBytes];
    qToBigEndian(static_cast<quint32>(length), four);
    bytes.append(four, kLengthBytes);
}

} // namespace

bool takeString(QByteArrayView &rest, QByteArrayView &string) {
    if (rest.size() < kLengthBytes)
        return false;
    const qsizetype length = qFromBigEndian<quint32>(rest.data());
    if (length > rest.size() - kLengthBytes)
        return false;
    string = rest.sliced(kLengthBytes, length);
    rest = rest.sliced(kLengthBytes + length);
    return true;
}

void appendString(QByteArray &bytes, QByteArrayView string) {
    appendLength(bytes, string.size());
    bytes.append(string);
}

QByteArray framed(QByteArrayView body) {
    QByteArray frame;
    appendString(frame, body);
    return frame;
}

qsizetype frameLength(QByteArrayView four) {
    const qsizetype length = four.size() == kLengthBytes ? qFromBigEndian<quint32>(four.data()) : 0;
    return length <= kAgentMessageLimit ? length : 0;
}

Result<QList<AgentIdentity>> parseIdentitiesAnswer(QByteArrayView body) {
    if (body.size() < 1 + kLengthBytes || body.front() != agent_message::kIdentitiesAnswer)
        return fail(Errc::ProtocolFailed, u"the agent gave no list of keys"_s);
    const quint32 count = qFromBigEndian<quint32>(body.data() + 1);
    QByteArrayView rest = body.sliced(1 + kLengthBytes);
    QList<AgentIdentity> identities;
    // The count is only believed as far as there are bytes.
    for (quint32 i = 0; i < count; ++i) {
        QByteArrayView blob;
        QByteArrayView comment;
        if (!takeString(rest, blob) || !takeString(rest, comment))
            return fail(Errc::ProtocolFailed, u"the agent's list of keys is cut short"_s);
        identities.append({blob.toByteArray(), comment.toByteArray()});
    }
    return identities;
}

QByteArray identitiesAnswer(const QList<AgentIdentity> &identities) {
    QByteArray body(1, agent_message::kIdentitiesAnswer);
    appendLength(body, identities.size());
    for (const AgentIdentity &identity : identities) {
        appendString(body, identity.blob);
        appendString(body, identity.comment);
    }
    return body;
}

QByteArray signRequestKey(QByteArrayView body) {
    QByteArrayView key;
    if (body.isEmpty() || body.front() != agent_message::kSignRequest)
        return {};
    QByteArrayView rest = body.sliced(1);
    return takeString(rest, key) ? key.toByteArray() : QByteArray();
}

} // namespace fairlead
