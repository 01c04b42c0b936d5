#include "core/control/control_place.h"
#include "core/control/instance_lock.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace fairlead;

using Code = ControlTrouble::Code;

class TestControlPlace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { qunsetenv("XDG_RUNTIME_DIR"); }

    void firstInTheConfigurationFolder() {
        const QTemporaryDir config;
        const auto folder = prepareControlFolder(config.path());
        QVERIFY(folder);
        QCOMPARE(*folder, config.filePath(u"control"_s));
        QVERIFY(isPrivateFolder(*folder));
    }

    void aLongPathGoesToTheRuntimeFolder() {
        const QTemporaryDir config;
        const QTemporaryDir runtime;
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
        const QString deep = config.filePath(QString(120, u'd'));
        const auto folder = prepareControlFolder(deep);
        QVERIFY(folder);
        QVERIFY(folder->startsWith(runtime.path() + u"/fairlead-"_s));
        QVERIFY(controlSocketIn(*folder).size() < 104);
        // The same for all who mean it, another for all others.
        QCOMPARE(*prepareControlFolder(deep + u"/."_s), *folder);
        QVERIFY(*prepareControlFolder(deep + u'e') != *folder);
    }

    void aFolderOpenToOthersIsRefused() {
        const QTemporaryDir config;
        const QTemporaryDir runtime;
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
        const QString open = config.filePath(u"control"_s);
        QVERIFY(QDir().mkdir(open));
        QCOMPARE(::chmod(QFile::encodeName(open).constData(), 0755), 0);
        QVERIFY(!isPrivateFolder(open));
        const auto folder = prepareControlFolder(config.path());
        QVERIFY(folder);
        QVERIFY(folder->startsWith(runtime.path()));
    }

    void aLinkIsRefused() {
        const QTemporaryDir config;
        const QTemporaryDir elsewhere;
        const QString link = config.filePath(u"control"_s);
        QVERIFY(QFile::link(elsewhere.path(), link));
        QVERIFY(!isPrivateFolder(link));
        QVERIFY(*prepareControlFolder(config.path()) != link);
    }

    void oneAtATime() {
        const QTemporaryDir config;
        {
            const auto first = InstanceLock::take(config.path(), ControlRole::Window);
            QVERIFY(first);
            const auto second = InstanceLock::take(config.path(), ControlRole::Run);
            QVERIFY(!second);
            QCOMPARE(second.error().code, Code::AlreadyRunning);
            QCOMPARE(second.error().detail,
                     u"fairlead, process %1"_s.arg(QCoreApplication::applicationPid()));
        }
        QVERIFY(InstanceLock::take(config.path(), ControlRole::Run));
    }

    void anotherFolderIsAnotherInstance() {
        const QTemporaryDir one;
        const QTemporaryDir other;
        const auto first = InstanceLock::take(one.path(), ControlRole::Run);
        const auto second = InstanceLock::take(other.path(), ControlRole::Run);
        QVERIFY(first && second);
    }

    void whatADeadInstanceLeftIsNoLock() {
        const QTemporaryDir config;
        const auto folder = prepareControlFolder(config.path());
        QVERIFY(folder);
        QFile lock(controlLockIn(*folder));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("fairlead, process 1");
        lock.close();
        QVERIFY(InstanceLock::take(config.path(), ControlRole::Run));
    }
};

QTEST_APPLESS_MAIN(TestControlPlace)
#include "tst_control_place.moc"
