#include "core/tunnel/forward_diff.h"

#include <QtCore/QHash>
#include <algorithm>

namespace fairlead {
namespace {

Forward asLinkSeesIt(Forward forward) {
    forward.name.clear();
    forward.profile = {};
    forward.note.clear();
    forward.tags.clear();
    forward.autoStart = false;
    return forward;
}

Host asLinkSeesIt(Host host) {
    host.name.clear();
    host.jumps.clear();
    host.exitOnForwardFailure = false;
    return host;
}

bool sameListener(const Forward &a, const Forward &b) {
    return a.kind == b.kind && a.listen == b.listen;
}

int lastPortOf(const Listen &listen) { return listen.port + portCount(listen) - 1; }

} // namespace

bool sameOnLink(const Forward &a, const Forward &b) { return asLinkSeesIt(a) == asLinkSeesIt(b); }

bool sameOnLink(const Host &a, const Host &b) { return asLinkSeesIt(a) == asLinkSeesIt(b); }

bool sameOnLink(const QList<Host> &a, const QList<Host> &b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Host &one, const Host &two) { return sameOnLink(one, two); });
}

ForwardDiff diffForwards(const QList<Forward> &active, const QList<Forward> &wanted) {
    QHash<ForwardId, const Forward *> now;
    QHash<ForwardId, const Forward *> then;
    for (const Forward &forward : active)
        now.insert(forward.id, &forward);
    for (const Forward &forward : wanted)
        then.insert(forward.id, &forward);

    ForwardDiff diff;
    for (const Forward &forward : active) {
        const Forward *next = then.value(forward.id);
        if (!next || !sameListener(forward, *next))
            diff.toClose << forward.id;
    }
    for (const Forward &forward : wanted) {
        const Forward *current = now.value(forward.id);
        if (!current || !sameOnLink(*current, forward))
            diff.toOpen << forward;
    }
    return diff;
}

bool mayClash(const Forward &a, const Forward &b) {
    if (a.kind == ForwardKind::Remote || b.kind == ForwardKind::Remote)
        return false;
    if (a.listen.kind != b.listen.kind)
        return false;
    if (a.listen.kind == Listen::Kind::Unix)
        return a.listen.path == b.listen.path;
    if (a.listen.port == 0 || b.listen.port == 0)
        return false;
    return a.listen.port <= lastPortOf(b.listen) && b.listen.port <= lastPortOf(a.listen);
}

} // namespace fairlead
