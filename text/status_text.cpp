#include "text/status_text.h"

#include "text/error_text.h"
#include "text/units.h"

#include <QtCore/QCoreApplication>

namespace fairlead {
namespace {

struct StatusWords {
    Q_DECLARE_TR_FUNCTIONS(StatusText)
public:
    static QString state(ForwardState state);
    static QString kind(ForwardKind kind);
    static QString stage(LinkStage stage);
    static QString layer(HealthLayer layer);
    static QString layerState(LayerState state);
    //: %1 is a duration: "12 s"
    static QString retryIn(const QString &time) { return tr("Retry in %1").arg(time); }
};

QString StatusWords::state(ForwardState state) {
    switch (state) {
    case ForwardState::Off:
        return tr("Off");
    case ForwardState::Listening:
        return tr("Listening");
    case ForwardState::Closing:
        return tr("Closing");
    case ForwardState::Queued:
        return tr("Queued");
    case ForwardState::Opening:
        return tr("Opening");
    case ForwardState::Holding:
        return tr("Holding");
    case ForwardState::Degraded:
        return tr("Degraded");
    case ForwardState::NeedsYou:
        return tr("Needs you");
    case ForwardState::Failed:
        return tr("Failed");
    }
    Q_UNREACHABLE();
}

QString StatusWords::kind(ForwardKind kind) {
    switch (kind) {
    case ForwardKind::Local:
        return tr("Local");
    case ForwardKind::Remote:
        return tr("Remote");
    case ForwardKind::Dynamic:
        return tr("Dynamic");
    }
    Q_UNREACHABLE();
}

QString StatusWords::stage(LinkStage stage) {
    switch (stage) {
    case LinkStage::Resolving:
        return tr("Looking up the name");
    case LinkStage::Dialling:
        return tr("Connecting");
    case LinkStage::KeyExchange:
        return tr("Agreeing on keys");
    case LinkStage::CheckingHostKey:
        return tr("Checking the host key");
    case LinkStage::LoggingIn:
        return tr("Logging in");
    }
    Q_UNREACHABLE();
}

QString StatusWords::layer(HealthLayer layer) {
    switch (layer) {
    case HealthLayer::Link:
        return tr("Link");
    case HealthLayer::Listener:
        return tr("Listener");
    case HealthLayer::Channel:
        return tr("Channel");
    case HealthLayer::Target:
        return tr("Target");
    }
    Q_UNREACHABLE();
}

QString StatusWords::layerState(LayerState state) {
    switch (state) {
    case LayerState::Unknown:
        return tr("Not known yet");
    case LayerState::Good:
        return tr("Good");
    case LayerState::Working:
        return tr("Working");
    case LayerState::Bad:
        return tr("Bad");
    }
    Q_UNREACHABLE();
}

} // namespace

QString stateText(ForwardState state) { return StatusWords::state(state); }
QString kindText(ForwardKind kind) { return StatusWords::kind(kind); }
QString stageText(LinkStage stage) { return StatusWords::stage(stage); }
QString layerText(HealthLayer layer) { return StatusWords::layer(layer); }
QString layerStateText(LayerState state) { return StatusWords::layerState(state); }

QString statusReason(const ForwardStatus &status, std::chrono::milliseconds now) {
    if (status.retryAt)
        return StatusWords::retryIn(durationText(*status.retryAt - now));
    return status.why ? errorReason(status.why->code) : QString();
}

} // namespace fairlead
