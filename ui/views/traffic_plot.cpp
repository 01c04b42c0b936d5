#include "ui/views/traffic_plot.h"

#include "text/units.h"
#include "ui/look/painting.h"
#include "ui/look/type.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <algorithm>

namespace fairlead::ui {
namespace {

constexpr int kTop = 8;
constexpr int kRight = 14;
constexpr double kFill = 0.13;

int axisWidth() {
    // The widest that can come: three digits and a unit.
    return QFontMetrics(typeFont(Type::Hint)).horizontalAdvance(scaleText(500e6)) + 8;
}

int lineHeight() { return QFontMetrics(typeFont(Type::Hint)).height(); }

QString shown(double rate) { return rate >= 1 ? rateText(rate) : scaleText(0); }

} // namespace

QPen trafficPen(Direction direction, const Colours &colours) {
    if (direction == Direction::Down)
        return {colours.accent, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
    QPen pen(colours.tone(Tone::Waiting).shape, 1.6, Qt::CustomDashLine, Qt::FlatCap,
             Qt::RoundJoin);
    pen.setDashPattern({3.5, 2});
    return pen;
}

QString directionText(Direction direction) {
    return direction == Direction::Down ? TrafficPlot::tr("down") : TrafficPlot::tr("up");
}

TrafficPlot::TrafficPlot(QWidget *parent) : QWidget(parent) {
    setAccessibleName(tr("Traffic"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void TrafficPlot::show(const TrafficSeries &series, const QDateTime &end) {
    // What is pointed at moves on with time, and off the old end.
    const qsizetype gone = m_series.step == series.step
                               ? (series.end - m_series.end) / series.step -
                                     (series.rates.size() - m_series.rates.size())
                               : series.rates.size();
    if (m_pointed)
        m_pointed = *m_pointed >= gone && *m_pointed - gone < series.rates.size()
                        ? std::optional(*m_pointed - gone)
                        : std::nullopt;
    m_series = series;
    m_end = end;
    describe();
    update();
}

void TrafficPlot::setLogarithmic(bool on) {
    m_logarithmic = on;
    update();
}

QSize TrafficPlot::sizeHint() const { return {640, 170}; }

QSize TrafficPlot::minimumSizeHint() const { return {240, 5 * lineHeight()}; }

QRectF TrafficPlot::area() const {
    return QRectF(rect()).adjusted(axisWidth(), kTop, -kRight, -(lineHeight() + 6));
}

RateScale TrafficPlot::scale() const {
    const double peak =
        std::max(peakOf(m_series, Direction::Down).rate, peakOf(m_series, Direction::Up).rate);
    const int marks = static_cast<int>(area().height() / (lineHeight() * 2.2));
    return {peak, m_logarithmic, std::clamp(marks, 1, 5)};
}

QDateTime TrafficPlot::timeOf(qsizetype index) const {
    return m_end.addMSecs(-agoOf(index, m_series).count());
}

QString TrafficPlot::timeText(const QDateTime &when) const {
    return clockText(when.time(), locale());
}

void TrafficPlot::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &colours = coloursOf(palette());
    const RateScale scale = this->scale();
    paintGrid(painter, scale, colours);
    paintTimes(painter, colours);
    paintLines(painter, scale, colours);
    if (m_pointed)
        paintPointed(painter, scale, colours);
    if (hasFocus())
        paintFrame(painter, QRectF(rect()).adjusted(1, 1, -1, -1), 4, Qt::transparent,
                   colours.accent, 1.5);
}

void TrafficPlot::paintGrid(QPainter &painter, const RateScale &scale,
                            const Colours &colours) const {
    const QRectF plot = area();
    painter.setFont(typeFont(Type::Hint));
    for (const double mark : scale.marks()) {
        const double y = std::round(plot.bottom() - scale.height(mark) * plot.height()) + 0.5;
        painter.setPen(QPen(colours.line, 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(colours.quiet);
        painter.drawText(QRectF(0, y - lineHeight(), plot.left() - 8, lineHeight() * 2),
                         Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter,
                         isolated(scaleText(mark, locale())));
    }
}

void TrafficPlot::paintTimes(QPainter &painter, const Colours &colours) const {
    const QRectF plot = area();
    const auto span = std::chrono::duration_cast<std::chrono::seconds>(m_series.step *
                                                                       std::max(1, m_series.most));
    const double top = plot.bottom() + 5;
    painter.setFont(typeFont(Type::Hint));
    const auto word = [&](double x, const QString &text) {
        painter.drawText(QRectF(x - 60, top, 120, lineHeight()),
                         Qt::AlignHCenter | Qt::AlignVCenter, text);
    };
    for (const TimeMark &mark : timeMarks(m_end, span)) {
        const double x = std::round(plot.left() + mark.at * plot.width()) + 0.5;
        painter.setPen(QPen(colours.line, 1));
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 4));
        painter.setPen(colours.quiet);
        word(x, isolated(timeText(mark.when)));
    }
    painter.setPen(colours.quiet);
    const int width = painter.fontMetrics().horizontalAdvance(tr("now"));
    word(std::min(plot.right(), rect().right() - width / 2.0 - 1), tr("now"));
}

void TrafficPlot::paintLines(QPainter &painter, const RateScale &scale,
                             const Colours &colours) const {
    if (m_series.rates.isEmpty())
        return;
    const QRectF plot = area();
    const QPolygonF down = plotLine(m_series, Direction::Down, scale, plot);
    QPolygonF filled = down;
    filled << QPointF(down.constLast().x(), plot.bottom())
           << QPointF(down.constFirst().x(), plot.bottom());
    QColor wash = colours.accent;
    wash.setAlphaF(static_cast<float>(kFill));
    painter.setPen(Qt::NoPen);
    painter.setBrush(wash);
    painter.drawPolygon(filled);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(trafficPen(Direction::Down, colours));
    painter.drawPolyline(down);
    painter.setPen(trafficPen(Direction::Up, colours));
    painter.drawPolyline(plotLine(m_series, Direction::Up, scale, plot));
}

void TrafficPlot::paintPointed(QPainter &painter, const RateScale &scale,
                               const Colours &colours) const {
    const QRectF plot = area();
    const TrafficRate rate = m_series.rates.value(*m_pointed);
    const double x = xOf(*m_pointed, m_series, plot);
    painter.setPen(QPen(colours.quiet, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    for (const Direction direction : {Direction::Down, Direction::Up}) {
        const double y = plot.bottom() - scale.height(rateOf(rate, direction)) * plot.height();
        painter.setPen(QPen(colours.window, 1.5));
        painter.setBrush(trafficPen(direction, colours).color());
        painter.drawEllipse(QPointF(x, y), 4.5, 4.5);
    }
    const QFontMetrics metrics(typeFont(Type::Hint));
    const QString time = locale().toString(timeOf(*m_pointed).time(), QStringLiteral("HH:mm:ss"));
    const QString downText = shown(rate.down);
    const QString upText = shown(rate.up);
    const QString downHead = tr("↓ down");
    const QString upHead = tr("↑ up");
    const int heads =
        std::max(metrics.horizontalAdvance(downHead), metrics.horizontalAdvance(upHead));
    const int width = 20 + std::max(metrics.horizontalAdvance(time),
                                    heads + 22 +
                                        std::max(metrics.horizontalAdvance(downText),
                                                 metrics.horizontalAdvance(upText)));
    const int line = metrics.height() + 2;
    // Beside the line, on the side where there is room.
    const double left = x + 10 + width > plot.right() ? x - 10 - width : x + 10;
    const QRectF card(std::max(left, 0.0), plot.top() + 4, width, 3 * line + 10);
    paintFrame(painter, card, 6, colours.base, colours.edge);
    painter.setFont(typeFont(Type::Hint));
    const auto row = [&](int number, const QString &head, const QString &value, bool quiet) {
        const QRectF place(card.left() + 10, card.top() + 5 + number * line, card.width() - 20,
                           line);
        painter.setPen(quiet ? colours.quiet : colours.text);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter,
                         isolated(head));
        painter.setPen(colours.text);
        painter.drawText(place, Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter,
                         isolated(value));
    };
    row(0, time, {}, true);
    row(1, downHead, downText, false);
    row(2, upHead, upText, false);
}

void TrafficPlot::point(std::optional<qsizetype> index) {
    if (m_pointed == index)
        return;
    m_pointed = index;
    describe();
    update();
}

void TrafficPlot::mouseMoveEvent(QMouseEvent *event) {
    point(valueAt(event->position().x(), m_series, area()));
}

void TrafficPlot::leaveEvent(QEvent *) { point(std::nullopt); }

void TrafficPlot::focusOutEvent(QFocusEvent *event) {
    QWidget::focusOutEvent(event);
    point(std::nullopt);
}

void TrafficPlot::keyPressEvent(QKeyEvent *event) {
    const qsizetype last = m_series.rates.size() - 1;
    const qsizetype now = m_pointed.value_or(last);
    if (last < 0)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
        return point(std::max<qsizetype>(now - (m_pointed ? 1 : 0), 0));
    case Qt::Key_Right:
        return point(std::min(now + (m_pointed ? 1 : 0), last));
    case Qt::Key_Home:
        return point(0);
    case Qt::Key_End:
        return point(last);
    case Qt::Key_Escape:
        if (m_pointed)
            return point(std::nullopt);
        [[fallthrough]];
    default:
        return QWidget::keyPressEvent(event);
    }
}

void TrafficPlot::describe() {
    if (m_series.rates.isEmpty())
        return setAccessibleDescription({});
    const qsizetype index = m_pointed.value_or(m_series.rates.size() - 1);
    const TrafficRate rate = m_series.rates.value(index);
    //: a moment of the traffic plot: a time, then two rates
    setAccessibleDescription(
        tr("At %1: %2 down, %3 up").arg(timeText(timeOf(index)), shown(rate.down), shown(rate.up)));
}

} // namespace fairlead::ui
