#include "core/exchange/forward_spec.h"
#include "core/exchange/putty_import.h"

#include <QtCore/QStringEncoder>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

using Code = ImportRemark::Code;

constexpr auto kHead = "Windows Registry Editor Version 5.00\r\n\r\n";

QByteArray utf16(const QString &text) {
    QStringEncoder encoder(QStringEncoder::Utf16LE, QStringConverter::Flag::WriteBom);
    return encoder(text);
}

ImportSource ofFile(const QByteArray &content) {
    return puttySource({parsePuttySessionFile(u"my%20db"_s, content)});
}

QStringList specs(const ImportSource &source) {
    QStringList texts;
    for (const Forward &forward : source.data.forwards)
        texts += forwardFlag(forward.kind) + forwardSpec(forward);
    return texts;
}

bool has(const ImportSource &source, Code code) {
    const auto remarks = source.remarks.value(source.data.hosts.value(0).id.text());
    return std::any_of(remarks.begin(), remarks.end(),
                       [code](const ImportRemark &remark) { return remark.code == code; });
}

} // namespace

class TestPuttyImport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSessionFileIsRead() {
        const ImportSource source =
            ofFile("Protocol=ssh\nHostName=me@db.example\nPortNumber=2222\nCompression=1\n"
                   "PortForwardings=L8080=web:80,4R3022=localhost:22,D1080=,\n");
        QCOMPARE(source.data.hosts.size(), 1);
        const Host host = source.data.hosts[0];
        QCOMPARE(host.name, u"my db"_s);
        QCOMPARE(host.address, u"db.example"_s);
        QCOMPARE(host.user, u"me"_s);
        QCOMPARE(host.port, 2222);
        QVERIFY(host.compression);
        QCOMPARE(specs(source),
                 (QStringList{u"-L8080:web:80"_s, u"-R3022:localhost:22"_s, u"-D1080"_s}));
    }

    void aRegistryExportIsRead() {
        const QString text =
            QString::fromLatin1(kHead) +
            u"[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\SshHostKeys]\r\n"
            "\"HostName\"=\"wrong.example\"\r\n\r\n"
            "[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\db%20one]"
            "\r\n\"HostName\"=\"db.example\"\r\n\"PortNumber\"=dword:000008ae\r\n"
            "\"PublicKeyFile\"=\"C:\\\\Users\\\\me\\\\key.ppk\"\r\n"
            "\"PortForwardings\"=\"L127.0.0.1:5432=db:5432\"\r\n\r\n"
            "[-HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\gone]\r\n"
            "[HKEY_CURRENT_USER\\Software\\9bis.com\\KiTTY\\Sessions\\kitty]\r\n"
            "\"HostName\"=\"k.example\"\r\n\"Password\"=\"abc\"\r\n"_s;
        for (const QByteArray &content : {utf16(text), text.toUtf8()}) {
            const auto sessions = parsePuttyRegistry(content);
            QVERIFY(sessions);
            QCOMPARE(sessions->size(), 2);
            const ImportSource source = puttySource(*sessions);
            QCOMPARE(source.data.hosts.size(), 2);
            QCOMPARE(source.data.hosts[0].name, u"db one"_s);
            QCOMPARE(source.data.hosts[0].port, 2222);
            QVERIFY(source.data.hosts[0].identityFiles.isEmpty());
            QVERIFY(has(source, Code::PuttyKey));
            QCOMPARE(specs(source), QStringList{u"-L127.0.0.1:5432:db:5432"_s});
            QCOMPARE(source.remarks.value(source.data.hosts[1].id.text()).value(0).code,
                     Code::SecretLeft);
        }
        QVERIFY(!parsePuttyRegistry("HostName=x\n"));
        QVERIFY(!parsePuttyRegistry({}));
    }

    void portableKittyIsRead() {
        const ImportSource source = ofFile("HostName\\db.example\\\nPortNumber\\22\\\n"
                                           "PortForwardings\\L8080%3Dweb:80\\\n");
        QCOMPARE(source.data.hosts.value(0).address, u"db.example"_s);
        QCOMPARE(specs(source), QStringList{u"-L8080:web:80"_s});
    }

    void whatIsNoServerIsLeftOut_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QByteArray &content, Code code) {
            QTest::newRow(name) << content << static_cast<int>(code);
        };
        row("serial", "Protocol=serial\nSerialLine=/dev/ttyS0\n", Code::NotSsh);
        row("no host", "Protocol=ssh\nHostName=\n", Code::NoAddress);
        row("empty", "", Code::NoAddress);
        row("option", "HostName=-oProxyCommand=evil\n", Code::Unreadable);
        row("shell", "HostName=`reboot`\n", Code::Unreadable);
        row("user", "HostName=$(x)@db\n", Code::Unreadable);
    }
    void whatIsNoServerIsLeftOut() {
        QFETCH(QByteArray, content);
        QFETCH(int, code);
        const ImportSource source = ofFile(content);
        QVERIFY(source.data.hosts.isEmpty());
        QCOMPARE(source.skipped.size(), 1);
        QCOMPARE(static_cast<int>(source.skipped[0].reason.code), code);
    }

    void badForwardingsAreNamed() {
        const ImportSource source = ofFile("HostName=db\nPortForwardings=X1=a:1,L=a:1,L99999=a:1,"
                                           "L5=,4,,L80=[::1]:80,L1=a\\,b:2\n");
        QCOMPARE(specs(source), QStringList{u"-L80:[::1]:80"_s});
        QCOMPARE(source.skipped.size(), 6);
    }

    void openPortsAreSeen() {
        const ImportSource source =
            ofFile("HostName=db\nLocalPortAcceptAll=1\nPortForwardings=L8080=web:80,R1=a:1\n");
        QCOMPARE(source.data.forwards.value(0).listen.address, u"*"_s);
        QCOMPARE(source.data.forwards.value(1).listen.address, u"localhost"_s);
    }

    void weakKeysAreNamed() {
        QTemporaryDir folder;
        QFile key(folder.filePath(u"key.ppk"_s));
        QVERIFY(key.open(QIODevice::WriteOnly));
        key.write("PuTTY-User-Key-File-3: ecdsa-sha2-nistp521\nEncryption: none\n");
        key.close();
        const ImportSource source =
            ofFile("HostName=db\nPublicKeyFile=" + key.fileName().toUtf8() + '\n');
        QVERIFY(has(source, Code::WeakPuttyKey));
        QVERIFY(source.data.hosts.value(0).identityFiles.isEmpty());
    }

    void proxiesAreRead() {
        const ImportSource socks =
            ofFile("HostName=db\nProxyMethod=2\nProxyHost=p\nProxyPort=1080\nProxyPassword=x\n");
        QCOMPARE(socks.data.hosts.value(0).proxy.kind, Proxy::Kind::Socks5);
        QVERIFY(has(socks, Code::SecretLeft));
        QVERIFY(
            has(ofFile("HostName=db\nProxyMethod=5\nProxyTelnetCommand=evil\n"), Code::Ignored));
        const ImportSource jump =
            ofFile("HostName=db\nProxyMethod=6\nProxyHost=edge\nProxyPort=22\n");
        QCOMPARE(jump.data.hosts.value(0).jumps, QStringList{u"edge"_s});
    }

    void noiseDoesNoHarm() {
        QByteArray noise(4096, '\\');
        noise.prepend("Windows Registry Editor\n[HKEY_X\\Software\\SimonTatham\\PuTTY\\Sessions\\a]"
                      "\n\"PortForwardings\"=\"");
        QCOMPARE(parsePuttyRegistry(noise)->size(), 1);
        QVERIFY(ofFile(QByteArray(1000, '=')).data.hosts.isEmpty());
        QVERIFY(ofFile(QByteArray("HostName=a\nPortForwardings=") + QByteArray(1000, '\\'))
                    .data.forwards.isEmpty());
    }

    void aFolderIsRead() {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"edge"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("HostName=edge.example\n");
        file.close();
        QCOMPARE(readPuttyForImport(folder.path())->data.hosts.size(), 1);
        QVERIFY(!readPuttyForImport(folder.filePath(u"none"_s)));
        QVERIFY(!readPuttyForImport(file.fileName()));
    }
};

QTEST_GUILESS_MAIN(TestPuttyImport)
#include "tst_putty_import.moc"
