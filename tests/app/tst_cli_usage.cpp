// The real program, given what makes no sense: one sentence that names it, exit code 2 or 1.
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QTcpServer>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;

namespace {

struct Outcome {
    int code = -1;
    QString out;
    QString err;
};

} // namespace

class CliUsageTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;

    Outcome run(const QStringList &arguments) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_home.path());
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        for (const auto &name : {u"SSH_ASKPASS"_s, u"DISPLAY"_s, u"SSH_AUTH_SOCK"_s})
            environment.remove(name);
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(QStringLiteral(FAIRLEAD_CLI_PATH),
                      QStringList{u"--config-dir"_s, m_home.filePath(u"config"_s)} + arguments);
        if (!process.waitForFinished(20000)) {
            process.kill();
            process.waitForFinished();
            return {};
        }
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
                QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

private Q_SLOTS:
    void init() { QFile::remove(m_home.filePath(u"config/profiles.toml"_s)); }

    void badUsage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::newRow("nothing") << QStringList{} << u"No command"_s;
        QTest::newRow("unknown command") << QStringList{u"foward"_s} << u"did you mean 'forward'"_s;
        QTest::newRow("later command") << QStringList{u"map"_s} << u"no command 'map'"_s;
        QTest::newRow("option for a command") << QStringList{u"-L"_s} << u"-L"_s;
        QTest::newRow("config-dir alone") << QStringList{u"--config-dir"_s} << u"--config-dir"_s;
        QTest::newRow("no host") << QStringList{u"forward"_s, u"-L"_s, u"8080:db:80"_s}
                                 << u"host"_s;
        QTest::newRow("no forward") << QStringList{u"forward"_s, u"h"_s} << u"-L, -R or -D"_s;
        QTest::newRow("half a spec")
            << QStringList{u"forward"_s, u"-L"_s, u"8080"_s, u"h"_s} << u"8080"_s;
        QTest::newRow("port too high")
            << QStringList{u"forward"_s, u"-L"_s, u"70000:db:80"_s, u"h"_s} << u"70000"_s;
        QTest::newRow("empty remote")
            << QStringList{u"forward"_s, u"-R"_s, u":"_s, u"h"_s} << u"-R"_s;
        QTest::newRow("unknown -o")
            << QStringList{u"forward"_s, u"-o"_s, u"NoSuch=1"_s, u"-D"_s, u"0"_s, u"h"_s}
            << u"NoSuch"_s;
        QTest::newRow("value missing") << QStringList{u"forward"_s, u"-p"_s} << u"-p"_s;
        QTest::newRow("bad ssh port")
            << QStringList{u"forward"_s, u"-p"_s, u"x"_s, u"-D"_s, u"0"_s, u"h"_s} << u"x"_s;
        QTest::newRow("host like an option")
            << QStringList{u"forward"_s, u"-D"_s, u"0"_s, u"--"_s, u"-oProxyCommand=x"_s}
            << u"-oProxyCommand"_s;
        QTest::newRow("add: kind")
            << QStringList{u"add"_s, u"lokal"_s, u"1:a:1"_s, u"--host"_s, u"h"_s} << u"lokal"_s;
        QTest::newRow("add: no host")
            << QStringList{u"add"_s, u"local"_s, u"1:a:1"_s} << u"--host"_s;
        QTest::newRow("add: spec")
            << QStringList{u"add"_s, u"local"_s, u"1:"_s, u"--host"_s, u"h"_s} << u"1:"_s;
        QTest::newRow("add: option") << QStringList{u"add"_s, u"--hots"_s, u"h"_s} << u"--host"_s;
        QTest::newRow("host: verb") << QStringList{u"host"_s, u"ad"_s} << u"add, edit"_s;
        QTest::newRow("demo: more") << QStringList{u"demo"_s, u"please"_s} << u"nothing more"_s;
        QTest::newRow("profile: name") << QStringList{u"profile"_s, u"add"_s} << u"name"_s;
    }
    void badUsage() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const Outcome outcome = run(arguments);
        QVERIFY2(outcome.code == 2, qPrintable(u"%1: "_s.arg(outcome.code) + outcome.err));
        QVERIFY2(outcome.err.contains(named), qPrintable(outcome.err));
        QCOMPARE(outcome.err.count(u'\n'), 1);
        QVERIFY(outcome.out.isEmpty());
    }

    void everyCommandHasHelp() {
        for (const QString &command :
             {u"forward"_s, u"run"_s, u"add"_s, u"edit"_s, u"remove"_s, u"show"_s, u"list"_s,
              u"host"_s, u"profile"_s, u"demo"_s, u"doctor"_s}) {
            const Outcome outcome = run({command, u"--help"_s});
            QCOMPARE(outcome.code, 0);
            QVERIFY2(outcome.out.startsWith(u"Usage: fairlead-cli "_s + command),
                     qPrintable(outcome.out));
            QVERIFY2(outcome.out.contains("Example"_L1), qPrintable(outcome.out));
        }
    }

    void unknownNamesFail() {
        QCOMPARE(run({u"show"_s, u"db"_s}).code, 1);
        QCOMPARE(run({u"remove"_s, u"db"_s}).code, 1);
        QCOMPARE(run({u"run"_s, u"db"_s}).code, 1);
        const Outcome outcome = run({u"add"_s, u"local"_s, u"1:a:1"_s, u"--host"_s, u"nobody"_s});
        QCOMPARE(outcome.code, 1);
        QVERIFY(outcome.err.contains("nobody"_L1));
    }

    void editingAHostKeepsItsProxy() {
        const auto proxy = [this] {
            const Outcome shown = run({u"--json"_s, u"host"_s, u"show"_s, u"far"_s});
            return QJsonDocument::fromJson(shown.out.toUtf8())
                .object()
                .value(u"proxy"_s)
                .toString();
        };
        const Outcome added = run({u"host"_s, u"add"_s, u"far"_s, u"--proxy"_s,
                                   u"socks5://me@proxy.example:1081"_s, u"far.example"_s});
        QVERIFY2(added.code == 0, qPrintable(added.err));
        QCOMPARE(proxy(), u"socks5://me@proxy.example:1081"_s);
        QCOMPARE(run({u"host"_s, u"edit"_s, u"far"_s, u"-p"_s, u"2222"_s}).code, 0);
        QCOMPARE(proxy(), u"socks5://me@proxy.example:1081"_s);
        QCOMPARE(run({u"host"_s, u"edit"_s, u"far"_s, u"--proxy"_s, u"none"_s}).code, 0);
        QCOMPARE(proxy(), QString());
        const Outcome secret =
            run({u"host"_s, u"edit"_s, u"far"_s, u"--proxy"_s, u"http://me:hush@proxy.example"_s});
        QVERIFY(secret.code != 0 && secret.err.contains("--proxy"_L1));
        QVERIFY(!secret.err.contains("hush"_L1));
    }

    void whatIsSavedIsShownAgain() {
        QCOMPARE(run({u"host"_s, u"add"_s, u"bastion"_s, u"-o"_s, u"ServerAliveInterval=5"_s,
                      u"me@bastion.example:2222"_s})
                     .code,
                 0);
        QCOMPARE(run({u"profile"_s, u"add"_s, u"work"_s}).code, 0);
        const Outcome added = run({u"add"_s, u"local"_s, u"5432:db:5432"_s, u"--host"_s,
                                   u"bastion"_s, u"--name"_s, u"db"_s, u"--profile"_s, u"work"_s});
        QVERIFY2(added.code == 0, qPrintable(added.err));
        const Outcome edited = run({u"edit"_s, u"db"_s, u"--spec"_s, u"6543:db:5432"_s});
        QVERIFY2(edited.code == 0, qPrintable(edited.err));
        const Outcome hostEdited =
            run({u"host"_s, u"edit"_s, u"bastion"_s, u"-o"_s, u"ServerAliveInterval=7"_s});
        QVERIFY2(hostEdited.code == 0, qPrintable(hostEdited.err));
        const Outcome listed = run({u"--json"_s, u"list"_s, u"--profile"_s, u"work"_s});
        const QJsonObject object = QJsonDocument::fromJson(listed.out.toUtf8()).object();
        QCOMPARE(object.value(u"name"_s).toString(), u"db"_s);
        QCOMPARE(object.value(u"listen"_s).toString(), u"localhost:6543"_s);
        const Outcome shown = run({u"show"_s, u"db"_s});
        QVERIFY2(shown.out.contains("ServerAliveInterval=7"_L1) &&
                     !shown.out.contains("ServerAliveInterval=5"_L1) &&
                     shown.out.contains("2222"_L1),
                 qPrintable(shown.out));
        const Outcome inUse = run({u"host"_s, u"remove"_s, u"bastion"_s});
        QCOMPARE(inUse.code, 1);
        QVERIFY(inUse.err.contains("db"_L1));
        QCOMPARE(run({u"remove"_s, u"db"_s}).code, 0);
        QCOMPARE(run({u"host"_s, u"remove"_s, u"bastion"_s}).code, 0);
        QCOMPARE(run({u"--json"_s, u"list"_s}).out, QString());
    }

    void aBrokenFileIsNamedAndLeft() {
        QVERIFY(QDir().mkpath(m_home.filePath(u"config"_s)));
        const QString path = m_home.filePath(u"config/profiles.toml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray broken = "schema = 1\n[[host]\n";
        file.write(broken);
        file.close();
        const Outcome outcome = run({u"profile"_s, u"add"_s, u"work"_s});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.contains("profiles.toml:2"_L1), qPrintable(outcome.err));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), broken);
    }

    void doctorNamesNobody() {
        const Outcome outcome = run({u"doctor"_s});
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.out.contains("libssh"_L1), qPrintable(outcome.out));
        QVERIFY2(!outcome.out.contains(m_home.path()), qPrintable(outcome.out));
    }

    void aRefusedConnectionIs255() {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        const QString port = QString::number(taken.serverPort());
        taken.close();
        const Outcome outcome = run({u"forward"_s, u"-F"_s, u"none"_s, u"-p"_s, port, u"-D"_s,
                                     u"127.0.0.1:0"_s, u"127.0.0.1"_s});
        QVERIFY2(outcome.code == 255, qPrintable(u"%1: "_s.arg(outcome.code) + outcome.err));
        QVERIFY2(outcome.err.contains(u"127.0.0.1:"_s + port), qPrintable(outcome.err));
        QVERIFY(outcome.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(CliUsageTest)
#include "tst_cli_usage.moc"
