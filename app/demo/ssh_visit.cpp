#include "app/demo/ssh_visit.h"

#include "app/demo/names.h"

#include <QtCore/QTimer>
#include <algorithm>
#include <chrono>
#include <cstring>
#include <unistd.h>

namespace fairlead::demo {
namespace {

using namespace std::chrono_literals;

constexpr auto kLoginTime = 30s;
constexpr int kMostRefused = 6;
constexpr size_t kMostStreams = 256;
constexpr size_t kMostListeners = 16;

// libssh would rather be called back for these; its callbacks answer where they stand, which
// leaves no place for a queue of one's own.
ssh_key keyOf(ssh_message message) {
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    return ssh_message_auth_pubkey(message);
    QT_WARNING_POP
}

ssh_publickey_state_e signatureOf(ssh_message message) {
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    return ssh_message_auth_publickey_state(message);
    QT_WARNING_POP
}

} // namespace

SshVisit::SshVisit(const Rules &rules, int socket, QObject *parent)
    : QObject(parent),
      m_rules(rules),
      m_session(ssh_new()),
      m_readable(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read)),
      m_writable(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Write)) {
    m_writable->setEnabled(false);
    ssh_set_blocking(m_session, 0);
    m_over = ssh_bind_accept_fd(m_rules.keys, m_session, socket) != SSH_OK;
    ssh_set_auth_methods(m_session, SSH_AUTH_METHOD_PUBLICKEY);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &SshVisit::work);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &SshVisit::work);
    QTimer::singleShot(kLoginTime, this, [this] {
        if (!m_loggedIn) {
            m_over = true;
            work();
        }
    });
}

SshVisit::~SshVisit() {
    m_readable.reset(); // before libssh closes the descriptor
    m_writable.reset();
    m_bridges.clear();
    m_listeners.clear();
    ssh_disconnect(m_session);
    ssh_free(m_session);
}

void SshVisit::begin() { work(); }

void SshVisit::work() {
    m_workPlanned = false;
    if (!m_over && shakeHands()) {
        takeMessages();
        carry();
    }
    if (m_over || isGone()) {
        m_readable->setEnabled(false);
        m_writable->setEnabled(false);
        Q_EMIT ended();
        return;
    }
    watchWriting();
}

// True once it is done.
bool SshVisit::shakeHands() {
    if (m_encrypted)
        return true;
    const int state = ssh_handle_key_exchange(m_session);
    m_encrypted = state == SSH_OK;
    m_over = state == SSH_ERROR;
    return m_encrypted;
}

// Reads what is there and writes what waits, too: in non-blocking mode this is libssh's pump.
void SshVisit::takeMessages() {
    while (ssh_message message = ssh_message_get(m_session)) {
        serve(message);
        ssh_message_free(message);
    }
}

void SshVisit::serve(ssh_message message) {
    const int type = ssh_message_type(message);
    const int subtype = ssh_message_subtype(message);
    if (type == SSH_REQUEST_SERVICE)
        ssh_message_service_reply_success(message);
    else if (type == SSH_REQUEST_AUTH && !m_loggedIn)
        logIn(message);
    else if (!m_loggedIn)
        ssh_message_reply_default(message);
    else if (type == SSH_REQUEST_CHANNEL_OPEN && subtype == SSH_CHANNEL_DIRECT_TCPIP)
        openStream(message);
    else if (type == SSH_REQUEST_GLOBAL && subtype == SSH_GLOBAL_REQUEST_TCPIP_FORWARD)
        listenFor(message);
    else if (type == SSH_REQUEST_GLOBAL && subtype == SSH_GLOBAL_REQUEST_CANCEL_TCPIP_FORWARD)
        stopListening(message);
    else
        ssh_message_reply_default(message); // a keep-alive is content with any answer
}

void SshVisit::logIn(ssh_message message) {
    ssh_message_auth_set_methods(message, SSH_AUTH_METHOD_PUBLICKEY);
    const char *user = ssh_message_auth_user(message);
    const bool asks = ssh_message_subtype(message) == SSH_AUTH_METHOD_PUBLICKEY;
    const ssh_key key = asks ? keyOf(message) : nullptr;
    const bool known = key != nullptr && user != nullptr && std::strcmp(user, kUser) == 0 &&
                       ssh_key_cmp(key, m_rules.clientKey, SSH_KEY_CMP_PUBLIC) == 0;
    if (known && signatureOf(message) == SSH_PUBLICKEY_STATE_NONE) {
        ssh_message_auth_reply_pk_ok_simple(message);
    } else if (known && signatureOf(message) == SSH_PUBLICKEY_STATE_VALID) {
        ssh_message_auth_reply_success(message, 0);
        m_loggedIn = true;
    } else {
        ssh_message_reply_default(message);
        m_over = ++m_refused > kMostRefused;
    }
}

void SshVisit::openStream(ssh_message message) {
    const char *host = ssh_message_channel_request_open_destination(message);
    const int port = ssh_message_channel_request_open_destination_port(message);
    const auto target =
        host == nullptr ? std::nullopt : m_rules.targets.find(QString::fromUtf8(host), port);
    if (!target || m_bridges.size() >= kMostStreams) {
        ssh_message_reply_default(message); // "administratively prohibited"
        return;
    }
    ssh_channel channel = ssh_message_channel_request_open_reply_accept(message);
    if (channel == nullptr)
        return;
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(QHostAddress(QHostAddress::LocalHost), *target);
    keep(std::make_unique<ChannelBridge>(channel, std::move(socket)));
}

void SshVisit::keep(std::unique_ptr<ChannelBridge> bridge) {
    connect(bridge.get(), &ChannelBridge::socketMoved, this, &SshVisit::workSoon);
    m_bridges.push_back(std::move(bridge));
    workSoon();
}

void SshVisit::listenFor(ssh_message message) {
    const QByteArray address = ssh_message_global_request_address(message);
    const int port = ssh_message_global_request_port(message);
    if (m_listeners.size() < kMostListeners && mayListenFor(QString::fromUtf8(address), port)) {
        auto listener =
            std::make_unique<RemoteListener>(m_session, address, static_cast<quint16>(port));
        if (listener->port() != 0) {
            ssh_message_global_request_reply_success(message, listener->port());
            connect(listener.get(), &RemoteListener::clientCame, this, &SshVisit::workSoon);
            m_listeners.push_back(std::move(listener));
            return;
        }
    }
    ssh_message_reply_default(message);
}

void SshVisit::stopListening(ssh_message message) {
    const QByteArray address = ssh_message_global_request_address(message);
    const int port = ssh_message_global_request_port(message);
    const auto gone = std::erase_if(m_listeners, [&](const auto &listener) {
        return listener->address() == address && listener->port() == port;
    });
    if (gone > 0)
        ssh_message_global_request_reply_success(message, 0);
    else
        ssh_message_reply_default(message);
}

void SshVisit::carry() {
    for (const auto &listener : m_listeners)
        for (auto &bridge : listener->openWaiting())
            keep(std::move(bridge));
    for (const auto &bridge : m_bridges)
        bridge->move();
    std::erase_if(m_bridges, [](const auto &bridge) { return bridge->isOver(); });
}

// Once for everything that happens until the event loop comes round.
void SshVisit::workSoon() {
    if (!std::exchange(m_workPlanned, true))
        QMetaObject::invokeMethod(this, &SshVisit::work, Qt::QueuedConnection);
}

void SshVisit::watchWriting() {
    m_writable->setEnabled((ssh_get_poll_flags(m_session) & SSH_WRITE_PENDING) != 0);
}

bool SshVisit::isGone() const {
    return (ssh_get_status(m_session) & (SSH_CLOSED | SSH_CLOSED_ERROR)) != 0;
}

} // namespace fairlead::demo
