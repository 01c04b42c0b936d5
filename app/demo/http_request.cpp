#include "app/demo/http_request.h"

#include <QtCore/QList>

namespace fairlead::demo {
namespace {

// -1: not there; -2: no number the demo would take.
qint64 bodySizeOf(const QList<QByteArray> &lines) {
    for (const QByteArray &line : lines.mid(1)) {
        const auto colon = line.indexOf(':');
        if (colon < 0 || line.left(colon).trimmed().toLower() != "content-length")
            continue;
        bool isNumber = false;
        const qint64 size = line.mid(colon + 1).trimmed().toLongLong(&isNumber);
        return isNumber && size >= 0 && size <= kMostBody ? size : -2;
    }
    return -1;
}

HttpRequest::Want wantOf(const QByteArray &method, const QByteArray &path) {
    const bool reads = method == "GET" || method == "HEAD";
    if (path == "/" && reads)
        return HttpRequest::Want::Page;
    if (path == "/echo" && method == "POST")
        return HttpRequest::Want::Echo;
    if (path == "/pulse" && (method == "GET" || method == "POST"))
        return HttpRequest::Want::Pulse;
    return HttpRequest::Want::Unknown;
}

} // namespace

std::optional<HttpRequest> readRequest(const QByteArray &head) {
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    if (head.size() > kMostHead || words.size() != 3 || !words[2].startsWith("HTTP/1."))
        return std::nullopt;
    const qint64 size = bodySizeOf(lines);
    if (size < -1)
        return std::nullopt;
    const QByteArray path = words[1].left(words[1].indexOf('?'));
    return HttpRequest{.want = wantOf(words[0], words[1].contains('?') ? path : words[1]),
                       .bodySize = size < 0 ? 0 : size,
                       .headOnly = words[0] == "HEAD"};
}

} // namespace fairlead::demo
