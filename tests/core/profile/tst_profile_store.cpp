#include "core/profile/profile_merge.h"
#include "core/profile/profile_store.h"
#include "core/profile/safe_file.h"
#include "core/profile/state_store.h"
#include "tests/support/fake_timers.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace std::chrono_literals;

namespace {

Host hostNamed(const QString &name) {
    return Host{.id = HostId(name), .name = name, .address = name};
}

Forward forwardNamed(const QString &name, const QString &host) {
    Forward forward;
    forward.id = ForwardId(name);
    forward.name = name;
    forward.host = HostId(host);
    return forward;
}

void overwrite(const QString &path, const QByteArray &content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

QByteArray contentOf(const QString &path) { return readSmallFile(path, 1 << 20).value_or("?"); }

QByteArray fileWith(const QStringList &hosts) {
    ProfileData data;
    for (const QString &name : hosts)
        data.hosts += hostNamed(name);
    return encodeProfiles(data);
}

QStringList hostsOf(const ProfileBook &book) {
    QStringList names;
    for (const Host &host : book.data().hosts)
        names += host.name;
    return names;
}

// One program's life on a folder.
struct Life {
    explicit Life(const QString &folder) : store(book, timers, folder) {}
    ProfileBook book;
    FakeTimers timers;
    ProfileStore store;
};

} // namespace

class TestProfileStore : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_folder;
    QString m_file;

    QStringList asides() const {
        return QDir(m_folder).entryList({u"profiles.toml.broken-*"_s}, QDir::Files);
    }

private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_folder = m_dir->filePath(u"config/fairlead"_s);
        m_file = m_folder + u"/profiles.toml"_s;
    }

    void nothingIsWrittenForAnEmptyBook() {
        Life life(m_folder);
        QVERIFY(life.store.load());
        QVERIFY(life.store.flush());
        QVERIFY(!QFileInfo::exists(m_folder));
    }

    void savesSoonAfterAChangeAndReadsBack() {
        {
            Life life(m_folder);
            QVERIFY(life.store.load());
            QVERIFY(life.book.put(hostNamed(u"a"_s)));
            QVERIFY(!QFileInfo::exists(m_file));
            life.timers.advance(1s);
            QVERIFY(QFileInfo::exists(m_file));
        }
        const auto mine = QFile::ReadOwner | QFile::WriteOwner;
        const auto user = QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(QFile::permissions(m_file), mine | user);
        QCOMPARE(QFile::permissions(m_folder), mine | user | QFile::ExeOwner | QFile::ExeUser);
        Life again(m_folder);
        QVERIFY(again.store.load());
        QCOMPARE(hostsOf(again.book), QStringList{u"a"_s});
        again.timers.advance(1s);
        QVERIFY(!QFileInfo::exists(again.store.backupPath()));
    }

    void dyingWritesWhatIsPending() {
        {
            Life life(m_folder);
            QVERIFY(life.store.load());
            QVERIFY(life.book.put(hostNamed(u"a"_s)));
        }
        QVERIFY(contentOf(m_file).contains("\"a\""));
    }

    void theLastGoodCopyIsKept() {
        Life life(m_folder);
        QVERIFY(life.book.put(hostNamed(u"a"_s)));
        QVERIFY(life.store.flush());
        const QByteArray first = contentOf(m_file);
        QVERIFY(life.book.put(hostNamed(u"b"_s)));
        QVERIFY(life.store.flush());
        QCOMPARE(contentOf(life.store.backupPath()), first);
    }

    void aBrokenFileIsNamedKeptAndNeverOverwritten() {
        const QByteArray broken = fileWith({u"a"_s}).chopped(5);
        QVERIFY(writeSafely(m_file, broken));
        Life life(m_folder);
        QSignalSpy told(&life.store, &ProfileStore::problemChanged);
        const auto loaded = life.store.load();
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().detail.startsWith(m_file + u':'),
                 qPrintable(loaded.error().detail));
        QCOMPARE(life.store.problem(), loaded.error());
        QCOMPARE(told.count(), 1);
        QCOMPARE(asides().size(), 1);
        QCOMPARE(contentOf(life.store.asidePath()), broken);

        QVERIFY(life.book.put(hostNamed(u"new"_s)));
        life.timers.advance(10s);
        QVERIFY(!life.store.flush());
        QCOMPARE(contentOf(m_file), broken);

        QVERIFY(life.store.keepMine());
        QVERIFY(!life.store.problem());
        QVERIFY(contentOf(m_file).contains("new"));
        QCOMPARE(asides().size(), 1);
    }

    void aBrokenFileThatIsMendedIsTaken() {
        QVERIFY(writeSafely(m_file, "version = 1\n[[host"));
        Life life(m_folder);
        QVERIFY(!life.store.load());
        overwrite(m_file, fileWith({u"a"_s}));
        life.store.checkOutside();
        QVERIFY(!life.store.problem());
        QCOMPARE(hostsOf(life.book), QStringList{u"a"_s});
    }

    void theBackupCanBeTaken() {
        Life life(m_folder);
        QVERIFY(life.book.put(hostNamed(u"a"_s)));
        QVERIFY(life.store.flush());
        QVERIFY(life.book.put(hostNamed(u"b"_s)));
        QVERIFY(life.store.flush());
        overwrite(m_file, "garbage");
        Life again(m_folder);
        QVERIFY(!again.store.load());
        QVERIFY(again.store.restoreBackup());
        QVERIFY(!again.store.problem());
        QCOMPARE(hostsOf(again.book), QStringList{u"a"_s});
        QCOMPARE(contentOf(m_file), contentOf(again.store.backupPath()));
    }

    void aNewerFileIsLeftAlone() {
        QVERIFY(writeSafely(m_file, "version = 99\n"));
        Life life(m_folder);
        QVERIFY(life.store.load().error().detail.contains(u"newer"));
        QVERIFY(life.book.put(hostNamed(u"a"_s)));
        QVERIFY(!life.store.flush());
        QCOMPARE(contentOf(m_file), QByteArray("version = 99\n"));
    }

    void outsideChangesAreTakenOver() {
        Life life(m_folder);
        QVERIFY(life.book.put(hostNamed(u"a"_s)));
        QVERIFY(life.store.flush());
        QSignalSpy taken(&life.store, &ProfileStore::outsideChangeTaken);
        life.store.checkOutside();
        QCOMPARE(taken.count(), 0);
        overwrite(m_file, fileWith({u"a"_s, u"b"_s}));
        life.store.checkOutside();
        QCOMPARE(taken.count(), 1);
        QCOMPARE(hostsOf(life.book), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(life.timers.armed(), 0); // nothing to write back
    }

    void outsideChangesAndOursMeet() {
        Life life(m_folder);
        QVERIFY(life.book.put(hostNamed(u"a"_s)));
        QVERIFY(life.store.flush());
        overwrite(m_file, fileWith({u"a"_s, u"theirs"_s}));
        QVERIFY(life.book.put(hostNamed(u"ours"_s)));
        QVERIFY(life.store.flush());
        QCOMPARE(hostsOf(life.book), (QStringList{u"a"_s, u"theirs"_s, u"ours"_s}));
        QCOMPARE(decodeProfiles(contentOf(m_file), m_file)->data, life.book.data());
    }

    void theWatcherNoticesARename() {
        Life life(m_folder);
        QVERIFY(life.book.put(hostNamed(u"a"_s)));
        QVERIFY(life.store.flush());
        QVERIFY(writeSafely(m_file, fileWith({u"b"_s})));
        QTRY_VERIFY(life.timers.armed() > 0);
        life.timers.advance(1s);
        QCOMPARE(hostsOf(life.book), QStringList{u"b"_s});
    }

    void aVanishedFileComesBack() {
        Life life(m_folder);
        QVERIFY(life.book.put(hostNamed(u"a"_s)));
        QVERIFY(life.store.flush());
        QVERIFY(QFile::remove(m_file));
        life.store.checkOutside();
        QCOMPARE(hostsOf(life.book), QStringList{u"a"_s});
        QVERIFY(life.store.flush());
        QVERIFY(QFileInfo::exists(m_file));
    }

    void aLinkStaysALink() {
        const QString real = m_dir->filePath(u"git/profiles.toml"_s);
        QVERIFY(writeSafely(real, fileWith({u"a"_s})));
        QVERIFY(QDir().mkpath(m_folder));
        QVERIFY(QFile::link(real, m_file));
        Life life(m_folder);
        QVERIFY(life.store.load());
        QVERIFY(life.book.put(hostNamed(u"b"_s)));
        QVERIFY(life.store.flush());
        QVERIFY(QFileInfo(m_file).isSymLink());
        QVERIFY(contentOf(real).contains("\"b\""));
    }

    void whatCannotBeWrittenIsTold() {
        Life life(m_folder);
        QVERIFY(life.store.load());
        overwrite(m_dir->filePath(u"config"_s), "a file where the folder should be");
        QVERIFY(life.book.put(hostNamed(u"a"_s)));
        QSignalSpy failed(&life.store, &ProfileStore::saveFailed);
        QCOMPARE(life.store.flush().error().code, Errc::FileUnwritable);
        QCOMPARE(failed.count(), 1);
    }

    void noRegularFileIsRead() {
        QVERIFY(QDir().mkpath(m_file));
        Life life(m_folder);
        QCOMPARE(life.store.load().error().code, Errc::FileUnreadable);
        QVERIFY(life.store.problem());
    }

    void unknownKeysSurviveASave() {
        QVERIFY(writeSafely(m_file, fileWith({u"a"_s}) + "colour = \"red\"\n"));
        Life life(m_folder);
        QVERIFY(life.store.load());
        QVERIFY(life.book.put(hostNamed(u"b"_s)));
        QVERIFY(life.store.flush());
        QVERIFY(contentOf(m_file).contains("colour = "));
    }

    void mergeTakesEachSidesChange() {
        const ProfileData base{.hosts = {hostNamed(u"a"_s), hostNamed(u"b"_s), hostNamed(u"c"_s)},
                               .forwards = {forwardNamed(u"f"_s, u"b"_s)}};
        ProfileData ours = base;
        ours.hosts[0].user = u"ours"_s;
        ours.hosts.removeAt(2);
        ours.forwards[0].note = u"ours"_s;
        ProfileData theirs = base;
        theirs.hosts[2].user = u"theirs"_s;
        theirs.hosts.removeAt(1);
        theirs.forwards.clear();
        theirs.hosts += hostNamed(u"d"_s);
        const ProfileData merged = mergeProfiles(base, ours, theirs);
        QCOMPARE(merged.hosts, (QList<Host>{ours.hosts[0], hostNamed(u"d"_s)}));
        QVERIFY(merged.forwards.isEmpty()); // its host is gone
        QVERIFY(decodeProfiles(encodeProfiles(merged), u"f"_s));
    }

    void mergeKeepsNamesUnique() {
        Host ours = hostNamed(u"new"_s);
        ours.id = HostId(u"1"_s);
        Host theirs = hostNamed(u"new"_s);
        theirs.id = HostId(u"2"_s);
        const ProfileData merged = mergeProfiles({}, {.hosts = {ours}}, {.hosts = {theirs}});
        QCOMPARE(merged.hosts, QList<Host>{theirs});
    }

    void switchesAreRemembered() {
        const auto fill = [](ProfileBook &book) {
            QVERIFY(book.put(hostNamed(u"h"_s)));
            QVERIFY(book.put(forwardNamed(u"f"_s, u"h"_s)));
            QVERIFY(book.put(forwardNamed(u"g"_s, u"h"_s)));
        };
        FakeTimers timers;
        {
            ProfileBook book;
            fill(book);
            StateStore store(book, timers, m_folder);
            QVERIFY(store.restore());
            book.setWanted(ForwardId(u"g"_s), true);
            timers.advance(1s);
            QCOMPARE(QFile::permissions(store.path()) & QFile::ReadGroup, QFile::Permissions());
        }
        ProfileBook book;
        fill(book);
        StateStore store(book, timers, m_folder);
        QVERIFY(store.restore());
        QCOMPARE(book.wanted(), QSet<ForwardId>{ForwardId(u"g"_s)});
        book.setWanted(ForwardId(u"g"_s), false);
        QVERIFY(store.flush());
        QVERIFY(contentOf(store.path()).contains("on = []"));
    }

    void theWindowIsRemembered() {
        FakeTimers timers;
        const QStringList columns{u"status"_s, u"name width=180"_s, u"a \"b\""_s};
        {
            ProfileBook book;
            StateStore store(book, timers, m_folder);
            store.remembered().setValue(u"columns"_s, columns);
            store.remembered().setValue(u"sort"_s, {u"rate"_s});
            store.remembered().setValue(u"sort"_s, {});
            timers.advance(1s);
        }
        ProfileBook book;
        QVERIFY(book.put(hostNamed(u"h"_s)));
        QVERIFY(book.put(forwardNamed(u"f"_s, u"h"_s)));
        {
            StateStore store(book, timers, m_folder);
            QVERIFY(store.load());
            QCOMPARE(store.remembered().value(u"columns"_s), columns);
            QVERIFY(store.remembered().value(u"sort"_s).isEmpty());
            QVERIFY(store.restore());
            book.setWanted(ForwardId(u"f"_s), true);
        }
        // What the window says before the switches are back must not cost them.
        StateStore store(book, timers, m_folder);
        QVERIFY(store.load());
        book.setWanted(ForwardId(u"f"_s), false);
        store.remembered().setValue(u"columns"_s, {u"name"_s});
        QVERIFY(store.flush());
        QVERIFY(store.restore());
        QVERIFY(book.isWanted(ForwardId(u"f"_s)));
        QVERIFY(store.flush());
        QVERIFY(contentOf(store.path()).contains("\"columns\" = [\"name\"]"));
    }

    void brokenStateCostsOnlyTheSwitches() {
        FakeTimers timers;
        ProfileBook book;
        const QString file = m_folder + u"/state.toml"_s;
        QVERIFY(writeSafely(file, "version = 1\non = [\"f"));
        StateStore store(book, timers, m_folder);
        QCOMPARE(store.restore().error().code, Errc::BadProfileFile);
        QVERIFY(QFileInfo::exists(file + u".broken"_s));
        QVERIFY(writeSafely(file, "version = 9\n"));
        QVERIFY(!store.restore());
        QVERIFY(book.put(hostNamed(u"h"_s)));
        QVERIFY(book.put(forwardNamed(u"f"_s, u"h"_s)));
        book.setWanted(ForwardId(u"f"_s), true);
        QVERIFY(store.flush());
        QCOMPARE(contentOf(file), QByteArray("version = 9\n"));
    }
};

QTEST_GUILESS_MAIN(TestProfileStore)
#include "tst_profile_store.moc"
