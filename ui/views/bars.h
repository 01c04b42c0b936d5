// The bars of the window: a question that waits, above the list; what was deleted a moment ago, and
// the sum of all, below it.
#pragma once

#include "ui/models/forward_list_model.h"

#include <QtWidgets/QWidget>

class QPushButton;

namespace fairlead::ui {

class ElidedLabel;

class QuestionBanner final : public QWidget {
    Q_OBJECT
public:
    explicit QuestionBanner(QWidget *parent = nullptr);
    void show(const QString &sentence, const QString &detail, const QString &button);

Q_SIGNALS:
    void lookRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ElidedLabel *m_sentence;
    ElidedLabel *m_detail;
    QPushButton *m_look;
};

// "3 forwards deleted – Undo", in nobody's way.
class UndoStrip final : public QWidget {
    Q_OBJECT
public:
    explicit UndoStrip(QWidget *parent = nullptr);
    // Hidden while nothing can be undone.
    void show(int deleted);

Q_SIGNALS:
    void undoRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ElidedLabel *m_text;
    QPushButton *m_undo;
};

class StatusStrip final : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);
    void show(const ListSummary &sum);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Part {
        Tone tone;
        QString text;
    };
    QList<Part> m_parts;
    QString m_streams;
    QString m_rates;
};

} // namespace fairlead::ui
