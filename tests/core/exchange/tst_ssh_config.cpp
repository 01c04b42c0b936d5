#include "core/exchange/forward_spec.h"
#include "core/exchange/ssh_config.h"
#include "core/exchange/ssh_config_file.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

QStringList specsOf(const QList<Forward> &forwards) {
    QStringList specs;
    for (const Forward &forward : forwards)
        specs += forwardFlag(forward.kind) + forwardSpec(forward);
    return specs;
}

SshInvocation asked(const QStringList &arguments) {
    return parseSshArguments(arguments).value_or(SshInvocation{});
}

QString problem(const Result<SshConfigAnswer> &answer) {
    return answer ? QString() : errcName(answer.error().code) + u' ' + answer.error().detail;
}

const QByteArray kDefaults = "host b\nuser root\nhostname b\nport 22\ngssapiauthentication no\n"
                             "serveraliveinterval 0\nciphers a,b\nidentityfile ~/.ssh/id_rsa\n"
                             "identityfile ~/.ssh/id_ed25519\nconnecttimeout none\n"
                             "forwardagent no\nrekeylimit 0 0\n";

} // namespace

class TestSshConfig : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;

    QString file(const QString &name, const QByteArray &content) const {
        QFile written(m_dir->filePath(name));
        if (written.open(QIODevice::WriteOnly))
            written.write(content);
        return written.fileName();
    }

    // Waits for the answer with the loop of the test.
    static Result<SshConfigAnswer> resolved(SshConfig &config, const SshInvocation &what) {
        std::optional<Result<SshConfigAnswer>> answer;
        config.resolve(what, [&](const Result<SshConfigAnswer> &got) { answer = got; });
        if (answer || !QTest::qWaitFor([&] { return answer.has_value(); }, 10'000))
            return fail(Errc::Internal, u"not later, or never"_s);
        return *answer;
    }

    Result<Host> plain(const QByteArray &content, const QString &alias = u"b"_s) const {
        SshOptionReader reader(SshOptionReader::Unknown::Warn);
        const auto read = readSshConfigFiles(reader, {file(u"config"_s, content)}, alias, true);
        if (!read)
            return tl::unexpected(read.error());
        const auto settings = reader.finish(alias);
        return settings ? Result<Host>(settings->host) : tl::unexpected(settings.error());
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void dumpDefaultsAreNotTakenAsSaid() {
        const auto settings = readSshConfigDump(asked({u"b"_s}), kDefaults, kDefaults);
        QVERIFY(settings);
        const Host plainHost{.name = u"b"_s, .address = u"b"_s};
        QCOMPARE(settings->host, plainHost);
        QVERIFY(settings->warnings.isEmpty());
    }

    void dumpIsRead() {
        QByteArray dump = kDefaults;
        dump.replace("hostname b", "hostname b.example.com").replace("port 22", "port 2222");
        dump.replace("identityfile ~/.ssh/id_rsa\n", "");
        dump.replace("forwardagent no", "forwardagent yes");
        dump += "proxyjump me@j:22\nlocalforward 8080 [db]:80\ndynamicforward 1080\n"
                "remoteforward 9000 [socks]:0\nremoteforward 9001 [x]:1\n"
                "userknownhostsfile /a /b\ncertificatefile /with space\nfuturekey 1\n";
        const auto settings = readSshConfigDump(asked({u"b"_s}), dump, kDefaults);
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().detail));
        QCOMPARE(settings->host.address, u"b.example.com"_s);
        QCOMPARE(settings->host.port, 2222);
        QCOMPARE(settings->host.identityFiles, QStringList{u"~/.ssh/id_ed25519"_s});
        QCOMPARE(settings->host.certificateFiles, QStringList{u"/with space"_s});
        QCOMPARE(settings->host.userKnownHostsFiles, (QStringList{u"/a"_s, u"/b"_s}));
        QCOMPARE(settings->host.jumps, QStringList{u"me@j:22"_s});
        QCOMPARE(settings->jumps[0].user, u"me"_s);
        QCOMPARE(specsOf(settings->forwards),
                 (QStringList{u"-L8080:db:80"_s, u"-D1080"_s, u"-R9000"_s, u"-R9001:x:1"_s}));
        QCOMPARE(settings->warnings, (QStringList{u"ForwardAgent: has no effect here"_s,
                                                  u"futurekey: unknown option, left out"_s}));
    }

    void whatWasAskedWinsAndCountsOnce() {
        const QByteArray dump = "hostname b\nport 9\nserveraliveinterval 0\n"
                                "identityfile /k\nlocalforward 1 [a]:1\n";
        const auto settings =
            readSshConfigDump(asked({u"-p"_s, u"7"_s, u"-i"_s, u"/k"_s, u"-L"_s, u"1:a:1"_s,
                                     u"-o"_s, u"ServerAliveInterval=0"_s, u"b"_s}),
                              dump, kDefaults);
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().detail));
        QCOMPARE(settings->host.port, 7);
        QCOMPARE(settings->host.identityFiles, QStringList{u"/k"_s});
        QCOMPARE(specsOf(settings->forwards), QStringList{u"-L1:a:1"_s});
        QCOMPARE(settings->host.keepAliveInterval.count(), 0);
    }

    void garbageDumpsAreRefusedOrIgnored() {
        QVERIFY(readSshConfigDump(asked({u"b"_s}), "\x01\xff\n\nx\n y\n", {}));
        QVERIFY(!readSshConfigDump(asked({u"b"_s}), "port x\n", {}));
        QVERIFY(!readSshConfigDump(asked({u"b"_s}), "proxycommand a | b\n", {}));
    }

    void patterns() {
        QVERIFY(matchesPatterns(u"db.example.com", {u"*.example.com"_s}));
        QVERIFY(matchesPatterns(u"DB", {u"d?"_s}));
        QVERIFY(!matchesPatterns(u"db", {u"*"_s, u"!db"_s}));
        QVERIFY(!matchesPatterns(u"db", {u"!other"_s}));
        QVERIFY(!matchesPatterns(u"dbx", {u"db"_s, u"d?"_s}));
        QVERIFY(matchesPatterns(u"", {u"*"_s}));
        QVERIFY(!matchesPatterns(QString(5000, u'a'), {u"*a*a*a*a*a*a*a*a*b"_s}));
    }

    void plainReadingTakesTheFirstValue() {
        const auto host = plain("User early\n"
                                "Host a\n  Port 1\n"
                                "Host b c # comment\n  HostName %h.example.com\n  Port=2\n"
                                "Host *\n  Port 3\n  User late\n  IdentityFile ~/.ssh/x\n");
        QVERIFY2(host, host ? "" : qPrintable(host.error().detail));
        QCOMPARE(host->address, u"b.example.com"_s);
        QCOMPARE(host->port, 2);
        QCOMPARE(host->user, u"early"_s);
        QCOMPARE(host->identityFiles, QStringList{u"~/.ssh/x"_s});
    }

    void plainReadingOfMatch() {
        const auto host = plain("Match host a,b\n Port 2\nMatch exec \"true\"\n User no\n"
                                "Match !host b\n User no\nMatch all\n Compression yes\n");
        QVERIFY(host);
        QCOMPARE(host->port, 2);
        QVERIFY(host->user.isEmpty());
        QVERIFY(host->compression);
    }

    void includesAreFollowedAndBounded() {
        file(u"x.conf"_s, "Host other\n Port 1\nHost b\n Port 5\n");
        file(u"y.conf"_s, "User me\n");
        const QByteArray here = m_dir->path().toUtf8();
        const auto host = plain("Include " + here + "/*.conf " + here +
                                "/missing\nCompression yes\n"
                                "Host z\n Include " +
                                here + "/never\n");
        QVERIFY2(host, host ? "" : qPrintable(host.error().detail));
        QCOMPARE(host->port, 5);
        QCOMPARE(host->user, u"me"_s);
        QVERIFY(host->compression); // the Host block of x.conf ended with the file
        const auto loop = plain("Include " + here + "/config\n");
        QCOMPARE(loop.error().code, Errc::FileUnreadable);
    }

    void plainReadingNamesTheLine() {
        const auto bad = plain("\nPort x\n");
        QVERIFY(!bad);
        QVERIFY2(bad.error().detail.endsWith(u"config:2: Port x"_s),
                 qPrintable(bad.error().detail));
        SshOptionReader reader;
        QVERIFY(!readSshConfigFiles(reader, {m_dir->path()}, u"b"_s, true));
        QVERIFY(!readSshConfigFiles(reader, {m_dir->filePath(u"none"_s)}, u"b"_s, true));
        QVERIFY(readSshConfigFiles(reader, {m_dir->filePath(u"none"_s)}, u"b"_s, false));
    }

    void matchExecIsFound() {
        const QString inner = file(u"inner"_s, "Host q\nMatch host x exec \"touch /tmp/x\"\n");
        const QString outer = file(u"outer"_s, "Host never\nInclude " + inner.toUtf8() + "\n");
        QCOMPARE(matchExecLines({outer}), QStringList{inner + u":2"_s});
        QCOMPARE(SshConfig::runsCommands(asked({u"-F"_s, outer, u"b"_s})).size(), 1);
        QVERIFY(SshConfig::runsCommands(asked({u"-F"_s, u"none"_s, u"b"_s})).isEmpty());
    }

    void resolvesPlainlyWithoutSsh() {
        const QString config = file(u"config"_s, "Host b\n ProxyJump j\n LocalForward 1 a:1\n"
                                                 "Host j\n User jumper\n ProxyJump k\n"
                                                 "Host k\n Port 3\n");
        for (const QString &program : {QString(), m_dir->filePath(u"no-ssh-here"_s)}) {
            SshConfig reader(program);
            const auto answer = resolved(reader, asked({u"-F"_s, config, u"b"_s}));
            QVERIFY2(answer, qPrintable(problem(answer)));
            QVERIFY(answer->plainReading);
            const SshInvocation &got = answer->invocation;
            QCOMPARE(got.destination.jumps, QStringList{u"j"_s});
            QCOMPARE(got.jumps.size(), 2);
            QCOMPARE(got.jumps[0].user, u"jumper"_s);
            QCOMPARE(got.jumps[0].jumps, QStringList{u"k"_s});
            QCOMPARE(got.jumps[1].port, 3);
            QCOMPARE(specsOf(got.forwards), QStringList{u"-L1:a:1"_s});
        }
    }

    void resolvesThroughSsh() {
        const QString ssh = QStandardPaths::findExecutable(u"ssh"_s);
        if (ssh.isEmpty())
            QSKIP("OpenSSH is not installed");
        const QString config =
            file(u"config"_s, "Host b\n HostName b.example.com\n User me\n ProxyJump u@j:2222\n"
                              " IdentityFile ~/.ssh/own\n RemoteForward 1080\n"
                              "Host j\n HostName j.example.com\n");
        SshConfig reader(ssh);
        const auto answer =
            resolved(reader, asked({u"-F"_s, config, u"-p"_s, u"7"_s, u"-D"_s, u"9"_s, u"b"_s}));
        QVERIFY2(answer, qPrintable(problem(answer)));
        QVERIFY(!answer->plainReading);
        const SshInvocation &got = answer->invocation;
        QCOMPARE(got.destination.name, u"b"_s);
        QCOMPARE(got.destination.address, u"b.example.com"_s);
        QCOMPARE(got.destination.user, u"me"_s);
        QCOMPARE(got.destination.port, 7);
        QCOMPARE(got.destination.identityFiles, QStringList{u"~/.ssh/own"_s});
        QVERIFY(got.destination.ciphers.isEmpty());
        QCOMPARE(got.destination.keepAliveInterval, Host{}.keepAliveInterval);
        QCOMPARE(specsOf(got.forwards), (QStringList{u"-D9"_s, u"-R1080"_s}));
        QCOMPARE(got.jumps.size(), 1);
        QCOMPARE(got.jumps[0].name, got.destination.jumps[0]);
        QCOMPARE(got.jumps[0].address, u"j.example.com"_s);
        QCOMPARE(got.jumps[0].port, 2222);
        QCOMPARE(got.jumps[0].user, u"u"_s);
    }

    void sshsOwnWordsAreToldWhenItRefuses() {
        const QString ssh = QStandardPaths::findExecutable(u"ssh"_s);
        if (ssh.isEmpty())
            QSKIP("OpenSSH is not installed");
        SshConfig reader(ssh);
        const auto answer =
            resolved(reader, asked({u"-F"_s, file(u"config"_s, "NoSuchThing 1\n"), u"b"_s}));
        QVERIFY(!answer);
        QVERIFY2(answer.error().detail.contains(u"nosuchthing"_s, Qt::CaseInsensitive),
                 qPrintable(answer.error().detail));
    }

    void dyingEarlyCallsNobody() {
        bool called = false;
        {
            SshConfig reader(QString{});
            reader.resolve(u"b"_s, [&](const auto &) { called = true; });
        }
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void badAliasesAreRefused() {
        SshConfig reader(QString{});
        std::optional<Errc> code;
        reader.resolve(u"-oProxyCommand=x"_s, [&](const Result<SshConfigAnswer> &answer) {
            code = answer ? Errc::Internal : answer.error().code;
        });
        QTRY_VERIFY(code.has_value());
        QVERIFY(*code == Errc::BadAddress);
    }
};

QTEST_GUILESS_MAIN(TestSshConfig)
#include "tst_ssh_config.moc"
