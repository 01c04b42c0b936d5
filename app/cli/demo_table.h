// What `demo` shows: a line for each forward, and the sentence under them.
#pragma once

#include "app/tour/proof.h"
#include "core/base/result.h"

#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <optional>

namespace fairlead {

// How one forward of the demo did.
struct DemoLine {
    Forward forward;
    QStringList hosts;        // first hop first
    QString listen;           // "127.0.0.1:40123"; empty: it never listened
    std::optional<Error> why; // it never listened, because
    demo::ProofOutcome proof;
};

[[nodiscard]] bool isGood(const DemoLine &line);
// "127.0.0.1:40123 > harbour > web.demo:80"; for a remote forward from the server to here.
[[nodiscard]] QString demoRoute(const DemoLine &line);
// The table with its heading and, below an empty line, what it comes to.
[[nodiscard]] QString demoText(const QList<DemoLine> &lines);
// {"event":"carried","kind":…,"name":…,"listen":…,"via":[…],"target":…,"bytes":…,"bytes_per_second"
// :…,"good":true}; with "text" where it is not good.
[[nodiscard]] QJsonObject demoEvent(const DemoLine &line);

} // namespace fairlead
