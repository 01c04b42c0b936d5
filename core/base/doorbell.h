// Calls the attention of its own thread (the main one) from any other. A pipe instead of a queued
// call of Qt: the order it establishes is visible to ThreadSanitizer although Qt is not built with
// it, and nothing is allocated on one thread to be freed on the other.
#pragma once

#include "core/base/unique_fd.h"

#include <QtCore/QObject>
#include <memory>

class QSocketNotifier;

namespace fairlead {

class Doorbell : public QObject {
    Q_OBJECT
public:
    explicit Doorbell(QObject *parent = nullptr);
    ~Doorbell() override;

    // Any thread, never blocks. Rings that nobody has heard yet are one.
    void ring();

Q_SIGNALS:
    // On the thread that made the doorbell, from its event loop. The doorbell may be destroyed in
    // it.
    void rung();

private:
    void hear();

    UniqueFd m_inside, m_outside;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace fairlead
