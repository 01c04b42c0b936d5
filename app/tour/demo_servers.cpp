#include "app/tour/demo_servers.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QDir>
#include <QtCore/QStandardPaths>

using namespace Qt::StringLiterals;

namespace fairlead::demo {
namespace {

constexpr int kStartMs = 10'000;
constexpr int kEndMs = 3'000;

Error noProgram() { return {Errc::NotFound, u"fairlead-demo"_s}; }

} // namespace

QString serversProgram() {
    const QString name = u"fairlead-demo"_s;
    const QString here = QCoreApplication::applicationDirPath();
    // The window of a macOS bundle stands three folders deeper than its siblings.
    const QString beside = QStandardPaths::findExecutable(name, {here, here + u"/../../.."_s});
    return beside.isEmpty() ? QStandardPaths::findExecutable(name) : beside;
}

DemoServers::DemoServers(QObject *parent) : QObject(parent) {
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
}

DemoServers::~DemoServers() {
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel(); // the sign to end
    if (!m_process.waitForFinished(kEndMs)) {
        m_process.kill();
        m_process.waitForFinished(kEndMs);
    }
    if (!m_folder.isEmpty())
        QDir(m_folder).removeRecursively(); // had it no time to do so itself
}

void DemoServers::start() {
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DemoServers::readLine);
    connect(&m_process, &QProcess::finished, this, &DemoServers::tellEnd);
    connect(&m_process, &QProcess::errorOccurred, this, &DemoServers::tellEnd);
    launch();
}

void DemoServers::launch() {
    const QString program = serversProgram();
    if (program.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT failed(noProgram()); }, Qt::QueuedConnection);
        return;
    }
    m_process.start(program, QStringList());
}

Result<Ready> DemoServers::startAndWait() {
    if (serversProgram().isEmpty())
        return tl::unexpected(noProgram());
    launch();
    const QDeadlineTimer deadline(kStartMs);
    while (!m_process.canReadLine()) {
        const int left = static_cast<int>(deadline.remainingTime());
        if (left <= 0 || !m_process.waitForReadyRead(left))
            return fail(Errc::Internal, u"fairlead-demo does not start"_s);
    }
    const auto said = readReady(m_process.readLine());
    if (said)
        m_folder = said->folder;
    return said;
}

void DemoServers::readLine() {
    if (m_told || !m_process.canReadLine())
        return;
    m_told = true;
    const auto said = readReady(m_process.readLine());
    if (!said) {
        Q_EMIT failed(said.error());
        return;
    }
    m_folder = said->folder;
    Q_EMIT ready(*said);
}

void DemoServers::tellEnd() {
    if (!m_process.canReadLine())
        Q_EMIT failed({Errc::Internal, u"fairlead-demo has ended"_s});
}

} // namespace fairlead::demo
