#include "app/demo/page_visit.h"

#include "app/demo/pulse.h"

#include <chrono>

namespace fairlead::demo {
namespace {

using namespace std::chrono_literals;

constexpr qint64 kMostBuffered = 256 * 1024;
constexpr auto kPatience = 10s;
// Long enough to be watched, short enough that streams come and go.
constexpr auto kPulseTime = 40s;

} // namespace

PageVisit::PageVisit(QTcpSocket *socket, const QByteArray &html, unsigned seed, QObject *parent)
    : QObject(parent),
      m_socket(socket),
      m_html(html),
      m_seed(seed) {
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kMostBuffered);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(m_socket, &QTcpSocket::readyRead, this, &PageVisit::readMore);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &PageVisit::readMore);
    connect(&m_beat, &QTimer::timeout, this, &PageVisit::beat);
    QTimer::singleShot(kPatience, this, [this] {
        if (m_stage == Stage::Head)
            m_socket->abort();
    });
    readMore();
}

void PageVisit::readMore() {
    switch (m_stage) {
    case Stage::Head:
        return readHead();
    case Stage::Echoing:
        return echo();
    case Stage::Pulsing:
    case Stage::Ending:
        m_socket->skip(m_socket->bytesAvailable());
    }
}

void PageVisit::readHead() {
    while (m_socket->canReadLine() && m_stage == Stage::Head) {
        const QByteArray line = m_socket->readLine(kMostHead);
        if (line.trimmed().isEmpty() && !m_head.isEmpty()) {
            const auto request = readRequest(m_head);
            if (request)
                answer(*request);
            else
                reply("400 Bad Request", "text/plain", "This is no request the demo knows.\n",
                      false);
            return;
        }
        m_head += line;
        if (m_head.size() > kMostHead)
            return m_socket->abort();
    }
    if (m_stage == Stage::Head && m_socket->bytesAvailable() > kMostHead)
        m_socket->abort(); // a line without an end
}

void PageVisit::answer(const HttpRequest &request) {
    switch (request.want) {
    case HttpRequest::Want::Page:
        return reply("200 OK", "text/html; charset=utf-8", m_html, request.headOnly);
    case HttpRequest::Want::Echo:
        return beginEcho(request.bodySize);
    case HttpRequest::Want::Pulse:
        return beginPulse();
    case HttpRequest::Want::Unknown:
        return reply("404 Not Found", "text/plain", "The demo has no such page.\n",
                     request.headOnly);
    }
}

void PageVisit::reply(const QByteArray &status, const QByteArray &type, const QByteArray &body,
                      bool headOnly) {
    m_socket->write("HTTP/1.1 " + status + "\r\nContent-Type: " + type +
                    "\r\nContent-Length: " + QByteArray::number(body.size()) +
                    "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'"
                    "\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n");
    if (!headOnly)
        m_socket->write(body);
    end();
}

void PageVisit::beginEcho(qint64 size) {
    m_stage = Stage::Echoing;
    m_left = size;
    m_socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                    "Content-Length: " +
                    QByteArray::number(size) + "\r\nConnection: close\r\n\r\n");
    echo();
}

void PageVisit::beginPulse() {
    m_stage = Stage::Pulsing;
    m_socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n");
    m_age.start();
    m_beat.start(kPulseTick);
    readMore();
}

void PageVisit::echo() {
    while (m_left > 0 && m_socket->bytesAvailable() > 0 &&
           m_socket->bytesToWrite() < kMostBuffered) {
        const QByteArray bytes = m_socket->read(std::min(m_left, kMostBuffered));
        m_left -= bytes.size();
        m_socket->write(bytes);
    }
    if (m_left == 0)
        end();
}

void PageVisit::beat() {
    const std::chrono::milliseconds age(m_age.elapsed());
    if (age > kPulseTime)
        return end();
    if (m_socket->bytesToWrite() < kMostBuffered)
        m_socket->write(pulseBytes(pulseSize(age, m_seed)));
}

void PageVisit::end() {
    m_stage = Stage::Ending;
    m_beat.stop();
    m_socket->disconnectFromHost();
}

} // namespace fairlead::demo
