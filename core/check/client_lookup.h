// Finds out which programs clients are, without keeping the main thread waiting.
#pragma once

#include "core/check/client_process.h"

#include <QtCore/QMetaType>
#include <QtCore/QObject>
#include <memory>

class QThread;

namespace fairlead {

// Asks clientProcesses() on a thread of its own, which begins with the first question. Main thread
// only; the destructor waits for a look that is under way.
class ClientLookup final : public QObject {
    Q_OBJECT
public:
    explicit ClientLookup(QObject *parent = nullptr);
    ~ClientLookup() override;
    void ask(const QStringList &clients);

Q_SIGNALS:
    void answered(const fairlead::ClientProcesses &clients);

private:
    std::unique_ptr<QThread> m_thread;
    QObject *m_worker = nullptr; // lives on the thread
};

} // namespace fairlead
