// Answers what can be answered at once: by a look at the tunnels, or a change of what is wanted.
#pragma once

#include "core/base/timers.h"
#include "core/control/control_message.h"
#include "core/tunnel/tunnel_service.h"

namespace fairlead {

// Main thread only; references must outlive it.
class ControlDesk {
public:
    ControlDesk(ProfileBook &book, TunnelService &tunnels, Timers &timers)
        : m_book(book),
          m_tunnels(tunnels),
          m_timers(timers) {}

    // Status, Start, Stop, Toggle, Streams: the whole answer, Done or a trouble last. All names are
    // found before anything is changed.
    [[nodiscard]] QList<ControlReply> answer(const ControlRequest &request);
    // Empty when there is none (any more).
    [[nodiscard]] std::optional<control_reply::ForwardNow> forwardNow(const ForwardId &id) const;

private:
    using Group = QList<ForwardId>; // what is switched together

    [[nodiscard]] ControlResult<QList<Group>> choose(const ControlRequest &request) const;
    [[nodiscard]] ControlResult<Group> named(const QString &name) const;
    [[nodiscard]] ControlResult<Group> ofProfile(const QString &name) const;
    void change(ControlVerb verb, const QList<Group> &groups);
    [[nodiscard]] QList<ControlReply> streamsOf(const ForwardId &id) const;

    ProfileBook &m_book;
    TunnelService &m_tunnels;
    Timers &m_timers;
};

} // namespace fairlead
