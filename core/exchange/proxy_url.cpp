#include "core/exchange/proxy_url.h"

#include "core/base/address.h"

#include <QtCore/QUrl>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr int kSocksPort = 1080; // RFC 1928
constexpr int kHttpPort = 3128;  // what most HTTP proxies listen on

} // namespace

Result<Proxy> parseProxyUrl(const QString &text) {
    if (text == u"none")
        return Proxy{};
    const QUrl url(text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    Proxy proxy;
    if (scheme == u"socks5" || scheme == u"socks5h" || scheme == u"socks")
        proxy.kind = Proxy::Kind::Socks5;
    else if (scheme == u"http")
        proxy.kind = Proxy::Kind::Http;
    else
        return fail(Errc::BadOption,
                    u"%1: a proxy is socks5://host:port, http://host:port or none"_s.arg(text));
    if (!url.password().isEmpty())
        return fail(Errc::BadOption,
                    u"a password in a proxy's address can be read by everyone; leave it out, it is "
                    "asked for"_s);
    const auto host = checkedHostName(url.host());
    const bool more = (!url.path().isEmpty() && url.path() != u"/") || url.hasQuery();
    if (!url.isValid() || !host || more)
        return fail(Errc::BadOption, u"%1: not a proxy's address"_s.arg(text));
    proxy.host = *host;
    proxy.port =
        static_cast<quint16>(url.port(proxy.kind == Proxy::Kind::Http ? kHttpPort : kSocksPort));
    proxy.user = url.userName();
    return proxy;
}

QString proxyUrl(const Proxy &proxy) {
    if (proxy.kind != Proxy::Kind::Socks5 && proxy.kind != Proxy::Kind::Http)
        return {};
    QUrl url;
    url.setScheme(proxy.kind == Proxy::Kind::Http ? u"http"_s : u"socks5"_s);
    url.setUserName(proxy.user);
    url.setHost(proxy.host);
    url.setPort(proxy.port);
    return url.toString();
}

} // namespace fairlead
