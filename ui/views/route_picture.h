// The hops of a route as a picture: rings and legs with their states. A leg inside SSH runs in a
// pipe, a bare line is plain TCP.
#pragma once

#include "ui/models/route.h"

#include <QtWidgets/QWidget>

namespace fairlead::ui {

class RoutePicture final : public QWidget {
    Q_OBJECT
public:
    explicit RoutePicture(QWidget *parent = nullptr);
    void show(const Route &route);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override; // tooltips of the hops

private:
    [[nodiscard]] QRect columnOf(int hop) const;
    void paintHop(QPainter &painter, int number) const;
    void paintWords(QPainter &painter, int number) const;
    void paintLeg(QPainter &painter, int number) const;

    Route m_route;
};

} // namespace fairlead::ui
