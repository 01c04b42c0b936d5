#include "core/tunnel/link_machine.h"
#include "core/tunnel/retry_policy.h"

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = LinkEffect::Kind;

namespace {

struct Row {
    QString next;
    QStringList effects;
};

// docs/link-machine.md: "state event" -> row
QHash<QString, Row> readTable() {
    QFile file(QStringLiteral(FAIRLEAD_DOCS "/link-machine.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QHash<QString, Row> table;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (const QString &line : lines) {
        const QStringList cells = line.split(u'|');
        if (cells.size() != 6 || cells.at(1).contains(u"---") || cells.at(1).contains(u"State"))
            continue;
        const QString key = cells.at(1).trimmed() + u' ' + cells.at(2).trimmed();
        if (table.contains(key))
            return {};
        table.insert(
            key, {cells.at(3).trimmed(), cells.at(4).simplified().split(u' ', Qt::SkipEmptyParts)});
    }
    return table;
}

QList<LinkSituation> everySituation() {
    QList<LinkSituation> all;
    for (size_t state = 0; state < kLinkStateNames.size(); ++state) {
        const LinkSituation one{.state = static_cast<LinkState>(state), .failures = 3};
        if (one.state != LinkState::Closing) {
            all << one;
            continue;
        }
        for (size_t after = 0; after < kAfterClosingNames.size(); ++after) {
            LinkSituation closing = one;
            closing.after = static_cast<AfterClosing>(after);
            all << closing;
        }
    }
    return all;
}

struct Happening {
    QString name;
    LinkEvent event;
    std::optional<Error> why;
};

QList<Happening> everyHappening() {
    QList<Happening> all;
    for (size_t i = 0; i < kLinkEventNames.size(); ++i) {
        const auto event = static_cast<LinkEvent>(i);
        const QString name = QString::fromLatin1(kLinkEventNames.at(i));
        if (event == LinkEvent::Dropped) {
            all << Happening{name + u"(retry)"_s, event, Error{Errc::ConnectRefused, u"r"_s}};
            all << Happening{name + u"(final)"_s, event, Error{Errc::AuthRejected, u"f"_s}};
        } else if (event == LinkEvent::GaveUp) {
            all << Happening{name, event, Error{Errc::PortTaken, u"g"_s}};
        } else {
            all << Happening{name, event, {}};
        }
    }
    return all;
}

QStringList namesOf(const QList<LinkEffect> &effects) {
    QStringList names;
    for (const LinkEffect &effect : effects)
        names << QString::fromLatin1(kLinkEffectNames.at(static_cast<size_t>(effect.kind)));
    return names;
}

bool has(const LinkStep &result, Kind kind) {
    return std::any_of(result.effects.begin(), result.effects.end(),
                       [kind](const LinkEffect &effect) { return effect.kind == kind; });
}

LinkSituation in(LinkState state, int failures = 0) {
    return {.state = state, .failures = failures};
}

} // namespace

class TestLinkMachine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void doesWhatTheTableSays() {
        QHash<QString, Row> table = readTable();
        QVERIFY(table.size() > 40);
        for (const LinkSituation &now : everySituation()) {
            for (const Happening &happening : everyHappening()) {
                const QString key = situationName(now) + u' ' + happening.name;
                const LinkStep got = step(now, happening.event, happening.why);
                const bool listed = table.contains(key);
                const Row row = table.take(key);
                const QString next = listed ? row.next : situationName(now);
                QVERIFY2(situationName(got.next) == next && namesOf(got.effects) == row.effects,
                         qPrintable(u"%1 -> %2: %3"_s.arg(key, situationName(got.next),
                                                          namesOf(got.effects).join(u' '))));
                if (!listed)
                    QCOMPARE(got.next, now);
            }
        }
        // Nothing in the table speaks of states or events that do not exist.
        QCOMPARE(table.keys(), QStringList());
    }

    void namesCoverTheEnums() {
        QCOMPARE(kLinkStateNames.size(), static_cast<size_t>(LinkState::Failed) + 1);
        QCOMPARE(kLinkEventNames.size(), static_cast<size_t>(LinkEvent::StableOnline) + 1);
        QCOMPARE(kLinkEffectNames.size(), static_cast<size_t>(Kind::CancelStable) + 1);
        QCOMPARE(kAfterClosingNames.size(), static_cast<size_t>(AfterClosing::Fail) + 1);
    }

    void waitsLongerWithEveryFailure() {
        LinkSituation now = in(LinkState::Connecting);
        for (int failures = 1; failures <= 8; ++failures) {
            const LinkStep fell =
                step(now, LinkEvent::Dropped, Error{Errc::ConnectTimeout, u"10 s"_s});
            QCOMPARE(fell.next.state, LinkState::Waiting);
            QCOMPARE(fell.next.failures, failures);
            QCOMPARE(fell.effects.last(), (LinkEffect{Kind::ArmRetry, reconnectDelay(failures)}));
            now = step(fell.next, LinkEvent::RetryDue).next;
        }
    }

    void onlyFiveStableMinutesForgetFailures() {
        const LinkSituation up = step(in(LinkState::Connecting, 4), LinkEvent::TransportUp).next;
        const Error lost{Errc::ConnectionLost, {}};
        QCOMPARE(step(up, LinkEvent::Dropped, lost).next.failures, 5);
        const LinkSituation stable = step(up, LinkEvent::StableOnline).next;
        QCOMPARE(step(stable, LinkEvent::Dropped, lost).next.failures, 1);
        const LinkStep online = step(in(LinkState::Connecting), LinkEvent::TransportUp);
        QCOMPARE(online.effects, (QList<LinkEffect>{{Kind::ArmStable, 5min}}));
    }

    void networkBackStartsThePatienceOver() {
        const LinkStep back = step(in(LinkState::Waiting, 9), LinkEvent::NetworkBack);
        QCOMPARE(back.next.state, LinkState::Waiting);
        QCOMPARE(back.next.failures, 1);
        QCOMPARE(back.effects, (QList<LinkEffect>{{Kind::ArmRetry, 2s}}));
    }

    void reasonsAreKeptWhereTheyAreShown() {
        const Error refused{Errc::ConnectRefused, u"db:22"_s};
        const Error rejected{Errc::AuthRejected, u"tried publickey"_s};
        const Error taken{Errc::PortTaken, u"127.0.0.1:80"_s};
        const LinkSituation connecting = in(LinkState::Connecting);
        QCOMPARE(step(connecting, LinkEvent::Dropped, refused).next.why, refused);
        QCOMPARE(step(connecting, LinkEvent::Dropped, rejected).next.why, rejected);
        const LinkSituation waiting = step(connecting, LinkEvent::Dropped, refused).next;
        QVERIFY(!step(waiting, LinkEvent::RetryDue).next.why);
        const LinkSituation giving = step(in(LinkState::Online), LinkEvent::GaveUp, taken).next;
        QCOMPARE(step(giving, LinkEvent::Disconnected).next.why, taken);
        QVERIFY(!step(giving, LinkEvent::StopWanted).next.why);
        // A drop without a reason is nobody's plan and must not loop.
        QCOMPARE(step(connecting, LinkEvent::Dropped).next.state, LinkState::Failed);
    }

    // Whatever happens in whatever order: timers and questions never outlive the state they serve.
    void effectsAreBalanced() {
        for (const LinkSituation &now : everySituation()) {
            for (const Happening &happening : everyHappening()) {
                const LinkStep got = step(now, happening.event, happening.why);
                const bool leftWaiting = now.state == LinkState::Waiting &&
                                         got.next.state != LinkState::Waiting &&
                                         happening.event != LinkEvent::RetryDue;
                QCOMPARE(has(got, Kind::CancelRetry), leftWaiting);
                QCOMPARE(has(got, Kind::CancelStable),
                         now.state == LinkState::Online && got.next.state != LinkState::Online);
                QCOMPARE(has(got, Kind::Connect), got.next.state == LinkState::Connecting &&
                                                      now.state != LinkState::Connecting &&
                                                      now.state != LinkState::Asking);
                QCOMPARE(has(got, Kind::Disconnect),
                         got.next.state == LinkState::Closing && now.state != LinkState::Closing);
            }
        }
    }

    void tellsTransitionsInOneLine() {
        const LinkSituation from = in(LinkState::Connecting);
        const LinkSituation to =
            step(from, LinkEvent::Dropped, Error{Errc::ConnectRefused, u"192.0.2.1:22"_s}).next;
        QCOMPARE(transitionText(u"db"_s, from, to),
                 u"db: Connecting -> Waiting (ConnectRefused)"_s);
        QCOMPARE(transitionText(u"db"_s, in(LinkState::Online),
                                step(in(LinkState::Online), LinkEvent::StopWanted).next),
                 u"db: Online -> Closing(Rest)"_s);
    }
};

QTEST_APPLESS_MAIN(TestLinkMachine)
#include "tst_link_machine.moc"
