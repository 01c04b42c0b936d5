#include "core/exchange/forward_spec.h"
#include "core/exchange/shell_words.h"
#include "core/exchange/ssh_command.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace std::chrono_literals;

namespace {

Result<SshInvocation> parsed(const QString &line) { return parseSshCommandLine(u"ssh "_s + line); }

// The Host of "ssh LINE host", or an empty one with the error as its name.
Host hostOf(const QString &line) {
    const auto invocation = parsed(line + u" host"_s);
    if (invocation)
        return invocation->destination;
    Host host;
    host.name = invocation.error().detail;
    return host;
}

QStringList specsOf(const QList<Forward> &forwards) {
    QStringList specs;
    for (const Forward &forward : forwards)
        specs += forwardFlag(forward.kind) + forwardSpec(forward);
    return specs;
}

} // namespace

class TestSshCommand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAWholeCommand() {
        const auto got = parsed(u"-NT -v -vp 2222 -L8080:db:80 -D 1080 -i ~/.ssh/id -C me@bastion "
                                "-R 0:localhost:22 -qn"_s);
        QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
        QCOMPARE(got->destination.name, u"bastion"_s);
        QCOMPARE(got->destination.address, u"bastion"_s);
        QCOMPARE(got->destination.user, u"me"_s);
        QCOMPARE(got->destination.port, 2222);
        QCOMPARE(got->destination.identityFiles, QStringList{u"~/.ssh/id"_s});
        QVERIFY(got->destination.compression);
        QCOMPARE(specsOf(got->forwards),
                 (QStringList{u"-L8080:db:80"_s, u"-D1080"_s, u"-R0:localhost:22"_s}));
        QCOMPARE(got->verbosity, 2);
        QVERIFY(got->quiet);
        QVERIFY(got->warnings.isEmpty());
        QVERIFY(got->options.contains(u"Port=2222"_s));
    }

    void destinations_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("port");
        QTest::newRow("host") << u"host"_s << QString() << u"host"_s << 22;
        QTest::newRow("user") << u"a@b@host"_s << u"a@b"_s << u"host"_s << 22;
        QTest::newRow("port") << u"me@host:2222"_s << u"me"_s << u"host"_s << 2222;
        QTest::newRow("v6") << u"me@::1"_s << u"me"_s << u"::1"_s << 22;
        QTest::newRow("v6 port") << u"[::1]:2222"_s << QString() << u"::1"_s << 2222;
        QTest::newRow("url") << u"ssh://me@host:2222/"_s << u"me"_s << u"host"_s << 2222;
        QTest::newRow("url v6") << u"ssh://[2001:db8::1]:2222"_s << QString() << u"2001:db8::1"_s
                                << 2222;
        QTest::newRow("url encoded") << u"ssh://a%40b@host"_s << u"a@b"_s << u"host"_s << 22;
        QTest::newRow("url parameters")
            << u"'ssh://me;fingerprint=x@host'"_s << u"me"_s << u"host"_s << 22;
    }
    void destinations() {
        QFETCH(QString, text);
        const auto got = parsed(text);
        QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
        QTEST(got->destination.user, "user");
        QTEST(got->destination.address, "address");
        QFETCH(int, port);
        QCOMPARE(int{got->destination.port}, port);
    }

    void firstValueWins() {
        QCOMPARE(hostOf(u"-p 1 -p 2 -o Port=3"_s).port, 1);
        QCOMPARE(hostOf(u"-l a b@x"_s).user, u"a"_s);
        QCOMPARE(parsed(u"b@x -l a"_s)->destination.user, u"b"_s);
        QCOMPARE(hostOf(u"-i a -i b -i a"_s).identityFiles, (QStringList{u"a"_s, u"b"_s}));
    }

    void jumps() {
        const auto got = parsed(u"-J a@b:1,[::1]:2,ssh://c@d:3 host"_s);
        QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
        QCOMPARE(got->jumps.size(), 3);
        QCOMPARE(got->destination.jumps, (QStringList{u"a@b:1"_s, u"[::1]:2"_s, u"ssh://c@d:3"_s}));
        QCOMPARE(got->jumps[0].name, u"a@b:1"_s);
        QCOMPARE(got->jumps[0].address, u"b"_s);
        QCOMPARE(got->jumps[1].address, u"::1"_s);
        QCOMPARE(got->jumps[1].port, 2);
        QCOMPARE(got->jumps[2].user, u"c"_s);
        QVERIFY(parsed(u"-J none host"_s)->jumps.isEmpty());
    }

    void gatewayPortsOpenLocalListenersOnly() {
        const auto got = parsed(u"-L 1:a:1 -L localhost:2:a:1 -R 3:a:1 -D 4 -g host"_s);
        QCOMPARE(specsOf(got->forwards),
                 (QStringList{u"-L*:1:a:1"_s, u"-L2:a:1"_s, u"-R3:a:1"_s, u"-D*:4"_s}));
        QVERIFY(got->gatewayPorts);
    }

    void configFile() {
        QCOMPARE(parsed(u"-F 'my config' host"_s)->configFile, u"my config"_s);
        QVERIFY(parsed(u"-Fnone host"_s)->configFileNone);
        QVERIFY(parsed(u"-F none host"_s)->configFile.isEmpty());
    }

    void optionsFillTheHost() {
        const Host host =
            hostOf(u"-o HostName=%h.example.com -oUser=me -o 'Port 2222' -o CertificateFile=c "
                   "-o IdentitiesOnly=yes -o IdentityAgent=none -o NumberOfPasswordPrompts=1 "
                   "-o BatchMode=yes -o StrictHostKeyChecking=accept-new -o HostKeyAlias=alias "
                   "-o 'UserKnownHostsFile=a \"b c\"' -o GlobalKnownHostsFile=none "
                   "-o HashKnownHosts=yes -o Ciphers=x -o MACs=y -o KexAlgorithms=z "
                   "-o HostKeyAlgorithms=w -o 'RekeyLimit=1G none' -o ConnectTimeout=1m "
                   "-o ServerAliveInterval=0 -o ServerAliveCountMax=5 -o TCPKeepAlive=no "
                   "-o ExitOnForwardFailure=yes -o AddressFamily=inet6 -o BindAddress=10.0.0.1 "
                   "-o ConnectionAttempts=4 -o 'ProxyCommand=exec nc %h %p'"_s);
        QCOMPARE(host.name, u"host"_s);
        QCOMPARE(host.address, u"host.example.com"_s);
        QCOMPARE(host.user, u"me"_s);
        QCOMPARE(host.port, 2222);
        QCOMPARE(host.certificateFiles, QStringList{u"c"_s});
        QVERIFY(host.identitiesOnly && host.batchMode && host.hashKnownHosts);
        QVERIFY(host.exitOnForwardFailure && !host.tcpKeepAlive);
        QCOMPARE(host.identityAgent, u"none"_s);
        QCOMPARE(host.passwordPrompts, 1);
        QCOMPARE(host.hostKeyPolicy, HostKeyPolicy::AcceptNew);
        QCOMPARE(host.hostKeyAlias, u"alias"_s);
        QCOMPARE(host.userKnownHostsFiles, (QStringList{u"a"_s, u"b c"_s}));
        QCOMPARE(host.globalKnownHostsFiles, QStringList{u"none"_s});
        QCOMPARE((QStringList{host.ciphers, host.macs, host.kexAlgorithms, host.hostKeyAlgorithms}),
                 (QStringList{u"x"_s, u"y"_s, u"z"_s, u"w"_s}));
        QCOMPARE(host.rekeyBytes, quint64{1} << 30);
        QCOMPARE(host.connectTimeout, 60s);
        QCOMPARE(host.keepAliveInterval, 0s);
        QCOMPARE(host.keepAliveMisses, 5);
        QCOMPARE(host.family, AddressFamily::IPv6);
        QCOMPARE(host.bindAddress, u"10.0.0.1"_s);
        QCOMPARE(host.connectionAttempts, 4);
        QCOMPARE(host.proxy.kind, Proxy::Kind::Command);
        QCOMPARE(host.proxy.command, (QStringList{u"nc"_s, u"%h"_s, u"%p"_s}));
    }

    void methodsFold() {
        QVERIFY(hostOf(u"-o PubkeyAuthentication=yes"_s).preferredAuthentications.isEmpty());
        QCOMPARE(hostOf(u"-o GSSAPIAuthentication=no -o PasswordAuthentication=no"_s)
                     .preferredAuthentications,
                 (QStringList{u"publickey"_s, u"keyboard-interactive"_s}));
        QCOMPARE(hostOf(u"-o PubkeyAuthentication=no "
                        "-o PreferredAuthentications=publickey,password"_s)
                     .preferredAuthentications,
                 QStringList{u"password"_s});
        QCOMPARE(hostOf(u"-o ChallengeResponseAuthentication=no "
                        "-o PreferredAuthentications=keyboard-interactive"_s)
                     .name,
                 u"PreferredAuthentications: no way to log in is left"_s);
    }

    void forwardsFromOptions() {
        const auto got = parsed(u"-o 'LocalForward 8080 db:80' -o RemoteForward=1080 "
                                "-o DynamicForward=1081 -o LocalForward=8081:db:80 "
                                "-o 'LocalForward /a.sock /b.sock' -o StreamLocalBindUnlink=yes "
                                "-o StreamLocalBindMask=0077 -o 'PermitRemoteOpen a:1 *:2' host"_s);
        QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
        QCOMPARE(specsOf(got->forwards), (QStringList{u"-L8080:db:80"_s, u"-R1080"_s, u"-D1081"_s,
                                                      u"-L8081:db:80"_s, u"-L/a.sock:/b.sock"_s}));
        QCOMPARE(got->forwards[1].permitRemoteOpen, (QStringList{u"a:1"_s, u"*:2"_s}));
        QVERIFY(got->forwards[0].permitRemoteOpen.isEmpty());
        QVERIFY(got->forwards[4].streamLocalBindUnlink);
        QCOMPARE(got->forwards[4].streamLocalBindMask, 077);
        QVERIFY(parsed(u"-L 1:a:1 -o ClearAllForwardings=yes host"_s)->forwards.isEmpty());
    }

    void logLevels() {
        QVERIFY(parsed(u"-o LogLevel=QUIET host"_s)->quiet);
        QCOMPARE(parsed(u"-o LogLevel=debug3 host"_s)->verbosity, 3);
        QCOMPARE(parsed(u"-vvvvv host"_s)->verbosity, 3);
    }

    void warnsAboutWhatHasNoEffect_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        QTest::newRow("-f") << u"-fN"_s << u"-f"_s;
        QTest::newRow("-A") << u"-A"_s << u"-A"_s;
        QTest::newRow("-X") << u"-X"_s << u"-X"_s;
        QTest::newRow("-M") << u"-M -S /tmp/x"_s << u"-M"_s;
        QTest::newRow("-o") << u"-o ForwardX11=yes"_s << u"ForwardX11"_s;
        QTest::newRow("any case") << u"-o requesttty=force"_s << u"RequestTTY"_s;
        QTest::newRow("rekey time") << u"-o 'RekeyLimit 1G 1h'"_s << u"RekeyLimit"_s;
    }
    void warnsAboutWhatHasNoEffect() {
        QFETCH(QString, line);
        QFETCH(QString, named);
        const auto got = parsed(line + u" host"_s);
        QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
        QVERIFY(!got->warnings.isEmpty());
        QVERIFY2(got->warnings.first().startsWith(named), qPrintable(got->warnings.first()));
        QCOMPARE(got->background, line.startsWith(u"-f"_s));
    }

    void commandsAreNotRun() {
        const auto got = parsed(u"host sleep -x 60"_s);
        QVERIFY(got);
        QCOMPARE(got->warnings, QStringList{u"'sleep -x 60': no command is run"_s});
        QVERIFY(parsed(u"-o ForwardAgent=no host"_s)->warnings.isEmpty());
    }

    void refuses_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *line, Errc code, const char *named) {
            QTest::newRow(line) << QString::fromLatin1(line) << code << QString::fromLatin1(named);
        };
        row("-N", Errc::BadOption, "no host");
        row("-L 8080 host", Errc::BadForwardSpec, "-L 8080: the target");
        row("-L 70000:a:1 host", Errc::BadForwardSpec, "'70000'");
        row("-R : host", Errc::BadForwardSpec, "-R :");
        row("host -L", Errc::BadOption, "-L: its argument is missing");
        row("-Z host", Errc::BadOption, "-Z: no option");
        row("-NZ host", Errc::BadOption, "-Z: no option");
        row("--long host", Errc::BadOption, "--long: no option");
        row("-p 70000 host", Errc::BadOption, "-p 70000");
        row("-p 0 host", Errc::BadOption, "-p 0");
        row("-p '' host", Errc::BadOption, "-p");
        row("-l '-x' host", Errc::BadOption, "-l -x");
        row("-l '$(id)' host", Errc::BadOption, "-l");
        row("-J a -J b host", Errc::BadOption, "-J: only once");
        row("-J a,,b host", Errc::BadOption, "-J a,,b");
        row("-J a:70000 host", Errc::BadOption, "-J a:70000");
        row("-W a:1 host", Errc::BadOption, "-W");
        row("-w 0 host", Errc::BadOption, "-w");
        row("-B eth0 host", Errc::BadOption, "-B");
        row("-1 host", Errc::BadOption, "-1");
        row("-o NoSuchOption=1 host", Errc::BadOption, "NoSuchOption: no option of ssh");
        row("-o =1 host", Errc::BadOption, "-o =1");
        row("-o Port host", Errc::BadOption, "Port");
        row("-o Port=x host", Errc::BadOption, "Port x");
        row("-o 'Port 1 2' host", Errc::BadOption, "Port 1 2");
        row("-o BindInterface=eth0 host", Errc::BadOption, "BindInterface");
        row("-o Match=all host", Errc::BadOption, "Match");
        row("-o ServerAliveInterval=abc host", Errc::BadOption, "ServerAliveInterval abc");
        row("-o Compression=maybe host", Errc::BadOption, "Compression maybe");
        row("-o StrictHostKeyChecking=perhaps host", Errc::BadOption, "StrictHostKeyChecking");
        row("-o RekeyLimit=4 host", Errc::BadOption, "RekeyLimit 4");
        row("-o StreamLocalBindMask=999 host", Errc::BadOption, "StreamLocalBindMask 999");
        row("-o PermitRemoteOpen=x host", Errc::BadOption, "PermitRemoteOpen x");
        row("-o LocalForward=8080 host", Errc::BadForwardSpec, "-L 8080");
        row("-o 'ProxyCommand=nc | tee' host", Errc::BadOption, "ProxyCommand nc | tee");
        row("-o 'HostName=%x' host", Errc::BadOption, "HostName %x");
        row("-o 'HostName=a b' host", Errc::BadOption, "HostName a b");
        row("'-oProxyCommand=x", Errc::BadOption, "not closed");
        row("'host;id'", Errc::BadAddress, "host;id");
        row("-- -host", Errc::BadAddress, "-host");
        row("@host", Errc::BadOption, "User");
        row("host:0", Errc::BadPort, "0");
        row("host:70000", Errc::BadPort, "70000");
        row("ssh://host/path", Errc::BadAddress, "ssh://host/path");
        row("ssh://", Errc::BadAddress, "");
        row("host | cat", Errc::BadOption, "'|' needs a shell");
    }
    void refuses() {
        QFETCH(QString, line);
        QFETCH(Errc, code);
        QFETCH(QString, named);
        const auto got = parsed(line);
        QVERIFY(!got);
        QVERIFY2(got.error().code == code, qPrintable(errcName(got.error().code)));
        QVERIFY2(got.error().detail.contains(named), qPrintable(got.error().detail));
    }

    void pastedLines() {
        QVERIFY(parseSshCommandLine(u"$ /usr/bin/ssh -N host &"));
        QVERIFY(parseSshCommandLine(u"ssh://me@host:22"));
        QCOMPARE(parseSshCommandLine(u"scp a b").error().code, Errc::BadOption);
        QCOMPARE(parseSshCommandLine(u"").error().code, Errc::BadOption);
        QCOMPARE(parseSshCommandLine(u"ssh").error().detail, u"no host"_s);
    }

    void writesAReadableLine() {
        Host host;
        host.address = u"bastion"_s;
        host.user = u"me"_s;
        host.port = 2222;
        host.identityFiles = {u"~/my key"_s};
        Host jump;
        jump.address = u"::1"_s;
        jump.port = 23;
        const auto forward = parseForwardSpec(ForwardKind::Local, u"*:80-81:db:90-91");
        QCOMPARE(sshCommandLine(host, {jump}, {*forward}),
                 u"ssh -N -L '*:80:db:90' -L '*:81:db:91' -J '[::1]:23' -i '~/my key' "
                 "-p 2222 me@bastion"_s);
    }

    void whatIsWrittenReadsBack_data() {
        QTest::addColumn<QString>("line");
        for (const char *line :
             {"-L 8080:db:80 host", "-R 0:localhost:22 -R 1080 -D '*:1' me@host",
              "-4 -C -b 10.0.0.1 -c aes -m hmac -p 2222 -l me -i 'a b' -i c host",
              "-6 -J a@b:1,[::1]:2 host", "-L '/a\\:b:/c' -o StreamLocalBindUnlink=yes host",
              "-o 'LocalForward /a x:1' -o StreamLocalBindMask=0007 host",
              "-R 1080 -o 'PermitRemoteOpen a:1 b:*' host", "-R 1080 -o PermitRemoteOpen=none host",
              "-o StrictHostKeyChecking=yes -o BatchMode=yes -o TCPKeepAlive=no host",
              "-o ServerAliveInterval=0 -o ServerAliveCountMax=9 -o ConnectTimeout=3 host",
              "-o 'UserKnownHostsFile=\"a b\" c' -o 'GlobalKnownHostsFile=\"q\\\"x\"' host",
              "-o PreferredAuthentications=password -o NumberOfPasswordPrompts=1 host",
              "-o IdentitiesOnly=yes -o IdentityAgent=none -o CertificateFile=c host",
              "-o 'ProxyCommand=nc -x \"a b\" %h %p' host", "-o RekeyLimit=1M host",
              "-o ExitOnForwardFailure=yes -o HashKnownHosts=yes -o HostKeyAlias=x host",
              "-o KexAlgorithms=+a -o HostKeyAlgorithms=-b -o ConnectionAttempts=3 ::1"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void whatIsWrittenReadsBack() {
        QFETCH(QString, line);
        const auto first = parsed(line);
        QVERIFY2(first, first ? "" : qPrintable(first.error().detail));
        const QString written = sshCommandLine(first->destination, first->jumps, first->forwards);
        const auto again = parseSshCommandLine(written);
        QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
        QVERIFY2(again->destination == first->destination, qPrintable(written));
        QVERIFY2(again->jumps == first->jumps, qPrintable(written));
        QVERIFY2(again->forwards == first->forwards, qPrintable(written));
    }

    void everyOptionHasAReaderThatRefusesNonsense() {
        for (const SshOptionRow &row : sshOptionRows()) {
            SshOptionReader reader;
            const QString key = QString::fromLatin1(row.key);
            QVERIFY2(!reader.set(key, u""), row.key);
            QVERIFY2(!reader.set(key, u"\"open"), row.key);
        }
    }
};

QTEST_GUILESS_MAIN(TestSshCommand)
#include "tst_ssh_command.moc"
