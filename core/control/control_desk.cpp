#include "core/control/control_desk.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using namespace control_reply;
using Code = ControlTrouble::Code;

QStringList boundTexts(const ForwardSnapshot &now) {
    constexpr qsizetype kMost = 64; // of a range with thousands of ports
    QStringList texts;
    if (!now.boundPath.isEmpty())
        texts.append(now.boundPath);
    for (const Endpoint &endpoint : now.bound.first(std::min(kMost, now.bound.size())))
        texts.append(toText(endpoint));
    return texts;
}

bool changesSomething(ControlVerb verb) {
    return verb == ControlVerb::Start || verb == ControlVerb::Stop || verb == ControlVerb::Toggle;
}

} // namespace

QList<ControlReply> ControlDesk::answer(const ControlRequest &request) {
    const auto groups = choose(request);
    if (!groups)
        return {groups.error()};
    if (changesSomething(request.verb))
        change(request.verb, *groups);
    QList<ControlReply> replies;
    QSet<ForwardId> told;
    for (const Group &group : *groups) {
        for (const ForwardId &id : group) {
            if (told.contains(id))
                continue;
            told.insert(id);
            if (request.verb == ControlVerb::Streams)
                replies += streamsOf(id);
            else if (auto now = forwardNow(id))
                replies.append(*std::move(now));
        }
    }
    replies.append(Done{});
    return replies;
}

std::optional<ForwardNow> ControlDesk::forwardNow(const ForwardId &id) const {
    const auto forward = m_book.forward(id);
    if (!forward)
        return {};
    const ForwardSnapshot now = m_tunnels.snapshot(id);
    const auto host = m_book.host(forward->host);
    const auto profile = m_book.profile(forward->profile);
    ForwardNow told;
    told.id = id.text();
    told.name = forward->name;
    told.kind = forward->kind;
    told.host = host ? host->name : QString();
    told.profile = profile ? profile->name : QString();
    told.listen = toText(forward->listen);
    told.bound = boundTexts(now);
    if (forward->kind != ForwardKind::Dynamic)
        told.target = toText(forward->target, portCount(forward->listen));
    told.wanted = m_book.isWanted(id);
    told.state = now.status.state;
    told.why = now.status.why;
    if (now.status.retryAt)
        told.retryIn = std::max(*now.status.retryAt - m_timers.now(), Timers::Milliseconds{0});
    told.streams = now.streams;
    told.bytesDown = now.bytesDown;
    told.bytesUp = now.bytesUp;
    return told;
}

ControlResult<QList<ControlDesk::Group>> ControlDesk::choose(const ControlRequest &request) const {
    QList<Group> groups;
    for (const QString &name : request.names) {
        const auto group = named(name);
        if (!group)
            return tl::unexpected(group.error());
        groups.append(*group);
    }
    for (const QString &name : request.profiles) {
        const auto group = ofProfile(name);
        if (!group)
            return tl::unexpected(group.error());
        groups.append(*group);
    }
    const bool nothing = request.names.isEmpty() && request.profiles.isEmpty();
    if (nothing && !request.all && request.verb != ControlVerb::Status)
        return tl::unexpected(ControlTrouble{Code::NothingNamed, {}});
    if (nothing || request.all) {
        Group everything;
        for (const Forward &forward : m_book.data().forwards)
            everything.append(forward.id);
        groups.append(everything);
    }
    return groups;
}

ControlResult<ControlDesk::Group> ControlDesk::named(const QString &name) const {
    const auto forward = m_book.forwardNamed(name);
    return forward ? ControlResult<Group>(Group{forward->id}) : ofProfile(name);
}

ControlResult<ControlDesk::Group> ControlDesk::ofProfile(const QString &name) const {
    const auto profile = m_book.profileNamed(name);
    if (!profile)
        return tl::unexpected(ControlTrouble{Code::NoSuchName, name});
    Group group;
    for (const Forward &forward : m_book.data().forwards)
        if (forward.profile == profile->id)
            group.append(forward.id);
    return group;
}

// A group is on when all of it is: toggling one that is half on switches the rest on.
void ControlDesk::change(ControlVerb verb, const QList<Group> &groups) {
    for (const Group &group : groups) {
        const bool isOn = std::all_of(group.begin(), group.end(),
                                      [this](const ForwardId &id) { return m_book.isWanted(id); });
        m_book.setWanted(group,
                         verb == ControlVerb::Start || (verb == ControlVerb::Toggle && !isOn));
    }
}

QList<ControlReply> ControlDesk::streamsOf(const ForwardId &id) const {
    const auto forward = m_book.forward(id);
    QList<ControlReply> replies;
    for (const StreamSnapshot &stream : m_tunnels.streams(id))
        replies.append(StreamNow{stream.id, forward ? forward->name : QString(), stream.client,
                                 stream.target, stream.bytesDown, stream.bytesUp, stream.age});
    return replies;
}

} // namespace fairlead
