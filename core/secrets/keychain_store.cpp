#include "core/secrets/keychain_store.h"

#ifdef FAIRLEAD_HAVE_KEYCHAIN

#include <QtCore/QMetaObject>
#include <QtCore/QObject>
#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace fairlead {

namespace {

// The library has one code for "other errors" of the Secret Service; a missing bus or service can
// be told only by D-Bus's words.
bool isAway(const QString &text) {
    for (const auto &sign : {u"Could not connect"_s, u"autolaunch"_s, u".service files"_s,
                             u"ServiceUnknown"_s, u"spawn"_s, u"StartServiceByName"_s}) {
        if (text.contains(sign, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

QString reasonFor(const QKeychain::Job &job) {
    switch (job.error()) {
    case QKeychain::AccessDeniedByUser:
        return u"the keyring was not unlocked"_s;
    case QKeychain::AccessDenied:
        return u"the keyring is locked or refuses"_s;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return u"no keyring is running"_s;
    case QKeychain::CouldNotDeleteEntry:
        return u"the keyring does not delete the entry"_s;
    default:
        return isAway(job.errorString()) ? u"no keyring is running"_s : u"the keyring failed"_s;
    }
}

tl::unexpected<Error> failure(const QKeychain::Job &job) {
    QString detail = reasonFor(job);
    if (!job.errorString().isEmpty())
        detail += u": "_s + job.errorString();
    return fail(Errc::SecretStoreFailed, detail);
}

// The library has no wiped memory; what it shares with us is overwritten in place, because
// QByteArray::data() would detach and leave the original behind.
void wipeShared(const QByteArray &bytes) {
    wipeMemory(const_cast<char *>(bytes.constData()), static_cast<size_t>(bytes.size()));
}

class KeychainStore final : public SecretStore {
public:
    explicit KeychainStore(QString service) : m_service(std::move(service)) {}

    void lookUp(const SecretKey &key, Found found) override {
        auto *job = new QKeychain::ReadPasswordJob(m_service);
        start(job, key, [job, found = std::move(found)] {
            if (job->error() == QKeychain::EntryNotFound) {
                found(std::nullopt);
            } else if (job->error() != QKeychain::NoError) {
                found(failure(*job));
            } else {
                const QByteArray bytes = job->binaryData();
                const Secret secret{QByteArrayView(bytes)};
                wipeShared(bytes);
                found(secret);
            }
        });
    }

    void keep(const SecretKey &key, const Secret &secret, Keep how, Done done) override {
        if (how == Keep::Session) {
            QMetaObject::invokeMethod(
                &m_context, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
            return;
        }
        auto *job = new QKeychain::WritePasswordJob(m_service);
        const QByteArray bytes = secret.view().toByteArray();
        job->setBinaryData(bytes);
        start(job, key, [job, bytes, done = std::move(done)] {
            wipeShared(bytes);
            done(job->error() == QKeychain::NoError ? Result<void>() : failure(*job));
        });
    }

    void forget(const SecretKey &key, Done done) override {
        auto *job = new QKeychain::DeletePasswordJob(m_service);
        start(job, key, [job, done = std::move(done)] {
            const bool gone =
                job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
            done(gone ? Result<void>() : failure(*job));
        });
    }

private:
    // A job deletes itself when finished and must not die earlier: the keyring's own callback would
    // still point to it. So it has no parent, and only our part of it goes with the store.
    template <typename Finished>
    void start(QKeychain::Job *job, const SecretKey &key, Finished finished) {
        job->setInsecureFallback(false);
        job->setKey(key.text);
        QObject::connect(job, &QKeychain::Job::finished, &m_context, std::move(finished));
        job->start();
    }

    QString m_service;
    QObject m_context;
};

} // namespace

std::unique_ptr<SecretStore> makeKeychainStore(const QString &service) {
    return std::make_unique<KeychainStore>(service);
}

} // namespace fairlead

#else

namespace fairlead {

std::unique_ptr<SecretStore> makeKeychainStore(const QString &) { return nullptr; }

} // namespace fairlead

#endif
