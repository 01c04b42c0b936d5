#include "ui/tray/notifier.h"

#include "text/error_text.h"
#include "ui/text/row_text.h"
#include "ui/tray/tray_text.h"

#include <algorithm>

namespace fairlead::ui {
namespace {

constexpr std::chrono::seconds kSettling{5};

} // namespace

Notifier::Notifier(const Services &services, QObject *parent)
    : QObject(parent),
      m_services(services) {
    connect(&services.tunnels, &TunnelService::forwardStatusChanged, this, &Notifier::see);
    connect(&services.book, &ProfileBook::wantedChanged, this, [this](const QList<ForwardId> &ids) {
        for (const ForwardId &id : ids)
            see(id);
    });
    connect(&services.book, &ProfileBook::forwardEdited, this, &Notifier::personChanged);
    connect(&services.book, &ProfileBook::forwardRemoved, this, &Notifier::personChanged);
    connect(&services.book, &ProfileBook::hostEdited, this, [this](const HostId &host) {
        for (const Forward &forward : m_services.book.forwardsOf(host))
            personChanged(forward.id);
    });
    lookAtAll();
}

void Notifier::see(const ForwardId &id) {
    m_watch.see(id, m_services.book.isWanted(id), m_services.tunnels.snapshot(id).status.state,
                m_services.timers.now());
    arm();
}

void Notifier::personChanged(const ForwardId &id) {
    m_watch.forget(id);
    m_settled = m_services.timers.after(kSettling, [this] { lookAtAll(); });
    arm();
}

void Notifier::lookAtAll() {
    for (const Forward &forward : m_services.book.data().forwards)
        see(forward.id);
}

void Notifier::arm() {
    m_due.reset();
    if (const auto due = m_watch.due())
        m_due = m_services.timers.after(
            std::max(*due - m_services.timers.now(), std::chrono::milliseconds(0)),
            [this] { tell(); });
}

void Notifier::tell() {
    for (const BreakWatch::Notice &notice : m_watch.take(m_services.timers.now()))
        tell(notice);
    arm();
}

void Notifier::tell(const BreakWatch::Notice &notice) {
    QStringList names;
    for (const ForwardId &id : notice.forwards)
        names.append(m_services.book.forward(id).value_or(Forward{}).name);
    const ForwardId &first = notice.forwards.constFirst();
    const ForwardStatus status = m_services.tunnels.snapshot(first).status;
    QString reason = status.why ? errorText(*status.why).sentence : QString();
    const HostId host = m_services.book.forward(first).value_or(Forward{}).host;
    for (const Question &question : m_services.questions.pending()) {
        if (question.host == host)
            reason = tr("%1: %2").arg(question.hostName, questionText(question.kind));
    }
    const NoticeText text = noticeText(notice, names, reason);
    Q_EMIT noticed(text.title, text.body, first);
}

} // namespace fairlead::ui
