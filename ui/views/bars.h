// The two bars of the window: a question that waits, above the list; the sum of all, below it.
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

class StatusStrip final : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);
    void show(const QList<ForwardRow> &rows);
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
