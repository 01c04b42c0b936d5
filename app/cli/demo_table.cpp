#include "app/cli/demo_table.h"

#include "app/cli/table.h"
#include "app/cli/words.h"
#include "text/error_text.h"
#include "text/units.h"

#include <QtCore/QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

double bytesPerSecond(const DemoLine &line) {
    const double seconds = std::chrono::duration<double>(line.proof.time).count();
    return seconds > 0 ? static_cast<double>(line.proof.bytes) / seconds : 0;
}

QString resultText(const DemoLine &line) {
    using Result = demo::ProofOutcome::Result;
    if (line.listen.isEmpty())
        return line.why ? errorReason(line.why->code) : Cli::tr("not open in time");
    switch (line.proof.result) {
    case Result::Good:
        return Cli::tr("every byte came back");
    case Result::NotConnected:
        return Cli::tr("nobody answers");
    case Result::Cut:
        return Cli::tr("cut off in the middle");
    case Result::Different:
        return Cli::tr("other bytes came back");
    case Result::TooSlow:
        return Cli::tr("took too long");
    }
    return {};
}

QString verdict(const QList<DemoLine> &lines) {
    const auto good = std::count_if(lines.begin(), lines.end(), isGood);
    return good == lines.size()
               ? Cli::tr("All %1 forwards carried every byte, and nothing left this machine.")
                     .arg(good)
               : Cli::tr("%1 of %2 forwards carried every byte.").arg(good).arg(lines.size());
}

} // namespace

bool isGood(const DemoLine &line) {
    return !line.listen.isEmpty() && line.proof.result == demo::ProofOutcome::Result::Good;
}

QString demoRoute(const DemoLine &line) {
    QStringList stations = line.hosts;
    const QString listen = line.listen.isEmpty() ? toText(line.forward.listen) : line.listen;
    const QString target = line.forward.kind == ForwardKind::Dynamic ? Cli::tr("anywhere")
                                                                     : toText(line.forward.target);
    if (line.forward.kind == ForwardKind::Remote) { // it begins on the server
        std::reverse(stations.begin(), stations.end());
        stations.first() += u' ' + listen;
    } else {
        stations.prepend(listen);
    }
    return (stations << target).join(u" > "_s);
}

QString demoText(const QList<DemoLine> &lines) {
    Table table;
    table.add(
        {Cli::tr("KIND"), Cli::tr("ROUTE"), Cli::tr("BYTES"), Cli::tr("RATE"), Cli::tr("RESULT")});
    for (const DemoLine &line : lines)
        table.add({kindName(line.forward.kind), demoRoute(line), bytesText(line.proof.bytes),
                   isGood(line) ? rateText(bytesPerSecond(line)) : u"-"_s, resultText(line)});
    return table.text() + u"\n\n"_s + verdict(lines);
}

QJsonObject demoEvent(const DemoLine &line) {
    QJsonObject event{{u"event"_s, u"carried"_s},
                      {u"kind"_s, kindName(line.forward.kind)},
                      {u"name"_s, line.forward.name},
                      {u"listen"_s, line.listen},
                      {u"via"_s, QJsonArray::fromStringList(line.hosts)},
                      {u"target"_s, toText(line.forward.target)},
                      {u"bytes"_s, static_cast<qint64>(line.proof.bytes)},
                      {u"bytes_per_second"_s, static_cast<qint64>(bytesPerSecond(line))},
                      {u"good"_s, isGood(line)}};
    if (!isGood(line))
        event.insert("text"_L1, resultText(line));
    return event;
}

} // namespace fairlead
