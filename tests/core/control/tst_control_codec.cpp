#include "core/control/control_codec.h"
#include "core/control/line_splitter.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace std::chrono_literals;

namespace {

// With ' for ", to be readable.
QByteArray json(const char *text) { return QByteArray(text).replace('\'', '"'); }

QByteArray namesOf(qsizetype count) {
    QByteArray line = json("{'verb':'start','names':[");
    for (qsizetype i = 0; i < count; ++i)
        line += i == 0 ? "\"a\"" : ",\"a\"";
    return line + "]}";
}

control_reply::ForwardNow forwardInTrouble() {
    control_reply::ForwardNow now;
    now.id = u"1234abcd"_s;
    now.name = u"db \"é\"\n"_s;
    now.kind = ForwardKind::Remote;
    now.host = u"bastion"_s;
    now.profile = u"work"_s;
    now.listen = u"localhost:0"_s;
    now.bound = {u"127.0.0.1:8080"_s, u"[::1]:8080"_s};
    now.target = u"db:5432"_s;
    now.wanted = true;
    now.state = ForwardState::Holding;
    now.why = Error{Errc::ConnectTimeout, u"10.0.0.1:22"_s};
    now.retryIn = 1234ms;
    now.streams = 3;
    now.bytesDown = 5'000'000'000;
    now.bytesUp = 1;
    return now;
}

} // namespace

class TestControlCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsComeBack_data() {
        QTest::addColumn<int>("verb");
        for (int verb = 0; verb <= static_cast<int>(ControlVerb::Open); ++verb)
            QTest::newRow(qPrintable(verbName(static_cast<ControlVerb>(verb)))) << verb;
    }
    void requestsComeBack() {
        QFETCH(int, verb);
        const ControlRequest request{static_cast<ControlVerb>(verb),
                                     {u"db"_s, u"naïve \"x\""_s},
                                     {u"work"_s},
                                     true,
                                     u"ssh://me@h:22"_s};
        const QByteArray line = encodeRequest(request);
        QVERIFY(!line.contains('\n'));
        const auto back = decodeRequest(line);
        QVERIFY(back);
        QCOMPARE(*back, request);
    }

    void repliesComeBack_data() {
        QTest::addColumn<ControlReply>("reply");
        using namespace control_reply;
        QTest::newRow("hello") << ControlReply(Hello{1, ControlRole::Window, 4711});
        QTest::newRow("forward") << ControlReply(forwardInTrouble());
        QTest::newRow("plain forward") << ControlReply(ForwardNow{});
        QTest::newRow("gone") << ControlReply(ForwardGone{u"1234abcd"_s});
        QTest::newRow("stream") << ControlReply(
            StreamNow{7, u"db"_s, u"127.0.0.1:50000"_s, u"db:5432"_s, 10, 20, 3s});
        QTest::newRow("done") << ControlReply(Done{});
        for (int code = 0; code <= static_cast<int>(ControlTrouble::Code::PlaceUnusable); ++code)
            QTest::newRow(qPrintable(u"trouble %1"_s.arg(code)))
                << ControlReply(ControlTrouble{static_cast<ControlTrouble::Code>(code), u"why"_s});
    }
    void repliesComeBack() {
        QFETCH(ControlReply, reply);
        const QByteArray line = encodeReply(reply);
        QVERIFY(!line.contains('\n'));
        const auto back = decodeReply(line);
        QVERIFY(back);
        QVERIFY2(*back == reply, line.constData());
    }

    void hostileRequests_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("garbage") << QByteArray("\x00\xff\xfe{{{", 7);
        QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1");
        QTest::newRow("half a line") << json("{'verb':'sta");
        QTest::newRow("an array") << json("['start']");
        QTest::newRow("two objects") << json("{'verb':'quit'}{'verb':'quit'}");
        QTest::newRow("no verb") << QByteArray("{}");
        QTest::newRow("unknown verb") << json("{'verb':'explode'}");
        QTest::newRow("other case") << json("{'verb':'QUIT'}");
        QTest::newRow("verb of another type") << json("{'verb':1}");
        QTest::newRow("names no array") << json("{'verb':'start','names':'db'}");
        QTest::newRow("name no text") << json("{'verb':'start','names':[1]}");
        QTest::newRow("empty name") << json("{'verb':'start','names':['']}");
        QTest::newRow("all no flag") << json("{'verb':'stop','all':'false'}");
        QTest::newRow("long name") << json("{'verb':'start','names':['") +
                                          QByteArray(kLongestControlName + 1, 'a') + "\"]}";
        QTest::newRow("many names") << namesOf(kMostControlNames + 1);
        QTest::newRow("deep") << json("{'verb':'start','names':") + QByteArray(20'000, '[') +
                                     QByteArray(20'000, ']') + '}';
        QTest::newRow("long line")
            << json("{'verb':'status'}") + QByteArray(kLongestControlLine, ' ');
    }
    void hostileRequests() {
        QFETCH(QByteArray, line);
        const auto request = decodeRequest(line);
        QVERIFY(!request);
        QCOMPARE(request.error().code, ControlTrouble::Code::NotUnderstood);
        QVERIFY(!request.error().detail.isEmpty());
    }

    void boundsAreInclusive() { QVERIFY(decodeRequest(namesOf(kMostControlNames))); }

    void newerClientsMaySayMore() {
        const auto request = decodeRequest(json("{'verb':'status','colour':[1,{}],'names':['a']}"));
        QVERIFY(request);
        QCOMPARE(request->names, QStringList{u"a"_s});
    }

    void hostileReplies_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("garbage") << QByteArray("hello");
        QTest::newRow("unknown event") << json("{'event':'dance'}");
        QTest::newRow("unknown state")
            << json("{'event':'forward','kind':'local','state':'merry'}");
        QTest::newRow("negative") << json("{'event':'stream','bytesUp':-1}");
        QTest::newRow("huge") << json("{'event':'stream','bytesUp':1e300}");
    }
    void hostileReplies() {
        QFETCH(QByteArray, line);
        QVERIFY(!decodeReply(line));
    }

    void linesInPieces() {
        LineSplitter lines(10);
        QVERIFY(lines.take("ab").isEmpty());
        QCOMPARE(lines.take("c\r\n\n\nde\nf"), (QList<QByteArray>{"abc", "de"}));
        QCOMPARE(lines.take("\n"), QList<QByteArray>{"f"});
        QVERIFY(!lines.overflowed());
    }

    void linesBeyondTheLimit_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("over");
        QTest::newRow("just fits") << QByteArray("0123456789\n") << false;
        QTest::newRow("one more") << QByteArray("0123456789a\n") << true;
        QTest::newRow("without an end") << QByteArray(11, 'x') << true;
        QTest::newRow("after a good one") << QByteArray("ok\n0123456789ab") << true;
    }
    void linesBeyondTheLimit() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, over);
        LineSplitter lines(10);
        const auto first = lines.take(bytes);
        QCOMPARE(lines.overflowed(), over);
        if (!over)
            return;
        QVERIFY(first.isEmpty() || first == QList<QByteArray>{"ok"});
        QVERIFY(lines.take("fine\n").isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestControlCodec)
#include "tst_control_codec.moc"
