// Whom we trust: known_hosts read and written the OpenSSH way.
#include "support/net.h"
#include "support/sshd_fixture.h"
#include "support/tunnel.h"
#include "support/verify.h"

#include <QtCore/QFileInfo>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

class TestHostKeys : public QObject {
    Q_OBJECT
    Sandbox m_box;
    std::unique_ptr<Sshd> m_sshd;
    QString m_known; // a fresh file for each test

    [[nodiscard]] QByteArray name() const {
        return "[127.0.0.1]:" + QByteArray::number(m_sshd->port());
    }
    [[nodiscard]] QByteArray keyOf(const QString &path) const {
        const QList<QByteArray> words = Sandbox::publicKey(path).split(' ');
        return words[0] + ' ' + words[1];
    }
    void know(const QByteArray &content) const { m_box.write(m_known, content); }

    // Sshd::login() with our own known_hosts and policy, and without HostKeyAlias.
    [[nodiscard]] QStringList login(const QString &policy) const {
        QStringList result = m_sshd->login();
        result.removeLast();
        result.removeLast();
        result.replaceInStrings(m_sshd->knownHosts(), m_known);
        result.replaceInStrings(u"StrictHostKeyChecking=yes"_s,
                                u"StrictHostKeyChecking="_s + policy);
        return result;
    }
    void works(Tunnel &tunnel) {
        const Listener target = Listener::tcp();
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        VERIFY_SAID(connectThrough(tunnel.port(forward), target).isOpen(), tunnel);
    }
    void isRefused(Tunnel &tunnel, const QString &words) {
        tunnel.localTo(9);
        tunnel.launch();
        const auto exit = tunnel.process().waitForExit(10s);
        VERIFY_SAID(exit == 255, tunnel);
        VERIFY_SAID(tunnel.process().count(words) > 0, tunnel);
        VERIFY_SAID(tunnel.process().count(u"^ready"_s) == 0, tunnel);
    }

private Q_SLOTS:
    void initTestCase() {
        SKIP_IF(Sshd::missing());
        m_sshd = std::make_unique<Sshd>(
            m_box, SshdSetup{.hostKeyTypes = {u"ed25519"_s, u"ecdsa"_s, u"rsa"_s}});
    }
    void init() { m_known = m_box.freshPath(u"known"_s); }

    void knownInEveryType_data() {
        QTest::addColumn<QString>("type");
        QTest::newRow("ed25519") << u"ed25519"_s;
        QTest::newRow("ecdsa") << u"ecdsa"_s;
        QTest::newRow("rsa") << u"rsa"_s;
    }
    void knownInEveryType() {
        // Only one type is known, so that one has to be asked for.
        QFETCH(QString, type);
        know(knownHostsLine(m_sshd->port(), m_sshd->hostKey(type)));
        Tunnel tunnel(m_box, login(u"yes"_s));
        works(tunnel);
    }

    void knownUnderAHashedName() {
        know(knownHostsLine(m_sshd->port(), m_sshd->hostKey()));
        runTool(u"ssh-keygen"_s, {u"-q"_s, u"-H"_s, u"-f"_s, m_known});
        QVERIFY(m_box.read(m_known).contains("|1|"));
        Tunnel tunnel(m_box, login(u"yes"_s));
        works(tunnel);
    }

    void knownInTheSecondFileWithoutLastNewline() {
        QByteArray line = knownHostsLine(m_sshd->port(), m_sshd->hostKey());
        line.chop(1);
        know("# nothing here\n\n");
        const QString second = m_box.write(m_box.freshPath(u"second"_s), line);
        QStringList arguments = login(u"yes"_s);
        arguments.replaceInStrings(m_known, m_known + u' ' + second);
        Tunnel tunnel(m_box, arguments);
        works(tunnel);
    }

    void unknownIsRefusedWhenStrict() {
        know("");
        Tunnel tunnel(m_box, login(u"yes"_s));
        isRefused(tunnel, u"host key|known"_s);
        QVERIFY(m_box.read(m_known).isEmpty());
    }

    void unknownIsAskedAbout() {
        know("");
        Tunnel tunnel(m_box, login(u"ask"_s));
        // Nobody is there: the question is told and nothing is trusted.
        isRefused(tunnel, u"authenticity|verification failed"_s);
        QVERIFY(m_box.read(m_known).isEmpty());
    }

    void yesRemembers() {
        know("other.example ssh-ed25519 AAAA"); // no newline at the end, and not even a key
        Tunnel tunnel(m_box, login(u"ask"_s));
        tunnel.askpass({{u"continue connecting"_s, u"yes"_s}});
        works(tunnel);
        const QByteArray shown = tunnel.prompts();
        QVERIFY2(shown.contains("SHA256:"), shown.constData());
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh 9.2 writes behind the unfinished line");
        const QList<QByteArray> lines = m_box.read(m_known).trimmed().split('\n');
        QCOMPARE(lines.value(0), QByteArray("other.example ssh-ed25519 AAAA"));
        QVERIFY2(lines.value(1).startsWith(name() + ' '), m_box.read(m_known).constData());
    }

    void noRemembersNothing() {
        know("");
        Tunnel tunnel(m_box, login(u"ask"_s));
        tunnel.askpass({{u"continue connecting"_s, u"no"_s}});
        isRefused(tunnel, u"host key|trust|verif"_s);
        QVERIFY(m_box.read(m_known).isEmpty());
    }

    void acceptNewRemembers() {
        Tunnel tunnel(m_box, login(u"accept-new"_s)); // the file is not there yet
        works(tunnel);
        QVERIFY(m_box.read(m_known).startsWith(name() + ' '));
    }

    void acceptNewWritesHashedNames() {
        know("");
        Tunnel tunnel(m_box, login(u"accept-new"_s));
        tunnel.option(u"HashKnownHosts=yes"_s);
        works(tunnel);
        QVERIFY2(m_box.read(m_known).startsWith("|1|"), m_box.read(m_known).constData());
        // OpenSSH itself finds it.
        QVERIFY(runTool(u"ssh-keygen"_s, {u"-F"_s, QString::fromLatin1(name()), u"-f"_s, m_known})
                    .contains("found"));
    }

    void changedIsRefused_data() {
        QTest::addColumn<QString>("policy");
        for (const char *policy : {"yes", "ask", "accept-new"})
            QTest::newRow(policy) << QString::fromLatin1(policy);
    }
    void changedIsRefused() {
        QFETCH(QString, policy);
        const QString other = m_box.makeKey(QFileInfo(m_box.freshPath(u"other"_s)).fileName());
        const QByteArray content = knownHostsLine(m_sshd->port(), other);
        know("# first line\n" + content);
        Tunnel tunnel(m_box, login(policy));
        tunnel.askpass({{u""_s, u"yes"_s}}); // an eager "yes" to whatever is asked
        tunnel.option(u"HostKeyAlgorithms=ssh-ed25519"_s);
        const auto before = m_sshd->log().count("Connection from");
        isRefused(tunnel, u"chang"_s);
        // File and line are named; the file is as it was; nothing was tried again.
        VERIFY_SAID(tunnel.process().count(QFileInfo(m_known).fileName() + u"(:| line )2"_s) > 0,
                    tunnel);
        QCOMPARE(m_box.read(m_known), "# first line\n" + content);
        QCOMPARE(m_sshd->log().count("Connection from"), before + 1);
        QVERIFY(!m_sshd->log().contains("Accepted publickey") ||
                m_sshd->log().lastIndexOf("Accepted publickey") <
                    m_sshd->log().lastIndexOf("Connection from"));
    }

    void changedAmongUnreadableLinesIsStillChanged() {
        // A line that libssh cannot read must not turn "changed" into "first contact".
        const QString other = m_box.makeKey(QFileInfo(m_box.freshPath(u"other"_s)).fileName());
        know(name() + " ssh-ed25519 !!!notbase64\n" + name() + " ssh-foo AAAA\n" +
             knownHostsLine(m_sshd->port(), other));
        Tunnel tunnel(m_box, login(u"accept-new"_s));
        tunnel.option(u"HostKeyAlgorithms=ssh-ed25519"_s);
        isRefused(tunnel, u"chang"_s);
    }

    void checkingOffStillForbidsForwarding() {
        // As ssh: with StrictHostKeyChecking=no the login goes on, but nothing is forwarded.
        const QString other = m_box.makeKey(QFileInfo(m_box.freshPath(u"other"_s)).fileName());
        know(knownHostsLine(m_sshd->port(), other));
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, login(u"no"_s));
        tunnel.option(u"HostKeyAlgorithms=ssh-ed25519"_s);
        tunnel.option(u"ExitOnForwardFailure=yes"_s);
        tunnel.localTo(target.port());
        tunnel.launch();
        VERIFY_SAID(tunnel.process().waitForText(u"chang"_s, 10s), tunnel);
        VERIFY_SAID(tunnel.process().count(u"^ready"_s) == 0, tunnel);
    }

    // Whoever sits in between could show a type we do not know yet, so accept-new does not take it
    // either.
    void newTypeIsAskedAboutAsNew() {
        know(knownHostsLine(m_sshd->port(), m_sshd->hostKey(u"rsa"_s)));
        Tunnel tunnel(m_box, login(u"accept-new"_s));
        tunnel.option(u"HostKeyAlgorithms=ssh-ed25519"_s);
        tunnel.localTo(9);
        tunnel.launch();
        VERIFY_SAID(tunnel.process().waitForExit() == 255, tunnel);
        if (clientUnderTest() == Client::Ssh)
            return; // in its own words
        VERIFY_SAID(tunnel.process().count(u"keys of other types only"_s) > 0, tunnel);
        VERIFY_SAID(tunnel.process().count(u"changed"_s) == 0, tunnel);
    }

    void revokedIsRefused() {
        know(knownHostsLine(m_sshd->port(), m_sshd->hostKey()) + "@revoked * " +
             keyOf(m_sshd->hostKey()) + '\n');
        Tunnel tunnel(m_box, login(u"no"_s));
        tunnel.option(u"HostKeyAlgorithms=ssh-ed25519"_s);
        tunnel.option(u"ExitOnForwardFailure=yes"_s);
        tunnel.localTo(9);
        tunnel.launch();
        VERIFY_SAID(tunnel.process().waitForText(u"revoked"_s, 10s), tunnel);
        VERIFY_SAID(tunnel.process().count(u"^ready"_s) == 0, tunnel);
    }

    // libssh has no host certificates: the authority is read, cannot vouch, and that is said.
    void authorityThatCannotVouchIsSaid() {
        const QString authority = m_box.makeKey(u"host-ca"_s);
        Sshd plain(m_box);
        m_box.certify(plain.hostKey(), authority, {u"-h"_s, u"-n"_s, u"127.0.0.1"_s});
        plain.kill();
        plain.setOptions({u"HostCertificate %1-cert.pub"_s.arg(plain.hostKey())});
        plain.start();
        know("@cert-authority [127.0.0.1]:" + QByteArray::number(plain.port()) + ' ' +
             keyOf(authority) + '\n');
        QStringList arguments = plain.login();
        arguments.removeLast();
        arguments.removeLast();
        arguments.replaceInStrings(plain.knownHosts(), m_known);
        Tunnel tunnel(m_box, arguments);
        if (clientUnderTest() == Client::Ssh) {
            works(tunnel);
            return;
        }
        tunnel.localTo(9);
        tunnel.launch();
        VERIFY_SAID(tunnel.process().waitForExit() == 255, tunnel);
        VERIFY_SAID(tunnel.process().count(u"certificate authority"_s) > 0, tunnel);
    }

    void certificateOfAnotherAuthorityIsRefused() {
        const QString authority = m_box.makeKey(u"good-ca"_s);
        const QString stranger = m_box.makeKey(u"bad-ca"_s);
        Sshd plain(m_box);
        m_box.certify(plain.hostKey(), stranger, {u"-h"_s, u"-n"_s, u"127.0.0.1"_s});
        plain.kill();
        plain.setOptions({u"HostCertificate %1-cert.pub"_s.arg(plain.hostKey())});
        plain.start();
        know("@cert-authority [127.0.0.1]:" + QByteArray::number(plain.port()) + ' ' +
             keyOf(authority) + '\n');
        QStringList arguments = plain.login();
        arguments.removeLast();
        arguments.removeLast();
        arguments.replaceInStrings(plain.knownHosts(), m_known);
        Tunnel tunnel(m_box, arguments);
        isRefused(tunnel, u"host key|known|certif"_s);
    }

    void aliasStandsForTheName() {
        know("db.internal " + keyOf(m_sshd->hostKey()) + '\n');
        Tunnel tunnel(m_box, login(u"yes"_s));
        tunnel.option(u"HostKeyAlias=db.internal"_s);
        works(tunnel);
    }
};

QTEST_APPLESS_MAIN(TestHostKeys)
#include "tst_host_keys.moc"
