// What the demo's servers say when they are ready, and the profile that is made of it. Pure.
#pragma once

#include "core/base/address.h"
#include "core/profile/profile_book.h"

#include <QtCore/QByteArray>

namespace fairlead::demo {

struct ReadyHost {
    QString name;
    QString address;
    quint16 port = 0;
    QStringList jumps;
};

struct Ready {
    QString folder; // throw-away, the demo's own; everything in it goes with the demo
    QString key;    // path of the private key that may log in
    QString knownHosts;
    QString user;
    quint16 pagePort = 0; // a page on this machine, for the remote forward
    QList<ReadyHost> hosts;
};

// Reads the line of fairlead-demo: {"event":"ready","folder":…,"key":…,"known_hosts":…,"user":…,
// "page_port":…,"hosts":[{"name":…,"address":…,"port":…,"jumps":[…],"fingerprint":…}…]}. Error:
// Internal, with what is missing.
[[nodiscard]] Result<Ready> readReady(const QByteArray &line);

// One profile, "Demo", with the demo's hosts and a forward of each kind, all ports chosen by the
// system. Nothing in it can ask a question or touch a file outside `folder`.
[[nodiscard]] ProfileData demoProfile(const Ready &ready);

// Where a stream through the forward ends, as a browser would be told: the forward's own target,
// or for a dynamic one the demo's page. `port` is never 0.
[[nodiscard]] Endpoint pageBehind(const Forward &forward);

} // namespace fairlead::demo
