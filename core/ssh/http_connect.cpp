#include "core/ssh/http_connect.h"

#include <QtCore/QList>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {

namespace {

// Longer than any registered method; keeps line noise from being taken for one.
constexpr qsizetype kMaxMethod = 24;

tl::unexpected<HttpRefusal> refuse(QByteArray reason, int status = 400) {
    return tl::unexpected<HttpRefusal>(HttpRefusal{status, std::move(reason)});
}

struct RequestLine {
    QByteArrayView method;
    QByteArrayView target;
    QByteArrayView version;
};

struct Header {
    QByteArrayView name;
    QByteArrayView value;
};

bool equalIgnoringCase(QByteArrayView a, QByteArrayView b) {
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isGraphic(char c) { return c > ' ' && c < 0x7f; }

// RFC 9110 section 5.6.2.
bool isTokenCharacter(char c) {
    return isGraphic(c) && !QByteArrayView("\"(),/:;<=>?@[\\]{}").contains(c);
}

HttpResult<RequestLine> splitRequestLine(QByteArrayView line) {
    const auto first = line.indexOf(' ');
    const auto last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first + 1)
        return refuse("This is not an HTTP request.");
    const RequestLine parts{line.first(first), line.sliced(first + 1, last - first - 1),
                            line.sliced(last + 1)};
    const bool methodOk = parts.method.size() <= kMaxMethod &&
                          std::all_of(parts.method.begin(), parts.method.end(), isTokenCharacter);
    if (!methodOk || !std::all_of(parts.target.begin(), parts.target.end(), isGraphic))
        return refuse("This is not an HTTP request.");
    if (parts.version != "HTTP/1.1" && parts.version != "HTTP/1.0")
        return refuse("Only HTTP/1.0 and HTTP/1.1 are spoken here.", 505);
    return parts;
}

HttpResult<Endpoint> readAuthority(QByteArrayView authority, quint16 defaultPort) {
    const auto endpoint = parseEndpoint(QString::fromLatin1(authority), defaultPort);
    if (!endpoint || endpoint->port == 0)
        return refuse("\"" + authority.toByteArray() + "\" is no host:port.");
    return *endpoint;
}

// "http://host[:port][/path][?query]" cut after the authority.
struct AbsoluteForm {
    QByteArrayView authority;
    QByteArray path;
};

HttpResult<AbsoluteForm> splitAbsoluteForm(const RequestLine &line) {
    const QByteArrayView scheme("http://");
    if (line.target.startsWith('/') || line.target == "*")
        return refuse("This port is a proxy (SOCKS and HTTP), not a web site.");
    if (!equalIgnoringCase(line.target.first(std::min(scheme.size(), line.target.size())), scheme))
        return refuse("Only http:// addresses can be fetched here; use CONNECT for others.");
    if (line.target.contains('#'))
        return refuse("An address may not carry a fragment.");
    const QByteArrayView rest = line.target.sliced(scheme.size());
    const auto end =
        std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    const qsizetype authorityEnd = end - rest.begin();
    QByteArray path = rest.sliced(authorityEnd).toByteArray();
    if (path.isEmpty() && line.method == "OPTIONS")
        path = "*"; // RFC 9112 section 3.2.4
    else if (!path.startsWith('/'))
        path.prepend('/');
    return AbsoluteForm{rest.first(authorityEnd), path};
}

HttpResult<QList<Header>> splitHeaders(const QList<QByteArrayView> &lines) {
    QList<Header> headers;
    for (const QByteArrayView line : lines) {
        const auto colon = line.indexOf(':');
        const QByteArrayView name = line.first(std::max<qsizetype>(colon, 0));
        // A folded line or a space before the colon is read differently by different servers
        // (RFC 9112 sections 5.1 and 5.2): neither is passed on.
        if (name.isEmpty() || !std::all_of(name.begin(), name.end(), isTokenCharacter))
            return refuse("A header line is malformed.");
        const auto isControl = [](char c) {
            return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
        };
        if (std::any_of(line.begin(), line.end(), isControl))
            return refuse("A header line holds control characters.");
        headers.append({name, line.sliced(colon + 1).trimmed()});
    }
    return headers;
}

// Headers meant for this proxy or this connection only: RFC 9110 section 7.6.1.
bool isHopByHop(const Header &header, const QList<Header> &all) {
    if (header.name.first(std::min<qsizetype>(6, header.name.size()))
            .compare("Proxy-", Qt::CaseInsensitive) == 0)
        return true;
    for (const QByteArrayView name : {QByteArrayView("Host"), QByteArrayView("Connection"),
                                      QByteArrayView("Keep-Alive"), QByteArrayView("Upgrade")}) {
        if (equalIgnoringCase(header.name, name))
            return true;
    }
    // The body is passed on as it comes, so what frames it must stay whatever Connection says.
    for (const QByteArrayView name :
         {QByteArrayView("Content-Length"), QByteArrayView("Transfer-Encoding")}) {
        if (equalIgnoringCase(header.name, name))
            return false;
    }
    for (const Header &other : all) {
        if (!equalIgnoringCase(other.name, "Connection"))
            continue;
        for (const QByteArray &option : other.value.toByteArray().split(',')) {
            if (equalIgnoringCase(option.trimmed(), header.name))
                return true;
        }
    }
    return false;
}

QByteArray rewrittenHead(const RequestLine &line, const AbsoluteForm &form,
                         const QList<Header> &headers) {
    QByteArray head =
        line.method.toByteArray() + ' ' + form.path + ' ' + line.version.toByteArray() + "\r\n";
    // RFC 9112 section 3.2.2: the host of the request target wins over a Host header.
    head += "Host: " + form.authority.toByteArray() + "\r\n";
    for (const Header &header : headers) {
        if (!isHopByHop(header, headers))
            head += header.name.toByteArray() + ": " + header.value.toByteArray() + "\r\n";
    }
    return head + "Connection: close\r\n\r\n";
}

// Without line ends and without the blank line at the end.
QList<QByteArrayView> splitLines(QByteArrayView head) {
    QList<QByteArrayView> lines;
    while (!head.isEmpty()) {
        const auto end = head.indexOf('\n');
        QByteArrayView line = end < 0 ? head : head.first(end);
        head = end < 0 ? QByteArrayView() : head.sliced(end + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        if (!line.isEmpty())
            lines.append(line);
    }
    return lines;
}

QByteArray statusText(int status) {
    switch (status) {
    case 403:
        return "Forbidden";
    case 431:
        return "Request Header Fields Too Large";
    case 502:
        return "Bad Gateway";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Bad Request";
    }
}

} // namespace

HttpResult<HttpProxyRequest> readHttpRequestLine(QByteArrayView line) {
    const auto parts = splitRequestLine(line);
    if (!parts)
        return tl::unexpected(parts.error());
    if (parts->method == "CONNECT") {
        const auto target = readAuthority(parts->target, 0);
        if (!target)
            return tl::unexpected(target.error());
        return HttpProxyRequest{*target, true, {}};
    }
    const auto form = splitAbsoluteForm(*parts);
    if (!form)
        return tl::unexpected(form.error());
    const auto target = readAuthority(form->authority, 80);
    if (!target)
        return tl::unexpected(target.error());
    return HttpProxyRequest{*target, false, rewrittenHead(*parts, *form, {})};
}

HttpResult<HttpProxyRequest> readHttpProxyHead(QByteArrayView head) {
    QList<QByteArrayView> lines = splitLines(head);
    if (lines.isEmpty())
        return refuse("This is not an HTTP request.");
    const QByteArrayView first = lines.takeFirst();
    auto request = readHttpRequestLine(first);
    if (!request)
        return request;
    const auto headers = splitHeaders(lines);
    if (!headers)
        return tl::unexpected(headers.error());
    if (!request->tunnel) {
        const auto parts = splitRequestLine(first);
        request->head = rewrittenHead(*parts, *splitAbsoluteForm(*parts), *headers);
    }
    return request;
}

QByteArray httpRefusalResponse(const HttpRefusal &refusal) {
    const QByteArray body = refusal.reason + "\r\n";
    return "HTTP/1.1 " + QByteArray::number(refusal.status) + ' ' + statusText(refusal.status) +
           "\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff"
           "\r\nContent-Length: " +
           QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace fairlead
