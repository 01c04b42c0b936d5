#include "core/ssh/dial_race.h"
#include "core/ssh/listen_socket.h"
#include "tests/support/poll_waiter.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ListenSocket listener(const QString &address = u"127.0.0.1"_s) {
    auto sockets = listenOn({.address = address});
    return std::move(sockets->front());
}

SocketAddress addressOf(const ListenSocket &socket) {
    return *literalAddress(socket.bound().host, socket.bound().port);
}

// Nobody listens there any more.
SocketAddress closedPort() { return addressOf(listener()); }

// A listener whose queue is full: further connections neither succeed nor fail.
struct SilentServer {
    UniqueFd listening;
    std::vector<UniqueFd> clients;
    SocketAddress address;
};

SilentServer silentServer() {
    SilentServer server;
    server.listening = openSocket(AF_INET);
    const auto any = literalAddress(u"127.0.0.1", 0);
    if (::bind(server.listening.get(), any->data(), any->length) != 0 ||
        ::listen(server.listening.get(), 0) != 0)
        return {};
    server.address = *localAddressOf(server.listening.get());
    for (int i = 0; i < 4; ++i) {
        server.clients.push_back(openSocket(AF_INET));
        (void)::connect(server.clients.back().get(), server.address.data(), server.address.length);
    }
    return server;
}

} // namespace

class TestDialRace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void connects() {
        const ListenSocket server = listener();
        PollWaiter waiter;
        const auto connected = connectToAny({addressOf(server)}, {}, waiter, in(5s));
        QVERIFY(connected);
        QCOMPARE(toEndpoint(connected->peer), server.bound());
        QCOMPARE(acceptClient(server).kind, Accepted::Kind::Client);
    }
    void aRefusalStartsTheNextAtOnce() {
        const ListenSocket server = listener();
        PollWaiter waiter;
        const auto begun = std::chrono::steady_clock::now();
        const auto connected =
            connectToAny({closedPort(), closedPort(), addressOf(server)}, {}, waiter, in(5s));
        QVERIFY(connected);
        QCOMPARE(toEndpoint(connected->peer), server.bound());
        QVERIFY(std::chrono::steady_clock::now() - begun < 240ms);
    }
    void aSilentAddressDelaysTheNextOnlyAMoment() {
        const SilentServer silent = silentServer();
        const ListenSocket server = listener();
        PollWaiter waiter;
        const auto connected =
            connectToAny({silent.address, addressOf(server)}, {}, waiter, in(5s));
        QVERIFY(connected);
        QCOMPARE(toEndpoint(connected->peer), server.bound());
    }
    void allRefused() {
        const SocketAddress one = closedPort();
        const SocketAddress other = closedPort();
        PollWaiter waiter;
        const auto refused = connectToAny({one, other}, {}, waiter, in(5s));
        QCOMPARE(refused.error().code, Errc::ConnectRefused);
        QVERIFY(refused.error().detail.contains(toText(toEndpoint(one))));
        QVERIFY(refused.error().detail.contains(toText(toEndpoint(other))));
    }
    void silenceTimesOut() {
        const SilentServer silent = silentServer();
        PollWaiter waiter;
        const auto late = connectToAny({silent.address}, {}, waiter, in(20ms));
        QVERIFY(!late);
        QCOMPARE(late.error().code, Errc::ConnectTimeout);
        QVERIFY(late.error().detail.startsWith(toText(toEndpoint(silent.address))));
    }
    void cancels() {
        const SilentServer silent = silentServer();
        PollWaiter waiter;
        waiter.cancelAfter = 0;
        QCOMPARE(connectToAny({silent.address}, {}, waiter, in(5s)).error().code, Errc::Cancelled);
    }
    void usesTheSourceAddress() {
        const ListenSocket server = listener();
        PollWaiter waiter;
        const QList<SocketAddress> source{*literalAddress(u"127.0.0.5", 9)};
        const auto connected = connectToAny({addressOf(server)}, source, waiter, in(5s));
        QVERIFY(connected);
        QCOMPARE(acceptClient(server).from.host, u"127.0.0.5"_s);
    }
    void sourceErrorsAreTold() {
        const ListenSocket server = listener();
        PollWaiter waiter;
        const auto foreign =
            connectToAny({addressOf(server)}, {*literalAddress(u"203.0.113.1", 0)}, waiter, in(5s));
        QCOMPARE(foreign.error().code, Errc::NetworkUnreachable);
        QVERIFY(foreign.error().detail.contains(u"203.0.113.1"_s));
        const auto family =
            connectToAny({addressOf(server)}, {*literalAddress(u"::1", 0)}, waiter, in(5s));
        QCOMPARE(family.error().code, Errc::NetworkUnreachable);
    }
    void nothingToTry() {
        PollWaiter waiter;
        QVERIFY(!connectToAny({}, {}, waiter, in(5s)));
    }
};

QTEST_GUILESS_MAIN(TestDialRace)
#include "tst_dial_race.moc"
