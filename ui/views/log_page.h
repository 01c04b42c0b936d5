// The log of one forward or of everything: filtered, searched, followed, copied without names.
#pragma once

#include "ui/models/forward_row.h"
#include "ui/models/log_model.h"
#include "ui/services.h"

#include <QtWidgets/QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QStackedWidget;

namespace fairlead::ui {

class EmptyPane;
class LogView;

class LogPage final : public QWidget {
    Q_OBJECT
public:
    explicit LogPage(const Services &services, QWidget *parent = nullptr);
    void show(const ForwardRow &row);
    [[nodiscard]] LogView *view() const { return m_view; }
    // What Copy copies: the chosen lines, or all that are shown when none is chosen.
    [[nodiscard]] QString copyText() const;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QWidget *buildTools();
    void refresh();
    void narrow();

    Services m_services;
    ForwardId m_forward;
    HostId m_host;
    LogModel m_model;
    LogProxy m_proxy;
    QComboBox *m_about;
    QComboBox *m_least;
    QLineEdit *m_search;
    QCheckBox *m_follow;
    QCheckBox *m_names;
    LogView *m_view;
    EmptyPane *m_empty;
    QStackedWidget *m_pages;
    std::unique_ptr<TimerHandle> m_reading; // only while shown
};

} // namespace fairlead::ui
