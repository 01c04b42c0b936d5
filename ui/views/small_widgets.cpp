#include "ui/views/small_widgets.h"

#include "ui/look/painting.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>
#include <algorithm>

namespace fairlead::ui {
namespace {

QColor inkOf(Ink ink, const Colours &colours) {
    return ink == Ink::Quiet ? colours.quiet : colours.text;
}

} // namespace

TextLabel::TextLabel(const QString &text, Type type, Ink ink, Weight weight, QWidget *parent)
    : QLabel(text, parent),
      m_type(type),
      m_ink(ink),
      m_weight(weight) {
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    restyle();
}

void TextLabel::changeEvent(QEvent *event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange ||
        event->type() == QEvent::ApplicationFontChange)
        restyle();
}

void TextLabel::restyle() {
    setFont(typeFont(m_type, m_weight));
    QPalette own = palette();
    own.setColor(QPalette::WindowText, inkOf(m_ink, coloursOf(QApplication::palette())));
    setPalette(own);
}

ElidedLabel::ElidedLabel(Type type, Ink ink, Weight weight, QWidget *parent)
    : QWidget(parent),
      m_type(type),
      m_ink(ink),
      m_weight(weight) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text) {
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QFont ElidedLabel::shownFont() const {
    return m_fixedPitch ? fixedFont(m_type) : typeFont(m_type, m_weight);
}

QSize ElidedLabel::sizeHint() const {
    const QFontMetrics metrics(shownFont());
    return {metrics.horizontalAdvance(m_text) + 4, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const {
    return {std::min(40, sizeHint().width()), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const QFont font = shownFont();
    const QString shown = elided(QFontMetrics(font), m_text, m_elide, width());
    if (toolTip().isEmpty() != (shown == m_text))
        setToolTip(shown == m_text ? QString() : m_text);
    painter.setFont(font);
    painter.setPen(inkOf(m_ink, coloursOf(palette())));
    painter.drawText(rect(),
                     Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine |
                         (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft),
                     shown);
}

IconLabel::IconLabel(Icon icon, int size, IconRole role, QWidget *parent)
    : QWidget(parent),
      m_icon(icon),
      m_size(size),
      m_role(role) {
    setFixedSize(sizeHint());
}

void IconLabel::setIcon(Icon icon) {
    m_icon = icon;
    update();
}

void IconLabel::setDisc(int diameter, std::optional<Tone> tone) {
    m_disc = diameter;
    m_tone = tone;
    setFixedSize(sizeHint());
}

QSize IconLabel::sizeHint() const { return {std::max(m_size, m_disc), std::max(m_size, m_disc)}; }

void IconLabel::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &colours = coloursOf(palette());
    QColor ink = m_role == IconRole::Accent  ? colours.accent
                 : m_role == IconRole::Quiet ? colours.quiet
                                             : colours.text;
    if (m_disc > 0) {
        painter.setPen(Qt::NoPen);
        const QColor neutral =
            m_role == IconRole::Accent ? colours.tint : mix(colours.window, colours.text, 0.08);
        painter.setBrush(m_tone ? colours.tone(*m_tone).wash : neutral);
        painter.drawEllipse(QRectF(rect()));
    }
    if (m_tone)
        ink = colours.tone(*m_tone).ink;
    const QRectF square(QPointF(rect().center()) + QPointF(0.5, 0.5) -
                            QPointF(m_size, m_size) / 2.0,
                        QSizeF(m_size, m_size));
    paintIcon(painter, m_icon, square, ink, Qt::white, isRightToLeft() && pointsAlong(m_icon));
}

Pill::Pill(QWidget *parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Pill::show(Tone tone, const QString &word) {
    m_tone = tone;
    m_word = word;
    setAccessibleName(word);
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const {
    const QFontMetrics metrics(typeFont(Type::Hint, Weight::Strong));
    return {8 + 12 + 6 + metrics.horizontalAdvance(m_word) + 2 + 11,
            std::max(24, metrics.height() + 6)};
}

void Pill::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    const ToneColours &tone = colours.tone(m_tone);
    paintFrame(painter, rect(), height() / 2.0 - 0.5, tone.wash, tone.edge);
    const QRect glyph =
        QStyle::visualRect(layoutDirection(), rect(), QRect(9, (height() - 12) / 2, 12, 12));
    paintStatus(painter, glyph, m_tone, colours);
    painter.setFont(typeFont(Type::Hint, Weight::Strong));
    painter.setPen(tone.ink);
    const QRect words =
        QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(26, 0, -9, 0));
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, m_word);
}

Card::Card(QWidget *parent) : QWidget(parent) {}

void Card::setTone(std::optional<Tone> tone) {
    m_tone = tone;
    update();
}

void Card::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    paintFrame(painter, rect(), 8, m_tone ? colours.tone(*m_tone).wash : colours.card,
               m_tone ? colours.tone(*m_tone).edge : colours.line);
}

Rule::Rule(Qt::Orientation orientation, QWidget *parent) : QWidget(parent) {
    orientation == Qt::Horizontal ? setFixedHeight(1) : setFixedWidth(1);
}

void Rule::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), coloursOf(palette()).line); }

StatusGlyph::StatusGlyph(Tone tone, int size, QWidget *parent) : QWidget(parent), m_tone(tone) {
    setFixedSize(size, size);
}

void StatusGlyph::setTone(Tone tone) {
    m_tone = tone;
    update();
}

void StatusGlyph::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    paintStatus(painter, rect(), m_tone, coloursOf(palette()));
}

QToolButton *iconButton(Icon icon, const QString &name, QWidget *parent) {
    auto *button = new QToolButton(parent);
    button->setIcon(tintedIcon(icon));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setAutoRaise(true);
    return button;
}

} // namespace fairlead::ui
