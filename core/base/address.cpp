#include "core/base/address.h"

#include <QtNetwork/QHostAddress>

using namespace Qt::StringLiterals;

namespace fairlead {

QString toText(const Endpoint &endpoint, bool alwaysPort) {
    const bool v6 = endpoint.host.contains(u':');
    const QString host = v6 ? u'[' + endpoint.host + u']' : endpoint.host;
    if (endpoint.port == 0 && !alwaysPort)
        return host;
    return host + u':' + QString::number(endpoint.port);
}

Result<quint16> parsePort(QStringView text, bool zeroAllowed) {
    if (text.isEmpty() || text.size() > 5)
        return fail(Errc::BadPort, text.toString());
    unsigned value = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return fail(Errc::BadPort, text.toString());
        value = value * 10 + (c.unicode() - u'0');
    }
    if (value > 65535 || (value == 0 && !zeroAllowed))
        return fail(Errc::BadPort, text.toString());
    return static_cast<quint16>(value);
}

Result<Endpoint> parseEndpoint(QStringView text, quint16 defaultPort) {
    QStringView host = text;
    QStringView port;
    if (text.startsWith(u'[')) {
        const auto end = text.indexOf(u']');
        if (end < 0)
            return fail(Errc::BadAddress, text.toString());
        host = text.mid(1, end - 1);
        const QStringView rest = text.mid(end + 1);
        if (!rest.isEmpty() && !rest.startsWith(u':'))
            return fail(Errc::BadAddress, text.toString());
        port = rest.mid(1);
        if (!rest.isEmpty() && port.isEmpty())
            return fail(Errc::BadPort, text.toString());
    } else if (text.count(u':') == 1) {
        const auto colon = text.indexOf(u':');
        host = text.left(colon);
        port = text.mid(colon + 1);
        if (port.isEmpty())
            return fail(Errc::BadPort, text.toString());
    }
    const auto name = checkedHostName(host);
    if (!name)
        return fail(Errc::BadAddress, text.toString());
    if (port.isEmpty())
        return Endpoint{*name, defaultPort};
    const auto number = parsePort(port);
    if (!number)
        return tl::unexpected(number.error());
    return Endpoint{*name, *number};
}

Result<QString> checkedHostName(QStringView text) {
    const QString name = text.toString();
    if (isLiteralAddress(text))
        return name;
    const bool lengthOk = !name.isEmpty() && name.size() <= 253;
    bool charactersOk = lengthOk && !name.startsWith(u'-') && !name.startsWith(u'.');
    for (const QChar c : name)
        charactersOk =
            charactersOk && c.unicode() < 128 && (c.isLetterOrNumber() || u".-_"_s.contains(c));
    if (!charactersOk)
        return fail(Errc::BadAddress, name);
    return name;
}

Result<QString> checkedUserName(QStringView text) {
    const QString name = text.toString();
    bool ok = !name.isEmpty() && name.size() <= 255 && !name.startsWith(u'-');
    for (const QChar c : name)
        ok = ok && c.isPrint() && !c.isSpace() && !u"'\"`$;&<>|(){}"_s.contains(c);
    if (!ok)
        return fail(Errc::BadOption, u"User "_s + name);
    return name;
}

bool isLiteralAddress(QStringView host) {
    // QHostAddress reads "1" and "127.1" as addresses, as inet_aton did; a resolver agrees, but a
    // person who types such a thing means a name, so only full dotted quads count.
    const QString text = host.toString();
    if (!text.contains(u':') && text.count(u'.') != 3)
        return false;
    // QHostAddress takes whatever stands behind '%' for a scope, line ends and quotes included.
    const auto percent = text.indexOf(u'%');
    const QString scope = percent < 0 ? u"0"_s : text.mid(percent + 1);
    for (const QChar c : scope) {
        if (c.unicode() >= 128 || !(c.isLetterOrNumber() || u".-_"_s.contains(c)))
            return false;
    }
    return !scope.isEmpty() && !QHostAddress(text).isNull();
}

bool isLoopback(QStringView host) {
    if (host.compare(u"localhost"_s, Qt::CaseInsensitive) == 0)
        return true;
    return isLiteralAddress(host) && QHostAddress(host.toString()).isLoopback();
}

bool isWildcard(QStringView host) {
    return host.isEmpty() || host == u"*"_s || host == u"0.0.0.0"_s || host == u"::"_s;
}

} // namespace fairlead
