#include "app/tour/visit.h"

#include <QtNetwork/QNetworkProxy>

namespace fairlead::demo {

void knock(QTcpSocket &socket, const Door &door) {
    if (door.kind == ForwardKind::Dynamic) {
        socket.setProxy(
            QNetworkProxy(QNetworkProxy::Socks5Proxy, door.bound.host, door.bound.port));
        socket.connectToHost(door.page.host, door.page.port);
    } else {
        socket.setProxy(QNetworkProxy::NoProxy);
        socket.connectToHost(door.bound.host, door.bound.port);
    }
}

QByteArray requestHead(const QByteArray &method, const QByteArray &path, const Door &door,
                       qint64 bodySize) {
    return method + ' ' + path + " HTTP/1.1\r\nHost: " + door.page.host.toUtf8() +
           "\r\nContent-Length: " + QByteArray::number(bodySize) + "\r\nConnection: close\r\n\r\n";
}

} // namespace fairlead::demo
