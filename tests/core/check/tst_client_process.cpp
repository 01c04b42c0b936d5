// Which program a client is: from the kernel's table, and of this very process.
#include "core/base/socket_address.h"
#include "core/check/client_lookup.h"
#ifdef Q_OS_LINUX
#include "core/check/proc_net.h"
#endif

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <unistd.h>

using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

// Both ends of a connection to ourselves.
struct Pair {
    UniqueFd listener, client;
    QString clientAddress;
};

Pair connectToOurselves() {
    Pair pair{openSocket(AF_INET), openSocket(AF_INET), {}};
    const auto any = literalAddress(u"127.0.0.1", 0);
    if (::bind(pair.listener.get(), any->data(), any->length) != 0 ||
        ::listen(pair.listener.get(), 1) != 0)
        return pair;
    const auto at = localAddressOf(pair.listener.get());
    (void)::connect(pair.client.get(), at->data(), at->length); // completed by the backlog
    if (const auto own = localAddressOf(pair.client.get()))
        pair.clientAddress = toText(Endpoint{u"127.0.0.1"_s, own->port()});
    return pair;
}

} // namespace

class TestClientProcess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
#ifndef Q_OS_LINUX
        QSKIP("only Linux tells");
#endif
    }

#ifdef Q_OS_LINUX
    void readsTheKernelsTable() {
        const QByteArray table =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
            "   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   114 "
            "       0 21305 1 0000000000000000 100 0 0 10 0\n"
            "   1: 0100007F:1538 0100007F:C001 01 00000000:00000000 00:00000000 00000000   114 "
            "       0 21306 1 0000000000000000 100 0 0 10 0\n"
            "   2: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A "
            "00000000:00000000 00:00000000 00000000     0        0 77 1 0000000000000000 100\n"
            "   3: 0000000000000000FFFF00000100007F:C002 0000000000000000FFFF00000100007F:1538 01 "
            "00000000:00000000 00:00000000 00000000     0        0 80 1 0000000000000000 100\n"
            "   4: 01:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 78 1\n"
            "   5: 0100007F:1538 00000000:0000 0A\n"
            "   6: ZZ00007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 79 1\n"
            "garbage\n\n";
        const auto listening = parseProcSockets(table, ProcSocketState::Listening);
        QCOMPARE(listening.size(), 2);
        QCOMPARE(listening[0].at, (Endpoint{u"127.0.0.1"_s, 5432}));
        QCOMPARE(listening[0].uid, 114U);
        QCOMPARE(listening[0].inode, quint64(21305));
        QCOMPARE(listening[1].at, (Endpoint{u"::1"_s, 22}));
        const auto connected = parseProcSockets(table, ProcSocketState::Established);
        QCOMPARE(connected.size(), 2);
        QCOMPARE(connected[0].inode, quint64(21306));
        // A program that speaks IPv6 to an IPv4 address.
        QCOMPARE(connected[1].at, (Endpoint{u"127.0.0.1"_s, 0xC002}));
    }
#endif

    void findsThisProcess() {
        const Pair pair = connectToOurselves();
        QVERIFY(!pair.clientAddress.isEmpty());
        const QString bySocket = u"pid %1"_s.arg(getpid());
        const ClientProcesses found =
            clientProcesses({pair.clientAddress, bySocket, u"203.0.113.7:4711"_s});
        const ClientProcess self{getpid(), u"tst_client_proc"_s}; // the kernel keeps 15 characters
        QCOMPARE(found.value(pair.clientAddress), self);
        QCOMPARE(found.value(bySocket), self);
        QCOMPARE(found.value(u"203.0.113.7:4711"_s), ClientProcess{});
        QCOMPARE(found.size(), 3);
    }

    void answersWithoutKeepingTheAskerWaiting() {
        const QString self = u"pid %1"_s.arg(getpid());
        ClientLookup lookup;
        QSignalSpy answers(&lookup, &ClientLookup::answered);
        lookup.ask({self});
        QCOMPARE(answers.count(), 0);
        QVERIFY(answers.wait(5000));
        const auto found = answers.first().first().value<ClientProcesses>();
        QCOMPARE(found.value(self).pid, qint64(getpid()));
    }

    void endsWhileAQuestionIsUnderWay() {
        ClientLookup lookup;
        for (int i = 0; i < 3; ++i)
            lookup.ask({u"pid 1"_s});
    }
};

QTEST_GUILESS_MAIN(TestClientProcess)
#include "tst_client_process.moc"
