// What of the demo can be told without servers: its profile, its targets, its page, its table.
#include "app/cli/demo_table.h"
#include "app/demo/http_request.h"
#include "app/demo/page.h"
#include "app/demo/pulse.h"
#include "app/demo/target_table.h"
#include "app/tour/guests.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace fairlead::demo;

namespace {

QByteArray readyLine() {
    return R"({"event":"ready","folder":"/tmp/d","key":"/tmp/d/key","known_hosts":"/tmp/d/known",
        "user":"demo","page_port":4000,"hosts":[
        {"name":"harbour","address":"127.0.0.1","port":4001,"jumps":[]},
        {"name":"island","address":"island.demo","port":22,"jumps":["harbour"]},
        {"name":"lighthouse","address":"127.0.0.1","port":4002,"jumps":[]}]})";
}

DemoLine goodLine(ForwardKind kind) {
    DemoLine line;
    line.forward.kind = kind;
    line.forward.target = {.host = u"wiki.demo"_s, .port = 80};
    line.hosts = {u"harbour"_s, u"island"_s};
    line.listen = u"127.0.0.1:4100"_s;
    line.proof = {.result = ProofOutcome::Result::Good,
                  .bytes = 2'000'000,
                  .time = std::chrono::milliseconds(100)};
    return line;
}

} // namespace

class DemoPartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theProfileHasEveryKind() {
        const auto ready = readReady(readyLine());
        QVERIFY(ready.has_value());
        const ProfileData data = demoProfile(*ready);
        QSet<ForwardKind> kinds;
        for (const Forward &forward : data.forwards) {
            kinds.insert(forward.kind);
            QCOMPARE(forward.profile, data.profiles.constFirst().id);
            QCOMPARE(forward.listen.address, u"127.0.0.1"_s);
            QVERIFY(pageBehind(forward).port != 0);
        }
        QCOMPARE(kinds.size(), 3);
        QVERIFY(std::any_of(data.hosts.begin(), data.hosts.end(),
                            [](const Host &host) { return !host.jumps.isEmpty(); }));
    }

    void theProfileNeitherAsksNorLooksElsewhere() {
        const ProfileData data = demoProfile(readReady(readyLine()).value());
        for (const Host &host : data.hosts) {
            QVERIFY(host.batchMode && host.identitiesOnly);
            QCOMPARE(host.hostKeyPolicy, HostKeyPolicy::Strict);
            QCOMPARE(host.identityFiles, QStringList{u"/tmp/d/key"_s});
            QCOMPARE(host.identityAgent, u"none"_s);
            QCOMPARE(host.userKnownHostsFiles, QStringList{u"/tmp/d/known"_s});
            QCOMPARE(host.globalKnownHostsFiles, QStringList{u"none"_s});
        }
    }

    void aReadyLineIsWholeOrNothing_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("ready");
        QTest::newRow("other event") << readyLine().replace("\"ready\"", "\"gone\"");
        QTest::newRow("no key") << readyLine().replace("\"key\"", "\"kee\"");
        QTest::newRow("no port") << readyLine().replace("4001", "0");
        QTest::newRow("a port too many") << readyLine().replace("4001", "70000");
    }
    void aReadyLineIsWholeOrNothing() {
        QFETCH(QByteArray, line);
        QVERIFY(!readReady(line).has_value());
    }

    void onlyNamedTargetsAreFound() {
        TargetTable table;
        table.add(u"web.demo"_s, 80, 4000);
        QCOMPARE(table.find(u"web.demo"_s, 80), std::optional<quint16>(4000));
        QCOMPARE(table.find(u"WEB.demo"_s, 80), std::optional<quint16>(4000));
        QVERIFY(!table.find(u"web.demo"_s, 81));
        QVERIFY(!table.find(u"127.0.0.1"_s, 4000));
        QVERIFY(!table.find(u"web.demo"_s, 65536 + 80));
        QVERIFY(!table.find({}, 0));
    }

    void serversListenOnLoopbackOnly() {
        QVERIFY(mayListenFor(u"localhost"_s, 0) && mayListenFor(u"127.0.0.1"_s, 8080));
        for (const QString &address : {u""_s, u"*"_s, u"0.0.0.0"_s, u"::"_s, u"192.168.1.2"_s})
            QVERIFY2(!mayListenFor(address, 8080), qPrintable(address));
        QVERIFY(!mayListenFor(u"localhost"_s, 80) && !mayListenFor(u"localhost"_s, -1));
    }

    void requests_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("want"); // -1: refused
        QTest::addColumn<qint64>("size");
        const auto row = [](const char *name, const char *head, int want, qint64 size) {
            QTest::newRow(name) << QByteArray(head) << want << size;
        };
        row("page", "GET / HTTP/1.1\r\nHost: x\r\n", int(HttpRequest::Want::Page), 0);
        row("query", "GET /?a=/echo HTTP/1.0\r\n", int(HttpRequest::Want::Page), 0);
        row("echo", "POST /echo HTTP/1.1\r\ncontent-length:  12\r\n", int(HttpRequest::Want::Echo),
            12);
        row("pulse", "POST /pulse HTTP/1.1\r\n", int(HttpRequest::Want::Pulse), 0);
        row("elsewhere", "GET /../etc/passwd HTTP/1.1\r\n", int(HttpRequest::Want::Unknown), 0);
        row("too much", "POST /echo HTTP/1.1\r\nContent-Length: 99999999999\r\n", -1, 0);
        row("less than nothing", "POST /echo HTTP/1.1\r\nContent-Length: -1\r\n", -1, 0);
        row("no HTTP", "SSH-2.0-x\r\n", -1, 0);
    }
    void requests() {
        QFETCH(QByteArray, head);
        QFETCH(int, want);
        QFETCH(qint64, size);
        const auto request = readRequest(head);
        QCOMPARE(request ? int(request->want) : -1, want);
        QCOMPARE(request ? request->bodySize : 0, size);
    }

    void aPulseIsGentleAndAlive() {
        QSet<qsizetype> sizes;
        for (int tick = 0; tick < 600; ++tick) {
            const qsizetype size = pulseSize(tick * kPulseTick, 3);
            QVERIFY(size >= 600 && size <= 26000);
            sizes.insert(size / 1000);
        }
        QVERIFY(sizes.size() > 10);
        QCOMPARE(pulseBytes(26000).size(), 26000);
    }

    void aPageEscapesAndStandsAlone() {
        const QByteArray html = pageHtml({u"a <b>"_s, u"x & y"_s, {u"here"_s, u"<there>"_s}});
        QVERIFY(html.contains("a &lt;b&gt;") && html.contains("<li>&lt;there&gt;</li>"));
        for (const char *outside : {"<script", "http:", "https:", "url(", "src="})
            QVERIFY2(!html.contains(outside), outside);
        QVERIFY(html.contains("prefers-color-scheme: dark"));
    }

    void aRouteReadsInTheDirectionOfConnections() {
        QCOMPARE(demoRoute(goodLine(ForwardKind::Local)),
                 u"127.0.0.1:4100 > harbour > island > wiki.demo:80"_s);
        QCOMPARE(demoRoute(goodLine(ForwardKind::Remote)),
                 u"island 127.0.0.1:4100 > harbour > wiki.demo:80"_s);
    }

    void theTableSaysWhatDidNotWork() {
        DemoLine bad = goodLine(ForwardKind::Local);
        bad.proof.result = ProofOutcome::Result::Different;
        DemoLine absent = goodLine(ForwardKind::Local);
        absent.listen.clear();
        absent.why = Error{Errc::AuthRejected, {}};
        QVERIFY(isGood(goodLine(ForwardKind::Local)) && !isGood(bad) && !isGood(absent));
        const QString text = demoText({goodLine(ForwardKind::Local), bad, absent});
        QVERIFY2(text.contains("other bytes came back"_L1) && text.contains("1 of 3"_L1) &&
                     text.contains("20.0 MB/s"_L1),
                 qPrintable(text));
        QCOMPARE(demoEvent(bad).value("good"_L1), QJsonValue(false));
        QVERIFY(demoEvent(bad).contains("text"_L1));
        QVERIFY(!demoEvent(goodLine(ForwardKind::Local)).contains("text"_L1));
    }

    void onlyWhatListensHasADoor() {
        Forward forward;
        forward.kind = ForwardKind::Remote;
        forward.target = {.host = u"127.0.0.1"_s, .port = 4000};
        ForwardSnapshot now;
        now.bound = {{u"localhost"_s, 4100}};
        QVERIFY(!doorOf(forward, now));
        now.status.state = ForwardState::Listening;
        const auto door = doorOf(forward, now);
        QVERIFY(door.has_value());
        QCOMPARE(door->bound, (Endpoint{u"127.0.0.1"_s, 4100}));
        now.bound.clear();
        QVERIFY(!doorOf(forward, now));
    }
};

QTEST_GUILESS_MAIN(DemoPartsTest)
#include "tst_demo_parts.moc"
