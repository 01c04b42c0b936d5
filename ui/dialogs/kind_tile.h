// One of the kinds of forward, to choose from: icon over word.
#pragma once

#include "core/profile/forward.h"

#include <QtWidgets/QAbstractButton>

namespace fairlead::ui {

class KindTile final : public QAbstractButton {
    Q_OBJECT
public:
    explicit KindTile(ForwardKind kind, QWidget *parent = nullptr);
    [[nodiscard]] ForwardKind kind() const { return m_kind; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ForwardKind m_kind;
};

} // namespace fairlead::ui
