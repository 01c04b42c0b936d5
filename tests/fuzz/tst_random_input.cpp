// The fuzzers' checks on a bounded amount of input that is the same in every run.
#include "tests/fuzz/targets.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace fairlead;

namespace {

using Check = void (*)(QByteArrayView);

// Random bytes find only the first branches; changed copies of good input go further.
QByteArray mutated(const QList<QByteArray> &samples, QRandomGenerator &random) {
    const auto below = [&random](qsizetype bound) {
        return static_cast<qsizetype>(random.bounded(static_cast<int>(bound)));
    };
    QByteArray input = samples.at(below(samples.size()));
    for (qsizetype changes = below(6); changes >= 0; --changes) {
        const qsizetype at = below(input.size() + 1);
        const auto byte = static_cast<char>(below(256));
        switch (below(5)) {
        case 0:
            input.insert(at, byte);
            break;
        case 1:
            input.remove(at, below(8));
            break;
        case 2:
            if (at < input.size())
                input[at] = byte;
            break;
        case 3:
            input.truncate(at);
            break;
        default:
            input.insert(at, samples.at(below(samples.size())).left(below(40)));
        }
    }
    return input;
}

QByteArray randomBytes(QRandomGenerator &random) {
    QByteArray bytes(random.bounded(64), '\0');
    for (char &byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return bytes;
}

void run(Check check, const QList<QByteArray> &samples) {
    QRandomGenerator random(20240229);
    for (const QByteArray &sample : samples)
        check(sample);
    for (int i = 0; i < 200; ++i) {
        check(randomBytes(random));
        for (int j = 0; j < 5; ++j)
            check(mutated(samples, random));
    }
}

} // namespace

class TestRandomInput : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void proxyRequests() {
        run(checkProxyRequest,
            {QByteArray("\4\1\x1f\x90\x0a\1\2\3me\0tail", 15),
             QByteArray("\4\1\0\x50\0\0\0\1me\0db.example\0", 22),
             QByteArray("\5\1\0\5\1\0\1\x7f\0\0\1\0\x50", 13),
             QByteArray("\5\2\0\2\5\1\0\3\7db.test\1\xbb", 18),
             QByteArray("\5\1\0\5\1\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\x50", 25),
             "CONNECT db:5432 HTTP/1.1\r\nHost: db\r\n\r\nhello",
             "GET http://[::1]:80/a?b HTTP/1.1\r\nConnection: X\r\nX: 1\r\nProxy-A: b\r\n\r\n",
             "POST http://w HTTP/1.0\nContent-Length: 3\n\nabc", QByteArray(9000, 'A'),
             "GET http://w/" + QByteArray(8300, 'a') + " HTTP/1.1\r\n"});
    }
    void knownHosts() {
        const QByteArray key =
            (QByteArray("\0\0\0\13ssh-ed25519\0\0\0\40", 19) + QByteArray(32, 3)).toBase64();
        run(checkKnownHosts,
            {"db,[db]:22,!x,*.lan ssh-ed25519 " + key + " note\r\n",
             "|1|AAAAAAAAAAAAAAAAAAAAAAAAAAA=|AAAAAAAAAAAAAAAAAAAAAAAAAAA= "
             "ssh-ed25519 " +
                 key,
             "@revoked * ssh-ed25519 " + key + '\n', "@cert-authority d? ssh-ed25519 " + key,
             "# a comment\n\n", "db 1024 37 1234567890\n", "* ssh-foo AAAAB3NzaC1mb28="});
    }
};

QTEST_APPLESS_MAIN(TestRandomInput)
#include "tst_random_input.moc"
