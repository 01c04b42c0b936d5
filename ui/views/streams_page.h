// The connections of the chosen forward, read while somebody looks.
#pragma once

#include "ui/models/forward_row.h"
#include "ui/services.h"

#include <QtWidgets/QStackedWidget>

namespace fairlead::ui {

class EmptyPane;
class StreamModel;
class StreamView;

class StreamsPage final : public QStackedWidget {
    Q_OBJECT
public:
    explicit StreamsPage(const Services &services, QWidget *parent = nullptr);
    void show(const ForwardRow &row);
    [[nodiscard]] StreamModel *model() const { return m_model; }
    [[nodiscard]] StreamView *view() const { return m_view; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();

    Services m_services;
    ForwardState m_state = ForwardState::Off;
    int m_held = 0;
    StreamModel *m_model;
    StreamView *m_view;
    EmptyPane *m_empty;
    std::unique_ptr<TimerHandle> m_reading; // only while shown
};

} // namespace fairlead::ui
