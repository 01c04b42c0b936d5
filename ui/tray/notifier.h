// Watches the forwards and says when a notification is due, in words.
#pragma once

#include "core/tunnel/break_watch.h"
#include "ui/services.h"

#include <QtCore/QObject>

namespace fairlead::ui {

class Notifier final : public QObject {
    Q_OBJECT
public:
    explicit Notifier(const Services &services, QObject *parent = nullptr);

Q_SIGNALS:
    // `about` is the first forward it speaks of.
    void noticed(const QString &title, const QString &body, const fairlead::ForwardId &about);

private:
    void see(const ForwardId &id);
    void personChanged(const ForwardId &id);
    void lookAtAll();
    void tell();
    void tell(const BreakWatch::Notice &notice);
    void arm();

    Services m_services;
    BreakWatch m_watch;
    std::unique_ptr<TimerHandle> m_due;
    std::unique_ptr<TimerHandle> m_settled; // after an edit, what came of it is the new normal
};

} // namespace fairlead::ui
