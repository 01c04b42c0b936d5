#include "core/profile/profile_codec.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

Result<ProfileFile> decoded(const QByteArray &text) {
    return decodeProfiles(QByteArray("version = 1\n" + text), u"profiles.toml"_s);
}

Host fullHost() {
    Host host;
    host.id = HostId(u"h1"_s);
    host.name = u"bastion \"ü\"\n\t\u202e"_s;
    host.address = u"2001:db8::1"_s;
    host.port = 2222;
    host.user = u"me"_s;
    host.jumps = {u"a@b:1"_s, u"c"_s};
    host.proxy = {Proxy::Kind::Socks5, u"proxy"_s, 1080, u"who"_s, {u"nc"_s, u"%h"_s}};
    host.family = AddressFamily::IPv6;
    host.bindAddress = u"::1"_s;
    host.identityFiles = {u"~/.ssh/a b"_s};
    host.certificateFiles = {u"c"_s};
    host.identityAgent = u"none"_s;
    host.identitiesOnly = true;
    host.preferredAuthentications = {u"publickey"_s};
    host.passwordPrompts = 1;
    host.batchMode = true;
    host.hostKeyPolicy = HostKeyPolicy::AcceptNew;
    host.hostKeyAlias = u"alias"_s;
    host.userKnownHostsFiles = {u"k"_s};
    host.globalKnownHostsFiles = {u"none"_s};
    host.hashKnownHosts = true;
    host.ciphers = u"x"_s;
    host.macs = u"y"_s;
    host.kexAlgorithms = u"z"_s;
    host.hostKeyAlgorithms = u"w"_s;
    host.compression = true;
    host.rekeyBytes = 1ULL << 40;
    host.connectTimeout = std::chrono::seconds(3);
    host.connectionAttempts = 2;
    host.tcpKeepAlive = false;
    host.keepAliveInterval = std::chrono::seconds(0);
    host.keepAliveMisses = 9;
    host.exitOnForwardFailure = true;
    host.maxLanes = 1;
    return host;
}

ProfileData fullData() {
    ProfileData data;
    data.hosts = {fullHost(), Host{.id = HostId(u"h2"_s), .name = u"plain"_s, .address = u"b"_s}};
    data.profiles = {{ProfileId(u"p1"_s), u"work"_s, u"two\nlines"_s}};
    Forward tcp;
    tcp.id = ForwardId(u"f1"_s);
    tcp.name = u"db"_s;
    tcp.host = HostId(u"h2"_s);
    tcp.profile = ProfileId(u"p1"_s);
    tcp.listen = {.address = u"*"_s, .port = 8000, .lastPort = 8010};
    tcp.target = {.host = u"db"_s, .port = 5432};
    tcp.note = u"n"_s;
    tcp.tags = {u"a"_s, u"b"_s};
    tcp.autoStart = true;
    tcp.allowedSources = {u"10.0.0.0/8"_s};
    tcp.holdClients = 0;
    tcp.holdTime = std::chrono::seconds(60);
    Forward unixSockets;
    unixSockets.id = ForwardId(u"f2"_s);
    unixSockets.host = HostId(u"h1"_s);
    unixSockets.kind = ForwardKind::Remote;
    unixSockets.listen = {.kind = Listen::Kind::Unix, .path = u"/a"_s};
    unixSockets.target = {.kind = Target::Kind::Unix, .path = u"/b"_s};
    unixSockets.streamLocalBindUnlink = true;
    unixSockets.streamLocalBindMask = 07;
    Forward socks;
    socks.id = ForwardId(u"f3"_s);
    socks.host = HostId(u"h1"_s);
    socks.kind = ForwardKind::Dynamic;
    socks.listen.port = 1080;
    socks.target.kind = Target::Kind::Socks;
    socks.permitRemoteOpen = {u"a:1"_s};
    data.forwards = {tcp, unixSockets, socks};
    return data;
}

} // namespace

class TestProfileCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingComesBack() {
        const auto file = decodeProfiles(encodeProfiles(fullData()), u"f"_s);
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        QCOMPARE(file->data.hosts, fullData().hosts);
        QCOMPARE(file->data.profiles, fullData().profiles);
        QCOMPARE(file->data.forwards, fullData().forwards);
        QVERIFY(file->warnings.isEmpty());
        QCOMPARE(encodeProfiles(file->data, file->extras), encodeProfiles(fullData()));
    }

    // A member the codec forgets would stay at its default above: here none is at its default.
    void noMemberIsForgotten() {
        const QString text = QString::fromUtf8(encodeProfiles({.hosts = {fullHost()}}));
        QCOMPARE(text.count(u" = "), 1 + 38); // version, id and 37 keys
    }

    void defaultsAreLeftOut() {
        ProfileData data;
        data.hosts = {Host{.id = HostId(u"h"_s), .name = u"a"_s, .address = u"b"_s}};
        Forward forward;
        forward.id = ForwardId(u"f"_s);
        forward.host = HostId(u"h"_s);
        forward.listen.port = 80;
        forward.target = {.host = u"db"_s, .port = 5432};
        data.forwards = {forward};
        const QByteArray text = encodeProfiles(data, {.header = u"# mine\n"_s, .keys = {}});
        QCOMPARE(QString::fromUtf8(text), u"# mine\n"
                                          "version = 1\n"
                                          "\n"
                                          "[[host]]\n"
                                          "id = \"h\"\n"
                                          "name = \"a\"\n"
                                          "address = \"b\"\n"
                                          "\n"
                                          "[[forward]]\n"
                                          "id = \"f\"\n"
                                          "host = \"a\"\n"
                                          "kind = \"local\"\n"
                                          "listen_port = 80\n"
                                          "target_host = \"db\"\n"
                                          "target_port = 5432\n"_s);
    }

    void handWrittenFilesKeepTheirIds() {
        const QByteArray text = "[[host]]\nname = \"a\"\naddress = \"x\"\n"
                                "[[forward]]\nname = \"f\"\nhost = \"a\"\nlisten_port = 1\n";
        const auto first = decoded(text);
        QVERIFY2(first, first ? "" : qPrintable(first.error().detail));
        QCOMPARE(first->data, decoded(text)->data);
        QCOMPARE(first->data.forwards[0].host, first->data.hosts[0].id);
        QCOMPARE(first->data.forwards[0].target.kind, Target::Kind::Socks);
    }

    void referencesByIdWork() {
        const auto file = decoded("[[host]]\nid = \"h\"\nname = \"a\"\n"
                                  "[[forward]]\nid = \"f\"\nhost = \"h\"\n");
        QVERIFY(file);
        QCOMPARE(file->data.forwards[0].host, HostId(u"h"_s));
    }

    void unknownKeysAreKept() {
        const QByteArray text = "future = \"x\"\n"
                                "[[host]]\nid = \"h\"\nname = \"a\"\ncolour = [1, {b = 2.5}]\n"
                                "[window]\nwide = true\n";
        const auto file = decoded(text);
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        QCOMPARE(file->warnings.size(), 3);
        QVERIFY2(file->warnings.join(u'|').contains(u"profiles.toml:6: unknown key 'colour'"),
                 qPrintable(file->warnings.join(u'|')));
        const QByteArray written = encodeProfiles(file->data, file->extras);
        const auto again = decodeProfiles(written, u"f"_s);
        QVERIFY2(again, written.constData());
        QCOMPARE(again->extras.keys, file->extras.keys);
        QVERIFY2(written.contains("colour = "), written.constData());
        QVERIFY2(written.contains("window = "), written.constData());
    }

    void theHeaderIsKept() {
        const auto file = decodeProfiles("# mine\n# too\nversion = 1\n# lost\n", u"f"_s);
        QCOMPARE(file->extras.header, u"# mine\n# too\n"_s);
        QVERIFY(encodeProfiles({}, file->extras).startsWith("# mine\n# too\nversion"));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("detail"); // its beginning
        const auto row = [](const char *name, const char *text, const char *detail) {
            QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(detail);
        };
        row("empty", "", "f:1: 'version' is missing");
        row("newer", "version = 2", "f:1: version 2 is newer than this program knows (1)");
        row("odd version", "\nversion = \"x\"", "f:2: 'version' is not a number");
        row("half written", "version = 1\n[[host]]\nname = \"ba", "f:3: ");
        row("garbage", "\x01\x02\xff", "f:1: ");
        row("no utf-8", "version = 1\nx = \"\xff\xfe\"", "f:2: ");
        row("one bracket", "version = 1\n[host]\nname = \"a\"", "f:2: write [[host]]");
        row("no table", "version = 1\nhost = [1]", "f:2: expected a table");
        row("nameless", "version = 1\n[[host]]\naddress = \"a\"", "f:2: neither 'id' nor 'name'");
        row("wrong type", "version = 1\n[[host]]\nname = \"a\"\nport = \"22\"",
            "f:4: port: expected 1 to 65535");
        row("port", "version = 1\n[[host]]\nname = \"a\"\nport = 70000", "f:4: port: expected");
        row("float", "version = 1\n[[host]]\nname = \"a\"\nport = 22.0", "f:4: port: expected");
        row("negative", "version = 1\n[[host]]\nname = \"a\"\nconnect_timeout = -1",
            "f:4: connect_timeout: expected seconds");
        row("lanes", "version = 1\n[[host]]\nname = \"a\"\nmax_lanes = 65", "f:4: max_lanes");
        row("flag", "version = 1\n[[host]]\nname = \"a\"\ncompression = 1",
            "f:4: compression: expected true or false");
        row("choice", "version = 1\n[[host]]\nname = \"a\"\nhost_key_policy = \"maybe\"",
            "f:4: host_key_policy: expected ask");
        row("list", "version = 1\n[[host]]\nname = \"a\"\njumps = \"b\"", "f:4: jumps: expected");
        row("twin name", "version = 1\n[[host]]\nname = \"a\"\n[[host]]\nid = \"x\"\nname = \"a\"",
            "f:4: the name 'a' is taken");
        row("twin id", "version = 1\n[[host]]\nid = \"a\"\n[[host]]\nid = \"a\"",
            "f:4: the id 'a' is taken");
        row("no host", "version = 1\n[[forward]]\nname = \"f\"", "f:2: 'host' is missing");
        row("absent host", "version = 1\n[[forward]]\nname = \"f\"\nhost = \"z\"",
            "f:4: host 'z' is not in this file");
        row("absent profile",
            "version = 1\n[[host]]\nname = \"a\"\n[[forward]]\nname = \"f\"\nhost = \"a\"\n"
            "profile = \"z\"",
            "f:7: profile 'z' is not in this file");
        row("kind", "version = 1\n[[forward]]\nname = \"f\"\nkind = \"up\"",
            "f:4: kind: expected local, remote or dynamic");
        row("key twice", "version = 1\nversion = 1", "f:2: ");
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QString, detail);
        const auto file = decodeProfiles(text, u"f"_s);
        QVERIFY(!file);
        QCOMPARE(file.error().code, Errc::BadProfileFile);
        QVERIFY2(file.error().detail.startsWith(detail), qPrintable(file.error().detail));
    }

    void sizesAreBounded() {
        QVERIFY(!decodeProfiles(QByteArray(17 * 1024 * 1024, '#'), u"f"_s));
        const QByteArray longText = "[[host]]\nname = \"" + QByteArray(20'000, 'x') + "\"\n";
        QVERIFY(!decoded(longText));
        QVERIFY(!decodeProfiles("version = 1\nx = " + QByteArray(100'000, '['), u"f"_s));
    }

    void orderIsKept() {
        ProfileData data = fullData();
        data.forwards.move(0, 2);
        data.hosts.move(0, 1);
        QCOMPARE(decodeProfiles(encodeProfiles(data), u"f"_s)->data, data);
    }
};

QTEST_GUILESS_MAIN(TestProfileCodec)
#include "tst_profile_codec.moc"
