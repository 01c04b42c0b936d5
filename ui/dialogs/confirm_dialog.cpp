#include "ui/dialogs/confirm_dialog.h"

#include "ui/look/house_style.h"
#include "ui/views/small_widgets.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace fairlead::ui {

namespace {

// The question or statement itself: a title and what is to be known about it.
QWidget *makeBody(const QString &title, const QStringList &lines, QWidget *parent) {
    auto *body = new QWidget(parent);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(24, 24, 24, 20);
    column->setSpacing(8);
    column->addWidget(new TextLabel(title, Type::Verdict, Ink::Normal, Weight::Strong, body));
    for (const QString &line : lines)
        column->addWidget(new TextLabel(line, Type::Body, Ink::Normal, Weight::Regular, body));
    return body;
}

} // namespace

ConfirmDialog::ConfirmDialog(const QString &title, const QStringList &lines, const QString &remark,
                             const QString &action, QWidget *parent, Nature nature)
    : HouseDialog(parent) {
    constexpr int kMostLines = 10;
    setWindowTitle(title);
    setMinimumWidth(420);
    QWidget *body = makeBody(title, lines.mid(0, kMostLines), this);
    auto *column = static_cast<QVBoxLayout *>(body->layout());
    if (const auto rest = static_cast<int>(lines.size()) - kMostLines; rest > 0)
        column->addWidget(new TextLabel(tr("and %n more", nullptr, rest), Type::Body, Ink::Quiet,
                                        Weight::Regular, body));
    column->addStretch(1);
    setBody(body);
    setRemark(remark);
    if (action.isEmpty()) {
        QPushButton *close = addButton(tr("Close"));
        connect(close, &QPushButton::clicked, this, &QDialog::reject);
        makeDefault(close);
        return;
    }
    const bool destructive = nature == Nature::Destructive;
    QPushButton *act = nullptr;
    if (destructive)
        act = addButton(action);
    QPushButton *cancel = addButton(tr("Cancel"));
    if (!destructive)
        act = addButton(action);
    act->setProperty(kDangerProperty, destructive);
    connect(act, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    makeDefault(destructive ? cancel : act);
}

ChoiceDialog::ChoiceDialog(const QString &title, const QStringList &lines, const QString &remark,
                           QWidget *parent)
    : HouseDialog(parent) {
    setWindowTitle(title);
    setMinimumWidth(460);
    QWidget *body = makeBody(title, lines, this);
    static_cast<QVBoxLayout *>(body->layout())->addStretch(1);
    setBody(body);
    setRemark(remark);
}

QPushButton *ChoiceDialog::addChoice(const QString &text) {
    QPushButton *choice = addButton(text);
    connect(choice, &QPushButton::clicked, this, &QDialog::accept);
    return choice;
}

void ConfirmDialog::showAbout(QWidget *parent) {
    auto *dialog = new ConfirmDialog(
        tr("Fairlead %1").arg(QCoreApplication::applicationVersion()),
        {tr("Leads connections safely around obstacles."),
         tr("Free software under the GNU General Public License, version 3 or later.")},
        {}, {}, parent, Nature::Harmless);
    dialog->show();
}

} // namespace fairlead::ui
