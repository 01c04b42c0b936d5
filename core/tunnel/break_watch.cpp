#include "core/tunnel/break_watch.h"

#include <algorithm>

namespace fairlead {

void BreakWatch::see(const ForwardId &id, bool wanted, ForwardState state, Milliseconds now) {
    if (!wanted || state == ForwardState::Off) {
        m_watched.remove(id);
        return;
    }
    if (!m_watched.contains(id)) {
        if (state == ForwardState::Listening)
            m_watched.insert(id, {});
        return;
    }
    Watched &watched = m_watched[id];
    switch (state) {
    case ForwardState::Listening:
        return back(watched, now);
    case ForwardState::Holding:
        return broke(watched, state, now + kPatience);
    case ForwardState::NeedsYou:
    case ForwardState::Failed:
        return broke(watched, state, now + kGathering);
    case ForwardState::Off:
    case ForwardState::Closing:
    case ForwardState::Queued:
    case ForwardState::Opening:
    case ForwardState::Degraded:
        return; // on the way; a clock that runs goes on
    }
}

void BreakWatch::broke(Watched &watched, ForwardState state, Milliseconds dueAt) {
    const bool wasUp = watched.state == ForwardState::Listening;
    watched.state = state;
    if (watched.toldBroken) {
        watched.due.reset(); // a return that was not told yet
        return;
    }
    if (wasUp)
        watched.order = ++m_order;
    watched.due = wasUp || !watched.due ? dueAt : std::min(*watched.due, dueAt);
}

void BreakWatch::back(Watched &watched, Milliseconds now) {
    if (watched.state == ForwardState::Listening)
        return;
    watched.state = ForwardState::Listening;
    watched.due.reset();
    if (!watched.toldBroken)
        return;
    if (watched.askedPerson) {
        watched = {};
        return;
    }
    watched.order = ++m_order;
    watched.due = now + kGathering;
}

QList<BreakWatch::Notice> BreakWatch::take(Milliseconds now) {
    const std::optional<Milliseconds> first = due();
    if (!first || *first > now)
        return {};
    QList<std::pair<quint64, ForwardId>> ready;
    for (auto it = m_watched.cbegin(); it != m_watched.cend(); ++it) {
        if (it->due && *it->due <= now + kGathering)
            ready.append({it->order, it.key()});
    }
    std::sort(ready.begin(), ready.end());
    Notice broken{Notice::Kind::Broke, {}, ForwardState::Off};
    Notice returned{Notice::Kind::Back, {}, ForwardState::Listening};
    for (const auto &[order, id] : ready) {
        Watched &watched = m_watched[id];
        watched.due.reset();
        watched.toldBroken = watched.state != ForwardState::Listening;
        watched.askedPerson = watched.state == ForwardState::NeedsYou;
        Notice &notice = watched.toldBroken ? broken : returned;
        notice.forwards.append(id);
        notice.worst = std::max(notice.worst, watched.state);
    }
    QList<Notice> notices;
    for (const Notice &notice : {broken, returned}) {
        if (!notice.forwards.isEmpty())
            notices.append(notice);
    }
    return notices;
}

std::optional<BreakWatch::Milliseconds> BreakWatch::due() const {
    std::optional<Milliseconds> first;
    for (const Watched &watched : m_watched) {
        if (watched.due && (!first || *watched.due < *first))
            first = watched.due;
    }
    return first;
}

} // namespace fairlead
