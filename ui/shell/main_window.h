// The window: tools, filters, the list, the question that waits, details and the sum of all.
#pragma once

#include "core/profile/remembered.h"
#include "core/profile/settings.h"
#include "ui/models/filter_model.h"
#include "ui/models/forward_list_model.h"
#include "ui/models/forward_proxy.h"
#include "ui/models/route.h"
#include "ui/shell/action_set.h"
#include "ui/shell/list_actions.h"

#include <QtWidgets/QWidget>

class QMenu;
class QSplitter;

namespace fairlead::ui {

class DetailsPane;
class EditorPresenter;
class FilterView;
class ForwardView;
class ListPages;
class PromptPresenter;
class QuestionBanner;
class StatusStrip;
class ToolRow;
class UndoStrip;

class MainWindow final : public QWidget {
    Q_OBJECT
public:
    explicit MainWindow(const Services &services, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] ForwardView *list() const { return m_list; }
    // Looks as it was left, and keeps what is remembered up to date. Before it is shown.
    void remember(Remembered &remembered);
    void selectForward(const ForwardId &id);
    // "ssh://[user@]host[:port]": a new forward there, or first the host, where it is not known
    // yet.
    void openDestination(const QString &destination);
    [[nodiscard]] const ForwardListModel &forwards() const { return *m_model; }
    // What new hosts and forwards begin with, and whether the keyring is offered.
    void apply(const Settings &settings);
    // Shows the question that waits longest.
    void openQuestion();

Q_SIGNALS:
    void settingsRequested();
    void closeRequested();
    void quitRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildParts();
    void layOut();
    void connectParts();
    void run(Command command);
    void takeStep(const ForwardId &id, Verdict::Step step);
    void showFilterMenu(const ListFilter &filter, const QPoint &at);
    void openFilter(const ListFilter &filter);
    void selectionMoved();
    void showRightPage();
    void showSummary();
    void search(const QString &text);
    void fit();
    void passTime();

    Services m_services;
    ActionSet *m_actions;
    ForwardListModel *m_model;
    ForwardProxy *m_proxy;
    FilterModel *m_filterModel;
    EditorPresenter *m_editors;
    PromptPresenter *m_prompts;

    ToolRow *m_tools;
    FilterView *m_filters;
    QuestionBanner *m_banner;
    ForwardView *m_list;
    DetailsPane *m_details;
    UndoStrip *m_undo;
    StatusStrip *m_strip;
    ListPages *m_pages;
    QSplitter *m_across;
    QSplitter *m_down;
    QMenu *m_menu;
    ListActions *m_chosen;
    bool m_fitted = false; // details were opened or closed for the first size
};

} // namespace fairlead::ui
