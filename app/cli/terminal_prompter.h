// Puts the engine's questions to the person at the terminal, one after the other.
#pragma once

#include "app/cli/output.h"
#include "app/cli/prompt_channel.h"
#include "app/cli/question_text.h"
#include "core/questions/questions.h"

#include <QtCore/QHash>
#include <functional>

namespace fairlead {

// Never waits: a question nobody can answer is cancelled at once, and its
// text is kept for the message that ends the link. Main thread only.
class TerminalPrompter : public QObject {
    Q_OBJECT
public:
    struct Options {
        bool randomArt = false; // -v
        bool colour = false;    // stderr is a terminal that wants it
    };
    using Opener = std::function<std::unique_ptr<PromptChannel>()>;

    // `opener` makes the way to the person, anew for each question.
    TerminalPrompter(Questions &questions, Output &out, Options options, Opener opener,
                     QObject *parent = nullptr);

    // The question about this host that nobody was there to answer; empty when there was none.
    [[nodiscard]] QString unanswered(const HostId &host) const { return m_unanswered[host]; }
    // Takes the question off the terminal and leaves it as it was; nothing is asked any more.
    void shutDown();

private:
    void next();
    void begin(const Question &question);
    void askPrompt();
    void take(const Secret &line);
    void settle(const Answer &answer);
    void drop();

    Questions &m_questions;
    Output &m_out;
    Options m_options;
    Opener m_opener;
    std::optional<Question> m_current;
    QuestionText m_text;
    QList<Secret> m_given;
    std::unique_ptr<PromptChannel> m_channel;
    QHash<HostId, QString> m_unanswered;
};

} // namespace fairlead
