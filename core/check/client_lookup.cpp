#include "core/check/client_lookup.h"

#include "core/base/thread_name.h"

#include <QtCore/QThread>

namespace fairlead {

ClientLookup::ClientLookup(QObject *parent) : QObject(parent) {}

ClientLookup::~ClientLookup() {
    if (!m_thread)
        return;
    m_thread->quit();
    m_thread->wait();
    delete m_worker;
}

void ClientLookup::ask(const QStringList &clients) {
    if (!m_thread) {
        m_thread = std::make_unique<QThread>();
        m_worker = new QObject;
        m_worker->moveToThread(m_thread.get());
        connect(m_thread.get(), &QThread::started, m_worker, [] { nameThisThread("fl-clients"); });
        m_thread->start(QThread::LowPriority);
    }
    QMetaObject::invokeMethod(
        m_worker,
        [this, clients] {
            const ClientProcesses found = clientProcesses(clients);
            QMetaObject::invokeMethod(
                this, [this, found] { Q_EMIT answered(found); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

} // namespace fairlead
