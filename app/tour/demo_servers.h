// Starts fairlead-demo, keeps it while it is wanted, and sees that nothing of it is left.
#pragma once

#include "app/tour/demo_ready.h"

#include <QtCore/QObject>
#include <QtCore/QProcess>

namespace fairlead::demo {

// Where fairlead-demo is: beside this program, or on the PATH. Empty: not installed.
[[nodiscard]] QString serversProgram();

// Main thread only.
class DemoServers final : public QObject {
    Q_OBJECT
public:
    explicit DemoServers(QObject *parent = nullptr);
    ~DemoServers() override; // ends them; waits for that, 3 s at most

    // Later `ready` or `failed`, once. Errors: NotFound (no program), Internal.
    void start();
    // For a program that has nothing else to do yet, before its event loop: starts and waits, 10 s
    // at most.
    [[nodiscard]] Result<Ready> startAndWait();

Q_SIGNALS:
    void ready(const fairlead::demo::Ready &ready);
    void failed(const fairlead::Error &why); // also when they end too early

private:
    void launch();
    void readLine();
    void tellEnd();

    QProcess m_process;
    QString m_folder;
    bool m_told = false;
};

} // namespace fairlead::demo
