#include "support/process.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char **environ;

namespace fairlead::test {

using namespace Qt::StringLiterals;

namespace {

std::vector<QByteArray> mergedEnvironment(const QMap<QString, QString> &changes) {
    std::vector<QByteArray> result;
    for (char **entry = environ; *entry; ++entry) {
        const QByteArray line(*entry);
        if (!changes.contains(QString::fromLocal8Bit(line.left(line.indexOf('=')))))
            result.push_back(line);
    }
    for (auto it = changes.begin(); it != changes.end(); ++it)
        if (!it.value().isNull())
            result.push_back((it.key() + u'=' + it.value()).toLocal8Bit());
    return result;
}

std::vector<char *> pointers(std::vector<QByteArray> &texts) {
    std::vector<char *> result;
    for (QByteArray &text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

struct ChildPlan {
    const char *program;
    char **arguments;
    char **environment;
    int in, out, err;
    const char *terminal; // nullptr: none
};

// Between fork and exec: nothing here may allocate.
[[noreturn]] void becomeChild(const ChildPlan &plan) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::setsid();
    int in = plan.in;
    if (plan.terminal) {
        in = ::open(plan.terminal, O_RDWR);
        ::ioctl(in, TIOCSCTTY, 0);
    }
    ::dup2(in, 0);
    ::dup2(plan.out, 1);
    ::dup2(plan.err, 2);
    ::close_range(3, ~0U, 0);
    ::execve(plan.program, plan.arguments, plan.environment);
    ::_exit(127);
}

UniqueFd openTerminal() {
    UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!master.isOpen() || ::grantpt(master.get()) != 0 || ::unlockpt(master.get()) != 0)
        qFatal("no pseudo terminal");
    return master;
}

UniqueFd createFile(const QString &path) {
    return UniqueFd(::open(qPrintable(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
}

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 statusKilobytes(pid_t pid, const char *field) {
    const QByteArray status = contentOf(u"/proc/%1/status"_s.arg(pid));
    const auto at = status.indexOf(field);
    return at < 0 ? 0
                  : status.mid(at + qsizetype(qstrlen(field))).trimmed().split(' ')[0].toLongLong();
}

} // namespace

Process::Process(Sandbox &sandbox, const ProcessSetup &setup)
    : m_outPath(sandbox.freshPath(u"out"_s)),
      m_errPath(sandbox.freshPath(u"err"_s)) {
    const QString program = findTool(setup.program);
    if (program.isEmpty())
        qFatal("%s is not installed", qPrintable(setup.program));
    std::vector<QByteArray> arguments{program.toLocal8Bit()};
    for (const QString &argument : setup.arguments)
        arguments.push_back(argument.toLocal8Bit());
    std::vector<QByteArray> environment = mergedEnvironment(setup.environment);
    const std::vector<char *> argumentPointers = pointers(arguments);
    const std::vector<char *> environmentPointers = pointers(environment);
    const UniqueFd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    const UniqueFd out = createFile(m_outPath);
    const UniqueFd err = createFile(m_errPath);
    char terminalName[64] = {};
    if (setup.terminal) {
        m_terminal = openTerminal();
        ::ptsname_r(m_terminal.get(), terminalName, sizeof terminalName);
    }
    const ChildPlan plan{arguments[0].constData(),
                         const_cast<char **>(argumentPointers.data()),
                         const_cast<char **>(environmentPointers.data()),
                         nothing.get(),
                         out.get(),
                         err.get(),
                         setup.terminal ? terminalName : nullptr};
    m_pid = ::fork();
    if (m_pid == 0)
        becomeChild(plan);
    if (m_pid < 0)
        qFatal("fork failed");
}

Process::~Process() {
    if (!isRunning())
        return;
    ::kill(m_pid, SIGKILL);
    int status = 0;
    ::waitpid(m_pid, &status, 0);
}

void Process::reap(int status) {
    m_exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool Process::isRunning() {
    if (m_exit)
        return false;
    int status = 0;
    if (::waitpid(m_pid, &status, WNOHANG) == m_pid)
        reap(status);
    return !m_exit;
}

void Process::signal(int number) {
    if (isRunning())
        ::kill(m_pid, number);
}

std::optional<int> Process::waitForExit(Millis time) {
    (void)eventually([this] { return !isRunning(); }, time);
    return m_exit;
}

std::optional<int> Process::stop(Millis time) {
    signal(SIGTERM);
    return waitForExit(time);
}

QByteArray Process::out() const { return contentOf(m_outPath); }
QByteArray Process::err() const { return contentOf(m_errPath); }

bool Process::waitForText(const QString &pattern, Millis time) {
    bool running = true;
    const bool ended = eventually(
        [&] {
            const bool was = running;
            running = isRunning();
            return count(pattern) > 0 || !was; // once more after the end, for the last words
        },
        time);
    return ended && count(pattern) > 0;
}

int Process::count(const QString &pattern) const {
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption |
                                                     QRegularExpression::CaseInsensitiveOption);
    auto matches = expression.globalMatch(QString::fromUtf8(output()));
    int found = 0;
    for (; matches.hasNext(); ++found)
        matches.next();
    return found;
}

void Process::type(const QByteArray &text) const {
    if (::write(m_terminal.get(), text.constData(), size_t(text.size())) != text.size())
        qFatal("the terminal takes no text");
}

QByteArray Process::screen() {
    pollfd wanted{m_terminal.get(), POLLIN, 0};
    char buffer[4096];
    while (::poll(&wanted, 1, 0) == 1 && (wanted.revents & POLLIN)) {
        const ssize_t got = ::read(m_terminal.get(), buffer, sizeof buffer);
        if (got <= 0)
            break;
        m_screen.append(buffer, got);
    }
    return m_screen;
}

qint64 Process::residentBytes() const { return statusKilobytes(m_pid, "VmRSS:") * 1024; }
qint64 Process::anonymousBytes() const { return statusKilobytes(m_pid, "RssAnon:") * 1024; }

double Process::cpuSeconds() const {
    const QByteArray stat = contentOf(u"/proc/%1/stat"_s.arg(m_pid));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 13)
        return 0;
    return (fields[11].toDouble() + fields[12].toDouble()) / double(::sysconf(_SC_CLK_TCK));
}

QList<pid_t> Process::descendants() const { return descendantsOf(m_pid); }

QList<pid_t> descendantsOf(pid_t pid) {
    QList<pid_t> result;
    // Each thread has its own children.
    const QDir threads(u"/proc/%1/task"_s.arg(pid));
    for (const QString &thread : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QByteArray children = contentOf(threads.filePath(thread) + u"/children"_s);
        for (const QByteArray &child : children.split(' ')) {
            const pid_t id = child.trimmed().toInt();
            if (id > 0)
                result << id << descendantsOf(id);
        }
    }
    return result;
}

} // namespace fairlead::test
