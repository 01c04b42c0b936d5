#include "app/cli/foreground.h"

#include "app/cli/command.h"
#include "app/cli/forward_text.h"
#include "app/cli/words.h"
#include "text/error_text.h"
#include "text/units.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr std::chrono::seconds kGoodbye{3};

// Listening on a link that is up, whatever its target does.
bool isReady(const ForwardStatus &status) {
    return status.state == ForwardState::Listening ||
           (status.state == ForwardState::Degraded && !status.retryAt);
}

Error whyOf(const ForwardStatus &status) {
    return status.why.value_or(Error{Errc::Internal, u"no reason was given"_s});
}

} // namespace

Foreground::Foreground(const Parts &parts, QList<ForwardId> forwards, Patience patience,
                       QObject *parent)
    : QObject(parent),
      m_parts(parts),
      m_forwards(std::move(forwards)),
      m_patience(patience) {
    TunnelService &tunnels = m_parts.engine.tunnels();
    connect(&tunnels, &TunnelService::forwardStatusChanged, this, &Foreground::forwardChanged);
    connect(&tunnels, &TunnelService::linkChanged, this, &Foreground::noteLink);
    connect(&tunnels, &TunnelService::shutDown, this, [this] {
        if (m_stopping)
            Q_EMIT finished(m_exitCode);
    });
    tunnels.setSampling(false);
}

void Foreground::start() { m_parts.engine.book().setWanted(m_forwards, true); }

void Foreground::follow(const QList<ForwardId> &forwards) {
    if (m_stopping)
        return;
    QList<ForwardId> left;
    for (const ForwardId &id : std::as_const(m_forwards)) {
        if (forwards.contains(id))
            continue;
        left.append(id);
        m_states.remove(id);
        m_open.remove(id);
    }
    QList<ForwardId> added; // what was switched off meanwhile stays off
    for (const ForwardId &id : forwards)
        if (!m_forwards.contains(id))
            added.append(id);
    m_forwards = forwards;
    for (LinkNote &link : m_links) { // what was wrong may have been mended: worth telling again
        link.failed = false;
        link.saidRetry.reset();
    }
    ProfileBook &book = m_parts.engine.book();
    book.setWanted(left, false);
    book.setWanted(added, true);
}

void Foreground::stop(int exitCode) {
    if (m_stopping) {
        Q_EMIT finished(m_exitCode);
        return;
    }
    m_stopping = true;
    m_exitCode = exitCode;
    Q_EMIT stopping();
    m_parts.prompter.shutDown();
    if (m_parts.out.json())
        m_parts.out.object({{u"event"_s, u"stopped"_s}, {u"exit"_s, exitCode}});
    m_deadline = m_parts.timers.after(kGoodbye, [this] { Q_EMIT finished(m_exitCode); });
    m_parts.engine.tunnels().shutDownAll();
}

void Foreground::noteLink(const HostId &id) {
    if (!m_parts.engine.tunnels().link(id).hops.isEmpty())
        m_links[id].wasUp = true;
}

void Foreground::forwardChanged(const ForwardId &id) {
    const auto forward = m_parts.engine.book().forward(id);
    if (m_stopping || !forward || !m_forwards.contains(id))
        return;
    const ForwardSnapshot now = m_parts.engine.tunnels().snapshot(id);
    const ForwardState before = m_states.value(id, ForwardState::Queued);
    m_states.insert(id, now.status.state);
    if (isReady(now.status))
        isOpen(*forward, now, before);
    else
        m_open.remove(id);
    if (now.status.state == ForwardState::Holding)
        isHolding(*forward, now.status);
    else if (now.status.state == ForwardState::Degraded && now.status.retryAt)
        isRetryingItsPort(*forward, now.status);
    else if (now.status.state == ForwardState::Failed && before != ForwardState::Failed)
        hasFailed(*forward, now);
    if (!m_stopping)
        Q_EMIT changed();
}

void Foreground::isOpen(const Forward &forward, const ForwardSnapshot &now, ForwardState before) {
    m_links[forward.host].wasUp = true;
    if (!m_open.contains(forward.id)) {
        m_open.insert(forward.id);
        m_parts.out.result(readyLine(forward, now.bound, now.boundPath),
                           readyEvent(forward, hostName(forward.host), now.bound, now.boundPath));
    }
    if (now.status.state == ForwardState::Degraded && before != ForwardState::Degraded)
        m_parts.out.warn(forward.name + u": "_s + errorLine(whyOf(now.status)));
}

void Foreground::isHolding(const Forward &forward, const ForwardStatus &status) {
    LinkNote &link = m_links[forward.host];
    if (!link.wasUp && m_patience == Patience::FirstTry) {
        linkHasFailed(forward.host, whyOf(status));
        return;
    }
    if (!status.retryAt || link.saidRetry == status.retryAt)
        return; // the link's other forwards have said it
    link.saidRetry = status.retryAt;
    tellRetry(u"host"_s, hostName(forward.host), status);
}

void Foreground::isRetryingItsPort(const Forward &forward, const ForwardStatus &status) {
    tellRetry(u"name"_s, forward.name, status);
}

void Foreground::hasFailed(const Forward &forward, const ForwardSnapshot &now) {
    const bool itsOwn = now.health.listener.state == LayerState::Bad;
    const auto host = m_parts.engine.book().host(forward.host);
    if (!itsOwn) {
        linkHasFailed(forward.host, whyOf(now.status));
        return;
    }
    tellFailure(u"name"_s, forward.name, whyOf(now.status));
    if (host && host->exitOnForwardFailure && m_patience == Patience::FirstTry)
        stop(exit_code::kNoLink);
    else
        endWhenAllFailed();
}

void Foreground::linkHasFailed(const HostId &id, const Error &why) {
    LinkNote &link = m_links[id];
    if (!std::exchange(link.failed, true))
        tellFailure(u"host"_s, hostName(id), explained(id, why));
    if (m_patience == Patience::FirstTry)
        stop(exit_code::kNoLink);
    else
        endWhenAllFailed();
}

void Foreground::endWhenAllFailed() {
    const bool all = std::all_of(m_forwards.begin(), m_forwards.end(), [this](const auto &id) {
        return m_states.value(id, ForwardState::Queued) == ForwardState::Failed;
    });
    if (!all)
        return;
    const bool byLink = std::any_of(m_links.begin(), m_links.end(),
                                    [](const LinkNote &link) { return link.failed; });
    stop(byLink ? exit_code::kNoLink : exit_code::kFailed);
}

void Foreground::tellRetry(const QString &member, const QString &name,
                           const ForwardStatus &status) {
    const auto wait = status.retryAt.value_or(m_parts.timers.now()) - m_parts.timers.now();
    const Error why = whyOf(status);
    m_parts.out.warn(
        Cli::tr("%1: %2 Retry in %3.").arg(name, errorText(why).sentence, durationText(wait)));
    if (!m_parts.out.json())
        return;
    QJsonObject event = errorObject(why);
    event.insert("event"_L1, u"retry"_s);
    event.insert(member, name);
    event.insert("in_ms"_L1, static_cast<qint64>(wait.count()));
    m_parts.out.object(event);
}

void Foreground::tellFailure(const QString &member, const QString &name, const Error &why) {
    m_parts.out.say(name + u": "_s + errorLine(why));
    if (!m_parts.out.json())
        return;
    QJsonObject event = errorObject(why);
    event.insert("event"_L1, u"failed"_s);
    event.insert(member, name);
    m_parts.out.object(event);
}

QString Foreground::hostName(const HostId &id) const {
    const auto host = m_parts.engine.book().host(id);
    return host ? host->name : QString();
}

// A login that ended because nobody was there to ask is told by its question.
Error Foreground::explained(const HostId &host, const Error &why) const {
    const QString question = m_parts.prompter.unanswered(host);
    const bool forWantOfAnAnswer = why.code == Errc::AuthCancelled ||
                                   why.code == Errc::HostKeyUnknown || why.code == Errc::Cancelled;
    if (question.isEmpty() || !forWantOfAnAnswer)
        return why;
    return {Errc::QuestionUnanswered, question};
}

} // namespace fairlead
