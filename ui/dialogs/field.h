// A field of a form: its label above, what is wrong or worth knowing below.
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QToolButton;
class QLineEdit;

namespace fairlead::ui {

class StatusGlyph;
class TextLabel;

class Field final : public QWidget {
    Q_OBJECT
public:
    // `parts` stand side by side; the first takes the room. The first is the label's buddy, and
    // each that has no accessible name gets the label's.
    Field(const QString &label, const QList<QWidget *> &parts, QWidget *parent = nullptr);

    // A sentence under the field, in red; `fix` is the text of a button that repairs it. `at` is
    // the part with the fault (null: the first).
    void setProblem(const QString &sentence, const QString &fix = {}, QWidget *at = nullptr);
    void setHint(const QString &text);
    // A sentence in green, with a tick's glyph, until the next problem or hint.
    void setGood(const QString &sentence);
    [[nodiscard]] bool hasProblem() const { return m_hasProblem; }

Q_SIGNALS:
    void fixRequested();

private:
    QList<QWidget *> m_parts;
    StatusGlyph *m_glyph;
    TextLabel *m_message;
    QToolButton *m_fix;
    QString m_hint;
    bool m_hasProblem = false;
};

[[nodiscard]] QLineEdit *textField(const QString &text, const QString &placeholder = {});
// Narrow, for a port or a range of ports; reads left to right in every language.
[[nodiscard]] QLineEdit *portField(const QString &text, const QString &accessibleName);

} // namespace fairlead::ui
