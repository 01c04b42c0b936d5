#include "core/profile/jump_chain.h"

#include "core/profile/destination.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr qsizetype kMostHops = 16;

Result<Host> adHoc(const QString &text, const Host &destination) {
    auto jump = hostFromDestination(text);
    if (!jump)
        return fail(Errc::NotFound, u"jump host "_s + text);
    jump->id = HostId(u"jump/"_s + text);
    jump->family = destination.family;
    jump->bindAddress = destination.bindAddress;
    jump->identityAgent = destination.identityAgent;
    jump->batchMode = destination.batchMode;
    jump->connectTimeout = destination.connectTimeout;
    jump->connectionAttempts = destination.connectionAttempts;
    jump->tcpKeepAlive = destination.tcpKeepAlive;
    jump->keepAliveInterval = destination.keepAliveInterval;
    jump->keepAliveMisses = destination.keepAliveMisses;
    return jump;
}

Result<Host> findJump(const QString &text, const Host &destination, const ProfileData &data) {
    const auto found = std::find_if(data.hosts.begin(), data.hosts.end(),
                                    [&](const Host &host) { return host.name == text; });
    if (!text.isEmpty() && found != data.hosts.end())
        return *found;
    return adHoc(text, destination);
}

// `path`: the hosts whose jumps are being followed, to find loops.
Result<QList<Host>> follow(const Host &host, const Host &destination, const ProfileData &data,
                           QList<Host> path) {
    const bool seen = std::any_of(path.begin(), path.end(), [&](const Host &other) {
        return other.id == host.id && other.name == host.name;
    });
    path += host;
    if (seen || path.size() > kMostHops) {
        QStringList names;
        for (const Host &step : std::as_const(path))
            names += step.name;
        return fail(Errc::BadOption, u"jumps go in a circle: "_s + names.join(u" -> "_s));
    }
    QList<Host> hops;
    for (qsizetype i = 0; i < host.jumps.size(); ++i) {
        const auto jump = findJump(host.jumps[i], destination, data);
        if (!jump)
            return tl::unexpected(jump.error());
        const auto before =
            i == 0 ? follow(*jump, destination, data, path) : Result<QList<Host>>{{*jump}};
        if (!before)
            return before;
        hops += *before;
    }
    hops += host;
    if (hops.size() > kMostHops)
        return fail(Errc::BadOption, host.name + u": more than 16 hops"_s);
    return hops;
}

} // namespace

Result<QList<Host>> hopsOf(const Host &host, const ProfileData &data) {
    auto hops = follow(host, host, data, {});
    if (hops && hops->first().proxy.kind == Proxy::Kind::None)
        hops->first().proxy = host.proxy;
    return hops;
}

} // namespace fairlead
