#include "core/ssh/login_memory.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestLoginMemory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void remembersPerHopAndFile() {
        LoginMemory memory;
        memory.keepHostKey(2, QByteArray("key"));
        memory.keepPassphrase(u"/k"_s, Secret(QByteArrayView("p")));
        QCOMPARE(memory.hostKey(2), QByteArray("key"));
        QVERIFY(memory.hostKey(1).isEmpty());
        QCOMPARE(memory.passphrase(u"/k"_s).view(), QByteArrayView("p"));
        QVERIFY(memory.passphrase(u"/other"_s).isEmpty());
    }
    void aPersonsSecretMakesItAttendedUntilCleared() {
        LoginMemory memory;
        QVERIFY(memory.isUnattended());
        memory.noteAttended();
        QVERIFY(!memory.isUnattended());
        memory.keepHostKey(1, QByteArray("key"));
        memory.clear();
        QVERIFY(memory.isUnattended());
        QVERIFY(memory.hostKey(1).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestLoginMemory)
#include "tst_login_memory.moc"
