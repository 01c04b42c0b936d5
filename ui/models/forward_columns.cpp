#include "ui/models/forward_columns.h"

#include "text/status_text.h"
#include "text/units.h"
#include "ui/text/row_text.h"

#include <QtCore/QCoreApplication>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

struct ColumnWords {
    Q_DECLARE_TR_FUNCTIONS(ForwardColumns)
public:
    static QString onOff(bool wanted) { return wanted ? tr("on") : tr("off"); }
    static QString switchTitle() { return tr("On"); }
    static QString status() { return tr("Status"); }
    static QString name() { return tr("Name"); }
    static QString kind() { return tr("Kind"); }
    static QString route() { return tr("Route"); }
    static QString via() { return tr("Via"); }
    static QString streams() { return tr("Streams"); }
    static QString rate() { return tr("Rate"); }
    static QString total() { return tr("Total"); }
    static QString latency() { return tr("Latency"); }
    static QString idle() { return tr("idle"); }
};

using Now = std::chrono::milliseconds;

QString dash() { return u"–"_s; }

bool alive(const ForwardRow &row) {
    const ForwardState state = row.now.status.state;
    return state == ForwardState::Listening || state == ForwardState::Degraded ||
           (state == ForwardState::Holding && row.now.held > 0);
}

QString streamsText(const ForwardRow &row, Now) {
    return alive(row) ? QLocale().toString(row.now.streams + row.now.held) : dash();
}

QString rateOf(const ForwardRow &row, Now) {
    if (row.now.status.state != ForwardState::Listening)
        return dash();
    const double both = row.now.downPerSecond + row.now.upPerSecond;
    return both < 1 ? ColumnWords::idle() : rateText(both);
}

QString totalText(const ForwardRow &row, Now) {
    const quint64 bytes = row.now.bytesDown + row.now.bytesUp;
    return bytes == 0 ? dash() : bytesText(bytes);
}

QString latencyOf(const ForwardRow &row, Now) {
    return row.now.latency ? latencyText(*row.now.latency) : dash();
}

QString routeText(const ForwardRow &row, Now) {
    return listenText(row) + u" → "_s + targetText(row.forward);
}

const Qt::Alignment kStart = Qt::AlignLeft | Qt::AlignVCenter;
const Qt::Alignment kEnd = Qt::AlignRight | Qt::AlignVCenter;

// In the order of ForwardColumn.
const std::array<ForwardColumnInfo, kForwardColumnCount> kColumns{{
    {ForwardColumn::Switch, "switch", &ColumnWords::switchTitle,
     [](const ForwardRow &row, Now) { return ColumnWords::onOff(row.now.wanted); },
     [](const ForwardRow &row) { return QVariant(row.now.wanted); }, kStart, 54},
    {ForwardColumn::Status, "status", &ColumnWords::status, &statusWord,
     [](const ForwardRow &row) { return QVariant(static_cast<int>(row.now.status.state)); }, kStart,
     164},
    {ForwardColumn::Name, "name", &ColumnWords::name,
     [](const ForwardRow &row, Now) { return row.forward.name; },
     [](const ForwardRow &row) { return QVariant(row.forward.name); }, kStart, 132},
    {ForwardColumn::Kind, "kind", &ColumnWords::kind,
     [](const ForwardRow &row, Now) { return kindText(row.forward.kind); },
     [](const ForwardRow &row) { return QVariant(static_cast<int>(row.forward.kind)); }, kStart,
     98},
    {ForwardColumn::Route, "route", &ColumnWords::route, &routeText,
     [](const ForwardRow &row) { return QVariant(row.forward.listen.port); }, kStart, 262},
    {ForwardColumn::Via, "via", &ColumnWords::via,
     [](const ForwardRow &row, Now) { return viaText(row.via); },
     [](const ForwardRow &row) { return QVariant(viaText(row.via)); }, kStart, 128},
    {ForwardColumn::Streams, "streams", &ColumnWords::streams, &streamsText,
     [](const ForwardRow &row) { return QVariant(row.now.streams); }, kEnd, 66},
    {ForwardColumn::Rate, "rate", &ColumnWords::rate, &rateOf,
     [](const ForwardRow &row) { return QVariant(row.now.downPerSecond + row.now.upPerSecond); },
     kEnd, 138},
    {ForwardColumn::Total, "total", &ColumnWords::total, &totalText,
     [](const ForwardRow &row) { return QVariant(row.now.bytesDown + row.now.bytesUp); }, kEnd, 70},
    {ForwardColumn::Latency, "latency", &ColumnWords::latency, &latencyOf,
     [](const ForwardRow &row) {
         return QVariant(static_cast<qlonglong>(row.now.latency ? row.now.latency->count() : -1));
     },
     kEnd, 70},
}};

} // namespace

const ForwardColumnInfo &columnInfo(ForwardColumn column) {
    return kColumns[static_cast<size_t>(column)];
}

} // namespace fairlead::ui
