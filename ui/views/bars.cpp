#include "ui/views/bars.h"

#include "text/units.h"
#include "ui/views/cell_painter.h"
#include "ui/views/small_widgets.h"

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

StatusStrip::StatusStrip(QWidget *parent) : QWidget(parent) {
    setAccessibleName(tr("Summary"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize StatusStrip::sizeHint() const {
    return {300, std::max(28, QFontMetrics(typeFont(Type::Hint)).height() + 10)};
}

void StatusStrip::show(const QList<ForwardRow> &rows) {
    std::array<int, kToneCount> counts{};
    int streams = 0;
    double down = 0;
    double up = 0;
    for (const ForwardRow &row : rows) {
        ++counts[static_cast<size_t>(toneOf(row.now.status.state))];
        streams += row.now.streams;
        down += row.now.downPerSecond;
        up += row.now.upPerSecond;
    }
    m_parts.clear();
    const auto add = [&](Tone tone, auto words) {
        if (const int count = counts[static_cast<size_t>(tone)]; count > 0)
            m_parts.append({tone, words(count)});
    };
    add(Tone::Good, [](int n) { return tr("%n up", nullptr, n); });
    add(Tone::Working, [](int n) { return tr("%n opening", nullptr, n); });
    add(Tone::Waiting, [](int n) { return tr("%n retrying", nullptr, n); });
    add(Tone::NeedsYou, [](int n) { return tr("%n to answer", nullptr, n); });
    add(Tone::Degraded, [](int n) { return tr("%n degraded", nullptr, n); });
    add(Tone::Failed, [](int n) { return tr("%n failed", nullptr, n); });
    if (m_parts.isEmpty())
        m_parts.append({Tone::Off, rows.isEmpty() ? tr("No forwards yet") : tr("All off")});
    m_streams = tr("%n stream(s)", nullptr, streams);
    m_rates = isolated(u"↓ "_s + rateOrZero(down)) + u"   "_s + isolated(u"↑ "_s + rateOrZero(up));
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
