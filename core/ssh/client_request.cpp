#include "core/ssh/client_request.h"

#include "core/base/log.h"
#include "core/ssh/lane.h"

#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace fairlead {

void reportTarget(const LinkShared &shared, const OpenForward &forward,
                  const std::optional<Error> &error) {
    const int code = error ? static_cast<int>(error->code) : -1;
    if (forward.targetTrouble.exchange(code) == code)
        return;
    shared.report(link_report::TargetChanged{forward.forward.id, error});
}

namespace {

// What is needed to open it once more.
ClientRequest withoutSocket(const ClientRequest &request, const StreamParts &parts) {
    ClientRequest copy;
    copy.forward = request.forward;
    copy.client = request.client;
    copy.originator = request.originator;
    copy.target = request.target;
    copy.toRemoteFirst = parts.toRemoteFirst;
    copy.toLocalOnOpen = parts.toLocalOnOpen;
    copy.toLocalOnRefusal = parts.toLocalOnRefusal;
    return copy;
}

} // namespace

void openStream(SshSession &session, LinkShared &shared, ClientRequest request) {
    const QString target = toText(request.target);
    StreamParts parts;
    parts.fd = std::move(request.fd);
    parts.counters = request.forward->counters;
    parts.entry = shared.streams->enter(request.forward->forward.id, request.client, target);
    parts.directory = shared.streams;
    parts.toRemoteFirst = std::move(request.toRemoteFirst);
    parts.toLocalOnOpen = std::move(request.toLocalOnOpen);
    parts.toLocalOnRefusal = std::move(request.toLocalOnRefusal);
    // With a SOCKS forward each client names its own target: one that fails says nothing about the
    // forward.
    const bool fixedTarget = request.forward->forward.kind != ForwardKind::Dynamic;
    parts.openSettled = [&shared, forward = request.forward, target,
                         fixedTarget](const std::optional<Error> &error) {
        std::optional<Error> told = error;
        if (told)
            told->detail = target + u": "_s + told->detail;
        if (told)
            Log::write(LogLevel::Warning, u"forward"_s, errcName(told->code) + u' ' + told->detail,
                       forward->forward.host, forward->forward.id);
        if (fixedTarget)
            reportTarget(shared, *forward, told);
    };
    const auto again = std::make_shared<ClientRequest>(withoutSocket(request, parts));
    parts.sessionLost = [&shared, again](UniqueFd fd) {
        again->fd = std::move(fd);
        shared.giveBack(std::move(*again));
    };
    if (request.target.kind == Target::Kind::Unix)
        session.openUnix(request.target.path, request.originator, std::move(parts));
    else
        session.openTcp({request.target.host, request.target.port}, request.originator,
                        std::move(parts));
}

void refuseClient(ClientRequest request, const Error &why) {
    if (request.toLocalOnRefusal) {
        const QByteArray answer = request.toLocalOnRefusal(why);
        (void)::send(request.fd.get(), answer.constData(), static_cast<size_t>(answer.size()),
                     MSG_NOSIGNAL);
        return;
    }
    const linger hard{1, 0}; // a reset: "refused", not "ended"
    ::setsockopt(request.fd.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

} // namespace fairlead
