// The hard one: nine local and nine remote forwards in one chain, after OpenSSH's own
// forwarding.sh.
#include "support/net.h"
#include "support/sshd_fixture.h"
#include "support/traffic.h"
#include "support/tunnel.h"
#include "support/verify.h"

using namespace fairlead::test;
using namespace Qt::StringLiterals;

class TestRing : public QObject {
    Q_OBJECT
    Sandbox m_box;

    // local[0] -> remote[0] -> local[1] -> … -> remote[8] -> target
    std::unique_ptr<Tunnel> startRing(const Sshd &sshd, const QList<quint16> &ports,
                                      quint16 target) {
        auto tunnel = std::make_unique<Tunnel>(m_box, sshd.login());
        tunnel->option(u"ExitOnForwardFailure=yes"_s);
        for (qsizetype i = 0; i < ports.size(); ++i) {
            const QString listen = u"127.0.0.1:%1"_s.arg(ports[i]);
            const QString next = u"127.0.0.1:%1"_s.arg(ports.value(i + 1, target));
            if (i % 2 == 0)
                tunnel->local(next, listen);
            else
                tunnel->remote(next, listen);
        }
        (void)tunnel->start();
        return tunnel;
    }

private Q_SLOTS:
    void carriesEveryByte() {
        SKIP_IF(Sshd::missing());
        const Sshd sshd(m_box);
        const Listener target = Listener::tcp();
        std::unique_ptr<Tunnel> tunnel;
        QList<quint16> ports;
        // Somebody else may take a chosen port in between; then other ports are chosen.
        for (int attempt = 0; attempt < 3; ++attempt) {
            const quint16 first = freePort(18);
            ports.clear();
            for (quint16 i = 0; i < 18; ++i)
                ports << quint16(first + i);
            tunnel = startRing(sshd, ports, target.port());
            if (tunnel->process().isRunning())
                break;
        }
        VERIFY_SAID(tunnel->process().isRunning(), *tunnel);
        const Pair pair = connectThrough(ports.first(), target);
        VERIFY_SAID(pair.isOpen(), *tunnel);
        VERIFY_FINE(exchange(pair.near.get(), pair.far.get(), 8 * 1024 * 1024, 120s));
    }
};

QTEST_APPLESS_MAIN(TestRing)
#include "tst_ring.moc"
