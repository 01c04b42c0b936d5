#include "core/exchange/ssh_config_file.h"
#include "core/exchange/ssh_config_import.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

using Code = ImportRemark::Code;

} // namespace

class TestSshConfigImport : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;

    QString file(const QString &name, const QByteArray &content) const {
        QFile written(m_dir->filePath(name));
        if (written.open(QIODevice::WriteOnly))
            written.write(content);
        return written.fileName();
    }

    static Result<ImportSource> imported(const QString &path) {
        SshConfigImport reader(path, false);
        std::optional<Result<ImportSource>> answer;
        reader.start([&](const Result<ImportSource> &got) { answer = got; });
        if (answer || !QTest::qWaitFor([&] { return answer.has_value(); }, 10'000))
            return fail(Errc::Internal, u"not later, or never"_s);
        return *answer;
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void namesAreListed() {
        const QString more = file(u"more"_s, "Host inner *.corp !secret\nHost \"edge\"\n");
        const QString main = file(u"config"_s, "Host edge\n Port 1\nHost other\n Include " +
                                                   more.toUtf8() + "\nHost *\n");
        const SshConfigNames names = sshConfigNames({main});
        QCOMPARE(names.names, (QStringList{u"edge"_s, u"other"_s, u"inner"_s}));
        QCOMPARE(names.patterns, (QStringList{u"*.corp"_s, u"*"_s}));
    }

    void aFileThatIncludesItselfEnds() {
        const QString path = m_dir->filePath(u"config"_s);
        file(u"config"_s, "Host a\nInclude " + path.toUtf8() + "\nHost b\n");
        QVERIFY(sshConfigNames({path}).names.contains(u"a"_s));
    }

    void everyWayToSayExecIsFound_data() {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"Match exec \"x\"", "Match exec=\"x\"", "match host a !EXEC=x", "Match=exec x",
              "Match\texec\tx", "Match \"exec\" x", "Match exec \"unclosed", "Include */config",
              "Include ${HOME}/x", "Include ~other/x", "Include [c]onfig"})
            QTest::newRow(line) << QByteArray(line);
    }
    void everyWayToSayExecIsFound() {
        QFETCH(QByteArray, line);
        const QString path = file(u"config"_s, "Host a\n Port 1\n" + line + "\n Port 2\n");
        QCOMPARE(matchExecLines({path}), QStringList{path + u":3"_s});
    }

    void whatRunsNothingIsNotNamed() {
        const QString path = file(u"config"_s, "Host exec\nMatch host execbox,b user=exe\n"
                                               "# Match exec x\nProxyCommand exec nc %h\n");
        QCOMPARE(matchExecLines({path}), QStringList{});
        file(u"big"_s, QByteArray(2 * 1024 * 1024, '#'));
        const QString more = file(u"more"_s, "Include " + m_dir->path().toUtf8() + "/big\n");
        QCOMPARE(matchExecLines({more}), QStringList{m_dir->filePath(u"big"_s)});
    }

    // `Match exec` keeps ssh out of this test: the files are read by ourselves.
    void hostsForwardsAndJumpsAreTaken() {
        const QString path = file(u"config"_s, "Match exec \"touch " + m_dir->path().toUtf8() +
                                                   "/ran\"\n Port 99\n"
                                                   "Host edge\n HostName edge.example\n"
                                                   "Host db -bad\n ProxyJump edge,me@far\n"
                                                   " LocalForward 8080 web:80\n"
                                                   "Host far\n HostName far.example\n"
                                                   "Host *\n User deploy\n");
        const auto source = imported(path);
        QVERIFY2(source, source ? "" : qPrintable(source.error().detail));
        QVERIFY(!QFile::exists(m_dir->filePath(u"ran"_s)));
        QCOMPARE(source->general.value(0).code, Code::RunsCommands);
        QStringList names;
        for (const Host &host : source->data.hosts)
            names += host.name;
        QCOMPARE(names, (QStringList{u"edge"_s, u"me@far"_s, u"db"_s, u"far"_s}));
        QCOMPARE(source->data.hosts[0].user, u"deploy"_s);
        QCOMPARE(source->data.hosts[0].port, 22);
        QCOMPARE(source->data.hosts[1].address, u"far.example"_s);
        QCOMPARE(source->data.forwards.size(), 1);
        QCOMPARE(source->data.forwards[0].name, u"db 8080"_s);
        QCOMPARE(source->data.forwards[0].host, source->data.hosts[2].id);
        QCOMPARE(source->skipped.size(), 2);
        QCOMPARE(source->skipped[0].reason.code, Code::WildcardBlock);
        QCOMPARE(source->skipped[1].name, u"-bad"_s);
    }

    void noFileIsSaid() {
        const auto source = imported(m_dir->filePath(u"none"_s));
        QVERIFY(!source);
        QCOMPARE(source.error().code, Errc::FileUnreadable);
    }
};

QTEST_GUILESS_MAIN(TestSshConfigImport)
#include "tst_ssh_config_import.moc"
