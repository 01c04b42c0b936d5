// The sign in the tray, its menu, notifications, closing and quitting; and pictures of them.
#include "core/profile/safe_file.h"
#include "tests/ui/sample.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/look/theme.h"
#include "ui/shell/departure.h"
#include "ui/shell/main_window.h"
#include "ui/shell/presence.h"
#include "ui/text/source_plurals.h"
#include "ui/tray/notifier.h"
#include "ui/tray/tray.h"
#include "ui/tray/tray_icon.h"
#include "ui/tray/tray_menu.h"
#include "ui/tray/tray_text.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtGui/QPainter>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString shotPath(const QString &name) {
    QDir().mkpath(QStringLiteral(FAIRLEAD_SHOTS));
    return QStringLiteral(FAIRLEAD_SHOTS) + u'/' + name + u".png"_s;
}

void shoot(QWidget &widget, const QString &name) {
    QCoreApplication::processEvents(); // layouts settle
    QCoreApplication::processEvents();
    QVERIFY(widget.grab().save(shotPath(name)));
}

OverallStatus sign(OverallStatus::Sign sign, ForwardState worst = ForwardState::Off,
                   int failed = 0) {
    OverallStatus status;
    status.sign = sign;
    status.worst = worst;
    status.failed = failed;
    return status;
}

QList<OverallStatus> allSigns() {
    using Sign = OverallStatus::Sign;
    return {sign(Sign::Idle),
            sign(Sign::Working, ForwardState::Opening),
            sign(Sign::Well, ForwardState::Listening),
            sign(Sign::Attention, ForwardState::NeedsYou, 1),
            sign(Sign::Attention, ForwardState::Degraded, 2),
            sign(Sign::Attention, ForwardState::Failed, 3),
            sign(Sign::Attention, ForwardState::Failed, 12)};
}

QStringList textsOf(const QMenu &menu) {
    QStringList texts;
    for (const QAction *action : menu.actions()) {
        if (action->isVisible())
            texts.append(action->isSeparator() ? u"-"_s : action->text());
    }
    return texts;
}

QAction *find(const QMenu &menu, const QString &text) {
    for (QAction *action : menu.actions()) {
        if (action->text().startsWith(text))
            return action;
    }
    return nullptr;
}

QPushButton *button(const QWidget &dialog, const QString &text) {
    for (auto *each : dialog.findChildren<QPushButton *>()) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

// A window with its surroundings, in a folder of its own. There is no tray host offscreen.
struct Desk {
    Desk() { sample.fill(); }
    QTemporaryDir folder;
    Sample sample;
    SettingsStore settings{sample.timers(), folder.path()};
    Autostart autostart{{u"org.example.Fairlead"_s, u"Fairlead"_s, u"/bin/true"_s, {}},
                        folder.filePath(u"autostart"_s)};
    MainWindow window{sample.services()};
    Departure departure{sample.services(), settings, &window};
};

} // namespace

class TestTray : public QObject {
    Q_OBJECT
    SourcePlurals m_plurals;

private Q_SLOTS:
    void initTestCase() {
        applyTheme(*qApp, Theme::Light);
        QCoreApplication::installTranslator(&m_plurals);
    }

    void everySignLooksDifferent() {
        for (const int size : {16, 22, 32}) {
            QList<QImage> seen;
            for (const OverallStatus &status : allSigns().mid(0, 6)) {
                const QIcon icon = traySign(status);
                QVERIFY(icon.availableSizes().contains(QSize(size, size)));
                const QImage image = icon.pixmap(QSize(size, size)).toImage();
                QVERIFY(!seen.contains(image));
                seen.append(image);
            }
        }
    }
    void theCountShowsWhereThereIsRoom() {
        const auto image = [](int size, int failed) {
            return traySign(sign(OverallStatus::Sign::Attention, ForwardState::Failed, failed))
                .pixmap(QSize(size, size))
                .toImage();
        };
        QVERIFY(image(22, 1) != image(22, 2));
        QCOMPARE(image(16, 1), image(16, 2));
        QCOMPARE(image(22, 10), image(22, 11)); // two digits would be a smudge
    }
    void picturesOfTheSign() {
        constexpr int kStep = 130;
        QImage image(kStep * 7, 3 * 150, QImage::Format_RGB32);
        QPainter painter(&image);
        const QList<std::pair<Panel, QColor>> panels{{Panel::Light, QColor(0xEFF0F1)},
                                                     {Panel::Dark, QColor(0x1B1E22)},
                                                     {Panel::Unknown, QColor(0xEFF0F1)}};
        for (int row = 0; row < 3; ++row) {
            painter.fillRect(QRect(0, row * 150, image.width(), 150), panels[row].second);
            if (row == 2) // the unknown one on both
                painter.fillRect(QRect(0, row * 150 + 75, image.width(), 75), QColor(0x1B1E22));
            int column = 0;
            for (const OverallStatus &status : allSigns()) {
                const QPoint at(column++ * kStep + 8, row * 150 + 8);
                const QIcon icon = traySign(status, panels[row].first);
                painter.drawPixmap(at, icon.pixmap(QSize(16, 16)));
                painter.drawPixmap(at + QPoint(24, 0), icon.pixmap(QSize(22, 22)));
                painter.drawPixmap(at + QPoint(54, 0), icon.pixmap(QSize(32, 32)));
                painter.drawPixmap(at + QPoint(24, 70), icon.pixmap(QSize(64, 64)));
            }
        }
        painter.end();
        QVERIFY(image.scaled(image.size() * 2).save(shotPath(u"tray-signs"_s)));
    }

    void theMenuSaysHowEverythingStands() {
        Desk desk;
        desk.sample.goLive();
        TrayMenu menu(desk.sample.services(), desk.window.forwards());
        menu.refresh(overallStatus(desk.sample.book(), desk.sample.tunnels()));
        QCOMPARE(
            textsOf(*menu.menu()),
            (QStringList{u"4 of 10 up, 10 streams"_s, u"staging-bastion: unknown host key…"_s,
                         u"-"_s, u"Work: 3 of 6 up"_s, u"Home: 1 of 2 up"_s, u"Travel: 0 of 2 up"_s,
                         u"-"_s, u"Start all"_s, u"Stop all"_s, u"Reconnect"_s, u"-"_s,
                         u"Open Fairlead"_s, u"Quit, cutting 10 streams…"_s}));
        const QMenu &work = *find(*menu.menu(), u"Work"_s)->menu();
        const QStringList texts = textsOf(work);
        QCOMPARE(texts[0], u"Start all of Work"_s);
        QVERIFY2(texts[3].contains(u"127.0.0.1:5432"_s), qPrintable(texts[3]));
        QCOMPARE(texts[7], u"billing-db: Port taken, by postgres (pid 812)"_s);
        QCOMPARE(texts[8], u"staging-api: Needs you, unknown host key"_s);
        QVERIFY(find(work, u"orders-db"_s)->isChecked());
        const QMenu &travel = *find(*menu.menu(), u"Travel"_s)->menu();
        QVERIFY(!find(travel, u"lab-browser: Off"_s)->isChecked());
        menu.menu()->ensurePolished();
        shoot(*menu.menu(), u"tray-menu-light"_s);
        shoot(*find(*menu.menu(), u"Work"_s)->menu(), u"tray-menu-work-light"_s);
    }
    void itsItemsSwitchWhatIsWanted() {
        Desk desk;
        TrayMenu menu(desk.sample.services(), desk.window.forwards());
        const auto refresh = [&] {
            menu.refresh(overallStatus(desk.sample.book(), desk.sample.tunnels()));
        };
        refresh();
        find(*find(*menu.menu(), u"Home"_s)->menu(), u"nas-ssh"_s)->trigger();
        QVERIFY(desk.sample.book().isWanted(desk.sample.id(u"nas-ssh"_s)));
        find(*find(*menu.menu(), u"Work"_s)->menu(), u"Start all"_s)->trigger();
        QCOMPARE(desk.sample.book().wanted().size(), 7);
        refresh();
        find(*menu.menu(), u"Stop all"_s)->trigger();
        QVERIFY(desk.sample.book().wanted().isEmpty());
        refresh();
        QVERIFY(!find(*menu.menu(), u"Stop all"_s)->isEnabled());
        QVERIFY(find(*menu.menu(), u"Start all"_s)->isEnabled());
    }
    void itFollowsTheBook() {
        Desk desk;
        TrayMenu menu(desk.sample.services(), desk.window.forwards());
        menu.refresh({});
        Forward forward = *desk.sample.book().forward(desk.sample.id(u"nas-ssh"_s));
        forward.name = u"a & b"_s;
        forward.profile = {};
        QVERIFY(desk.sample.book().put(forward));
        menu.refresh({});
        const QAction *group = find(*menu.menu(), u"No profile"_s);
        QVERIFY(group != nullptr);
        QVERIFY(find(*group->menu(), u"a && b"_s) != nullptr);
    }
    void theToolTipSumsUp() {
        Desk desk;
        desk.sample.goLive();
        const QStringList lines =
            trayToolTip(overallStatus(desk.sample.book(), desk.sample.tunnels())).split(u'\n');
        QCOMPARE(lines[0], u"Fairlead: 3 forwards need attention"_s);
        QCOMPARE(lines[1], u"4 up, 2 retrying, 1 needs you, 1 degraded, 1 failed"_s);
        QVERIFY(lines.value(2).contains(u"MB/s"_s));
    }
    void withoutAHostTheTrayIsQuiet() {
        Desk desk;
        Tray tray(desk.sample.services(), desk.window.forwards());
        QVERIFY(!tray.hasHost());
        QVERIFY(!tray.icon().isVisible());
        tray.notify(u"title"_s, u"body"_s, {});
    }

    void aBreakIsNotifiedAndSoIsTheReturn() {
        Desk desk;
        Notifier notifier(desk.sample.services());
        const QSignalSpy noticed(&notifier, &Notifier::noticed);
        desk.sample.book().setWanted(desk.sample.id(u"nas-ssh"_s), true);
        ScriptedLink *link = desk.sample.link(u"nas"_s);
        link->goOnline();
        link->listening(desk.sample.id(u"nas-ssh"_s));
        desk.sample.timers().advance(1min);
        QCOMPARE(noticed.count(), 0);
        link->drop(Errc::ConnectionLost, u"nas.example.net:22"_s);
        desk.sample.timers().advance(9s);
        QCOMPARE(noticed.count(), 0);
        desk.sample.timers().advance(2s);
        QCOMPARE(noticed.count(), 1);
        QCOMPARE(noticed[0][0].toString(), u"nas-ssh is away"_s);
        QVERIFY(noticed[0][1].toString().contains(u"keeps trying"_s));
        link->goOnline();
        link->listening(desk.sample.id(u"nas-ssh"_s));
        desk.sample.timers().advance(2s);
        QCOMPARE(noticed.count(), 2);
        QCOMPARE(noticed[1][0].toString(), u"nas-ssh is back"_s);
    }
    void manyBreaksAreOneNotification() {
        const BreakWatch::Notice notice{BreakWatch::Notice::Kind::Broke,
                                        {ForwardId(u"a"_s), ForwardId(u"b"_s), ForwardId(u"c"_s)},
                                        ForwardState::Holding};
        const NoticeText text = noticeText(notice, {u"a"_s, u"b"_s, u"c"_s}, u"why"_s);
        QCOMPARE(text.title, u"3 forwards are away"_s);
        QVERIFY(text.body.startsWith(u"a, b, c"_s));
    }

    void closingIsAskedOnceAndRemembered() {
        Desk desk;
        desk.window.show();
        const QSignalSpy agreed(&desk.departure, &Departure::agreed);
        desk.departure.close(true);
        QVERIFY(desk.departure.question() != nullptr);
        QVERIFY(desk.window.isVisible());
        shoot(*desk.departure.question(), u"closing-light"_s);
        button(*desk.departure.question(), u"Keep running"_s)->click();
        QVERIFY(!desk.window.isVisible());
        QCOMPARE(desk.settings.settings().onClose, Settings::OnClose::Keep);
        desk.window.show();
        desk.departure.close(true);
        QVERIFY(!desk.window.isVisible());
        QCOMPARE(agreed.count(), 0);
    }
    void withoutATrayTheWindowIsNeverHidden() {
        Desk desk;
        desk.window.show();
        const QSignalSpy agreed(&desk.departure, &Departure::agreed);
        desk.departure.close(false);
        shoot(*desk.departure.question(), u"no-tray-light"_s);
        button(*desk.departure.question(), u"Minimise"_s)->click();
        QVERIFY(desk.window.isVisible() && desk.window.isMinimized());
        QVERIFY(desk.settings.settings().toldNoTray);
        desk.departure.close(false); // said once: it quits
        QCOMPARE(agreed.count(), 1);
    }
    void quittingNamesTheStreamsItCuts() {
        Desk desk;
        desk.window.show();
        const QSignalSpy agreed(&desk.departure, &Departure::agreed);
        desk.sample.goLive();
        desk.departure.quit();
        QCOMPARE(agreed.count(), 0);
        QVERIFY(desk.departure.question() != nullptr);
        QCOMPARE(desk.departure.question()->windowTitle(), u"Quit, cutting 10 streams?"_s);
        button(*desk.departure.question(), u"Quit"_s)->click();
        QCOMPARE(agreed.count(), 1);
        QVERIFY(!desk.window.isVisible());
    }
    void theEndOfTheSessionAsksNobody() {
        Desk desk;
        desk.sample.goLive();
        desk.window.show();
        const QSignalSpy agreed(&desk.departure, &Departure::agreed);
        desk.departure.quitNow();
        QCOMPARE(agreed.count(), 1);
        QVERIFY(!desk.departure.question());
    }
    void minimisedWithoutATrayIsStillThere() {
        Desk desk;
        Presence presence(desk.sample.services(), desk.settings, desk.autostart, &desk.window);
        presence.start(true);
        QVERIFY(desk.window.isVisible() && desk.window.isMinimized());
        presence.open();
        QVERIFY(!desk.window.isMinimized());
        const QSignalSpy agreed(&presence, &Presence::quitAgreed);
        Q_EMIT desk.window.quitRequested();
        QCOMPARE(agreed.count(), 1);
    }

    void settingsApplyAtOnce() {
        Desk desk;
        SettingsDialog dialog(desk.settings, desk.autostart, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        const auto boxes = dialog.findChildren<QComboBox *>();
        boxes[0]->setCurrentIndex(2);
        QCOMPARE(desk.settings.settings().theme, Settings::Theme::Dark);
        const auto numbers = dialog.findChildren<QSpinBox *>();
        numbers[0]->setValue(33);
        QCOMPARE(desk.settings.settings().connectTimeout, 33s);
        for (auto *check : dialog.findChildren<QCheckBox *>())
            check->click();
        QVERIFY(!desk.settings.settings().notifications);
        QVERIFY(!desk.settings.settings().keyring);
        QVERIFY(desk.autostart.isEnabled());
        desk.sample.timers().advance(1s);
        QVERIFY(QFile::exists(desk.settings.path()));
        for (auto *control : dialog.findChildren<QWidget *>()) {
            const bool met = control->isVisible() && control->focusPolicy() != Qt::NoFocus;
            if (met && control->objectName().isEmpty()) // Qt's own inner parts have a name
                QVERIFY2(!control->accessibleName().isEmpty(), control->metaObject()->className());
        }
    }
    void settingsFollowTheFile() {
        Desk desk;
        SettingsDialog dialog(desk.settings, desk.autostart, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        Settings settings;
        settings.listenAddress = u"192.168.1.5"_s;
        settings.onClose = Settings::OnClose::Keep;
        desk.settings.set(settings);
        QCOMPARE(dialog.findChildren<QComboBox *>().at(1)->currentIndex(), 1);
        QVERIFY(desk.settings.settings() == settings); // showing it chose nothing
    }
    void picturesOfTheDialogs() {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            applyTheme(*qApp, theme);
            const QString tone = theme == Theme::Dark ? u"dark"_s : u"light"_s;
            Desk desk;
            SettingsDialog dialog(desk.settings, desk.autostart, nullptr);
            dialog.setAttribute(Qt::WA_DeleteOnClose, false);
            dialog.show();
            shoot(dialog, u"settings-"_s + tone);
        }
        applyTheme(*qApp, Theme::Light);
    }
};

QTEST_MAIN(TestTray)
#include "tst_tray.moc"
