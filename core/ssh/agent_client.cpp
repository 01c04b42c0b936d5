#include "core/ssh/agent_client.h"

#include "core/base/log.h"
#include "core/base/socket_address.h"
#include "core/ssh/agent_messages.h"
#include "core/ssh/dial_stream.h"

#include <cerrno>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

std::optional<AgentKey> describe(const AgentIdentity &identity) {
    QByteArrayView rest = identity.blob;
    QByteArrayView type;
    if (!takeString(rest, type) || type.isEmpty())
        return std::nullopt;
    AgentKey key{.blob = identity.blob};
    key.type = printable(QString::fromLatin1(type));
    key.comment = printable(QString::fromUtf8(identity.comment));
    key.isCertificate = key.type.contains(u"-cert-v"_s);
    key.needsTouch = key.type.startsWith(u"sk-"_s);
    return key;
}

} // namespace

Result<UniqueFd> connectToAgent(const QString &socketPath) {
    const auto address = unixSocketAddress(socketPath);
    if (!address)
        return fail(Errc::AgentUnavailable,
                    socketPath + u": not a path of 1 to %1 bytes"_s.arg(kUnixPathLimit));
    UniqueFd fd = openSocket(AF_UNIX);
    // A local connection is made at once or not at all; EAGAIN means that the agent's queue is
    // full.
    const auto *peer = reinterpret_cast<const sockaddr *>(&*address);
    if (!fd.isOpen() || ::connect(fd.get(), peer, sizeof *address) != 0)
        return fail(Errc::AgentUnavailable, socketPath + u": "_s + reasonText(errno));
    return fd;
}

Result<QByteArray> askAgent(int fd, QByteArrayView body, const QString &socketPath, Waiter &waiter,
                            Waiter::TimePoint until) {
    TimedStream stream(fd, waiter, until);
    const auto broken = [&](const TimedStream::Failure &failure) {
        return tl::unexpected(toError(failure, Errc::AgentUnavailable, socketPath));
    };
    if (const auto sent = stream.send(framed(body)); !sent)
        return broken(sent.error());
    const auto four = stream.receive(4);
    if (!four)
        return broken(four.error());
    const qsizetype length = frameLength(*four);
    if (length == 0)
        return fail(Errc::AgentUnavailable, socketPath + u": is no SSH agent"_s);
    const auto answer = stream.receive(length);
    if (!answer)
        return broken(answer.error());
    return *answer;
}

Result<QList<AgentKey>> listAgentKeys(const QString &socketPath, Waiter &waiter,
                                      Waiter::TimePoint until) {
    const auto fd = connectToAgent(socketPath);
    if (!fd)
        return tl::unexpected(fd.error());
    const QByteArray request(1, agent_message::kRequestIdentities);
    const auto answer = askAgent(fd->get(), request, socketPath, waiter, until);
    if (!answer)
        return tl::unexpected(answer.error());
    const auto identities = parseIdentitiesAnswer(*answer);
    if (!identities)
        return fail(Errc::AgentUnavailable, socketPath + u": "_s + identities.error().detail);
    QList<AgentKey> keys;
    for (const AgentIdentity &identity : *identities) {
        if (const auto key = describe(identity))
            keys.append(*key);
    }
    return keys;
}

} // namespace fairlead
