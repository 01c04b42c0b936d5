#include "core/questions/questions.h"

#include <algorithm>

namespace fairlead {

Questions::Questions(QObject *parent) : QObject(parent) {}

QuestionId Questions::ask(Question question) {
    if (question.id.isNull())
        question.id = QuestionId::create();
    m_pending.append(question);
    const QuestionId id = question.id;
    Q_EMIT asked(question);
    return id;
}

void Questions::answer(const QuestionId &id, const Answer &answer) {
    const auto it = std::find_if(m_pending.begin(), m_pending.end(),
                                 [&id](const Question &question) { return question.id == id; });
    if (it == m_pending.end())
        return;
    const Question question = *it;
    m_pending.erase(it);
    Q_EMIT answered(question, answer);
}

void Questions::withdraw(const QuestionId &id) {
    const auto removed =
        m_pending.removeIf([&id](const Question &question) { return question.id == id; });
    if (removed > 0)
        Q_EMIT withdrawn(id);
}

} // namespace fairlead
