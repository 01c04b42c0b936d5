// The HTTP half of a proxy port, as pure functions: a request head in, a target or a refusal out.
// RFC 9110 section 9.3.6 (CONNECT), RFC 9112 section 3.2 (forms of the request target).
#pragma once

#include "core/base/address.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace fairlead {

struct HttpRefusal {
    int status = 400;
    QByteArray reason; // one line for the response's body
};

template <typename T>
using HttpResult = tl::expected<T, HttpRefusal>;

struct HttpProxyRequest {
    Endpoint target;
    bool tunnel = false; // CONNECT: answer 200, then carry bytes
    // Otherwise the head to send to the target first: origin-form, no headers meant for a proxy,
    // and "Connection: close", so that a second request on the same connection, perhaps for another
    // host, cannot go to this one.
    QByteArray head;
};

// The request line alone, without its line end; refuses a request that cannot become good.
[[nodiscard]] HttpResult<HttpProxyRequest> readHttpRequestLine(QByteArrayView line);

// A whole head including its blank line. Lines end in CRLF or a bare LF.
[[nodiscard]] HttpResult<HttpProxyRequest> readHttpProxyHead(QByteArrayView head);

// A response that closes the connection, with one line of plain text in it.
[[nodiscard]] QByteArray httpRefusalResponse(const HttpRefusal &refusal);

} // namespace fairlead
