#include "core/tunnel/link_forwards.h"

#include "core/base/log.h"
#include "core/tunnel/forward_diff.h"
#include "core/tunnel/retry_policy.h"
#include "core/tunnel/stats_sampler.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using Listener = ForwardView::Listener;

QString changeText(const Forward &forward, const ForwardStatus &from, const ForwardStatus &to) {
    const QString name = forward.name.isEmpty() ? toText(forward.listen) : forward.name;
    const QString text = u"%1: %2 -> %3"_s.arg(name, stateName(from.state), stateName(to.state));
    if (!to.why)
        return text;
    const QString why = errcName(to.why->code);
    return to.why->detail.isEmpty() ? u"%1 (%2)"_s.arg(text, why)
                                    : u"%1 (%2: %3)"_s.arg(text, why, to.why->detail);
}

} // namespace

LinkForwards::LinkForwards(Timers &timers, StatsSampler &stats, QObject *parent)
    : QObject(parent),
      m_timers(timers),
      m_stats(stats) {}

bool LinkForwards::setWanted(const QList<Forward> &wanted) {
    const bool more = !diffForwards(m_wanted, wanted).toOpen.isEmpty();
    m_wanted = wanted;
    for (auto &[id, entry] : m_entries)
        entry.wanted = false;
    for (const Forward &forward : wanted) {
        Entry &entry = m_entries[forward.id];
        entry.wanted = true;
        if (entry.told.id.isNull())
            entry.told = forward;
        entry.told.name = forward.name; // for the log
    }
    return more;
}

bool LinkForwards::isWanted(const ForwardId &id) const {
    const Entry *entry = find(id);
    return entry && entry->wanted;
}

QList<LinkCommand> LinkForwards::synchronise() {
    QList<Forward> active;
    for (const auto &[id, entry] : m_entries)
        if (entry.atLink)
            active << entry.told;
    const ForwardDiff diff = diffForwards(active, m_wanted);
    QList<LinkCommand> commands;
    for (const ForwardId &id : diff.toClose)
        commands << closeNow(m_entries.at(id));
    for (const Forward &forward : diff.toOpen)
        commands << openNow(forward);
    return commands;
}

QList<LinkCommand> LinkForwards::closeAll() {
    QList<LinkCommand> commands;
    for (auto &[id, entry] : m_entries)
        if (entry.atLink)
            commands << closeNow(entry);
    return commands;
}

QList<LinkCommand> LinkForwards::reopenRefused() {
    QList<LinkCommand> commands;
    for (auto &[id, entry] : m_entries) {
        if (!entry.atLink || !entry.refused)
            continue;
        const int refusals = entry.refusals;
        commands << openNow(Forward(entry.told));
        entry.refusals = refusals;
    }
    return commands;
}

LinkCommand LinkForwards::openNow(const Forward &forward) {
    Entry &entry = m_entries[forward.id];
    entry.told = forward;
    entry.atLink = true;
    entry.refused = false;
    entry.refusals = 0;
    entry.retry.reset();
    entry.view = {.listener = Listener::Opening};
    entry.bound.clear();
    entry.path.clear();
    return link_command::OpenForward{forward, m_stats.counters(forward.id)};
}

LinkCommand LinkForwards::closeNow(Entry &entry) {
    entry.atLink = false;
    entry.refused = false;
    entry.retry.reset();
    entry.view = {.listener = Listener::Closing};
    entry.bound.clear();
    entry.path.clear();
    return link_command::CloseForward{entry.told.id};
}

void LinkForwards::listening(const link_report::ForwardListening &report) {
    Entry *entry = atLink(report.id);
    if (!entry)
        return;
    entry->view = {.listener = Listener::Listening};
    entry->bound = report.bound;
    entry->path = report.path;
    entry->refused = false;
    entry->hasListened = true;
    entry->refusals = 0;
    entry->retry.reset();
    Q_EMIT listenersMoved();
}

bool LinkForwards::hasListened(const ForwardId &id) const {
    const auto at = m_entries.find(id);
    return at != m_entries.end() && at->second.hasListened;
}

void LinkForwards::refused(const link_report::ForwardFailed &report) {
    Entry *entry = atLink(report.id);
    if (!entry)
        return;
    entry->view = {.listener = Listener::Refused, .why = report.error};
    entry->bound.clear();
    entry->path.clear();
    entry->refused = true;
    entry->retry.reset();
    if (report.mayRetry)
        askAgainLater(*entry);
    Q_EMIT listenersMoved();
}

void LinkForwards::askAgainLater(Entry &entry) {
    const auto delay = heldPortDelay(++entry.refusals);
    entry.view.retryAt = m_timers.now() + delay;
    entry.retry = m_timers.after(delay, [this, id = entry.told.id] {
        // Until the server says otherwise it stays what it is: held, with the same reason.
        const Entry &held = m_entries.at(id);
        const LinkCommand again = link_command::OpenForward{held.told, m_stats.counters(id)};
        Q_EMIT due(again);
    });
}

void LinkForwards::closed(const link_report::ForwardClosed &report) {
    const auto at = m_entries.find(report.id);
    if (at == m_entries.end())
        return;
    // One that is open again meanwhile was only replaced.
    if (!at->second.atLink)
        at->second.view = {.listener = Listener::Closed};
    Q_EMIT listenersMoved();
}

void LinkForwards::targetChanged(const link_report::TargetChanged &report) {
    Entry *entry = atLink(report.id);
    if (!entry || entry->view.listener != Listener::Listening)
        return;
    const bool socks = entry->told.target.kind == Target::Kind::Socks;
    if (socks && report.error && isTargetsOwn(report.error->code))
        return; // one client's choice; the next may fare better
    entry->view.channelSeen = true;
    entry->view.target = report.error;
}

void LinkForwards::sessionLost() {
    for (auto &[id, entry] : m_entries) {
        entry.view.channelSeen = false;
        entry.view.target.reset();
        entry.retry.reset();
        entry.view.retryAt.reset();
        if (!entry.atLink || entry.told.kind != ForwardKind::Remote)
            continue;
        entry.view = {.listener = Listener::Opening};
        entry.bound.clear();
        entry.path.clear();
    }
}

void LinkForwards::refresh(const LinkView &link) {
    QList<ForwardId> changed;
    for (auto at = m_entries.begin(); at != m_entries.end();) {
        const auto one = at++;
        const ForwardId id = one->first;
        if (recompute(one, link))
            changed << id;
    }
    // Only now: who listens may well want something else at once.
    for (const ForwardId &id : std::as_const(changed))
        Q_EMIT statusChanged(id);
}

void LinkForwards::refresh(const ForwardId &id, const LinkView &link) {
    const auto at = m_entries.find(id);
    if (at == m_entries.end())
        return;
    const ForwardId known = id; // the caller's may live in what changes
    if (recompute(at, link))
        Q_EMIT statusChanged(known);
}

bool LinkForwards::recompute(Entries::iterator at, const LinkView &link) {
    Entry &entry = at->second;
    ForwardStatus status = deriveStatus(entry.wanted, link, entry.view);
    const ForwardStatus before = entry.status;
    status.since = before.state == status.state ? before.since : m_timers.now();
    const bool changed = status != before;
    if (before.state != status.state)
        Log::write(LogLevel::Info, u"forward"_s, changeText(entry.told, before, status),
                   entry.told.host, entry.told.id);
    entry.status = status;
    if (status.state == ForwardState::Off)
        m_entries.erase(at);
    return changed;
}

QList<ForwardId> LinkForwards::ids() const {
    QList<ForwardId> all;
    for (const auto &[id, entry] : m_entries)
        all << id;
    return all;
}

ForwardStatus LinkForwards::status(const ForwardId &id) const {
    const Entry *entry = find(id);
    return entry ? entry->status : ForwardStatus{};
}

const ForwardView *LinkForwards::view(const ForwardId &id) const {
    const Entry *entry = find(id);
    return entry ? &entry->view : nullptr;
}

QList<Endpoint> LinkForwards::bound(const ForwardId &id) const {
    const Entry *entry = find(id);
    return entry ? entry->bound : QList<Endpoint>{};
}

QString LinkForwards::boundPath(const ForwardId &id) const {
    const Entry *entry = find(id);
    return entry ? entry->path : QString();
}

QList<Forward> LinkForwards::open() const {
    QList<Forward> all;
    for (const auto &[id, entry] : m_entries)
        if (entry.view.listener != Listener::Closed)
            all << entry.told;
    return all;
}

LinkForwards::Entry *LinkForwards::atLink(const ForwardId &id) {
    const auto at = m_entries.find(id);
    return at != m_entries.end() && at->second.atLink ? &at->second : nullptr;
}

const LinkForwards::Entry *LinkForwards::find(const ForwardId &id) const {
    const auto at = m_entries.find(id);
    return at == m_entries.end() ? nullptr : &at->second;
}

} // namespace fairlead
