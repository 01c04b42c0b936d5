// Carries out what the link machine decides for one Host: owns the Link while there is one, its
// timers, its questions and its forwards.
#pragma once

#include "core/tunnel/link_forwards.h"
#include "core/tunnel/link_machine.h"
#include "core/tunnel/link_questions.h"
#include "core/tunnel/retry_policy.h"
#include "core/tunnel/tunnel_service.h"

#include <QtCore/QObject>

namespace fairlead {

// What the book wants of one host.
struct LinkWish {
    Host host;
    Result<QList<Host>> hops; // jump hosts first, `host` last; or why they cannot be told
    QList<Forward> forwards;  // wanted ones, in the person's order
};

// Main thread only. References must outlive it.
class LinkController final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Questions &questions;
        SecretStore &secrets;
        Timers &timers;
        LinkFactory &links;
        StatsSampler &stats;
        RandomFraction random;
    };
    LinkController(HostId host, const Parts &parts, QObject *parent = nullptr);
    ~LinkController() override;

    // The single entry: start, stop, edit, import are this call. Calling it with what is already so
    // does nothing.
    void reconcile(const LinkWish &wish);
    // What the person means by "try again": no waiting for the planned moment, a failed link too;
    // on a live link the forwards that were refused.
    void retryNow();
    void networkCameBack();
    // Logs out although forwards are wanted.
    void logOut();
    void closeStream(StreamId stream);

    [[nodiscard]] const LinkForwards &forwards() const { return m_forwards; }
    [[nodiscard]] LinkSnapshot snapshot() const;
    [[nodiscard]] Health health(const ForwardId &id) const;
    [[nodiscard]] std::optional<std::chrono::microseconds> latency() const;
    [[nodiscard]] QList<StreamSnapshot> streams(const ForwardId &id) const;

Q_SIGNALS:
    void forwardChanged(const fairlead::ForwardId &id);
    void linkChanged();
    void listenersMoved();
    // Logged out and nothing wanted: no further use. Emitted once; it may be destroyed later, not
    // in the slot.
    void finished();

private:
    struct Happening {
        LinkEvent event;
        std::optional<Error> why;
    };

    void dispatch(LinkEvent event, const std::optional<Error> &why = {});
    void apply(const Happening &happening);
    void perform(const LinkEffect &effect);
    void connectLink();
    void armRetry(std::chrono::milliseconds delay);
    void publish();
    void post(const QList<LinkCommand> &commands);
    [[nodiscard]] bool mayListen() const;
    [[nodiscard]] bool planEdited() const;
    [[nodiscard]] LinkView view() const;

    void reported(quint64 generation, const LinkReport &report);
    bool takeForwardReport(const LinkReport &report);
    void take(const link_report::Progress &report);
    void take(const link_report::Asked &report);
    void take(const link_report::TransportUp &report);
    void take(const link_report::Dropped &report);
    void take(const link_report::Disconnected &report);

    const HostId m_id;
    Parts m_parts;
    Host m_host;
    std::optional<Result<QList<Host>>> m_plan;
    std::optional<Result<QList<Host>>> m_connectedPlan; // of the last Connect

    LinkSituation m_situation;
    QList<Happening> m_happenings; // to come; a happening inside another waits its turn
    bool m_busy = false;
    bool m_finished = false;
    std::unique_ptr<TimerHandle> m_retry;
    std::optional<std::chrono::milliseconds> m_retryAt;
    std::unique_ptr<TimerHandle> m_stable;

    std::unique_ptr<Link> m_link;
    quint64 m_generation = 0;
    std::optional<LinkStage> m_stage;
    int m_hop = 0;
    QList<HopFacts> m_hops;

    LinkForwards m_forwards;
    LinkQuestions m_questions;
};

} // namespace fairlead
