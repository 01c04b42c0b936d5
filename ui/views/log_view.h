// Lines of the log in a fixed-pitch font, following the newest until somebody scrolls back.
#pragma once

#include <QtWidgets/QTreeView>

namespace fairlead::ui {

class LogView final : public QTreeView {
    Q_OBJECT
public:
    explicit LogView(QWidget *parent = nullptr);
    void setModel(QAbstractItemModel *model) override;
    void setFollowing(bool on);
    [[nodiscard]] bool isFollowing() const { return m_following; }

Q_SIGNALS:
    // The person scrolled away from the newest line, or back to it.
    void followingChanged(bool on);
    void copyRequested();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {}
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitColumns();
    void scrolled();
    bool m_following = true;
};

} // namespace fairlead::ui
