// Tells a service supervisor how things stand: sd_notify(3)'s protocol, one datagram a message.
#pragma once

#include "core/base/unique_fd.h"

#include <QtCore/QByteArray>
#include <chrono>
#include <optional>

namespace fairlead {

// Does nothing where NOTIFY_SOCKET is not set. The variables are taken out of the environment, so
// that programs started from here do not speak for us.
class ServiceNotice {
public:
    ServiceNotice();

    [[nodiscard]] bool isListening() const { return m_socket.isOpen(); }
    // Half of WATCHDOG_USEC, when the supervisor wants a sign of life from this process.
    [[nodiscard]] std::optional<std::chrono::milliseconds> watchdogPeriod() const {
        return m_watchdog;
    }

    void ready();
    void status(const QByteArray &line); // UTF-8, one line
    void alive();
    void stopping();

private:
    void send(const QByteArray &message);
    UniqueFd m_socket;
    QByteArray m_lastStatus;
    std::optional<std::chrono::milliseconds> m_watchdog;
};

} // namespace fairlead
