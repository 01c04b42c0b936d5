#include "core/profile/safe_file.h"
#include "core/profile/settings_store.h"
#include "tests/support/fake_timers.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace std::chrono_literals;

namespace {

// Nothing in it is a default.
Settings other() {
    Settings settings;
    settings.theme = Settings::Theme::Dark;
    settings.onClose = Settings::OnClose::Keep;
    settings.toldNoTray = true;
    settings.notifications = false;
    settings.keyring = false;
    settings.connectTimeout = 20s;
    settings.keepAliveInterval = 0s;
    settings.listenAddress = u"*"_s;
    settings.holdClients = 8;
    return settings;
}

} // namespace

class TestSettingsStore : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_folder;
    QString m_file;
    FakeTimers m_timers;

    void write(const QByteArray &content) { QVERIFY(writeSafely(m_file, content)); }
    QByteArray content() const { return readSmallFile(m_file, 1 << 20).value_or("?"); }

private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_folder = m_dir->filePath(u"fairlead"_s);
        m_file = m_folder + u"/settings.toml"_s;
    }

    void withoutAFileAllIsDefault() {
        SettingsStore store(m_timers, m_folder);
        QVERIFY(store.load());
        QVERIFY(store.settings() == Settings{});
        m_timers.advance(1min);
        QVERIFY(!QFile::exists(m_file));
    }
    void everySettingComesBack() {
        {
            SettingsStore store(m_timers, m_folder);
            store.set(other());
        } // writes what is pending
        SettingsStore again(m_timers, m_folder);
        QVERIFY(again.load());
        QVERIFY(again.settings() == other());
    }
    void aChangeIsToldOnceAndSavedAMomentLater() {
        SettingsStore store(m_timers, m_folder);
        const QSignalSpy told(&store, &SettingsStore::changed);
        store.set(other());
        store.set(other());
        QCOMPARE(told.count(), 1);
        QVERIFY(!QFile::exists(m_file));
        m_timers.advance(1s);
        QVERIFY(content().contains("theme = 'dark'") || content().contains("theme = \"dark\""));
    }
    void whatIsUnknownIsKept() {
        write("version = 1\ntheme = \"light\"\nlanguage = \"eo\"\n[later]\nanswer = 42\n");
        SettingsStore store(m_timers, m_folder);
        QVERIFY(store.load());
        Settings settings = store.settings();
        QCOMPARE(settings.theme, Settings::Theme::Light);
        settings.notifications = false;
        store.set(settings);
        QVERIFY(store.flush());
        QVERIFY2(content().contains("eo") && content().contains("answer = 42"),
                 content().constData());
        SettingsStore again(m_timers, m_folder);
        QVERIFY(again.load());
        QVERIFY(again.settings() == settings);
    }
    void whatMakesNoSenseIsPassedOver() {
        write("version = 1\ntheme = \"pink\"\nconnect_timeout = 0\nkeep_alive_interval = 99999\n"
              "hold_clients = -1\nkeyring = \"no\"\nlisten_address = 5\nnotifications = false\n");
        SettingsStore store(m_timers, m_folder);
        QVERIFY(store.load());
        Settings expected;
        expected.notifications = false;
        QVERIFY(store.settings() == expected);
    }
    void anUnreadableFileIsPutAside() {
        write("theme = = \n");
        SettingsStore store(m_timers, m_folder);
        QCOMPARE(store.load().error().code, Errc::BadProfileFile);
        QVERIFY(store.settings() == Settings{});
        store.set(other());
        QVERIFY(store.flush());
        QCOMPARE(readSmallFile(m_file + u".broken"_s, 100).value_or("?"), "theme = = \n");
    }
    void aNewerFileIsNeverReplaced() {
        const QByteArray newer = "version = 2\ntheme = \"dark\"\n";
        write(newer);
        SettingsStore store(m_timers, m_folder);
        QVERIFY(!store.load());
        store.set(other());
        QVERIFY(store.flush());
        QCOMPARE(content(), newer);
    }
};

QTEST_GUILESS_MAIN(TestSettingsStore)
#include "tst_settings_store.moc"
