#include "core/base/socket_address.h"
#include "core/ssh/agent_client.h"
#include "core/ssh/agent_messages.h"
#include "core/ssh/agent_relay.h"
#include "core/ssh/listen_socket.h"
#include "tests/support/poll_waiter.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray blobOf(QByteArrayView type, QByteArrayView rest = "x") {
    QByteArray blob;
    appendString(blob, type);
    appendString(blob, rest);
    return blob;
}

const QByteArray kEd25519 = blobOf("ssh-ed25519");
const QByteArray kRsa = blobOf("ssh-rsa");
const QByteArray kTouch = blobOf("sk-ssh-ed25519@openssh.com");
const QByteArray kCert = blobOf("ssh-ed25519-cert-v01@openssh.com");

QByteArray signRequest(const QByteArray &blob) {
    QByteArray body(1, agent_message::kSignRequest);
    appendString(body, blob);
    appendString(body, "data");
    return body.append("\0\0\0\0", 4);
}

QByteArray requestIdentities() { return QByteArray(1, agent_message::kRequestIdentities); }
QByteArray failureBody() { return QByteArray(1, agent_message::kFailure); }

bool sendFrame(int fd, QByteArrayView body) {
    const QByteArray frame = framed(body);
    return ::send(fd, frame.constData(), static_cast<size_t>(frame.size()), MSG_NOSIGNAL) ==
           frame.size();
}

QByteArray readExactly(int fd, qsizetype count) {
    QByteArray all;
    while (all.size() < count) {
        pollfd wait{fd, POLLIN, 0};
        QByteArray part(count - all.size(), '\0');
        if (::poll(&wait, 1, 5000) != 1)
            return {};
        const auto got = ::read(fd, part.data(), static_cast<size_t>(part.size()));
        if (got <= 0)
            return {};
        all.append(part.first(got));
    }
    return all;
}

QByteArray readFrame(int fd) {
    const QByteArray four = readExactly(fd, 4);
    return four.isEmpty() ? QByteArray() : readExactly(fd, frameLength(four));
}

// An agent whose words the test says itself.
struct FakeAgent {
    QTemporaryDir folder;
    QString path = folder.filePath(u"agent"_s);
    std::vector<ListenSocket> listening =
        std::move(*listenOn({.kind = Listen::Kind::Unix, .path = path}));
    UniqueFd connection;

    bool accept() {
        pollfd wait{listening.front().fd(), POLLIN, 0};
        (void)::poll(&wait, 1, 5000);
        connection = acceptClient(listening.front()).fd;
        return connection.isOpen();
    }
};

struct RelayFixture {
    FakeAgent agent;
    std::unique_ptr<AgentRelay> relay;
    UniqueFd client;

    explicit RelayFixture(std::optional<QList<QByteArray>> allowed,
                          std::chrono::milliseconds limit = 5s) {
        auto started = AgentRelay::start({agent.path, std::move(allowed), limit});
        if (started) {
            relay = std::move(*started);
            client = relay->takeClientEnd();
            (void)agent.accept();
        }
    }
};

} // namespace

class TestAgent : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsIdentities() {
        const QList<AgentIdentity> two{{kEd25519, "me@home"}, {kRsa, ""}};
        const auto parsed = parseIdentitiesAnswer(identitiesAnswer(two));
        QVERIFY(parsed);
        QCOMPARE(*parsed, two);
    }
    void refusesBrokenAnswers_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("failure") << failureBody();
        QTest::newRow("no count") << QByteArray("\x0c\0\0", 3);
        QTest::newRow("more promised than there is") << QByteArray("\x0c\xff\xff\xff\xff", 5);
        QTest::newRow("string too long") << QByteArray("\x0c\0\0\0\1\xff\xff\xff\xff"
                                                       "ab",
                                                       11);
        QTest::newRow("no comment") << identitiesAnswer({{kRsa, ""}}).chopped(4);
    }
    void refusesBrokenAnswers() {
        QFETCH(QByteArray, body);
        QVERIFY(!parseIdentitiesAnswer(body));
    }
    void frameLengths() {
        QCOMPARE(frameLength(QByteArray("\0\0\0\5", 4)), 5);
        QCOMPARE(frameLength(QByteArray("\0\0\0\0", 4)), 0);
        QCOMPARE(frameLength(QByteArray("\0\4\0\0", 4)), kAgentMessageLimit);
        QCOMPARE(frameLength(QByteArray("\0\4\0\1", 4)), 0);
        QCOMPARE(frameLength(QByteArray("\xff\xff\xff\xff", 4)), 0);
        QCOMPARE(signRequestKey(signRequest(kRsa)), kRsa);
        QVERIFY(signRequestKey(QByteArray("\x0d\0\0\0\x09x", 6)).isEmpty());
        QVERIFY(signRequestKey(failureBody()).isEmpty());
    }
    void listsKeys() {
        FakeAgent agent;
        PollWaiter waiter;
        waiter.meanwhile = [&] {
            if (!agent.connection.isOpen() && agent.accept() &&
                readFrame(agent.connection.get()) == requestIdentities())
                QVERIFY(sendFrame(agent.connection.get(), identitiesAnswer({{kEd25519, "a\x1b[2Jb"},
                                                                            {"junk", "no key"},
                                                                            {kTouch, "token"},
                                                                            {kCert, "signed"}})));
        };
        const auto keys = listAgentKeys(agent.path, waiter, in(5s));
        QVERIFY2(keys, qPrintable(keys ? QString() : keys.error().detail));
        QCOMPARE(keys->size(), 3);
        QCOMPARE(keys->at(0), (AgentKey{kEd25519, u"a?[2Jb"_s, u"ssh-ed25519"_s, false, false}));
        QVERIFY(keys->at(1).needsTouch && !keys->at(1).isCertificate);
        QVERIFY(keys->at(2).isCertificate && !keys->at(2).needsTouch);
    }
    void agentsThatAreNone() {
        PollWaiter waiter;
        const QTemporaryDir folder;
        const auto missing = listAgentKeys(folder.filePath(u"none"_s), waiter, in(5s));
        QCOMPARE(missing.error().code, Errc::AgentUnavailable);
        QCOMPARE(listAgentKeys(u"/tmp/"_s + QString(200, u'x'), waiter, in(5s)).error().code,
                 Errc::AgentUnavailable);
        FakeAgent hung;
        QCOMPARE(listAgentKeys(hung.path, waiter, in(5ms)).error().code, Errc::AgentUnavailable);
        FakeAgent stranger;
        waiter.meanwhile = [&] {
            if (!stranger.connection.isOpen() && stranger.accept())
                (void)!::write(stranger.connection.get(), "SSH-2.0-x\r\n", 11);
        };
        const auto none = listAgentKeys(stranger.path, waiter, in(5s));
        QVERIFY(none.error().detail.contains(u"is no SSH agent"_s));
        PollWaiter stopping;
        stopping.cancelAfter = 0;
        QCOMPARE(listAgentKeys(hung.path, stopping, in(5s)).error().code, Errc::Cancelled);
    }
    void relayShowsOnlyAllowedKeysInTheirOrder() {
        RelayFixture with(QList<QByteArray>{kTouch, kEd25519, kCert});
        QVERIFY(sendFrame(with.client.get(), requestIdentities()));
        QCOMPARE(readFrame(with.agent.connection.get()), requestIdentities());
        QVERIFY(sendFrame(with.agent.connection.get(),
                          identitiesAnswer({{kRsa, "r"}, {kEd25519, "e"}, {kTouch, "t"}})));
        QCOMPARE(readFrame(with.client.get()), identitiesAnswer({{kTouch, "t"}, {kEd25519, "e"}}));
    }
    void relaySignsOnlyWithAllowedKeys() {
        RelayFixture with(QList<QByteArray>{kEd25519});
        QVERIFY(sendFrame(with.client.get(), signRequest(kRsa)));
        QCOMPARE(readFrame(with.client.get()), failureBody());
        QVERIFY(sendFrame(with.client.get(), signRequest(kEd25519)));
        QCOMPARE(readFrame(with.agent.connection.get()), signRequest(kEd25519));
        QVERIFY(sendFrame(with.agent.connection.get(), "\x0esignature"));
        QCOMPARE(readFrame(with.client.get()), QByteArray("\x0esignature"));
    }
    void relayPassesNothingElse() {
        RelayFixture with(std::nullopt);
        QVERIFY(sendFrame(with.client.get(), QByteArray(1, '\x13'))); // remove all identities
        QCOMPARE(readFrame(with.client.get()), failureBody());
        QVERIFY(sendFrame(with.client.get(), requestIdentities()));
        QCOMPARE(readFrame(with.agent.connection.get()), requestIdentities());
    }
    void relayEndsOnOversizedRequests() {
        RelayFixture with(std::nullopt);
        QCOMPARE(::write(with.client.get(), "\xff\xff\xff\xff", 4), ssize_t(4));
        QVERIFY(readFrame(with.client.get()).isEmpty());
    }
    void slowAgentIsARefusalAndNeverAnswersLater() {
        RelayFixture with(std::nullopt, 5ms);
        QVERIFY(sendFrame(with.client.get(), signRequest(kRsa)));
        QCOMPARE(readFrame(with.client.get()), failureBody());
        QCOMPARE(readFrame(with.agent.connection.get()), signRequest(kRsa));
        QVERIFY(readFrame(with.agent.connection.get()).isEmpty()); // hung up
        QVERIFY(sendFrame(with.client.get(), requestIdentities()));
        QVERIFY(with.agent.accept()); // and came back
    }
    void cancelEndsAPendingRequest() {
        RelayFixture with(std::nullopt);
        QVERIFY(sendFrame(with.client.get(), signRequest(kRsa)));
        QCOMPARE(readFrame(with.agent.connection.get()), signRequest(kRsa));
        with.relay->cancel();
        QVERIFY(readFrame(with.client.get()).isEmpty());
        with.relay.reset(); // joins although the agent never answered
    }
    void relayNeedsAnAgent() {
        const QTemporaryDir folder;
        const auto none = AgentRelay::start({folder.filePath(u"none"_s), {}, 1s});
        QCOMPARE(none.error().code, Errc::AgentUnavailable);
    }
    void realAgent() {
        for (const QString &tool : {u"ssh-agent"_s, u"ssh-add"_s, u"ssh-keygen"_s}) {
            if (QStandardPaths::findExecutable(tool).isEmpty())
                QSKIP("OpenSSH's tools are not here");
        }
        const QTemporaryDir folder;
        const QString socket = folder.filePath(u"agent"_s);
        const QString key = folder.filePath(u"key"_s);
        QProcess agent;
        agent.start(u"ssh-agent"_s, {u"-D"_s, u"-a"_s, socket});
        QTRY_VERIFY(connectToAgent(socket).has_value());
        QCOMPARE(QProcess::execute(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s,
                                                     QString(), u"-C"_s, u"me"_s, u"-f"_s, key}),
                 0);
        QProcess add;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SSH_AUTH_SOCK"_s, socket);
        add.setProcessEnvironment(environment);
        add.start(u"ssh-add"_s, {u"-q"_s, key});
        QVERIFY(add.waitForFinished() && add.exitCode() == 0);
        PollWaiter waiter;
        const auto keys = listAgentKeys(socket, waiter, in(5s));
        QVERIFY(keys);
        QCOMPARE(keys->size(), 1);
        QCOMPARE(keys->front().type, u"ssh-ed25519"_s);
        QCOMPARE(keys->front().comment, u"me"_s);
        const auto relay = AgentRelay::start({socket, QList<QByteArray>{keys->front().blob}, 5s});
        const UniqueFd client = (*relay)->takeClientEnd();
        QVERIFY(sendFrame(client.get(), signRequest(keys->front().blob)));
        QCOMPARE(readFrame(client.get()).front(), '\x0e');
        agent.kill();
        agent.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(TestAgent)
#include "tst_agent.moc"
