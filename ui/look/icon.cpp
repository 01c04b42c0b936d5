#include "ui/look/icon.h"

#include "ui/look/colours.h"

#include <QtCore/QScopeGuard>
#include <QtGui/QGuiApplication>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <algorithm>

using namespace Qt::StringLiterals;

// Resources of a static library are not found unless they are asked for; the macro wants no
// namespace around it.
static void initResources() { Q_INIT_RESOURCE(fairlead); }

namespace fairlead::ui {
namespace {

enum class Op { Move = 0, Line = 1, Curve = 2, Close = 3, Shape = 9 };

// Walks the numbers of one drawing, shape by shape (compile_icons.py says what they mean).
class DrawingReader {
public:
    explicit DrawingReader(std::span<const float> numbers) : m_numbers(numbers) { m_side = take(); }
    [[nodiscard]] double side() const { return m_side; }
    [[nodiscard]] bool nextShape() {
        if (m_at >= m_numbers.size())
            return false;
        take();
        fill = static_cast<int>(take());
        stroke = static_cast<int>(take());
        width = take();
        roundEnds = take() != 0;
        readPath();
        return true;
    }

    int fill = 0;
    int stroke = 0;
    double width = 1;
    bool roundEnds = false;
    QPainterPath path;

private:
    double take() { return m_at < m_numbers.size() ? static_cast<double>(m_numbers[m_at++]) : 0; }
    QPointF point() {
        const double x = take();
        return {x, take()};
    }
    void readPath() {
        path = QPainterPath();
        while (m_at < m_numbers.size()) {
            const Op op = static_cast<Op>(static_cast<int>(m_numbers[m_at]));
            if (op == Op::Shape)
                return;
            ++m_at;
            if (op == Op::Close) {
                path.closeSubpath();
            } else if (op == Op::Move) {
                path.moveTo(point());
            } else if (op == Op::Line) {
                path.lineTo(point());
            } else {
                const QPointF first = point();
                const QPointF second = point();
                path.cubicTo(first, second, point());
            }
        }
    }

    std::span<const float> m_numbers;
    size_t m_at = 0;
    double m_side = 16;
};

// The numbers compile_icons.py gives to colours.
QColor inkFor(int which, const IconInks &inks) {
    constexpr float kFaint = 0.62F;
    QColor faint = inks.faint.isValid() ? inks.faint : inks.ink;
    if (!inks.faint.isValid())
        faint.setAlphaF(kFaint);
    switch (which) {
    case 1:
        return inks.ink;
    case 2:
        return inks.mark;
    case 3:
        return inks.accent;
    case 4:
        return faint;
    default:
        return {};
    }
}

class TintedIconEngine final : public QIconEngine {
public:
    TintedIconEngine(Icon icon, IconRole role) : m_icon(icon), m_role(role) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override {
        const bool mirrored =
            pointsAlong(m_icon) && QGuiApplication::layoutDirection() == Qt::RightToLeft;
        paintIcon(*painter, m_icon, rect, colour(mode), Qt::white, mirrored);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal /*scale*/) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }
    [[nodiscard]] QIconEngine *clone() const override {
        return new TintedIconEngine(m_icon, m_role);
    }

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode) const {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        const Colours &colours = coloursOf(palette);
        switch (m_role) {
        case IconRole::Text:
            return colours.text;
        case IconRole::OnAccent:
            return colours.onAccent;
        case IconRole::Accent:
            return colours.accent;
        case IconRole::Quiet:
            return colours.quiet;
        }
        return colours.text;
    }

    Icon m_icon;
    IconRole m_role;
};

} // namespace

void paintIcon(QPainter &painter, Icon icon, const QRectF &rect, const QColor &ink,
               const QColor &mark, bool mirrored) {
    paintIcon(painter, icon, rect, IconInks{ink, mark, {}, {}}, mirrored);
}

void paintIcon(QPainter &painter, Icon icon, const QRectF &rect, const IconInks &inks,
               bool mirrored) {
    DrawingReader drawing(iconNumbers(icon));
    const double side = std::min(rect.width(), rect.height());
    painter.save();
    const auto restore = qScopeGuard([&painter] { painter.restore(); });
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(side, side) / 2);
    painter.scale(side / drawing.side(), side / drawing.side());
    if (mirrored) {
        painter.translate(drawing.side(), 0);
        painter.scale(-1, 1);
    }
    while (drawing.nextShape()) {
        const auto cap = drawing.roundEnds ? Qt::RoundCap : Qt::FlatCap;
        const auto join = drawing.roundEnds ? Qt::RoundJoin : Qt::MiterJoin;
        const QColor stroke = inkFor(drawing.stroke, inks);
        const QColor fill = inkFor(drawing.fill, inks);
        painter.setPen(stroke.isValid() ? QPen(stroke, drawing.width, Qt::SolidLine, cap, join)
                                        : QPen(Qt::NoPen));
        painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
        painter.drawPath(drawing.path);
    }
}

bool pointsAlong(Icon icon) {
    return icon == Icon::KindLocal || icon == Icon::KindRemote || icon == Icon::KindDynamic ||
           icon == Icon::KindRelay || icon == Icon::ChevronRight || icon == Icon::Play ||
           icon == Icon::List || icon == Icon::Browser;
}

QIcon tintedIcon(Icon icon, IconRole role) { return QIcon(new TintedIconEngine(icon, role)); }

QIcon appIcon() {
    initResources();
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 128, 256})
        icon.addFile(u":/icons/app/fairlead-%1.png"_s.arg(size), QSize(size, size));
    return icon;
}

} // namespace fairlead::ui
