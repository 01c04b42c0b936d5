// The chosen forward in full: its route, traffic, connections and log under one header.
#pragma once

#include "core/profile/remembered.h"
#include "ui/models/forward_list_model.h"
#include "ui/models/route.h"

#include <QtWidgets/QWidget>

class QStackedWidget;

namespace fairlead::ui {

class ElidedLabel;
class IconLabel;
class LogPage;
class Pill;
class RoutePage;
class StreamsPage;
class TabRow;
class TrafficPage;

class DetailsPane final : public QWidget {
    Q_OBJECT
public:
    // In the order of the tabs.
    enum class Page { Route, Traffic, Streams, Log };

    DetailsPane(const Services &services, const ForwardListModel &model, QWidget *parent = nullptr);
    // Null: nothing chosen, the pane says so.
    void show(const ForwardId &id);
    [[nodiscard]] const ForwardId &shown() const { return m_id; }
    void refresh();
    void open(Page page);
    [[nodiscard]] Page page() const;
    // Opens the page that was open, and keeps it remembered; `remembered` outlives the pane.
    void remember(Remembered &remembered);

Q_SIGNALS:
    void stepRequested(const fairlead::ForwardId &id, fairlead::ui::Verdict::Step step);
    void copyRequested(const fairlead::ForwardId &id);
    void editRequested(const fairlead::ForwardId &id);
    void menuRequested(const QPoint &globalPosition);
    void pageOpened(fairlead::ui::DetailsPane::Page page);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHeader();
    void buildPages();
    void refreshPage(const ForwardRow &row);

    Services m_services;
    const ForwardListModel &m_model;
    ForwardId m_id;

    QWidget *m_header;
    IconLabel *m_kind;
    ElidedLabel *m_name;
    Pill *m_pill;
    ElidedLabel *m_address;
    TabRow *m_tabs;
    QWidget *m_tabsRule;
    QStackedWidget *m_pages;
    RoutePage *m_route;
    TrafficPage *m_traffic;
    StreamsPage *m_streams;
    LogPage *m_log;
    QWidget *m_empty;
};

} // namespace fairlead::ui
