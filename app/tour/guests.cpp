#include "app/tour/guests.h"

#include "app/demo/pulse.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

namespace fairlead::demo {
namespace {

using namespace std::chrono_literals;

constexpr auto kRound = 1s;

// Two where there is a browser's work to do, one where there is a single visitor.
int guestsOf(ForwardKind kind) { return kind == ForwardKind::Remote ? 1 : 2; }

// One guest: listens to the page's stream and says a little itself, a third of what it hears.
class Guest final : public QTcpSocket {
public:
    Guest(const Door &door, unsigned seed, QObject *parent)
        : QTcpSocket(parent),
          m_door(door),
          m_seed(seed) {
        connect(this, &QTcpSocket::connected, this, [this] {
            write(requestHead("POST", "/pulse", m_door, 0));
            m_age.start();
            m_talk.start(kPulseTick);
        });
        connect(this, &QTcpSocket::readyRead, this, [this] { skip(bytesAvailable()); });
        connect(&m_talk, &QTimer::timeout, this, [this] { talk(); });
    }
    void come() { knock(*this, m_door); }

private:
    void talk() {
        constexpr qint64 kEnough = 64 * 1024;
        if (bytesToWrite() < kEnough)
            write(pulseBytes(pulseSize(std::chrono::milliseconds(m_age.elapsed()), m_seed) / 3));
    }

    Door m_door;
    unsigned m_seed;
    QTimer m_talk;
    QElapsedTimer m_age;
};

} // namespace

std::optional<Door> doorOf(const Forward &forward, const ForwardSnapshot &now) {
    const ForwardState state = now.status.state;
    const bool listens = state == ForwardState::Listening || state == ForwardState::Degraded;
    if (!listens || now.bound.isEmpty())
        return std::nullopt;
    Door door{forward.kind, now.bound.first(), pageBehind(forward)};
    // Remote: the server's word for where it listens, which is this machine.
    if (forward.kind == ForwardKind::Remote)
        door.bound.host = QStringLiteral("127.0.0.1");
    return door;
}

Guests::Guests(ProfileBook &book, TunnelService &tunnels, Timers &timers, const ProfileData &demo,
               QObject *parent)
    : QObject(parent),
      m_book(book),
      m_tunnels(tunnels),
      m_demo(demo),
      m_round(timers.every(kRound, [this] { lookRound(); })) {}

Guests::~Guests() {
    for (QObject *guest : findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly))
        guest->disconnect(this);
}

void Guests::lookRound() {
    for (const Forward &forward : m_demo.forwards) {
        if (!isStillOurs(forward))
            continue;
        const auto door = doorOf(forward, m_tunnels.snapshot(forward.id));
        if (door && m_present.value(forward.id) < guestsOf(forward.kind))
            invite(forward, *door);
    }
}

bool Guests::isStillOurs(const Forward &ours) const {
    const auto now = m_book.forward(ours.id);
    if (!now || now->kind != ours.kind || now->host != ours.host || now->target != ours.target)
        return false;
    const auto host = m_book.host(ours.host);
    return host && m_demo.hosts.contains(*host);
}

void Guests::invite(const Forward &forward, const Door &door) {
    const ForwardId id = forward.id;
    const int seat = m_present[id]++;
    const auto seed = static_cast<unsigned>(qHash(id, static_cast<size_t>(seat)) % 97);
    auto *guest = new Guest(door, seed, this);
    connect(guest, &QTcpSocket::stateChanged, this, [this, guest, id](auto state) {
        if (state != QAbstractSocket::UnconnectedState)
            return;
        guest->disconnect(this);
        --m_present[id];
        guest->deleteLater();
    });
    guest->come();
}

} // namespace fairlead::demo
