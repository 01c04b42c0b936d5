// The panels a question is answered in. Each answers once; closing it is Cancel.
#pragma once

#include "core/questions/question.h"
#include "ui/dialogs/house_dialog.h"

class QBoxLayout;
class QCheckBox;
class QLineEdit;

namespace fairlead::ui {

class Field;

// Who waits for the answer.
struct QuestionContext {
    QStringList forwards;
    QString linkHost; // the host whose link asks; the hop may be another
};

class QuestionPanel : public HouseDialog {
    Q_OBJECT
public:
    QuestionPanel(const Question &question, QWidget *parent);
    [[nodiscard]] const Question &question() const { return m_question; }
    // Closes without an answer: somebody else gave it, or nobody wants it any more.
    void dismiss();
    void reject() override;

Q_SIGNALS:
    void answered(const fairlead::Answer &answer);

protected:
    void answer(const Answer &answer);
    // Title, a quiet sentence, and the line that names forwards and hop.
    void addHead(QBoxLayout &column, const QString &title, const QString &text,
                 const QuestionContext &context);
    // What the server says of itself, apart and unverified. Nothing when empty.
    void addServerText(QBoxLayout &column, const QString &text);

private:
    Question m_question;
    bool m_done = false;
};

// A key nobody has seen: compare, then trust once, trust and remember, or cancel (default).
class NewKeyPanel final : public QuestionPanel {
    Q_OBJECT
public:
    NewKeyPanel(const Question &question, const QuestionContext &context, QWidget *parent);

private:
    [[nodiscard]] QWidget *keyCard();
    void compare(const QString &pasted);
    QLineEdit *m_pasted;
    Field *m_compare;
};

// Another key than the one we know: cancel, or type the host's name to replace it.
class ChangedKeyPanel final : public QuestionPanel {
    Q_OBJECT
public:
    ChangedKeyPanel(const Question &question, const QuestionContext &context, QWidget *parent);

private:
    [[nodiscard]] QWidget *replaceRow(QWidget *parent);
};

// Passwords, passphrases and whatever a server asks.
class SecretPanel final : public QuestionPanel {
    Q_OBJECT
public:
    SecretPanel(const Question &question, const QuestionContext &context, QWidget *parent);

private:
    void give();
    QList<QLineEdit *> m_fields;
    QCheckBox *m_remember;
};

[[nodiscard]] QuestionPanel *makeQuestionPanel(const Question &question,
                                               const QuestionContext &context, QWidget *parent);

} // namespace fairlead::ui
