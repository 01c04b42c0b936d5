// A connection through a forward of the demo, as a browser or a client behind a proxy makes it.
#pragma once

#include "app/tour/demo_ready.h"

#include <QtNetwork/QTcpSocket>

namespace fairlead::demo {

// Where to knock: the bound end of a forward, and what is behind it.
struct Door {
    ForwardKind kind = ForwardKind::Local;
    Endpoint bound;
    Endpoint page;
};

// Connects; through SOCKS5 with the name left to the server where the forward is dynamic.
void knock(QTcpSocket &socket, const Door &door);
// "POST /echo HTTP/1.1…", with the page's name as Host and `bodySize` bytes announced.
[[nodiscard]] QByteArray requestHead(const QByteArray &method, const QByteArray &path,
                                     const Door &door, qint64 bodySize);

} // namespace fairlead::demo
