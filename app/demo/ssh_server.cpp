#include "app/demo/ssh_server.h"

#include "app/demo/keys.h"
#include "app/demo/ssh_visit.h"

#include <fcntl.h>
#include <unistd.h>

namespace fairlead::demo {
namespace {

constexpr int kMostVisits = 64;

} // namespace

SshServer::SshServer(SshKey hostKey, const SshKey &clientKey, QObject *parent)
    : QTcpServer(parent),
      m_bind(ssh_bind_new()),
      m_publicKey(demo::publicText(hostKey)),
      m_fingerprint(fingerprint(hostKey)),
      m_clientKey(clientKey) {
    const bool off = false;
    ssh_bind_options_set(m_bind.get(), SSH_BIND_OPTIONS_PROCESS_CONFIG, &off);
    ssh_bind_options_set(m_bind.get(), SSH_BIND_OPTIONS_IMPORT_KEY, hostKey.release());
    listen(QHostAddress::LocalHost);
}

SshServer::~SshServer() {
    close();
    qDeleteAll(findChildren<SshVisit *>(Qt::FindDirectChildrenOnly)); // they use the bind
}

void SshServer::incomingConnection(qintptr socket) {
    const int fd = static_cast<int>(socket);
    if (m_visits >= kMostVisits) {
        ::close(fd);
        return;
    }
    ++m_visits;
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    auto *visit = new SshVisit({m_bind.get(), m_clientKey.get(), m_targets}, fd, this);
    connect(visit, &SshVisit::ended, this, [this, visit] {
        --m_visits;
        visit->deleteLater();
    });
    visit->begin();
}

} // namespace fairlead::demo
