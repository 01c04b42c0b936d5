// The window as a person meets it: pages, keyboard, names for screen readers; and pictures of it
// in the build folder, to be looked at.
#include "core/profile/destination.h"
#include "tests/ui/sample.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/editor_presenter.h"
#include "ui/dialogs/forward_editor.h"
#include "ui/dialogs/host_editor.h"
#include "ui/dialogs/question_panels.h"
#include "ui/look/theme.h"
#include "ui/shell/main_window.h"
#include "ui/text/source_plurals.h"
#include "ui/views/empty_pane.h"
#include "ui/views/forward_view.h"

#include <QtCore/QDir>
#include <QtGui/QClipboard>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

void shoot(QWidget &widget, const QString &name) {
    QDir().mkpath(QStringLiteral(FAIRLEAD_SHOTS));
    QCoreApplication::processEvents(); // layouts settle
    QCoreApplication::processEvents();
    QVERIFY(widget.grab().save(QStringLiteral(FAIRLEAD_SHOTS) + u'/' + name + u".png"_s));
}

// Controls a screen reader meets must say what they are.
QStringList nameless(const QWidget &root) {
    QStringList found;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        const bool inner = qobject_cast<const QAbstractSpinBox *>(widget->parentWidget()) ||
                           qobject_cast<const QComboBox *>(widget->parentWidget()) ||
                           qobject_cast<const QLineEdit *>(widget->parentWidget()) ||
                           widget->objectName().startsWith(u"qt_");
        const bool control =
            widget->focusPolicy() != Qt::NoFocus || qobject_cast<const QAbstractButton *>(widget);
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool said =
            !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
        // A popup's own list belongs to its combo box.
        const bool popup = widget->window() != root.window();
        // What is not shown has no words yet.
        if (widget->isVisibleTo(&root) && control && !inner && !popup && !said)
            found.append(QLatin1StringView(widget->metaObject()->className()) + u" in "_s +
                         QLatin1StringView(widget->parentWidget()->metaObject()->className()));
    }
    return found;
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
    SourcePlurals m_plurals;

private Q_SLOTS:
    void initTestCase() {
        applyTheme(*qApp, Theme::Light);
        QCoreApplication::installTranslator(&m_plurals);
    }

    void theFirstStartWelcomes() {
        Sample sample;
        MainWindow window(sample.services());
        window.show();
        QVERIFY(window.findChild<WelcomePane *>()->isVisible());
        QVERIFY(!window.list()->isVisible());
        QCOMPARE(nameless(window).join(u", "_s), QString());
        shoot(window, u"welcome-light"_s);
        sample.fill();
        QVERIFY(window.list()->isVisible());
    }

    void everyControlHasAName() {
        Sample sample;
        sample.fill();
        sample.goLive();
        MainWindow window(sample.services());
        window.show();
        QCOMPARE(nameless(window).join(u", "_s), QString());
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.selectForward(sample.id(u"lab-browser"_s));
        QTest::keyClick(window.list(), Qt::Key_Delete); // the strip that offers to undo shows
        window.findChild<QLineEdit *>()->setText(u"nothing like it"_s);
        QCOMPARE(nameless(window).join(u", "_s), QString());
        window.findChild<QLineEdit *>()->clear();
        ForwardEditor forward(sample.services(), *sample.book().forward(sample.id(u"grafana"_s)),
                              &window);
        HostEditor host(sample.book(), *sample.book().host(HostId(u"mon-1"_s)), &window);
        for (QDialog *dialog : std::initializer_list<QDialog *>{&forward, &host}) {
            dialog->setAttribute(Qt::WA_DeleteOnClose, false);
            dialog->show();
            QCOMPARE(nameless(*dialog).join(u", "_s), QString());
        }
        for (const Question &question : {Sample::newHostKey(), Sample::changedHostKey()}) {
            const std::unique_ptr<QuestionPanel> panel(
                makeQuestionPanel(question, {{u"staging-api"_s}, u"staging-bastion"_s}, nullptr));
            panel->setAttribute(Qt::WA_DeleteOnClose, false);
            panel->show();
            QCOMPARE(nameless(*panel).join(u", "_s), QString());
        }
    }

    void theKeyboardSwitchesAndCopies() {
        Sample sample;
        sample.fill();
        MainWindow window(sample.services());
        window.show();
        window.activateWindow(); // shortcuts need it
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.selectForward(sample.id(u"orders-db"_s));
        QTest::keyClick(window.list(), Qt::Key_Space);
        QVERIFY(sample.book().isWanted(sample.id(u"orders-db"_s)));
        QTest::keyClick(window.list(), Qt::Key_Space);
        QVERIFY(!sample.book().isWanted(sample.id(u"orders-db"_s)));
        QTest::keyClick(&window, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"127.0.0.1:5432"_s);
    }

    void everyRowSaysAllOfItself() {
        Sample sample;
        sample.fill();
        sample.goLive();
        MainWindow window(sample.services());
        window.show();
        const QAbstractItemModel *rows = window.list()->model();
        for (int group = 0; group < rows->rowCount(); ++group) {
            const QModelIndex parent = rows->index(group, 0);
            QVERIFY(!parent.data(Qt::AccessibleTextRole).toString().isEmpty());
            for (int row = 0; row < rows->rowCount(parent); ++row) {
                for (int column = 0; column < rows->columnCount(); ++column)
                    QVERIFY(rows->index(row, column, parent)
                                .data(Qt::AccessibleTextRole)
                                .toString()
                                .contains(u": "_s));
            }
        }
        const QString said =
            rows->index(4, 0, rows->index(0, 0)).data(Qt::AccessibleDescriptionRole).toString();
        for (const QString &part : {u"billing-db"_s, u"Port taken"_s, u"by postgres (pid 812)"_s,
                                    u"db-billing:5432"_s, u"bastion-eu"_s, u"Only me"_s})
            QVERIFY2(said.contains(part), qPrintable(said));
    }

    void theWindowStandsAsItWasLeft() {
        Sample sample;
        sample.fill();
        Remembered remembered;
        {
            MainWindow window(sample.services());
            window.remember(remembered);
            window.resize(1111, 777);
            window.show();
            window.hide();
        }
        MainWindow window(sample.services());
        window.remember(remembered);
        QCOMPARE(window.size().boundedTo(QSize(1111, 777)), window.size());
        QCOMPARE(remembered.value(u"window"_s), (QStringList{u"1111"_s, u"777"_s}));
        remembered.setValue(u"window"_s, {u"1"_s, u"-5"_s});
        MainWindow tiny(sample.services());
        tiny.remember(remembered);
        QCOMPARE(tiny.size(), tiny.minimumSize());
    }

    void theSwitchIsClickedWithoutMovingTheSelection() {
        Sample sample;
        sample.fill();
        MainWindow window(sample.services());
        window.show();
        window.activateWindow(); // shortcuts need it
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.selectForward(sample.id(u"orders-db"_s));
        ForwardView *list = window.list();
        const QModelIndex other = list->model()->index(1, 0, list->model()->index(0, 0));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(other).center());
        QVERIFY(sample.book().isWanted(sample.id(u"analytics-db"_s)));
        QCOMPARE(list->currentForward().text(), u"orders-db"_s);
    }

    void anAddressOpensTheEditorItNeeds() {
        Sample sample;
        sample.fill();
        MainWindow window(sample.services());
        window.show();
        window.openDestination(u"ssh://me@new.example.net:2222"_s);
        auto *host = window.findChild<HostEditor *>();
        QVERIFY(host != nullptr);
        QStringList filled;
        for (const QLineEdit *field : host->findChildren<QLineEdit *>())
            filled.append(field->text());
        QVERIFY2(filled.contains(u"new.example.net"_s) && filled.contains(u"me"_s),
                 qPrintable(filled.join(u'|')));

        const Host known = sample.book().data().hosts.constFirst();
        const Destination destination = destinationOf(known);
        window.openDestination(u"ssh://"_s + toText(destination));
        auto *forward = window.findChild<ForwardEditor *>();
        QVERIFY(forward != nullptr);
        QCOMPARE(window.findChildren<HostEditor *>().size(), 1);

        window.openDestination(u"ssh://-oProxyCommand=x"_s);
        QVERIFY(window.findChild<ConfirmDialog *>() != nullptr);
        QCOMPARE(window.findChildren<HostEditor *>().size(), 1);
    }

    void deletingAsksAndNamesWhatGoes() {
        Sample sample;
        sample.fill();
        MainWindow window(sample.services());
        window.show();
        window.activateWindow(); // shortcuts need it
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.selectForward(sample.id(u"orders-db"_s));
        window.findChild<EditorPresenter *>()->confirmDelete(window.list()->selectedForwards());
        auto *dialog = window.findChild<QDialog *>();
        QVERIFY(dialog);
        QVERIFY(sample.book().forward(sample.id(u"orders-db"_s)));
        QTest::keyClick(dialog, Qt::Key_Return); // the default is to cancel
        QVERIFY(sample.book().forward(sample.id(u"orders-db"_s)));
    }

    void anEditorSavesThroughTheBookAndSaysWhatIsWrong() {
        Sample sample;
        sample.fill();
        MainWindow window(sample.services());
        Forward draft = *sample.book().forward(sample.id(u"orders-db"_s));
        draft.id = ForwardId(u"copy"_s);
        ForwardEditor editor(sample.services(), draft, &window);
        editor.setAttribute(Qt::WA_DeleteOnClose, false);
        editor.show();
        QTest::keyClick(&editor, Qt::Key_Return);
        QVERIFY(editor.isVisible()); // name and port are taken
        QVERIFY(!sample.book().forward(ForwardId(u"copy"_s)));
        const QList<QLineEdit *> fields = editor.findChildren<QLineEdit *>();
        const auto field = [&fields](const QString &name) {
            for (QLineEdit *each : fields) {
                if (each->accessibleName() == name)
                    return each;
            }
            return static_cast<QLineEdit *>(nullptr);
        };
        field(u"Name"_s)->setText(u"copy of it"_s);
        field(u"Port"_s)->setText(u"15432"_s);
        QTest::keyClick(&editor, Qt::Key_Return);
        QVERIFY(sample.book().forward(ForwardId(u"copy"_s)));
        QCOMPARE(sample.book().forward(ForwardId(u"copy"_s))->listen.port, quint16(15432));
    }

    void aPastedCommandBecomesAHostAndItsForwards() {
        Sample sample;
        QWidget window;
        EditorPresenter editors(sample.services(), &window);
        QGuiApplication::clipboard()->setText(
            u"ssh -N -L 5432:db:5432 -D 1080 me@host.example.net"_s);
        editors.paste();
        auto *dialog = window.findChild<QDialog *>();
        QVERIFY(dialog);
        dialog->accept();
        QCOMPARE(sample.book().data().hosts.size(), 1);
        QCOMPARE(sample.book().data().forwards.size(), 2);
        QVERIFY(sample.book().wanted().isEmpty());
    }

    void pictures_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures() {
        QFETCH(bool, dark);
        const QString tone = dark ? u"dark"_s : u"light"_s;
        applyTheme(*qApp, dark ? Theme::Dark : Theme::Light);
        Sample sample;
        sample.fill();
        MainWindow window(sample.services());
        window.resize(1280, 800);
        window.show();
        sample.goLive();
        window.selectForward(sample.id(u"grafana"_s));
        shoot(window, u"main-"_s + tone);
        window.resize(900, 600);
        shoot(window, u"main-small-"_s + tone);
        window.resize(1280, 800);
        QApplication::setLayoutDirection(Qt::RightToLeft);
        shoot(window, u"main-rtl-"_s + tone);
        QApplication::setLayoutDirection(Qt::LeftToRight);
        ForwardEditor editor(sample.services(), *sample.book().forward(sample.id(u"billing-db"_s)),
                             &window);
        editor.setAttribute(Qt::WA_DeleteOnClose, false);
        editor.show();
        shoot(editor, u"editor-"_s + tone);
        HostEditor host(sample.book(), *sample.book().host(HostId(u"mon-1"_s)), &window);
        host.setAttribute(Qt::WA_DeleteOnClose, false);
        host.show();
        shoot(host, u"host-"_s + tone);
        Question password = Sample::newHostKey();
        password.kind = Question::Kind::Password;
        password.mayRemember = true;
        for (const Question &question :
             {Sample::newHostKey(), Sample::changedHostKey(), password}) {
            const std::unique_ptr<QuestionPanel> panel(
                makeQuestionPanel(question, {{u"staging-api"_s}, u"staging-bastion"_s}, nullptr));
            panel->setAttribute(Qt::WA_DeleteOnClose, false);
            panel->show();
            shoot(*panel, u"question-%1-%2"_s.arg(static_cast<int>(question.kind)).arg(tone));
        }
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
