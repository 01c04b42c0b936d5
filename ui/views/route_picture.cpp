#include "ui/views/route_picture.h"

#include "ui/look/painting.h"
#include "ui/look/type.h"
#include "ui/models/route_fold.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolTip>
#include <algorithm>

namespace fairlead::ui {
namespace {

constexpr int kRing = 44;
constexpr int kRingTop = 22; // room for the legs' labels
constexpr int kLeastColumn = 90;

int lineHeight(Type type) { return QFontMetrics(typeFont(type)).height(); }

} // namespace

RoutePicture::RoutePicture(QWidget *parent) : QWidget(parent) {
    setAccessibleName(tr("Route"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RoutePicture::show(const Route &route) {
    m_route = folded(route);
    setAccessibleDescription(describe(route));
    updateGeometry();
    update();
}

QSize RoutePicture::sizeHint() const {
    const int words =
        lineHeight(Type::Body) + 2 * lineHeight(Type::Hint) + 2 * lineHeight(Type::Second) + 8;
    return {std::max(3, static_cast<int>(m_route.hops.size())) * 150,
            kRingTop + kRing + 10 + words};
}

QSize RoutePicture::minimumSizeHint() const {
    return {std::max(1, static_cast<int>(m_route.hops.size())) * kLeastColumn, sizeHint().height()};
}

QRect RoutePicture::columnOf(int hop) const {
    const int count = std::max(1, static_cast<int>(m_route.hops.size()));
    const int left = width() * hop / count;
    return QStyle::visualRect(layoutDirection(), rect(),
                              QRect(left, 0, width() * (hop + 1) / count - left, height()));
}

void RoutePicture::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < m_route.legs.size(); ++i)
        paintLeg(painter, i);
    for (int i = 0; i < m_route.hops.size(); ++i) {
        paintHop(painter, i);
        paintWords(painter, i);
    }
}

void RoutePicture::paintHop(QPainter &painter, int number) const {
    const RouteHop &hop = m_route.hops[number];
    const Colours &colours = coloursOf(palette());
    const QPointF centre(columnOf(number).center().x(), kRingTop + kRing / 2.0);
    const bool reached = hop.tone != Tone::Off;
    painter.setPen(QPen(colours.tone(hop.tone).shape, reached ? 2 : 1.5));
    painter.setBrush(colours.card);
    painter.drawEllipse(centre, kRing / 2.0 - 1, kRing / 2.0 - 1);
    paintIcon(painter, hop.icon, QRectF(centre - QPointF(10, 10), QSizeF(20, 20)),
              reached ? colours.text : colours.quiet, Qt::white,
              isRightToLeft() && pointsAlong(hop.icon));
    const double side = isRightToLeft() ? -1 : 1;
    const QPointF badge = centre + QPointF(side * 14, 15);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.window);
    painter.drawEllipse(badge, 9, 9);
    paintStatus(painter, QRectF(badge - QPointF(6.5, 6.5), QSizeF(13, 13)), hop.tone, colours);
}

void RoutePicture::paintWords(QPainter &painter, int number) const {
    const RouteHop &hop = m_route.hops[number];
    const Colours &colours = coloursOf(palette());
    const QRect column = columnOf(number).adjusted(4, 0, -4, 0);
    int top = kRingTop + kRing + 8;
    const auto line = [&](const QString &text, const QFont &font, const QColor &colour, int lines) {
        const QFontMetrics metrics(font);
        painter.setFont(font);
        painter.setPen(colour);
        const QRect rect(column.left(), top, column.width(), metrics.height() * lines);
        const int flags = Qt::AlignHCenter | Qt::AlignTop | (lines > 1 ? Qt::TextWordWrap : 0);
        painter.drawText(rect, flags,
                         lines > 1 ? text : elided(metrics, text, Qt::ElideMiddle, rect.width()));
        top += metrics.height();
    };
    line(hop.title, typeFont(Type::Body, Weight::Strong), colours.text, 1);
    line(hop.address.isEmpty() ? QString() : isolated(hop.address), typeFont(Type::Hint),
         colours.quiet, 1);
    top += 4;
    const QColor ink = colours.tone(hop.tone).ink;
    line(hop.state, typeFont(Type::Hint, Weight::Strong), ink, 1);
    const bool bad = hop.tone != Tone::Good && hop.tone != Tone::Off;
    line(hop.reason, typeFont(Type::Second), bad ? ink : colours.quiet, 2);
}

void RoutePicture::paintLeg(QPainter &painter, int number) const {
    const RouteLeg &leg = m_route.legs[number];
    const Colours &colours = coloursOf(palette());
    const double y = kRingTop + kRing / 2.0;
    const double side = isRightToLeft() ? -1 : 1;
    const double from = columnOf(number).center().x() + side * (kRing / 2.0 + 9);
    const double to = columnOf(number + 1).center().x() - side * (kRing / 2.0 + 9);
    const bool good = leg.state == RouteLeg::State::Good;
    const bool broken = leg.state == RouteLeg::State::Broken;
    const QColor shape = colours.tone(leg.tone).shape;
    const QColor grey = colours.tone(Tone::Off).shape;
    if (leg.insideSsh) {
        const ToneColours &pipe = colours.tone(good || broken ? leg.tone : Tone::Off);
        paintFrame(painter, QRectF(QPointF(from, y - 8), QPointF(to, y + 8)).normalized(), 8,
                   good ? pipe.wash : QColor(Qt::transparent), good ? pipe.edge : colours.line);
    }
    const double inset = leg.insideSsh ? 7 : 0;
    const QPointF start(from + side * inset, y);
    const QPointF end(to - side * inset, y);
    const QPointF middle = (start + end) / 2;
    QPen dashes(grey, 1.8, Qt::CustomDashLine);
    dashes.setDashPattern({2.2, 2.2});
    painter.setBrush(Qt::NoBrush);
    painter.setPen(good ? QPen(shape, 2.5, Qt::SolidLine, Qt::RoundCap) : dashes);
    painter.drawLine(broken ? middle + QPointF(side * 12, 0) : start, end);
    painter.setPen(
        QPen(good ? shape : grey, good ? 2.5 : 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF({end + QPointF(-side * 6, -5), end, end + QPointF(-side * 6, 5)}));
    if (broken) {
        painter.setPen(QPen(shape, 2.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(start, middle - QPointF(side * 12, 0));
        paintStatus(painter, QRectF(middle - QPointF(9, 9), QSizeF(18, 18)), leg.tone, colours);
    }
    painter.setFont(typeFont(Type::Second));
    painter.setPen(broken ? colours.tone(leg.tone).ink : colours.quiet);
    const QRectF label = QRectF(QPointF(from, 0), QPointF(to, kRingTop + 8)).normalized();
    const QRectF room = label.adjusted(-10, 0, 10, 0);
    painter.drawText(room, Qt::AlignHCenter | Qt::AlignVCenter,
                     isolated(elided(painter.fontMetrics(), leg.label, Qt::ElideRight,
                                     static_cast<int>(room.width()))));
}

bool RoutePicture::event(QEvent *event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (int i = 0; i < m_route.hops.size(); ++i) {
        if (!columnOf(i).contains(help->pos()))
            continue;
        const RouteHop &hop = m_route.hops[i];
        QStringList lines{hop.title, hop.hidden, hop.address, hop.state, hop.reason};
        lines.removeAll(QString());
        QToolTip::showText(help->globalPos(), lines.join(u'\n'), this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

} // namespace fairlead::ui
