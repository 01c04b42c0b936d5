#include "core/ssh/gcm_check.h"

#include "core/ssh/ssh_link.h"
#include "core/ssh/transport.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestGcmCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The libraries this is tested with are patched. On one that is not, AES-GCM must be gone from
    // the list.
    void anUnverifiedCipherIsNotOffered() {
        const SshLinkFactory initialised;
        const bool verified = gcmIsVerified();
        QCOMPARE(defaultCiphers().contains(u"gcm"_s), verified);
        QVERIFY2(verified, "this libssh accepts a falsified AES-GCM tag");
    }
};

QTEST_APPLESS_MAIN(TestGcmCheck)
#include "tst_gcm_check.moc"
