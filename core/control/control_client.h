// A conversation with the running instance of a configuration folder.
#pragma once

#include "core/base/timers.h"
#include "core/control/control_message.h"
#include "core/control/line_splitter.h"

#include <QtCore/QObject>

class QLocalSocket;

namespace fairlead {

// For programs that have nothing else to do meanwhile: connecting may take a moment. One request
// each; main thread only.
class ControlClient final : public QObject {
    Q_OBJECT
public:
    ControlClient(QString configFolder, Timers &timers, QObject *parent = nullptr);
    ~ControlClient() override;

    // How long an instance that is not there yet may take to come; none by default.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }
    // Connects and sends, soon; exactly one `ended` follows.
    void ask(const ControlRequest &request);

Q_SIGNALS:
    void told(const fairlead::ControlReply &reply); // everything but Done and troubles
    // The answer is complete (nothing), or why there is none. Quit ends when the instance is gone.
    void ended(const std::optional<fairlead::ControlTrouble> &trouble);

private:
    void tryToConnect();
    [[nodiscard]] bool connectToOne();
    void read();
    void take(const QByteArray &line);
    void lose();
    void end(const std::optional<ControlTrouble> &trouble);

    QString m_configFolder;
    Timers &m_timers;
    std::chrono::milliseconds m_patience{0};
    std::chrono::milliseconds m_giveUpAt{0};
    ControlRequest m_request;
    QLocalSocket *m_socket;
    LineSplitter m_lines;
    std::unique_ptr<TimerHandle> m_retry;
    std::unique_ptr<TimerHandle> m_deadline;
    bool m_asked = false;
    bool m_done = false;
    bool m_ended = false;
};

} // namespace fairlead
