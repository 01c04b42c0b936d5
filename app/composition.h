// The only place that knows the real parts by name: what both programs are put together from.
#pragma once

#include "core/desktop/autostart.h"
#include "core/engine/engine.h"

#include <QtCore/QString>
#include <memory>

namespace fairlead {

// Names the application for Qt (folders, settings) and for --version.
void setIdentity();

// The folder for profiles.toml and all else that is kept: `chosen` when not empty (made absolute),
// otherwise the user's own configuration folder with "fairlead" at its end.
[[nodiscard]] QString configFolder(const QString &chosen);

// The window's start with the session, minimised; with `chosen`, the --config-dir it was given,
// when not empty. Needs the application object.
[[nodiscard]] Autostart loginStart(const QString &chosen = {});

// Where passwords may be kept.
enum class SecretKeeping {
    Session, // in memory, until the program ends
    Keyring, // the operating system's, where there is one
};

// A running engine with its real timers, links and secret store.
class Composition {
public:
    explicit Composition(SecretKeeping keeping);
    ~Composition();
    Composition(const Composition &) = delete;
    Composition &operator=(const Composition &) = delete;

    [[nodiscard]] Engine &engine();
    [[nodiscard]] Timers &timers();
    // Of SecretKeeping::Keyring: switches the keyring off and on again.
    void setKeyringUsed(bool used);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace fairlead
