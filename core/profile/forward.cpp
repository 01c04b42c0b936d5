#include "core/profile/forward.h"

#include "core/base/address.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

QString withRange(const QString &host, quint16 first, int ports) {
    const QString text = toText(Endpoint{host, first});
    return ports > 1 ? text + u'-' + QString::number(first + ports - 1) : text;
}

} // namespace

int portCount(const Listen &listen) {
    if (listen.kind == Listen::Kind::Unix || listen.lastPort <= listen.port)
        return 1;
    return listen.lastPort - listen.port + 1;
}

QString toText(const Listen &listen) {
    if (listen.kind == Listen::Kind::Unix)
        return listen.path;
    const QString host = listen.address.isEmpty() ? u"*"_s : listen.address;
    return withRange(host, listen.port, portCount(listen));
}

QString toText(const Target &target, int ports) {
    switch (target.kind) {
    case Target::Kind::Tcp:
        return withRange(target.host, target.port, ports);
    case Target::Kind::Unix:
        return target.path;
    case Target::Kind::Socks:
        return u"socks"_s;
    }
    return {};
}

QString kindName(ForwardKind kind) {
    switch (kind) {
    case ForwardKind::Local:
        return u"local"_s;
    case ForwardKind::Remote:
        return u"remote"_s;
    case ForwardKind::Dynamic:
        return u"dynamic"_s;
    }
    return {};
}

} // namespace fairlead
