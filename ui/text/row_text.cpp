#include "ui/text/row_text.h"

#include "text/error_text.h"
#include "text/status_text.h"
#include "text/units.h"
#include "ui/look/type.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

struct RowWords {
    Q_DECLARE_TR_FUNCTIONS(ForwardRow)
public:
    //: %1 is a duration: how long a state has lasted
    static QString lasting(const QString &time) { return tr("for %1").arg(time); }
    static QString holding(int clients) { return tr("Holding %n client(s)", nullptr, clients); }
    //: the second line: %1 is a duration
    static QString retryIn(const QString &time) { return tr("retry in %1").arg(time); }
    static QString reach(const ForwardRow &row);
    static QString question(Question::Kind kind);
    static QString socks() { return tr("SOCKS and HTTP"); }
    static QString up(int up, int all) { return tr("%1 of %2 up").arg(up).arg(all); }
    //: name, status, why, from, to, through which hosts
    static QString row(const QStringList &parts) { return parts.join(tr(", ")); }
    //: a route from %1 to %2
    static QString route(const QString &from, const QString &to) {
        return tr("from %1 to %2").arg(from, to);
    }
    static QString through(const QString &via) { return tr("through %1").arg(via); }
};

QString RowWords::reach(const ForwardRow &row) {
    const QString host = row.via.isEmpty() ? QString() : row.via.constLast();
    switch (reachOf(row.forward)) {
    case Reach::OnlyMe:
        return tr("Only me");
    case Reach::ThisNetwork:
        return tr("This network");
    case Reach::OnlyServer:
        return tr("Only %1").arg(host);
    case Reach::AnyoneViaServer:
        return tr("Anyone via %1").arg(host);
    }
    return {};
}

QString RowWords::question(Question::Kind kind) {
    switch (kind) {
    case Question::Kind::NewHostKey:
        return tr("unknown host key");
    case Question::Kind::ChangedHostKey:
        return tr("the host key changed");
    case Question::Kind::Password:
        return tr("password");
    case Question::Kind::Passphrase:
        return tr("passphrase of the key");
    case Question::Kind::KeyboardInteractive:
        return tr("the server asks");
    case Question::Kind::ProxyPassword:
        return tr("password of the proxy");
    }
    return {};
}

// The heart of a detail, short enough for a list: who has the port, what the server said.
QString shortDetail(const Error &why) {
    const qsizetype by = why.detail.indexOf(", by "_L1);
    if (by >= 0)
        return why.detail.mid(by + 2);
    const qsizetype colon = why.detail.lastIndexOf(": "_L1);
    return colon >= 0 ? why.detail.mid(colon + 2) : why.detail;
}

} // namespace

QString ageText(const std::optional<std::chrono::milliseconds> &since,
                std::chrono::milliseconds now) {
    if (!since || now - *since < std::chrono::seconds(1))
        return {};
    return RowWords::lasting(durationText(now - *since));
}

QString statusWord(const ForwardRow &row, std::chrono::milliseconds now) {
    const ForwardStatus &status = row.now.status;
    switch (status.state) {
    case ForwardState::Holding:
        if (row.now.held > 0)
            return RowWords::holding(row.now.held);
        return status.retryAt ? statusReason(status, now) : stateText(status.state);
    case ForwardState::Degraded:
    case ForwardState::Failed:
        return status.why ? errorReason(status.why->code) : stateText(status.state);
    case ForwardState::Off:
    case ForwardState::Listening:
    case ForwardState::Closing:
    case ForwardState::Queued:
    case ForwardState::Opening:
    case ForwardState::NeedsYou:
        return stateText(status.state);
    }
    return {};
}

QString statusDetail(const ForwardRow &row, std::chrono::milliseconds now) {
    const ForwardStatus &status = row.now.status;
    switch (status.state) {
    case ForwardState::Listening:
        return ageText(status.since, now);
    case ForwardState::Holding:
        if (row.now.held > 0 && status.retryAt)
            return RowWords::retryIn(durationText(*status.retryAt - now));
        return status.why ? errorReason(status.why->code) : QString();
    case ForwardState::Degraded:
        if (status.retryAt)
            return RowWords::retryIn(durationText(*status.retryAt - now));
        return status.why ? shortDetail(*status.why) : QString();
    case ForwardState::Failed:
        return status.why ? shortDetail(*status.why) : QString();
    case ForwardState::NeedsYou:
        return row.question ? RowWords::question(*row.question) : QString();
    case ForwardState::Off:
    case ForwardState::Closing:
    case ForwardState::Queued:
    case ForwardState::Opening:
        return {};
    }
    return {};
}

QString reachText(const ForwardRow &row) { return RowWords::reach(row); }

QString targetText(const Forward &forward) {
    if (forward.target.kind == Target::Kind::Socks)
        return RowWords::socks();
    return toText(forward.target, portCount(forward.listen));
}

QString viaText(const QStringList &via) { return via.join(u" › "_s); }

QString questionText(Question::Kind kind) { return RowWords::question(kind); }

QString rowDescription(const ForwardRow &row, std::chrono::milliseconds now) {
    QStringList parts{row.forward.name, statusWord(row, now)};
    if (const QString detail = statusDetail(row, now); !detail.isEmpty())
        parts.append(detail);
    parts.append(kindText(row.forward.kind));
    parts.append(RowWords::route(isolated(listenText(row)), isolated(targetText(row.forward))));
    parts.append(RowWords::through(viaText(row.via)));
    parts.append(reachText(row));
    return RowWords::row(parts);
}

QString groupSummary(int up, int all) { return RowWords::up(up, all); }

} // namespace fairlead::ui
