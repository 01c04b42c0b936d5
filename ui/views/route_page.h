// The way of a connection: the picture, the verdict with a next step, the facts beside them.
#pragma once

#include "ui/models/route.h"
#include "ui/services.h"

#include <QtWidgets/QScrollArea>

class QPushButton;

namespace fairlead::ui {

class Card;
class FactList;
class RoutePicture;
class StatusGlyph;
class TextLabel;

class RoutePage final : public QScrollArea {
    Q_OBJECT
public:
    explicit RoutePage(const Services &services, QWidget *parent = nullptr);
    void show(const ForwardRow &row);
    // Narrow windows have no room for the facts.
    void setFactsVisible(bool visible);
    [[nodiscard]] RoutePicture *picture() const { return m_picture; }

Q_SIGNALS:
    void stepRequested(fairlead::ui::Verdict::Step step);

private:
    [[nodiscard]] QWidget *buildVerdict();
    void showVerdict(const Verdict &verdict);
    void showFacts(const ForwardRow &row, const LinkSnapshot &link);

    Services m_services;
    Verdict::Step m_step = Verdict::Step::None;
    RoutePicture *m_picture;
    Card *m_verdict;
    StatusGlyph *m_glyph;
    TextLabel *m_sentence;
    TextLabel *m_detail;
    QPushButton *m_stepButton;
    FactList *m_facts;
    QWidget *m_rule;
};

} // namespace fairlead::ui
