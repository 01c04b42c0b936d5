// How a forward is written in `ready` lines, lists and JSON. Scripts read these: they are fixed.
#pragma once

#include "core/base/address.h"
#include "core/profile/forward.h"

#include <QtCore/QJsonObject>

namespace fairlead {

// What listens, as a client would connect to it: the bound port where 0 was asked, 127.0.0.1 for
// "localhost" (::1 where only that is bound), "*" for every address, "8000-8010" for a range. On a
// server (remote forwards) the address stays as it was asked for.
[[nodiscard]] QString boundText(const Forward &forward, const QList<Endpoint> &bound,
                                const QString &boundPath);

// "ready local 127.0.0.1:8080 -> db:5432", "ready dynamic 127.0.0.1:1080",
// "ready remote localhost:3022 -> localhost:22"
[[nodiscard]] QString readyLine(const Forward &forward, const QList<Endpoint> &bound,
                                const QString &boundPath);
// {"event":"ready","kind":"local","listen":…,"target":…,"name":…,"host":…}; no target when dynamic
[[nodiscard]] QJsonObject readyEvent(const Forward &forward, const QString &hostName,
                                     const QList<Endpoint> &bound, const QString &boundPath);

// "local 8080", "remote 3022": the name of a forward that was given none.
[[nodiscard]] QString derivedName(const Forward &forward);

} // namespace fairlead
