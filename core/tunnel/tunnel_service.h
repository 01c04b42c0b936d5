// Makes the world agree with the ProfileBook: one LinkController per Host that has something
// wanted.
#pragma once

#include "core/base/timers.h"
#include "core/profile/profile_book.h"
#include "core/questions/questions.h"
#include "core/secrets/secret_store.h"
#include "core/ssh/link.h"
#include "core/tunnel/forward_status.h"
#include "core/tunnel/retry_policy.h"
#include "core/tunnel/traffic_history.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <map>
#include <memory>

namespace fairlead {

class LinkController;
class StatsSampler;

struct ForwardSnapshot {
    ForwardId id;
    bool wanted = false;
    ForwardStatus status;
    Health health;
    QList<Endpoint> bound; // what really listens (the chosen port when 0 was asked)
    QString boundPath;
    int streams = 0;
    int held = 0; // clients waiting for the link
    quint64 streamsEver = 0;
    quint64 bytesDown = 0;
    quint64 bytesUp = 0;
    double downPerSecond = 0;
    double upPerSecond = 0;
    std::optional<std::chrono::microseconds> latency; // round trip to the server
};

struct LinkSnapshot {
    HostId host;
    ForwardState state = ForwardState::Off; // fold of its forwards' link layer
    std::optional<LinkStage> stage;         // while connecting
    int hop = 0;                            // …which hop of the chain
    QList<HopFacts> hops;                   // once online
    std::optional<Error> why;
    std::optional<std::chrono::milliseconds> retryAt;
    std::optional<std::chrono::microseconds> latency;
    int lanes = 0;
};

// Main thread only. References must outlive it.
class TunnelService : public QObject {
    Q_OBJECT
public:
    // `random` spreads reconnects.
    TunnelService(ProfileBook &book, Questions &questions, SecretStore &secrets, Timers &timers,
                  LinkFactory &links, QObject *parent = nullptr,
                  RandomFraction random = randomFraction);
    ~TunnelService() override;

    [[nodiscard]] ForwardSnapshot snapshot(const ForwardId &id) const;
    [[nodiscard]] QList<ForwardSnapshot> snapshots() const;
    [[nodiscard]] LinkSnapshot link(const HostId &id) const;
    [[nodiscard]] QList<StreamSnapshot> streams(const ForwardId &id) const;
    // Grows while sampling is on; a pause is filled in when it is on again.
    [[nodiscard]] TrafficSeries traffic(const ForwardId &id, TrafficSpan span) const;

    // Does not wait for the planned retry. Also what "Try again" does on a failed link.
    void retryNow(const HostId &id);
    void closeStream(const ForwardId &id, StreamId stream);
    // The machine woke up or changed networks: links that wait retry 2 s from now.
    void networkCameBack();
    // Unwants nothing, but logs every link out; `shutDown` is emitted when all are out. For
    // quitting.
    void shutDownAll();
    // Four a second while someone looks; otherwise nothing is sampled.
    void setSampling(bool on);

Q_SIGNALS:
    void forwardStatusChanged(const fairlead::ForwardId &id);
    void linkChanged(const fairlead::HostId &id);
    void sampled(const QList<fairlead::ForwardId> &changed);
    void shutDown();

private:
    using Wanted = QHash<HostId, QList<Forward>>;

    void reconcile();
    void reconcileOnce();
    [[nodiscard]] Wanted wantedByHost() const;
    void withholdClashes(Wanted &wanted);
    void reconcileHost(const HostId &id, const QList<Forward> &wanted);
    LinkController &controllerFor(const HostId &id);
    void retire(const HostId &id);
    void tellShutDownIn(std::chrono::milliseconds delay);
    void sample();
    [[nodiscard]] LinkController *holderOf(const ForwardId &id) const;

    ProfileBook &m_book;
    Questions &m_questions;
    SecretStore &m_secrets;
    Timers &m_timers;
    LinkFactory &m_links;
    RandomFraction m_random;
    std::unique_ptr<StatsSampler> m_stats;
    std::map<HostId, std::unique_ptr<LinkController>> m_controllers;
    // Wanted, but their local port is still being closed by another host's link.
    QSet<ForwardId> m_withheld;
    bool m_reconciling = false;
    bool m_reconcileAgain = false;
    bool m_shuttingDown = false;
    std::unique_ptr<TimerHandle> m_shutDownDue;
    std::unique_ptr<TimerHandle> m_sampling;
    QHash<HostId, std::pair<std::optional<std::chrono::microseconds>, int>> m_sampledLinks;
};

} // namespace fairlead
