// Quiet heads with a value below each: what is known about something.
#pragma once

#include "ui/look/icon.h"

#include <QtWidgets/QWidget>
#include <optional>

namespace fairlead::ui {

struct Fact {
    QString head;
    QString value;
    std::optional<Icon> icon = std::nullopt;
    QString detail = {};    // a hint below the value, may be empty
    bool prominent = false; // the value in large type
    bool operator==(const Fact &) const = default;
};

class FactList final : public QWidget {
    Q_OBJECT
public:
    explicit FactList(QWidget *parent = nullptr);
    void show(const QList<Fact> &facts);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Fact> m_facts;
};

} // namespace fairlead::ui
