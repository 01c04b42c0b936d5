#include "support/login_server.h"

#include "support/sshd_fixture.h"

#include <QtCore/QFileInfo>

namespace fairlead::test {

using namespace Qt::StringLiterals;

LoginServer::LoginServer(Sandbox &sandbox, const QStringList &steps)
    : m_hostKey(sandbox.makeKey(QFileInfo(sandbox.freshPath(u"authd-host"_s)).fileName())),
      m_process(sandbox,
                {qEnvironmentVariable("FAIRLEAD_TEST_AUTHD"), QStringList{m_hostKey} + steps}) {
    if (!m_process.waitForText(u"^listening \\d+$"_s))
        qFatal("the login server does not start: %s", m_process.output().constData());
    m_port = m_process.out().mid(10).trimmed().toUShort();
    m_knownHosts =
        sandbox.write(sandbox.freshPath(u"authd-known"_s), knownHostsLine(m_port, m_hostKey));
}

QStringList LoginServer::login() const {
    return {u"-F"_s, u"none"_s,
            u"-p"_s, QString::number(m_port),
            u"-l"_s, u"somebody"_s,
            u"-o"_s, u"IdentityAgent=none"_s,
            u"-o"_s, u"UserKnownHostsFile="_s + m_knownHosts,
            u"-o"_s, u"GlobalKnownHostsFile=/dev/null"_s,
            u"-o"_s, u"StrictHostKeyChecking=yes"_s};
}

} // namespace fairlead::test
