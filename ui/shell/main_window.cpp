#include "ui/shell/main_window.h"

#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/editor_presenter.h"
#include "ui/shell/list_pages.h"
#include "ui/shell/menus.h"
#include "ui/shell/prompt_presenter.h"
#include "ui/shell/tool_row.h"
#include "ui/shell/window_place.h"
#include "ui/text/row_text.h"
#include "ui/views/bars.h"
#include "ui/views/details_pane.h"
#include "ui/views/filter_view.h"
#include "ui/views/forward_view.h"
#include "ui/views/list_columns.h"
#include "ui/views/small_widgets.h"

#include <QtCore/QTimer>
#include <QtGui/QCloseEvent>
#include <QtGui/QResizeEvent>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr int kWordsFrom = 1060;
constexpr int kFiltersFrom = 1000;
constexpr int kDetailsFrom = 700;
constexpr int kDetailsHeight = 314; // the picture and its verdict, whole

} // namespace

MainWindow::MainWindow(const Services &services, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_actions(new ActionSet(this)),
      m_model(new ForwardListModel(services, this)),
      m_proxy(new ForwardProxy(this)),
      m_filterModel(new FilterModel(services, this)),
      m_editors(new EditorPresenter(services, this)),
      m_prompts(new PromptPresenter(services, this)) {
    setWindowIcon(appIcon());
    setMinimumSize(900, 560);
    resize(1280, 800);
    buildParts();
    layOut();
    connectParts();
    showRightPage();
    showSummary();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildParts() {
    m_proxy->setSourceModel(m_model);
    m_menu = windowMenu(*m_actions, this);
    m_tools = new ToolRow(*m_actions, m_menu, this);
    m_filters = new FilterView(m_filterModel, this);
    m_banner = new QuestionBanner(this);
    m_banner->hide();
    m_list = new ForwardView(m_services.timers, this);
    m_list->setModel(m_proxy);
    m_details = new DetailsPane(m_services, *m_model, this);
    m_undo = new UndoStrip(this);
    m_strip = new StatusStrip(this);
    m_pages = new ListPages(m_list, this);
    m_chosen =
        new ListActions(m_services, {*m_model, *m_proxy, *m_list, *m_editors, *m_actions}, this);
}

void MainWindow::layOut() {
    auto *upper = new QWidget(this);
    auto *column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    column->addWidget(m_undo);
    m_down = new QSplitter(Qt::Vertical, this);
    m_down->addWidget(upper);
    m_down->addWidget(m_details);
    m_down->setStretchFactor(0, 1);
    m_down->setCollapsible(0, false);
    m_across = new QSplitter(Qt::Horizontal, this);
    m_across->addWidget(m_filters);
    m_across->addWidget(m_down);
    m_across->setStretchFactor(1, 1);
    m_across->setCollapsible(1, false);
    m_filters->setMinimumWidth(180);
    m_filters->setMaximumWidth(260);
    for (QSplitter *splitter : {m_across, m_down}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
    m_details->setMinimumHeight(kDetailsHeight);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_tools);
    all->addWidget(new Rule(Qt::Horizontal, this));
    all->addWidget(m_across, 1);
    all->addWidget(new Rule(Qt::Horizontal, this));
    all->addWidget(m_strip);
    m_across->setSizes({200, 1080});
    m_down->setSizes({470, 314});
}

void MainWindow::connectParts() {
    connect(m_actions, &ActionSet::triggered, this, &MainWindow::run);
    connect(m_tools, &ToolRow::searched, this, &MainWindow::search);
    connect(m_tools, &ToolRow::searchLeft, m_list, qOverload<>(&QWidget::setFocus));
    connect(m_list, &ForwardView::escaped, m_tools->search(), &QLineEdit::clear);
    connect(m_filters, &FilterView::chosen, this, [this](const ListFilter &filter) {
        m_proxy->setFilter(filter);
        showRightPage();
    });
    connect(m_filters, &FilterView::addHostRequested, m_editors, &EditorPresenter::newHost);
    connect(m_filters, &FilterView::menuRequested, this, &MainWindow::showFilterMenu);
    connect(m_filters, &FilterView::openRequested, this, &MainWindow::openFilter);
    connect(m_list, &ForwardView::selectionMoved, this, &MainWindow::selectionMoved);
    connect(m_list, &ForwardView::openRequested, m_editors, &EditorPresenter::editForward);
    connect(m_list, &ForwardView::groupMenuRequested, this,
            [this](const ProfileId &id, const QPoint &at) {
                showFilterMenu({ListFilter::Kind::Profile, id.text()}, at);
            });
    auto *columns = m_menu->addMenu(tr("Columns"));
    m_menu->insertMenu((*m_actions)[Command::ShowFilters], columns);
    connect(columns, &QMenu::aboutToShow, m_list, [this, columns] {
        columns->clear();
        m_list->columns()->fillMenu(*columns);
    });
    connect(m_filters, &FilterView::dropped, m_chosen, &ListActions::moveTo);
    connect(m_list, &ForwardView::copyRequested, m_chosen, &ListActions::copyAddress);
    connect(m_undo, &UndoStrip::undoRequested, m_chosen, &ListActions::undo);
    connect(&m_chosen->deleted(), &DeletedForwards::changed, m_undo,
            [this] { m_undo->show(m_chosen->deleted().count()); });
    connect(m_list, &ForwardView::menuRequested, this,
            [this](const QPoint &at) { m_chosen->menu(this)->popup(at); });
    connect(m_details, &DetailsPane::menuRequested, this,
            [this](const QPoint &at) { m_chosen->menu(this)->popup(at); });
    connect(m_details, &DetailsPane::copyRequested, m_chosen, &ListActions::copyAddress);
    connect(m_details, &DetailsPane::editRequested, m_editors, &EditorPresenter::editForward);
    connect(m_details, &DetailsPane::stepRequested, this, &MainWindow::takeStep);
    connect(m_pages, &ListPages::newForwardRequested, m_editors, &EditorPresenter::newForward);
    connect(m_pages, &ListPages::newForwardOnRequested, this, [this](quint16 port) {
        m_editors->newForwardFrom(ForwardCommands(m_services).draft(port));
    });
    connect(m_pages, &ListPages::importRequested, m_editors, &EditorPresenter::importFrom);
    connect(m_pages, &ListPages::pasteRequested, m_editors, &EditorPresenter::paste);
    connect(m_pages, &ListPages::showAllRequested, this, [this] {
        m_tools->search()->clear();
        m_filters->choose({});
    });
    connect(m_banner, &QuestionBanner::lookRequested, m_prompts, &PromptPresenter::open);
    connect(m_prompts, &PromptPresenter::waits, m_banner, &QuestionBanner::show);
    connect(m_prompts, &PromptPresenter::noneWaits, m_banner, &QWidget::hide);
    connect(m_editors, &EditorPresenter::saved, this, &MainWindow::selectForward);
    connect(m_model, &ForwardListModel::structureChanged, this, &MainWindow::showRightPage);
    connect(m_model, &ForwardListModel::summaryChanged, this, &MainWindow::showSummary);
    auto *seconds = new QTimer(this);
    connect(seconds, &QTimer::timeout, this, &MainWindow::passTime);
    seconds->start(1000);
}

void MainWindow::run(Command command) {
    switch (command) {
    case Command::NewForward:
        return m_editors->newForward();
    case Command::NewHost:
        return m_editors->newHost();
    case Command::NewProfile:
        return m_editors->newProfile();
    case Command::Paste:
        return m_editors->paste();
    case Command::Import:
        return m_editors->importFrom();
    case Command::StartAll:
        return ForwardCommands(m_services).wantAll(true);
    case Command::StopAll:
        return ForwardCommands(m_services).wantAll(false);
    case Command::Find:
        m_tools->search()->selectAll();
        return m_tools->search()->setFocus(Qt::ShortcutFocusReason);
    case Command::ShowFilters:
    case Command::ShowDetails:
        return fit();
    case Command::About:
        return ConfirmDialog::showAbout(this);
    case Command::Settings:
        return Q_EMIT settingsRequested();
    case Command::Quit:
        return Q_EMIT quitRequested();
    default:
        m_chosen->run(command);
    }
}

void MainWindow::takeStep(const ForwardId &id, Verdict::Step step) {
    switch (step) {
    case Verdict::Step::None:
        return;
    case Verdict::Step::Start:
        return ForwardCommands(m_services).want({id}, true);
    case Verdict::Step::TryAgain:
    case Verdict::Step::RetryNow:
        return ForwardCommands(m_services).tryAgain({id});
    case Verdict::Step::Answer:
        return m_prompts->open();
    case Verdict::Step::Edit:
        return m_editors->editForward(id);
    }
}

void MainWindow::showFilterMenu(const ListFilter &filter, const QPoint &at) {
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_editors->fillMenu(*menu, filter);
    if (!menu->isEmpty())
        menu->popup(at);
    else
        menu->deleteLater();
}

void MainWindow::openFilter(const ListFilter &filter) {
    if (filter.kind == ListFilter::Kind::Host)
        m_editors->editHost(HostId(filter.key));
    else if (filter.kind == ListFilter::Kind::Profile)
        m_editors->editProfile(ProfileId(filter.key));
}

void MainWindow::openDestination(const QString &destination) {
    m_editors->openDestination(destination);
}

void MainWindow::apply(const Settings &settings) {
    m_editors->setDefaults(settings);
    m_prompts->setKeyringUsed(settings.keyring);
}

void MainWindow::openQuestion() { m_prompts->open(); }

void MainWindow::selectForward(const ForwardId &id) {
    m_list->selectForward(m_proxy->mapFromSource(m_model->indexOf(id)));
}

void MainWindow::selectionMoved() {
    m_details->show(m_list->currentForward());
    m_chosen->enable();
}

void MainWindow::search(const QString &text) {
    m_proxy->setSearch(text);
    m_list->setSearching(!m_proxy->search().isEmpty());
    showRightPage();
}

void MainWindow::remember(Remembered &remembered) {
    m_list->remember(remembered);
    m_details->remember(remembered);
    new WindowPlace(*this, {m_across, m_down}, remembered); // the window's child
}

void MainWindow::showRightPage() {
    m_pages->choose(*m_proxy, m_services.book.data().forwards.isEmpty());
    selectionMoved();
    fit();
}

void MainWindow::showSummary() {
    const ListSummary sum = m_model->summary();
    m_strip->show(sum);
    //: the window's title; how many forwards somebody should look at
    setWindowTitle(sum.attention > 0 ? tr("Fairlead (%n to look at)", nullptr, sum.attention)
                                     : tr("Fairlead"));
}

void MainWindow::fit() {
    const bool filters = width() >= kFiltersFrom;
    m_tools->setWords(width() >= kWordsFrom);
    m_tools->setFilterButton(!filters);
    m_filters->setVisible((*m_actions)[Command::ShowFilters]->isChecked());
    const bool anything = !m_services.book.data().forwards.isEmpty();
    m_details->setVisible(anything && (*m_actions)[Command::ShowDetails]->isChecked());
}

void MainWindow::passTime() {
    if (isVisible())
        m_details->refresh();
}

void MainWindow::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    // The column folds and unfolds when the width crosses its limit, not on every step.
    const bool was = event->oldSize().width() >= kFiltersFrom;
    const bool is = width() >= kFiltersFrom;
    if (was != is || !event->oldSize().isValid())
        (*m_actions)[Command::ShowFilters]->setChecked(is);
    fit();
}

void MainWindow::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    if (!m_fitted) {
        m_fitted = true;
        m_list->selectForward(m_proxy->index(0, 0, m_proxy->index(0, 0)));
        (*m_actions)[Command::ShowDetails]->setChecked(height() >= kDetailsFrom);
        fit();
    }
    m_services.tunnels.setSampling(true);
}

void MainWindow::hideEvent(QHideEvent *event) {
    QWidget::hideEvent(event);
    m_services.tunnels.setSampling(false);
}

void MainWindow::closeEvent(QCloseEvent *event) {
    // What it means depends on the tray and on the person.
    event->ignore();
    Q_EMIT closeRequested();
}

} // namespace fairlead::ui
