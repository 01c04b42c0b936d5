#include "app/cli/demo_run.h"

#include "app/cli/command.h"
#include "app/cli/forward_text.h"
#include "app/cli/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using namespace std::chrono_literals;

constexpr auto kOpening = 30s;
constexpr auto kGoodbye = 3s;
constexpr qsizetype kProofSize = 1'000'000;

} // namespace

DemoRun::DemoRun(const Parts &parts, bool keep, QObject *parent)
    : QObject(parent),
      m_parts(parts),
      m_keep(keep) {
    TunnelService &tunnels = m_parts.engine.tunnels();
    connect(&m_servers, &demo::DemoServers::ready, this, &DemoRun::open);
    connect(&m_servers, &demo::DemoServers::failed, this, &DemoRun::fail);
    connect(&tunnels, &TunnelService::forwardStatusChanged, this, &DemoRun::look);
    connect(&tunnels, &TunnelService::shutDown, this, [this] {
        if (m_stopping)
            Q_EMIT finished(m_exitCode);
    });
}

void DemoRun::start() { m_servers.start(); }

void DemoRun::stop(int exitCode) {
    if (m_stopping) {
        Q_EMIT finished(m_exitCode);
        return;
    }
    m_stopping = true;
    m_exitCode = exitCode;
    m_guests.reset();
    m_goodbye = m_parts.timers.after(kGoodbye, [this] { Q_EMIT finished(m_exitCode); });
    m_parts.engine.tunnels().shutDownAll();
}

void DemoRun::fail(const Error &why) {
    if (m_stopping)
        return;
    if (why.code == Errc::NotFound)
        m_parts.out.say(Cli::tr("The program fairlead-demo, which holds the demo's servers, is not "
                                "beside this one. Install it, or build the target fairlead-demo."));
    else
        m_parts.out.failure(why);
    stop(exit_code::kFailed);
}

void DemoRun::open(const demo::Ready &ready) {
    m_demo = demo::demoProfile(ready);
    ProfileBook &book = m_parts.engine.book();
    book.replaceAll(m_demo);
    QList<ForwardId> ids;
    for (const Forward &forward : m_demo.forwards) {
        const auto host = book.host(forward.host).value_or(Host{});
        m_lines.append({.forward = forward, .hosts = host.jumps + QStringList{host.name}});
        ids.append(forward.id);
    }
    m_patience = m_parts.timers.after(kOpening, [this] { giveUpWaiting(); });
    book.setWanted(ids, true);
}

void DemoRun::look(const ForwardId &id) {
    DemoLine *line = lineOf(id);
    if (m_stopping || line == nullptr || m_begun.contains(id))
        return;
    const ForwardSnapshot now = m_parts.engine.tunnels().snapshot(id);
    if (now.status.state == ForwardState::Failed) {
        m_begun.insert(id);
        line->why = now.status.why;
        settle(id);
    } else if (const auto door = demo::doorOf(line->forward, now)) {
        m_begun.insert(id);
        line->listen = boundText(line->forward, now.bound, now.boundPath);
        prove(*line, *door);
    }
}

void DemoRun::prove(DemoLine &line, const demo::Door &door) {
    auto *proof = new demo::Proof(door, kProofSize, this);
    connect(proof, &demo::Proof::finished, this,
            [this, proof, id = line.forward.id](const demo::ProofOutcome &outcome) {
                lineOf(id)->proof = outcome;
                proof->deleteLater();
                settle(id);
            });
    proof->start();
}

// What is still not open is told as such.
void DemoRun::giveUpWaiting() {
    for (const DemoLine &line : std::as_const(m_lines))
        if (!m_begun.contains(line.forward.id))
            settle(line.forward.id);
}

void DemoRun::settle(const ForwardId &id) {
    m_begun.insert(id);
    m_settled.insert(id);
    if (m_settled.size() == m_lines.size() && !m_stopping)
        sumUp();
}

void DemoRun::sumUp() {
    m_patience.reset();
    if (m_parts.out.json())
        for (const DemoLine &line : std::as_const(m_lines))
            m_parts.out.object(demoEvent(line));
    else
        m_parts.out.line(demoText(m_lines));
    const bool good = std::all_of(m_lines.cbegin(), m_lines.cend(), isGood);
    if (m_keep && good)
        keepOpen();
    else
        stop(good ? exit_code::kSuccess : exit_code::kFailed);
}

void DemoRun::keepOpen() {
    m_parts.out.say(Cli::tr("\nIt stays open until Ctrl-C. Have a look with a browser:"));
    for (const DemoLine &line : std::as_const(m_lines))
        if (line.forward.kind != ForwardKind::Dynamic)
            m_parts.out.say(u"  http://%1/"_s.arg(line.listen));
    m_guests = std::make_unique<demo::Guests>(m_parts.engine.book(), m_parts.engine.tunnels(),
                                              m_parts.timers, m_demo);
}

DemoLine *DemoRun::lineOf(const ForwardId &id) {
    const auto it = std::find_if(m_lines.begin(), m_lines.end(),
                                 [&id](const DemoLine &line) { return line.forward.id == id; });
    return it == m_lines.end() ? nullptr : &*it;
}

} // namespace fairlead
