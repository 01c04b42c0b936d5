// Ways to the server: jump hosts, proxies, a command, and addresses that do not answer.
#include "support/net.h"
#include "support/sshd_fixture.h"
#include "support/traffic.h"
#include "support/tunnel.h"
#include "support/verify.h"

#include <csignal>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

class TestRoutes : public QObject {
    Q_OBJECT
    Sandbox m_box;
    std::vector<std::unique_ptr<Sshd>> m_servers; // first, second, last

    // One "Host" block per server: each has its own port, key and known_hosts.
    QString writeConfig(const QStringList &more = {}) {
        QString text;
        const QStringList names{u"first"_s, u"second"_s, u"last"_s};
        for (qsizetype i = 0; i < names.size(); ++i) {
            const Sshd &server = *m_servers[size_t(i)];
            text += u"Host %1\n  HostName 127.0.0.1\n  Port %2\n  User %3\n  IdentityFile %4\n"
                    "  UserKnownHostsFile %5\n"_s.arg(names[i])
                        .arg(server.port())
                        .arg(Sshd::user(), server.key(), server.knownHosts());
        }
        text += u"Host *\n  IdentitiesOnly yes\n  IdentityAgent none\n"
                "  GlobalKnownHostsFile /dev/null\n  StrictHostKeyChecking yes\n"_s;
        for (const QString &line : more)
            text += u"  "_s + line + u'\n';
        return m_box.write(m_box.freshPath(u"ssh_config"_s), text.toUtf8());
    }

private Q_SLOTS:
    void initTestCase() {
        SKIP_IF(Sshd::missing());
        for (int i = 0; i < 3; ++i)
            m_servers.push_back(std::make_unique<Sshd>(m_box));
    }

    void aliasFromTheConfigFile() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, {u"-F"_s, writeConfig()});
        tunnel.host(u"last"_s);
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        VERIFY_FINE(greet(pair.near.get(), pair.far.get()));
    }

    void jumpChainOfTwo() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, {u"-F"_s, writeConfig(), u"-J"_s, u"first,second"_s});
        tunnel.host(u"last"_s);
        const int forward = tunnel.localTo(target.port());
        const int back = tunnel.remoteTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        VERIFY_FINE(exchange(pair.near.get(), pair.far.get(), bulkSize(), 120s));
        const Pair other = connectThrough(tunnel.port(back), target);
        VERIFY_SAID(other.isOpen(), tunnel);
        VERIFY_FINE(greet(other.near.get(), other.far.get()));
        for (const auto &server : m_servers)
            QVERIFY2(server->log().contains("Accepted publickey"), server->log().constData());
    }

    void jumpFromTheConfigFile() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, {u"-F"_s, writeConfig(), u"-o"_s, u"ProxyJump=second"_s});
        tunnel.host(u"last"_s);
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        VERIFY_FINE(greet(pair.near.get(), pair.far.get()));
    }

    void everyHopsKeyIsChecked() {
        // The second hop answers with another key than its name is known by.
        Sandbox other;
        const QString wrong = other.makeKey(u"wrong"_s);
        const QByteArray good = m_box.read(m_servers[1]->knownHosts());
        m_box.write(m_servers[1]->knownHosts(), knownHostsLine(m_servers[1]->port(), wrong));
        Tunnel tunnel(m_box, {u"-F"_s, writeConfig(), u"-J"_s, u"first,second"_s});
        tunnel.host(u"last"_s);
        tunnel.localTo(9);
        tunnel.launch();
        const auto exit = tunnel.process().waitForExit(15s);
        m_box.write(m_servers[1]->knownHosts(), good);
        VERIFY_SAID(exit == 255, tunnel);
        VERIFY_SAID(tunnel.process().count(u"chang|mismatch|verification failed"_s) > 0, tunnel);
        if (clientUnderTest() == Client::Fairlead)
            VERIFY_SAID(tunnel.process().count(u"second|%1"_s.arg(m_servers[1]->port())) > 0,
                        tunnel);
    }

    void deadInnerHopIsNamed() {
        const quint16 nobody = freePort();
        Tunnel tunnel(
            m_box, {u"-F"_s, writeConfig(), u"-J"_s, u"first"_s, u"-p"_s, QString::number(nobody)});
        tunnel.host(u"last"_s);
        tunnel.localTo(9);
        tunnel.launch();
        VERIFY_SAID(tunnel.process().waitForText(u"refused"_s, 10s), tunnel);
    }

    void chainComesBackWhenItsFirstHopDied() {
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh does not come back");
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, {u"-F"_s, writeConfig(), u"-J"_s, u"first,second"_s});
        tunnel.host(u"last"_s);
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        m_servers[0]->killSessions();
        const bool back = eventually(
            [&] {
                const Pair pair = connectThrough(tunnel.port(forward), target, 1s);
                return pair.isOpen();
            },
            20s);
        VERIFY_SAID(back, tunnel);
    }

    void proxyCommand() {
        SKIP_IF(findTool(u"nc"_s).isEmpty() ? u"nc is not installed"_s : QString());
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_servers[2]->login());
        tunnel.option(u"ProxyCommand=nc %h %p"_s);
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        VERIFY_FINE(exchange(pair.near.get(), pair.far.get(), bulkSize() / 4));
        const QList<pid_t> helpers = tunnel.process().descendants();
        QVERIFY(!helpers.isEmpty());
        QVERIFY(tunnel.process().stop().has_value());
        QVERIFY(eventually([&] { return ::kill(helpers.first(), 0) != 0; }, 5s));
    }

    void proxyCommandThatFails_data() {
        QTest::addColumn<QString>("command");
        QTest::newRow("ends at once") << u"false"_s;
        QTest::newRow("is not there") << u"/nonexistent/connect %h %p"_s;
        QTest::newRow("talks nonsense") << u"echo hello"_s;
    }
    void proxyCommandThatFails() {
        QFETCH(QString, command);
        Tunnel tunnel(m_box, m_servers[2]->login());
        tunnel.option(u"ProxyCommand="_s + command);
        tunnel.localTo(9);
        tunnel.launch();
        VERIFY_SAID(eventually(
                        [&] {
                            return !tunnel.process().isRunning() ||
                                   tunnel.process().count(u"proxy|retry"_s) > 0;
                        },
                        10s),
                    tunnel);
        VERIFY_SAID(!tunnel.process().output().isEmpty(), tunnel);
    }

    void bindAddress() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_servers[2]->login());
        tunnel.arguments({u"-b"_s, u"127.0.0.77"_s});
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        QVERIFY(connectThrough(tunnel.port(forward), target).isOpen());
        QVERIFY2(m_servers[2]->log().contains("127.0.0.77"), m_servers[2]->log().constData());
    }
};

QTEST_APPLESS_MAIN(TestRoutes)
#include "tst_routes.moc"
