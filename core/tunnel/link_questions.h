// Between a link that asks and the person: what was kept answers first, and the person only when
// nothing was, or when it proved wrong.
#pragma once

#include "core/questions/questions.h"
#include "core/secrets/secret_store.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

namespace fairlead {

// Of one link. Main thread only.
class LinkQuestions final : public QObject {
    Q_OBJECT
public:
    LinkQuestions(Questions &questions, SecretStore &secrets, QObject *parent = nullptr);
    ~LinkQuestions() override;

    // The link asks. Ends in `answered`, or in `personNeeded` and, after askPerson(), `answered`.
    void take(const Question &question);
    // Puts everything the store could not answer before the person.
    void askPerson();
    // The link no longer wants to know one, or any.
    void withdraw(const QuestionId &id);
    void withdrawAll();

    // What was given in this login was right: what the person wanted kept goes into the keyring.
    void loggedIn();
    // The hop refused: the last secret it was given is forgotten.
    void rejected(int hop);

Q_SIGNALS:
    void personNeeded();
    // Nothing is before the person any more.
    void settled();
    void answered(const fairlead::QuestionId &id, const fairlead::Answer &answer);

private:
    void found(const QuestionId &id, const Result<std::optional<Secret>> &result);
    void personAnswered(const Question &question, const Answer &answer);
    void rememberAnswer(const Question &question, const Answer &answer);
    void forget(const SecretKey &key);
    SecretStore::Done logFailure() const;
    void settleIfDone();

    Questions &m_questions;
    SecretStore &m_secrets;
    QHash<QuestionId, Question> m_lookingUp;
    QList<Question> m_unasked;
    QHash<QuestionId, Question> m_asked;
    QHash<int, SecretKey> m_lastGiven;   // by hop
    QHash<QString, Secret> m_forKeyring; // by SecretKey, until it is proved right
};

} // namespace fairlead
