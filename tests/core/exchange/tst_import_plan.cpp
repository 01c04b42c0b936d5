#include "core/exchange/import_plan.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

using Fate = ImportItem::Fate;
using Code = ImportRemark::Code;

Host host(const QString &id, const QString &name, const QString &address) {
    return {.id = HostId(id), .name = name, .address = address};
}

Forward forward(const QString &id, const QString &name, const QString &host, quint16 port) {
    Forward made;
    made.id = ForwardId(id);
    made.name = name;
    made.host = HostId(host);
    made.listen.port = port;
    made.target = {Target::Kind::Tcp, u"db"_s, 5432, {}};
    return made;
}

bool has(const ImportItem &item, Code code) {
    return std::any_of(item.remarks.begin(), item.remarks.end(),
                       [code](const ImportRemark &remark) { return remark.code == code; });
}

} // namespace

class TestImportPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingIsNewInAnEmptyBook() {
        ImportSource source;
        source.data = {{host(u"h"_s, u"edge"_s, u"edge.example"_s)},
                       {forward(u"f"_s, u"db"_s, u"h"_s, 8080)},
                       {Profile{ProfileId(u"p"_s), u"Work"_s, {}}}};
        source.data.forwards[0].profile = ProfileId(u"p"_s);
        const ImportPlan plan = planImport(source, {});
        QCOMPARE(plan.items.size(), 3);
        ProfileBook book;
        QCOMPARE(applyImport(plan, book).value(), (ImportCount{1, 1, 1}));
        QCOMPARE(book.data(), source.data);
    }

    void theSameAgainChangesNothing() {
        ImportSource source;
        source.data = {{host(u"h"_s, u"edge"_s, u"edge.example"_s)},
                       {forward(u"f"_s, u"db"_s, u"h"_s, 8080)},
                       {}};
        ProfileBook book;
        QVERIFY(applyImport(planImport(source, {}), book));
        const ProfileData before = book.data();
        const ImportPlan again = planImport(source, before);
        for (const ImportItem &item : again.items)
            QCOMPARE(item.fate, Fate::Same);
        QCOMPARE(applyImport(again, book).value(), ImportCount{});
        QCOMPARE(book.data(), before);
    }

    void oursIsFilledInNeverReplaced() {
        Host ours = host(u"o"_s, u"edge"_s, u"edge.example"_s);
        ours.identityFiles = QStringList{u"~/.ssh/mine"_s};
        Host theirs = host(u"t"_s, u"edge"_s, u"EDGE.example"_s);
        theirs.user = u"deploy"_s;
        theirs.identityFiles = QStringList{u"~/.ssh/theirs"_s};
        ImportSource source;
        source.data.hosts = {theirs};
        const ImportPlan plan = planImport(source, {{ours}, {}, {}});
        QCOMPARE(plan.items[0].fate, Fate::Changed);
        const Host filled = std::get<Host>(plan.items[0].thing);
        QCOMPARE(filled.id, ours.id);
        QCOMPARE(filled.user, u"deploy"_s);
        QCOMPARE(filled.address, u"edge.example"_s);
        QCOMPARE(filled.identityFiles, ours.identityFiles);
    }

    void aNameTakenByAnotherServerClashesAndIsFollowed() {
        Host inner = host(u"i"_s, u"inner"_s, u"inner.example"_s);
        inner.jumps = QStringList{u"edge"_s};
        ImportSource source;
        source.data = {{host(u"t"_s, u"edge"_s, u"other.example"_s), inner},
                       {forward(u"f"_s, u"db"_s, u"i"_s, 8080)},
                       {}};
        ImportPlan plan =
            planImport(source, {{host(u"o"_s, u"edge"_s, u"edge.example"_s)}, {}, {}});
        QCOMPARE(plan.items[0].fate, Fate::Clashing);
        QCOMPARE(plan.items[0].name(), u"edge (2)"_s);
        QCOMPARE(std::get<Host>(plan.items[1].thing).jumps, QStringList{u"edge (2)"_s});
        QVERIFY(plan.items[1].needs.contains(0));
        // Without its jump host the inner one would go through a stranger.
        setTaken(plan, 0, false);
        QVERIFY(!plan.items[1].taken && !plan.items[2].taken);
        setTaken(plan, 2, true);
        QVERIFY(plan.items[0].taken && plan.items[1].taken);
    }

    void nothingOpensOrStartsByItself() {
        Forward open = forward(u"f"_s, u"db"_s, u"h"_s, 8080);
        open.listen.address = u"0.0.0.0"_s;
        open.autoStart = true;
        ImportSource source;
        source.data = {{host(u"h"_s, u"edge"_s, u"edge.example"_s)}, {open}, {}};
        ImportPlan plan = planImport(source, {});
        const ImportItem &item = plan.items[1];
        QVERIFY(has(item, Code::AutoStartOff) && has(item, Code::OpenAddress));
        QCOMPARE(item.openAddress, u"0.0.0.0"_s);
        QCOMPARE(std::get<Forward>(item.thing).listen.address, u"localhost"_s);
        QVERIFY(!std::get<Forward>(item.thing).autoStart);
        plan.items[1].keepAddress = true;
        ProfileBook book;
        QVERIFY(applyImport(plan, book));
        QCOMPARE(book.data().forwards[0].listen.address, u"0.0.0.0"_s);
        QVERIFY(!book.data().forwards[0].autoStart);
    }

    void programsOfStrangersAreNotProposed() {
        Host runs = host(u"h"_s, u"edge"_s, u"edge.example"_s);
        runs.proxy.kind = Proxy::Kind::Command;
        runs.proxy.command = QStringList{u"sh"_s, u"-c"_s, u"evil"_s};
        ImportSource source;
        source.foreign = true;
        source.data = {{runs}, {forward(u"f"_s, u"db"_s, u"h"_s, 8080)}, {}};
        const ImportPlan plan = planImport(source, {});
        QVERIFY(has(plan.items[0], Code::RunsProgram));
        QVERIFY(!plan.items[0].taken && !plan.items[1].taken);
        source.foreign = false;
        QVERIFY(planImport(source, {}).items[0].taken);
    }

    void hostileValuesAreLeftOut() {
        Host option = host(u"h"_s, u"edge"_s, u"-oProxyCommand=x"_s);
        Host user = host(u"u"_s, u"user"_s, u"edge.example"_s);
        user.user = u"$(reboot)"_s;
        Host name = host(u"n"_s, u"ok\u202E\n\x1b[31m"_s, u"edge.example"_s);
        ImportSource source;
        source.data = {{option, user, name}, {forward(u"f"_s, u"db"_s, u"h"_s, 8080)}, {}};
        const ImportPlan plan = planImport(source, {});
        QCOMPARE(plan.items.size(), 3);
        QCOMPARE(plan.items[0].fate, Fate::Skipped);
        QCOMPARE(plan.items[1].fate, Fate::Skipped);
        QVERIFY(!plan.items[2].name().contains(QChar(0x202E)));
        QVERIFY(!plan.items[2].name().contains(QChar(0x1b)));
    }

    void aSharedPortIsSaid() {
        ImportSource source;
        source.data = {{host(u"h"_s, u"edge"_s, u"edge.example"_s)},
                       {forward(u"f"_s, u"db"_s, u"h"_s, 8080)},
                       {}};
        const ProfileData ours{{host(u"o"_s, u"mine"_s, u"mine.example"_s)},
                               {forward(u"g"_s, u"web"_s, u"o"_s, 8080)},
                               {}};
        const ImportPlan plan = planImport(source, ours);
        QVERIFY(has(plan.items[1], Code::SharesPort));
        QVERIFY(plan.items[1].taken);
    }

    void aBookThatMovedOnIsNotTouched() {
        ImportSource source;
        source.data.hosts = {host(u"a"_s, u"first"_s, u"a.example"_s),
                             host(u"b"_s, u"edge"_s, u"b.example"_s)};
        const ImportPlan plan = planImport(source, {});
        ProfileBook book;
        QVERIFY(book.put(host(u"z"_s, u"edge"_s, u"z.example"_s)));
        const auto done = applyImport(plan, book);
        QVERIFY(!done);
        QCOMPARE(done.error().code, Errc::NameTaken);
        QCOMPARE(book.data().hosts.size(), 1);
    }

    void aProfilesFileIsForeign() {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"their.toml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("version = 1\n\n[[host]]\nname = \"edge\"\naddress = \"edge.example\"\n");
        file.close();
        const auto source = readProfilesForImport(path);
        QVERIFY2(source, source ? "" : qPrintable(source.error().detail));
        QVERIFY(source->foreign);
        QCOMPARE(source->data.hosts.size(), 1);
        QVERIFY(!readProfilesForImport(folder.filePath(u"none"_s)));
    }
};

QTEST_GUILESS_MAIN(TestImportPlan)
#include "tst_import_plan.moc"
