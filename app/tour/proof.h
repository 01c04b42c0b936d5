// Sends random bytes through a forward, has them sent back, and compares.
#pragma once

#include "app/tour/visit.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <chrono>

namespace fairlead::demo {

struct ProofOutcome {
    enum class Result { Good, NotConnected, Cut, Different, TooSlow };
    Result result = Result::NotConnected;
    quint64 bytes = 0; // of the body, both ways together
    std::chrono::microseconds time{0};
};

// Main thread only; one proof each.
class Proof final : public QObject {
    Q_OBJECT
public:
    Proof(const Door &door, qsizetype size, QObject *parent = nullptr);
    void start();

Q_SIGNALS:
    void finished(const fairlead::demo::ProofOutcome &outcome);

private:
    void send();
    void sendMore();
    void read();
    void compare();
    void finish(ProofOutcome::Result result);

    Door m_door;
    QByteArray m_sent;
    qsizetype m_handed = 0; // of m_sent, to the socket
    QByteArray m_got;
    qsizetype m_bodyAt = -1; // in m_got, once the head is whole
    QTcpSocket m_socket;
    QTimer m_deadline;
    QElapsedTimer m_clock;
    bool m_connected = false;
    bool m_finished = false;
};

} // namespace fairlead::demo
