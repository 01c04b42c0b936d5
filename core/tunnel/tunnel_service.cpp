#include "core/tunnel/tunnel_service.h"

#include "core/profile/jump_chain.h"
#include "core/tunnel/forward_diff.h"
#include "core/tunnel/link_controller.h"
#include "core/tunnel/stats_sampler.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using namespace std::chrono_literals;

constexpr auto kSamplePeriod = 250ms;
constexpr auto kShutDownPatience = 3s;

// Another host's forward that will close, or is closing, a listener.
struct Leaving {
    HostId host;
    Forward forward;
};

bool staysOpen(const Forward &open, const QList<Forward> &wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [&open](const Forward &one) {
        return one.id == open.id && one.kind == open.kind && one.listen == open.listen;
    });
}

} // namespace

TunnelService::TunnelService(ProfileBook &book, Questions &questions, SecretStore &secrets,
                             Timers &timers, LinkFactory &links, QObject *parent,
                             RandomFraction random)
    : QObject(parent),
      m_book(book),
      m_questions(questions),
      m_secrets(secrets),
      m_timers(timers),
      m_links(links),
      m_random(std::move(random)),
      m_stats(std::make_unique<StatsSampler>()) {
    connect(&m_book, &ProfileBook::changed, this, &TunnelService::reconcile);
    connect(&m_book, &ProfileBook::forwardRemoved, this,
            [this](const ForwardId &id) { m_stats->forget(id); });
    reconcile();
}

TunnelService::~TunnelService() = default;

// May be called from inside itself: a link that ends at once, a listener that is gone.
void TunnelService::reconcile() {
    m_reconcileAgain = true;
    if (m_reconciling || m_shuttingDown)
        return;
    m_reconciling = true;
    while (std::exchange(m_reconcileAgain, false))
        reconcileOnce();
    m_reconciling = false;
}

void TunnelService::reconcileOnce() {
    Wanted wanted = wantedByHost();
    withholdClashes(wanted);
    QList<HostId> hosts = wanted.keys();
    for (const auto &[id, controller] : m_controllers)
        if (!wanted.contains(id))
            hosts.prepend(id); // what ends goes first
    for (const HostId &id : std::as_const(hosts))
        reconcileHost(id, wanted.value(id));
}

TunnelService::Wanted TunnelService::wantedByHost() const {
    Wanted wanted;
    for (const Forward &forward : m_book.data().forwards)
        if (m_book.isWanted(forward.id))
            wanted[forward.host] << forward;
    return wanted;
}

// Two links are two threads: the port one of them is told to close may still be bound when the
// other is told to open it. Within one link the order of commands is enough.
void TunnelService::withholdClashes(Wanted &wanted) {
    QList<Leaving> leaving;
    for (const auto &[host, controller] : m_controllers)
        for (const Forward &open : controller->forwards().open())
            if (!staysOpen(open, wanted.value(host)))
                leaving << Leaving{host, open};
    const QSet<ForwardId> before = std::exchange(m_withheld, {});
    for (auto it = wanted.begin(); it != wanted.end() && !leaving.isEmpty(); ++it) {
        it.value().removeIf([&](const Forward &forward) {
            const bool clash =
                std::any_of(leaving.begin(), leaving.end(), [&](const Leaving &other) {
                    return other.host != it.key() && mayClash(other.forward, forward);
                });
            if (clash)
                m_withheld << forward.id;
            return clash;
        });
    }
    const QSet<ForwardId> news = m_withheld - before; // subtract() on a temporary would dangle
    for (const ForwardId &id : news)
        Q_EMIT forwardStatusChanged(id);
}

void TunnelService::reconcileHost(const HostId &id, const QList<Forward> &wanted) {
    const bool known = m_controllers.contains(id);
    if (wanted.isEmpty() && !known)
        return;
    const auto host = m_book.host(id);
    if (!host) { // removed, and its forwards with it
        if (known)
            m_controllers.at(id)->logOut();
        return;
    }
    controllerFor(id).reconcile({*host, hopsOf(*host, m_book.data()), wanted});
}

LinkController &TunnelService::controllerFor(const HostId &id) {
    std::unique_ptr<LinkController> &slot = m_controllers[id];
    if (slot)
        return *slot;
    slot = std::make_unique<LinkController>(
        id, LinkController::Parts{m_questions, m_secrets, m_timers, m_links, *m_stats, m_random},
        this);
    connect(slot.get(), &LinkController::forwardChanged, this,
            &TunnelService::forwardStatusChanged);
    connect(slot.get(), &LinkController::linkChanged, this, [this, id] { Q_EMIT linkChanged(id); });
    connect(slot.get(), &LinkController::listenersMoved, this, [this] {
        if (!m_withheld.isEmpty())
            reconcile();
    });
    connect(slot.get(), &LinkController::finished, this, [this, id] { retire(id); });
    return *slot;
}

void TunnelService::retire(const HostId &id) {
    const auto at = m_controllers.find(id);
    if (at == m_controllers.end())
        return;
    LinkController *controller = at->second.release();
    const QList<ForwardId> forwards = controller->forwards().ids();
    controller->disconnect(this);
    controller->deleteLater(); // it is the one that calls
    m_controllers.erase(at);
    for (const ForwardId &forward : forwards)
        Q_EMIT forwardStatusChanged(forward);
    Q_EMIT linkChanged(id);
    if (m_shuttingDown && m_controllers.empty())
        tellShutDownIn(0ms);
    reconcile(); // wanted again meanwhile, or waiting for its port
}

ForwardSnapshot TunnelService::snapshot(const ForwardId &id) const {
    ForwardSnapshot snapshot{.id = id, .wanted = m_book.isWanted(id)};
    const ForwardFigures figures = m_stats->figures(id);
    snapshot.streams = figures.streams;
    snapshot.held = figures.held;
    snapshot.streamsEver = figures.streamsEver;
    snapshot.bytesDown = figures.bytesDown;
    snapshot.bytesUp = figures.bytesUp;
    snapshot.downPerSecond = figures.downPerSecond;
    snapshot.upPerSecond = figures.upPerSecond;
    const LinkController *holder = holderOf(id);
    if (!holder) {
        if (snapshot.wanted && !m_shuttingDown)
            snapshot.status.state = ForwardState::Queued;
        return snapshot;
    }
    snapshot.status = holder->forwards().status(id);
    snapshot.health = holder->health(id);
    snapshot.bound = holder->forwards().bound(id);
    snapshot.boundPath = holder->forwards().boundPath(id);
    snapshot.latency = holder->latency();
    return snapshot;
}

QList<ForwardSnapshot> TunnelService::snapshots() const {
    QList<ForwardSnapshot> all;
    all.reserve(m_book.data().forwards.size());
    for (const Forward &forward : m_book.data().forwards)
        all << snapshot(forward.id);
    return all;
}

LinkSnapshot TunnelService::link(const HostId &id) const {
    const auto at = m_controllers.find(id);
    return at == m_controllers.end() ? LinkSnapshot{.host = id} : at->second->snapshot();
}

QList<StreamSnapshot> TunnelService::streams(const ForwardId &id) const {
    const LinkController *holder = holderOf(id);
    return holder ? holder->streams(id) : QList<StreamSnapshot>{};
}

TrafficSeries TunnelService::traffic(const ForwardId &id, TrafficSpan span) const {
    return m_stats->traffic(id, span);
}

void TunnelService::retryNow(const HostId &id) {
    const auto at = m_controllers.find(id);
    if (at != m_controllers.end())
        at->second->retryNow();
}

void TunnelService::closeStream(const ForwardId &id, StreamId stream) {
    if (LinkController *holder = holderOf(id))
        holder->closeStream(stream);
}

void TunnelService::networkCameBack() {
    for (const auto &[id, controller] : m_controllers)
        controller->networkCameBack();
}

void TunnelService::shutDownAll() {
    if (std::exchange(m_shuttingDown, true))
        return;
    QList<LinkController *> controllers; // retire() changes the map
    for (const auto &[id, controller] : m_controllers)
        controllers << controller.get();
    tellShutDownIn(controllers.isEmpty() ? 0ms : std::chrono::milliseconds(kShutDownPatience));
    for (LinkController *controller : std::as_const(controllers))
        controller->logOut();
}

// Never from inside shutDownAll(): who called it may not be ready for the answer yet.
void TunnelService::tellShutDownIn(std::chrono::milliseconds delay) {
    m_shutDownDue = m_timers.after(delay, [this] {
        m_shutDownDue.reset();
        Q_EMIT shutDown();
    });
}

void TunnelService::setSampling(bool on) {
    if (on == bool(m_sampling))
        return;
    if (!on) {
        m_sampling.reset();
        m_stats->pause();
        return;
    }
    m_sampling = m_timers.every(kSamplePeriod, [this] { sample(); });
    sample();
}

void TunnelService::sample() {
    const QList<ForwardId> figures = m_stats->sample(m_timers.now());
    QSet<ForwardId> changed(figures.begin(), figures.end());
    QList<HostId> links;
    for (const auto &[id, controller] : m_controllers) {
        const std::pair seen{controller->latency(), controller->snapshot().lanes};
        if (m_sampledLinks.value(id) == seen)
            continue;
        m_sampledLinks.insert(id, seen);
        links << id;
        for (const ForwardId &forward : controller->forwards().ids())
            changed << forward;
    }
    for (const HostId &id : std::as_const(links))
        Q_EMIT linkChanged(id);
    if (!changed.isEmpty())
        Q_EMIT sampled(changed.values());
}

// A forward that was moved to another host is closing at one and wanted at the other.
LinkController *TunnelService::holderOf(const ForwardId &id) const {
    LinkController *holder = nullptr;
    for (const auto &[host, controller] : m_controllers) {
        if (!controller->forwards().contains(id))
            continue;
        if (controller->forwards().isWanted(id))
            return controller.get();
        holder = controller.get();
    }
    return holder;
}

} // namespace fairlead
