// The chosen forward in full: its route as a picture, the verdict with a next step, the facts.
#pragma once

#include "ui/models/forward_list_model.h"
#include "ui/models/route.h"

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;
class QScrollArea;

namespace fairlead::ui {

class Card;
class ElidedLabel;
class FactList;
class IconLabel;
class Pill;
class RoutePicture;
class StatusGlyph;
class TextLabel;

class DetailsPane final : public QWidget {
    Q_OBJECT
public:
    DetailsPane(const Services &services, const ForwardListModel &model, QWidget *parent = nullptr);
    // Null: nothing chosen, the pane says so.
    void show(const ForwardId &id);
    [[nodiscard]] const ForwardId &shown() const { return m_id; }
    void refresh();

Q_SIGNALS:
    void stepRequested(const fairlead::ForwardId &id, fairlead::ui::Verdict::Step step);
    void copyRequested(const fairlead::ForwardId &id);
    void editRequested(const fairlead::ForwardId &id);
    void menuRequested(const QPoint &globalPosition);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHeader();
    void buildBody();
    [[nodiscard]] QWidget *buildVerdict();
    void showFacts(const ForwardRow &row, const LinkSnapshot &link);

    Services m_services;
    const ForwardListModel &m_model;
    ForwardId m_id;
    Verdict::Step m_step = Verdict::Step::None;

    QWidget *m_header;
    IconLabel *m_kind;
    ElidedLabel *m_name;
    Pill *m_pill;
    ElidedLabel *m_address;
    QScrollArea *m_scroll;
    QWidget *m_empty;
    RoutePicture *m_picture;
    Card *m_verdict;
    StatusGlyph *m_glyph;
    TextLabel *m_sentence;
    TextLabel *m_detail;
    QPushButton *m_stepButton;
    FactList *m_facts;
    QWidget *m_factsRule;
};

} // namespace fairlead::ui
