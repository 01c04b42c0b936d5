#include "ui/views/tab_row.h"

#include "ui/look/painting.h"
#include "ui/look/type.h"

#include <QtGui/QPainter>
#include <algorithm>

namespace fairlead::ui {
namespace {

constexpr int kPadding = 14;
constexpr int kHeight = 38;

} // namespace

TabRow::TabRow(QWidget *parent) : QTabBar(parent) {
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
}

// As wide as when chosen, so that choosing moves nothing.
QSize TabRow::tabSizeHint(int index) const {
    const QFontMetrics metrics(typeFont(Type::Body, Weight::Strong));
    const int words = metrics.size(Qt::TextShowMnemonic, tabText(index)).width();
    return {words + 2 * kPadding, std::max(kHeight, metrics.height() + 16)};
}

void TabRow::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    for (int i = 0; i < count(); ++i) {
        const QRect tab = tabRect(i);
        const bool chosen = i == currentIndex();
        const bool hovered = tab.contains(mapFromGlobal(QCursor::pos())) && underMouse();
        painter.setFont(typeFont(Type::Body, chosen ? Weight::Strong : Weight::Regular));
        painter.setPen(chosen || hovered ? colours.text : colours.quiet);
        painter.drawText(tab, Qt::AlignCenter | Qt::TextHideMnemonic, tabText(i));
        const QRect words = tab.adjusted(kPadding - 2, 0, -kPadding + 2, 0);
        if (chosen)
            painter.fillRect(QRect(words.left(), tab.bottom() - 2, words.width(), 3),
                             colours.accent);
        if (chosen && hasFocus())
            paintFrame(painter, QRectF(words).adjusted(-6, 4, 6, -5), 4, Qt::transparent,
                       colours.accent, 1.5);
    }
}

} // namespace fairlead::ui
