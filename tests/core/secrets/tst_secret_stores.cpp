#include "core/secrets/layered_store.h"
#include "core/secrets/session_store.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

const SecretKey kKey{u"password me@db:22"_s};
const Secret kSecret{QByteArrayView("hunter2")};

// A keyring of which a test says how it behaves; answers when told to.
class FakeKeyring final : public SecretStore {
public:
    void lookUp(const SecretKey &, Found found) override {
        ++lookUps;
        found(failing ? Result<std::optional<Secret>>(fail(Errc::SecretStoreFailed, u"locked"_s))
                      : kept);
    }
    void keep(const SecretKey &, const Secret &secret, Keep, Done done) override {
        if (!failing)
            kept = secret;
        done(fate());
    }
    void forget(const SecretKey &, Done done) override {
        if (!failing)
            kept.reset();
        done(fate());
    }
    std::optional<Secret> kept;
    int lookUps = 0;
    bool failing = false;

private:
    [[nodiscard]] Result<void> fate() const {
        return failing ? Result<void>(fail(Errc::SecretStoreFailed, u"locked"_s)) : Result<void>();
    }
};

using Found = std::optional<Result<std::optional<Secret>>>;
using Done = std::optional<Result<void>>;

Result<std::optional<Secret>> lookUp(SecretStore &store, const SecretKey &key) {
    Found answer;
    store.lookUp(key, [&answer](const auto &found) { answer = found; });
    QCoreApplication::processEvents();
    return answer.value();
}

Result<void> keep(SecretStore &store, const Secret &secret, Keep how) {
    Done answer;
    store.keep(kKey, secret, how, [&answer](const auto &done) { answer = done; });
    QCoreApplication::processEvents();
    return answer.value();
}

Result<void> forget(SecretStore &store) {
    Done answer;
    store.forget(kKey, [&answer](const auto &done) { answer = done; });
    QCoreApplication::processEvents();
    return answer.value();
}

} // namespace

class TestSecretStores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        auto keyring = std::make_unique<FakeKeyring>();
        m_keyring = keyring.get();
        m_store =
            std::make_unique<LayeredStore>(std::make_unique<SessionStore>(), std::move(keyring));
    }

    void sessionKeepsAndForgets() {
        SessionStore store;
        QCOMPARE(lookUp(store, kKey)->has_value(), false);
        QVERIFY(keep(store, kSecret, Keep::Keyring));
        QVERIFY(lookUp(store, kKey)->value() == kSecret);
        QVERIFY(!lookUp(store, {u"password me@dc:22"_s})->has_value());
        QVERIFY(keep(store, Secret(QByteArrayView("new")), Keep::Session));
        QVERIFY(lookUp(store, kKey)->value() == Secret(QByteArrayView("new")));
        QVERIFY(forget(store));
        QVERIFY(!lookUp(store, kKey)->has_value());
    }
    void sessionAnswersLaterOrNever() {
        int calls = 0;
        {
            SessionStore store;
            store.keep(kKey, kSecret, Keep::Session, [&calls](const auto &) { ++calls; });
            QCOMPARE(calls, 0);
            QCoreApplication::processEvents();
            QCOMPARE(calls, 1);
            store.lookUp(kKey, [&calls](const auto &) { ++calls; });
        }
        QCoreApplication::processEvents();
        QCOMPARE(calls, 1);
    }

    void keyringOnlyWhenTold() {
        QVERIFY(keep(*m_store, kSecret, Keep::Session));
        QVERIFY(!m_keyring->kept);
        QVERIFY(keep(*m_store, kSecret, Keep::Keyring));
        QVERIFY(m_keyring->kept == kSecret);
    }
    void sessionComesFirst() {
        QVERIFY(keep(*m_store, kSecret, Keep::Session));
        m_keyring->kept = Secret(QByteArrayView("older"));
        QVERIFY(lookUp(*m_store, kKey)->value() == kSecret);
        QCOMPARE(m_keyring->lookUps, 0);
    }
    void keyringComesSecond() {
        QVERIFY(!lookUp(*m_store, kKey)->has_value());
        m_keyring->kept = kSecret;
        QVERIFY(lookUp(*m_store, kKey)->value() == kSecret);
        m_keyring->failing = true;
        const auto failed = lookUp(*m_store, kKey);
        QVERIFY(!failed && failed.error().code == Errc::SecretStoreFailed);
    }
    void keyringFailureKeepsTheSession() {
        m_keyring->failing = true;
        const auto kept = keep(*m_store, kSecret, Keep::Keyring);
        QVERIFY(!kept && kept.error().code == Errc::SecretStoreFailed);
        QVERIFY(lookUp(*m_store, kKey)->value() == kSecret);
        QVERIFY(!forget(*m_store));
        m_keyring->failing = false;
        QVERIFY(!lookUp(*m_store, kKey)->has_value());
    }
    void forgetsEverywhere() {
        QVERIFY(keep(*m_store, kSecret, Keep::Keyring));
        QVERIFY(forget(*m_store));
        QVERIFY(!m_keyring->kept);
        QVERIFY(!lookUp(*m_store, kKey)->has_value());
    }
    void worksWithoutKeyring() {
        LayeredStore store(std::make_unique<SessionStore>(), nullptr);
        QVERIFY(keep(store, kSecret, Keep::Keyring));
        QVERIFY(lookUp(store, kKey)->value() == kSecret);
        QVERIFY(forget(store));
        QVERIFY(!lookUp(store, kKey)->has_value());
    }
    void aKeyringThatIsNotUsedIsLeftAlone() {
        m_keyring->kept = kSecret;
        m_store->setKeyringUsed(false);
        QVERIFY(!*lookUp(*m_store, kKey));
        QVERIFY(keep(*m_store, Secret(QByteArrayView("other")), Keep::Keyring));
        QVERIFY(*lookUp(*m_store, kKey)); // the session's
        QVERIFY(m_keyring->kept == kSecret);
        QCOMPARE(m_keyring->lookUps, 0);
    }
    void diesQuietly() {
        m_store->lookUp(kKey, [](const auto &) { QFAIL("called after the store died"); });
        m_store.reset();
        QCoreApplication::processEvents();
    }

private:
    std::unique_ptr<LayeredStore> m_store;
    FakeKeyring *m_keyring = nullptr;
};

QTEST_GUILESS_MAIN(TestSecretStores)
#include "tst_secret_stores.moc"
