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
