// The small parts panes are put together from: labels that shorten, pills, cards, rules.
#pragma once

#include "ui/look/colours.h"
#include "ui/look/icon.h"
#include "ui/look/type.h"

#include <QtWidgets/QLabel>
#include <optional>

class QToolButton;

namespace fairlead::ui {

enum class Ink { Normal, Quiet };

// A word-wrapped label in one of our types; colour follows the palette.
class TextLabel : public QLabel {
    Q_OBJECT
public:
    explicit TextLabel(const QString &text, Type type = Type::Body, Ink ink = Ink::Normal,
                       Weight weight = Weight::Regular, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void restyle();
    Type m_type;
    Ink m_ink;
    Weight m_weight;
};

// One line, shortened where it does not fit, so that no sentence dictates the window's width.
class ElidedLabel final : public QWidget {
    Q_OBJECT
public:
    explicit ElidedLabel(Type type = Type::Body, Ink ink = Ink::Normal,
                         Weight weight = Weight::Regular, QWidget *parent = nullptr);
    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setElideMode(Qt::TextElideMode mode) { m_elide = mode; }
    void setFixedPitch(bool on) { m_fixedPitch = on; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QFont shownFont() const;
    QString m_text;
    Type m_type;
    Ink m_ink;
    Weight m_weight;
    Qt::TextElideMode m_elide = Qt::ElideRight;
    bool m_fixedPitch = false;
};

// An icon on its own.
class IconLabel final : public QWidget {
    Q_OBJECT
public:
    IconLabel(Icon icon, int size, IconRole role = IconRole::Text, QWidget *parent = nullptr);
    void setIcon(Icon icon);
    // A disc of the tone's wash (or a neutral one) behind it.
    void setDisc(int diameter, std::optional<Tone> tone);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Icon m_icon;
    int m_size;
    IconRole m_role;
    int m_disc = 0;
    std::optional<Tone> m_tone;
};

// A state in a header: glyph and word on the tone's wash.
class Pill final : public QWidget {
    Q_OBJECT
public:
    explicit Pill(QWidget *parent = nullptr);
    void show(Tone tone, const QString &word);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Off;
    QString m_word;
};

// A raised surface, neutral or in a tone's wash.
class Card : public QWidget {
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);
    void setTone(std::optional<Tone> tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<Tone> m_tone;
};

// A hairline.
class Rule final : public QWidget {
    Q_OBJECT
public:
    explicit Rule(Qt::Orientation orientation, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

// A glyph of a tone on its own, 12 px by default.
class StatusGlyph final : public QWidget {
    Q_OBJECT
public:
    explicit StatusGlyph(Tone tone, int size = 12, QWidget *parent = nullptr);
    void setTone(Tone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
};

// A flat button with an icon; the name is its tooltip and accessible name.
[[nodiscard]] QToolButton *iconButton(Icon icon, const QString &name, QWidget *parent);

} // namespace fairlead::ui
