#include "core/ssh/resolver.h"
#include "tests/support/poll_waiter.h"

#include <QtTest/QTest>
#include <condition_variable>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QList<SocketAddress> addresses(const QStringList &literals) {
    QList<SocketAddress> all;
    for (const QString &literal : literals)
        all.append(*literalAddress(literal, 0));
    return all;
}

QStringList texts(const QList<SocketAddress> &all) {
    QStringList list;
    for (const SocketAddress &address : all)
        list.append(toText(toEndpoint(address)));
    return list;
}

ResolverPool::Lookup answering(const QStringList &literals) {
    return [=](const QString &) -> Result<QList<SocketAddress>> { return addresses(literals); };
}

} // namespace

class TestResolver : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void interleaves_data() {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QStringList>("order");
        QTest::newRow("none") << QStringList() << QStringList();
        QTest::newRow("v6 first") << QStringList{u"::1"_s, u"::2"_s, u"::3"_s, u"1.1.1.1"_s}
                                  << QStringList{u"[::1]:0"_s, u"1.1.1.1:0"_s, u"[::2]:0"_s,
                                                 u"[::3]:0"_s};
        QTest::newRow("v4 first") << QStringList{u"1.1.1.1"_s, u"1.1.1.2"_s, u"::1"_s}
                                  << QStringList{u"1.1.1.1:0"_s, u"[::1]:0"_s, u"1.1.1.2:0"_s};
    }
    void interleaves() {
        QFETCH(QStringList, given);
        QFETCH(QStringList, order);
        QCOMPARE(texts(interleaved(addresses(given))), order);
    }
    void filtersByFamily_data() {
        QTest::addColumn<AddressFamily>("family");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("any") << AddressFamily::Any << QStringList{u"[::1]:22"_s, u"1.1.1.1:22"_s};
        QTest::newRow("v4") << AddressFamily::IPv4 << QStringList{u"1.1.1.1:22"_s};
        QTest::newRow("v6") << AddressFamily::IPv6 << QStringList{u"[::1]:22"_s};
    }
    void filtersByFamily() {
        QFETCH(AddressFamily, family);
        QFETCH(QStringList, found);
        ResolverPool pool(answering({u"::1"_s, u"1.1.1.1"_s}));
        PollWaiter waiter;
        const auto all = resolve(u"db"_s, 22, family, pool, waiter, in(5s));
        QVERIFY(all);
        QCOMPARE(texts(*all), found);
    }
    void literalsNeedNoLookup() {
        ResolverPool pool([](const QString &) -> Result<QList<SocketAddress>> {
            return fail(Errc::Internal, u"asked"_s);
        });
        PollWaiter waiter;
        const auto v6 = resolve(u"::1"_s, 22, AddressFamily::Any, pool, waiter, in(5s));
        QVERIFY(v6);
        QCOMPARE(texts(*v6), QStringList{u"[::1]:22"_s});
        const auto wrong = resolve(u"::1"_s, 22, AddressFamily::IPv4, pool, waiter, in(5s));
        QCOMPARE(wrong.error().code, Errc::ResolveFailed);
        QCOMPARE(waiter.waits(), 0);
    }
    void badNamesAreNotAsked() {
        ResolverPool pool(answering({u"::1"_s}));
        PollWaiter waiter;
        const auto bad = resolve(u"-oProxyCommand=x"_s, 22, AddressFamily::Any, pool, waiter, {});
        QCOMPARE(bad.error().code, Errc::BadAddress);
    }
    void passesTheReasonOn() {
        ResolverPool pool([](const QString &host) -> Result<QList<SocketAddress>> {
            return fail(Errc::ResolveFailed, host + u": no such name"_s);
        });
        PollWaiter waiter;
        const auto none = resolve(u"db"_s, 22, AddressFamily::Any, pool, waiter, in(5s));
        QCOMPARE(none.error(), (Error{Errc::ResolveFailed, u"db: no such name"_s}));
    }
    void theSystemKnowsLocalhost() {
        ResolverPool pool;
        PollWaiter waiter;
        const auto all = resolve(u"localhost"_s, 22, AddressFamily::Any, pool, waiter, in(5s));
        QVERIFY(all && !all->isEmpty());
        QVERIFY(isLoopback(toEndpoint(all->first()).host));
    }
    void hangingLookup_data() {
        QTest::addColumn<bool>("cancelled");
        QTest::addColumn<Errc>("code");
        QTest::newRow("times out") << false << Errc::ResolveFailed;
        QTest::newRow("is cancelled") << true << Errc::Cancelled;
    }
    void hangingLookup() {
        QFETCH(bool, cancelled);
        QFETCH(Errc, code);
        std::mutex mutex;
        std::condition_variable changed;
        bool mayEnd = false;
        {
            ResolverPool pool([&](const QString &) -> Result<QList<SocketAddress>> {
                std::unique_lock lock(mutex);
                changed.wait(lock, [&] { return mayEnd; });
                return addresses({u"::1"_s});
            });
            PollWaiter waiter;
            waiter.cancelAfter = cancelled ? 0 : -1;
            const auto late = resolve(u"db"_s, 22, AddressFamily::Any, pool, waiter, in(1ms));
            QVERIFY(!late);
            QCOMPARE(late.error().code, code);
            const std::lock_guard lock(mutex);
            mayEnd = true;
            changed.notify_all();
        } // the pool joins its thread here
    }
    void hangingLookupsAreBounded() {
        std::mutex mutex;
        std::condition_variable changed;
        bool mayEnd = false;
        ResolverPool pool([&](const QString &) -> Result<QList<SocketAddress>> {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return mayEnd; });
            return QList<SocketAddress>();
        });
        int started = 0;
        while (started < 200 && pool.start(u"db"_s))
            ++started;
        QCOMPARE(started, 64);
        const std::lock_guard lock(mutex);
        mayEnd = true;
        changed.notify_all();
    }
};

QTEST_GUILESS_MAIN(TestResolver)
#include "tst_resolver.moc"
