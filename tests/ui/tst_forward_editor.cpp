// What fills the editor of a forward: usual services, and a command on the clipboard.
#include "tests/ui/sample.h"
#include "ui/dialogs/forward_editor.h"
#include "ui/dialogs/forward_form.h"
#include "ui/dialogs/presets.h"

#include <QtGui/QClipboard>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

Forward fresh() {
    Forward forward;
    forward.id = ForwardId::create();
    return forward;
}

// What the preview offers to copy into a terminal, or says instead.
QString previewed(const ForwardEditor &editor) {
    for (const QLabel *each : editor.findChildren<QLabel *>())
        if (each->accessibleName() == u"As an ssh command")
            return each->text();
    return {};
}

void pressFill(const ForwardEditor &editor) {
    for (QPushButton *each : editor.findChildren<QPushButton *>())
        if (each->text().contains(u"clipboard"_s))
            each->click();
}

} // namespace

class TestForwardEditor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPresetMakesAForwardThatListens() {
        const ProfileData data{
            {Host{.id = HostId(u"h"_s), .name = u"h"_s, .address = u"h"_s}}, {}, {}};
        for (const Preset &preset : presets()) {
            Forward forward = fresh();
            forward.host = HostId(u"h"_s);
            forward = withPreset(forward, preset);
            CheckContext context;
            const auto findings = checkForward(forward, data, context);
            QVERIFY2(findings.isEmpty(), preset.name);
            QVERIFY2(forward.listen.port >= 1024, preset.name);
        }
    }

    void aPresetKeepsNameAndTarget() {
        Forward forward = fresh();
        forward.name = u"orders"_s;
        forward.target.host = u"db-orders"_s;
        const Forward made = withPreset(forward, presets()[0]);
        QCOMPARE(made.name, u"orders"_s);
        QCOMPARE(made.target.host, u"db-orders"_s);
        QCOMPARE(made.target.port, 5432);
    }

    void theClipboardFillsTheForm() {
        Sample sample;
        sample.fill();
        ForwardEditor editor(sample.services(), fresh(), nullptr);
        QSignalSpy needed(&editor, &ForwardEditor::hostNeeded);
        QGuiApplication::clipboard()->setText(
            u"ssh -R 0.0.0.0:3022:localhost:22 deploy@bastion-eu.example.net"_s);
        pressFill(editor);
        const Forward read = editor.form()->forward();
        QCOMPARE(read.kind, ForwardKind::Remote);
        QCOMPARE(read.listen.port, 3022);
        QCOMPARE(read.target.port, 22);
        QCOMPARE(sample.book().host(read.host)->name, u"bastion-eu"_s);
        QVERIFY(needed.isEmpty());
        QGuiApplication::clipboard()->setText(u"ssh://me@new.example:2222"_s);
        pressFill(editor);
        QCOMPARE(needed.size(), 1);
        QCOMPARE(needed[0][0].value<Host>().port, 2222);
    }

    void theCommandWaitsForWhatBelongsInIt() {
        Sample sample;
        sample.fill();
        ForwardEditor editor(sample.services(), fresh(), nullptr);
        QVERIFY2(!previewed(editor).contains(u"ssh -N"_s), qPrintable(previewed(editor)));
        QVERIFY(!previewed(editor).isEmpty());
        QGuiApplication::clipboard()->setText(
            u"ssh -L 5432:db:5432 deploy@bastion-eu.example.net"_s);
        pressFill(editor);
        QVERIFY2(previewed(editor).contains(u"5432:db:5432"_s), qPrintable(previewed(editor)));
    }

    void nonsenseChangesNothing() {
        Sample sample;
        sample.fill();
        ForwardEditor editor(sample.services(), fresh(), nullptr);
        const Forward before = editor.form()->forward();
        QGuiApplication::clipboard()->setText(u"rm -rf / ; ssh x"_s);
        pressFill(editor);
        QCOMPARE(editor.form()->forward(), before);
    }
};

QTEST_MAIN(TestForwardEditor)
#include "tst_forward_editor.moc"
