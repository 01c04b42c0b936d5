// Every colour of the window, derived from the palette in force, so that Breeze, Adwaita, Windows
// and macOS palettes work as well as our own. Colours are taken at paint time, never stored.
#pragma once

#include "core/tunnel/forward_status.h"

#include <QtGui/QColor>
#include <QtGui/QPalette>
#include <array>

namespace fairlead::ui {

// What a status means, which decides its shape and colour.
enum class Tone { Good, Working, Waiting, NeedsYou, Degraded, Failed, Off };
inline constexpr int kToneCount = 7;

[[nodiscard]] Tone toneOf(ForwardState state);

struct ToneColours {
    QColor ink;   // words; ≥ 4.55:1 on every surface
    QColor shape; // glyphs and rings; ≥ 3.05:1 on every surface
    QColor wash;  // the ground of a pill, banner or card
    QColor edge;  // the line around it
};

// WCAG 2 relative contrast, 1…21.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);
// `from` with `part` (0…1) of `to` mixed in.
[[nodiscard]] QColor mix(const QColor &from, const QColor &to, double part);
// White or near-black, whichever reads on `ground`; white from 4.0:1 on.
[[nodiscard]] QColor inkOn(const QColor &ground);

class Colours {
public:
    explicit Colours(const QPalette &palette);

    [[nodiscard]] const ToneColours &tone(Tone tone) const {
        return m_tones[static_cast<size_t>(tone)];
    }

    bool dark = false;
    QColor window, base, text, highlight;
    QColor line;     // hairlines
    QColor edge;     // around controls
    QColor quiet;    // second lines, hints; ≥ 4.6:1 on base, window and tint
    QColor tint;     // selection, under normal text
    QColor hover;    // row under the pointer
    QColor accent;   // switches, links, focus, plots
    QColor onAccent; // text on a filled button
    QColor card;     // a raised surface
    QColor group;    // a list's group rows
    QColor alarm;    // the band of a changed host key; white text ≥ 6:1

private:
    std::array<ToneColours, kToneCount> m_tones;
};

// Remembered per palette: cheap enough for every paint. Main thread only.
[[nodiscard]] const Colours &coloursOf(const QPalette &palette);

// Used only where the platform brings no palette of its own.
[[nodiscard]] QPalette ownPalette(bool dark);

} // namespace fairlead::ui
