#include "app/demo/page_server.h"

#include "app/demo/page_visit.h"

namespace fairlead::demo {

PageServer::PageServer(const Page &page, QObject *parent)
    : QObject(parent),
      m_html(pageHtml(page)) {
    connect(&m_listener, &QTcpServer::newConnection, this, &PageServer::welcome);
    m_listener.listen(QHostAddress::LocalHost);
}

void PageServer::welcome() {
    while (QTcpSocket *socket = m_listener.nextPendingConnection())
        new PageVisit(socket, m_html, ++m_visits, this);
}

} // namespace fairlead::demo
