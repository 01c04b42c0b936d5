#include "ui/dialogs/kind_tile.h"

#include "text/status_text.h"
#include "ui/look/painting.h"
#include "ui/look/type.h"
#include "ui/views/kind_icon.h"

#include <QtGui/QPainter>

namespace fairlead::ui {

KindTile::KindTile(ForwardKind kind, QWidget *parent) : QAbstractButton(parent), m_kind(kind) {
    setText(kindText(kind));
    setAccessibleName(kindText(kind));
    setCheckable(true);
    setAutoExclusive(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize KindTile::sizeHint() const {
    return {108, std::max(60, QFontMetrics(typeFont(Type::Body)).height() + 40)};
}

void KindTile::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    const bool chosen = isChecked();
    paintFrame(painter, rect(), 8,
               chosen         ? colours.tint
               : underMouse() ? colours.hover
                              : colours.card,
               chosen ? colours.accent : colours.line, chosen ? 1.5 : 1.0);
    if (hasFocus())
        paintFrame(painter, QRectF(rect()).adjusted(3, 3, -3, -3), 6, Qt::transparent,
                   colours.accent, 1.5);
    paintIcon(painter, kindIcon(m_kind), QRectF(width() / 2.0 - 10, 10, 20, 20),
              chosen ? colours.accent : colours.text, Qt::white, isRightToLeft());
    painter.setFont(typeFont(Type::Body, chosen ? Weight::Strong : Weight::Regular));
    painter.setPen(colours.text);
    painter.drawText(rect().adjusted(4, 32, -4, -6), Qt::AlignCenter, text());
}

} // namespace fairlead::ui
