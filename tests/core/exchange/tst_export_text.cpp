#include "core/exchange/export_text.h"
#include "core/exchange/shell_words.h"
#include "core/exchange/ssh_command.h"
#include "core/exchange/ssh_config_file.h"
#include "core/profile/profile_codec.h"

#include <QtCore/QXmlStreamReader>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

const QString kProgram = u"/opt/my tools/fairlead-cli"_s;

Forward forward(const QString &id, const QString &host, ForwardKind kind, quint16 port) {
    Forward made;
    made.id = ForwardId(id);
    made.name = id;
    made.host = HostId(host);
    made.kind = kind;
    made.listen.port = port;
    made.target = {Target::Kind::Tcp, u"db"_s, 5432, {}};
    return made;
}

// A jump host with a name no alias may have, a range, an IPv6 target, a socket with a space.
ProfileData sample() {
    ProfileData data;
    Host edge{.id = HostId(u"e"_s), .name = u"my edge"_s, .address = u"edge.example"_s};
    edge.identityFiles = QStringList{u"~/.ssh/the key"_s};
    Host inner{.id = HostId(u"i"_s), .name = u"inner"_s, .address = u"10.0.0.5"_s};
    inner.port = 2222;
    inner.user = u"deploy"_s;
    inner.jumps = QStringList{u"my edge"_s};
    inner.compression = true;
    data.hosts = {edge, inner, Host{.id = HostId(u"x"_s), .name = u"x"_s, .address = u"x"_s}};
    Forward range = forward(u"range"_s, u"i"_s, ForwardKind::Local, 8000);
    range.listen.lastPort = 8001;
    Forward six = forward(u"six"_s, u"i"_s, ForwardKind::Remote, 9000);
    six.listen.address = u"*"_s;
    six.target.host = u"::1"_s;
    Forward socket = forward(u"socket"_s, u"i"_s, ForwardKind::Local, 0);
    socket.listen.kind = Listen::Kind::Unix;
    socket.listen.path = u"/run/my db.sock"_s;
    Forward socks = forward(u"socks"_s, u"i"_s, ForwardKind::Dynamic, 1080);
    socks.target = {Target::Kind::Socks, {}, 0, {}};
    socks.profile = ProfileId(u"p"_s);
    data.forwards = {range, six, socket, socks, forward(u"other"_s, u"x"_s, ForwardKind::Local, 1)};
    data.profiles = {Profile{ProfileId(u"p"_s), u"Work"_s, {}},
                     Profile{ProfileId(u"q"_s), u"Play"_s, {}}};
    return data;
}

QList<ForwardId> chosen() {
    return {ForwardId(u"range"_s), ForwardId(u"six"_s), ForwardId(u"socket"_s),
            ForwardId(u"socks"_s)};
}

QString exported(ExportFormat format, const ProfileData &data = sample()) {
    const auto text = exportText(format, data, chosen(), kProgram);
    return text ? *text : u"!"_s + text.error().detail;
}

} // namespace

class TestExportText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSshCommandReadsBack() {
        const QStringList lines = exported(ExportFormat::Ssh).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].startsWith(u"# range, six, socket, socks"_s));
        const auto read = parseSshCommandLine(lines[1]);
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QCOMPARE(read->forwards.size(), 5); // the range is two
        QCOMPARE(read->destination.port, 2222);
        QCOMPARE(read->jumps.size(), 1);
    }

    void theConfigReadsBack() {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"config"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(exported(ExportFormat::SshConfig).toUtf8());
        file.close();
        QCOMPARE(sshConfigNames({file.fileName()}).names, (QStringList{u"my-edge"_s, u"inner"_s}));
        const auto settingsOf = [&](const QString &alias) {
            SshOptionReader reader;
            const auto done = readSshConfigFiles(reader, {file.fileName()}, alias, true);
            return done ? reader.finish(alias) : tl::unexpected(done.error());
        };
        const auto inner = settingsOf(u"inner"_s);
        QVERIFY2(inner, inner ? "" : qPrintable(inner.error().detail));
        QCOMPARE(inner->host.address, u"10.0.0.5"_s);
        QCOMPARE(inner->host.user, u"deploy"_s);
        QCOMPARE(inner->host.jumps, QStringList{u"my-edge"_s});
        QVERIFY(inner->host.compression);
        QCOMPARE(inner->forwards.size(), 5);
        const ProfileData data = sample();
        QVERIFY(std::any_of(inner->forwards.begin(), inner->forwards.end(), [&](const Forward &f) {
            return f.listen == data.forwards[2].listen && f.target == data.forwards[2].target;
        }));
        QVERIFY(std::any_of(inner->forwards.begin(), inner->forwards.end(), [&](const Forward &f) {
            return f.listen == data.forwards[1].listen && f.target == data.forwards[1].target;
        }));
        QCOMPARE(settingsOf(u"my-edge"_s)->host.identityFiles, QStringList{u"~/.ssh/the key"_s});
    }

    void systemdWordsAreQuoted() {
        ProfileData data = sample();
        data.forwards[0].name = u"50% \"of\" $HOME \\"_s;
        const QString text = exported(ExportFormat::Systemd, data);
        QVERIFY2(text.contains(u"ExecStart=\"/opt/my tools/fairlead-cli\" \"run\" \"--\" "
                               "\"50%% \\\"of\\\" $$HOME \\\\\" \"six\""_s),
                 qPrintable(text));
        QVERIFY(text.contains(u"Description=Port forwards: 50%% "_s));
    }

    void launchdIsSoundXml() {
        ProfileData data = sample();
        data.forwards[0].name = u"a <b> & c"_s;
        QXmlStreamReader reader(exported(ExportFormat::Launchd, data));
        QStringList strings;
        while (!reader.atEnd())
            if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == u"string"_s)
                strings += reader.readElementText();
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(strings.mid(1, 4), (QStringList{kProgram, u"run"_s, u"--"_s, u"a <b> & c"_s}));
    }

    void tomlHoldsWhatIsNeededAndNoMore() {
        const auto read = decodeProfiles(exported(ExportFormat::Toml).toUtf8(), u"x"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        ProfileData expected = sample();
        expected.hosts.removeLast();
        expected.forwards.removeLast();
        expected.profiles.removeLast();
        QCOMPARE(read->data, expected);
    }

    void noLineComesInThroughAName_data() {
        QTest::addColumn<int>("format");
        for (const ExportFormatName &each : exportFormats())
            if (each.format != ExportFormat::Toml)
                QTest::newRow(each.name) << static_cast<int>(each.format);
    }
    void noLineComesInThroughAName() {
        QFETCH(int, format);
        ProfileData data = sample();
        data.forwards[0].name = u"a\nExecStartPre=evil"_s;
        QVERIFY(exported(static_cast<ExportFormat>(format), data).startsWith(u'!'));
        data = sample();
        data.hosts[1].user = u"a\nProxyCommand evil"_s;
        QVERIFY(exported(static_cast<ExportFormat>(format), data).startsWith(u'!'));
    }

    void nothingChosenIsSaid() {
        QCOMPARE(exportText(ExportFormat::Ssh, sample(), {}, kProgram).error().code,
                 Errc::NotFound);
        ProfileData data = sample();
        data.forwards[0].name.clear();
        QVERIFY(exported(ExportFormat::Systemd, data).startsWith(u'!'));
        QVERIFY(!exported(ExportFormat::Ssh, data).startsWith(u'!'));
    }
};

QTEST_GUILESS_MAIN(TestExportText)
#include "tst_export_text.moc"
