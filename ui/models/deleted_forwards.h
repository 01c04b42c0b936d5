// What was deleted a moment ago, and can be had back for a while.
#pragma once

#include "ui/services.h"

#include <QtCore/QObject>

namespace fairlead::ui {

// Deleting again gives up what went before.
class DeletedForwards final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kPatience{10};

    explicit DeletedForwards(const Services &services, QObject *parent = nullptr);
    ~DeletedForwards() override;

    void remove(const QList<ForwardId> &ids);
    // Puts all of it back, to its places and switched as it was; a name that was given away
    // meanwhile gets a number. Returns those that are back.
    QList<ForwardId> undo();
    [[nodiscard]] int count() const { return static_cast<int>(m_taken.size()); }

Q_SIGNALS:
    // count() went to another number; 0: nothing to undo.
    void changed();

private:
    void forget();

    Services m_services;
    QList<PlacedForward> m_taken;
    std::unique_ptr<TimerHandle> m_due;
};

} // namespace fairlead::ui
