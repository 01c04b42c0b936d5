// The little of HTTP/1.1 the demo's pages need: the head of a request, and which of three things
// it asks for.
#pragma once

#include <QtCore/QByteArray>
#include <optional>

namespace fairlead::demo {

struct HttpRequest {
    enum class Want {
        Page,    // GET /
        Echo,    // POST /echo: the body comes back
        Pulse,   // GET or POST /pulse: a gentle stream for a while; the body is swallowed
        Unknown, // anything else
    };
    Want want = Want::Unknown;
    qint64 bodySize = 0;   // 0…kMostBody; of Echo
    bool headOnly = false; // HEAD: the same answer without its body
};

inline constexpr qsizetype kMostHead = 8192;
inline constexpr qint64 kMostBody = 64 * 1024 * 1024;

// `head` is everything before the empty line. Nothing: not HTTP, or a body that is too large.
[[nodiscard]] std::optional<HttpRequest> readRequest(const QByteArray &head);

} // namespace fairlead::demo
