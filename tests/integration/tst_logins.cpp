// Every way to log in, and every way to fail at it.
#include "support/login_server.h"
#include "support/net.h"
#include "support/sshd_fixture.h"
#include "support/tunnel.h"
#include "support/verify.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <csignal>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

namespace {

// What a test changes in Sshd::login(): everything after -i is looked at by the program in order.
QStringList withoutKey(QStringList login) {
    const auto at = login.indexOf(u"-i"_s);
    login.remove(at, 2);
    return login;
}

QStringList withKey(const QStringList &login, const QString &key) {
    return withoutKey(login) + QStringList{u"-i"_s, key};
}

QStringList withAgent(const QStringList &login, const QString &socket) {
    QStringList result = withoutKey(login);
    result.replaceInStrings(u"IdentityAgent=none"_s, u"IdentityAgent="_s + socket);
    result.replaceInStrings(u"IdentitiesOnly=yes"_s, u"IdentitiesOnly=no"_s);
    return result;
}

} // namespace

class TestLogins : public QObject {
    Q_OBJECT
    Sandbox m_box;
    std::unique_ptr<Sshd> m_sshd;

    // Logs in and moves a few bytes: through sshd to a target here.
    void works(Tunnel &tunnel) {
        const Listener target = Listener::tcp();
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        QVERIFY(sendAll(pair.near.get(), "hello"));
        QCOMPARE(receive(pair.far.get(), 5), QByteArray("hello"));
    }

    // The login server echoes.
    void echoes(Tunnel &tunnel) {
        const int forward = tunnel.localTo(7);
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(forward));
        QVERIFY(sendAll(client.get(), "hello"));
        QCOMPARE(receive(client.get(), 5), QByteArray("hello"));
    }

    // Ends by itself, at once, with ssh's exit code: a refused login is never tried again.
    void isRefused(Tunnel &tunnel, const QString &words) {
        tunnel.localTo(9);
        tunnel.launch();
        const auto exit = tunnel.process().waitForExit(10s);
        VERIFY_SAID(exit == 255, tunnel);
        VERIFY_SAID(tunnel.process().count(words) > 0, tunnel);
        VERIFY_SAID(tunnel.process().count(u"^ready"_s) == 0, tunnel);
    }

    QString startAgent(std::unique_ptr<Process> &agent, const QStringList &keys) {
        const QString socket = m_box.freshPath(u"agent"_s);
        agent = std::make_unique<Process>(m_box,
                                          ProcessSetup{u"ssh-agent"_s, {u"-D"_s, u"-a"_s, socket}});
        if (!eventually([&] { return connectUnix(socket).isOpen(); }))
            qFatal("no agent");
        qputenv("SSH_AUTH_SOCK", socket.toLocal8Bit());
        for (const QString &key : keys)
            runTool(u"ssh-add"_s, {u"-q"_s, key});
        qunsetenv("SSH_AUTH_SOCK");
        return socket;
    }

    void allow(const QByteArray &line) {
        m_box.write(m_sshd->authorizedKeysPath(),
                    m_box.read(m_sshd->authorizedKeysPath()) + line + '\n');
    }

private Q_SLOTS:
    void initTestCase() {
        SKIP_IF(Sshd::missing());
        m_sshd = std::make_unique<Sshd>(m_box);
    }

    void keyFiles_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QString>("passphrase");
        QTest::newRow("ed25519") << u"ed25519"_s << QStringList() << QString();
        QTest::newRow("ecdsa 256") << u"ecdsa"_s << QStringList() << QString();
        QTest::newRow("ecdsa 384") << u"ecdsa"_s << QStringList{u"-b"_s, u"384"_s} << QString();
        QTest::newRow("rsa") << u"rsa"_s << QStringList() << QString();
        QTest::newRow("rsa, PEM") << u"rsa"_s << QStringList{u"-m"_s, u"PEM"_s} << QString();
        QTest::newRow("ecdsa, PEM") << u"ecdsa"_s << QStringList{u"-m"_s, u"PEM"_s} << QString();
        QTest::newRow("rsa, PKCS8") << u"rsa"_s << QStringList{u"-m"_s, u"PKCS8"_s} << QString();
        QTest::newRow("ed25519, encrypted") << u"ed25519"_s << QStringList() << u"open sesame"_s;
        QTest::newRow("rsa, PEM, encrypted")
            << u"rsa"_s << QStringList{u"-m"_s, u"PEM"_s} << u"open sesame"_s;
    }
    void keyFiles() {
        QFETCH(QString, type);
        QFETCH(QStringList, more);
        QFETCH(QString, passphrase);
        const QString key =
            m_box.makeKey(QFileInfo(m_box.freshPath(u"key"_s)).fileName(), type, passphrase, more);
        allow(Sandbox::publicKey(key));
        Tunnel tunnel(m_box, withKey(m_sshd->login(), key));
        if (!passphrase.isEmpty())
            tunnel.askpass({{u"passphrase"_s, passphrase}});
        works(tunnel);
    }

    void wrongPassphrase() {
        const QString key = m_box.makeKey(u"locked"_s, u"ed25519"_s, u"right"_s);
        allow(Sandbox::publicKey(key));
        Tunnel tunnel(m_box, withKey(m_sshd->login(), key));
        tunnel.askpass({{u"passphrase"_s, u"wrong"_s}});
        isRefused(tunnel, u"passphrase|denied|refused"_s);
    }

    void wrongKey() {
        const QString key = m_box.makeKey(u"stranger"_s);
        Tunnel tunnel(m_box, withKey(m_sshd->login(), key));
        const auto before = m_sshd->log().count("Connection from");
        isRefused(tunnel, u"denied|refused"_s);
        // Not tried again, and the server's offer is told.
        QCOMPARE(m_sshd->log().count("Connection from"), before + 1);
        VERIFY_SAID(tunnel.process().count(u"publickey"_s) > 0, tunnel);
    }

    void missingKeyFile() {
        Tunnel tunnel(m_box, withKey(m_sshd->login(), m_box.path(u"no-such-key"_s)));
        isRefused(tunnel, u"no-such-key"_s);
    }

    void keyFileFullOfNoise() {
        const QString key = m_box.write(u"noise"_s, QByteArray(3000, '\xa5'));
        Tunnel tunnel(m_box, withKey(m_sshd->login(), key));
        isRefused(tunnel, u"noise"_s);
    }

    void agent() {
        const QString key = m_box.makeKey(u"in-agent"_s);
        allow(Sandbox::publicKey(key));
        std::unique_ptr<Process> agent;
        const QString socket = startAgent(agent, {key});
        Tunnel tunnel(m_box, withAgent(m_sshd->login(), socket));
        works(tunnel);
    }

    void agentFromTheEnvironment() {
        const QString key = m_box.makeKey(u"in-env-agent"_s);
        allow(Sandbox::publicKey(key));
        std::unique_ptr<Process> agent;
        const QString socket = startAgent(agent, {key});
        QStringList login = withAgent(m_sshd->login(), socket);
        const auto at = login.indexOf(u"IdentityAgent="_s + socket);
        login.remove(at - 1, 2);
        Tunnel tunnel(m_box, login);
        tunnel.environment(u"SSH_AUTH_SOCK"_s, socket);
        works(tunnel);
    }

    void agentThatIsGone() {
        Tunnel tunnel(m_box, withAgent(m_sshd->login(), m_box.path(u"no-agent"_s)));
        isRefused(tunnel, u"denied|refused|agent"_s);
    }

    void agentThatDoesNotAnswer() {
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh waits for ever");
        const QString key = m_box.makeKey(u"in-deaf-agent"_s);
        allow(Sandbox::publicKey(key));
        std::unique_ptr<Process> agent;
        const QString socket = startAgent(agent, {key});
        agent->signal(SIGSTOP);
        Tunnel tunnel(m_box, withAgent(m_sshd->login(), socket));
        tunnel.localTo(9);
        tunnel.launch();
        // It still waits, and can be stopped.
        std::this_thread::sleep_for(1s);
        VERIFY_SAID(tunnel.process().isRunning(), tunnel);
        const auto exit = tunnel.process().stop(5s);
        agent->signal(SIGCONT);
        VERIFY_SAID(exit == 0, tunnel);
    }

    void oneOfNineAgentKeysWithinThreeTries() {
        QStringList keys;
        for (int i = 0; i < 9; ++i)
            keys << m_box.makeKey(u"many%1"_s.arg(i));
        const Sshd strict(m_box, {.options = {u"MaxAuthTries 3"_s},
                                  .authorizedKeys = Sandbox::publicKey(keys[7]) + '\n'});
        std::unique_ptr<Process> agent;
        const QString socket = startAgent(agent, keys);
        QStringList login = withAgent(strict.login(), socket);
        login.replaceInStrings(u"IdentitiesOnly=no"_s, u"IdentitiesOnly=yes"_s);
        // Only the public half is a file: the agent has the rest.
        QFile::remove(keys[7]);
        Tunnel tunnel(m_box, login + QStringList{u"-o"_s, u"IdentityFile="_s + keys[7]});
        works(tunnel);
    }

    void certificates_data() {
        QTest::addColumn<QString>("type");
        QTest::newRow("ed25519") << u"ed25519"_s;
        QTest::newRow("rsa") << u"rsa"_s;
    }
    void certificates() {
        QFETCH(QString, type);
        const QString authority = m_box.makeKey(u"ca-"_s + type);
        const QString key = m_box.makeKey(u"certified-"_s + type, type);
        m_box.certify(key, authority, {u"-n"_s, Sshd::user()});
        const Sshd sshd(m_box, {.options = {u"TrustedUserCAKeys %1.pub"_s.arg(authority)}});
        Tunnel tunnel(m_box, withKey(sshd.login(), key));
        works(tunnel);
        QVERIFY2(sshd.log().contains("CERT"), sshd.log().constData());
    }

    void expiredCertificate() {
        const QString authority = m_box.makeKey(u"old-ca"_s);
        const QString key = m_box.makeKey(u"expired"_s);
        m_box.certify(key, authority, {u"-n"_s, Sshd::user(), u"-V"_s, u"-2d:-1d"_s});
        const Sshd sshd(m_box, {.options = {u"TrustedUserCAKeys %1.pub"_s.arg(authority)}});
        Tunnel tunnel(m_box, withKey(sshd.login(), key));
        isRefused(tunnel, u"denied|refused|expired"_s);
    }

    void password() {
        const LoginServer server(m_box, {u"password:s3cret pass"_s});
        Tunnel tunnel(m_box, server.login());
        tunnel.askpass({{u"assword"_s, u"s3cret pass"_s}});
        echoes(tunnel);
        QCOMPARE(tunnel.prompts().count('\n'), 1);
    }

    void wrongPassword() {
        const LoginServer server(m_box, {u"password:right"_s});
        Tunnel tunnel(m_box, server.login());
        tunnel.option(u"NumberOfPasswordPrompts=2"_s);
        tunnel.askpass({{u"assword"_s, u"wrong"_s}});
        isRefused(tunnel, u"denied|refused|not accept|wrong"_s);
        QCOMPARE(server.log().count("password refused"), 2);
    }

    void passwordWithoutAnybodyToAsk() {
        const LoginServer server(m_box, {u"password:right"_s});
        Tunnel tunnel(m_box, server.login());
        isRefused(tunnel, u"password"_s);
        if (clientUnderTest() == Client::Fairlead) // ssh sends empty ones
            QCOMPARE(server.log().count("password"), 0);
    }

    void passwordOnATerminal() {
        const LoginServer server(m_box, {u"password:typed by hand"_s});
        Tunnel tunnel(m_box, server.login());
        tunnel.onTerminal();
        const int forward = tunnel.localTo(7);
        Process &process = tunnel.launch();
        VERIFY_SAID(
            eventually([&] {
                return (process.screen() + process.output()).toLower().contains("password:");
            }),
            tunnel);
        process.type("typed by hand\n");
        VERIFY_SAID(tunnel.waitReady(), tunnel);
        QVERIFY(tunnel.port(forward) != 0);
        QVERIFY(!process.screen().contains("typed by hand")); // no echo
    }

    void questionsAndAnswers() {
        const LoginServer server(m_box, {u"kbdint:Name of the dog?=Rex;Code:=123456"_s});
        Tunnel tunnel(m_box, server.login());
        tunnel.askpass({{u"dog"_s, u"Rex"_s}, {u"Code"_s, u"123456"_s}});
        echoes(tunnel);
    }

    void questionsInTwoRoundsAndAnEmptyOne() {
        const LoginServer server(m_box, {u"kbdint:Password:=first||Code:=second"_s});
        Tunnel tunnel(m_box, server.login());
        tunnel.askpass({{u"Password"_s, u"first"_s}, {u"Code"_s, u"second"_s}});
        echoes(tunnel);
    }

    void wrongCode() {
        const LoginServer server(m_box, {u"kbdint:Code:=123456"_s});
        Tunnel tunnel(m_box, server.login());
        tunnel.option(u"NumberOfPasswordPrompts=1"_s);
        tunnel.askpass({{u"Code"_s, u"654321"_s}});
        isRefused(tunnel, u"denied|refused|not accept|wrong"_s);
    }

    void severalMethodsInARow_data() {
        QTest::addColumn<QStringList>("steps");
        QTest::newRow("key, then password") << QStringList{u"publickey"_s, u"password:second"_s};
        QTest::newRow("key, then code") << QStringList{u"publickey"_s, u"kbdint:Code:=second"_s};
        QTest::newRow("password, then code")
            << QStringList{u"password:second"_s, u"kbdint:Code:=second"_s};
    }
    void severalMethodsInARow() {
        QFETCH(QStringList, steps);
        const LoginServer server(m_box, steps);
        Tunnel tunnel(m_box, server.login());
        tunnel.arguments({u"-i"_s, m_sshd->key()});
        tunnel.askpass({{u"assword"_s, u"second"_s}, {u"Code"_s, u"second"_s}});
        echoes(tunnel);
    }

    void twoKeysInARow() {
        const QString second = m_box.makeKey(u"second"_s);
        const Sshd sshd(m_box, {.options = {u"AuthenticationMethods publickey,publickey"_s},
                                .authorizedKeys = Sandbox::publicKey(second) + '\n'});
        Tunnel tunnel(m_box, sshd.login());
        tunnel.arguments({u"-i"_s, second});
        works(tunnel);
    }

    void secondMethodThatFails() {
        const LoginServer server(m_box, {u"publickey"_s, u"password:right"_s});
        Tunnel tunnel(m_box, server.login());
        tunnel.arguments({u"-i"_s, m_sshd->key()});
        tunnel.option(u"NumberOfPasswordPrompts=1"_s);
        tunnel.askpass({{u"assword"_s, u"wrong"_s}});
        isRefused(tunnel, u"denied|refused|not accept|wrong"_s);
    }

    void batchModeAsksNobody() {
        const LoginServer server(m_box, {u"password:right"_s});
        Tunnel tunnel(m_box, server.login());
        tunnel.option(u"BatchMode=yes"_s);
        tunnel.askpass({{u"assword"_s, u"right"_s}});
        isRefused(tunnel, u"denied|refused|password"_s);
        QVERIFY(tunnel.prompts().isEmpty());
    }

    void secretsStayOutOfSight() {
        const QByteArray secret("Tr0ub4dor-and-3");
        const LoginServer server(m_box, {u"password:"_s + QString::fromLatin1(secret)});
        Tunnel tunnel(m_box, server.login());
        tunnel.arguments({u"-v"_s});
        tunnel.askpass({{u"assword"_s, QString::fromLatin1(secret)}});
        const int forward = tunnel.localTo(7);
        VERIFY_SAID(tunnel.start(), tunnel);
        QVERIFY(tunnel.port(forward) != 0);
        QVERIFY(!tunnel.process().output().contains(secret));
        QList<pid_t> pids = tunnel.process().descendants();
        pids << tunnel.process().pid();
        for (const pid_t pid : pids)
            for (const QString &file : {u"cmdline"_s, u"environ"_s})
                QVERIFY(!m_box.read(u"/proc/%1/%2"_s.arg(pid).arg(file)).contains(secret));
    }
};

QTEST_APPLESS_MAIN(TestLogins)
#include "tst_logins.moc"
