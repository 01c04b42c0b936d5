#include "ui/views/bars.h"

#include "text/units.h"
#include "ui/views/cell_painter.h"
#include "ui/views/small_widgets.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

QString rateOrZero(double rate) {
    const QString text = rateText(rate);
    return text.isEmpty() ? u"0 B/s"_s : text;
}

} // namespace

QuestionBanner::QuestionBanner(QWidget *parent)
    : QWidget(parent),
      m_sentence(new ElidedLabel(Type::Body, Ink::Normal, Weight::Strong, this)),
      m_detail(new ElidedLabel(Type::Body, Ink::Normal, Weight::Regular, this)),
      m_look(new QPushButton(this)) {
    setAccessibleName(tr("A question waits"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 7, 10, 7);
    row->setSpacing(10);
    row->addWidget(new StatusGlyph(Tone::NeedsYou, 16, this));
    row->addWidget(m_sentence);
    row->addWidget(m_detail, 1);
    row->addWidget(m_look);
    m_look->setAutoDefault(false);
    connect(m_look, &QPushButton::clicked, this, &QuestionBanner::lookRequested);
}

void QuestionBanner::show(const QString &sentence, const QString &detail, const QString &button) {
    m_sentence->setText(sentence);
    m_detail->setText(detail);
    m_look->setText(button);
    m_look->setAccessibleName(button);
    setVisible(true);
}

void QuestionBanner::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    painter.fillRect(rect(), colours.tone(Tone::NeedsYou).wash);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.line);
}

UndoStrip::UndoStrip(QWidget *parent)
    : QWidget(parent),
      m_text(new ElidedLabel(Type::Body, Ink::Normal, Weight::Regular, this)),
      m_undo(new QPushButton(tr("Undo"), this)) {
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 7, 10, 7);
    row->setSpacing(10);
    row->addWidget(new IconLabel(Icon::Trash, 16, IconRole::Quiet, this));
    row->addWidget(m_text, 1);
    row->addWidget(m_undo);
    m_undo->setAutoDefault(false);
    m_undo->setAccessibleName(tr("Undo"));
    connect(m_undo, &QPushButton::clicked, this, &UndoStrip::undoRequested);
    setVisible(false);
}

void UndoStrip::show(int deleted) {
    setVisible(deleted > 0);
    if (deleted == 0)
        return;
    const QString text = tr("%n forward(s) deleted", nullptr, deleted);
    m_text->setText(text);
    setAccessibleName(text);
    QAccessibleEvent alert(this, QAccessible::Alert); // it does not take the focus
    QAccessible::updateAccessibility(&alert);
}

void UndoStrip::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    painter.fillRect(rect(), colours.tint);
    painter.fillRect(QRect(0, 0, width(), 1), colours.line);
}

StatusStrip::StatusStrip(QWidget *parent) : QWidget(parent) {
    setAccessibleName(tr("Summary"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize StatusStrip::sizeHint() const {
    return {300, std::max(28, QFontMetrics(typeFont(Type::Hint)).height() + 10)};
}

void StatusStrip::show(const ListSummary &sum) {
    m_parts.clear();
    const auto add = [&](Tone tone, auto words) {
        if (const int count = sum.tones[static_cast<size_t>(tone)]; count > 0)
            m_parts.append({tone, words(count)});
    };
    add(Tone::Good, [](int n) { return tr("%n up", nullptr, n); });
    add(Tone::Working, [](int n) { return tr("%n opening", nullptr, n); });
    add(Tone::Waiting, [](int n) { return tr("%n retrying", nullptr, n); });
    add(Tone::NeedsYou, [](int n) { return tr("%n to answer", nullptr, n); });
    add(Tone::Degraded, [](int n) { return tr("%n degraded", nullptr, n); });
    add(Tone::Failed, [](int n) { return tr("%n failed", nullptr, n); });
    if (m_parts.isEmpty())
        m_parts.append({Tone::Off, sum.forwards == 0 ? tr("No forwards yet") : tr("All off")});
    m_streams = tr("%n stream(s)", nullptr, sum.streams);
    m_rates = isolated(u"↓ "_s + rateOrZero(sum.downPerSecond)) + u"   "_s +
              isolated(u"↑ "_s + rateOrZero(sum.upPerSecond));
    QStringList words;
    for (const Part &part : m_parts)
        words.append(part.text);
    setAccessibleDescription((words + QStringList{m_streams, m_rates}).join(u", "_s));
    update();
}

void StatusStrip::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    const QFont font = typeFont(Type::Hint);
    const QString right = m_streams + u"    "_s + m_rates;
    const int rightWidth = QFontMetrics(font).horizontalAdvance(right) + 8;
    CellPainter brush(painter, rect().adjusted(18, 0, -16, 0), colours, layoutDirection());
    for (const Part &part : m_parts) {
        const int needed = QFontMetrics(font).horizontalAdvance(part.text) + 32;
        if (brush.left() - rightWidth < needed)
            break;
        brush.glyph(part.tone, -1, CellPainter::Line::Only);
        brush.space(6);
        brush.text(part.text, font, colours.text);
        brush.space(14);
    }
    brush.text(right, font, colours.text, CellPainter::Line::Only, CellPainter::End::End);
}

} // namespace fairlead::ui
