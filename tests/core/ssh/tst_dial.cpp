#include "core/ssh/dial.h"
#include "core/ssh/listen_socket.h"
#include "tests/support/poll_waiter.h"

#include <QtCore/QStandardPaths>
#include <QtTest/QTest>
#include <csignal>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray readSoon(int fd, qsizetype least) {
    QByteArray all;
    while (all.size() < least) {
        pollfd wait{fd, POLLIN, 0};
        char buffer[256];
        if (::poll(&wait, 1, 5000) != 1)
            return all;
        const auto got = ::read(fd, buffer, sizeof buffer);
        if (got <= 0)
            return all;
        all.append(buffer, got);
    }
    return all;
}

struct Fixture {
    ResolverPool resolver{[](const QString &host) -> Result<QList<SocketAddress>> {
        if (host != u"server"_s)
            return fail(Errc::ResolveFailed, host + u": unknown"_s);
        return QList<SocketAddress>{*literalAddress(u"127.0.0.1", 0)};
    }};
    PollWaiter waiter;
    QList<bool> asked;
    DialSurroundings around{resolver, waiter, {}, [this](bool again) -> Result<Secret> {
                                asked.append(again);
                                return Secret("pw");
                            }};
};

Host hostWithCommand(const QStringList &command) {
    Host host;
    host.name = u"the db"_s;
    host.address = u"db.example"_s;
    host.port = 2222;
    host.user = u"deploy"_s;
    host.proxy = {.kind = Proxy::Kind::Command, .command = command};
    return host;
}

bool has(const QString &program) { return !QStandardPaths::findExecutable(program).isEmpty(); }

} // namespace

class TestDial : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void directly() {
        const auto server = listenOn({.address = u"127.0.0.1"_s});
        Fixture with;
        QList<LinkStage> stages;
        with.around.progress = [&](LinkStage stage, const QString &) { stages.append(stage); };
        Host host;
        host.address = u"server"_s;
        host.port = server->front().bound().port;
        const auto dialled = dial(host, with.around);
        QVERIFY2(dialled, qPrintable(dialled ? QString() : dialled.error().detail));
        QCOMPARE(dialled->peerAddress, toText(server->front().bound()));
        QCOMPARE(stages, (QList<LinkStage>{LinkStage::Resolving, LinkStage::Dialling}));
        QVERIFY(!dialled->process);
    }
    void unknownName() {
        Fixture with;
        Host host;
        host.address = u"nowhere"_s;
        QCOMPARE(dial(host, with.around).error(),
                 (Error{Errc::ResolveFailed, u"nowhere: unknown"_s}));
    }
    void proxyPasswordIsAskedAgain() {
        const auto proxy = listenOn({.address = u"127.0.0.1"_s});
        Fixture with;
        Host host;
        host.address = u"far.example"_s;
        host.passwordPrompts = 2;
        host.proxy = {.kind = Proxy::Kind::Http,
                      .host = u"server"_s,
                      .port = proxy->front().bound().port,
                      .user = u"ann"_s};
        std::vector<UniqueFd> clients;
        with.waiter.meanwhile = [&] { // refuses every login
            Accepted client = acceptClient(proxy->front());
            if (client.kind != Accepted::Kind::Client)
                return;
            const QByteArray refusal = "HTTP/1.1 407 x\r\n\r\n";
            (void)!::write(client.fd.get(), refusal.constData(),
                           static_cast<size_t>(refusal.size()));
            clients.push_back(std::move(client.fd));
        };
        const auto refused = dial(host, with.around);
        QCOMPARE(refused.error().code, Errc::ProxyFailed);
        QCOMPARE(with.asked, (QList<bool>{false, true}));
    }
    void commandTokens() {
        const auto command =
            expandedProxyCommand(hostWithCommand({u"nc"_s, u"%h:%p"_s, u"%r@%n"_s, u"100%%"_s}));
        QVERIFY(command);
        QCOMPARE(*command,
                 (QStringList{u"nc"_s, u"db.example:2222"_s, u"deploy@db.example"_s, u"100%"_s}));
    }
    void dangerousCommands() {
        Host host = hostWithCommand({u"nc"_s, u"%h"_s});
        host.address = u"-oProxyCommand=id"_s;
        QCOMPARE(expandedProxyCommand(host).error().code, Errc::BadAddress);
        host = hostWithCommand({u"nc"_s, u"%r"_s});
        host.user = u"$(id)"_s;
        QCOMPARE(expandedProxyCommand(host).error().code, Errc::BadOption);
        QCOMPARE(expandedProxyCommand(hostWithCommand({u"nc"_s, u"%d"_s})).error().code,
                 Errc::BadOption);
        QCOMPARE(expandedProxyCommand(hostWithCommand({})).error().code, Errc::BadOption);
    }
    void commandIsTheConnection() {
        if (!has(u"cat"_s))
            QSKIP("no cat");
        Fixture with;
        auto dialled = dial(hostWithCommand({u"cat"_s}), with.around);
        QVERIFY2(dialled, qPrintable(dialled ? QString() : dialled.error().detail));
        QVERIFY(dialled->peerAddress.isEmpty());
        QCOMPARE(::write(dialled->fd.get(), "hello", 5), ssize_t(5));
        QCOMPARE(readSoon(dialled->fd.get(), 5), QByteArray("hello"));
    }
    void argumentsMeetNoShell() {
        if (!has(u"echo"_s))
            QSKIP("no echo");
        Fixture with;
        const auto dialled = dial(hostWithCommand({u"echo"_s, u"$HOME;id"_s}), with.around);
        QVERIFY(dialled);
        QCOMPARE(readSoon(dialled->fd.get(), 9), QByteArray("$HOME;id\n"));
    }
    void missingCommand() {
        Fixture with;
        const auto missing = dial(hostWithCommand({u"/nonexistent/program"_s}), with.around);
        QCOMPARE(missing.error().code, Errc::ProxyCommandMissing);
        QVERIFY(missing.error().detail.startsWith(u"/nonexistent/program: "_s));
    }
    void failingCommandSaysWhy() {
        if (!has(u"sh"_s))
            QSKIP("no sh");
        Fixture with;
        const auto dialled =
            dial(hostWithCommand({u"sh"_s, u"-c"_s, u"echo no route >&2; exit 3"_s}), with.around);
        QVERIFY(dialled);
        QVERIFY(readSoon(dialled->fd.get(), 1).isEmpty());
        const Error why = dialled->process->endReason(with.waiter);
        QCOMPARE(why, (Error{Errc::ProxyCommandFailed, u"sh: exit status 3: no route"_s}));
    }
    void closingEndsTheWholeGroup() {
        if (!has(u"sh"_s))
            QSKIP("no sh");
        Fixture with;
        pid_t child = 0;
        {
            // Ignores SIGTERM, and so does its child, whose number it tells.
            const auto dialled = dial(
                hostWithCommand({u"sh"_s, u"-c"_s,
                                 u"trap '' TERM; sleep 1000 & echo $!; wait; exec sleep 1000"_s}),
                with.around);
            QVERIFY(dialled);
            child = readSoon(dialled->fd.get(), 2).trimmed().toInt();
            QVERIFY(child > 0);
            QCOMPARE(::kill(child, 0), 0);
        }
        // Killed at once, reaped by whoever inherits it.
        QFile status(u"/proc/%1/stat"_s.arg(child));
        const bool gone = !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
        QTRY_VERIFY(gone || ::kill(child, 0) != 0);
    }
};

QTEST_GUILESS_MAIN(TestDial)
#include "tst_dial.moc"
