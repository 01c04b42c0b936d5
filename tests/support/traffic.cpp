#include "support/traffic.h"

#include "support/net.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QMap>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <vector>

namespace fairlead::test {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPiece = 256 * 1024;

quint64 mixed(quint64 x) { // splitmix64, Steele et al. 2014
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

// One Flow on its way.
class Runner {
public:
    explicit Runner(const Flow &flow) : m_flow(flow), m_pattern(flow.sendSeed) {
        setNonBlocking(flow.fd);
    }

    [[nodiscard]] bool isSending() const { return !m_sentEnd; }
    [[nodiscard]] bool isReceiving() const { return !m_ended; }
    [[nodiscard]] short events() const {
        return short((isSending() ? POLLOUT : 0) | (isReceiving() ? POLLIN : 0));
    }

    QString send() {
        while (m_sent < m_flow.sendSize) {
            if (m_pieceLeft == 0)
                nextPiece();
            const ssize_t step =
                ::send(m_flow.fd, m_piece.constData() + m_piece.size() - m_pieceLeft,
                       size_t(m_pieceLeft), MSG_NOSIGNAL);
            if (step < 0 && errno == EAGAIN)
                return {};
            if (step < 0)
                return u"sending failed after %1 bytes: %2"_s.arg(m_sent).arg(
                    QString::fromLocal8Bit(std::strerror(errno)));
            m_pieceLeft -= step;
            m_sent += step;
        }
        ::shutdown(m_flow.fd, SHUT_WR);
        m_sentEnd = true;
        return {};
    }

    QString receive() {
        static thread_local char buffer[kPiece];
        const ssize_t got = ::recv(m_flow.fd, buffer, sizeof buffer, 0);
        if (got < 0 && errno == EAGAIN)
            return {};
        if (got < 0)
            return u"receiving failed after %1 bytes: %2"_s.arg(m_received)
                .arg(QString::fromLocal8Bit(std::strerror(errno)));
        m_hash.addData(QByteArrayView(buffer, got));
        m_received += got;
        if (got > 0)
            return {};
        m_ended = true;
        return verdict();
    }

    [[nodiscard]] QString progress() const {
        return u"sent %1 of %2, received %3 of %4"_s.arg(m_sent)
            .arg(m_flow.sendSize)
            .arg(m_received)
            .arg(m_flow.expectSize);
    }

private:
    void nextPiece() {
        m_piece.resize(std::min<qsizetype>(kPiece, m_flow.sendSize - m_sent));
        m_pattern.fill(m_piece.data(), m_sent, m_piece.size());
        m_pieceLeft = m_piece.size();
    }

    [[nodiscard]] QString verdict() const {
        if (m_received != m_flow.expectSize)
            return u"the stream ended after %1 of %2 bytes"_s.arg(m_received)
                .arg(m_flow.expectSize);
        if (m_hash.result() != digestOf(m_flow.expectSeed, m_flow.expectSize))
            return u"SHA-256 differs over %1 bytes"_s.arg(m_received);
        return {};
    }

    Flow m_flow;
    Pattern m_pattern;
    QByteArray m_piece;
    qsizetype m_pieceLeft = 0;
    qint64 m_sent = 0;
    qint64 m_received = 0;
    bool m_sentEnd = false;
    bool m_ended = false;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace

void Pattern::fill(char *to, qint64 offset, qsizetype size) const {
    quint64 word = quint64(offset) / 8;
    for (; size >= 8; size -= 8, to += 8, ++word) {
        const quint64 value = mixed(m_seed ^ word);
        std::memcpy(to, &value, 8);
    }
    const quint64 value = mixed(m_seed ^ word);
    std::memcpy(to, &value, size_t(size));
}

QByteArray Pattern::bytes(qint64 offset, qsizetype size) const {
    QByteArray result(size, Qt::Uninitialized);
    fill(result.data(), offset, size);
    return result;
}

QByteArray digestOf(quint64 seed, qint64 size) {
    static QMap<std::pair<quint64, qint64>, QByteArray> known;
    QByteArray &digest = known[{seed, size}];
    if (!digest.isEmpty())
        return digest;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const Pattern pattern(seed);
    for (qint64 at = 0; at < size; at += kPiece)
        hash.addData(pattern.bytes(at, std::min<qsizetype>(kPiece, size - at)));
    return digest = hash.result();
}

QString runFlows(const QList<Flow> &flows, Millis time) {
    const QDeadlineTimer end = deadline(time);
    std::vector<std::unique_ptr<Runner>> runners;
    std::vector<pollfd> polled;
    for (const Flow &flow : flows) {
        (void)digestOf(flow.expectSeed, flow.expectSize); // outside the hot part
        runners.push_back(std::make_unique<Runner>(flow));
        polled.push_back({flow.fd, 0, 0});
    }
    for (;;) {
        bool busy = false;
        for (size_t i = 0; i < runners.size(); ++i) {
            polled[i].events = runners[i]->events();
            polled[i].fd = polled[i].events ? flows[qsizetype(i)].fd : -1;
            busy = busy || polled[i].events;
        }
        if (!busy)
            return {};
        if (::poll(polled.data(), polled.size(), int(end.remainingTime())) <= 0) {
            QString where;
            for (size_t i = 0; i < runners.size(); ++i)
                if (runners[i]->events())
                    where += u"\n  flow %1: %2"_s.arg(i).arg(runners[i]->progress());
            return u"nothing moves any more"_s + where;
        }
        for (size_t i = 0; i < runners.size(); ++i) {
            QString wrong;
            if (polled[i].revents & POLLOUT && runners[i]->isSending())
                wrong = runners[i]->send();
            if (wrong.isEmpty() && polled[i].revents & (POLLIN | POLLHUP | POLLERR) &&
                runners[i]->isReceiving())
                wrong = runners[i]->receive();
            if (!wrong.isEmpty())
                return u"flow %1: %2 (%3)"_s.arg(i).arg(wrong, runners[i]->progress());
        }
    }
}

QString exchange(int near, int far, qint64 size, Millis time) {
    return runFlows({{near, 11, 22, size, size}, {far, 22, 11, size, size}}, time);
}

QString greet(int near, int far) {
    if (!sendAll(near, "ping") || receive(far, 4) != "ping")
        return u"nothing arrives at the target"_s;
    if (!sendAll(far, "pong") || receive(near, 4) != "pong")
        return u"nothing comes back"_s;
    return {};
}

} // namespace fairlead::test
