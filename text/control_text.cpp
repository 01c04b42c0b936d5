#include "text/control_text.h"

#include <QtCore/QCoreApplication>

namespace fairlead {
namespace {

using Code = ControlTrouble::Code;

struct ControlWords {
    Q_DECLARE_TR_FUNCTIONS(ControlText)
public:
    static QString sentence(const ControlTrouble &trouble);
    static QString suggestion(Code code);
    static QString joined(const ErrorText &text) {
        //: %1 says what is so, %2 what to do next; both are whole sentences
        return tr("%1 %2").arg(text.sentence, text.suggestion);
    }
};

QString ControlWords::sentence(const ControlTrouble &trouble) {
    const QString &detail = trouble.detail;
    switch (trouble.code) {
    case Code::NotRunning:
        return tr("No Fairlead is running with the folder %1.").arg(detail);
    case Code::AlreadyRunning:
        return detail.isEmpty()
                   ? tr("Fairlead is already running with this folder.")
                   : tr("Fairlead is already running with this folder (%1).").arg(detail);
    case Code::NoAnswer:
        return tr("The running Fairlead gave no answer.");
    case Code::NotUnderstood:
        return tr("The two programs do not understand each other: %1.").arg(detail);
    case Code::NoSuchName:
        return tr("No forward and no profile is called %1.").arg(detail);
    case Code::NothingNamed:
        return tr("No forward was named.");
    case Code::NoWindow:
        return tr("Fairlead runs without a window, as 'fairlead-cli run'.");
    case Code::PlaceUnusable:
        return tr("The control socket cannot be set up: %1.").arg(detail);
    }
    Q_UNREACHABLE();
}

QString ControlWords::suggestion(Code code) {
    switch (code) {
    case Code::NotRunning:
        return tr("Start the window, or 'fairlead-cli run'.");
    case Code::AlreadyRunning:
        return tr("Switch forwards on there with 'fairlead-cli start NAME', or end it first with "
                  "'fairlead-cli quit'.");
    case Code::NoAnswer:
        return tr("Look whether it still runs, then try again.");
    case Code::NotUnderstood:
        return tr("Check that both are of the same version.");
    case Code::NoSuchName:
        return tr("See 'fairlead-cli list' for the names there are.");
    case Code::NothingNamed:
        return tr("Name forwards, or a profile with --profile, or --all of them.");
    case Code::NoWindow:
        return tr("See 'fairlead-cli status', or end it with 'fairlead-cli quit' and start the "
                  "window again.");
    case Code::PlaceUnusable:
        return tr("Check the folder's owner and permissions.");
    }
    Q_UNREACHABLE();
}

} // namespace

ErrorText controlText(const ControlTrouble &trouble) {
    return {ControlWords::sentence(trouble), ControlWords::suggestion(trouble.code)};
}

QString controlLine(const ControlTrouble &trouble) {
    return ControlWords::joined(controlText(trouble));
}

} // namespace fairlead
