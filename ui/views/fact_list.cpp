#include "ui/views/fact_list.h"

#include "ui/views/cell_painter.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr int kWidth = 206;
constexpr int kGap = 8;

QFont valueFont(const Fact &fact) {
    return fact.prominent ? typeFont(Type::Verdict, Weight::Strong) : typeFont(Type::Body);
}

int hintHeight() { return QFontMetrics(typeFont(Type::Hint)).height(); }

int heightOf(const Fact &fact) {
    return hintHeight() + QFontMetrics(valueFont(fact)).height() +
           (fact.detail.isEmpty() ? 0 : hintHeight()) + kGap;
}

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
        words.append(fact.head + u": "_s + fact.value +
                     (fact.detail.isEmpty() ? QString() : u", "_s + fact.detail));
    setAccessibleDescription(words.join(u", "_s));
    updateGeometry();
    update();
}

QSize FactList::sizeHint() const {
    int height = 0;
    for (const Fact &fact : m_facts)
        height += heightOf(fact);
    return {kWidth, height};
}

void FactList::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    int top = 0;
    const auto line = [&](int height) {
        const QRect rect(0, top, width(), height);
        top += height;
        return CellPainter(painter, rect, colours, layoutDirection());
    };
    for (const Fact &fact : m_facts) {
        line(hintHeight()).text(fact.head, typeFont(Type::Hint), colours.quiet);
        CellPainter value = line(QFontMetrics(valueFont(fact)).height());
        if (fact.icon) {
            value.icon(*fact.icon, 14, colours.quiet);
            value.space(6);
        }
        value.text(fact.value, valueFont(fact), colours.text, CellPainter::Line::Only,
                   CellPainter::End::Start, Qt::ElideMiddle);
        if (!fact.detail.isEmpty())
            line(hintHeight()).text(fact.detail, typeFont(Type::Hint), colours.quiet);
        top += kGap;
    }
}

} // namespace fairlead::ui
