#include "app/cli/forward_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

QString portsText(const Listen &listen, const QList<Endpoint> &bound) {
    if (bound.isEmpty())
        return portCount(listen) > 1 ? u"%1-%2"_s.arg(listen.port).arg(listen.lastPort)
                                     : QString::number(listen.port);
    const auto [low, high] =
        std::minmax_element(bound.begin(), bound.end(),
                            [](const Endpoint &a, const Endpoint &b) { return a.port < b.port; });
    if (listen.port == 0) // the system's choice: one port, even where each family got its own
        return QString::number(bound.first().port);
    return low->port == high->port ? QString::number(low->port)
                                   : u"%1-%2"_s.arg(low->port).arg(high->port);
}

QString addressText(const Forward &forward, const QList<Endpoint> &bound) {
    if (isWildcard(forward.listen.address))
        return u"*"_s;
    if (forward.kind == ForwardKind::Remote || bound.isEmpty())
        return forward.listen.address;
    const auto v4 = std::find_if(bound.begin(), bound.end(),
                                 [](const Endpoint &e) { return !e.host.contains(u':'); });
    return v4 == bound.end() ? bound.first().host : v4->host;
}

bool hasTarget(const Forward &forward) { return forward.kind != ForwardKind::Dynamic; }

} // namespace

QString boundText(const Forward &forward, const QList<Endpoint> &bound, const QString &boundPath) {
    if (forward.listen.kind == Listen::Kind::Unix)
        return boundPath.isEmpty() ? forward.listen.path : boundPath;
    const QString address = addressText(forward, bound);
    return (address.contains(u':') ? u"[%1]"_s.arg(address) : address) + u':' +
           portsText(forward.listen, bound);
}

QString readyLine(const Forward &forward, const QList<Endpoint> &bound, const QString &boundPath) {
    const QString line =
        u"ready %1 %2"_s.arg(kindName(forward.kind), boundText(forward, bound, boundPath));
    return hasTarget(forward) ? line + u" -> "_s + toText(forward.target, portCount(forward.listen))
                              : line;
}

QJsonObject readyEvent(const Forward &forward, const QString &hostName,
                       const QList<Endpoint> &bound, const QString &boundPath) {
    QJsonObject event{{u"event"_s, u"ready"_s},
                      {u"kind"_s, kindName(forward.kind)},
                      {u"listen"_s, boundText(forward, bound, boundPath)},
                      {u"name"_s, forward.name},
                      {u"host"_s, hostName}};
    if (hasTarget(forward))
        event.insert("target"_L1, toText(forward.target, portCount(forward.listen)));
    return event;
}

QString derivedName(const Forward &forward) {
    const Listen &listen = forward.listen;
    if (listen.kind == Listen::Kind::Unix)
        return kindName(forward.kind) + u' ' + listen.path.section(u'/', -1);
    return kindName(forward.kind) + u' ' + portsText(listen, {});
}

} // namespace fairlead
