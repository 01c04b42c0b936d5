// How the window bears many forwards: prints the table of docs/performance.md, "The window".
//
//   fairlead_list_bench            everything, on the offscreen platform
//   fairlead_list_bench --once DIR opens the window of one configuration folder, says when it is
//                                  painted and how much memory it takes, and ends
#include "core/engine/engine.h"
#include "core/profile/profile_store.h"
#include "tests/support/fake_secret_store.h"
#include "tests/support/scripted_link.h"
#include "ui/look/theme.h"
#include "ui/shell/main_window.h"
#include "ui/views/forward_view.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kMany = 10'000;
constexpr int kSome = 200;

struct Desk {
    QtTimers timers;
    ScriptedLinkFactory links;
    FakeSecretStore secrets;
    Engine engine{EngineParts{timers, links, secrets}};

    [[nodiscard]] ui::Services services() {
        return {engine.book(), engine.tunnels(), engine.questions(), timers};
    }
};

Host hostOf(int number) {
    Host host;
    host.id = HostId(u"host%1"_s.arg(number));
    host.name = u"bastion-%1"_s.arg(number);
    host.address = u"bastion-%1.example.net"_s.arg(number);
    host.user = u"deploy"_s;
    return host;
}

Forward forwardOf(int number, int hosts, int profiles) {
    static const QStringList tags{u"database"_s, u"web"_s, u"cache"_s, u"logs"_s};
    Forward forward;
    forward.id = ForwardId(u"forward%1"_s.arg(number));
    forward.name = u"%1-%2"_s.arg(tags[number % 4]).arg(number);
    forward.host = HostId(u"host%1"_s.arg(number % hosts));
    forward.profile = ProfileId(u"profile%1"_s.arg(number * profiles / kMany));
    forward.listen.port = static_cast<quint16>(10'000 + number);
    forward.target.host = u"%1-%2.internal"_s.arg(tags[number % 4]).arg(number % 977);
    forward.target.port = static_cast<quint16>(1024 + number % 7919);
    forward.tags = {tags[number % 4]};
    forward.note = u"asked for by team %1"_s.arg(number % 37);
    return forward;
}

ProfileData sampleData(int forwards) {
    constexpr int kHosts = 40;
    constexpr int kProfiles = 20;
    ProfileData data;
    for (int i = 0; i < kHosts; ++i)
        data.hosts.append(hostOf(i));
    for (int i = 0; i < kProfiles; ++i)
        data.profiles.append(Profile{ProfileId(u"profile%1"_s.arg(i)), u"Team %1"_s.arg(i), {}});
    for (int i = 0; i < forwards; ++i)
        data.forwards.append(forwardOf(i, kHosts, kProfiles));
    return data;
}

// Counts what the list paints.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(ui::MainWindow &window) {
        window.list()->viewport()->installEventFilter(this);
    }
    // Runs the event loop until the list was painted. False: nothing of it changed, so it was not.
    bool wait() {
        QElapsedTimer patience;
        patience.start();
        while (!m_painted && patience.elapsed() < 100)
            QCoreApplication::processEvents();
        return std::exchange(m_painted, false);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override {
        if (event->type() != QEvent::Paint)
            return false;
        watched->removeEventFilter(this); // the view's own filter paints; then it is done
        QCoreApplication::sendEvent(watched, event);
        watched->installEventFilter(this);
        m_painted = true;
        return true;
    }

private:
    bool m_painted = false;
};

void row(const char *what, double value, const char *unit) {
    std::printf("%-52s %9.1f %s\n", what, value, unit);
    std::fflush(stdout);
}

void rows(const char *what, std::vector<double> values) {
    std::sort(values.begin(), values.end());
    row(qPrintable(QLatin1StringView(what) + u", p50"_s), values[values.size() / 2], "ms");
    row(qPrintable(QLatin1StringView(what) + u", slowest"_s), values.back(), "ms");
}

double press(QObject *target, int key, const QString &text, PaintWatch &watch) {
    QElapsedTimer clock;
    clock.start();
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
    QCoreApplication::sendEvent(target, &down);
    const double handled = double(clock.nsecsElapsed()) / 1e6;
    return watch.wait() ? double(clock.nsecsElapsed()) / 1e6 : handled;
}

std::vector<double> type(ui::MainWindow &window, PaintWatch &watch) {
    auto *search = window.findChild<QLineEdit *>();
    std::vector<double> times;
    for (const QString &text :
         {u"database"_s, u"1234"_s, u"web team 7"_s, u"bastion-3 cache"_s, u"off"_s}) {
        for (const QChar &letter : text)
            times.push_back(press(search, 0, letter, watch));
        for (qsizetype i = 0; i < text.size(); ++i)
            times.push_back(press(search, Qt::Key_Backspace, {}, watch));
    }
    return times;
}

std::vector<double> page(ui::MainWindow &window, PaintWatch &watch) {
    constexpr int kPages = 200;
    std::vector<double> times;
    times.reserve(kPages);
    for (int i = 0; i < kPages; ++i)
        times.push_back(press(window.list(), Qt::Key_PageDown, {}, watch));
    return times;
}

// Seconds of processor this process took.
double used() { return double(std::clock()) / CLOCKS_PER_SEC; }

double busyPercent(std::chrono::seconds span) {
    QElapsedTimer clock;
    clock.start();
    const double before = used();
    QEventLoop loop; // processEvents() with a limit would spin
    QTimer::singleShot(span, &loop, &QEventLoop::quit);
    loop.exec();
    return (used() - before) / (double(clock.elapsed()) / 1e3) * 100;
}

void goLive(Desk &desk) {
    QList<ForwardId> all;
    for (const Forward &forward : desk.engine.book().data().forwards)
        all.append(forward.id);
    desk.engine.book().setWanted(all, true);
    for (qsizetype i = 0; i < desk.links.made(); ++i)
        desk.links.link(i)->goOnline();
    for (const Forward &forward : desk.engine.book().data().forwards) {
        for (qsizetype i = 0; i < desk.links.made(); ++i) {
            if (desk.links.link(i)->countersOf(forward.id))
                desk.links.link(i)->listening(forward.id);
        }
    }
}

double residentMegabytes() {
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QFile::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

QString writeProfiles(const QTemporaryDir &folder, int forwards) {
    QFile file(folder.filePath(u"profiles.toml"_s));
    if (file.open(QFile::WriteOnly))
        file.write(encodeProfiles(sampleData(forwards), {}));
    return folder.path();
}

int openOnce(const QString &folder) {
    Desk desk;
    ProfileStore store(desk.engine.book(), desk.timers, folder);
    if (!store.load())
        return 1;
    ui::MainWindow window(desk.services());
    PaintWatch watch(window);
    window.show();
    watch.wait();
    std::printf("%.1f\n", residentMegabytes());
    std::fflush(stdout);
    std::_Exit(0); // the time to clean up is not the time to be usable
}

void measureMany() {
    const QTemporaryDir folder;
    Desk desk;
    ProfileStore store(desk.engine.book(), desk.timers, writeProfiles(folder, kMany));
    QElapsedTimer clock;
    clock.start();
    if (!store.load())
        return;
    row("10,000 forwards: file read", double(clock.nsecsElapsed()) / 1e6, "ms");
    clock.restart();
    ui::MainWindow window(desk.services());
    PaintWatch watch(window);
    window.show();
    watch.wait();
    row("10,000 forwards: window made and painted", double(clock.nsecsElapsed()) / 1e6, "ms");
    rows("10,000 forwards: key in the search to painted", type(window, watch));
    rows("10,000 forwards: page down to painted", page(window, watch));
    clock.restart();
    desk.engine.book().moveBefore(ForwardId(u"forward0"_s), ForwardId(u"forward9"_s));
    watch.wait();
    row("10,000 forwards: one moved to painted", double(clock.nsecsElapsed()) / 1e6, "ms");
}

void measureStart() {
    const QTemporaryDir folder;
    const QString path = writeProfiles(folder, kSome);
    std::vector<double> times;
    double memory = 0;
    for (int i = 0; i < 12; ++i) {
        QElapsedTimer clock;
        clock.start();
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {u"--once"_s, path});
        process.waitForFinished();
        if (i >= 2) // the first ones warm the caches
            times.push_back(double(clock.nsecsElapsed()) / 1e6);
        memory = process.readAllStandardOutput().trimmed().toDouble();
    }
    rows("200 forwards: start of the process to painted", times);
    row("200 forwards: memory", memory, "MB");
}

void measureIdle() {
    Desk desk;
    desk.engine.book().replaceAll(sampleData(kSome));
    ui::MainWindow window(desk.services());
    window.show();
    goLive(desk);
    busyPercent(2s); // what starting leaves to do
    row("200 running, idle: processor, window open", busyPercent(6s), "%");
    window.hide();
    busyPercent(1s);
    row("200 running, idle: processor, window hidden", busyPercent(6s), "%");
}

} // namespace

int main(int argc, char **argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    ui::applyTheme(app, ui::Theme::Light);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--once")
        return openOnce(arguments[2]);
    measureMany();
    measureStart();
    measureIdle();
    return 0;
}
