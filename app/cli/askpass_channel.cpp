#include "app/cli/askpass_channel.h"

#include "app/cli/line_reader.h"

#include <QtCore/QProcess>
#include <array>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead {

AskpassChannel::AskpassChannel(QString program, QObject *parent)
    : PromptChannel(parent),
      m_program(std::move(program)) {}

AskpassChannel::~AskpassChannel() { AskpassChannel::stop(); }

void AskpassChannel::ask(const QString &preamble, const QString &prompt, bool) {
    stop();
    std::array<int, 2> ends{-1, -1};
    if (::pipe(ends.data()) != 0) {
        QMetaObject::invokeMethod(this, &PromptChannel::cancelled, Qt::QueuedConnection);
        return;
    }
    m_read.reset(ends[0]);
    UniqueFd write(ends[1]);
    for (const int fd : ends)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(m_read.get(), F_SETFL, O_NONBLOCK);
    m_ended = false;
    m_line = Secret();
    m_reader = std::make_unique<LineReader>(m_read.get());
    connect(m_reader.get(), &LineReader::lineRead, this, [this](const Secret &line) {
        if (m_line.isEmpty())
            m_line = line;
    });
    connect(m_reader.get(), &LineReader::ended, this, [this] {
        m_ended = true;
        conclude();
    });
    m_process = std::make_unique<QProcess>();
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process->setChildProcessModifier([fd = write.get()] { ::dup2(fd, STDOUT_FILENO); });
    connect(m_process.get(), &QProcess::finished, this, &AskpassChannel::conclude);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            done(false);
    });
    m_process->start(m_program, {preamble + prompt});
}

// Both the process and its output must have ended, in whatever order.
void AskpassChannel::conclude() {
    if (m_process && m_ended && m_process->state() == QProcess::NotRunning)
        done(m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() == 0);
}

void AskpassChannel::done(bool good) {
    const Secret line = std::exchange(m_line, {});
    stop();
    if (good)
        Q_EMIT answered(line);
    else
        Q_EMIT cancelled();
}

void AskpassChannel::stop() {
    if (m_reader) {
        m_reader->stop();
        m_reader->disconnect(this);
        m_reader.release()->deleteLater();
    }
    m_read.reset();
    if (!m_process)
        return;
    m_process->disconnect(this);
    auto *process = m_process.release();
    if (process->state() != QProcess::NotRunning) {
        // It ends by itself once killed; the object waits for that without holding us up.
        connect(process, &QProcess::finished, process, &QObject::deleteLater);
        process->kill();
    } else {
        process->deleteLater();
    }
}

} // namespace fairlead
