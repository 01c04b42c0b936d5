// The plot of a forward's traffic: down as a filled line, up as a dashed one, and what the pointer
// or the arrow keys point at.
#pragma once

#include "ui/look/colours.h"
#include "ui/models/traffic_scale.h"

#include <QtWidgets/QWidget>

namespace fairlead::ui {

// Time runs from left to right in every language, as clocks and figures do.
class TrafficPlot final : public QWidget {
    Q_OBJECT
public:
    explicit TrafficPlot(QWidget *parent = nullptr);
    // `end`: the wall clock's time at the end of the series.
    void show(const TrafficSeries &series, const QDateTime &end);
    void setLogarithmic(bool on);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    // Pointed at, by mouse or keyboard.
    [[nodiscard]] std::optional<qsizetype> pointed() const { return m_pointed; }
    [[nodiscard]] QRectF area() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] RateScale scale() const;
    [[nodiscard]] QString timeText(const QDateTime &when) const;
    [[nodiscard]] QDateTime timeOf(qsizetype index) const;
    void point(std::optional<qsizetype> index);
    void paintGrid(QPainter &painter, const RateScale &scale, const Colours &colours) const;
    void paintTimes(QPainter &painter, const Colours &colours) const;
    void paintLines(QPainter &painter, const RateScale &scale, const Colours &colours) const;
    void paintPointed(QPainter &painter, const RateScale &scale, const Colours &colours) const;
    void describe();

    TrafficSeries m_series;
    QDateTime m_end;
    bool m_logarithmic = false;
    std::optional<qsizetype> m_pointed;
};

// The pens of the plot and of its key.
[[nodiscard]] QPen trafficPen(Direction direction, const Colours &colours);
// "down", "up"
[[nodiscard]] QString directionText(Direction direction);

} // namespace fairlead::ui
