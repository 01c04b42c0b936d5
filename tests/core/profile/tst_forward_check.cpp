#include "core/profile/forward_check.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

using Code = CheckCode;
using Field = CheckField;

Forward goodForward() {
    Forward forward;
    forward.id = ForwardId(u"new"_s);
    forward.name = u"db"_s;
    forward.host = HostId(u"h"_s);
    forward.listen.port = 5432;
    forward.target = {.host = u"db"_s, .port = 5432};
    return forward;
}

Forward other(const QString &name, quint16 port, const QString &address = u"localhost"_s) {
    Forward forward = goodForward();
    forward.id = ForwardId(name);
    forward.name = name;
    forward.listen.port = port;
    forward.listen.address = address;
    return forward;
}

ProfileData dataWith(const QList<Forward> &forwards = {}) {
    return {.hosts = {Host{.id = HostId(u"h"_s), .name = u"h"_s, .address = u"h"_s},
                      Host{.id = HostId(u"h2"_s), .name = u"h2"_s, .address = u"h2"_s}},
            .forwards = forwards};
}

QList<CheckFinding> check(const Forward &forward, const ProfileData &data = dataWith()) {
    return checkForward(forward, data, {.firstOpenPort = 1024});
}

bool has(const QList<CheckFinding> &findings, Field field, Code code) {
    return std::any_of(findings.begin(), findings.end(), [&](const CheckFinding &finding) {
        return finding.field == field && finding.code == code;
    });
}

} // namespace

class TestForwardCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aGoodForwardHasNoFindings() {
        QVERIFY(check(goodForward()).isEmpty());
        QVERIFY(check(goodForward(), dataWith({goodForward()})).isEmpty());
    }

    void names() {
        Forward forward = goodForward();
        forward.name = u" "_s;
        QVERIFY(has(check(forward), Field::Name, Code::Empty));
        const auto taken = check(goodForward(), dataWith({other(u"db"_s, 1), other(u"db 2"_s, 2)}));
        QCOMPARE(taken.size(), 1);
        QCOMPARE(taken[0].code, Code::NameTaken);
        QCOMPARE(taken[0].suggestion, u"db 3"_s);
    }

    void references() {
        Forward forward = goodForward();
        forward.host = HostId(u"gone"_s);
        forward.profile = ProfileId(u"gone"_s);
        QVERIFY(has(check(forward), Field::Host, Code::Unknown));
        QVERIFY(has(check(forward), Field::Profile, Code::Unknown));
        forward.host = {};
        QVERIFY(has(check(forward), Field::Host, Code::Empty));
    }

    void privilegedPorts() {
        Forward forward = goodForward();
        forward.listen.port = 80;
        const auto findings = check(forward);
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings[0].code, Code::PortPrivileged);
        QCOMPARE(findings[0].suggestion, u"8080"_s);
        QVERIFY(checkForward(forward, dataWith(), {.firstOpenPort = 80}).isEmpty());
        forward.kind = ForwardKind::Remote;
        QVERIFY(check(forward).isEmpty());
        forward.kind = ForwardKind::Local;
        forward.listen.port = 0;
        QVERIFY(check(forward).isEmpty());
    }

    void ranges() {
        Forward forward = goodForward();
        forward.listen.lastPort = 5000;
        QVERIFY(has(check(forward), Field::ListenPort, Code::RangeBackwards));
        forward.listen.lastPort = 7000;
        QVERIFY(has(check(forward), Field::ListenPort, Code::RangeTooLong));
        forward.listen.lastPort = 5440;
        forward.target.port = 65530;
        QVERIFY(has(check(forward), Field::TargetPort, Code::RangeTooLong));
    }

    void clashes_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("otherAddress");
        QTest::addColumn<bool>("clash");
        QTest::newRow("same") << u"localhost"_s << u"localhost"_s << true;
        QTest::newRow("wildcard") << u"localhost"_s << u"*"_s << true;
        QTest::newRow("name and literal") << u"localhost"_s << u"127.0.0.1"_s << true;
        QTest::newRow("two loopbacks") << u"127.0.0.1"_s << u"127.0.0.2"_s << false;
        QTest::newRow("two families") << u"127.0.0.1"_s << u"::1"_s << false;
        QTest::newRow("two addresses") << u"10.0.0.1"_s << u"localhost"_s << false;
    }
    void clashes() {
        QFETCH(QString, address);
        QFETCH(QString, otherAddress);
        Forward forward = goodForward();
        forward.listen.address = address;
        const auto findings =
            check(forward, dataWith({other(u"x"_s, 5432, otherAddress), other(u"y"_s, 5433)}));
        const bool clash = has(findings, Field::ListenPort, Code::Clash);
        QTEST(clash, "clash");
        if (clash && address == u"localhost"_s) {
            QCOMPARE(findings.last().other, u"x"_s);
            QCOMPARE(findings.last().suggestion, u"5434"_s);
        }
    }

    void rangesAndMachinesClash() {
        Forward range = other(u"x"_s, 5400);
        range.listen.lastPort = 5500;
        QVERIFY(has(check(goodForward(), dataWith({range})), Field::ListenPort, Code::Clash));
        range.kind = ForwardKind::Remote;
        QVERIFY(check(goodForward(), dataWith({range})).isEmpty());
        Forward remote = goodForward();
        remote.kind = ForwardKind::Remote;
        QVERIFY(has(check(remote, dataWith({range})), Field::ListenPort, Code::Clash));
        remote.host = HostId(u"h2"_s);
        QVERIFY(check(remote, dataWith({range})).isEmpty());
        remote.listen.port = 0;
        QVERIFY(check(remote, dataWith({other(u"z"_s, 0)})).isEmpty());
    }

    void opennessIsAWarning() {
        for (const auto &address : {u"*"_s, u""_s, u"0.0.0.0"_s, u"192.168.1.5"_s, u"nas"_s}) {
            Forward forward = goodForward();
            forward.listen.address = address;
            const auto findings = check(forward);
            QCOMPARE(findings.size(), 1);
            QCOMPARE(findings[0].severity, CheckFinding::Severity::Warning);
            QCOMPARE(findings[0].code, Code::OpenToOthers);
        }
        Forward forward = goodForward();
        forward.listen.address = u"a b"_s;
        QVERIFY(has(check(forward), Field::ListenAddress, Code::NotAnAddress));
    }

    void targets() {
        Forward forward = goodForward();
        forward.target = {};
        QVERIFY(has(check(forward), Field::TargetHost, Code::Empty));
        QVERIFY(has(check(forward), Field::TargetPort, Code::PortMissing));
        forward.target.host = u"-x"_s;
        QVERIFY(has(check(forward), Field::TargetHost, Code::NotAnAddress));
        forward.target.kind = Target::Kind::Socks;
        QVERIFY(has(check(forward), Field::TargetHost, Code::KindMismatch));
        forward.kind = ForwardKind::Remote;
        QVERIFY(check(forward).isEmpty());
        forward.kind = ForwardKind::Dynamic;
        QVERIFY(check(forward).isEmpty());
        forward.target = goodForward().target;
        QVERIFY(has(check(forward), Field::TargetHost, Code::KindMismatch));
    }

    void paths() {
        Forward forward = goodForward();
        forward.listen = {.kind = Listen::Kind::Unix, .path = u"/"_s + QString(107, u'x')};
        const auto findings = check(forward);
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings[0].code, Code::PathTooLong);
        forward.listen.path = u"/"_s + QString(60, u'ü'); // bytes count, not letters
        QVERIFY(has(check(forward), Field::ListenPath, Code::PathTooLong));
        forward.listen.path = u"/run/a.sock"_s;
        QVERIFY(check(forward).isEmpty());
        Forward twin = forward;
        twin.id = ForwardId(u"twin"_s);
        twin.name = u"twin"_s;
        QVERIFY(has(check(forward, dataWith({twin})), Field::ListenPath, Code::Clash));
        forward.target = {.kind = Target::Kind::Unix};
        QVERIFY(has(check(forward), Field::TargetPath, Code::Empty));
        forward.target.path = u"run/x"_s;
        QVERIFY(has(check(forward), Field::TargetPath, Code::PathNotAbsolute));
    }

    void sources() {
        Forward forward = goodForward();
        forward.allowedSources = {u"10.0.0.0/8"_s, u"192.168.1.1"_s, u"fe80::/10"_s, u"::1"_s};
        QVERIFY(check(forward).isEmpty());
        for (const auto &bad : {u"10.0.0.0/33"_s, u"10"_s, u"10.0/16"_s, u"host"_s, u""_s, u"/8"_s,
                                u"10.0.0.0/"_s, u"fe80::/129"_s, u"10.0.0.0/-1"_s}) {
            forward.allowedSources = {bad};
            QVERIFY2(has(check(forward), Field::AllowedSources, Code::NotANetwork),
                     qPrintable(bad));
            QCOMPARE(check(forward).first().other, bad);
        }
    }

    void permits() {
        Forward forward = goodForward();
        forward.permitRemoteOpen = {u"a:1"_s, u"*:*"_s};
        QVERIFY(check(forward).isEmpty());
        forward.permitRemoteOpen = {u"a"_s};
        QVERIFY(has(check(forward), Field::PermitRemoteOpen, Code::NotAPlace));
    }

    void hosts() {
        const ProfileData data = dataWith();
        QVERIFY(checkHost(data.hosts[0], data).isEmpty());
        Host host{.id = HostId(u"n"_s), .name = u"h"_s, .address = u"-x"_s, .port = 0};
        host.user = u"a b"_s;
        host.bindAddress = u"a b"_s;
        host.proxy.kind = Proxy::Kind::Http;
        host.jumps = {u"h"_s};
        const auto findings = checkHost(host, data);
        QVERIFY(has(findings, Field::Name, Code::NameTaken));
        QVERIFY(has(findings, Field::Address, Code::NotAnAddress));
        QVERIFY(has(findings, Field::Port, Code::PortMissing));
        QVERIFY(has(findings, Field::User, Code::NotAUserName));
        QVERIFY(has(findings, Field::BindAddress, Code::NotAnAddress));
        QVERIFY(has(findings, Field::Proxy, Code::Empty));
        host.name = u"n"_s;
        host.jumps = {u"n"_s};
        QVERIFY(has(checkHost(host, data), Field::Jumps, Code::JumpLoop));
        host.jumps = {u"no such"_s};
        QVERIFY(has(checkHost(host, data), Field::Jumps, Code::Unknown));
    }

    void thisSystemHasAnAnswer() {
        const int first = CheckContext::here().firstOpenPort;
        QVERIFY(first >= 0 && first <= 65536);
    }
};

QTEST_GUILESS_MAIN(TestForwardCheck)
#include "tst_forward_check.moc"
