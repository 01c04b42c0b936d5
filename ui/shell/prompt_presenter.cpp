#include "ui/shell/prompt_presenter.h"

#include "ui/dialogs/question_panels.h"
#include "ui/text/question_text.h"

namespace fairlead::ui {

PromptPresenter::PromptPresenter(const Services &services, QWidget *window)
    : QObject(window),
      m_services(services),
      m_window(window) {
    connect(&services.questions, &Questions::asked, this, &PromptPresenter::arrived);
    connect(&services.questions, &Questions::answered, this,
            [this](const Question &question) { withdrawn(question.id); });
    connect(&services.questions, &Questions::withdrawn, this, &PromptPresenter::withdrawn);
}

QStringList PromptPresenter::waitingFor(const Question &question) const {
    QStringList names;
    for (const Forward &forward : m_services.book.forwardsOf(question.host)) {
        if (m_services.book.isWanted(forward.id))
            names.append(forward.name);
    }
    return names;
}

void PromptPresenter::arrived() {
    announce();
    // Somebody who is at the window just asked for this; others find the banner.
    if (m_window->isActiveWindow())
        open();
}

void PromptPresenter::announce() {
    if (m_services.questions.pending().isEmpty()) {
        Q_EMIT noneWaits();
        return;
    }
    const Question &question = m_services.questions.pending().constFirst();
    Q_EMIT waits(questionSentence(question), waitingText(waitingFor(question)),
                 lookText(question.kind));
}

void PromptPresenter::open() {
    if (m_panel) {
        m_panel->raise();
        m_panel->activateWindow();
        return;
    }
    if (m_services.questions.pending().isEmpty())
        return;
    Question question = m_services.questions.pending().constFirst();
    question.mayRemember = question.mayRemember && m_keyringUsed;
    const std::optional<Host> host = m_services.book.host(question.host);
    const QuestionContext context{waitingFor(question), host ? host->name : question.hostName};
    m_panel = makeQuestionPanel(question, context, m_window);
    connect(m_panel, &QuestionPanel::answered, this,
            [this, id = question.id](const Answer &answer) {
                m_services.questions.answer(id, answer);
            });
    m_panel->show();
}

void PromptPresenter::withdrawn(const QuestionId &id) {
    const bool shown = m_panel && m_panel->question().id == id;
    if (shown) {
        m_panel->dismiss();
        m_panel = nullptr;
    }
    announce();
    if (shown && m_window->isActiveWindow())
        open();
}

} // namespace fairlead::ui
