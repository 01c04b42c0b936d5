// The tabs over a pane: plain words, the chosen one strong and underlined.
#pragma once

#include <QtWidgets/QTabBar>

namespace fairlead::ui {

class TabRow final : public QTabBar {
    Q_OBJECT
public:
    explicit TabRow(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
};

} // namespace fairlead::ui
