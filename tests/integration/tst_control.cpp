// Orders to a running `fairlead-cli run`, from the same program started a second time.
#include "support/net.h"
#include "support/sshd_fixture.h"
#include "support/traffic.h"
#include "support/tunnel.h"
#include "support/verify.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <csignal>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

class TestControl : public QObject {
    Q_OBJECT
    Sandbox m_box;
    std::unique_ptr<Sshd> m_sshd;
    std::unique_ptr<Listener> m_target;
    QString m_folder;

    [[nodiscard]] QByteArray profiles() const {
        QString text =
            u"version = 1\n\n[[host]]\nname = \"server\"\naddress = \"127.0.0.1\"\n"
            "port = %1\nuser = \"%2\"\nidentity_files = [\"%3\"]\n"
            "identities_only = true\nidentity_agent = \"none\"\n"
            "host_key_policy = \"yes\"\nuser_known_hosts_files = [\"%4\"]\n\n"_s.arg(m_sshd->port())
                .arg(Sshd::user(), m_sshd->key(), m_sshd->knownHosts());
        for (const QString &name : {u"web"_s, u"db"_s})
            text += u"[[forward]]\nname = \"%1\"\nkind = \"local\"\nhost = \"server\"\n"
                    "listen_address = \"127.0.0.1\"\nlisten_port = 0\n"
                    "target_host = \"127.0.0.1\"\ntarget_port = %2\n\n"_s.arg(name)
                        .arg(m_target->port());
        return text.toUtf8();
    }
    std::unique_ptr<Process> cli(const QStringList &arguments) {
        return std::make_unique<Process>(
            m_box, ProcessSetup{clientProgram(Client::Fairlead),
                                QStringList{u"--config-dir"_s, m_folder} + arguments});
    }
    std::unique_ptr<Process> window(const QStringList &arguments = {}) {
#ifdef FAIRLEAD_WINDOW_PATH
        return std::make_unique<Process>(
            m_box, ProcessSetup{QStringLiteral(FAIRLEAD_WINDOW_PATH),
                                QStringList{u"--config-dir"_s, m_folder} + arguments,
                                { { u"QT_QPA_PLATFORM"_s,
                                    u"offscreen"_s } }});
#else
        return nullptr;
#endif
    }
    // What `status` says of a forward, once it says that.
    bool waitForStatus(const QString &pattern) {
        return eventually([&] {
            const auto status = cli({u"status"_s});
            return status->waitForExit() == 0 && status->count(pattern) == 1;
        });
    }
    std::unique_ptr<Process> runReady() {
        auto process = cli({u"run"_s, u"web"_s});
        if (!process->waitForText(u"^ready "_s))
            qFatal("%s", process->output().constData());
        return process;
    }

private Q_SLOTS:
    void initTestCase() {
        SKIP_IF(Sshd::missing());
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh takes no orders");
        m_sshd = std::make_unique<Sshd>(m_box);
        m_target = std::make_unique<Listener>(Listener::tcp());
    }
    void init() {
        m_folder = m_box.freshPath(u"config"_s);
        QVERIFY(QDir().mkpath(m_folder));
        m_box.write(m_folder + u"/profiles.toml"_s, profiles());
    }

    void nobodyIsThere_data() {
        QTest::addColumn<QStringList>("order");
        for (const QStringList &order :
             {QStringList{u"status"_s}, QStringList{u"start"_s, u"web"_s}, QStringList{u"watch"_s},
              QStringList{u"streams"_s, u"web"_s}, QStringList{u"quit"_s}})
            QTest::newRow(qPrintable(order.first())) << order;
    }
    void nobodyIsThere() {
        QFETCH(QStringList, order);
        const auto process = cli(order);
        QCOMPARE(process->waitForExit(), 1);
        QVERIFY2(process->err().startsWith("No Fairlead is running with the folder "),
                 process->output().constData());
        QVERIFY(process->out().isEmpty());
    }

    void aToggleIsSeenByAWatcher() {
        const auto run = runReady();
        const auto watch = cli({u"watch"_s});
        QVERIFY2(watch->waitForText(u"web: Listening"_s) && watch->waitForText(u"db: Off"_s),
                 watch->output().constData());
        const auto toggle = cli({u"toggle"_s, u"db"_s});
        QVERIFY2(toggle->waitForText(u"db is switched on"_s), toggle->output().constData());
        QVERIFY2(watch->waitForText(u"db: (Queued|Opening|Listening)"_s, 300ms),
                 watch->output().constData());
        QCOMPARE(toggle->waitForExit(), 0);
        QVERIFY2(watch->waitForText(u"db: Listening"_s), watch->output().constData());

        const auto back = cli({u"--json"_s, u"toggle"_s, u"db"_s});
        QCOMPARE(back->waitForExit(), 0);
        QVERIFY2(back->out().contains("\"wanted\":false"), back->output().constData());
        QVERIFY2(eventually([&] { return watch->count(u"db: Off"_s) == 2; }),
                 watch->output().constData());
        QCOMPARE(watch->stop(), 0);
        QCOMPARE(run->stop(), 0);
    }

    void streamsAreListed() {
        const auto run = runReady();
        const quint16 port =
            readyLines(run->out()).constFirst().listen.section(u':', -1).toUShort();
        const Pair pair = connectThrough(port, *m_target);
        QVERIFY2(pair.isOpen(), run->output().constData());
        VERIFY_FINE(greet(pair.near.get(), pair.far.get()));
        const auto streams = cli({u"streams"_s, u"web"_s});
        QCOMPARE(streams->waitForExit(), 0);
        QVERIFY2(streams->count(u"^web +127\\.0\\.0\\.1:\\d+ +127\\.0\\.0\\.1:%1 "_s.arg(
                     m_target->port())) == 1,
                 streams->output().constData());
        const auto status = cli({u"status"_s, u"web"_s});
        QCOMPARE(status->waitForExit(), 0);
        QVERIFY2(status->count(u"^web +Listening +127\\.0\\.0\\.1:%1 "_s.arg(port)) == 1,
                 status->output().constData());
    }

    void aNameNobodyHasChangesNothing() {
        const auto run = runReady();
        const auto stop = cli({u"stop"_s, u"web"_s, u"nobody"_s});
        QCOMPARE(stop->waitForExit(), 1);
        QVERIFY2(stop->err().contains("nobody"), stop->output().constData());
        const auto status = cli({u"status"_s, u"web"_s});
        QCOMPARE(status->waitForExit(), 0);
        QVERIFY2(status->out().contains("Listening"), status->output().constData());
    }

    void aSecondInstanceSaysSo() {
        const auto run = runReady();
        const auto second = cli({u"run"_s, u"--all"_s});
        QCOMPARE(second->waitForExit(), 1);
        QVERIFY2(second->err().contains("already running") && second->err().contains("quit"),
                 second->output().constData());
        QVERIFY(second->err().contains("process " + QByteArray::number(run->pid())));
        QVERIFY(run->isRunning());
    }

    void quitMakesRoom() {
        const auto run = runReady();
        const auto quit = cli({u"quit"_s});
        QCOMPARE(quit->waitForExit(), 0);
        const auto next = runReady(); // at once
        QCOMPARE(run->waitForExit(), 0);
        QCOMPARE(next->stop(), 0);
    }

    void aSecondWindowHandsOver() {
#ifndef FAIRLEAD_WINDOW_PATH
        QSKIP("built without the window");
#endif
        const auto first = window();
        QVERIFY2(waitForStatus(u"^web +Off "_s), first->output().constData());
        const auto second = window();
        QCOMPARE(second->waitForExit(), 0);
        const auto named = window({u"web"_s});
        QCOMPARE(named->waitForExit(), 0);
        QVERIFY2(waitForStatus(u"^web +Listening "_s), first->output().constData());
        const auto address = window({u"ssh://me@example.net"_s});
        QCOMPARE(address->waitForExit(), 0);
        const auto run = cli({u"run"_s, u"db"_s});
        QCOMPARE(run->waitForExit(), 1);
        QVERIFY2(run->err().contains("already running") &&
                     run->err().contains("(fairlead, process "),
                 run->output().constData());
        const auto quit = cli({u"quit"_s});
        QCOMPARE(quit->waitForExit(), 0);
        QCOMPARE(first->waitForExit(), 0);
    }

    void aWindowBesideRunSaysSo() {
#ifndef FAIRLEAD_WINDOW_PATH
        QSKIP("built without the window");
#endif
        const auto run = runReady();
        const auto second = window();
        QVERIFY2(second->waitForText(u"without a window"_s), second->output().constData());
        const auto named = window({u"db"_s}); // needs no window
        QCOMPARE(named->waitForExit(), 0);
        QVERIFY2(waitForStatus(u"^db +Listening "_s), run->output().constData());
    }

    void aKilledInstanceLeavesNothingInTheWay() {
        const auto run = runReady();
        const QString socket = m_folder + u"/control/socket"_s;
        QVERIFY(QFile::exists(socket));
        run->signal(SIGKILL);
        QVERIFY(run->waitForExit());
        QVERIFY(QFile::exists(socket)); // stale
        const auto status = cli({u"status"_s});
        QCOMPARE(status->waitForExit(), 1);
        QVERIFY2(status->err().contains("No Fairlead is running"), status->output().constData());
        const auto next = runReady();
        const auto again = cli({u"status"_s});
        QCOMPARE(again->waitForExit(), 0);
        QVERIFY2(again->out().contains("Listening"), again->output().constData());
        QCOMPARE(next->stop(), 0);
        QVERIFY(!QFile::exists(socket));
    }
};

QTEST_APPLESS_MAIN(TestControl)
#include "tst_control.moc"
