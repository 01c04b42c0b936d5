#include "ui/shell/list_pages.h"

#include "ui/models/forward_proxy.h"
#include "ui/views/empty_pane.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QProcess>

namespace fairlead::ui {

ListPages::ListPages(QWidget *list, QWidget *parent)
    : QStackedWidget(parent),
      m_list(list),
      m_empty(new EmptyPane(this)),
      m_welcome(new WelcomePane(this)) {
    addWidget(m_list);
    addWidget(m_empty);
    addWidget(m_welcome);
    connect(m_welcome, &WelcomePane::demoRequested, this, &ListPages::startDemo);
    connect(m_empty, &EmptyPane::firstChosen, this, &ListPages::showAllRequested);
    connect(m_empty, &EmptyPane::secondChosen, this, [this] {
        if (m_port > 0)
            Q_EMIT newForwardOnRequested(m_port);
        else
            Q_EMIT newForwardRequested();
    });
    connect(m_welcome, &WelcomePane::newForwardRequested, this, &ListPages::newForwardRequested);
    connect(m_welcome, &WelcomePane::importRequested, this, &ListPages::importRequested);
    connect(m_welcome, &WelcomePane::pasteRequested, this, &ListPages::pasteRequested);
}

void ListPages::startDemo() {
    QProcess::startDetached(QCoreApplication::applicationFilePath(), {QStringLiteral("--demo")});
}

void ListPages::choose(const ForwardProxy &shown, bool bookIsEmpty) {
    if (bookIsEmpty) {
        setCurrentWidget(m_welcome);
        return;
    }
    if (shown.forwardCount() > 0) {
        setCurrentWidget(m_list);
        return;
    }
    m_port = shown.search().toUShort(); // 0 when it is none
    if (!shown.search().isEmpty())
        m_empty->show(Icon::Search, tr("Nothing matches “%1”").arg(shown.search()),
                      shown.filter() == ListFilter{}
                          ? tr("Searched name, port, host, tag and note in all profiles.")
                          : tr("Searched only what is chosen in the filter column."),
                      tr("Clear the search"),
                      m_port > 0 ? tr("New forward on %1").arg(m_port) : tr("New forward…"));
    else if (shown.filter().kind == ListFilter::Kind::Attention)
        m_empty->show(Icon::Tick, tr("Nothing needs attention"),
                      tr("Everything that is switched on is well."), tr("Show all"));
    else
        m_empty->show(Icon::Filter, tr("No forwards here"),
                      tr("None of the forwards belongs to this part of the list."), tr("Show all"),
                      tr("New forward…"));
    setCurrentWidget(m_empty);
}

} // namespace fairlead::ui
