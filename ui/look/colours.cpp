#include "ui/look/colours.h"

#include <QtCore/QHash>
#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace fairlead::ui {
namespace {

constexpr double kQuietContrast = 4.6;
constexpr double kInkContrast = 4.55;
constexpr double kShapeContrast = 3.05;

struct ToneBase {
    QRgb lightInk, lightShape, darkInk, darkShape;
};

// In the order of Tone. The dark red is pale on purpose: pure red turns a dim brown for people
// with protanopia, and the worst state would look the quietest.
constexpr std::array<ToneBase, kToneCount> kToneBases{{
    {0xff0B6B3C, 0xff1C8A4C, 0xff62D394, 0xff3DBB76},
    {0xff1457B0, 0xff2B72D0, 0xff86B7FF, 0xff5C9DF5},
    {0xff854A00, 0xffB56A00, 0xffF2B552, 0xffE29E30},
    {0xff6531B5, 0xff7A49D8, 0xffC9AEFF, 0xffAB88F7},
    {0xff854A00, 0xffB56A00, 0xffF2B552, 0xffE29E30},
    {0xffAE2119, 0xffCF342B, 0xffFFB4AC, 0xffFF8B80},
    {0xff5A646F, 0xff78828D, 0xffA3ACB7, 0xff7F8995},
}};

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour) {
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double worst(const QColor &colour, std::initializer_list<QColor> grounds) {
    double least = 21;
    for (const QColor &ground : grounds)
        least = std::min(least, contrast(colour, ground));
    return least;
}

// `colour` moved towards `towards` in small steps until it reads on every ground.
QColor lifted(const QColor &colour, const QColor &towards, double wanted,
              std::initializer_list<QColor> grounds) {
    for (int step = 0; step < 25; ++step) {
        const QColor tried = mix(colour, towards, step * 0.04);
        if (worst(tried, grounds) >= wanted)
            return tried;
    }
    return towards;
}

} // namespace

Tone toneOf(ForwardState state) {
    switch (state) {
    case ForwardState::Off:
        return Tone::Off;
    case ForwardState::Listening:
        return Tone::Good;
    case ForwardState::Closing:
    case ForwardState::Queued:
    case ForwardState::Opening:
        return Tone::Working;
    case ForwardState::Holding:
        return Tone::Waiting;
    case ForwardState::Degraded:
        return Tone::Degraded;
    case ForwardState::NeedsYou:
        return Tone::NeedsYou;
    case ForwardState::Failed:
        return Tone::Failed;
    }
    return Tone::Off;
}

double contrast(const QColor &a, const QColor &b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor mix(const QColor &from, const QColor &to, double part) {
    const auto channel = [part](int a, int b) {
        return static_cast<int>(std::lround(a + (b - a) * part));
    };
    return {channel(from.red(), to.red()), channel(from.green(), to.green()),
            channel(from.blue(), to.blue())};
}

QColor inkOn(const QColor &ground) {
    return contrast(Qt::white, ground) >= 4.0 ? QColor(Qt::white) : QColor(0x14, 0x17, 0x1b);
}

Colours::Colours(const QPalette &palette)
    : window(palette.color(QPalette::Active, QPalette::Window)),
      base(palette.color(QPalette::Active, QPalette::Base)),
      text(palette.color(QPalette::Active, QPalette::Text)),
      highlight(palette.color(QPalette::Active, QPalette::Highlight)) {
    dark = window.lightnessF() < 0.5F;
    line = mix(window, palette.color(QPalette::Active, QPalette::WindowText), dark ? 0.16 : 0.13);
    edge = mix(window, palette.color(QPalette::Active, QPalette::WindowText), dark ? 0.26 : 0.24);
    tint = mix(base, highlight, dark ? 0.30 : 0.13);
    hover = mix(base, text, dark ? 0.06 : 0.04);
    card = dark ? mix(window, Qt::white, 0.035) : base;
    group = mix(base, window, 0.55);
    quiet = lifted(mix(text, window, 0.42), text, kQuietContrast, {base, window, tint});
    accent = lifted(highlight, text, dark ? 4.5 : 4.0, {base});
    onAccent = inkOn(highlight);
    alarm = dark ? QColor(0x8F, 0x1D, 0x18) : QColor(0xB3, 0x26, 0x1E);
    for (size_t i = 0; i < m_tones.size(); ++i) {
        const QColor ink = QColor(dark ? kToneBases[i].darkInk : kToneBases[i].lightInk);
        const QColor shape = QColor(dark ? kToneBases[i].darkShape : kToneBases[i].lightShape);
        ToneColours &tone = m_tones[i];
        tone.wash = mix(card, shape, dark ? 0.16 : 0.10);
        tone.edge = mix(card, shape, dark ? 0.45 : 0.38);
        tone.ink = lifted(ink, text, kInkContrast, {base, window, tint, card, tone.wash});
        tone.shape = lifted(shape, text, kShapeContrast, {base, window, tint, card, tone.wash});
    }
}

const Colours &coloursOf(const QPalette &palette) {
    static QHash<qint64, Colours> known;
    const auto found = known.constFind(palette.cacheKey());
    if (found != known.cend())
        return *found;
    if (known.size() > 64)
        known.clear();
    return *known.insert(palette.cacheKey(), Colours(palette));
}

QPalette ownPalette(bool dark) {
    const QColor window(dark ? 0xff1D2126 : 0xffF4F5F7);
    const QColor base(dark ? 0xff15181C : 0xffFFFFFF);
    const QColor text(dark ? 0xffE7EAEE : 0xff1A1E23);
    const QColor button(dark ? 0xff2A2F36 : 0xffFFFFFF);
    const QColor highlight(dark ? 0xff2E6BDE : 0xff1F6AD6);
    QPalette palette(text, button, mix(button, Qt::white, 0.2), mix(button, Qt::black, 0.4),
                     mix(button, Qt::black, 0.2), text, Qt::white, base, window);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, inkOn(highlight));
    palette.setColor(QPalette::AlternateBase, mix(base, window, 0.55));
    palette.setColor(QPalette::PlaceholderText, mix(text, base, 0.45));
    palette.setColor(QPalette::ToolTipBase, dark ? button : base);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Link, mix(highlight, text, dark ? 0.4 : 0.1));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, mix(text, window, 0.58));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, mix(highlight, window, 0.6));
    return palette;
}

} // namespace fairlead::ui
