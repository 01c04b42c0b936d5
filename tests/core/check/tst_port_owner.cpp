#include "core/base/socket_address.h"
#include "core/check/port_owner.h"

#include <QtTest/QTest>
#include <unistd.h>

using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

UniqueFd listenOnLoopback(quint16 &port) {
    const auto address = literalAddress(u"127.0.0.1", 0);
    UniqueFd fd = openSocket(AF_INET);
    if (::bind(fd.get(), address->data(), address->length) != 0 || ::listen(fd.get(), 1) != 0)
        return {};
    port = localAddressOf(fd.get())->port();
    return fd;
}

} // namespace

class TestPortOwner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheKernelsTable() {
#ifndef Q_OS_LINUX
        QSKIP("there is no /proc here");
#endif
        const QByteArray table =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
            "   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   114 "
            "       0 21305 1 0000000000000000 100 0 0 10 0\n"
            "   1: 0100007F:1538 0100007F:C001 01 00000000:00000000 00:00000000 00000000   114 "
            "       0 21306 1 0000000000000000 100 0 0 10 0\n"
            "   2: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A "
            "00000000:00000000 00:00000000 00000000     0        0 77 1 0000000000000000 100\n"
            "   3: 01:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 78 1\n"
            "   4: 0100007F:1538 00000000:0000 0A\n"
            "   5: ZZ00007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 79 1\n"
            "garbage\n\n";
        const QList<ListeningSocket> sockets = parseProcNetTcp(table);
        QCOMPARE(sockets.size(), 2);
        QCOMPARE(sockets[0], (ListeningSocket{{u"127.0.0.1"_s, 5432}, 114, 21305}));
        QCOMPARE(sockets[1], (ListeningSocket{{u"::1"_s, 22}, 0, 77}));
    }
    void findsThisProcess() {
#ifndef Q_OS_LINUX
        QSKIP("only Linux tells");
#endif
        quint16 port = 0;
        const UniqueFd listener = listenOnLoopback(port);
        QVERIFY(listener.isOpen());
        const auto owner = portOwner({u"127.0.0.1"_s, port});
        QVERIFY(owner);
        QCOMPARE(owner->pid, qint64(getpid()));
        QCOMPARE(owner->at, (Endpoint{u"127.0.0.1"_s, port}));
        QCOMPARE(toText(*owner), u"tst_port_owner (pid %1)"_s.arg(getpid()));
    }
    void nobodyOnAFreePort() {
        quint16 port = 0;
        { const UniqueFd listener = listenOnLoopback(port); }
        QVERIFY(!portOwner({u"127.0.0.1"_s, port}));
    }
    void saysTheUserWhenTheProcessIsHidden() {
        QCOMPARE(toText(PortOwner{.user = u"postgres"_s}), u"a process of postgres"_s);
        QCOMPARE(toText(PortOwner{}), u"another process"_s);
    }
    void nextFreePortSkipsATakenOne() {
        quint16 port = 0;
        const UniqueFd listener = listenOnLoopback(port);
        if (port > 65000)
            QSKIP("too close to the last port");
        const quint16 next = nextFreePort(u"localhost"_s, port);
        QVERIFY(next > port);
        QVERIFY(nextFreePort(u"127.0.0.1"_s, next) >= next);
    }
    void noFreePortAtAForeignAddress() {
        QCOMPARE(nextFreePort(u"203.0.113.7"_s, 65000), quint16(0));
        QCOMPARE(nextFreePort(u"not a name"_s, 1), quint16(0));
    }
};

QTEST_GUILESS_MAIN(TestPortOwner)
#include "tst_port_owner.moc"
