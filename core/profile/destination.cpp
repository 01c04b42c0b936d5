#include "core/profile/destination.h"

#include "core/base/address.h"

#include <QtCore/QUrl>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr quint16 kSshPort = 22;

// draft-ietf-secsh-scp-sftp-ssh-uri: user and host may be percent-encoded, "user;key=value" carries
// connection parameters we do not use, and a path means nothing for a login.
Result<QString> uriAuthority(QStringView text) {
    QStringView rest = text.mid(6); // "ssh://"
    if (rest.endsWith(u'/'))
        rest.chop(1);
    if (rest.contains(u'/') || rest.contains(u'?') || rest.contains(u'#'))
        return fail(Errc::BadAddress, text.toString());
    const auto at = rest.lastIndexOf(u'@');
    const auto semicolon = rest.indexOf(u';');
    QString authority = rest.toString();
    if (semicolon >= 0 && semicolon < at)
        authority.remove(semicolon, at - semicolon);
    return QUrl::fromPercentEncoding(authority.toUtf8());
}

} // namespace

Result<Destination> parseDestination(QStringView text) {
    QString plain = text.toString();
    if (text.startsWith(u"ssh://", Qt::CaseInsensitive)) {
        const auto authority = uriAuthority(text);
        if (!authority)
            return tl::unexpected(authority.error());
        plain = *authority;
    }
    Destination destination;
    // As ssh does: the last '@', because names from a directory service may contain one.
    const auto at = plain.lastIndexOf(u'@');
    if (at >= 0) {
        const auto user = checkedUserName(QStringView(plain).left(at));
        if (!user)
            return tl::unexpected(user.error());
        destination.user = *user;
    }
    const auto endpoint = parseEndpoint(QStringView(plain).mid(at + 1));
    if (!endpoint)
        return tl::unexpected(endpoint.error());
    destination.host = endpoint->host;
    destination.port = endpoint->port;
    return destination;
}

QString toText(const Destination &destination) {
    const QString user = destination.user.isEmpty() ? QString() : destination.user + u'@';
    if (destination.port == 0)
        return user + destination.host;
    return user + toText(Endpoint{destination.host, destination.port});
}

Result<Host> hostFromDestination(QStringView text) {
    const auto destination = parseDestination(text);
    if (!destination)
        return tl::unexpected(destination.error());
    Host host;
    host.name = text.toString();
    host.address = destination->host;
    host.user = destination->user;
    if (destination->port != 0)
        host.port = destination->port;
    return host;
}

Destination destinationOf(const Host &host) {
    return {host.user, host.address, host.port == kSshPort ? quint16{0} : host.port};
}

} // namespace fairlead
