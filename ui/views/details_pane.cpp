#include "ui/views/details_pane.h"

#include "ui/text/row_text.h"
#include "ui/views/kind_icon.h"
#include "ui/views/log_page.h"
#include "ui/views/route_page.h"
#include "ui/views/small_widgets.h"
#include "ui/views/streams_page.h"
#include "ui/views/tab_row.h"
#include "ui/views/traffic_page.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr int kFactsFrom = 940; // narrower windows fold the facts away
constexpr int kMargin = 20;
constexpr auto kRememberedAs = "details"_L1;

// In the order of DetailsPane::Page; they stand in a file.
const QStringList &pageNames() {
    static const QStringList names{u"route"_s, u"traffic"_s, u"streams"_s, u"log"_s};
    return names;
}

} // namespace

DetailsPane::DetailsPane(const Services &services, const ForwardListModel &model, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_model(model) {
    setAccessibleName(tr("Details"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHeader();
    buildPages();
    m_empty = new TextLabel(tr("Choose a forward to see its route."), Type::Body, Ink::Quiet,
                            Weight::Regular, this);
    static_cast<QLabel *>(m_empty)->setAlignment(Qt::AlignCenter);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(kMargin - 12, 0, kMargin, 0); // their words in line with the header
    tabs->addWidget(m_tabs, 1);
    column->addWidget(m_header);
    column->addLayout(tabs);
    column->addWidget(m_tabsRule);
    column->addWidget(m_pages, 1);
    column->addWidget(m_empty, 1);
    connect(&model, &ForwardListModel::rowChanged, this, [this](const ForwardId &id) {
        if (id == m_id)
            refresh();
    });
    connect(&services.tunnels, &TunnelService::linkChanged, this, &DetailsPane::refresh);
    refresh();
}

void DetailsPane::buildHeader() {
    m_header = new QWidget(this);
    auto *row = new QHBoxLayout(m_header);
    row->setContentsMargins(kMargin, 9, kMargin - 6, 3);
    row->setSpacing(8);
    m_kind = new IconLabel(Icon::KindLocal, 20, IconRole::Text, m_header);
    m_name = new ElidedLabel(Type::Pane, Ink::Normal, Weight::Strong, m_header);
    m_name->setElideMode(Qt::ElideMiddle);
    m_pill = new Pill(m_header);
    m_address = new ElidedLabel(Type::Body, Ink::Quiet, Weight::Regular, m_header);
    m_address->setFixedPitch(true);
    QToolButton *copy = iconButton(Icon::Copy, tr("Copy the address"), m_header);
    auto *edit = new QToolButton(m_header);
    edit->setText(tr("&Edit…"));
    edit->setIcon(tintedIcon(Icon::Edit));
    edit->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    edit->setAutoRaise(true);
    edit->setAccessibleName(tr("Edit the forward"));
    QToolButton *more = iconButton(Icon::More, tr("More"), m_header);
    for (QWidget *part : {static_cast<QWidget *>(m_kind), static_cast<QWidget *>(m_name),
                          static_cast<QWidget *>(m_pill)})
        row->addWidget(part);
    row->addSpacing(8);
    row->addWidget(m_address);
    row->addWidget(copy);
    row->addStretch(1);
    row->addWidget(edit);
    row->addWidget(more);
    connect(copy, &QToolButton::clicked, this, [this] { Q_EMIT copyRequested(m_id); });
    connect(edit, &QToolButton::clicked, this, [this] { Q_EMIT editRequested(m_id); });
    connect(more, &QToolButton::clicked, this,
            [this, more] { Q_EMIT menuRequested(more->mapToGlobal(QPoint(0, more->height()))); });
}

void DetailsPane::buildPages() {
    m_tabs = new TabRow(this);
    m_tabs->setAccessibleName(tr("Details"));
    m_tabsRule = new Rule(Qt::Horizontal, this);
    m_pages = new QStackedWidget(this);
    m_route = new RoutePage(m_services, m_pages);
    m_traffic = new TrafficPage(m_services, m_pages);
    m_streams = new StreamsPage(m_services, m_pages);
    m_log = new LogPage(m_services, m_pages);
    const std::pair<QWidget *, QString> pages[] = {{m_route, tr("Route")},
                                                   {m_traffic, tr("Traffic")},
                                                   {m_streams, tr("Streams")},
                                                   {m_log, tr("Log")}};
    for (const auto &[page, name] : pages) {
        m_pages->addWidget(page);
        m_tabs->addTab(name);
    }
    connect(m_route, &RoutePage::stepRequested, this,
            [this](Verdict::Step step) { Q_EMIT stepRequested(m_id, step); });
    connect(m_tabs, &TabRow::currentChanged, this, [this](int index) {
        m_pages->setCurrentIndex(index);
        refresh();
        Q_EMIT pageOpened(page());
    });
}

void DetailsPane::open(Page page) { m_tabs->setCurrentIndex(static_cast<int>(page)); }

DetailsPane::Page DetailsPane::page() const { return static_cast<Page>(m_tabs->currentIndex()); }

void DetailsPane::remember(Remembered &remembered) {
    const auto last = pageNames().indexOf(remembered.value(kRememberedAs).value(0));
    if (last >= 0)
        open(static_cast<Page>(last));
    connect(this, &DetailsPane::pageOpened, &remembered, [&remembered](Page page) {
        remembered.setValue(kRememberedAs, {pageNames().value(static_cast<int>(page))});
    });
}

void DetailsPane::show(const ForwardId &id) {
    m_id = id;
    refresh();
}

void DetailsPane::refresh() {
    const std::optional<ForwardRow> row = m_model.row(m_id);
    for (QWidget *part :
         {m_header, static_cast<QWidget *>(m_tabs), m_tabsRule, static_cast<QWidget *>(m_pages)})
        part->setVisible(row.has_value());
    m_empty->setVisible(!row);
    if (!row)
        return;
    m_kind->setIcon(kindIcon(row->forward.kind));
    m_name->setText(row->forward.name);
    m_pill->show(toneOf(row->now.status.state), statusWord(*row, m_services.timers.now()));
    m_address->setText(isolated(addressToCopy(*row)));
    const int streams = row->now.streams;
    //: a tab; %1 is how many there are
    m_tabs->setTabText(static_cast<int>(Page::Streams),
                       streams > 0 ? tr("Streams (%1)").arg(locale().toString(streams))
                                   : tr("Streams"));
    refreshPage(*row);
}

void DetailsPane::refreshPage(const ForwardRow &row) {
    switch (page()) {
    case Page::Route:
        return m_route->show(row);
    case Page::Traffic:
        return m_traffic->show(row);
    case Page::Streams:
        return m_streams->show(row);
    case Page::Log:
        return m_log->show(row);
    }
}

void DetailsPane::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    const bool roomy = window()->width() >= kFactsFrom;
    m_route->setFactsVisible(roomy);
    m_traffic->setFactsVisible(roomy);
}

} // namespace fairlead::ui
