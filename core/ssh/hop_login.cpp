#include "core/ssh/hop_login.h"

#include "core/base/log.h"
#include "core/ssh/token_expansion.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace fairlead {

QString HopLogin::addressText() const { return toText(Endpoint{host.address, host.port}); }

Question HopLogin::question(Question::Kind kind) const {
    Question question;
    question.kind = kind;
    question.host = hostId;
    question.hostName = name();
    question.user = loginName(host);
    question.address = addressText();
    question.resolved = peerAddress;
    question.hop = hop;
    question.hopCount = hopCount;
    return question;
}

Result<Answer> HopLogin::ask(Question question) const {
    if (host.batchMode)
        return fail(Errc::QuestionUnanswered, question.hostName + u": BatchMode is on"_s);
    auto answer = asker.ask(std::move(question), [this] { return isConnected(); });
    if (answer && answer->decision == Answer::Decision::Cancel)
        return fail(Errc::AuthCancelled, name());
    return answer;
}

void HopLogin::keepNonBlocking() const { ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK); }

bool HopLogin::isConnected() const {
    if (ssh_get_fd(session) != fd) // libssh has closed it
        return false;
    char byte = 0;
    const ssize_t got = ::recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

Result<void> giveWay(ssh_session session, const HopLogin &login, Waiter::TimePoint until) {
    if ((ssh_get_status(session) & (SSH_CLOSED | SSH_CLOSED_ERROR)) != 0) {
        // A call that waits goes on saying "again" for ever on a session that is gone.
        const QString reason = printable(QString::fromUtf8(ssh_get_error(session)));
        return fail(Errc::ConnectionLost, reason.isEmpty() ? login.addressText() : reason);
    }
    login.keepNonBlocking();
    const bool writes = (ssh_get_status(session) & SSH_WRITE_PENDING) != 0;
    pollfd fd{login.fd, static_cast<short>(POLLIN | (writes ? POLLOUT : 0)), 0};
    switch (login.waiter.wait({&fd, 1}, until)) {
    case Waiter::Woke::Ready:
        return {};
    case Waiter::Woke::TimedOut:
        return fail(Errc::ConnectTimeout, login.addressText());
    case Waiter::Woke::Cancelled:
        break;
    }
    return fail(Errc::Cancelled);
}

} // namespace fairlead
