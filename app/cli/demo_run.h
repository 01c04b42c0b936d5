// Opens the demo's forwards one and all, proves each with bytes that must come back, and sums up.
#pragma once

#include "app/cli/demo_table.h"
#include "app/cli/output.h"
#include "app/tour/demo_servers.h"
#include "app/tour/guests.h"
#include "core/engine/engine.h"

#include <QtCore/QObject>
#include <QtCore/QSet>

namespace fairlead {

// Main thread only; the parts must outlive it.
class DemoRun final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Engine &engine;
        Timers &timers;
        Output &out;
    };
    DemoRun(const Parts &parts, bool keep, QObject *parent = nullptr);

    void start();
    // Logs out in order, 3 s at most, then `finished`. A second call does not wait.
    void stop(int exitCode);

Q_SIGNALS:
    void finished(int exitCode);

private:
    void open(const demo::Ready &ready);
    void fail(const Error &why);
    void look(const ForwardId &id);
    void prove(DemoLine &line, const demo::Door &door);
    void giveUpWaiting();
    void settle(const ForwardId &id);
    void sumUp();
    void keepOpen();
    [[nodiscard]] DemoLine *lineOf(const ForwardId &id);

    Parts m_parts;
    bool m_keep;
    demo::DemoServers m_servers;
    ProfileData m_demo;
    QList<DemoLine> m_lines;
    QSet<ForwardId> m_begun;   // being proved, or beyond
    QSet<ForwardId> m_settled; // proved, or never will be
    std::unique_ptr<TimerHandle> m_patience;
    std::unique_ptr<TimerHandle> m_goodbye;
    std::unique_ptr<demo::Guests> m_guests;
    bool m_stopping = false;
    int m_exitCode = 0;
};

} // namespace fairlead
