// Flow under strain: a reader that stops, keys renewed in mid-stream, many streams at once.
#include "support/net.h"
#include "support/sshd_fixture.h"
#include "support/traffic.h"
#include "support/tunnel.h"
#include "support/verify.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <atomic>
#include <sys/socket.h>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMegabyte = 1'000'000;

// Sends a pattern on a thread and tells how far it got.
class Sender {
public:
    Sender(int fd, quint64 seed, qint64 size)
        : m_thread([this, fd, seed, size] { run(fd, seed, size); }) {}
    [[nodiscard]] qint64 sent() const { return m_sent.load(); }
    // True once nothing has moved for half a second.
    [[nodiscard]] bool isStuck() const {
        qint64 before = -1;
        return eventually(
            [&] {
                const qint64 now = sent();
                std::this_thread::sleep_for(500ms);
                return std::exchange(before, now) == now;
            },
            30s);
    }

private:
    void run(int fd, quint64 seed, qint64 size) {
        const Pattern pattern(seed);
        constexpr qint64 kStep = 64 * 1024;
        for (qint64 at = 0; at < size; at += kStep) {
            if (!sendAll(fd, pattern.bytes(at, std::min(kStep, size - at)), 120s))
                return;
            m_sent.store(at + kStep);
        }
        ::shutdown(fd, SHUT_WR);
    }
    std::atomic<qint64> m_sent{0};
    std::jthread m_thread; // last: it uses the rest
};

} // namespace

class TestFlow : public QObject {
    Q_OBJECT
    Sandbox m_box;
    std::unique_ptr<Sshd> m_sshd;

    // One side sends 300 MB, the other reads a sixth, rests, and then reads on.
    void stopInTheMiddle(Tunnel &tunnel, int sender, int reader) {
        const qint64 size = kSanitized ? 40 * kMegabyte : 300 * kMegabyte;
        const Sender sending(sender, 33, size);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (qint64 have = 0; have < size / 6;) {
            const QByteArray some = receive(reader, 65536);
            VERIFY_SAID(!some.isEmpty(), tunnel);
            hash.addData(some);
            have += some.size();
        }
        const qint64 flowing = tunnel.process().anonymousBytes();
        QVERIFY(sending.isStuck());
        const qint64 growth = tunnel.process().anonymousBytes() - flowing;
        qInfo("memory grew by %.1f MB, %.1f MB were on the way", double(growth) / 1e6,
              double(sending.sent() - size / 6) / 1e6);
        if (!kSanitized)
            QVERIFY2(growth < 20 * kMegabyte, qPrintable(QString::number(growth)));
        bool ended = false;
        hash.addData(receiveAll(reader, 120s, &ended));
        QVERIFY(ended);
        QCOMPARE(hash.result(), digestOf(33, size));
    }

private Q_SLOTS:
    void initTestCase() {
        SKIP_IF(Sshd::missing());
        m_sshd = std::make_unique<Sshd>(m_box);
    }

    void clientThatStopsReading() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        stopInTheMiddle(tunnel, pair.far.get(), pair.near.get());
    }

    void targetThatStopsReading() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        stopInTheMiddle(tunnel, pair.near.get(), pair.far.get());
    }

    void oneStalledStreamHoldsNobodyUp() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        Pair stalled = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(stalled.isOpen(), tunnel);
        {
            const Sender sending(stalled.far.get(), 1, 50 * kMegabyte);
            QVERIFY(sending.isStuck());
            const Pair lively = connectThrough(tunnel.port(forward), target);
            VERIFY_SAID(lively.isOpen(), tunnel);
            VERIFY_FINE(exchange(lively.near.get(), lively.far.get(), bulkSize() / 4));
            ::shutdown(stalled.far.get(), SHUT_RDWR);
        }
    }

    void keysAreRenewedOnTheWay_data() {
        QTest::addColumn<bool>("byServer");
        QTest::newRow("client's wish") << false;
        QTest::newRow("server's wish") << true;
    }
    void keysAreRenewedOnTheWay() {
        QFETCH(bool, byServer);
        const QString limit = kSanitized ? u"RekeyLimit 1M"_s : u"RekeyLimit 16M"_s;
        const Sshd sshd(m_box, {.options = byServer ? QStringList{limit, u"LogLevel DEBUG1"_s}
                                                    : QStringList{u"LogLevel DEBUG1"_s}});
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, sshd.login());
        if (!byServer)
            tunnel.option(QString(limit).replace(u' ', u'='));
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        VERIFY_FINE(exchange(pair.near.get(), pair.far.get(), bulkSize(), 120s));
        const auto renewals = sshd.log().count("rekey in");
        QVERIFY2(renewals >= 2, sshd.log().constData());
    }

    void manyIdleStreams() {
        const int chosen = qEnvironmentVariableIntValue("FAIRLEAD_TEST_STREAMS");
        const int count = chosen > 0 ? chosen : kSanitized ? 200 : 1000;
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        std::vector<Pair> idle;
        // The first few pay for what is there only once.
        const auto open = [&](int upTo) {
            while (int(idle.size()) < upTo) {
                idle.push_back(connectThrough(tunnel.port(forward), target));
                if (!idle.back().isOpen() ||
                    !greet(idle.back().near.get(), idle.back().far.get()).isEmpty())
                    return false;
            }
            return true;
        };
        VERIFY_SAID(open(50), tunnel);
        const qint64 before = tunnel.process().anonymousBytes();
        VERIFY_SAID(open(count), tunnel);
        const double each = double(tunnel.process().anonymousBytes() - before) / (count - 50);
        qInfo("%d idle streams, %.0f bytes each", count, each);
        if (!kSanitized && clientUnderTest() == Client::Fairlead)
            QVERIFY2(each < 8 * 1024, qPrintable(QString::number(each)));
        const Pair active = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(active.isOpen(), tunnel);
        VERIFY_FINE(exchange(active.near.get(), active.far.get(), bulkSize() / 4));
        for (const Pair &pair : idle)
            VERIFY_FINE(greet(pair.near.get(), pair.far.get()));
    }

    void comingAndGoing() {
        // Short connections, one after the other and at once: nothing may pile up.
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        for (int round = 0; round < 30; ++round) {
            std::vector<Pair> some;
            for (int i = 0; i < 10; ++i) {
                some.push_back(connectThrough(tunnel.port(forward), target));
                VERIFY_SAID(some.back().isOpen(), tunnel);
                VERIFY_FINE(greet(some.back().near.get(), some.back().far.get()));
            }
        }
        const QString folder = u"/proc/%1/fd"_s.arg(tunnel.process().pid());
        QVERIFY(eventually(
            [&] { return QDir(folder).entryList(QDir::Files | QDir::System).size() < 60; }));
    }
};

QTEST_APPLESS_MAIN(TestFlow)
#include "tst_flow.moc"
