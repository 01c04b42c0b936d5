// The tray with a real host: a virtual screen, and trayer, which speaks XEmbed. It comes late and
// goes again, as a desktop's panel may.
#include "tests/ui/sample.h"
#include "ui/look/theme.h"
#include "ui/shell/departure.h"
#include "ui/shell/main_window.h"
#include "ui/shell/presence.h"
#include "ui/text/source_plurals.h"
#include "ui/tray/tray.h"

#include <QtCore/QDir>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtGui/QScreen>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 20'000; // ms

QString missingTool() {
    for (const QString &tool : {u"Xvfb"_s, u"trayer"_s}) {
        if (QStandardPaths::findExecutable(tool).isEmpty())
            return tool;
    }
    return {};
}

// Started before the application object; the server chooses its own number.
class VirtualScreen {
public:
    VirtualScreen() {
        m_server.setStandardErrorFile(QProcess::nullDevice());
        m_server.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"800x600x24"_s,
                                   u"-nolisten"_s, u"tcp"_s});
        while (m_number.isEmpty() && m_server.waitForReadyRead(kPatience))
            m_number = m_server.readLine().trimmed();
    }
    ~VirtualScreen() { stop(m_server); }
    [[nodiscard]] QByteArray display() const {
        return m_number.isEmpty() ? QByteArray() : ':' + m_number;
    }
    static void stop(QProcess &process) {
        process.terminate();
        if (!process.waitForFinished(kPatience))
            process.kill();
    }

private:
    QProcess m_server;
    QByteArray m_number;
};

QString g_skip; // why there is no screen to test on

} // namespace

class TestTrayHost : public QObject {
    Q_OBJECT
    SourcePlurals m_plurals;

    static void startHost(QProcess &host) {
        host.setStandardErrorFile(QProcess::nullDevice());
        host.start(u"trayer"_s, {u"--edge"_s, u"top"_s, u"--align"_s, u"right"_s, u"--height"_s,
                                 u"24"_s, u"--widthtype"_s, u"request"_s});
        QVERIFY(host.waitForStarted());
    }

private Q_SLOTS:
    void initTestCase() {
        if (!g_skip.isEmpty())
            QSKIP(qPrintable(g_skip));
        applyTheme(*qApp, Theme::Light);
        QCoreApplication::installTranslator(&m_plurals);
    }

    void aHostComesAndGoes() {
        QTemporaryDir folder;
        Sample sample;
        sample.fill();
        sample.goLive();
        QtTimers clock; // the host lives in real time
        const Services services{sample.book(), sample.tunnels(), sample.questions(), clock};
        SettingsStore settings(clock, folder.path());
        Autostart autostart({u"org.example.Fairlead"_s, u"Fairlead"_s, u"/bin/true"_s, {}},
                            folder.path());
        MainWindow window(services);
        Presence presence(services, settings, autostart, &window);
        QVERIFY(!presence.tray()->hasHost());
        presence.start(true);
        QVERIFY(window.isVisible()); // minimised: there is no way back yet

        QProcess host;
        startHost(host);
        QTRY_VERIFY_WITH_TIMEOUT(presence.tray()->hasHost(), kPatience);
        QVERIFY(!window.isVisible()); // …and now there is
        QSystemTrayIcon &icon = presence.tray()->icon();
        QVERIFY(icon.isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(icon.geometry().height() >= 16, kPatience);
        QVERIFY(icon.toolTip().startsWith(u"Fairlead: 3 forwards need attention"_s));
        QTest::qWait(300); // for the picture only
        QDir().mkpath(QStringLiteral(FAIRLEAD_SHOTS));
        const QPixmap picture = QGuiApplication::primaryScreen()->grabWindow(0, 600, 0, 200, 60);
        QVERIFY(picture.save(QStringLiteral(FAIRLEAD_SHOTS) + u"/tray-host.png"_s));
        Q_EMIT icon.activated(QSystemTrayIcon::Trigger);
        QTRY_VERIFY(window.isVisible() && !window.isMinimized());

        Settings keep = settings.settings();
        keep.onClose = Settings::OnClose::Keep;
        settings.set(keep);
        window.close();
        QVERIFY(!window.isVisible());
        VirtualScreen::stop(host);
        QTRY_VERIFY_WITH_TIMEOUT(!presence.tray()->hasHost(), kPatience);
        QVERIFY(window.isVisible()); // a hidden window would be lost now
    }
    void startedMinimisedItStaysInTheTray() {
        QProcess host;
        startHost(host);
        QTRY_VERIFY_WITH_TIMEOUT(QSystemTrayIcon::isSystemTrayAvailable(), kPatience);
        QTemporaryDir folder;
        Sample sample;
        SettingsStore settings(sample.timers(), folder.path());
        Autostart autostart({u"org.example.Fairlead"_s, u"Fairlead"_s, u"/bin/true"_s, {}},
                            folder.path());
        MainWindow window(sample.services());
        Presence presence(sample.services(), settings, autostart, &window);
        presence.start(true);
        QVERIFY(presence.tray()->hasHost());
        QVERIFY(!window.isVisible());
        presence.open();
        QVERIFY(window.isVisible());
        VirtualScreen::stop(host);
    }
};

int main(int argc, char *argv[]) {
    std::unique_ptr<VirtualScreen> screen;
    const QString missing = missingTool();
    if (missing.isEmpty())
        screen = std::make_unique<VirtualScreen>();
    if (!screen)
        g_skip = missing + u" is not installed"_s;
    else if (screen->display().isEmpty())
        g_skip = u"Xvfb does not start"_s;
    if (g_skip.isEmpty()) {
        qputenv("DISPLAY", screen->display());
        qputenv("QT_QPA_PLATFORM", "xcb");
        // The bus of a person's own desktop would lead to that desktop's tray.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    }
    QApplication app(argc, argv);
    TestTrayHost test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_tray_host.moc"
