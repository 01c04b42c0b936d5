// One connection to a demo page: reads one request, answers it, ends.
#pragma once

#include "app/demo/http_request.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpSocket>

namespace fairlead::demo {

// Owns itself: gone when the connection is. Memory is bounded: what the client does not read stops
// the reading.
class PageVisit final : public QObject {
    Q_OBJECT
public:
    // Takes the socket. `seed`: the waves of its stream.
    PageVisit(QTcpSocket *socket, const QByteArray &html, unsigned seed, QObject *parent);

private:
    void readMore();
    void readHead();
    void answer(const HttpRequest &request);
    void reply(const QByteArray &status, const QByteArray &type, const QByteArray &body,
               bool headOnly);
    void beginEcho(qint64 size);
    void beginPulse();
    void echo();
    void beat();
    void end();

    enum class Stage { Head, Echoing, Pulsing, Ending };
    QTcpSocket *m_socket;
    QByteArray m_html;
    unsigned m_seed;
    Stage m_stage = Stage::Head;
    QByteArray m_head;
    qint64 m_left = 0; // bytes still to be echoed
    QTimer m_beat;
    QElapsedTimer m_age;
};

} // namespace fairlead::demo
