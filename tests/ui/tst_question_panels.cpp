// Each panel answers once; the harmless answer is the default, and closing gives it.
#include "tests/ui/sample.h"
#include "ui/dialogs/question_panels.h"
#include "ui/text/question_text.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <memory>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

QPushButton *button(const QWidget &panel, const QString &text) {
    for (QPushButton *each : panel.findChildren<QPushButton *>()) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

struct Shown {
    explicit Shown(const Question &question)
        : panel(makeQuestionPanel(question, {{u"staging-api"_s}, u"staging-bastion"_s}, nullptr)) {
        QObject::connect(panel, &QuestionPanel::answered, panel,
                         [this](const Answer &answer) { answers.append(answer); });
        panel->setAttribute(Qt::WA_DeleteOnClose, false);
        panel->show();
    }
    ~Shown() { delete panel; }
    QuestionPanel *panel;
    QList<Answer> answers;
};

} // namespace

class TestQuestionPanels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void enterAndEscapeCancelANewKey() {
        Shown first(Sample::newHostKey());
        QTest::keyClick(first.panel, Qt::Key_Return);
        QCOMPARE(first.answers.size(), 1);
        QCOMPARE(first.answers.constFirst().decision, Answer::Decision::Cancel);
        Shown second(Sample::newHostKey());
        QTest::keyClick(second.panel, Qt::Key_Escape);
        second.panel->close();
        QCOMPARE(second.answers.size(), 1);
        QCOMPARE(second.answers.constFirst().decision, Answer::Decision::Cancel);
    }

    void aNewKeyIsTrustedOnceOrForGood() {
        Shown once(Sample::newHostKey());
        button(*once.panel, u"Trust once"_s)->click();
        QCOMPARE(once.answers.constFirst().decision, Answer::Decision::TrustOnce);
        Shown forGood(Sample::newHostKey());
        button(*forGood.panel, u"Trust and remember"_s)->click();
        QCOMPARE(forGood.answers.constFirst().decision, Answer::Decision::TrustAndRemember);
    }

    void aChangedKeyIsReplacedOnlyAfterItsNameWasTyped() {
        Shown shown(Sample::changedHostKey());
        QPushButton *replace = button(*shown.panel, u"Replace the known key"_s);
        QVERIFY(!replace->isEnabled());
        auto *name = shown.panel->findChild<QLineEdit *>();
        name->setText(u"staging"_s);
        QVERIFY(!replace->isEnabled());
        name->setText(u"staging-bastion"_s);
        QVERIFY(replace->isEnabled());
        replace->click();
        QCOMPARE(shown.answers.constFirst().decision, Answer::Decision::Replace);
        QVERIFY(!button(*shown.panel, u"Trust once"_s));
    }

    void secretsAreGivenAndTheirFieldsEmptied() {
        Question question = Sample::newHostKey();
        question.kind = Question::Kind::KeyboardInteractive;
        question.instruction = u"Code from your \u202Edevice"_s;
        question.prompts = {{u"Code:"_s, true}, {u"PIN:"_s, false}};
        Shown shown(question);
        const QList<QLineEdit *> fields = shown.panel->findChildren<QLineEdit *>();
        QCOMPARE(fields.size(), 2);
        QCOMPARE(fields[0]->echoMode(), QLineEdit::Normal);
        QCOMPARE(fields[1]->echoMode(), QLineEdit::Password);
        QVERIFY(!shown.panel->findChild<QCheckBox *>()->isVisible());
        fields[0]->setText(u"123456"_s);
        fields[1]->setText(u"0000"_s);
        button(*shown.panel, u"Log in"_s)->click();
        QCOMPARE(shown.answers.constFirst().decision, Answer::Decision::Give);
        QVERIFY(shown.answers.constFirst().secrets[0] == Secret("123456"));
        QVERIFY(!shown.answers.constFirst().remember);
        QVERIFY(fields[1]->text().isEmpty());
        for (const QLabel *label : shown.panel->findChildren<QLabel *>())
            QVERIFY(!label->text().contains(QChar(0x202E)));
    }

    void fingerprintsCompareWhateverTheirShape() {
        const QString key = Sample::newHostKey().key.fingerprint;
        QCOMPARE(compareFingerprint({}, key), Comparison::Empty);
        QCOMPARE(compareFingerprint(key, key), Comparison::Same);
        QCOMPARE(compareFingerprint(groupedFingerprint(key), key), Comparison::Same);
        QCOMPARE(compareFingerprint(key.mid(7), key), Comparison::Same);
        QCOMPARE(compareFingerprint(key.left(20), key), Comparison::Incomplete);
        QCOMPARE(compareFingerprint(key + u'x', key), Comparison::Different);
        QCOMPARE(compareFingerprint(u"SHA256:Q3"_s, key), Comparison::Different);
        QCOMPARE(groupedFingerprint(key).section(u'\n', 1, 1), u"q3Jx vN8e Yk0W zT5u"_s);
    }
};

QTEST_MAIN(TestQuestionPanels)
#include "tst_question_panels.moc"
