#include "app/cli/terminal_channel.h"

#include "app/cli/line_reader.h"
#include "app/cli/signal_watch.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead {

std::unique_ptr<TerminalChannel> TerminalChannel::open() {
    UniqueFd tty(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
    if (!tty.isOpen() || ::tcgetpgrp(tty.get()) != ::getpgrp())
        return nullptr;
    return std::unique_ptr<TerminalChannel>(new TerminalChannel(std::move(tty)));
}

TerminalChannel::TerminalChannel(UniqueFd tty) : m_tty(std::move(tty)) {}

TerminalChannel::~TerminalChannel() { setEcho(true); }

void TerminalChannel::ask(const QString &preamble, const QString &prompt, bool echo) {
    m_prompt = prompt;
    m_echo = echo;
    setEcho(echo);
    show(preamble + prompt);
    m_reader = std::make_unique<LineReader>(m_tty.get());
    connect(m_reader.get(), &LineReader::lineRead, this, [this](const Secret &line) {
        finish();
        Q_EMIT answered(line);
    });
    connect(m_reader.get(), &LineReader::ended, this, [this] {
        finish();
        show(u"\n"_s);
        Q_EMIT cancelled();
    });
    m_suspension = std::make_unique<SignalWatch>(std::initializer_list<int>{SIGTSTP});
    connect(m_suspension.get(), &SignalWatch::received, this, &TerminalChannel::suspend);
}

void TerminalChannel::stop() {
    if (!m_reader)
        return;
    finish();
    show(u"\n"_s);
}

// The shell gets the terminal as it was; on return the question is put again.
void TerminalChannel::suspend() {
    setEcho(true);
    ::raise(SIGSTOP);
    setEcho(m_echo);
    show(u"\n"_s + m_prompt);
}

void TerminalChannel::finish() {
    // Both may be on the call stack: they emitted the signal that brought us here.
    if (m_reader) {
        m_reader->stop();
        m_reader->disconnect(this);
        m_reader.release()->deleteLater();
    }
    if (m_suspension)
        m_suspension.release()->deleteLater();
    const bool typedUnseen = m_saved.has_value();
    setEcho(true);
    if (typedUnseen)
        show(u"\n"_s); // the newline that was typed was not echoed either
}

void TerminalChannel::show(const QString &text) {
    const QByteArray bytes = text.toLocal8Bit();
    for (qsizetype done = 0; done < bytes.size();) {
        const auto count = ::write(m_tty.get(), bytes.constData() + done,
                                   static_cast<size_t>(bytes.size() - done));
        if (count <= 0)
            return; // a terminal that takes nothing: better unread words than a halt
        done += count;
    }
}

void TerminalChannel::setEcho(bool on) {
    if (on == !m_saved)
        return;
    if (on) {
        ::tcsetattr(m_tty.get(), TCSADRAIN, &*m_saved);
        m_saved.reset();
        return;
    }
    termios mode{};
    if (::tcgetattr(m_tty.get(), &mode) != 0)
        return;
    m_saved = mode;
    mode.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
    ::tcsetattr(m_tty.get(), TCSAFLUSH, &mode);
}

} // namespace fairlead
