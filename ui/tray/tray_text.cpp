#include "ui/tray/tray_text.h"

#include "text/units.h"
#include "ui/look/type.h"
#include "ui/text/row_text.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr qsizetype kNamesShown = 4;

struct TrayWords {
    Q_DECLARE_TR_FUNCTIONS(Tray)
public:
    static QString summary(const OverallStatus &status) {
        //: %1 is "6 of 12 up", %2 is "18 streams"
        return tr("%1, %2").arg(groupSummary(status.up, status.all),
                                tr("%n stream(s)", nullptr, status.streams));
    }
    static QString headline(const OverallStatus &status);
    static QStringList counts(const OverallStatus &status);
    static QString forward(const QString &name, const QStringList &state) {
        //: a forward in the tray's menu: %1 is its name, %2 how it stands
        return tr("%1: %2").arg(name, state.join(tr(", ")));
    }
    static QString reachable(const QString &name, const QString &address) {
        //: a forward in the tray's menu: %1 is its name, %2 the address it listens on
        return tr("%1 (%2)").arg(name, address);
    }
    static QString quit(int streams) {
        return streams > 0 ? tr("Quit, cutting %n stream(s)…", nullptr, streams) : tr("Quit");
    }
    static QString noticeTitle(const BreakWatch::Notice &notice, const QString &name);
    static QString list(const QStringList &names) {
        QStringList shown = names.mid(0, kNamesShown);
        if (const auto rest = static_cast<int>(names.size() - shown.size()); rest > 0)
            shown.append(tr("%n more", nullptr, rest));
        return shown.join(tr(", "));
    }
    static QString keepsTrying() {
        return tr("Fairlead keeps trying and holds new clients meanwhile.");
    }
};

QString TrayWords::headline(const OverallStatus &status) {
    switch (status.sign) {
    case OverallStatus::Sign::Idle:
        return status.all == 0 ? tr("Fairlead: no forwards yet") : tr("Fairlead: all off");
    case OverallStatus::Sign::Well:
        return tr("Fairlead: all is well");
    case OverallStatus::Sign::Working:
        return tr("Fairlead: working");
    case OverallStatus::Sign::Attention:
        return status.attention() == 1
                   ? tr("Fairlead: 1 forward needs attention")
                   : tr("Fairlead: %n forwards need attention", nullptr, status.attention());
    }
    return {};
}

QStringList TrayWords::counts(const OverallStatus &status) {
    QStringList parts;
    const auto add = [&parts](int count, const QString &words) {
        if (count > 0)
            parts.append(words);
    };
    add(status.up, tr("%n up", nullptr, status.up));
    add(status.retrying, tr("%n retrying", nullptr, status.retrying));
    add(status.needYou,
        status.needYou == 1 ? tr("1 needs you") : tr("%n need you", nullptr, status.needYou));
    add(status.degraded, tr("%n degraded", nullptr, status.degraded));
    add(status.failed, tr("%n failed", nullptr, status.failed));
    return parts;
}

QString TrayWords::noticeTitle(const BreakWatch::Notice &notice, const QString &name) {
    const auto count = static_cast<int>(notice.forwards.size());
    if (notice.kind == BreakWatch::Notice::Kind::Back)
        return count == 1 ? tr("%1 is back").arg(name) : tr("%n forwards are back", nullptr, count);
    if (notice.worst == ForwardState::Holding)
        return count == 1 ? tr("%1 is away").arg(name) : tr("%n forwards are away", nullptr, count);
    if (count > 1)
        return tr("%n forwards need attention", nullptr, count);
    return notice.worst == ForwardState::NeedsYou ? tr("%1 needs you").arg(name)
                                                  : tr("%1 stopped").arg(name);
}

} // namespace

QString traySummary(const OverallStatus &status) { return TrayWords::summary(status); }

QString trayToolTip(const OverallStatus &status) {
    QStringList lines{TrayWords::headline(status)};
    if (const QStringList counts = TrayWords::counts(status); !counts.isEmpty())
        lines.append(counts.join(u", "_s));
    QStringList rates;
    if (const QString down = rateText(status.downPerSecond); !down.isEmpty())
        rates.append(isolated(u"↓ "_s + down));
    if (const QString up = rateText(status.upPerSecond); !up.isEmpty())
        rates.append(isolated(u"↑ "_s + up));
    if (!rates.isEmpty())
        lines.append(rates.join(u"   "_s));
    return lines.join(u'\n');
}

QString trayForward(const ForwardRow &row, std::chrono::milliseconds now) {
    if (row.now.status.state == ForwardState::Listening)
        return TrayWords::reachable(row.forward.name, isolated(addressToCopy(row)));
    QStringList state{statusWord(row, now)};
    const bool explains = signOf(row.now.status.state) == OverallStatus::Sign::Attention;
    if (const QString detail = statusDetail(row, now); explains && !detail.isEmpty())
        state.append(detail);
    return TrayWords::forward(row.forward.name, state);
}

QString trayQuit(int streams) { return TrayWords::quit(streams); }

NoticeText noticeText(const BreakWatch::Notice &notice, const QStringList &names,
                      const QString &reason) {
    NoticeText text;
    text.title = TrayWords::noticeTitle(notice, names.value(0));
    QStringList lines;
    if (names.size() > 1)
        lines.append(TrayWords::list(names));
    else if (notice.kind == BreakWatch::Notice::Kind::Broke && !reason.isEmpty())
        lines.append(reason);
    if (notice.worst == ForwardState::Holding)
        lines.append(TrayWords::keepsTrying());
    text.body = lines.join(u'\n');
    return text;
}

} // namespace fairlead::ui
