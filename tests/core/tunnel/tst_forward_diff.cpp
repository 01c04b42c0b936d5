#include "core/tunnel/forward_diff.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Forward local(const QString &id, quint16 port) {
    Forward forward;
    forward.id = ForwardId(id);
    forward.name = id;
    forward.listen.port = port;
    forward.target.host = u"db"_s;
    forward.target.port = 5432;
    return forward;
}

QStringList ids(const QList<Forward> &forwards) {
    QStringList names;
    for (const Forward &forward : forwards)
        names << forward.id.text();
    return names;
}

QStringList ids(const QList<ForwardId> &forwards) {
    QStringList names;
    for (const ForwardId &forward : forwards)
        names << forward.text();
    return names;
}

} // namespace

class TestForwardDiff : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensWhatIsNewInTheOrderWanted() {
        const ForwardDiff diff = diffForwards(
            {local(u"b"_s, 2)}, {local(u"c"_s, 3), local(u"b"_s, 2), local(u"a"_s, 1)});
        QCOMPARE(ids(diff.toOpen), (QStringList{u"c"_s, u"a"_s}));
        QVERIFY(diff.toClose.isEmpty());
    }
    void closesWhatIsGone() {
        const ForwardDiff diff =
            diffForwards({local(u"a"_s, 1), local(u"b"_s, 2)}, {local(u"b"_s, 2)});
        QCOMPARE(ids(diff.toClose), QStringList{u"a"_s});
        QVERIFY(diff.toOpen.isEmpty());
    }
    void nothingToNothing() {
        const ForwardDiff diff = diffForwards({}, {});
        QVERIFY(diff.toOpen.isEmpty() && diff.toClose.isEmpty());
    }
    void whatTheLinkDoesNotSeeChangesNothing() {
        Forward edited = local(u"a"_s, 1);
        edited.name = u"other"_s;
        edited.note = u"for the audit"_s;
        edited.tags = {u"red"_s};
        edited.profile = ProfileId(u"p"_s);
        edited.autoStart = true;
        const ForwardDiff diff = diffForwards({local(u"a"_s, 1)}, {edited});
        QVERIFY(diff.toOpen.isEmpty() && diff.toClose.isEmpty());
    }
    void changedRulesReplaceButKeepTheListener() {
        const Forward before = local(u"a"_s, 1);
        QList<Forward> edits(4, before);
        edits[0].target.port = 1;
        edits[1].allowedSources = {u"10.0.0.0/8"_s};
        edits[2].holdClients = 0;
        edits[3].holdTime = 1s;
        for (const Forward &edited : edits) {
            const ForwardDiff diff = diffForwards({before}, {edited});
            QCOMPARE(ids(diff.toOpen), QStringList{u"a"_s});
            QVERIFY(diff.toClose.isEmpty());
        }
    }
    void swappedPortsAreBothClosedFirst() {
        const ForwardDiff diff = diffForwards({local(u"a"_s, 1), local(u"b"_s, 2)},
                                              {local(u"a"_s, 2), local(u"b"_s, 1)});
        QCOMPARE(ids(diff.toClose), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(ids(diff.toOpen), (QStringList{u"a"_s, u"b"_s}));
    }
    void aHostsNameIsNotTheLinksBusiness() {
        Host before;
        before.name = u"db"_s;
        before.address = u"db.example.net"_s;
        Host after = before;
        after.name = u"database"_s;
        after.jumps = {u"renamed"_s};
        after.exitOnForwardFailure = true;
        QVERIFY(sameOnLink(before, after));
        after.port = 2222;
        QVERIFY(!sameOnLink(before, after));
        QVERIFY(sameOnLink(QList<Host>{before}, QList<Host>{before}));
        QVERIFY(!sameOnLink(QList<Host>{before}, QList<Host>{before, before}));
        QVERIFY(!sameOnLink(QList<Host>{before}, QList<Host>{after}));
    }
    void clashesAreAboutLocalPortsOnly() {
        Forward range = local(u"r"_s, 8000);
        range.listen.lastPort = 8010;
        QVERIFY(mayClash(range, local(u"a"_s, 8010)));
        QVERIFY(mayClash(local(u"a"_s, 8000), range));
        QVERIFY(!mayClash(range, local(u"a"_s, 8011)));
        QVERIFY(!mayClash(local(u"a"_s, 0), local(u"b"_s, 0)));
        Forward remote = local(u"m"_s, 8000);
        remote.kind = ForwardKind::Remote;
        QVERIFY(!mayClash(remote, range));
        Forward socket = local(u"u"_s, 0);
        socket.listen.kind = Listen::Kind::Unix;
        socket.listen.path = u"/run/db.sock"_s;
        QVERIFY(mayClash(socket, socket));
        QVERIFY(!mayClash(socket, range));
        Forward other = socket;
        other.listen.path = u"/run/web.sock"_s;
        QVERIFY(!mayClash(socket, other));
    }
};

QTEST_APPLESS_MAIN(TestForwardDiff)
#include "tst_forward_diff.moc"
