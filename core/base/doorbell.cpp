#include "core/base/doorbell.h"

#include "core/base/socket_address.h"

#include <QtCore/QSocketNotifier>

namespace fairlead {

Doorbell::Doorbell(QObject *parent) : QObject(parent) {
    if (!openSocketPair(m_inside, m_outside))
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_inside.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Doorbell::hear);
}

Doorbell::~Doorbell() = default;

void Doorbell::ring() {
    if (!m_outside.isOpen()) { // out of descriptors: Qt's own way, which needs none
        QMetaObject::invokeMethod(this, &Doorbell::rung, Qt::QueuedConnection);
        return;
    }
    // When the pipe is full, enough rings are waiting to be heard.
    (void)!::write(m_outside.get(), "", 1);
}

void Doorbell::hear() {
    char drained[64];
    while (::read(m_inside.get(), drained, sizeof drained) == sizeof drained) {
    }
    Q_EMIT rung(); // last: this may be gone afterwards
}

} // namespace fairlead
