// A demo target: plain HTTP on a loopback port, with a page, an echo and a gentle stream.
#pragma once

#include "app/demo/page.h"

#include <QtNetwork/QTcpServer>

namespace fairlead::demo {

class PageServer final : public QObject {
    Q_OBJECT
public:
    explicit PageServer(const Page &page, QObject *parent = nullptr);
    // The system's choice on 127.0.0.1; 0 when it could not listen.
    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }

private:
    void welcome();
    QTcpServer m_listener;
    QByteArray m_html;
    unsigned m_visits = 0;
};

} // namespace fairlead::demo
