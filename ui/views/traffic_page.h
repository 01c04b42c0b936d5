// What goes through a forward: plot, key, span and scale, and the figures beside it.
#pragma once

#include "core/tunnel/traffic_history.h"
#include "ui/models/forward_row.h"
#include "ui/services.h"

#include <QtWidgets/QWidget>

class QCheckBox;
class QComboBox;
class QStackedWidget;

namespace fairlead::ui {

class EmptyPane;
class FactList;
class TrafficPlot;

class TrafficPage final : public QWidget {
    Q_OBJECT
public:
    explicit TrafficPage(const Services &services, QWidget *parent = nullptr);
    void show(const ForwardRow &row);
    // Narrow windows have no room for the figures.
    void setFactsVisible(bool visible);
    [[nodiscard]] TrafficPlot *plot() const { return m_plot; }

private:
    [[nodiscard]] QWidget *buildTools();
    [[nodiscard]] TrafficSpan span() const;
    void showFigures(const ForwardRow &row, const TrafficSeries &series, const QDateTime &end);

    Services m_services;
    std::optional<ForwardRow> m_row;
    QComboBox *m_span;
    QCheckBox *m_logarithmic;
    TrafficPlot *m_plot;
    EmptyPane *m_empty;
    QStackedWidget *m_pages;
    FactList *m_figures;
    QWidget *m_rule;
};

} // namespace fairlead::ui
