// Importing and exporting in the window: the preview, its ticks, and what is done with them.
#include "tests/ui/sample.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/dialogs/import_model.h"
#include "ui/look/theme.h"
#include "ui/text/source_plurals.h"

#include <QtCore/QDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeView>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kConfig = "Match exec true\n"
                         "Host edge\n HostName edge.example\n LocalForward 0.0.0.0:8080 web:80\n"
                         "Host inner\n HostName 10.0.0.5\n ProxyJump edge\n DynamicForward 1080\n"
                         "Host *.corp\n Compression yes\n";

void shoot(QWidget &widget, const QString &name) {
    QDir().mkpath(QStringLiteral(FAIRLEAD_SHOTS));
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QVERIFY(widget.grab().save(QStringLiteral(FAIRLEAD_SHOTS) + u'/' + name + u".png"_s));
}

QPushButton *button(const QWidget &dialog, const QString &text) {
    for (QPushButton *each : dialog.findChildren<QPushButton *>())
        if (each->text() == text)
            return each;
    return nullptr;
}

} // namespace

class TestImportDialog : public QObject {
    Q_OBJECT
    SourcePlurals m_plurals;
    QTemporaryDir m_dir;

    QString config() const {
        QFile file(m_dir.filePath(u"config"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write(kConfig);
        return file.fileName();
    }

private Q_SLOTS:
    void initTestCase() {
        applyTheme(*qApp, Theme::Light);
        QCoreApplication::installTranslator(&m_plurals);
    }

    void theModelIsSound() {
        ImportModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ImportSource source;
        source.data.hosts = {Host{.id = HostId(u"a"_s), .name = u"a"_s, .address = u"a"_s}};
        source.skipped = {{u"*"_s, {ImportRemark::Code::WildcardBlock, u"*"_s}}};
        model.setPlan(planImport(source, {}));
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(model.ticked(), ImportCount{});
        QVERIFY(!model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole));
        model.tickProposed(true);
        QCOMPARE(model.ticked(), (ImportCount{0, 1, 0}));
    }

    void aConfigIsLookedAtAndTaken() {
        Sample sample;
        auto *dialog = new ImportDialog(sample.services(), nullptr);
        dialog->QDialog::show();
        dialog->readFile(config());
        QVERIFY(QTest::qWaitFor([&] { return dialog->model()->rowCount() == 5; }));
        QVERIFY(button(*dialog, u"Let ssh run them"_s)->isVisible());
        auto *list = dialog->findChild<QTreeView *>();
        list->setCurrentIndex(dialog->model()->index(1, 0));
        auto *open = dialog->findChild<QCheckBox *>();
        QVERIFY(open->isVisible() && !open->isChecked());
        shoot(*dialog, u"import-light"_s);
        QSignalSpy imported(dialog, &ImportDialog::imported);
        button(*dialog, u"Import"_s)->click();
        QCOMPARE(imported.size(), 1);
        QCOMPARE(sample.book().data().hosts.size(), 2);
        QCOMPARE(sample.book().data().forwards.size(), 2);
        QCOMPARE(sample.book().data().forwards[0].listen.address, u"localhost"_s);
        QVERIFY(sample.book().wanted().isEmpty());
    }

    void anUnreadableFileIsSaid() {
        Sample sample;
        ImportDialog dialog(sample.services(), nullptr);
        dialog.readFile(m_dir.filePath(u"none.toml"_s));
        QCOMPARE(dialog.model()->rowCount(), 0);
        QVERIFY(!button(dialog, u"Import"_s)->isEnabled());
    }

    void exportShowsEachFormat() {
        Sample sample;
        sample.fill();
        const QList<ForwardId> chosen{sample.book().data().forwards[0].id,
                                      sample.book().data().forwards[1].id};
        ExportDialog dialog(sample.book(), chosen, nullptr);
        dialog.show();
        auto *text = dialog.findChild<QPlainTextEdit *>();
        QVERIFY(text->toPlainText().contains(u"ssh -N "_s));
        auto *format = dialog.findChild<QComboBox *>();
        QStringList seen;
        for (int at = 0; at < format->count(); ++at) {
            format->setCurrentIndex(at);
            QVERIFY(!seen.contains(text->toPlainText()));
            seen += text->toPlainText();
        }
        format->setCurrentIndex(1);
        shoot(dialog, u"export-light"_s);
    }

    void looksInTheDarkAndFromTheRight() {
        applyTheme(*qApp, Theme::Dark);
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        Sample sample;
        auto *dialog = new ImportDialog(sample.services(), nullptr);
        dialog->QDialog::show();
        dialog->readFile(config());
        QVERIFY(QTest::qWaitFor([&] { return dialog->model()->rowCount() == 5; }));
        shoot(*dialog, u"import-rtl-dark"_s);
        dialog->reject();
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        applyTheme(*qApp, Theme::Light);
    }
};

QTEST_MAIN(TestImportDialog)
#include "tst_import_dialog.moc"
