// The forwards of one link: what is wanted, what the link was told, what it said, and the status
// that follows.
#pragma once

#include "core/base/timers.h"
#include "core/ssh/link.h"
#include "core/tunnel/derive.h"

#include <QtCore/QObject>
#include <map>

namespace fairlead {

class StatsSampler;

// Main thread only. Talks to no link itself: commands are returned or `due`.
class LinkForwards final : public QObject {
    Q_OBJECT
public:
    LinkForwards(Timers &timers, StatsSampler &stats, QObject *parent = nullptr);

    // True when one is new or changed in a way the link must know.
    [[nodiscard]] bool setWanted(const QList<Forward> &wanted);
    [[nodiscard]] bool anyWanted() const { return !m_wanted.isEmpty(); }
    [[nodiscard]] bool isWanted(const ForwardId &id) const;

    // What brings the link from what it was told to what is wanted.
    [[nodiscard]] QList<LinkCommand> synchronise();
    [[nodiscard]] QList<LinkCommand> closeAll();
    // Asks again for what was refused.
    [[nodiscard]] QList<LinkCommand> reopenRefused();

    void listening(const link_report::ForwardListening &report);
    void refused(const link_report::ForwardFailed &report);
    // Since it was asked for: a refusal now may be the doing of its own lost session.
    [[nodiscard]] bool hasListened(const ForwardId &id) const;
    void closed(const link_report::ForwardClosed &report);
    void targetChanged(const link_report::TargetChanged &report);
    // The session is gone: with it remote listeners and what was known of targets.
    void sessionLost();

    // Computes each status anew (or one), tells and logs what differs.
    void refresh(const LinkView &link);
    void refresh(const ForwardId &id, const LinkView &link);

    [[nodiscard]] bool contains(const ForwardId &id) const { return m_entries.contains(id); }
    [[nodiscard]] QList<ForwardId> ids() const;
    [[nodiscard]] ForwardStatus status(const ForwardId &id) const;
    [[nodiscard]] const ForwardView *view(const ForwardId &id) const;
    [[nodiscard]] QList<Endpoint> bound(const ForwardId &id) const;
    [[nodiscard]] QString boundPath(const ForwardId &id) const;
    // What the link was told and has not said to be closed.
    [[nodiscard]] QList<Forward> open() const;

Q_SIGNALS:
    void statusChanged(const fairlead::ForwardId &id);
    // A listener is gone, or stands where it was not.
    void listenersMoved();
    // To be posted now: a remote port is asked for again.
    void due(const fairlead::LinkCommand &command);

private:
    struct Entry {
        Forward told; // as the link knows it, or knew it last
        bool wanted = false;
        bool atLink = false; // told and not told to close since
        bool refused = false;
        bool hasListened = false;
        int refusals = 0; // in a row, of those that may get better
        ForwardView view;
        QList<Endpoint> bound;
        QString path;
        ForwardStatus status;
        std::unique_ptr<TimerHandle> retry;
    };
    using Entries = std::map<ForwardId, Entry>;

    LinkCommand openNow(const Forward &forward);
    LinkCommand closeNow(Entry &entry);
    void askAgainLater(Entry &entry);
    bool recompute(Entries::iterator at, const LinkView &link);
    Entry *atLink(const ForwardId &id);
    const Entry *find(const ForwardId &id) const;

    Timers &m_timers;
    StatsSampler &m_stats;
    QList<Forward> m_wanted; // in the person's order
    Entries m_entries;
};

} // namespace fairlead
