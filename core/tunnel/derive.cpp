#include "core/tunnel/derive.h"

namespace fairlead {
namespace {

using Listener = ForwardView::Listener;

ForwardStatus unwanted(const LinkView &link, const ForwardView &forward) {
    const bool linkThere = link.situation.state != LinkState::Idle;
    return {.state = linkThere && forward.listener == Listener::Closing ? ForwardState::Closing
                                                                        : ForwardState::Off};
}

ForwardStatus refused(const ForwardView &forward) {
    return {.state = forward.retryAt ? ForwardState::Degraded : ForwardState::Failed,
            .why = forward.why,
            .retryAt = forward.retryAt};
}

ForwardStatus online(const ForwardView &forward) {
    if (forward.listener != Listener::Listening)
        return {.state = ForwardState::Opening};
    if (forward.target)
        return {.state = ForwardState::Degraded, .why = forward.target};
    return {.state = ForwardState::Listening};
}

ForwardStatus closing(const LinkSituation &situation) {
    switch (situation.after) {
    case AfterClosing::Rest:
        return {.state = ForwardState::Closing};
    case AfterClosing::Retry:
        return {.state = ForwardState::Opening};
    case AfterClosing::Fail:
        return {.state = ForwardState::Failed, .why = situation.why};
    }
    return {};
}

LayerHealth linkHealth(const LinkSituation &situation) {
    switch (situation.state) {
    case LinkState::Idle:
        return {};
    case LinkState::Connecting:
    case LinkState::Asking:
        return {.state = LayerState::Working};
    case LinkState::Online:
        return {.state = LayerState::Good};
    case LinkState::Closing:
        if (situation.why)
            return {.state = LayerState::Bad, .why = situation.why};
        return {.state = LayerState::Working};
    case LinkState::Waiting:
    case LinkState::Failed:
        return {.state = LayerState::Bad, .why = situation.why};
    }
    return {};
}

LayerHealth listenerHealth(const ForwardView &forward) {
    switch (forward.listener) {
    case Listener::Closed:
        return {};
    case Listener::Opening:
    case Listener::Closing:
        return {.state = LayerState::Working};
    case Listener::Listening:
        return {.state = LayerState::Good};
    case Listener::Refused:
        return {.state = LayerState::Bad, .why = forward.why};
    }
    return {};
}

} // namespace

ForwardStatus deriveStatus(bool wanted, const LinkView &link, const ForwardView &forward) {
    if (!wanted)
        return unwanted(link, forward);
    // Its own trouble is nearer than its link's, and stays when the link comes and goes.
    if (forward.listener == Listener::Refused && !forward.retryAt)
        return refused(forward);
    const LinkSituation &situation = link.situation;
    switch (situation.state) {
    case LinkState::Idle:
        return {.state = ForwardState::Queued};
    case LinkState::Connecting:
        return {.state = ForwardState::Opening};
    case LinkState::Asking:
        return {.state = ForwardState::NeedsYou};
    case LinkState::Online:
        return forward.listener == Listener::Refused ? refused(forward) : online(forward);
    case LinkState::Closing:
        return closing(situation);
    case LinkState::Waiting:
        return {.state = ForwardState::Holding, .why = situation.why, .retryAt = link.retryAt};
    case LinkState::Failed:
        return {.state = ForwardState::Failed, .why = situation.why};
    }
    return {};
}

Health healthOf(const LinkView &link, const ForwardView &forward) {
    Health health;
    health.link = linkHealth(link.situation);
    health.listener = listenerHealth(forward);
    // Beyond the listener only an open link knows anything.
    if (link.situation.state != LinkState::Online || !forward.channelSeen)
        return health;
    const LayerHealth good{.state = LayerState::Good};
    if (!forward.target) {
        health.channel = good;
        health.target = good;
    } else if (isTargetsOwn(forward.target->code)) {
        health.channel = good;
        health.target = {.state = LayerState::Bad, .why = forward.target};
    } else {
        health.channel = {.state = LayerState::Bad, .why = forward.target};
    }
    return health;
}

ForwardState linkState(const LinkSituation &situation) {
    switch (situation.state) {
    case LinkState::Idle:
        return ForwardState::Off;
    case LinkState::Connecting:
        return ForwardState::Opening;
    case LinkState::Asking:
        return ForwardState::NeedsYou;
    case LinkState::Online:
        return ForwardState::Listening;
    case LinkState::Closing:
        return closing(situation).state;
    case LinkState::Waiting:
        return ForwardState::Holding;
    case LinkState::Failed:
        return ForwardState::Failed;
    }
    return ForwardState::Off;
}

bool isTargetsOwn(Errc code) {
    switch (code) {
    case Errc::TargetRefused:
    case Errc::TargetUnresolved:
    // The target of a remote forward is dialled from here.
    case Errc::ResolveFailed:
    case Errc::ConnectRefused:
    case Errc::ConnectTimeout:
    case Errc::NetworkUnreachable:
        return true;
    default:
        return false;
    }
}

} // namespace fairlead
