#include "core/profile/destination.h"
#include "core/profile/jump_chain.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

Host hostNamed(const QString &name, const QStringList &jumps = {}) {
    return Host{.id = HostId(name), .name = name, .address = name + u".example"_s, .jumps = jumps};
}

QStringList chainOf(const Host &host, const QList<Host> &hosts) {
    const auto hops = hopsOf(host, {.hosts = hosts});
    if (!hops)
        return {errcName(hops.error().code), hops.error().detail};
    QStringList names;
    for (const Host &hop : *hops)
        names += hop.name;
    return names;
}

} // namespace

class TestJumpChain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutJumpsThereIsOneHop() {
        QCOMPARE(chainOf(hostNamed(u"a"_s), {}), QStringList{u"a"_s});
    }

    void namedJumpsComeInOrder() {
        QCOMPARE(
            chainOf(hostNamed(u"t"_s, {u"a"_s, u"b"_s}), {hostNamed(u"b"_s), hostNamed(u"a"_s)}),
            (QStringList{u"a"_s, u"b"_s, u"t"_s}));
    }

    void onlyTheFirstJumpBringsItsOwn() {
        const QList<Host> hosts{hostNamed(u"a"_s, {u"x"_s}), hostNamed(u"b"_s, {u"y"_s}),
                                hostNamed(u"x"_s, {u"w"_s}), hostNamed(u"y"_s), hostNamed(u"w"_s)};
        QCOMPARE(chainOf(hostNamed(u"t"_s, {u"a"_s, u"b"_s}), hosts),
                 (QStringList{u"w"_s, u"x"_s, u"a"_s, u"b"_s, u"t"_s}));
    }

    void adHocJumpsTakeOverHowToDial() {
        Host target = hostNamed(u"t"_s, {u"me@j:2222"_s, u"[::1]:1"_s, u"ssh://u@k"_s});
        target.family = AddressFamily::IPv4;
        target.identityFiles = {u"secret"_s};
        target.connectTimeout = std::chrono::seconds(1);
        const auto hops = hopsOf(target, {});
        QVERIFY(hops);
        QCOMPARE(hops->size(), 4);
        const Host &jump = hops->first();
        QCOMPARE(jump.address, u"j"_s);
        QCOMPARE(jump.port, 2222);
        QCOMPARE(jump.user, u"me"_s);
        QCOMPARE(jump.family, AddressFamily::IPv4);
        QCOMPARE(jump.connectTimeout, std::chrono::seconds(1));
        QVERIFY(jump.identityFiles.isEmpty());
        QVERIFY(!jump.id.isNull());
        QCOMPARE(hops->at(1).address, u"::1"_s);
        QCOMPARE(hops->at(2).user, u"u"_s);
        QCOMPARE(hops->last(), target);
    }

    void theProxyGoesToTheFirstHop() {
        Host target = hostNamed(u"t"_s, {u"a"_s});
        target.proxy = {Proxy::Kind::Socks5, u"p"_s, 1080, {}, {}};
        QCOMPARE(hopsOf(target, {.hosts = {hostNamed(u"a"_s)}})->first().proxy, target.proxy);
    }

    void loopsAreNamed() {
        const QList<Host> hosts{hostNamed(u"a"_s, {u"b"_s}), hostNamed(u"b"_s, {u"a"_s})};
        QCOMPARE(chainOf(hosts[0], hosts),
                 (QStringList{u"BadOption"_s, u"jumps go in a circle: a -> b -> a"_s}));
        const Host self = hostNamed(u"s"_s, {u"s"_s});
        QCOMPARE(chainOf(self, {self}),
                 (QStringList{u"BadOption"_s, u"jumps go in a circle: s -> s"_s}));
    }

    void nonsenseIsRefused() {
        for (const auto &text : {u""_s, u"-oProxyCommand=x"_s, u"a b"_s, u"h:70000"_s, u"@"_s})
            QCOMPARE(chainOf(hostNamed(u"t"_s, {text}), {}),
                     (QStringList{u"NotFound"_s, u"jump host "_s + text}));
    }

    void theLengthIsBounded() {
        QStringList many;
        for (int i = 0; i < 16; ++i)
            many += u"h"_s + QString::number(i);
        QCOMPARE(chainOf(hostNamed(u"t"_s, many), {}).first(), u"BadOption"_s);
        many.removeLast();
        QCOMPARE(chainOf(hostNamed(u"t"_s, many), {}).size(), 16);
    }

    void destinationsAreWrittenBack() {
        for (const auto &text :
             {u"host"_s, u"me@host"_s, u"me@host:2222"_s, u"[::1]:22"_s, u"::1"_s})
            QCOMPARE(toText(*parseDestination(text)), text);
    }
};

QTEST_GUILESS_MAIN(TestJumpChain)
#include "tst_jump_chain.moc"
