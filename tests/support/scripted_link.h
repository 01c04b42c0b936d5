// A Link without a thread: it notes what it is told, and says what the test lets it say.
#pragma once

#include "core/ssh/link.h"

#include <QtCore/QPointer>
#include <map>

namespace fairlead {

class ScriptedLink final : public Link {
public:
    void post(const LinkCommand &command) override;
    [[nodiscard]] std::shared_ptr<const LinkCounters> counters() const override {
        return m_counters;
    }
    [[nodiscard]] QList<StreamSnapshot> streams() const override { return m_streams; }

    // What was posted, oldest first; taking empties it.
    [[nodiscard]] QList<LinkCommand> takeCommands() { return std::exchange(m_commands, {}); }
    // The same as "Connect OpenForward(web) CloseForward(db) Disconnect".
    [[nodiscard]] QString takeScript();
    // Of the newest Connect.
    [[nodiscard]] quint64 generation() const { return m_generation; }
    [[nodiscard]] const LinkPlan &plan() const { return m_plan; }
    [[nodiscard]] const QList<link_command::GiveAnswer> &answers() const { return m_answers; }
    [[nodiscard]] std::shared_ptr<ForwardCounters> countersOf(const ForwardId &id) const;
    [[nodiscard]] LinkCounters &linkCounters() { return *m_counters; }
    void setStreams(const QList<StreamSnapshot> &streams) { m_streams = streams; }

    // Reports of the newest life…
    void say(const LinkReport &report) { sayAs(m_generation, report); }
    // …or of another.
    void sayAs(quint64 generation, const LinkReport &report) {
        Q_EMIT reported(generation, report);
    }
    void goOnline(const QList<HopFacts> &hops = {});
    void drop(Errc code, const QString &detail = {});
    void disconnected();
    void listening(const ForwardId &id, quint16 port = 0);
    void refuse(const ForwardId &id, Errc code, bool mayRetry = false);
    void closed(const ForwardId &id);
    void target(const ForwardId &id, std::optional<Error> error);
    void ask(const Question &question);

private:
    QList<LinkCommand> m_commands;
    quint64 m_generation = 0;
    LinkPlan m_plan;
    QList<link_command::GiveAnswer> m_answers;
    std::map<ForwardId, std::shared_ptr<ForwardCounters>> m_forwards;
    std::shared_ptr<LinkCounters> m_counters = std::make_shared<LinkCounters>();
    QList<StreamSnapshot> m_streams;
};

// Links stay with who asked for them; here they are only watched.
class ScriptedLinkFactory final : public LinkFactory {
public:
    [[nodiscard]] std::unique_ptr<Link> makeLink() override;
    // The n-th link made, null when it is gone.
    [[nodiscard]] ScriptedLink *link(qsizetype n = 0) const { return m_links.value(n); }
    [[nodiscard]] qsizetype made() const { return m_links.size(); }
    [[nodiscard]] int alive() const;

private:
    QList<QPointer<ScriptedLink>> m_links;
};

} // namespace fairlead
