#include "app/window_demo.h"

#include "app/composition.h"
#include "app/tour/demo_servers.h"
#include "app/tour/guests.h"
#include "text/error_text.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/look/theme.h"
#include "ui/shell/action_set.h"
#include "ui/shell/main_window.h"
#include "ui/views/notice_bar.h"

#include <QtCore/QEvent>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtGui/QAction>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QApplication>
#include <QtWidgets/QBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

struct WindowDemo {
    Q_DECLARE_TR_FUNCTIONS(WindowDemo)
};

// Closing the demo's window ends it, without a question: what would be cut is its own.
class EndOnClose final : public QObject {
public:
    EndOnClose(QWidget &window, std::function<void()> end)
        : QObject(&window),
          m_end(std::move(end)) {
        window.installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override {
        if (event->type() != QEvent::Close)
            return QObject::eventFilter(watched, event);
        event->ignore();
        m_end();
        return true;
    }

private:
    std::function<void()> m_end;
};

QStringList wordsFor(const Error &why) {
    if (why.code == Errc::NotFound)
        return {WindowDemo::tr("The program fairlead-demo, which holds the demo's servers, is not "
                               "beside Fairlead."),
                WindowDemo::tr("It comes with Fairlead: installing it again brings it back.")};
    const ErrorText text = errorText(why);
    return {text.sentence, text.suggestion};
}

int tellNoDemo(const Error &why) {
    auto *dialog = new ui::ConfirmDialog(WindowDemo::tr("The demo cannot start"), wordsFor(why), {},
                                         {}, nullptr, ui::ConfirmDialog::Nature::Harmless);
    QObject::connect(dialog, &QDialog::finished, dialog, [] { QCoreApplication::exit(1); });
    dialog->show();
    return QApplication::exec();
}

void openPage(const ProfileData &demo, const TunnelService &tunnels) {
    const auto local = [](const Forward &f) { return f.kind == ForwardKind::Local; };
    const auto page = std::find_if(demo.forwards.begin(), demo.forwards.end(), local);
    if (page == demo.forwards.end())
        return;
    const auto door = demo::doorOf(*page, tunnels.snapshot(page->id));
    if (door)
        QDesktopServices::openUrl(QUrl(u"http://"_s + toText(door->bound) + u'/'));
}

// The window is a column: the strip stands at its head.
void addStrip(ui::MainWindow &window, const ProfileData &demo, const TunnelService &tunnels) {
    auto *strip = new ui::NoticeBar(
        ui::Icon::Wand,
        {WindowDemo::tr("This is the demo: nothing is saved."),
         WindowDemo::tr("Servers, pages and traffic are all on this machine. Try anything."),
         WindowDemo::tr("See the page in a browser")},
        &window);
    if (auto *column = qobject_cast<QBoxLayout *>(window.layout()))
        column->insertWidget(0, strip);
    QObject::connect(strip, &ui::NoticeBar::pressed, &window,
                     [demo, &tunnels] { openPage(demo, tunnels); });
}

// Settings would be kept, and passwords, too: the demo offers neither.
void offerNothingToKeep(ui::MainWindow &window) {
    Settings settings;
    settings.keyring = false;
    window.apply(settings);
    if (const auto *actions = window.findChild<ui::ActionSet *>())
        (*actions)[ui::Command::Settings]->setVisible(false);
}

// Switches all of it on, and shows the one whose way has most to see.
void begin(ui::MainWindow &window, ProfileBook &book, const ProfileData &demo) {
    QList<ForwardId> all;
    for (const Forward &forward : demo.forwards)
        all.append(forward.id);
    book.setWanted(all, true);
    const auto jumps = [&book](const Forward &forward) {
        return !book.host(forward.host).value_or(Host{}).jumps.isEmpty();
    };
    const auto longest = std::find_if(demo.forwards.begin(), demo.forwards.end(), jumps);
    if (longest != demo.forwards.end())
        window.selectForward(longest->id);
}

} // namespace

int runWindowDemo(QApplication &app) {
    ui::applyTheme(app, ui::themeFromEnvironment().value_or(ui::Theme::Platform));
    QGuiApplication::setApplicationDisplayName(WindowDemo::tr("Demo, nothing is saved"));
    demo::DemoServers servers;
    const auto ready = servers.startAndWait();
    if (!ready)
        return tellNoDemo(ready.error());
    const ProfileData demo = demo::demoProfile(*ready);
    Composition composition(SecretKeeping::Session);
    Engine &engine = composition.engine();
    engine.book().replaceAll(demo);
    ui::MainWindow window(
        {engine.book(), engine.tunnels(), engine.questions(), composition.timers()});
    addStrip(window, demo, engine.tunnels());
    offerNothingToKeep(window);
    const demo::Guests guests(engine.book(), engine.tunnels(), composition.timers(), demo);
    const auto end = [&] {
        constexpr std::chrono::seconds kPatience{3};
        window.hide();
        QTimer::singleShot(kPatience, &app, &QCoreApplication::quit);
        engine.tunnels().shutDownAll();
    };
    QObject::connect(&engine.tunnels(), &TunnelService::shutDown, &app, &QCoreApplication::quit);
    QObject::connect(&window, &ui::MainWindow::quitRequested, &app, end);
    const EndOnClose endOnClose(window, end);
    window.show();
    begin(window, engine.book(), demo);
    return QApplication::exec();
}

} // namespace fairlead
