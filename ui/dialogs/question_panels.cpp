#include "ui/dialogs/question_panels.h"

#include "core/base/log.h"
#include "ui/look/house_style.h"
#include "ui/text/question_text.h"
#include "ui/views/small_widgets.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

QuestionPanel::QuestionPanel(const Question &question, QWidget *parent)
    : HouseDialog(parent),
      m_question(question) {
    setMinimumWidth(720);
    setWindowTitle(questionSentence(question));
}

void QuestionPanel::answer(const Answer &answer) {
    if (std::exchange(m_done, true))
        return;
    Q_EMIT answered(answer);
    done(QDialog::Accepted);
}

void QuestionPanel::dismiss() {
    m_done = true;
    done(QDialog::Rejected);
}

void QuestionPanel::reject() {
    if (!std::exchange(m_done, true))
        Q_EMIT answered(Answer{});
    QDialog::reject();
}

void QuestionPanel::addHead(QBoxLayout &column, const QString &title, const QString &text,
                            const QuestionContext &context) {
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    auto *icon = new IconLabel(Icon::Key, 22, IconRole::Text, this);
    icon->setDisc(48, Tone::NeedsYou);
    row->addWidget(icon, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(new TextLabel(title, Type::Verdict, Ink::Normal, Weight::Strong, this));
    if (!text.isEmpty())
        words->addWidget(new TextLabel(text, Type::Body, Ink::Quiet, Weight::Regular, this));
    row->addLayout(words, 1);
    column.addLayout(row);
    auto *where = new QHBoxLayout;
    where->setSpacing(6);
    const auto add = [&](Icon which, const QString &what) {
        if (what.isEmpty())
            return;
        where->addWidget(new IconLabel(which, 14, IconRole::Quiet, this));
        auto *label = new ElidedLabel(Type::Body, Ink::Quiet, Weight::Regular, this);
        label->setText(what);
        where->addWidget(label);
        where->addSpacing(10);
    };
    add(Icon::KindLocal, context.forwards.join(u", "_s));
    if (context.linkHost != question().hostName)
        add(Icon::Link, context.linkHost);
    add(Icon::Server, hopText(question()));
    where->addStretch(1);
    column.addLayout(where);
}

void QuestionPanel::addServerText(QBoxLayout &column, const QString &text) {
    const QString shown = printable(text, true);
    if (shown.isEmpty())
        return;
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    auto *bar = new Rule(Qt::Vertical, this);
    bar->setFixedWidth(3);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(new TextLabel(tr("The server says of itself, unverified"), Type::Hint,
                                   Ink::Quiet, Weight::Regular, this));
    auto *said = new TextLabel(shown, Type::Hint, Ink::Normal, Weight::Regular, this);
    said->setFont(fixedFont(Type::Hint));
    words->addWidget(said);
    row->addWidget(bar);
    row->addLayout(words, 1);
    column.addLayout(row);
}

SecretPanel::SecretPanel(const Question &question, const QuestionContext &context, QWidget *parent)
    : QuestionPanel(question, parent),
      m_remember(new QCheckBox(tr("Remember in the keyring"), this)) {
    setMinimumWidth(520);
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(24, 22, 24, 20);
    column->setSpacing(12);
    const QString text = question.again ? tr("The last answer was not accepted.")
                         : question.kind == Question::Kind::Passphrase ? question.keyFile
                                                                       : QString();
    addHead(*column, questionSentence(question), text, context);
    addServerText(*column, (question.title + u'\n' + question.instruction).trimmed());
    const bool serverAsks = question.kind == Question::Kind::KeyboardInteractive;
    QList<Question::Prompt> prompts = question.prompts;
    if (prompts.isEmpty())
        prompts.append(Question::Prompt{});
    for (const Question::Prompt &prompt : std::as_const(prompts)) {
        const QString own =
            question.kind == Question::Kind::Passphrase ? tr("Passphrase") : tr("Password");
        const QString label = serverAsks ? printable(prompt.text) : own;
        column->addWidget(new TextLabel(label, Type::Body, Ink::Normal, Weight::Strong, body));
        auto *edit = new QLineEdit(body);
        edit->setEchoMode(prompt.echo ? QLineEdit::Normal : QLineEdit::Password);
        edit->setAccessibleName(label);
        column->addWidget(edit);
        m_fields.append(edit);
    }
    m_remember->setAccessibleName(m_remember->text());
    m_remember->setVisible(question.mayRemember);
    column->addWidget(m_remember);
    column->addStretch(1);
    setBody(body);
    QPushButton *cancel = addButton(tr("Cancel"));
    QPushButton *give = addButton(tr("Log in"));
    makeDefault(give);
    m_fields.constFirst()->setFocus();
    connect(cancel, &QPushButton::clicked, this, &QuestionPanel::reject);
    connect(give, &QPushButton::clicked, this, &SecretPanel::give);
}

void SecretPanel::give() {
    Answer reply;
    reply.decision = Answer::Decision::Give;
    reply.remember = m_remember->isVisible() && m_remember->isChecked();
    for (QLineEdit *field : std::as_const(m_fields)) {
        QString text = field->text();
        field->clear();
        reply.secrets.append(Secret::takeFrom(text));
    }
    answer(reply);
}

QuestionPanel *makeQuestionPanel(const Question &question, const QuestionContext &context,
                                 QWidget *parent) {
    switch (question.kind) {
    case Question::Kind::NewHostKey:
        return new NewKeyPanel(question, context, parent);
    case Question::Kind::ChangedHostKey:
        return new ChangedKeyPanel(question, context, parent);
    case Question::Kind::Password:
    case Question::Kind::Passphrase:
    case Question::Kind::KeyboardInteractive:
    case Question::Kind::ProxyPassword:
        break;
    }
    return new SecretPanel(question, context, parent);
}

} // namespace fairlead::ui
