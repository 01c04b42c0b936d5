#include "core/profile/profile_book.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

Host hostOf(const QString &id) {
    Host host;
    host.id = HostId(id);
    host.name = u"host-"_s + id;
    host.address = id + u".example"_s;
    return host;
}

Forward forwardOf(const QString &id, const QString &host = u"h1"_s) {
    Forward forward;
    forward.id = ForwardId(id);
    forward.name = u"forward-"_s + id;
    forward.host = HostId(host);
    return forward;
}

Profile profileOf(const QString &id) { return {ProfileId(id), u"profile-"_s + id, {}}; }

// Writes down every signal, in order, as text.
class Listener : public QObject {
public:
    explicit Listener(ProfileBook &book) {
        connect(&book, &ProfileBook::hostEdited, this,
                [this](const HostId &id) { heard += u"host+ "_s + id.text(); });
        connect(&book, &ProfileBook::hostRemoved, this,
                [this](const HostId &id) { heard += u"host- "_s + id.text(); });
        connect(&book, &ProfileBook::forwardEdited, this,
                [this](const ForwardId &id) { heard += u"forward+ "_s + id.text(); });
        connect(&book, &ProfileBook::forwardRemoved, this,
                [this](const ForwardId &id) { heard += u"forward- "_s + id.text(); });
        connect(&book, &ProfileBook::profileEdited, this,
                [this](const ProfileId &id) { heard += u"profile+ "_s + id.text(); });
        connect(&book, &ProfileBook::profileRemoved, this,
                [this](const ProfileId &id) { heard += u"profile- "_s + id.text(); });
        connect(&book, &ProfileBook::orderChanged, this, [this] { heard += u"order"_s; });
        connect(&book, &ProfileBook::wantedChanged, this, [this](const QList<ForwardId> &ids) {
            QStringList names;
            for (const ForwardId &id : ids)
                names += id.text();
            heard += u"wanted "_s + names.join(u',');
        });
        connect(&book, &ProfileBook::changed, this, [this] { heard += u"changed"_s; });
    }
    QStringList take() { return std::exchange(heard, {}); }
    QStringList heard;
};

QStringList orderOf(const ProfileBook &book) {
    QStringList ids;
    for (const Forward &forward : book.data().forwards)
        ids += forward.id.text();
    return ids;
}

} // namespace

class TestProfileBook : public QObject {
    Q_OBJECT
private:
    static void fill(ProfileBook &book) {
        QVERIFY(book.put(hostOf(u"h1"_s)));
        QVERIFY(book.put(hostOf(u"h2"_s)));
        QVERIFY(book.put(profileOf(u"p1"_s)));
        for (const auto &id : {u"a"_s, u"b"_s, u"c"_s})
            QVERIFY(book.put(forwardOf(id)));
    }

private Q_SLOTS:
    void addsThenReplacesInPlace() {
        ProfileBook book;
        fill(book);
        Listener listener(book);
        Forward edited = forwardOf(u"b"_s);
        edited.note = u"new"_s;
        QVERIFY(book.put(edited));
        QCOMPARE(listener.take(), (QStringList{u"forward+ b"_s, u"changed"_s}));
        QCOMPARE(orderOf(book), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(book.forward(ForwardId(u"b"_s))->note, u"new"_s);
        QVERIFY(book.put(edited));
        QVERIFY(listener.take().isEmpty());
    }

    void findsByName() {
        ProfileBook book;
        fill(book);
        QCOMPARE(book.hostNamed(u"host-h2")->id, HostId(u"h2"_s));
        QCOMPARE(book.forwardNamed(u"forward-c")->id, ForwardId(u"c"_s));
        QCOMPARE(book.profileNamed(u"profile-p1")->id, ProfileId(u"p1"_s));
        QVERIFY(!book.hostNamed(u"HOST-h2"));
        QVERIFY(!book.hostNamed(u""));
        QVERIFY(!book.host(HostId()));
        QCOMPARE(book.forwardsOf(HostId(u"h1"_s)).size(), 3);
        QVERIFY(book.forwardsOf(HostId(u"h2"_s)).isEmpty());
    }

    void refusesTakenNames() {
        ProfileBook book;
        fill(book);
        Listener listener(book);
        Host twin = hostOf(u"h3"_s);
        twin.name = u"host-h1"_s;
        QCOMPARE(book.put(twin).error(), (Error{Errc::NameTaken, u"host-h1"_s}));
        Forward same = forwardOf(u"b"_s);
        same.name = u"forward-a"_s;
        QCOMPARE(book.put(same).error().code, Errc::NameTaken);
        Profile profile = profileOf(u"p2"_s);
        profile.name = u"profile-p1"_s;
        QCOMPARE(book.put(profile).error().code, Errc::NameTaken);
        QVERIFY(listener.take().isEmpty());
        QCOMPARE(book.forward(ForwardId(u"b"_s))->name, u"forward-b"_s);
    }

    void unnamedOnesLiveSideBySide() {
        ProfileBook book;
        fill(book);
        for (const auto &id : {u"x"_s, u"y"_s}) {
            Forward unnamed = forwardOf(id);
            unnamed.name.clear();
            QVERIFY(book.put(unnamed));
        }
        QCOMPARE(book.data().forwards.size(), 5);
    }

    void refusesDanglingReferences() {
        ProfileBook book;
        fill(book);
        QCOMPARE(book.put(forwardOf(u"x"_s, u"nobody"_s)).error().code, Errc::NotFound);
        Forward stray = forwardOf(u"x"_s);
        stray.profile = ProfileId(u"nowhere"_s);
        QCOMPARE(book.put(stray).error().code, Errc::NotFound);
        QCOMPARE(book.put(Host{}).error().code, Errc::Internal);
        QCOMPARE(book.data().forwards.size(), 3);
    }

    void removingHostTakesItsForwards() {
        ProfileBook book;
        fill(book);
        QVERIFY(book.put(forwardOf(u"d"_s, u"h2"_s)));
        book.setWanted({ForwardId(u"b"_s), ForwardId(u"d"_s)}, true);
        Listener listener(book);
        book.remove(book.data().hosts.first().id);
        QCOMPARE(listener.take(), (QStringList{u"forward- a"_s, u"forward- b"_s, u"forward- c"_s,
                                               u"host- h1"_s, u"wanted b"_s, u"changed"_s}));
        QCOMPARE(orderOf(book), QStringList{u"d"_s});
        QCOMPARE(book.wanted(), QSet<ForwardId>{ForwardId(u"d"_s)});
        book.remove(HostId(u"h1"_s));
        QVERIFY(listener.take().isEmpty());
    }

    void removingForwardUnwantsIt() {
        ProfileBook book;
        fill(book);
        book.setWanted(ForwardId(u"a"_s), true);
        Listener listener(book);
        book.remove(book.data().forwards.first().id);
        QCOMPARE(listener.take(), (QStringList{u"forward- a"_s, u"wanted a"_s, u"changed"_s}));
        book.remove(book.data().forwards.first().id);
        QCOMPARE(listener.take(), (QStringList{u"forward- b"_s, u"changed"_s}));
        QVERIFY(book.wanted().isEmpty());
    }

    void removingProfileKeepsItsForwards() {
        ProfileBook book;
        fill(book);
        Forward member = forwardOf(u"b"_s);
        member.profile = ProfileId(u"p1"_s);
        QVERIFY(book.put(member));
        Listener listener(book);
        book.remove(ProfileId(u"p1"_s));
        QCOMPARE(listener.take(), (QStringList{u"profile- p1"_s, u"forward+ b"_s, u"changed"_s}));
        QVERIFY(book.forward(ForwardId(u"b"_s))->profile.isNull());
    }

    void moves_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("order");
        QTest::addColumn<bool>("told");
        QTest::newRow("up") << u"c"_s << u"a"_s << u"cab"_s << true;
        QTest::newRow("down") << u"a"_s << u"c"_s << u"bac"_s << true;
        QTest::newRow("last") << u"a"_s << u""_s << u"bca"_s << true;
        QTest::newRow("stays") << u"a"_s << u"b"_s << u"abc"_s << false;
        QTest::newRow("is last") << u"c"_s << u""_s << u"abc"_s << false;
        QTest::newRow("before itself") << u"b"_s << u"b"_s << u"abc"_s << false;
        QTest::newRow("before unknown") << u"a"_s << u"zz"_s << u"bca"_s << true;
        QTest::newRow("unknown") << u"zz"_s << u"a"_s << u"abc"_s << false;
    }
    void moves() {
        QFETCH(QString, what);
        QFETCH(QString, before);
        ProfileBook book;
        fill(book);
        Listener listener(book);
        book.moveBefore(ForwardId(what), ForwardId(before));
        QTEST(orderOf(book).join(QString()), "order");
        QFETCH(bool, told);
        QCOMPARE(listener.take(), told ? (QStringList{u"order"_s, u"changed"_s}) : QStringList{});
    }

    void wantsInOneSignal() {
        ProfileBook book;
        fill(book);
        Listener listener(book);
        book.setWanted({ForwardId(u"a"_s), ForwardId(u"c"_s), ForwardId(u"zz"_s)}, true);
        QCOMPARE(listener.take(), (QStringList{u"wanted a,c"_s, u"changed"_s}));
        book.setWanted({ForwardId(u"a"_s), ForwardId(u"b"_s)}, true);
        QCOMPARE(listener.take(), (QStringList{u"wanted b"_s, u"changed"_s}));
        book.setWanted(ForwardId(u"zz"_s), true);
        book.setWanted(ForwardId(u"a"_s), true);
        QVERIFY(listener.take().isEmpty());
        QVERIFY(!book.isWanted(ForwardId(u"zz"_s)));
    }

    void replaceAllTellsOnlyWhatDiffers() {
        ProfileBook book;
        fill(book);
        book.setWanted({ForwardId(u"a"_s), ForwardId(u"b"_s)}, true);
        ProfileData data = book.data();
        data.forwards[1].note = u"edited"_s;              // b
        data.forwards.removeFirst();                      // a
        data.forwards.append(forwardOf(u"d"_s, u"h3"_s)); // new, of a new host
        data.hosts.append(hostOf(u"h3"_s));
        data.profiles.clear();
        Listener listener(book);
        book.replaceAll(data);
        QCOMPARE(listener.take(),
                 (QStringList{u"forward- a"_s, u"profile- p1"_s, u"host+ h3"_s, u"forward+ b"_s,
                              u"forward+ d"_s, u"wanted a"_s, u"changed"_s}));
        QCOMPARE(book.data(), data);
        QCOMPARE(book.wanted(), QSet<ForwardId>{ForwardId(u"b"_s)});
        book.replaceAll(ProfileData(data));
        QVERIFY(listener.take().isEmpty());
    }

    void replaceAllTellsOrder() {
        ProfileBook book;
        fill(book);
        ProfileData data = book.data();
        data.forwards.move(0, 2);
        Listener listener(book);
        book.replaceAll(data);
        QCOMPARE(listener.take(), (QStringList{u"order"_s, u"changed"_s}));
        data.forwards.prepend(forwardOf(u"d"_s));
        book.replaceAll(data);
        QCOMPARE(listener.take(), (QStringList{u"forward+ d"_s, u"order"_s, u"changed"_s}));
    }

    void takesOutAndPutsBack() {
        ProfileBook book;
        fill(book);
        QVERIFY(book.put(forwardOf(u"d"_s)));
        const ProfileData before = book.data();
        book.setWanted(ForwardId(u"c"_s), true);
        Listener listener(book);
        const auto taken =
            book.take({ForwardId(u"c"_s), ForwardId(u"a"_s), ForwardId(u"unknown"_s)});
        QCOMPARE(orderOf(book), (QStringList{u"b"_s, u"d"_s}));
        QCOMPARE(listener.take(),
                 (QStringList{u"forward- a"_s, u"forward- c"_s, u"wanted c"_s, u"changed"_s}));
        QCOMPARE(book.putBack(taken).size(), 2);
        QCOMPARE(book.data(), before);
        QVERIFY(book.isWanted(ForwardId(u"c"_s)));
        QCOMPARE(listener.take(), (QStringList{u"forward+ a"_s, u"forward+ c"_s, u"order"_s,
                                               u"wanted c"_s, u"changed"_s}));
        QVERIFY(book.putBack(taken).isEmpty()); // they are there
        QVERIFY(listener.take().isEmpty());
    }

    void putsBackOnlyWhatStillHasAPlace() {
        ProfileBook book;
        fill(book);
        Forward inProfile = forwardOf(u"b"_s);
        inProfile.profile = ProfileId(u"p1"_s);
        QVERIFY(book.put(inProfile));
        QVERIFY(book.put(forwardOf(u"x"_s, u"h2"_s)));
        const auto taken = book.take({ForwardId(u"a"_s), ForwardId(u"b"_s), ForwardId(u"x"_s)});
        Forward rival = forwardOf(u"z"_s);
        rival.name = u"forward-a"_s;
        QVERIFY(book.put(rival));
        book.remove(HostId(u"h2"_s));
        book.remove(ProfileId(u"p1"_s));
        QCOMPARE(book.putBack(taken), QList<ForwardId>{ForwardId(u"b"_s)});
        QVERIFY(book.forward(ForwardId(u"b"_s))->profile.isNull());
    }

    void movesManyIntoAProfile() {
        ProfileBook book;
        fill(book);
        QVERIFY(book.put(forwardOf(u"d"_s)));
        const ProfileId p1(u"p1"_s);
        Listener listener(book);
        QVERIFY(book.moveInto({ForwardId(u"d"_s), ForwardId(u"a"_s)}, p1, ForwardId(u"c"_s)));
        QCOMPARE(orderOf(book), (QStringList{u"b"_s, u"d"_s, u"a"_s, u"c"_s}));
        QCOMPARE(book.forward(ForwardId(u"a"_s))->profile, p1);
        QCOMPARE(listener.take(),
                 (QStringList{u"forward+ d"_s, u"forward+ a"_s, u"order"_s, u"changed"_s}));
        // Behind the profile's last one; before one that moves itself: its place.
        QVERIFY(book.moveInto({ForwardId(u"b"_s)}, p1, {}));
        QCOMPARE(orderOf(book), (QStringList{u"d"_s, u"a"_s, u"b"_s, u"c"_s}));
        QVERIFY(book.moveInto({ForwardId(u"b"_s), ForwardId(u"a"_s)}, p1, ForwardId(u"a"_s)));
        QCOMPARE(orderOf(book), (QStringList{u"d"_s, u"b"_s, u"a"_s, u"c"_s}));
        listener.take();
        QVERIFY(book.moveInto({ForwardId(u"b"_s)}, p1, ForwardId(u"a"_s)));
        QVERIFY(listener.take().isEmpty());
        QCOMPARE(book.moveInto({ForwardId(u"b"_s)}, ProfileId(u"gone"_s), {}).error().code,
                 Errc::NotFound);
    }

    void findsByIdAndNameAfterEveryChange() {
        ProfileBook book;
        fill(book);
        Forward renamed = forwardOf(u"a"_s);
        renamed.name = u"new"_s;
        QVERIFY(book.put(renamed));
        QVERIFY(!book.forwardNamed(u"forward-a"_s));
        QCOMPARE(book.forwardNamed(u"new"_s)->id, ForwardId(u"a"_s));
        book.remove(ForwardId(u"b"_s));
        QVERIFY(!book.forward(ForwardId(u"b"_s)));
        QCOMPARE(book.forward(ForwardId(u"c"_s))->name, u"forward-c"_s);
        book.moveBefore(ForwardId(u"c"_s), ForwardId(u"a"_s));
        QCOMPARE(book.forward(ForwardId(u"a"_s))->name, u"new"_s);
        Forward unnamed = forwardOf(u"e"_s);
        unnamed.name.clear();
        QVERIFY(book.put(unnamed));
        QVERIFY(!book.forwardNamed({}));
    }

    void listenersSeeTheWholeChange() {
        ProfileBook book;
        fill(book);
        bool consistent = true;
        connect(&book, &ProfileBook::forwardRemoved, this, [&](const ForwardId &id) {
            consistent = consistent && !book.forward(id) && !book.host(HostId(u"h1"_s));
        });
        book.remove(HostId(u"h1"_s));
        QVERIFY(consistent);
    }
};

QTEST_GUILESS_MAIN(TestProfileBook)
#include "tst_profile_book.moc"
