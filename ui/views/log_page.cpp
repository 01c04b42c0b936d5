#include "ui/views/log_page.h"

#include "core/profile/redaction.h"
#include "ui/look/icon.h"
#include "ui/views/empty_pane.h"
#include "ui/views/log_view.h"
#include "ui/views/small_widgets.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr std::chrono::milliseconds kReadEvery{250};

} // namespace

LogPage::LogPage(const Services &services, QWidget *parent)
    : QWidget(parent),
      m_services(services) {
    m_proxy.setSourceModel(&m_model);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_pages = new QStackedWidget(this);
    m_view = new LogView(m_pages);
    m_view->setModel(&m_proxy);
    m_empty = new EmptyPane(m_pages);
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    column->addWidget(buildTools());
    column->addWidget(new Rule(Qt::Horizontal, this));
    column->addWidget(m_pages, 1);
    connect(m_view, &LogView::followingChanged, m_follow, &QCheckBox::setChecked);
    connect(m_view, &LogView::copyRequested, this,
            [this] { QGuiApplication::clipboard()->setText(copyText()); });
    connect(m_empty, &EmptyPane::firstChosen, this, [this] {
        m_search->clear();
        m_about->setCurrentIndex(1);
        m_least->setCurrentIndex(0);
    });
}

QWidget *LogPage::buildTools() {
    auto *tools = new QWidget(this);
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(20, 5, 20, 5);
    m_about = new QComboBox(tools);
    m_about->addItems({tr("This forward"), tr("Everything")});
    m_about->setAccessibleName(tr("About what"));
    m_least = new QComboBox(tools);
    m_least->addItem(tr("All levels"), int(LogLevel::Debug));
    m_least->addItem(tr("Notes and worse"), int(LogLevel::Info));
    m_least->addItem(tr("Warnings and worse"), int(LogLevel::Warning));
    m_least->addItem(tr("Failures"), int(LogLevel::Error));
    m_least->setCurrentIndex(1);
    m_least->setAccessibleName(tr("Levels"));
    m_search = new QLineEdit(tools);
    m_search->setPlaceholderText(tr("Search the log"));
    m_search->setAccessibleName(tr("Search the log"));
    m_search->setClearButtonEnabled(true);
    m_follow = new QCheckBox(tr("&Follow"), tools);
    m_follow->setToolTip(tr("Keeps the newest line in sight"));
    m_follow->setChecked(true);
    m_names = new QCheckBox(tr("With &names"), tools);
    m_names->setToolTip(tr("Copies users, hosts and addresses too. Without, they become host-1, "
                           "user-1 and so on."));
    auto *copy = new QPushButton(tintedIcon(Icon::Copy), tr("&Copy"), tools);
    copy->setAutoDefault(false);
    copy->setToolTip(tr("Copies the chosen lines, or all that are shown"));
    for (QWidget *part : std::initializer_list<QWidget *>{m_about, m_least})
        row->addWidget(part);
    row->addWidget(m_search, 1);
    row->addSpacing(6);
    for (QWidget *part : std::initializer_list<QWidget *>{m_follow, m_names, copy})
        row->addWidget(part);
    connect(m_about, &QComboBox::currentIndexChanged, this, &LogPage::narrow);
    connect(m_least, &QComboBox::currentIndexChanged, this, &LogPage::narrow);
    connect(m_search, &QLineEdit::textChanged, this, &LogPage::narrow);
    connect(m_follow, &QCheckBox::toggled, m_view, &LogView::setFollowing);
    connect(copy, &QPushButton::clicked, m_view, &LogView::copyRequested);
    return tools;
}

void LogPage::show(const ForwardRow &row) {
    if (m_forward == row.forward.id && m_host == row.forward.host)
        return;
    m_forward = row.forward.id;
    m_host = row.forward.host;
    narrow();
}

void LogPage::narrow() {
    const bool one = m_about->currentIndex() == 0;
    m_proxy.setAbout(one ? m_forward : ForwardId(), one ? m_host : HostId());
    m_proxy.setLeast(static_cast<LogLevel>(m_least->currentData().toInt()));
    m_proxy.setSearch(m_search->text());
    if (m_view->isFollowing())
        m_view->scrollToBottom();
    if (m_reading)
        refresh();
}

void LogPage::refresh() {
    m_model.refresh();
    const bool empty = m_proxy.rowCount() == 0;
    if (empty) {
        const bool searched = !m_search->text().isEmpty();
        m_empty->show(searched ? Icon::Search : Icon::List,
                      searched ? tr("No line like that") : tr("Nothing to report yet"),
                      searched ? tr("No line of this choice holds “%1”.").arg(m_search->text())
                               : tr("What happens to this forward and its link appears here."),
                      m_model.rowCount() > 0 ? tr("Show the whole log") : QString());
    }
    m_pages->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_view);
}

QString LogPage::copyText() const {
    QModelIndexList chosen = m_view->selectionModel()->selectedRows();
    if (chosen.isEmpty()) {
        for (int row = 0; row < m_proxy.rowCount(); ++row)
            chosen.append(m_proxy.index(row, 0));
    }
    std::sort(chosen.begin(), chosen.end(),
              [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    Redactor redact(m_services.book.data());
    QString text;
    for (const QModelIndex &row : std::as_const(chosen)) {
        LogLine line = m_proxy.line(row.row());
        if (!m_names->isChecked())
            line.text = redact(line.text);
        text += reportText(line) + u'\n';
    }
    return text;
}

void LogPage::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    m_reading = m_services.timers.every(kReadEvery, [this] { refresh(); });
    refresh();
}

void LogPage::hideEvent(QHideEvent *event) {
    QWidget::hideEvent(event);
    m_reading.reset();
}

} // namespace fairlead::ui
