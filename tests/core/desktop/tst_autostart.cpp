#include "core/desktop/autostart.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

const AutostartEntry kEntry{
    u"org.example.Knot"_s, u"Knot"_s, u"/opt/knot/bin/knot"_s, {u"--minimised"_s}};

AutostartEntry withArgument(const QString &argument) {
    AutostartEntry entry = kEntry;
    entry.arguments = {argument};
    return entry;
}

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestAutostart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void desktopEntry() {
        QCOMPARE(desktopEntryText(kEntry),
                 QByteArray("[Desktop Entry]\nType=Application\n"
                            "Name=Knot\n"
                            "Exec=\"/opt/knot/bin/knot\" \"--minimised\"\n"
                            "Icon=org.example.Knot\nTerminal=false\n"
                            "X-GNOME-Autostart-enabled=true\n"));
    }

    void execQuoting_data() {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("blank") << u"/my files"_s << QByteArray("\"/my files\"");
        QTest::newRow("field code") << u"100%u"_s << QByteArray("\"100%%u\"");
        // Quoted for Exec, then once more as a string of the file.
        QTest::newRow("dollar") << u"$HOME"_s << QByteArray("\"\\\\$HOME\"");
        QTest::newRow("quote") << u"a\"b"_s << QByteArray("\"a\\\\\"b\"");
        QTest::newRow("backslash") << u"a\\b"_s << QByteArray("\"a\\\\\\\\b\"");
        QTest::newRow("newline") << u"a\nHidden=true"_s << QByteArray("\"a\\nHidden=true\"");
    }
    void execQuoting() {
        QFETCH(QString, argument);
        QFETCH(QByteArray, written);
        const QByteArray text = desktopEntryText(withArgument(argument));
        QVERIFY2(text.contains(written + "\nIcon="), text.constData());
        QVERIFY(desktopEntryStarts(text));
    }

    void switchedOffElsewhere_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("starts");
        QTest::newRow("hidden") << QByteArray("Hidden=true") << false;
        QTest::newRow("not hidden") << QByteArray("Hidden=false") << true;
        QTest::newRow("gnome") << QByteArray("X-GNOME-Autostart-enabled = false") << false;
        QTest::newRow("comment") << QByteArray("# Hidden=true") << true;
    }
    void switchedOffElsewhere() {
        QFETCH(QByteArray, line);
        QFETCH(bool, starts);
        QCOMPARE(desktopEntryStarts("[Desktop Entry]\n" + line + '\n'), starts);
    }

    void launchAgent() {
        const QByteArray text = launchAgentText(withArgument(u"a<b&c"_s));
        QVERIFY(text.contains("<key>Label</key><string>org.example.Knot</string>"));
        QVERIFY(text.contains("<string>/opt/knot/bin/knot</string><string>a&lt;b&amp;c</string>"));
        QVERIFY(text.contains("<key>RunAtLoad</key><true/>"));
    }

    void windowsQuoting_data() {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("written");
        QTest::newRow("plain") << u"--minimised"_s << u"\"--minimised\""_s;
        QTest::newRow("folder") << u"C:\\a b\\"_s << u"\"C:\\a b\\\\\""_s;
        QTest::newRow("quote") << u"a\\\"b"_s << u"\"a\\\\\\\"b\""_s;
    }
    void windowsQuoting() {
        QFETCH(QString, argument);
        QFETCH(QString, written);
        QCOMPARE(windowsCommandLine(withArgument(argument)),
                 u"\"/opt/knot/bin/knot\" "_s + written);
    }

#ifdef Q_OS_UNIX
    void onAndOff() {
        const QTemporaryDir home;
        Autostart autostart(kEntry, home.filePath(u"config/autostart"_s));
        QVERIFY(!autostart.isEnabled());
        QVERIFY(autostart.setEnabled(false)); // nothing to remove is no trouble
        QVERIFY(autostart.setEnabled(true));
        QVERIFY(autostart.isEnabled());
        QVERIFY(QFile::exists(autostart.place()));
        QVERIFY(autostart.setEnabled(false));
        QVERIFY(!autostart.isEnabled());
        QVERIFY(!QFile::exists(autostart.place()));
    }

    void namesTheProgramWhereItIsNow() {
        const QTemporaryDir home;
        QVERIFY(Autostart(kEntry, home.path()).setEnabled(true));
        AutostartEntry moved = kEntry;
        moved.program = u"/usr/bin/knot"_s;
        Autostart autostart(moved, home.path());
        QVERIFY(autostart.setEnabled(true));
        QVERIFY(contentOf(autostart.place()).contains("/usr/bin/knot"));
    }

    void saysWhatCannotBeWritten() {
        const QTemporaryDir home;
        QFile file(home.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        Autostart autostart(kEntry, home.filePath(u"file/autostart"_s));
        const auto done = autostart.setEnabled(true);
        QVERIFY(!done);
        QCOMPARE(done.error().code, Errc::FileUnwritable);
        QVERIFY(!autostart.isEnabled());
    }
#endif

#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    void theUsualPlace() {
        const QTemporaryDir config;
        qputenv("XDG_CONFIG_HOME", config.path().toUtf8());
        QCOMPARE(Autostart(kEntry).place(),
                 config.filePath(u"autostart/org.example.Knot.desktop"_s));
    }
#endif
};

QTEST_APPLESS_MAIN(TestAutostart)
#include "tst_autostart.moc"
