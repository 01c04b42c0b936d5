// What leaves the house names nobody, and still tells which is which.
#include "core/profile/redaction.h"

#include <QtCore/QDir>
#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

ProfileData sample() {
    Host bastion;
    bastion.name = u"bastion"_s;
    bastion.address = u"bastion.acme.example"_s;
    bastion.user = u"jane"_s;
    Host inner;
    inner.name = u"mon+1"_s; // to be taken literally
    inner.address = u"10.20.0.14"_s;
    inner.jumps = {u"joe@gate.acme.example:2222"_s};
    Forward forward;
    forward.name = u"payroll"_s;
    forward.target.host = u"db-payroll"_s;
    forward.target.port = 5432;
    ProfileData data;
    data.hosts = {bastion, inner};
    data.forwards = {forward};
    return data;
}

} // namespace

class TestRedaction : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesGoAndMeaningStays_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("clean");
        QTest::newRow("hosts") << u"bastion: Online; BASTION.acme.example:22 answered"_s
                               << u"host-2: Online; host-1:22 answered"_s;
        QTest::newRow("users") << u"jane@bastion refused"_s << u"user-1@host-2 refused"_s;
        QTest::newRow("a name inside a word is another word") << u"janette"_s << u"janette"_s;
        QTest::newRow("special signs") << u"mon+1 at 10.20.0.14"_s << u"host-4 at host-3"_s;
        QTest::newRow("jumps") << u"joe at gate.acme.example"_s << u"user-2 at host-5"_s;
        QTest::newRow("targets") << u"db-payroll:5432: Connection refused"_s
                                 << u"target-1:5432: Connection refused"_s;
        QTest::newRow("forwards") << u"payroll: Listening"_s << u"forward-1: Listening"_s;
        QTest::newRow("foreign addresses")
            << u"203.0.113.9, [2001:db8::7]:443, 203.0.113.9 and www.other.example"_s
            << u"address-1, [address-2]:443, address-1 and address-3"_s;
        QTest::newRow("loopback and ports stay") << u"127.0.0.1:5432, [::1]:5432, 0.0.0.0:80"_s
                                                 << u"127.0.0.1:5432, [::1]:5432, 0.0.0.0:80"_s;
        QTest::newRow("times and versions stay") << u"12:30:11 SSH-2.0-OpenSSH_9.2 after 3 of 5"_s
                                                 << u"12:30:11 SSH-2.0-OpenSSH_9.2 after 3 of 5"_s;
        QTest::newRow("files") << QDir::homePath() + u"/.ssh/known_hosts, profiles.toml"_s
                               << u"~/.ssh/known_hosts, profiles.toml"_s;
        QTest::newRow("fingerprints")
            << u"key SHA256:q3JxvN8eYk0WzT5u1bRmHcL7pA2dGf9S6oKiwE4nXyc"_s << u"key SHA256:…"_s;
    }
    void namesGoAndMeaningStays() {
        QFETCH(QString, text);
        QFETCH(QString, clean);
        Redactor redact(sample());
        QCOMPARE(redact(text), clean);
        QCOMPARE(redact(text), clean); // the same the second time
    }

    void anEmptyBookIsNoTrouble() {
        Redactor redact({});
        QCOMPARE(redact(u"nothing to hide"_s), u"nothing to hide"_s);
    }
};

QTEST_APPLESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
