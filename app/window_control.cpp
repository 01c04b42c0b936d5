#include "app/window_control.h"

#include "core/base/log.h"
#include "core/control/control_client.h"
#include "text/control_text.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/shell/departure.h"
#include "ui/shell/main_window.h"
#include "ui/shell/presence.h"

#include <QtWidgets/QApplication>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(WindowControl)
};

// The first instance has its lock before its socket.
constexpr std::chrono::seconds kStartsWithin{5};

ui::ConfirmDialog *troubleDialog(const ControlTrouble &trouble, QWidget *parent) {
    const ErrorText text = controlText(trouble);
    const QString title = trouble.code == ControlTrouble::Code::NoWindow
                              ? Words::tr("There is no window to show")
                              : Words::tr("Fairlead could not carry this out");
    return new ui::ConfirmDialog(title, {text.sentence, text.suggestion}, {}, {}, parent,
                                 ui::ConfirmDialog::Nature::Harmless);
}

void tellAndEnd(const ControlTrouble &trouble) {
    std::fprintf(stderr, "%s\n", controlLine(trouble).toLocal8Bit().constData());
    ui::ConfirmDialog *dialog = troubleDialog(trouble, nullptr);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::finished, dialog, [] { QCoreApplication::exit(1); });
    dialog->show();
}

} // namespace

ControlRequest orderOf(const QStringList &arguments) {
    if (arguments.isEmpty())
        return {ControlVerb::Raise, {}, {}, false, {}};
    if (arguments.first().startsWith("ssh://"_L1))
        return {ControlVerb::Open, {}, {}, false, arguments.first()};
    return {ControlVerb::Start, arguments, {}, false, {}};
}

int handOver(QApplication &app, const QString &configFolder, const ControlRequest &order) {
    QtTimers timers;
    ControlClient client(configFolder, timers);
    client.setPatience(kStartsWithin);
    QObject::connect(&client, &ControlClient::ended, &app,
                     [](const std::optional<ControlTrouble> &trouble) {
                         if (trouble)
                             tellAndEnd(*trouble);
                         else
                             QCoreApplication::exit(0);
                     });
    client.ask(order);
    return QApplication::exec();
}

void carryOut(const ControlRequest &order, ControlDesk &desk, ui::MainWindow &window) {
    if (order.verb == ControlVerb::Open)
        window.openDestination(order.target);
    if (order.verb != ControlVerb::Start)
        return;
    const ControlReply last = desk.answer(order).constLast();
    if (const auto *trouble = std::get_if<ControlTrouble>(&last))
        troubleDialog(*trouble, &window)->show();
}

void takeOrders(ControlServer &control, InstanceLock lock, ui::MainWindow &window,
                ui::Presence &presence) {
    QObject::connect(&control, &ControlServer::raiseRequested, &presence, &ui::Presence::open);
    QObject::connect(&control, &ControlServer::openRequested, &window,
                     [&window, &presence](const QString &target) {
                         presence.open();
                         window.openDestination(target);
                     });
    // Whoever orders it from a terminal was not looking at the window: it is not asked again.
    QObject::connect(&control, &ControlServer::quitRequested, presence.departure(),
                     &ui::Departure::quitNow);
    if (const auto listening = control.listen(std::move(lock)); !listening)
        Log::write(LogLevel::Warning, u"control"_s, listening.error().detail);
}

} // namespace fairlead
