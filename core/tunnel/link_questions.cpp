#include "core/tunnel/link_questions.h"

#include "core/base/log.h"
#include "core/tunnel/secret_keys.h"

#include <QtCore/QPointer>

using namespace Qt::StringLiterals;

namespace fairlead {

LinkQuestions::LinkQuestions(Questions &questions, SecretStore &secrets, QObject *parent)
    : QObject(parent),
      m_questions(questions),
      m_secrets(secrets) {
    connect(&m_questions, &Questions::answered, this, &LinkQuestions::personAnswered);
}

LinkQuestions::~LinkQuestions() { withdrawAll(); }

void LinkQuestions::take(const Question &question) {
    const auto key = secretKeyFor(question);
    if (key && question.again)
        forget(*key);
    if (!key || question.again) {
        m_unasked << question;
        Q_EMIT personNeeded();
        return;
    }
    m_lookingUp.insert(question.id, question);
    m_secrets.lookUp(*key, [self = QPointer(this), id = question.id](const auto &result) {
        if (self)
            self->found(id, result);
    });
}

void LinkQuestions::found(const QuestionId &id, const Result<std::optional<Secret>> &result) {
    if (!m_lookingUp.contains(id))
        return;
    const Question question = m_lookingUp.take(id);
    if (!result)
        Log::write(LogLevel::Warning, u"link"_s, u"secrets: "_s + result.error().detail,
                   question.host);
    if (!result || !result->has_value()) {
        m_unasked << question;
        Q_EMIT personNeeded();
        return;
    }
    if (const auto key = secretKeyFor(question))
        m_lastGiven.insert(question.hop, *key);
    Q_EMIT answered(id, {.decision = Answer::Decision::Give, .secrets = {**result}});
}

void LinkQuestions::askPerson() {
    for (const Question &question : std::exchange(m_unasked, {})) {
        m_asked.insert(question.id, question);
        m_questions.ask(question);
    }
}

void LinkQuestions::personAnswered(const Question &question, const Answer &answer) {
    if (!m_asked.remove(question.id))
        return;
    rememberAnswer(question, answer);
    Q_EMIT answered(question.id, answer);
    settleIfDone();
}

void LinkQuestions::rememberAnswer(const Question &question, const Answer &answer) {
    m_lastGiven.remove(question.hop);
    const auto key = secretKeyFor(question);
    if (!key || answer.decision != Answer::Decision::Give || answer.secrets.size() != 1)
        return;
    const Secret &secret = answer.secrets.first();
    m_lastGiven.insert(question.hop, *key);
    m_secrets.keep(*key, secret, Keep::Session, logFailure());
    if (answer.remember && question.mayRemember)
        m_forKeyring.insert(key->text, secret);
}

void LinkQuestions::withdraw(const QuestionId &id) {
    m_lookingUp.remove(id);
    m_unasked.removeIf([&id](const Question &question) { return question.id == id; });
    if (m_asked.remove(id))
        m_questions.withdraw(id);
    settleIfDone();
}

void LinkQuestions::withdrawAll() {
    m_lookingUp.clear();
    m_unasked.clear();
    for (const QuestionId &id : std::exchange(m_asked, {}).keys())
        m_questions.withdraw(id);
}

void LinkQuestions::loggedIn() {
    m_lastGiven.clear();
    const auto proved = std::exchange(m_forKeyring, {});
    for (auto it = proved.cbegin(); it != proved.cend(); ++it)
        m_secrets.keep({it.key()}, it.value(), Keep::Keyring, logFailure());
}

void LinkQuestions::rejected(int hop) {
    if (m_lastGiven.contains(hop))
        forget(m_lastGiven.take(hop));
}

void LinkQuestions::forget(const SecretKey &key) {
    m_forKeyring.remove(key.text);
    m_secrets.forget(key, logFailure());
}

SecretStore::Done LinkQuestions::logFailure() const {
    return [](const Result<void> &result) {
        if (!result)
            Log::write(LogLevel::Warning, u"link"_s, u"secrets: "_s + result.error().detail);
    };
}

void LinkQuestions::settleIfDone() {
    if (m_asked.isEmpty() && m_unasked.isEmpty())
        Q_EMIT settled();
}

} // namespace fairlead
