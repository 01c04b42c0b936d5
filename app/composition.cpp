#include "app/composition.h"

#include "app/identity.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/layered_store.h"
#include "core/secrets/session_store.h"
#include "core/ssh/ssh_link.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QStandardPaths>

using namespace Qt::StringLiterals;

namespace fairlead {

namespace {

std::unique_ptr<LayeredStore> makeSecretStore(SecretKeeping keeping) {
    auto keyring =
        keeping == SecretKeeping::Keyring ? makeKeychainStore(QLatin1StringView(kName)) : nullptr;
    return std::make_unique<LayeredStore>(std::make_unique<SessionStore>(), std::move(keyring));
}

} // namespace

struct Composition::Parts {
    explicit Parts(SecretKeeping keeping)
        : secrets(makeSecretStore(keeping)),
          engine({timers, links, *secrets}) {}
    QtTimers timers;
    SshLinkFactory links;
    std::unique_ptr<LayeredStore> secrets;
    Engine engine;
};

Composition::Composition(SecretKeeping keeping) : m_parts(std::make_unique<Parts>(keeping)) {}
Composition::~Composition() = default;

Engine &Composition::engine() { return m_parts->engine; }
Timers &Composition::timers() { return m_parts->timers; }
void Composition::setKeyringUsed(bool used) { m_parts->secrets->setKeyringUsed(used); }

void setIdentity() {
    QCoreApplication::setApplicationName(u"fairlead"_s);
    QCoreApplication::setApplicationVersion(QLatin1StringView(kVersion));
    QCoreApplication::setOrganizationDomain(QLatin1StringView(kId));
}

QString configFolder(const QString &chosen) {
    if (!chosen.isEmpty())
        return QDir(chosen).absolutePath();
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/fairlead"_s;
}

Autostart loginStart(const QString &chosen) {
    // What runs from an AppImage is in a mount that is gone tomorrow.
    const QString image = qEnvironmentVariable("APPIMAGE");
    QStringList arguments{u"--minimised"_s};
    if (!chosen.isEmpty())
        arguments << u"--config-dir"_s << configFolder(chosen);
    return Autostart({QLatin1StringView(kId), QLatin1StringView(kName),
                      image.isEmpty() ? QCoreApplication::applicationFilePath() : image,
                      arguments});
}

} // namespace fairlead
