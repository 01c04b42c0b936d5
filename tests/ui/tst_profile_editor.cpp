// A profile and the forwards in it.
#include "tests/ui/sample.h"
#include "ui/dialogs/profile_editor.h"
#include "ui/look/theme.h"

#include <QtCore/QDir>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

void press(const QDialog &dialog, const QString &text) {
    for (QPushButton *each : dialog.findChildren<QPushButton *>())
        if (each->text() == text)
            each->click();
}

} // namespace

class TestProfileEditor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::Light); }

    void aNewProfileTakesForwardsIn() {
        Sample sample;
        sample.fill();
        const Forward first = sample.book().data().forwards[0];
        auto *editor =
            new ProfileEditor(sample.book(), Profile{ProfileId::create(), {}, {}}, nullptr);
        editor->show();
        press(*editor, u"Save"_s); // without a name nothing is saved
        QVERIFY(editor->isVisible());
        editor->findChildren<QLineEdit *>()[0]->setText(u"Night"_s);
        auto *members = editor->findChild<QListWidget *>();
        QCOMPARE(members->count(), sample.book().data().forwards.size());
        QVERIFY(members->item(0)->text().contains(first.name));
        members->item(0)->setCheckState(Qt::Checked);
        QDir().mkpath(QStringLiteral(FAIRLEAD_SHOTS));
        QVERIFY(editor->grab().save(QStringLiteral(FAIRLEAD_SHOTS) + u"/profile-light.png"_s));
        press(*editor, u"Save"_s);
        const auto night = sample.book().profileNamed(u"Night"_s);
        QVERIFY(night);
        QCOMPARE(sample.book().forward(first.id)->profile, night->id);
    }

    void untickedLeaveAndOthersStay() {
        Sample sample;
        sample.fill();
        const Profile profile = sample.book().data().profiles[0];
        QList<ForwardId> before;
        for (const Forward &forward : sample.book().data().forwards)
            if (forward.profile == profile.id)
                before += forward.id;
        QVERIFY(before.size() > 1);
        auto *editor = new ProfileEditor(sample.book(), profile, nullptr);
        auto *members = editor->findChild<QListWidget *>();
        for (int row = 0; row < members->count(); ++row)
            if (members->item(row)->data(Qt::UserRole).toString() == before[0].text())
                members->item(row)->setCheckState(Qt::Unchecked);
        press(*editor, u"Save"_s);
        QVERIFY(sample.book().forward(before[0])->profile.isNull());
        QCOMPARE(sample.book().forward(before[1])->profile, profile.id);
    }

    void aTakenNameIsSaidAndChangesAreAskedFor() {
        Sample sample;
        sample.fill();
        const auto &profiles = sample.book().data().profiles;
        ProfileEditor editor(sample.book(), profiles[0], nullptr);
        editor.setAttribute(Qt::WA_DeleteOnClose, false);
        editor.show();
        editor.findChildren<QLineEdit *>()[0]->setText(profiles[1].name);
        press(editor, u"Save"_s);
        QVERIFY(editor.isVisible());
        editor.reject();
        QVERIFY(editor.isVisible());
        QCOMPARE(sample.book().data().profiles[0].name, profiles[0].name);
    }
};

QTEST_MAIN(TestProfileEditor)
#include "tst_profile_editor.moc"
