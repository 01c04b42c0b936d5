// Shows the questions that wait, one at a time, as modeless panels; none blocks anything.
#pragma once

#include "ui/dialogs/question_panels.h"
#include "ui/services.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

namespace fairlead::ui {

class PromptPresenter final : public QObject {
    Q_OBJECT
public:
    PromptPresenter(const Services &services, QWidget *window);

    // Shows the oldest question that waits.
    void open();
    // Whether "remember in the keyring" is offered.
    void setKeyringUsed(bool used) { m_keyringUsed = used; }
    [[nodiscard]] QuestionPanel *panel() const { return m_panel; }

Q_SIGNALS:
    // For the banner: what is so, who waits, and the word on its button.
    void waits(const QString &sentence, const QString &detail, const QString &button);
    void noneWaits();

private:
    void arrived();
    void announce();
    void withdrawn(const QuestionId &id);
    [[nodiscard]] QStringList waitingFor(const Question &question) const;

    Services m_services;
    QWidget *m_window;
    QPointer<QuestionPanel> m_panel;
    bool m_keyringUsed = true;
};

} // namespace fairlead::ui
