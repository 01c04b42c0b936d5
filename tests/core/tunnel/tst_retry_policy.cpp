#include "core/tunnel/retry_policy.h"

#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace fairlead;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

class TestRetryPolicy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyErrorCodeIsDecided() {
        const QSet<int> retried{
            static_cast<int>(Errc::ResolveFailed),  static_cast<int>(Errc::ConnectRefused),
            static_cast<int>(Errc::ConnectTimeout), static_cast<int>(Errc::NetworkUnreachable),
            static_cast<int>(Errc::ProxyFailed),    static_cast<int>(Errc::ProxyCommandFailed),
            static_cast<int>(Errc::JumpFailed),     static_cast<int>(Errc::ProtocolFailed),
            static_cast<int>(Errc::ConnectionLost), static_cast<int>(Errc::KeepAliveTimeout)};
        for (int code = 0; code <= static_cast<int>(Errc::Internal); ++code) {
            const auto errc = static_cast<Errc>(code);
            QVERIFY2(mayRetry(errc) == retried.contains(code), qPrintable(errcName(errc)));
        }
    }
    void reconnectsMoreAndMorePatiently() {
        QList<milliseconds> delays;
        for (int failures = 1; failures <= 7; ++failures)
            delays << reconnectDelay(failures);
        QCOMPARE(delays, (QList<milliseconds>{2s, 5s, 10s, 30s, 60s, 60s, 60s}));
        QCOMPARE(reconnectDelay(1'000'000), milliseconds(60s));
        QCOMPARE(reconnectDelay(0), milliseconds(2s));
        QCOMPARE(reconnectDelay(-5), milliseconds(2s));
    }
    void asksForAHeldPortRarely() {
        QCOMPARE(heldPortDelay(1), milliseconds(10s));
        QCOMPARE(heldPortDelay(2), milliseconds(30s));
        QCOMPARE(heldPortDelay(3), milliseconds(60s));
        QCOMPARE(heldPortDelay(99), milliseconds(60s));
    }
    void jitterStaysWithinAFifth() {
        QCOMPARE(withJitter(10s, 0.0), milliseconds(8s));
        QCOMPARE(withJitter(10s, 0.5), milliseconds(10s));
        QCOMPARE(withJitter(10s, 1.0), milliseconds(12s));
        QCOMPARE(withJitter(10s, 7.0), milliseconds(12s));
        QCOMPARE(withJitter(10s, -7.0), milliseconds(8s));
        for (int i = 0; i < 100; ++i) {
            const double fraction = randomFraction();
            QVERIFY(fraction >= 0.0 && fraction < 1.0);
        }
    }
};

QTEST_APPLESS_MAIN(TestRetryPolicy)
#include "tst_retry_policy.moc"
