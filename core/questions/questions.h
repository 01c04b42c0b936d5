// The questions that wait for the person, oldest first; each is answered once, by whoever presents
// them (the window, the terminal, a test).
#pragma once

#include "core/questions/question.h"

#include <QtCore/QObject>

namespace fairlead {

// Main thread only.
class Questions : public QObject {
    Q_OBJECT
public:
    explicit Questions(QObject *parent = nullptr);

    // Queues it under its own id (made here when null) and tells the presenter.
    QuestionId ask(Question question);
    [[nodiscard]] const QList<Question> &pending() const { return m_pending; }
    // Ignored when the question is no longer pending (withdrawn, answered elsewhere).
    void answer(const QuestionId &id, const Answer &answer);
    // The one who asked no longer wants to know (link stopped or dropped).
    void withdraw(const QuestionId &id);

Q_SIGNALS:
    void asked(const fairlead::Question &question);
    void answered(const fairlead::Question &question, const fairlead::Answer &answer);
    void withdrawn(const fairlead::QuestionId &id);

private:
    QList<Question> m_pending;
};

} // namespace fairlead
