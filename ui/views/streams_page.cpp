#include "ui/views/streams_page.h"

#include "ui/models/stream_model.h"
#include "ui/views/empty_pane.h"
#include "ui/views/stream_view.h"

namespace fairlead::ui {
namespace {

constexpr std::chrono::milliseconds kReadEvery{500};

} // namespace

StreamsPage::StreamsPage(const Services &services, QWidget *parent)
    : QStackedWidget(parent),
      m_services(services),
      m_model(new StreamModel(services, this)),
      m_view(new StreamView(this)),
      m_empty(new EmptyPane(this)) {
    m_view->setModel(m_model);
    addWidget(m_view);
    addWidget(m_empty);
    connect(m_view, &StreamView::closeRequested, m_model, &StreamModel::close);
}

void StreamsPage::show(const ForwardRow &row) {
    m_state = row.now.status.state;
    m_held = row.now.held;
    m_model->setForward(row.forward.id);
    if (m_reading)
        refresh();
}

void StreamsPage::refresh() {
    m_model->refresh();
    const bool empty = m_model->rowCount() == 0;
    if (empty && m_held > 0)
        m_empty->show(Icon::Clock, tr("%n client(s) wait", nullptr, m_held),
                      tr("They are connected as soon as the link is back."), {});
    else if (empty)
        m_empty->show(Icon::Link, tr("Nobody is connected"),
                      m_state == ForwardState::Off
                          ? tr("The forward is switched off.")
                          : tr("Each connection through this forward appears here while it lasts."),
                      {});
    setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_view);
}

void StreamsPage::showEvent(QShowEvent *event) {
    QStackedWidget::showEvent(event);
    m_reading = m_services.timers.every(kReadEvery, [this] { refresh(); });
    refresh();
}

void StreamsPage::hideEvent(QHideEvent *event) {
    QStackedWidget::hideEvent(event);
    m_reading.reset();
}

} // namespace fairlead::ui
