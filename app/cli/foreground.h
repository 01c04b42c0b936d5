// Keeps forwards open in the foreground, says what becomes of them, and knows when to end.
#pragma once

#include "app/cli/output.h"
#include "app/cli/terminal_prompter.h"
#include "core/engine/engine.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

namespace fairlead {

// Says `ready` each time a forward becomes ready, `retry` each time a link or a remote port is to
// be tried again, `failed` for what will not get better, `stopped` at the end. Main thread only.
class Foreground : public QObject {
    Q_OBJECT
public:
    enum class Patience {
        FirstTry, // as ssh: a login that does not work at first ends it
        ForEver,  // keeps trying from the start, by the reconnect policy
    };
    struct Parts {
        Engine &engine;
        Timers &timers;
        Output &out;
        TerminalPrompter &prompter;
    };

    Foreground(const Parts &parts, QList<ForwardId> forwards, Patience patience,
               QObject *parent = nullptr);

    void start();
    // What is meant has changed: opens what is new among `forwards`, closes what is not there.
    void follow(const QList<ForwardId> &forwards);
    // Logs out in order, at most 3 s long, then `finished`. A second call does not wait.
    void stop(int exitCode);

    [[nodiscard]] const QList<ForwardId> &forwards() const { return m_forwards; }

Q_SIGNALS:
    void changed(); // a forward's state; for those who sum up
    void stopping();
    void finished(int exitCode);

private:
    struct LinkNote {
        bool wasUp = false;
        bool failed = false;
        std::optional<std::chrono::milliseconds> saidRetry;
    };

    void forwardChanged(const ForwardId &id);
    void noteLink(const HostId &id);
    void isOpen(const Forward &forward, const ForwardSnapshot &now, ForwardState before);
    void isHolding(const Forward &forward, const ForwardStatus &status);
    void isRetryingItsPort(const Forward &forward, const ForwardStatus &status);
    void hasFailed(const Forward &forward, const ForwardSnapshot &now);
    void linkHasFailed(const HostId &id, const Error &why);
    void endWhenAllFailed();
    void tellRetry(const QString &member, const QString &name, const ForwardStatus &status);
    void tellFailure(const QString &member, const QString &name, const Error &why);
    [[nodiscard]] QString hostName(const HostId &id) const;
    [[nodiscard]] Error explained(const HostId &host, const Error &why) const;

    Parts m_parts;
    QList<ForwardId> m_forwards;
    Patience m_patience;
    QHash<ForwardId, ForwardState> m_states;
    QSet<ForwardId> m_open; // `ready` was said, and nothing has closed it since
    QHash<HostId, LinkNote> m_links;
    std::unique_ptr<TimerHandle> m_deadline;
    bool m_stopping = false;
    int m_exitCode = 0;
};

} // namespace fairlead
