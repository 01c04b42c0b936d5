// One connection to the control socket, seen from the running instance.
#pragma once

#include "core/base/timers.h"
#include "core/control/control_message.h"
#include "core/control/line_splitter.h"

#include <QtCore/QObject>

class QLocalSocket;

namespace fairlead {

// Takes in whole requests, within bounds: a line that is too long, ten seconds without a first
// request, or a megabyte of answers that is not read ends the connection. Main thread only.
class ControlVisitor final : public QObject {
    Q_OBJECT
public:
    // Takes the socket over.
    ControlVisitor(QLocalSocket *socket, Timers &timers, QObject *parent);

    // Ignored once the other side is gone.
    void tell(const ControlReply &reply);
    void setWatching() { m_watching = true; }
    [[nodiscard]] bool isWatching() const { return m_watching; }
    // Closes once everything told is on its way.
    void sayGoodbye();

Q_SIGNALS:
    void requested(const fairlead::ControlRequest &request);
    void left();

private:
    void read();
    void take(const QByteArray &line);

    QLocalSocket *m_socket;
    LineSplitter m_lines;
    std::unique_ptr<TimerHandle> m_deadline;
    bool m_watching = false;
};

} // namespace fairlead
