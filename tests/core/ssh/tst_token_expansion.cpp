#include "core/ssh/token_expansion.h"

#include <QtCore/QDir>
#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

Tokens sample() {
    return {.home = u"/home/ann"_s,
            .address = u"db.example"_s,
            .localHost = u"laptop.lan"_s,
            .name = u"db"_s,
            .port = 2222,
            .user = u"deploy%h"_s,
            .localUser = u"ann"_s,
            .localUid = 1000};
}

} // namespace

class TestTokenExpansion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void expands_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path"); // null: refused
        QTest::newRow("plain") << u"/keys/id"_s << u"/keys/id"_s;
        QTest::newRow("tokens") << u"%d/%h:%p/%n/%u/%i"_s
                                << u"/home/ann/db.example:2222/db/ann/1000"_s;
        QTest::newRow("local host") << u"%l %L %k"_s << u"laptop.lan laptop db.example"_s;
        QTest::newRow("a value is not looked at again") << u"%r"_s << u"deploy%h"_s;
        QTest::newRow("percent") << u"100%%d"_s << u"100%d"_s;
        QTest::newRow("home") << u"~/.ssh/id"_s << QDir::homePath() + u"/.ssh/id"_s;
        QTest::newRow("only home") << u"~"_s << QDir::homePath();
        QTest::newRow("tilde inside") << u"a~/b"_s << u"a~/b"_s;
        QTest::newRow("root's home") << u"~root/x"_s << u"/root"_s + u"/x"_s;
        QTest::newRow("environment") << u"${FAIRLEAD_TEST}/x"_s << u"%h~/x"_s;
        QTest::newRow("no braces") << u"$FAIRLEAD_TEST"_s << u"$FAIRLEAD_TEST"_s;
        QTest::newRow("unset variable") << u"${FAIRLEAD_UNSET}"_s << QString();
        QTest::newRow("unclosed variable") << u"${FAIRLEAD_TEST"_s << QString();
        QTest::newRow("no variable name") << u"${}"_s << QString();
        QTest::newRow("unknown token") << u"%Z"_s << QString();
        QTest::newRow("percent at the end") << u"x%"_s << QString();
        QTest::newRow("unknown user") << u"~no-such-user-here/x"_s << QString();
    }
    void expands() {
        QFETCH(QString, text);
        QFETCH(QString, path);
        qputenv("FAIRLEAD_TEST", "%h~");
        const auto expanded = expandPath(text, sample());
        QCOMPARE(expanded.has_value(), !path.isNull());
        if (expanded)
            QCOMPARE(*expanded, path);
        else
            QCOMPARE(expanded.error().code, Errc::BadOption);
    }
    void onlyAllowedTokens() {
        QVERIFY(expandTokens(u"%h %%", sample(), u"h"));
        QVERIFY(!expandTokens(u"%d", sample(), u"h"));
        QCOMPARE(*expandTokens(u"~ ${HOME}", sample(), u"h"), u"~ ${HOME}"_s);
    }
    void filesOfAHost() {
        Host host;
        const auto usual = identityFilesOf(host);
        QCOMPARE(usual->first(), QDir::homePath() + u"/.ssh/id_ed25519"_s);
        QVERIFY(usual->contains(QDir::homePath() + u"/.ssh/id_rsa"_s));
        QVERIFY(certificateFilesOf(host)->isEmpty());
        QCOMPARE(userKnownHostsFilesOf(host)->size(), 2);
        QCOMPARE(globalKnownHostsFilesOf(host)->first(), u"/etc/ssh/ssh_known_hosts"_s);
        host.address = u"db"_s;
        host.identityFiles = QStringList{u"/k/%h"_s, u"/k/db"_s};
        QCOMPARE(*identityFilesOf(host), QStringList{u"/k/db"_s});
        host.identityFiles = QStringList{u"none"_s};
        QVERIFY(identityFilesOf(host)->isEmpty());
        host.userKnownHostsFiles = QStringList{u"/k/%y"_s};
        QVERIFY(!userKnownHostsFilesOf(host));
    }
    void agentOfAHost_data() {
        QTest::addColumn<QString>("agent");
        QTest::addColumn<QString>("path");
        QTest::newRow("environment") << QString() << u"/run/agent"_s;
        QTest::newRow("named") << u"SSH_AUTH_SOCK"_s << u"/run/agent"_s;
        QTest::newRow("variable") << u"$FAIRLEAD_AGENT"_s << u"/run/other"_s;
        QTest::newRow("variable in braces") << u"${FAIRLEAD_AGENT}.1"_s << u"/run/other.1"_s;
        QTest::newRow("none") << u"none"_s << QString();
        QTest::newRow("path") << u"~/agent"_s << QDir::homePath() + u"/agent"_s;
    }
    void agentOfAHost() {
        QFETCH(QString, agent);
        QFETCH(QString, path);
        qputenv("SSH_AUTH_SOCK", "/run/agent");
        qputenv("FAIRLEAD_AGENT", "/run/other");
        Host host;
        host.identityAgent = agent;
        QCOMPARE(*agentSocketOf(host), path);
    }
    void loginNameFallsBack() {
        Host host;
        QVERIFY(!loginName(host).isEmpty());
        host.user = u"deploy"_s;
        QCOMPARE(loginName(host), u"deploy"_s);
    }
};

QTEST_GUILESS_MAIN(TestTokenExpansion)
#include "tst_token_expansion.moc"
