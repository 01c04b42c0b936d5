// Saved hosts and forwards, kept open by `fairlead-cli run`.
#include "support/net.h"
#include "support/raw_server.h"
#include "support/sshd_fixture.h"
#include "support/traffic.h"
#include "support/tunnel.h"
#include "support/verify.h"

#include <QtCore/QDir>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

class TestSaved : public QObject {
    Q_OBJECT
    Sandbox m_box;
    std::unique_ptr<Sshd> m_sshd;

    [[nodiscard]] QString hostTable(const QString &name, const QString &key,
                                    const QString &more = {}) const {
        return u"[[host]]\nname = \"%1\"\naddress = \"127.0.0.1\"\nport = %2\nuser = \"%3\"\n"
               "identity_files = [\"%4\"]\nidentities_only = true\nidentity_agent = \"none\"\n"
               "host_key_policy = \"yes\"\nuser_known_hosts_files = [\"%5\"]\n%6\n"_s.arg(name)
                   .arg(m_sshd->port())
                   .arg(Sshd::user(), key, m_sshd->knownHosts(), more);
    }
    [[nodiscard]] static QString forwardTable(const QString &name, const QString &host,
                                              quint16 target) {
        return u"[[forward]]\nname = \"%1\"\nkind = \"local\"\nhost = \"%2\"\n"
               "listen_address = \"127.0.0.1\"\nlisten_port = 0\n"
               "target_host = \"127.0.0.1\"\ntarget_port = %3\n\n"_s.arg(name, host)
                   .arg(target);
    }
    QString save(const QString &text) {
        const QString folder = m_box.freshPath(u"config"_s);
        if (!QDir().mkpath(folder))
            qFatal("no folder");
        m_box.write(folder + u"/profiles.toml"_s, (u"version = 1\n\n"_s + text).toUtf8());
        return folder;
    }
    std::unique_ptr<Process> run(const QString &folder, const QStringList &arguments) {
        return std::make_unique<Process>(
            m_box, ProcessSetup{clientProgram(Client::Fairlead),
                                QStringList{u"--config-dir"_s, folder, u"run"_s} + arguments});
    }
    static quint16 portTo(const Process &process, quint16 target) {
        for (const Ready &ready : readyLines(process.out()))
            if (ready.target == u"127.0.0.1:%1"_s.arg(target))
                return ready.listen.section(u':', -1).toUShort();
        return 0;
    }

private Q_SLOTS:
    void initTestCase() {
        SKIP_IF(Sshd::missing());
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh saves nothing");
        m_sshd = std::make_unique<Sshd>(m_box);
    }

    void throughAProxy_data() {
        QTest::addColumn<QString>("kind");
        QTest::newRow("SOCKS5") << u"socks5"_s;
        QTest::newRow("HTTP CONNECT") << u"http"_s;
    }
    void throughAProxy() {
        QFETCH(QString, kind);
        ProxyLog log;
        const RawServer proxy(kind == u"http" ? serveHttpConnect(log) : serveSocks5(log));
        const Listener target = Listener::tcp();
        const QString folder = save(
            hostTable(
                u"server"_s, m_sshd->key(),
                u"proxy = \"%1\"\nproxy_host = \"127.0.0.1\"\nproxy_port = %2\n"_s.arg(kind).arg(
                    proxy.port())) +
            forwardTable(u"web"_s, u"server"_s, target.port()));
        const auto process = run(folder, {u"web"_s});
        QVERIFY2(process->waitForText(u"^ready "_s), process->output().constData());
        const Pair pair = connectThrough(portTo(*process, target.port()), target);
        QVERIFY2(pair.isOpen(), process->output().constData());
        VERIFY_FINE(exchange(pair.near.get(), pair.far.get(), bulkSize() / 4));
        const std::lock_guard lock(log.mutex);
        QVERIFY(!log.asked.empty());
        QVERIFY(log.asked.front().endsWith(':' + QByteArray::number(m_sshd->port())));
    }

    void proxyThatRefuses_data() { throughAProxy_data(); }
    void proxyThatRefuses() {
        QFETCH(QString, kind);
        const RawServer proxy([kind](int fd) {
            (void)receive(fd, 3);
            (void)sendAll(fd, kind == u"http" ? QByteArray("HTTP/1.1 403 Forbidden\r\n\r\n")
                                              : QByteArray("\x05\xff", 2));
        });
        const QString folder = save(
            hostTable(
                u"server"_s, m_sshd->key(),
                u"proxy = \"%1\"\nproxy_host = \"127.0.0.1\"\nproxy_port = %2\n"_s.arg(kind).arg(
                    proxy.port())) +
            forwardTable(u"web"_s, u"server"_s, 9));
        const auto process = run(folder, {u"web"_s});
        QVERIFY2(process->waitForText(u"proxy"_s), process->output().constData());
        QCOMPARE(process->count(u"^ready"_s), 0);
    }

    void aRefusedLoginTouchesNoOtherHost() {
        const Listener target = Listener::tcp();
        const QString stranger = m_box.makeKey(u"stranger"_s);
        const QString folder =
            save(hostTable(u"good"_s, m_sshd->key()) + hostTable(u"bad"_s, stranger) +
                 forwardTable(u"fine"_s, u"good"_s, target.port()) +
                 forwardTable(u"broken"_s, u"bad"_s, 9));
        const auto before = m_sshd->log().count("Connection from");
        const auto process = run(folder, {u"--all"_s});
        QVERIFY2(process->waitForText(u"^ready "_s), process->output().constData());
        QVERIFY2(process->waitForText(u"denied|refused|rejected"_s), process->output().constData());
        const Pair pair = connectThrough(portTo(*process, target.port()), target);
        QVERIFY2(pair.isOpen(), process->output().constData());
        VERIFY_FINE(greet(pair.near.get(), pair.far.get()));
        // The reconnect delay starts at two seconds; a refused login gets none.
        QVERIFY(!waitReadable(pair.near.get(), 4s));
        QCOMPARE(m_sshd->log().count("Connection from"), before + 2);
    }

    void whatIsEditedMeanwhileIsCarriedOut() {
        const Listener first = Listener::tcp();
        const Listener second = Listener::tcp();
        const QString host = hostTable(u"server"_s, m_sshd->key());
        const QString one = forwardTable(u"one"_s, u"server"_s, first.port());
        const QString two = forwardTable(u"two"_s, u"server"_s, second.port());
        const QString folder = save(host + one);
        const QString file = folder + u"/profiles.toml"_s;
        const auto process = run(folder, {u"--all"_s});
        QVERIFY2(process->waitForText(u"^ready "_s), process->output().constData());
        const quint16 port = portTo(*process, first.port());
        // A file that makes no sense changes nothing.
        m_box.write(file, "version = 1\n[[host]]\nname = 7\n");
        QVERIFY2(process->waitForText(u"stay as they are"_s), process->output().constData());
        QVERIFY(connectThrough(port, first).isOpen());
        // Another forward comes and the old one goes.
        m_box.write(file, (u"version = 1\n\n"_s + host + two).toUtf8());
        QVERIFY2(eventually([&] { return portTo(*process, second.port()) != 0; }),
                 process->output().constData());
        const Pair pair = connectThrough(portTo(*process, second.port()), second);
        QVERIFY2(pair.isOpen(), process->output().constData());
        VERIFY_FINE(greet(pair.near.get(), pair.far.get()));
        QVERIFY(eventually([&] { return !connectTcp(port).isOpen(); }));
        QCOMPARE(process->stop(), 0);
    }

    void aBrokenFileIsNamedAndKept() {
        const QByteArray broken = "version = 1\n[[host]]\nname = \"x\"\nport = \"many\"\n";
        const QString folder = m_box.freshPath(u"config"_s);
        QVERIFY(QDir().mkpath(folder));
        const QString file = m_box.write(folder + u"/profiles.toml"_s, broken);
        const auto process = run(folder, {u"--all"_s});
        const auto exit = process->waitForExit();
        QVERIFY2(exit.has_value() && *exit != 0, process->output().constData());
        QVERIFY2(process->count(u"profiles\\.toml:4"_s) > 0, process->output().constData());
        QCOMPARE(m_box.read(file), broken);
    }
};

QTEST_APPLESS_MAIN(TestSaved)
#include "tst_saved.moc"
