#include "core/ssh/channel_refusal.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestChannelRefusal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("detail");
        QTest::newRow("connection refused")
            << QByteArray("Channel opening failure: channel 43 error (2) Connection refused")
            << int(Errc::TargetRefused) << u"Connection refused"_s;
        QTest::newRow("unknown name")
            << QByteArray("Channel opening failure: channel 43 error (2) Name or service not known")
            << int(Errc::TargetUnresolved) << u"Name or service not known"_s;
        QTest::newRow("forbidden")
            << QByteArray("Channel opening failure: channel 43 error (1) open failed")
            << int(Errc::TargetProhibited) << u"open failed"_s;
        QTest::newRow("dropbear says nothing")
            << QByteArray("Channel opening failure: channel 43 error (2) ")
            << int(Errc::TargetRefused) << QString();
        QTest::newRow("another channel's refusal is not ours")
            << QByteArray("Channel opening failure: channel 44 error (1) open failed")
            << int(Errc::TargetRefused) << u"the server gave no reason"_s;
        QTest::newRow("no refusal at all") << QByteArray("Socket error") << int(Errc::TargetRefused)
                                           << u"the server gave no reason"_s;
        QTest::newRow("escape sequences do not get through")
            << QByteArray("Channel opening failure: channel 43 error (2) a\x1b[31mb\nc")
            << int(Errc::TargetRefused) << u"a?[31mb?c"_s;
    }
    void reads() {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        QFETCH(QString, detail);
        const Error error = channelRefusal(text.constData(), 43);
        QCOMPARE(int(error.code), code);
        QCOMPARE(error.detail, detail);
    }
};

QTEST_APPLESS_MAIN(TestChannelRefusal)
#include "tst_channel_refusal.moc"
