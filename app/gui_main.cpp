#include "app/composition.h"
#include "app/window_control.h"
#include "app/window_demo.h"
#include "core/profile/profile_store.h"
#include "core/profile/settings_store.h"
#include "core/profile/state_store.h"
#include "text/error_text.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/look/theme.h"
#include "ui/shell/main_window.h"
#include "ui/shell/presence.h"
#include "ui/text/source_plurals.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

struct Main {
    Q_DECLARE_TR_FUNCTIONS(Main)
};

// What was on when the program ended, and what is to start with it.
void startWhatWasOn(ProfileBook &book, StateStore &state) {
    static_cast<void>(state.restore());
    QList<ForwardId> starting;
    for (const Forward &forward : book.data().forwards) {
        if (forward.autoStart)
            starting.append(forward.id);
    }
    book.setWanted(starting, true);
}

// Names the file that cannot be read and offers the last good copy.
void tellProblem(ProfileStore &store, ui::MainWindow &window) {
    if (!store.problem())
        return;
    const ErrorText text = errorText(*store.problem());
    QStringList lines{text.sentence, text.suggestion};
    if (!store.asidePath().isEmpty())
        lines.append(Main::tr("A copy is kept as %1.").arg(store.asidePath()));
    auto *dialog = new ui::ConfirmDialog(Main::tr("The profiles cannot be read"), lines,
                                         Main::tr("Nothing is saved until this is settled."),
                                         Main::tr("Take the last good copy"), &window,
                                         ui::ConfirmDialog::Nature::Destructive);
    QObject::connect(dialog, &QDialog::accepted, &store,
                     [&store] { static_cast<void>(store.restoreBackup()); });
    dialog->show();
}

void tellUnsaved(const Error &why, ui::MainWindow &window) {
    const ErrorText text = errorText(why);
    auto *dialog = new ui::ConfirmDialog(Main::tr("The profiles were not saved"),
                                         {text.sentence, text.suggestion}, {}, {}, &window,
                                         ui::ConfirmDialog::Nature::Harmless);
    dialog->show();
}

// The environment comes before the settings, for a look at the other colours.
ui::Theme themeOf(const Settings &settings) {
    const auto chosen = static_cast<ui::Theme>(settings.theme); // the same in the same order
    return ui::themeFromEnvironment().value_or(chosen);
}

// Now and whenever they change.
void obeySettings(SettingsStore &settings, QApplication &app, Composition &composition,
                  ui::MainWindow &window) {
    auto obey = [&, theme = themeOf(settings.settings())]() mutable {
        if (const ui::Theme now = themeOf(settings.settings()); now != theme)
            ui::applyTheme(app, theme = now);
        composition.setKeyringUsed(settings.settings().keyring);
        window.apply(settings.settings());
    };
    obey();
    QObject::connect(&settings, &SettingsStore::changed, &window, obey);
}

// Logs the links out in order, but does not wait for one that hangs.
void quitInOrder(QApplication &app, TunnelService &tunnels) {
    constexpr std::chrono::seconds kPatience{3};
    QObject::connect(&tunnels, &TunnelService::shutDown, &app, &QCoreApplication::quit);
    QTimer::singleShot(kPatience, &app, &QCoreApplication::quit);
    tunnels.shutDownAll();
}

} // namespace

int main(int argc, char *argv[]) {
    QApplication app(argc, argv);
    setIdentity();
    ui::SourcePlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    QGuiApplication::setApplicationDisplayName(u"Fairlead"_s);
    QGuiApplication::setDesktopFileName(u"io.github.fairlead.Fairlead"_s);
    QApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser options;
    options.setApplicationDescription(Main::tr("Port forwards in one window"));
    options.addHelpOption();
    options.addVersionOption();
    const QCommandLineOption demo(
        u"demo"_s, Main::tr("Show the demo; nothing of yours is read and nothing is saved."));
    options.addOption(demo);
    options.parse(QCoreApplication::arguments()); // the demo needs none of the others
    if (options.isSet(demo))
        return runWindowDemo(app);
    const QCommandLineOption folder(u"config-dir"_s, Main::tr("Keep everything in this folder."),
                                    Main::tr("folder"));
    options.addOption(folder);
    const QCommandLineOption minimised(
        u"minimised"_s, Main::tr("Start in the tray, or minimised where there is none."));
    options.addOption(minimised);
    options.addPositionalArgument(
        u"what"_s, Main::tr("A forward or profile to switch on, or ssh://user@host to add."),
        u"[NAME… | ssh://[USER@]HOST[:PORT]]"_s);
    options.process(app);
    ui::applyTheme(app, ui::themeFromEnvironment().value_or(ui::Theme::Platform));
    const ControlRequest order = orderOf(options.positionalArguments());
    auto lock = InstanceLock::take(configFolder(options.value(folder)), ControlRole::Window);
    if (!lock && lock.error().code == ControlTrouble::Code::AlreadyRunning)
        return handOver(app, configFolder(options.value(folder)), order);

    Composition composition(SecretKeeping::Keyring);
    Engine &engine = composition.engine();
    const QString where = configFolder(options.value(folder));
    ProfileStore store(engine.book(), composition.timers(), where);
    StateStore state(engine.book(), composition.timers(), where);
    SettingsStore settings(composition.timers(), where);
    static_cast<void>(settings.load()); // logged there; losing them costs a few clicks
    ui::applyTheme(app, themeOf(settings.settings()));
    Autostart autostart = loginStart(options.value(folder));
    const Result<void> loaded = store.load();
    const ui::Services services{engine.book(), engine.tunnels(), engine.questions(),
                                composition.timers()};
    ui::MainWindow window(services);
    obeySettings(settings, app, composition, window);
    ui::Presence presence(services, settings, autostart, &window);
    QObject::connect(&presence, &ui::Presence::quitAgreed, &app,
                     [&app, &engine] { quitInOrder(app, engine.tunnels()); });
    QObject::connect(&store, &ProfileStore::problemChanged, &window,
                     [&store, &window] { tellProblem(store, window); });
    QObject::connect(&store, &ProfileStore::saveFailed, &window,
                     [&window](const Error &why) { tellUnsaved(why, window); });
    static_cast<void>(state.load()); // logged there; losing it costs a few clicks
    window.remember(state.remembered());
    presence.start(options.isSet(minimised));
    if (loaded)
        startWhatWasOn(engine.book(), state);
    else
        tellProblem(store, window);
    ControlServer control({engine.book(), engine.tunnels(), composition.timers()},
                          ControlRole::Window);
    if (lock)
        takeOrders(control, *std::move(lock), window, presence);
    carryOut(order, control.desk(), window);
    return QApplication::exec();
}
