#include "core/exchange/forward_spec.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

// "tcp localhost 8080" / "tcp localhost 8000-8010" / "unix /a"
QString described(const Listen &listen) {
    if (listen.kind == Listen::Kind::Unix)
        return u"unix "_s + listen.path;
    QString text = u"tcp "_s + listen.address + u' ' + QString::number(listen.port);
    if (listen.lastPort != 0)
        text += u'-' + QString::number(listen.lastPort);
    return text;
}

QString described(const Target &target) {
    switch (target.kind) {
    case Target::Kind::Tcp:
        return u"tcp "_s + target.host + u' ' + QString::number(target.port);
    case Target::Kind::Unix:
        return u"unix "_s + target.path;
    case Target::Kind::Socks:
        return u"socks"_s;
    }
    return {};
}

ForwardKind kindOf(const QString &flag) {
    if (flag == u"-L"_s)
        return ForwardKind::Local;
    return flag == u"-R"_s ? ForwardKind::Remote : ForwardKind::Dynamic;
}

} // namespace

class TestForwardSpec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data() {
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("listen");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("written"); // empty: as read
        const auto row = [](const char *flag, const char *spec, const char *listen,
                            const char *target, const char *written = "") {
            QTest::addRow("%s %s", flag, spec)
                << QString::fromLatin1(flag) << QString::fromLatin1(spec)
                << QString::fromLatin1(listen) << QString::fromLatin1(target)
                << QString::fromLatin1(*written ? written : spec);
        };
        row("-L", "8080:db:5432", "tcp localhost 8080", "tcp db 5432");
        row("-L", "localhost:8080:db:5432", "tcp localhost 8080", "tcp db 5432", "8080:db:5432");
        row("-L", "127.0.0.1:8080:db:5432", "tcp 127.0.0.1 8080", "tcp db 5432");
        row("-L", "*:8080:db:5432", "tcp * 8080", "tcp db 5432");
        row("-L", ":8080:db:5432", "tcp * 8080", "tcp db 5432", "*:8080:db:5432");
        row("-L", "[::1]:8080:[2001:db8::1]:80", "tcp ::1 8080", "tcp 2001:db8::1 80");
        row("-L", "[fe80::1%eth0]:8080:db:80", "tcp fe80::1%eth0 8080", "tcp db 80");
        row("-L", "0:db:5432", "tcp localhost 0", "tcp db 5432");
        row("-L", "8080:/run/db.sock", "tcp localhost 8080", "unix /run/db.sock");
        row("-L", "*:8080:/run/db.sock", "tcp * 8080", "unix /run/db.sock");
        row("-L", "/run/a.sock:db:5432", "unix /run/a.sock", "tcp db 5432");
        row("-L", "/a.sock:/b.sock", "unix /a.sock", "unix /b.sock");
        row("-L", "/a\\:b:db:1", "unix /a:b", "tcp db 1");
        row("-L", "[/a:b]:db:1", "unix /a:b", "tcp db 1", "/a\\:b:db:1");
        row("-L", "8000-8010:db:9000-9010", "tcp localhost 8000-8010", "tcp db 9000");
        row("-L", "*:8000-8010:db:9000-9010", "tcp * 8000-8010", "tcp db 9000");
        row("-L", "8000-8000:db:9000", "tcp localhost 8000", "tcp db 9000", "8000:db:9000");
        row("-L", "8000-8001:/s.sock", "tcp localhost 8000-8001", "unix /s.sock");
        row("-L", "65535:db-1.example.com:65535", "tcp localhost 65535",
            "tcp db-1.example.com 65535");
        row("-R", "8080:db:5432", "tcp localhost 8080", "tcp db 5432");
        row("-R", "0:localhost:22", "tcp localhost 0", "tcp localhost 22");
        row("-R", "1080", "tcp localhost 1080", "socks");
        row("-R", "0", "tcp localhost 0", "socks");
        row("-R", ":1080", "tcp * 1080", "socks", "*:1080");
        row("-R", "[::1]:1080", "tcp ::1 1080", "socks");
        row("-R", "/run/socks.sock", "unix /run/socks.sock", "socks");
        row("-R", "8080:/run/web.sock", "tcp localhost 8080", "unix /run/web.sock");
        row("-R", "/srv.sock:/here.sock", "unix /srv.sock", "unix /here.sock");
        row("-R", "/srv.sock:localhost:80", "unix /srv.sock", "tcp localhost 80");
        row("-D", "1080", "tcp localhost 1080", "socks");
        row("-D", "0", "tcp localhost 0", "socks");
        row("-D", "*:1080", "tcp * 1080", "socks");
        row("-D", "[::]:1080", "tcp :: 1080", "socks");
        row("-D", "1080-1082", "tcp localhost 1080-1082", "socks");
    }
    void reads() {
        QFETCH(QString, flag);
        QFETCH(QString, spec);
        const auto forward = parseForwardSpec(kindOf(flag), spec);
        QVERIFY2(forward, forward ? "" : qPrintable(forward.error().detail));
        QTEST(described(forward->listen), "listen");
        QTEST(described(forward->target), "target");
        QTEST(forwardSpec(*forward), "written");
        QCOMPARE(parseForwardSpec(kindOf(flag), forwardSpec(*forward)), forward);
    }

    void refuses_data() {
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("reason"); // part of the detail
        const auto row = [](const char *flag, const char *spec, const char *reason) {
            QTest::addRow("%s %s", flag, spec)
                << QString::fromLatin1(flag) << QString::fromLatin1(spec)
                << QString::fromLatin1(reason);
        };
        row("-L", "8080", "target is missing");
        row("-L", "", "listen port ''");
        row("-L", ":", "listen port ''");
        row("-L", "8080:db", "not host:port");
        row("-L", "8080:db:", "target port ''");
        row("-L", "70000:db:5432", "listen port '70000' is not 0 to 65535");
        row("-L", "8080:db:70000", "target port '70000' is not 1 to 65535");
        row("-L", "8080:db:0", "target port '0'");
        row("-L", "-1:db:80", "listen port '-1'");
        row("-L", "+80:db:80", "listen port '+80'");
        row("-L", " 80:db:80", "listen port ' 80'");
        row("-L", "8080::80", "target host ''");
        row("-L", "8080:-oProxy:80", "target host '-oProxy'");
        row("-L", "8080:a b:80", "target host 'a b'");
        row("-L", "$(x):8080:db:80", "bind address '$(x)'");
        row("-L", "::1:8080:db:80", "more than four parts");
        row("-L", "[::1:8080:db:80", "'[' without ']'");
        row("-L", "[::1]8080:db:80", "':' expected after ']'");
        row("-L", "8080:db:80\\", "nothing after");
        row("-L", "/a.sock", "target is missing");
        row("-L", "/a.sock:db", "not host:port");
        row("-L", "8010-8000:db:9000-9010", "upwards");
        row("-L", "8000-8010:db:9000", "11 and 1 ports");
        row("-L", "8000-8010:db:9000-9011", "11 and 12 ports");
        row("-L", "0-10:db:9000-9010", "listen port '0-10'");
        row("-L", "80-:db:80", "listen port '80-'");
        row("-L", "8000-70000:db:1", "listen port '8000-70000'");
        row("-R", ":", "listen port ''");
        row("-R", "", "listen port ''");
        row("-R", "70000", "listen port '70000'");
        row("-R", "8080:", "listen port ''");
        row("-R", "8080:db:http", "target port 'http'");
        row("-D", "1080:db:80", "no target");
        row("-D", "/run/socks.sock", "not on a socket");
        row("-D", "x", "listen port 'x'");
    }
    void refuses() {
        QFETCH(QString, flag);
        QFETCH(QString, spec);
        QFETCH(QString, reason);
        const auto forward = parseForwardSpec(kindOf(flag), spec);
        QVERIFY(!forward);
        QCOMPARE(forward.error().code, Errc::BadForwardSpec);
        const QString detail = forward.error().detail;
        QVERIFY2(detail.startsWith(flag + u' ' + spec + u": "_s), qPrintable(detail));
        QVERIFY2(detail.contains(reason), qPrintable(detail));
    }

    void takesTheDefaultBindOnlyWhereNoneIsGiven() {
        const auto open = parseForwardSpec(ForwardKind::Local, u"80:db:80", u"*"_s);
        QCOMPARE(open->listen.address, u"*"_s);
        const auto own = parseForwardSpec(ForwardKind::Local, u"localhost:80:db:80", u"*"_s);
        QCOMPARE(own->listen.address, u"localhost"_s);
    }

    void spreadsRangesForSsh() {
        const auto range = parseForwardSpec(ForwardKind::Local, u"8000-8002:db:9000-9002");
        QCOMPARE(sshForwardSpecs(*range),
                 (QStringList{u"8000:db:9000"_s, u"8001:db:9001"_s, u"8002:db:9002"_s}));
        const auto last = parseForwardSpec(ForwardKind::Dynamic, u"65534-65535");
        QCOMPARE(sshForwardSpecs(*last), (QStringList{u"65534"_s, u"65535"_s}));
    }

    void controlCharactersInPathsAreRefused() {
        QVERIFY(!parseForwardSpec(ForwardKind::Local, u"80:/a\nb"_s));
        QVERIFY(!parseForwardSpec(ForwardKind::Local, QStringView(u"80:/a\0b", 7)));
    }
};

QTEST_GUILESS_MAIN(TestForwardSpec)
#include "tst_forward_spec.moc"
