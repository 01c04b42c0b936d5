#include "core/ssh/host_key_check.h"
#include "core/ssh/key_facts.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

using Action = HostKeyAction;
using Decision = Answer::Decision;
using Policy = HostKeyPolicy;
using Verdict = KnownHostsAnswer::Verdict;

namespace {

QByteArray ed25519(char fill) {
    return QByteArray("\0\0\0\13ssh-ed25519\0\0\0\40", 19) + QByteArray(32, fill);
}

} // namespace

class TestHostKeyCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decides_data() {
        QTest::addColumn<int>("verdict");
        QTest::addColumn<bool>("incomplete");
        QTest::addColumn<QList<int>>("actions"); // Ask, AcceptNew, Strict, Off
        const auto row = [](const char *name, Verdict verdict, bool incomplete,
                            std::array<Action, 4> actions) {
            QTest::newRow(name) << int(verdict) << incomplete
                                << QList<int>{int(actions[0]), int(actions[1]), int(actions[2]),
                                              int(actions[3])};
        };
        for (const bool incomplete : {false, true}) {
            row(incomplete ? "match, incomplete" : "match", Verdict::Match, incomplete,
                {Action::Accept, Action::Accept, Action::Accept, Action::Accept});
            row(incomplete ? "changed, incomplete" : "changed", Verdict::Changed, incomplete,
                {Action::AskChanged, Action::RefuseChanged, Action::RefuseChanged,
                 Action::AcceptWithoutForwarding});
            row(incomplete ? "revoked, incomplete" : "revoked", Verdict::Revoked, incomplete,
                {Action::RefuseRevoked, Action::RefuseRevoked, Action::RefuseRevoked,
                 Action::RefuseRevoked});
            row(incomplete ? "new type, incomplete" : "new type", Verdict::NewType, incomplete,
                {Action::AskNewType, Action::AskNewType, Action::RefuseUnknown,
                 Action::AcceptAndRemember});
        }
        row("unknown", Verdict::Unknown, false,
            {Action::AskNew, Action::AcceptAndRemember, Action::RefuseUnknown,
             Action::AcceptAndRemember});
        row("unknown, incomplete", Verdict::Unknown, true,
            {Action::AskNew, Action::AskNew, Action::RefuseUnknown, Action::AcceptAndRemember});
    }
    void decides() {
        QFETCH(int, verdict);
        QFETCH(bool, incomplete);
        QFETCH(QList<int>, actions);
        KnownHostsAnswer known;
        known.verdict = Verdict(verdict);
        known.incomplete = incomplete;
        int column = 0;
        for (const Policy policy : {Policy::Ask, Policy::AcceptNew, Policy::Strict, Policy::Off})
            QCOMPARE(int(decideHostKey(known, policy)), actions.at(column++));
    }

    void followsAnswers_data() {
        QTest::addColumn<int>("asked");
        QTest::addColumn<int>("decision");
        QTest::addColumn<int>("action");
        const auto row = [](const char *name, Action asked, Decision decision, Action action) {
            QTest::newRow(name) << int(asked) << int(decision) << int(action);
        };
        row("new, cancel", Action::AskNew, Decision::Cancel, Action::RefuseUnknown);
        row("new, give", Action::AskNew, Decision::Give, Action::RefuseUnknown);
        row("new, once", Action::AskNew, Decision::TrustOnce, Action::Accept);
        row("new, remember", Action::AskNew, Decision::TrustAndRemember, Action::AcceptAndRemember);
        row("new, replace", Action::AskNew, Decision::Replace, Action::RefuseUnknown);
        row("new type, cancel", Action::AskNewType, Decision::Cancel, Action::RefuseUnknown);
        row("new type, once", Action::AskNewType, Decision::TrustOnce, Action::Accept);
        row("new type, remember", Action::AskNewType, Decision::TrustAndRemember,
            Action::AcceptAndRemember);
        row("changed, cancel", Action::AskChanged, Decision::Cancel, Action::RefuseChanged);
        row("changed, once", Action::AskChanged, Decision::TrustOnce, Action::RefuseChanged);
        row("changed, remember", Action::AskChanged, Decision::TrustAndRemember,
            Action::RefuseChanged);
        row("changed, replace", Action::AskChanged, Decision::Replace, Action::ReplaceAndAccept);
        row("not asked", Action::RefuseRevoked, Decision::TrustOnce, Action::RefuseUnknown);
    }
    void followsAnswers() {
        QFETCH(int, asked);
        QFETCH(int, decision);
        QFETCH(int, action);
        QCOMPARE(int(decideAfterAnswer(Action(asked), Decision(decision))), action);
    }

    void asksWithBothKeys() {
        const KnownHostsAnswer known{.verdict = Verdict::Changed,
                                     .file = u"/h/known_hosts"_s,
                                     .line = 7,
                                     .knownKey = ed25519(1),
                                     .knownAs = {u"alias"_s}};
        const auto presented = hostKeyFacts(ed25519(2));
        const Question changed = hostKeyQuestion(Action::AskChanged, known, *presented);
        QCOMPARE(changed.kind, Question::Kind::ChangedHostKey);
        QCOMPARE(changed.key, *presented);
        QCOMPARE(changed.knownKey, *hostKeyFacts(ed25519(1)));
        QCOMPARE(changed.knownFile, u"/h/known_hosts"_s);
        QCOMPARE(changed.knownLine, 7);
        const Question fresh = hostKeyQuestion(Action::AskNew, known, *presented);
        QCOMPARE(fresh.kind, Question::Kind::NewHostKey);
        QCOMPARE(fresh.knownAs, QStringList{u"alias"_s});
        QVERIFY(!fresh.newTypeOnly);
        QVERIFY(hostKeyQuestion(Action::AskNewType, known, *presented).newTypeOnly);
    }
    void refusesWithReasons() {
        const KnownHostsAnswer known{.file = u"/h/known_hosts"_s, .line = 7};
        const auto facts = hostKeyFacts(ed25519(2));
        const Endpoint host{u"db"_s, 22};
        const Error changed = hostKeyRefusal(Action::RefuseChanged, known, host, *facts);
        QCOMPARE(changed.code, Errc::HostKeyChanged);
        QVERIFY(changed.detail.contains(facts->fingerprint));
        QVERIFY(changed.detail.endsWith(u"/h/known_hosts:7"_s));
        QCOMPARE(hostKeyRefusal(Action::RefuseRevoked, known, host, *facts).code,
                 Errc::HostKeyRevoked);
        QCOMPARE(hostKeyRefusal(Action::RefuseUnknown, known, host, *facts).code,
                 Errc::HostKeyUnknown);
    }
};

QTEST_APPLESS_MAIN(TestHostKeyCheck)
#include "tst_host_key_check.moc"
