// What is done to chosen forwards: moved, deleted and had back, copied, opened.
#include "tests/ui/sample.h"
#include "ui/models/forward_commands.h"
#include "ui/shell/main_window.h"
#include "ui/text/source_plurals.h"
#include "ui/views/bars.h"
#include "ui/views/filter_view.h"
#include "ui/views/forward_view.h"

#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QDesktopServices>
#include <QtGui/QDropEvent>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Window {
    Window() : window((sample.fill(), sample.services())) {
        window.show();
        window.activateWindow(); // shortcuts need it
    }
    [[nodiscard]] bool active() { return QTest::qWaitForWindowActive(&window); }
    [[nodiscard]] ForwardView &list() const { return *window.list(); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&list(), static_cast<Qt::Key>(key), modifiers);
    }
    [[nodiscard]] QStringList order() {
        QStringList names;
        for (const Forward &forward : sample.book().data().forwards)
            names.append(forward.name);
        return names;
    }
    [[nodiscard]] QStringList chosen() const {
        QStringList names;
        for (const ForwardId &id : list().selectedForwards())
            names.append(id.text());
        return names;
    }
    [[nodiscard]] QModelIndex group(int row) const { return list().model()->index(row, 0); }
    // Lets go of what the model gives for a drag of these rows.
    bool drop(const QModelIndexList &rows, int row, const QModelIndex &parent) {
        const std::unique_ptr<QMimeData> data(list().model()->mimeData(rows));
        const int column = row < 0 ? -1 : 0;
        return list().model()->canDropMimeData(data.get(), Qt::MoveAction, row, column, parent) &&
               list().model()->dropMimeData(data.get(), Qt::MoveAction, row, column, parent);
    }
    Sample sample;
    MainWindow window;
};

// Stands for the system's browser.
class Browser : public QObject {
    Q_OBJECT
public:
    Browser() { QDesktopServices::setUrlHandler(u"http"_s, this, "open"); }
    ~Browser() override { QDesktopServices::unsetUrlHandler(u"http"_s); }
    QList<QUrl> opened;
public Q_SLOTS:
    void open(const QUrl &url) { opened.append(url); }
};

} // namespace

class TestListActions : public QObject {
    Q_OBJECT
    SourcePlurals m_plurals;

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }

    void aDropOrdersAndChangesTheProfile() {
        Window w;
        QVERIFY(w.drop({w.list().model()->index(3, 0, w.group(0))}, 0, w.group(0)));
        QCOMPARE(w.order().mid(0, 2), (QStringList{u"grafana"_s, u"orders-db"_s}));
        const QModelIndexList two{w.list().model()->index(0, 0, w.group(0)),
                                  w.list().model()->index(2, 0, w.group(0))};
        QVERIFY(w.drop(two, 1, w.group(1)));
        QCOMPARE(w.sample.book().forward(w.sample.id(u"grafana"_s))->profile, ProfileId(u"Home"_s));
        QCOMPARE(w.list().model()->rowCount(w.group(1)), 4);
        QCOMPARE(w.list().model()->index(1, 0, w.group(1)).data(IdRole).toString(), u"grafana"_s);
        // Onto the group itself: behind its last.
        QVERIFY(w.drop({w.list().model()->index(0, 0, w.group(0))}, -1, w.group(2)));
        QCOMPARE(w.list().model()->rowCount(w.group(2)), 3);
        // Not between groups, and nothing foreign.
        QVERIFY(!w.drop({w.list().model()->index(0, 0, w.group(0))}, 1, {}));
        QMimeData text;
        text.setText(u"orders-db"_s);
        QVERIFY(!w.list().model()->canDropMimeData(&text, Qt::MoveAction, 0, 0, w.group(0)));
    }

    void aSortedListTakesDropsAtTheGroupsEnd() {
        Window w;
        w.list().model()->sort(static_cast<int>(ForwardColumn::Name));
        QVERIFY(w.drop({w.list().model()->index(0, 0, w.group(0))}, 0, w.group(1)));
        QCOMPARE(w.order().last(), u"lab-browser"_s);
        const QStringList order = w.order();
        QCOMPARE(order.indexOf(u"analytics-db"_s), order.indexOf(u"nas-ssh"_s) + 1);
    }

    void theFilterColumnTakesDropsOnProfiles() {
        Window w;
        auto *filters = w.window.findChild<FilterView *>();
        const QModelIndexList dragged{w.list().model()->index(0, 0, w.group(0))};
        const std::unique_ptr<QMimeData> data(w.list().model()->mimeData(dragged));
        const auto dropOn = [&](const ListFilter &filter) {
            auto *model = static_cast<FilterModel *>(filters->model());
            const QPoint at = filters->visualRect(model->indexOf(filter)).center();
            QDragEnterEvent enter(at, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(filters->viewport(), &enter);
            QDropEvent drop(at, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(filters->viewport(), &drop);
        };
        dropOn({});
        QCOMPARE(w.sample.book().forward(w.sample.id(u"orders-db"_s))->profile,
                 ProfileId(u"Work"_s));
        dropOn({ListFilter::Kind::Profile, u"Travel"_s});
        QCOMPARE(w.sample.book().forward(w.sample.id(u"orders-db"_s))->profile,
                 ProfileId(u"Travel"_s));
        QCOMPARE(w.chosen(), QStringList{u"orders-db"_s});
    }

    void altUpAndDownMove() {
        Window w;
        QVERIFY(w.active());
        w.window.selectForward(w.sample.id(u"analytics-db"_s));
        w.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(w.order().first(), u"analytics-db"_s);
        w.press(Qt::Key_Up, Qt::AltModifier); // nowhere to go
        QCOMPARE(w.order().first(), u"analytics-db"_s);
        w.window.selectForward(w.sample.id(u"staging-api"_s));
        w.press(Qt::Key_Down, Qt::AltModifier); // into the next profile, first
        QCOMPARE(w.list().model()->index(0, 0, w.group(1)).data(IdRole).toString(),
                 u"staging-api"_s);
        QCOMPARE(w.chosen(), QStringList{u"staging-api"_s});
        w.press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(w.list().model()->index(1, 0, w.group(1)).data(IdRole).toString(),
                 u"staging-api"_s);
    }

    void deletingCanBeUndoneForAWhile() {
        Window w;
        QVERIFY(w.active());
        const ProfileData before = w.sample.book().data();
        w.sample.book().setWanted(w.sample.id(u"analytics-db"_s), true);
        w.window.selectForward(w.sample.id(u"orders-db"_s));
        w.press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(w.chosen().size(), 2);
        w.press(Qt::Key_Delete);
        auto *strip = w.window.findChild<UndoStrip *>();
        QVERIFY(strip->isVisible());
        QCOMPARE(strip->accessibleName(), u"2 forwards deleted"_s);
        QCOMPARE(w.sample.book().data().forwards.size(), 8);
        QCOMPARE(w.chosen(), QStringList{u"redis-cache"_s}); // what followed
        strip->findChild<QPushButton *>()->click();
        QCOMPARE(w.sample.book().data(), before);
        QVERIFY(w.sample.book().isWanted(w.sample.id(u"analytics-db"_s)));
        QCOMPARE(w.chosen(), (QStringList{u"orders-db"_s, u"analytics-db"_s}));
        QVERIFY(!strip->isVisible());

        w.press(Qt::Key_Delete);
        w.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(w.sample.book().data(), before);
        w.press(Qt::Key_Delete);
        w.sample.timers().advance(11s);
        QVERIFY(!strip->isVisible());
        w.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(w.sample.book().data().forwards.size(), 8);
    }

    void aNameGivenAwayGetsANumber() {
        Sample sample;
        sample.fill();
        DeletedForwards deleted(sample.services());
        deleted.remove({sample.id(u"grafana"_s)});
        Forward rival = *sample.book().forward(sample.id(u"orders-db"_s));
        rival.id = ForwardId(u"rival"_s);
        rival.name = u"grafana"_s;
        QVERIFY(sample.book().put(rival));
        QCOMPARE(deleted.undo().size(), 1);
        QCOMPARE(sample.book().forward(sample.id(u"grafana"_s))->name, u"grafana 2"_s);
    }

    void manyAreStartedAndCopiedAtOnce() {
        Window w;
        QVERIFY(w.active());
        w.window.selectForward(w.sample.id(u"orders-db"_s));
        w.press(Qt::Key_Down, Qt::ShiftModifier);
        w.press(Qt::Key_Space);
        QCOMPARE(w.sample.book().wanted().size(), 2);
        w.press(Qt::Key_Space);
        QVERIFY(w.sample.book().wanted().isEmpty());
        w.press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QString command = QGuiApplication::clipboard()->text();
        QVERIFY2(command.startsWith(u"ssh "_s) && command.count(u"-L"_s) == 2, qPrintable(command));
        w.press(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(w.sample.book().data().forwards.size(), 12);
        QVERIFY(w.sample.book().forwardNamed(u"orders-db 2"_s));
        QCOMPARE(w.chosen().size(), 2);
    }

    void webPagesOpenInTheBrowser() {
        Window w;
        QVERIFY(w.active());
        Browser browser;
        w.window.selectForward(w.sample.id(u"orders-db"_s)); // no web page
        w.press(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(browser.opened.isEmpty());
        w.window.selectForward(w.sample.id(u"grafana"_s));
        w.press(Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(browser.opened, QList<QUrl>{QUrl(u"http://127.0.0.1:3000/"_s)});
        ForwardRow row;
        row.forward = *w.sample.book().forward(w.sample.id(u"staging-api"_s));
        QCOMPARE(browserAddress(row), QUrl(u"https://127.0.0.1:8443/"_s));
        row.forward.kind = ForwardKind::Remote;
        QVERIFY(!browserAddress(row));
    }

    void theSearchIsLeftByKeyboard() {
        Window w;
        QVERIFY(w.active());
        w.press(Qt::Key_F, Qt::ControlModifier);
        auto *search = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(search);
        QTest::keyClicks(search, u"grafana"_s);
        QCOMPARE(w.list().model()->rowCount(), 1);
        QTest::keyClick(search, Qt::Key_Down);
        QVERIFY(w.list().hasFocus());
        QTest::keyClick(&w.list(), Qt::Key_Escape);
        QVERIFY(search->text().isEmpty());
        QCOMPARE(w.list().model()->rowCount(), 3);
        search->setFocus();
        QTest::keyClicks(search, u"x"_s);
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty());
        QVERIFY(w.list().hasFocus());
    }
};

QTEST_MAIN(TestListActions)
#include "tst_list_actions.moc"
