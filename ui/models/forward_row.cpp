#include "ui/models/forward_row.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

// Tells programs where to connect: a wildcard listener is reached through loopback.
QString connectable(const QString &address) {
    const bool here = isWildcard(address) || address == u"localhost" || address == u"::1";
    return here ? u"127.0.0.1"_s : address;
}

} // namespace

Reach reachOf(const Forward &forward) {
    const Listen &listen = forward.listen;
    const bool remote = forward.kind == ForwardKind::Remote;
    if (listen.kind == Listen::Kind::Unix || isLoopback(listen.address))
        return remote ? Reach::OnlyServer : Reach::OnlyMe;
    return remote ? Reach::AnyoneViaServer : Reach::ThisNetwork;
}

QString listenText(const ForwardRow &row) {
    const Listen &listen = row.forward.listen;
    if (listen.kind == Listen::Kind::Unix)
        return listen.path;
    Listen shown = listen;
    if (!row.now.bound.isEmpty() && shown.port == 0)
        shown.port = row.now.bound.constFirst().port;
    if (row.forward.kind == ForwardKind::Remote && !row.via.isEmpty())
        shown.address = row.via.constLast();
    else if (shown.address == u"localhost")
        shown.address = u"127.0.0.1"_s;
    return toText(shown);
}

QString addressToCopy(const ForwardRow &row) {
    const Listen &listen = row.forward.listen;
    if (listen.kind == Listen::Kind::Unix)
        return listen.path;
    if (row.forward.kind == ForwardKind::Remote)
        return listenText(row);
    const quint16 port = row.now.bound.isEmpty() ? listen.port : row.now.bound.constFirst().port;
    return toText(Endpoint{connectable(listen.address), port});
}

std::optional<QUrl> browserAddress(const ForwardRow &row) {
    static constexpr std::array<quint16, 13> kPlain{80,   3000, 5000, 5601, 8000, 8008, 8080,
                                                    8081, 8086, 8888, 9000, 9090, 9200};
    static constexpr std::array<quint16, 4> kEncrypted{443, 4443, 8443, 9443};
    const Forward &forward = row.forward;
    if (forward.kind != ForwardKind::Local || forward.listen.kind != Listen::Kind::Tcp ||
        forward.target.kind != Target::Kind::Tcp)
        return {};
    const auto speaks = [&forward](const auto &ports) {
        return std::find(ports.begin(), ports.end(), forward.target.port) != ports.end();
    };
    if (!speaks(kPlain) && !speaks(kEncrypted))
        return {};
    const QString scheme = speaks(kEncrypted) ? u"https://"_s : u"http://"_s;
    return QUrl(scheme + addressToCopy(row) + u'/');
}

SwitchState switchOf(int wanted, int all) {
    if (wanted == 0)
        return SwitchState::Off;
    return wanted == all ? SwitchState::On : SwitchState::Partly;
}

double waitLeft(const ForwardStatus &status, std::chrono::milliseconds now) {
    if (!status.retryAt)
        return -1;
    const auto left = *status.retryAt - now;
    const auto whole = *status.retryAt - status.since.value_or(now);
    if (whole.count() <= 0)
        return 0;
    return std::clamp(static_cast<double>(left.count()) / static_cast<double>(whole.count()), 0.0,
                      1.0);
}

QStringList viaOf(const ProfileBook &book, const Host &host) {
    QStringList via;
    for (const QString &jump : host.jumps) {
        const std::optional<Host> known = book.hostNamed(jump);
        via.append(known ? known->name : jump);
    }
    via.append(host.name);
    return via;
}

} // namespace fairlead::ui
