// Against a real Secret Service: the program starts itself again on a D-Bus of its own, with an
// unlocked gnome-keyring in a temporary home.
#include "core/secrets/keychain_store.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

constexpr auto *kInside = "FAIRLEAD_TEST_KEYRING";
const QString kService = u"Fairlead test"_s;
const SecretKey kKey{u"password me@db:22"_s};

int runInside(const QStringList &arguments) {
    const QTemporaryDir home;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto &name : {u"HOME"_s, u"XDG_RUNTIME_DIR"_s, u"XDG_DATA_HOME"_s,
                             u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s})
        environment.insert(name, home.path());
    for (const auto &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"GNOME_KEYRING_CONTROL"_s})
        environment.remove(name);
    environment.insert(QString::fromLatin1(kInside), u"1"_s);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(u"dbus-run-session"_s,
                  QStringList{u"--"_s, u"sh"_s, u"-c"_s,
                              u"printf secret | gnome-keyring-daemon --unlock "
                              "--components=secrets >/dev/null 2>&1; exec \"$0\" \"$@\""_s} +
                      arguments);
    return process.waitForFinished(50000) && process.exitStatus() == QProcess::NormalExit
               ? process.exitCode()
               : 1;
}

} // namespace

class TestKeychainStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_store = makeKeychainStore(kService);
        if (!m_store)
            QSKIP("built without a keyring library");
        if (!qEnvironmentVariableIsSet(kInside))
            QSKIP("dbus-run-session and gnome-keyring-daemon are not both installed");
    }

    void keepsAndForgets() {
        QVERIFY(!lookUp(kKey)->has_value());
        const QByteArray bytes("p\xc3\xa4ss\0\n\xff", 8);
        QVERIFY(keep(Secret(bytes), Keep::Keyring));
        const auto found = lookUp(kKey);
        QVERIFY(found);
        QCOMPARE(found->value().view().toByteArray(), bytes);
        QVERIFY(!lookUp({u"password me@dc:22"_s})->has_value());
        QVERIFY(keep(Secret(QByteArrayView("new")), Keep::Keyring));
        QCOMPARE(lookUp(kKey)->value().view(), QByteArrayView("new"));
        QVERIFY(forget());
        QVERIFY(!lookUp(kKey)->has_value());
        QVERIFY(forget());
    }
    void sessionSecretsStayOut() {
        QVERIFY(keep(Secret(QByteArrayView("x")), Keep::Session));
        QVERIFY(!lookUp(kKey)->has_value());
    }
    void diesQuietly() {
        auto store = makeKeychainStore(kService);
        store->lookUp(kKey, [](const auto &) { QFAIL("called after the store died"); });
        store.reset();
        QVERIFY(!lookUp(kKey)->has_value()); // queued behind the orphan
    }
    void saysWhenItIsLocked() {
        const QString dbusSend = QStandardPaths::findExecutable(u"dbus-send"_s);
        if (dbusSend.isEmpty())
            QSKIP("dbus-send is not installed");
        QVERIFY(keep(Secret(QByteArrayView("x")), Keep::Keyring));
        QCOMPARE(QProcess::execute(
                     dbusSend, {u"--session"_s, u"--print-reply=literal"_s,
                                u"--dest=org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
                                u"org.freedesktop.Secret.Service.Lock"_s,
                                u"array:objpath:/org/freedesktop/secrets/collection/login"_s}),
                 0);
        // Nobody can be asked to unlock it here: there is no display. libsecret then reports "not
        // found" for reading, so the person is simply asked for the password.
        const auto found = lookUp(kKey);
        QVERIFY(!found || !found->has_value());
        const auto kept = keep(Secret(QByteArrayView("y")), Keep::Keyring);
        QVERIFY(!kept);
        QCOMPARE(kept.error().code, Errc::SecretStoreFailed);
        QVERIFY2(kept.error().detail.contains(u"locked"_s), qPrintable(kept.error().detail));
    }
    void saysWhenNoKeyringRuns() {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(), {u"--look-up"_s});
        QVERIFY(process.waitForFinished());
        const QByteArray said = process.readAllStandardOutput();
        QVERIFY2(said.startsWith("SecretStoreFailed no keyring is running"), said.constData());
    }

private:
    Result<std::optional<Secret>> lookUp(const SecretKey &key) {
        std::optional<Result<std::optional<Secret>>> answer;
        m_store->lookUp(key, [&answer](const auto &found) { answer = found; });
        return QTest::qWaitFor([&answer] { return answer.has_value(); }, 20000)
                   ? *answer
                   : fail(Errc::Internal, u"no answer"_s);
    }
    Result<void> keep(const Secret &secret, Keep how) {
        std::optional<Result<void>> answer;
        m_store->keep(kKey, secret, how, [&answer](const auto &done) { answer = done; });
        return waitFor(answer);
    }
    Result<void> forget() {
        std::optional<Result<void>> answer;
        m_store->forget(kKey, [&answer](const auto &done) { answer = done; });
        return waitFor(answer);
    }
    static Result<void> waitFor(const std::optional<Result<void>> &answer) {
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 20000))
            return fail(Errc::Internal, u"no answer"_s);
        if (!*answer)
            qWarning("%s", qPrintable(answer->error().detail));
        return *answer;
    }

    std::unique_ptr<SecretStore> m_store;
};

int main(int argc, char **argv) {
    QCoreApplication application(argc, argv);
    if (application.arguments().contains(u"--look-up"_s)) {
        const auto store = makeKeychainStore(kService);
        store->lookUp(kKey, [](const auto &found) {
            if (!found)
                printf("%s %s\n", qPrintable(errcName(found.error().code)),
                       qPrintable(found.error().detail));
            QCoreApplication::exit();
        });
        return QCoreApplication::exec();
    }
    const bool tools = !QStandardPaths::findExecutable(u"dbus-run-session"_s).isEmpty() &&
                       !QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s).isEmpty();
    if (tools && !qEnvironmentVariableIsSet(kInside)) {
        QStringList arguments = application.arguments();
        arguments[0] = QCoreApplication::applicationFilePath();
        return runInside(arguments);
    }
    TestKeychainStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keychain_store.moc"
