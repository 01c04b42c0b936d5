#include "ui/views/fact_list.h"

#include "ui/views/cell_painter.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr int kWidth = 206;
constexpr int kGap = 8;

} // namespace

FactList::FactList(QWidget *parent) : QWidget(parent) {
    setAccessibleName(tr("Facts"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void FactList::show(const QList<Fact> &facts) {
    if (m_facts == facts)
        return;
    m_facts = facts;
    QStringList words;
    for (const Fact &fact : facts)
        words.append(fact.head + u": "_s + fact.value);
    setAccessibleDescription(words.join(u", "_s));
    updateGeometry();
    update();
}

QSize FactList::sizeHint() const {
    const int one = QFontMetrics(typeFont(Type::Hint)).height() +
                    QFontMetrics(typeFont(Type::Body)).height() + kGap;
    return {kWidth, static_cast<int>(m_facts.size()) * one + 8};
}

void FactList::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    const int head = QFontMetrics(typeFont(Type::Hint)).height();
    const int value = QFontMetrics(typeFont(Type::Body)).height();
    int top = 0;
    for (const Fact &fact : m_facts) {
        CellPainter first(painter, QRect(0, top, width(), head), colours, layoutDirection());
        first.text(fact.head, typeFont(Type::Hint), colours.quiet);
        CellPainter second(painter, QRect(0, top + head, width(), value), colours,
                           layoutDirection());
        if (fact.icon) {
            second.icon(*fact.icon, 14, colours.quiet);
            second.space(6);
        }
        second.text(fact.value, typeFont(Type::Body), colours.text, CellPainter::Line::Only,
                    CellPainter::End::Start, Qt::ElideMiddle);
        top += head + value + kGap;
    }
}

} // namespace fairlead::ui
