#include "ui/models/deleted_forwards.h"

#include "ui/models/forward_commands.h"

namespace fairlead::ui {

DeletedForwards::DeletedForwards(const Services &services, QObject *parent)
    : QObject(parent),
      m_services(services) {}

DeletedForwards::~DeletedForwards() = default;

void DeletedForwards::remove(const QList<ForwardId> &ids) {
    const QList<PlacedForward> taken = m_services.book.take(ids);
    if (taken.isEmpty())
        return;
    m_taken = taken;
    m_due = m_services.timers.after(kPatience, [this] { forget(); });
    Q_EMIT changed();
}

QList<ForwardId> DeletedForwards::undo() {
    QList<PlacedForward> taken = std::exchange(m_taken, {});
    const ForwardCommands commands(m_services);
    for (PlacedForward &each : taken)
        each.forward.name = commands.freeName(each.forward.name);
    const QList<ForwardId> back = m_services.book.putBack(taken);
    forget();
    return back;
}

void DeletedForwards::forget() {
    m_taken.clear();
    m_due.reset();
    Q_EMIT changed();
}

} // namespace fairlead::ui
