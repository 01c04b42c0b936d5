// fairlead-demo: the servers of the demo, in a process of their own. See app/demo/harbour.h.
#include "app/cli/signal_watch.h"
#include "app/composition.h"
#include "app/demo/harbour.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <libssh/libssh.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace fairlead;

namespace {

using namespace std::chrono_literals;

constexpr char kHelp[] =
    "Usage: fairlead-demo\n\n"
    "The servers of Fairlead's demo, on 127.0.0.1 only. 'fairlead --demo' and 'fairlead-cli demo'\n"
    "start it. Prints one line of JSON when it is ready and ends when its standard input closes.\n";

// True as long as somebody may still want us.
bool inputIsOpen() {
    std::array<char, 256> bytes;
    return ::read(STDIN_FILENO, bytes.data(), bytes.size()) > 0;
}

// A starter that was killed closes our input; where another process holds the other end of it,
// losing the parent is the sign.
void endWithTheStarter(QCoreApplication &app) {
    auto *input = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, &app);
    QObject::connect(input, &QSocketNotifier::activated, &app, [] {
        if (!inputIsOpen())
            QCoreApplication::quit();
    });
    auto *timer = new QTimer(&app);
    QObject::connect(timer, &QTimer::timeout, &app, [parent = ::getppid()] {
        if (::getppid() != parent)
            QCoreApplication::quit();
    });
    timer->start(1s);
}

int serve(QCoreApplication &app) {
    const auto harbour = demo::Harbour::open();
    if (!harbour) {
        std::fprintf(stderr, "fairlead-demo: %s\n", qPrintable(harbour.error().detail));
        return 1;
    }
    const SignalWatch signals({SIGINT, SIGTERM, SIGHUP});
    QObject::connect(&signals, &SignalWatch::received, &app, &QCoreApplication::quit);
    endWithTheStarter(app);
    std::puts(QJsonDocument((*harbour)->ready()).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[]) {
    if (argc > 1) {
        std::fputs(kHelp, qstrcmp(argv[1], "--help") == 0 ? stdout : stderr);
        return qstrcmp(argv[1], "--help") == 0 ? 0 : 2;
    }
    ::umask(077);
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication app(argc, argv);
    setIdentity();
    ssh_init();
    const int outcome = serve(app);
    ssh_finalize();
    return outcome;
}
