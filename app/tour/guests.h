// Keeps gentle traffic in every forward of the demo, as people who use it would.
#pragma once

#include "app/tour/visit.h"
#include "core/tunnel/tunnel_service.h"

#include <QtCore/QObject>
#include <memory>
#include <unordered_map>

namespace fairlead::demo {

// Looks once a second which of the given forwards listen and sees that each has its guests; they
// leave by themselves and come again. A forward that was changed to lead elsewhere has none, and
// nor has one the person made: nobody else's server hears from us. Main thread only; the
// references must outlive it.
class Guests final : public QObject {
    Q_OBJECT
public:
    Guests(ProfileBook &book, TunnelService &tunnels, Timers &timers, const ProfileData &demo,
           QObject *parent = nullptr);
    ~Guests() override;

private:
    void lookRound();
    [[nodiscard]] bool isStillOurs(const Forward &ours) const;
    void invite(const Forward &forward, const Door &door);

    ProfileBook &m_book;
    TunnelService &m_tunnels;
    ProfileData m_demo;
    std::unique_ptr<TimerHandle> m_round;
    QHash<ForwardId, int> m_present;
};

// Where the forward can be entered; nothing while it does not listen.
[[nodiscard]] std::optional<Door> doorOf(const Forward &forward, const ForwardSnapshot &now);

} // namespace fairlead::demo
