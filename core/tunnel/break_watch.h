// Which breaks of forwards are worth a notification, and which returns. Pure: told what was seen
// and when, it says what to tell by now.
#pragma once

#include "core/base/ids.h"
#include "core/tunnel/forward_status.h"

#include <QtCore/QHash>

namespace fairlead {

// Only what the person relied on counts: a forward that was Listening since it was switched on. It
// breaks when it Failed, NeedsYou, or is Holding for longer than 10 s, and is back when it Listens
// again. One break is told once, and so is its end. What the person did is not told.
class BreakWatch {
public:
    using Milliseconds = std::chrono::milliseconds;
    static constexpr Milliseconds kPatience{10'000}; // with a link that comes back by itself
    static constexpr Milliseconds kGathering{1'000}; // so that what falls together is told together

    struct Notice {
        enum class Kind { Broke, Back };
        Kind kind = Kind::Broke;
        QList<ForwardId> forwards; // never empty; in the order they changed
        // The worst of them: Holding, NeedsYou, Failed; Listening of Back.
        ForwardState worst = ForwardState::Off;
    };

    void see(const ForwardId &id, bool wanted, ForwardState state, Milliseconds now);
    // The person changed or removed it: what follows is their own doing.
    void forget(const ForwardId &id) { m_watched.remove(id); }

    // What is to be told now, each only once; what is due a moment later joins in.
    [[nodiscard]] QList<Notice> take(Milliseconds now);
    // When take() has something to say; null: nothing is under way.
    [[nodiscard]] std::optional<Milliseconds> due() const;

private:
    struct Watched {
        ForwardState state = ForwardState::Listening;
        bool toldBroken = false;
        bool askedPerson = false; // its break was a question: the answer brings it back, no news
        std::optional<Milliseconds> due;
        quint64 order = 0;
    };
    void broke(Watched &watched, ForwardState state, Milliseconds dueAt);
    void back(Watched &watched, Milliseconds now);

    QHash<ForwardId, Watched> m_watched; // those that are relied on
    quint64 m_order = 0;
};

} // namespace fairlead
