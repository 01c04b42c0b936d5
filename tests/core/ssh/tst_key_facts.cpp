#include "core/ssh/key_facts.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryFile>
#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

// Throw-away keys, as in a .pub file.
const QByteArray kEd25519 = "ssh-ed25519 "
                            "AAAAC3NzaC1lZDI1NTE5AAAAIBWTMxLYcsAXT7QqV5xKZRidEOuGRUhPPHm13kAEIXq0";
const QByteArray kRsa =
    "ssh-rsa "
    "AAAAB3NzaC1yc2EAAAADAQABAAAAgQDExq25+wJh5dBTNYVfPlIQbQbfmItiaekG/NjKvuPcnMEE"
    "NYnuwNU3Mpjfbiohzvhav+CjxNtNwal84U0ly1R7rCp7U7pY0lySgZ6C63ZdkePbinfknCTB+gqd"
    "1kG+inScO/LjQBMf2dmnz5CU1Z2HqO+Q9Zy3+tWxLdzHZqBhow==";
const QByteArray kEcdsa =
    "ecdsa-sha2-nistp256 "
    "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBKpW3r66tJcemgZRXIR/2zaX"
    "yxboOQXdAgFCNKWiaMb3qQERt72oc8zz6Oe3GQ1ou9t2SbJSK5SQShAQ/wkE03M=";
const QByteArray kEcdsa521 =
    "ecdsa-sha2-nistp521 "
    "AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBACkzoOnSxeY84mq3D2tcTkP"
    "6WKGw5vJci4EqoVseOr8Xv+SPhcPG8AyTLNsNrRJyy+yJm2IiG3ABtQti5takF/YVQFrSv47DMBz"
    "4bVoX0pb42PSXd4+vNPGBR9UKIfUy6xPptCmp88qzx/DTXWIPlnH2wmIPGwhNE5wbDHgHusNSU9E"
    "ig==";
const QByteArray kDsa =
    "ssh-dss "
    "AAAAB3NzaC1kc3MAAACBAOBXDdBNvvJpO8aKYORBCZvc5bEkGRWg1XBx7FbdXqBEvtJgY7BFhBQc"
    "UdFTgkVzFreDjviIEbxEZxhr7VXUIeNwrXSkPV3SyM/QdTvqLq2OMc0ZXqz9Jq9F1a8TpZz8gMke"
    "b9WrGG6zGLH5esuZ8o9lBRfHfTuLSYBwXbnhimnFAAAAFQCt9+NwK7E5+0nXJUztKgI32/THVwAA"
    "AIBo3KpLy6aS85KH9ccNtDf7rJkESDfO3P04qV7Qs5UFv+qcUmQUnC43h1v0p5N9RK59lZRMIfb/"
    "OfGvD+mx6Mi5nHTj1LsooXhykOAEo/PkA2HpOGxE81sDRwVt+Lfol17Y0esMlFdQsLEdqnDG5as8"
    "THuGmzM67hB0gOuMNRpWiAAAAIBGatHq9Z9CuVSDxkJhggbnLLECiyiwpX2USE35SwzXfP6oQzQc"
    "pgz1E9Ld1gMmSPUeOh8gxH2RwjK8YdymcKcyQ3r/pvQFO74PldMsj4h61HRVEhPOmPaRpMI00Vuf"
    "1QrG9OFun710ZxJByEsrQOezUP2W9Cvr/vzK0THzk0lQvg==";
const QByteArray kRsaCertificate =
    "ssh-rsa-cert-v01@openssh.com "
    "AAAAHHNzaC1yc2EtY2VydC12MDFAb3BlbnNzaC5jb20AAAAgPrBL27HMefApQF/44KgGruCJfcuB"
    "4iRv1D1lHXsV5rQAAAADAQABAAABgQCh05JKhowpsJl/G+VULIQTXO7Gh1NeJI9SRyrG2N2PDv0e"
    "Z+m3ZvtkOWeXIZAarnxVcwDblsJygQResxYmrrr7Pl96Ypc5FvlWjpjkv+KHhk9M00Wc1KRciWdT"
    "JizSMFHef5mPdrptCCi7PYy9UX9cKagFY8BhFm86Mh9/qFwad0v/u9rjoDyZbw7sHIK8w5kBBSVP"
    "aR0wMOE7OS4YNL09r/W1F1QZJu16abe5kyHIyB+LvH4jUj4LqRDJWsTRp63yRcOGj9hocWpkv+wl"
    "lfA3Cg39s3Ph/8AMcLNn26MX6slA9BCF0teXRj3AIeNzKBWDHTTJiqmvhMBsTNvpv3qpb1A40o/6"
    "x5uR+jvOJ7WVvK/ltRPa4+hVkHCfCrs4znc0aa9GftPeq76kOHRG1+wpicLgq1NlaDmDIgCogtkm"
    "aEnz+eiDbzKzINFerN+iyk2KuA3I4cH4hgptL9+KWjYR7KsHpmcFZc8GV/0evah158ZP/vbrJvfX"
    "zdZHS6+JkqMAAAAAAAAAAAAAAAIAAAADaGlkAAAABwAAAANmb28AAAAAAAAAAP//////////AAAA"
    "AAAAAAAAAAAAAAAAMwAAAAtzc2gtZWQyNTUxOQAAACAVkzMS2HLAF0+0KlecSmUYnRDrhkVITzx5"
    "td5ABCF6tAAAAFMAAAALc3NoLWVkMjU1MTkAAABAxXaz2sPLN8n7pjaiw7l8jQC8cvODLJSbEWQW"
    "WD3s/A0wAgabstocrEeiV0Iz+8m14Y/zaiEttBVaaUitXVcPDg==";

QByteArray blobOf(const QByteArray &line) { return QByteArray::fromBase64(line.split(' ').at(1)); }

} // namespace

class TestKeyFacts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ed25519() {
        const auto facts = hostKeyFacts(blobOf(kEd25519));
        QVERIFY(facts);
        QCOMPARE(facts->type, u"ssh-ed25519"_s);
        QCOMPARE(facts->shortType, u"ED25519"_s);
        QCOMPARE(facts->bits, 256);
        QCOMPARE(facts->fingerprint, u"SHA256:Zn91PewK/tQm6RvNTn/vc8aJ7xjeZjKUcjgXNplahzE"_s);
        QCOMPARE(facts->md5, u"MD5:3a:02:5c:65:c1:fb:df:0b:2c:1d:6a:60:66:a8:11:01"_s);
        QCOMPARE(facts->randomArt, QString::fromLatin1("+--[ED25519 256]--+\n"
                                                       "|                 |\n"
                                                       "|             E   |\n"
                                                       "|              *  |\n"
                                                       "|             O...|\n"
                                                       "|        S   = *oo|\n"
                                                       "|       o . = **..|\n"
                                                       "|          ..B*.O.|\n"
                                                       "|          ..=+@=*|\n"
                                                       "|           ..BOBO|\n"
                                                       "+----[SHA256]-----+"));
    }

    void asSshKeygen_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("ED25519") << kEd25519;
        QTest::newRow("RSA") << kRsa;
        QTest::newRow("ECDSA 256") << kEcdsa;
        QTest::newRow("ECDSA 521") << kEcdsa521;
        QTest::newRow("DSA") << kDsa;
        QTest::newRow("RSA certificate") << kRsaCertificate;
    }
    void asSshKeygen() {
        QFETCH(QByteArray, key);
        const QString program = QStandardPaths::findExecutable(u"ssh-keygen"_s);
        if (program.isEmpty())
            QSKIP("ssh-keygen is not installed");
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(key + " x\n");
        file.close();
        QProcess process;
        process.start(program, {u"-lv"_s, u"-f"_s, file.fileName()});
        QVERIFY(process.waitForFinished());
        if (process.exitCode() != 0)
            QSKIP("this ssh-keygen does not know the key type");
        const auto facts = hostKeyFacts(blobOf(key));
        QVERIFY(facts);
        const QString line =
            u"%1 %2 x (%3)\n"_s.arg(facts->bits).arg(facts->fingerprint, facts->shortType);
        QCOMPARE(QString::fromLatin1(process.readAllStandardOutput()),
                 line + facts->randomArt + u'\n');
    }

    void refusesMalformed_data() {
        QTest::addColumn<QByteArray>("blob");
        const QByteArray good = blobOf(kEd25519);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short length") << QByteArray("\0\0", 2);
        QTest::newRow("length beyond the end") << QByteArray("\x7f\xff\xff\xff"
                                                             "ssh-ed25519");
        QTest::newRow("no key") << good.left(15);
        QTest::newRow("cut") << good.chopped(1);
        QTest::newRow("longer") << good + 'x';
        QTest::newRow("line end in the type") << QByteArray("\0\0\0\3a\nb", 7);
        QTest::newRow("negative modulus")
            << QByteArray("\0\0\0\7ssh-rsa\0\0\0\1\3\0\0\0\1\xff", 21);
        QTest::newRow("modulus zero") << QByteArray("\0\0\0\7ssh-rsa\0\0\0\1\3\0\0\0\1\0", 21);
    }
    void refusesMalformed() {
        QFETCH(QByteArray, blob);
        const auto facts = hostKeyFacts(blob);
        QVERIFY(!facts);
        QCOMPARE(facts.error().code, Errc::ProtocolFailed);
    }

    void showsUnknownTypes() {
        const auto facts = hostKeyFacts(QByteArray("\0\0\0\7ssh-new\1\2", 13));
        QVERIFY(facts);
        QCOMPARE(facts->shortType, u"ssh-new"_s);
        QCOMPARE(facts->bits, 0);
        QCOMPARE(facts->fingerprint.size(), 7 + 43);
    }

    void comparesFingerprints_data() {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<int>("expected");
        const int no = int(FingerprintMatch::NotAFingerprint);
        const int differs = int(FingerprintMatch::Differs);
        const int matches = int(FingerprintMatch::Matches);
        const auto facts = hostKeyFacts(blobOf(kEd25519));
        const QString bare = facts->fingerprint.mid(7);
        const QString hex = QString::fromLatin1(QByteArray::fromBase64(bare.toLatin1()).toHex());
        const QString other = hostKeyFacts(blobOf(kEcdsa))->fingerprint;
        QTest::newRow("as shown") << facts->fingerprint << matches;
        QTest::newRow("bare") << bare << matches;
        QTest::newRow("padded") << bare + u'=' << matches;
        QTest::newRow("small label") << u"sha256:"_s + bare << matches;
        QTest::newRow("spaces around") << u"  "_s + facts->fingerprint + u"\n"_s << matches;
        QTest::newRow("wrapped") << facts->fingerprint.left(20) + u"\n "_s +
                                        facts->fingerprint.mid(20)
                                 << matches;
        QTest::newRow("line of ssh-keygen")
            << u"256 %1 root@server (ED25519)"_s.arg(facts->fingerprint) << matches;
        QTest::newRow("several") << u"256 %1 a (ECDSA)\n256 %2 a (ED25519)\n"_s.arg(
                                        other, facts->fingerprint)
                                 << matches;
        QTest::newRow("MD5") << facts->md5 << matches;
        QTest::newRow("MD5 bare, capitals") << facts->md5.mid(4).toUpper() << matches;
        QTest::newRow("MD5 without colons") << facts->md5.mid(4).remove(u':') << matches;
        QTest::newRow("SHA-256 in hex") << hex << matches;
        QTest::newRow("public key") << QString::fromLatin1(kEd25519) + u" me"_s << matches;
        QTest::newRow("other public key") << QString::fromLatin1(kEcdsa) << differs;
        QTest::newRow("other key") << other << differs;
        QTest::newRow("other case") << u"SHA256:"_s + bare.toLower() << differs;
        QTest::newRow("other MD5") << u"MD5:00"_s + facts->md5.mid(6) << differs;
        QTest::newRow("half typed") << facts->fingerprint.left(30) << no;
        QTest::newRow("empty") << QString() << no;
        QTest::newRow("prose") << u"yes it is fine"_s << no;
    }
    void comparesFingerprints() {
        QFETCH(QString, pasted);
        QFETCH(int, expected);
        QCOMPARE(int(compareFingerprint(*hostKeyFacts(blobOf(kEd25519)), pasted)), expected);
    }
};

QTEST_APPLESS_MAIN(TestKeyFacts)
#include "tst_key_facts.moc"
