#include "tests/support/scripted_link.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

struct Scribe {
    QString operator()(const link_command::Connect &) const { return u"Connect"_s; }
    QString operator()(const link_command::Disconnect &) const { return u"Disconnect"_s; }
    QString operator()(const link_command::OpenForward &command) const {
        return u"OpenForward(%1)"_s.arg(command.forward.id.text());
    }
    QString operator()(const link_command::CloseForward &command) const {
        return u"CloseForward(%1)"_s.arg(command.id.text());
    }
    QString operator()(const link_command::GiveAnswer &command) const {
        const bool cancelled = command.answer.decision == Answer::Decision::Cancel;
        return cancelled ? u"GiveAnswer(cancel)"_s : u"GiveAnswer"_s;
    }
    QString operator()(const link_command::CloseStream &command) const {
        return u"CloseStream(%1)"_s.arg(command.id);
    }
};

} // namespace

void ScriptedLink::post(const LinkCommand &command) {
    m_commands << command;
    if (const auto *connect = std::get_if<link_command::Connect>(&command)) {
        m_generation = connect->generation;
        m_plan = connect->plan;
    } else if (const auto *open = std::get_if<link_command::OpenForward>(&command)) {
        m_forwards[open->forward.id] = open->counters;
    } else if (const auto *answer = std::get_if<link_command::GiveAnswer>(&command)) {
        m_answers << *answer;
    }
}

QString ScriptedLink::takeScript() {
    QStringList script;
    for (const LinkCommand &command : std::exchange(m_commands, {}))
        script << std::visit(Scribe{}, command);
    return script.join(u' ');
}

std::shared_ptr<ForwardCounters> ScriptedLink::countersOf(const ForwardId &id) const {
    const auto at = m_forwards.find(id);
    return at == m_forwards.end() ? nullptr : at->second;
}

void ScriptedLink::goOnline(const QList<HopFacts> &hops) { say(link_report::TransportUp{hops}); }

void ScriptedLink::drop(Errc code, const QString &detail) {
    say(link_report::Dropped{{code, detail}, 1});
}

void ScriptedLink::disconnected() { say(link_report::Disconnected{}); }

void ScriptedLink::listening(const ForwardId &id, quint16 port) {
    QList<Endpoint> bound;
    if (port != 0)
        bound << Endpoint{u"127.0.0.1"_s, port};
    say(link_report::ForwardListening{id, bound, {}});
}

void ScriptedLink::refuse(const ForwardId &id, Errc code, bool mayRetry) {
    say(link_report::ForwardFailed{id, {code, u"scripted"_s}, mayRetry});
}

void ScriptedLink::closed(const ForwardId &id) { say(link_report::ForwardClosed{id}); }

void ScriptedLink::target(const ForwardId &id, std::optional<Error> error) {
    say(link_report::TargetChanged{id, std::move(error)});
}

void ScriptedLink::ask(const Question &question) { say(link_report::Asked{question}); }

std::unique_ptr<Link> ScriptedLinkFactory::makeLink() {
    auto link = std::make_unique<ScriptedLink>();
    m_links << link.get();
    return link;
}

int ScriptedLinkFactory::alive() const {
    return static_cast<int>(std::count_if(m_links.begin(), m_links.end(),
                                          [](const auto &link) { return !link.isNull(); }));
}

} // namespace fairlead
