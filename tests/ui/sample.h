// Sample hosts and forwards with every state a row can be in, driven through scripted links.
#pragma once

#include "core/engine/engine.h"
#include "tests/support/fake_secret_store.h"
#include "tests/support/fake_timers.h"
#include "tests/support/scripted_link.h"
#include "ui/services.h"

namespace fairlead {

class Sample {
public:
    Sample();
    [[nodiscard]] ui::Services services();
    [[nodiscard]] ProfileBook &book() { return m_engine.book(); }
    [[nodiscard]] TunnelService &tunnels() { return m_engine.tunnels(); }
    [[nodiscard]] Questions &questions() { return m_engine.questions(); }
    [[nodiscard]] FakeTimers &timers() { return m_timers; }
    // The link of a host, null before it is wanted.
    [[nodiscard]] ScriptedLink *link(const QString &host) const;

    // Three profiles, five hosts, ten forwards, all off.
    void fill();
    // …switched on, each brought into its state, with some traffic behind it.
    void goLive();
    [[nodiscard]] static Question newHostKey();
    [[nodiscard]] static Question changedHostKey();
    [[nodiscard]] ForwardId id(const QString &name) const;

private:
    void flow();
    FakeTimers m_timers;
    ScriptedLinkFactory m_links;
    FakeSecretStore m_secrets;
    Engine m_engine;
};

} // namespace fairlead
