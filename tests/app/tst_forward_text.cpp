#include "app/cli/forward_text.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

Forward local(quint16 port) {
    Forward forward;
    forward.name = u"db"_s;
    forward.listen.port = port;
    forward.target = {.host = u"db"_s, .port = 5432};
    return forward;
}

} // namespace

class ForwardTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void localhostIsShownAsV4() {
        QCOMPARE(readyLine(local(8080), {{u"::1"_s, 8080}, {u"127.0.0.1"_s, 8080}}, {}),
                 u"ready local 127.0.0.1:8080 -> db:5432"_s);
    }

    void onlyV6IsShownInBrackets() {
        QCOMPARE(readyLine(local(8080), {{u"::1"_s, 8080}}, {}),
                 u"ready local [::1]:8080 -> db:5432"_s);
    }

    void theChosenPortIsShown() {
        QCOMPARE(readyLine(local(0), {{u"127.0.0.1"_s, 40123}}, {}),
                 u"ready local 127.0.0.1:40123 -> db:5432"_s);
    }

    void aRangeIsOneLine() {
        Forward forward = local(8000);
        forward.listen.lastPort = 8002;
        QList<Endpoint> bound;
        for (quint16 port = 8000; port <= 8002; ++port)
            bound << Endpoint{u"127.0.0.1"_s, port};
        QCOMPARE(readyLine(forward, bound, {}),
                 u"ready local 127.0.0.1:8000-8002 -> db:5432-5434"_s);
    }

    void everyAddressIsAStar() {
        Forward forward = local(8080);
        forward.listen.address.clear();
        QCOMPARE(boundText(forward, {{u"0.0.0.0"_s, 8080}, {u"::"_s, 8080}}, {}), u"*:8080"_s);
    }

    void socketsAreShownByTheirPath() {
        Forward forward = local(0);
        forward.listen = {.kind = Listen::Kind::Unix, .path = u"/run/db.sock"_s};
        QCOMPARE(readyLine(forward, {}, u"/run/db.sock"_s),
                 u"ready local /run/db.sock -> db:5432"_s);
    }

    void dynamicHasNoTarget() {
        Forward forward = local(1080);
        forward.kind = ForwardKind::Dynamic;
        forward.target = {.kind = Target::Kind::Socks};
        QCOMPARE(readyLine(forward, {{u"127.0.0.1"_s, 1080}}, {}),
                 u"ready dynamic 127.0.0.1:1080"_s);
        QVERIFY(!readyEvent(forward, u"h"_s, {}, {}).contains(u"target"_s));
    }

    void remoteKeepsTheAddressThatWasAsked() {
        Forward forward = local(0);
        forward.kind = ForwardKind::Remote;
        forward.target = {.host = u"localhost"_s, .port = 22};
        QCOMPARE(readyLine(forward, {{u"localhost"_s, 3022}}, {}),
                 u"ready remote localhost:3022 -> localhost:22"_s);
    }

    void theEventHasTheSameFacts() {
        const QJsonObject expected{{u"event"_s, u"ready"_s},    {u"kind"_s, u"local"_s},
                                   {u"name"_s, u"db"_s},        {u"listen"_s, u"127.0.0.1:8080"_s},
                                   {u"target"_s, u"db:5432"_s}, {u"host"_s, u"bastion"_s}};
        QCOMPARE(readyEvent(local(8080), u"bastion"_s, {{u"127.0.0.1"_s, 8080}}, {}), expected);
    }
};

QTEST_APPLESS_MAIN(ForwardTextTest)
#include "tst_forward_text.moc"
