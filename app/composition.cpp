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

std::unique_ptr<SecretStore> makeSecretStore(SecretKeeping keeping) {
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
    std::unique_ptr<SecretStore> secrets;
    Engine engine;
};

Composition::Composition(SecretKeeping keeping) : m_parts(std::make_unique<Parts>(keeping)) {}
Composition::~Composition() = default;

Engine &Composition::engine() { return m_parts->engine; }
Timers &Composition::timers() { return m_parts->timers; }

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

} // namespace fairlead
