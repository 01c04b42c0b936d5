#include "ui/dialogs/field.h"

#include "ui/look/house_style.h"
#include "ui/views/small_widgets.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace fairlead::ui {
namespace {

void setFieldTone(QWidget *part, const QVariant &tone) {
    if (part->property(kFieldTone) == tone)
        return;
    part->setProperty(kFieldTone, tone);
    part->update();
}

} // namespace

Field::Field(const QString &label, const QList<QWidget *> &parts, QWidget *parent)
    : QWidget(parent),
      m_parts(parts) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    auto *head = new TextLabel(label, Type::Body, Ink::Normal, Weight::Strong, this);
    head->setVisible(!label.isEmpty());
    column->addWidget(head);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (QWidget *part : parts) {
        if (part->accessibleName().isEmpty())
            part->setAccessibleName(label);
        row->addWidget(part, part == parts.constFirst() ? 1 : 0);
    }
    column->addLayout(row);
    head->setBuddy(parts.constFirst());
    auto *below = new QHBoxLayout;
    below->setSpacing(8);
    m_glyph = new StatusGlyph(Tone::Failed, 13, this);
    m_message = new TextLabel({}, Type::Hint, Ink::Quiet, Weight::Regular, this);
    m_fix = new QToolButton(this);
    m_fix->setAutoRaise(true);
    below->addWidget(m_glyph, 0, Qt::AlignVCenter);
    below->addWidget(m_message, 1);
    below->addWidget(m_fix);
    column->addLayout(below);
    connect(m_fix, &QToolButton::clicked, this, &Field::fixRequested);
    setProblem({});
}

void Field::setProblem(const QString &sentence, const QString &fix, QWidget *at) {
    m_hasProblem = !sentence.isEmpty();
    const QWidget *faulty = at != nullptr ? at : m_parts.constFirst();
    for (QWidget *part : std::as_const(m_parts)) {
        const bool bad = m_hasProblem && part == faulty;
        setFieldTone(part, bad ? QVariant(static_cast<int>(Tone::Failed)) : QVariant());
        part->setAccessibleDescription(bad ? sentence : m_hint);
    }
    m_glyph->setTone(Tone::Failed);
    m_glyph->setVisible(m_hasProblem);
    m_message->setText(m_hasProblem ? sentence : m_hint);
    m_message->setVisible(!m_message->text().isEmpty());
    m_fix->setText(fix);
    m_fix->setAccessibleName(fix);
    m_fix->setVisible(m_hasProblem && !fix.isEmpty());
}

void Field::setGood(const QString &sentence) {
    setProblem({});
    setFieldTone(m_parts.constFirst(), static_cast<int>(Tone::Good));
    m_parts.constFirst()->setAccessibleDescription(sentence);
    m_glyph->setTone(Tone::Good);
    m_glyph->show();
    m_message->setText(sentence);
    m_message->show();
}

void Field::setHint(const QString &text) {
    m_hint = text;
    if (!m_hasProblem)
        setProblem({});
}

QLineEdit *textField(const QString &text, const QString &placeholder) {
    auto *edit = new QLineEdit(text);
    edit->setPlaceholderText(placeholder);
    return edit;
}

QLineEdit *portField(const QString &text, const QString &accessibleName) {
    auto *edit = new QLineEdit(text);
    edit->setAccessibleName(accessibleName);
    edit->setLayoutDirection(Qt::LeftToRight);
    edit->setFixedWidth(104);
    edit->setMaxLength(11);
    return edit;
}

} // namespace fairlead::ui
