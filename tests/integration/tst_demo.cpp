// The demo as a newcomer runs it, and as somebody runs it who wants more of its servers than they
// give.
#include "support/net.h"
#include "support/process.h"
#include "support/tunnel.h"
#include "support/verify.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <csignal>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

namespace {

QStringList entries(const QString &folder) {
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System |
                                  QDir::NoDotAndDotDot);
}

bool isAlive(pid_t pid) { return QFileInfo::exists(u"/proc/%1"_s.arg(pid)); }

// fairlead-demo on its own, with its input held open.
class Servers {
public:
    explicit Servers(const QString &temporary) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TMPDIR"_s, temporary);
        m_process.setProcessEnvironment(environment);
        const QDir beside = QFileInfo(clientProgram(Client::Fairlead)).dir();
        m_process.start(beside.filePath(u"fairlead-demo"_s), QStringList());
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(10'000))
                qFatal("fairlead-demo does not start");
        m_ready = QJsonDocument::fromJson(m_process.readLine()).object();
    }
    ~Servers() {
        m_process.closeWriteChannel();
        m_process.waitForFinished(10'000);
    }
    Servers(const Servers &) = delete;
    Servers &operator=(const Servers &) = delete;

    [[nodiscard]] QString text(const QString &member) const {
        return m_ready.value(member).toString();
    }
    [[nodiscard]] int port(int host) const {
        return m_ready.value(u"hosts"_s).toArray().at(host).toObject().value(u"port"_s).toInt();
    }
    [[nodiscard]] int pagePort() const { return m_ready.value(u"page_port"_s).toInt(); }
    [[nodiscard]] QStringList login(int host, const QString &key) const {
        return {u"-F"_s, u"none"_s,
                u"-p"_s, QString::number(port(host)),
                u"-l"_s, text(u"user"_s),
                u"-i"_s, key,
                u"-o"_s, u"IdentitiesOnly=yes"_s,
                u"-o"_s, u"IdentityAgent=none"_s,
                u"-o"_s, u"UserKnownHostsFile="_s + text(u"known_hosts"_s),
                u"-o"_s, u"GlobalKnownHostsFile=/dev/null"_s,
                u"-o"_s, u"StrictHostKeyChecking=yes"_s};
    }
    QProcess &process() { return m_process; }

private:
    QProcess m_process;
    QJsonObject m_ready;
};

QByteArray get(quint16 port) {
    const UniqueFd fd = connectTcp(port);
    (void)sendAll(fd.get(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    return receiveAll(fd.get());
}

} // namespace

class TestDemo : public QObject {
    Q_OBJECT
    Sandbox m_box;

    QString freshFolder(const QString &stem) {
        const QString folder = m_box.freshPath(stem);
        if (!QDir().mkpath(folder))
            qFatal("no folder");
        return folder;
    }
    // In a home and a temporary folder of its own, without a display.
    std::unique_ptr<Process> run(const QStringList &arguments, const QString &home,
                                 const QString &temporary) {
        return std::make_unique<Process>(m_box,
                                         ProcessSetup{.program = clientProgram(Client::Fairlead),
                                                      .arguments = arguments,
                                                      .environment = {{u"HOME"_s, home},
                                                                      {u"XDG_CONFIG_HOME"_s, {}},
                                                                      {u"TMPDIR"_s, temporary},
                                                                      {u"LC_ALL"_s, u"C.UTF-8"_s},
                                                                      {u"SSH_AUTH_SOCK"_s, {}},
                                                                      {u"DISPLAY"_s, {}},
                                                                      {u"WAYLAND_DISPLAY"_s, {}}}});
    }

private Q_SLOTS:
    void initTestCase() {
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh has no demo");
    }

    void aNewcomerSeesEveryKindAtWork() {
        const QString home = freshFolder(u"home"_s);
        const QString temporary = freshFolder(u"tmp"_s);
        const auto demo = run({u"demo"_s}, home, temporary);
        const auto exit = demo->waitForExit(40s);
        QVERIFY2(exit == 0, demo->output().constData());
        for (const char *kind : {"local", "remote", "dynamic"})
            QVERIFY2(demo->count(u"^%1 .* 2\\.0 MB .*every byte came back$"_s.arg(
                         QLatin1StringView(kind))) > 0,
                     demo->output().constData());
        QVERIFY2(demo->count(u"harbour > island > wiki\\.demo:80"_s) == 1,
                 demo->output().constData());
        QCOMPARE(demo->err(), QByteArray());
        QCOMPARE(entries(home), QStringList());
        QCOMPARE(entries(temporary), QStringList());
    }

    void scriptsGetAnEventEach() {
        const auto demo =
            run({u"--json"_s, u"demo"_s}, freshFolder(u"home"_s), freshFolder(u"tmp"_s));
        QVERIFY2(demo->waitForExit(40s) == 0, demo->output().constData());
        const QList<QByteArray> lines = demo->out().trimmed().split('\n');
        QCOMPARE(lines.size(), 4);
        for (const QByteArray &line : lines) {
            const QJsonObject event = QJsonDocument::fromJson(line).object();
            QCOMPARE(event.value(u"event"_s).toString(), u"carried"_s);
            QVERIFY(event.value(u"good"_s).toBool());
        }
    }

    void itEndsWithItsStarter_data() {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("exit");
        QTest::newRow("Ctrl-C") << SIGINT << 0;
        QTest::newRow("killed") << SIGKILL << 128 + SIGKILL;
    }
    void itEndsWithItsStarter() {
        QFETCH(int, number);
        QFETCH(int, exit);
        const QString temporary = freshFolder(u"tmp"_s);
        const auto demo = run({u"demo"_s, u"--keep"_s}, freshFolder(u"home"_s), temporary);
        QVERIFY2(demo->waitForText(u"http://127"_s, 40s), demo->output().constData());
        const QList<pid_t> servers = demo->descendants();
        QCOMPARE(servers.size(), 1);
        const QFileInfo folder(QDir(temporary).filePath(entries(temporary).value(0)));
        QCOMPARE(folder.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther),
                 QFile::Permissions());
        demo->signal(number);
        QCOMPARE(demo->waitForExit(), std::optional(exit));
        QVERIFY(eventually([&] { return !isAlive(servers.first()); }));
        QCOMPARE(entries(temporary), QStringList());
    }

    void aServerGoesNowhereElse() {
        Servers servers(freshFolder(u"tmp"_s));
        const Listener stranger = Listener::tcp();
        Tunnel tunnel(m_box, servers.login(0, servers.text(u"key"_s)), Client::Fairlead);
        const int web = tunnel.local(u"web.demo:80"_s);
        const int other = tunnel.localTo(stranger.port());
        const int inner = tunnel.local(u"wiki.demo:80"_s); // island's, not harbour's
        const int direct = tunnel.localTo(quint16(servers.pagePort()));
        VERIFY_SAID(tunnel.start(), tunnel);
        QVERIFY(get(tunnel.port(web)).contains("Hello from web.demo"));
        for (const int refused : {other, inner, direct})
            QCOMPARE(get(tunnel.port(refused)), QByteArray());
        QVERIFY(!stranger.accept(100ms).isOpen());
        VERIFY_SAID(tunnel.process().count(u"prohibited|does not allow"_s) > 0, tunnel);
        QVERIFY(get(tunnel.port(web)).contains("Hello from web.demo"));
    }

    void aServerListensOnLoopbackOnly() {
        Servers servers(freshFolder(u"tmp"_s));
        const QString page = u"127.0.0.1:%1"_s.arg(servers.pagePort());
        Tunnel fine(m_box, servers.login(2, servers.text(u"key"_s)), Client::Fairlead);
        const int own = fine.remote(page);
        VERIFY_SAID(fine.start(), fine);
        QVERIFY(get(fine.port(own)).contains("A page of this machine"));
        Tunnel greedy(m_box, servers.login(2, servers.text(u"key"_s)), Client::Fairlead);
        greedy.remote(page, u"0.0.0.0:0"_s);
        Process &process = greedy.launch();
        VERIFY_SAID(process.waitForText(u"did not open the port: 0\\.0\\.0\\.0"_s), greedy);
        QCOMPARE(process.count(u"^ready"_s), 0);
    }

    void noOtherKeyLogsIn() {
        Servers servers(freshFolder(u"tmp"_s));
        Tunnel tunnel(m_box, servers.login(0, m_box.makeKey(u"stranger"_s)), Client::Fairlead);
        tunnel.local(u"web.demo:80"_s);
        Process &process = tunnel.launch();
        VERIFY_SAID(process.waitForExit() == 255, tunnel);
        QCOMPARE(process.count(u"^ready"_s), 0);
    }

    void noOtherUserLogsIn() {
        Servers servers(freshFolder(u"tmp"_s));
        QStringList login = servers.login(0, servers.text(u"key"_s));
        login.replace(login.indexOf(u"-l"_s) + 1, u"root"_s);
        Tunnel tunnel(m_box, login, Client::Fairlead);
        tunnel.local(u"web.demo:80"_s);
        VERIFY_SAID(tunnel.launch().waitForExit() == 255, tunnel);
    }

    void itEndsWhenItsInputCloses() {
        const QString temporary = freshFolder(u"tmp"_s);
        Servers servers(temporary);
        QVERIFY(QFileInfo::exists(servers.text(u"key"_s)));
        servers.process().closeWriteChannel();
        QVERIFY(servers.process().waitForFinished(10'000));
        QCOMPARE(servers.process().exitCode(), 0);
        QCOMPARE(entries(temporary), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
