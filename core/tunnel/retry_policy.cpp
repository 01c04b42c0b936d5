#include "core/tunnel/retry_policy.h"

#include <QtCore/QRandomGenerator>
#include <algorithm>
#include <array>

namespace fairlead {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr std::array<milliseconds, 5> kReconnectDelays{2s, 5s, 10s, 30s, 60s};
constexpr std::array<milliseconds, 3> kHeldPortDelays{10s, 30s, 60s};
constexpr double kJitter = 0.2;

template <size_t N>
milliseconds nth(const std::array<milliseconds, N> &delays, int failures) {
    return delays[std::min(static_cast<size_t>(std::max(failures, 1)), N) - 1];
}

} // namespace

bool mayRetry(Errc code) {
    switch (code) {
    case Errc::ResolveFailed: // a laptop without a network cannot resolve either
    case Errc::ConnectRefused:
    case Errc::ConnectTimeout:
    case Errc::NetworkUnreachable:
    case Errc::ProxyFailed:
    case Errc::ProxyCommandFailed: // it ran and ended: nc says so when the network is away
    case Errc::JumpFailed:
    case Errc::ProtocolFailed: // closed in the middle: MaxStartups, a restart, a captive portal
    case Errc::ConnectionLost:
    case Errc::KeepAliveTimeout:
        return true;
    case Errc::BadForwardSpec:
    case Errc::BadAddress:
    case Errc::BadPort:
    case Errc::BadOption:
    case Errc::BadProfileFile:
    case Errc::FileUnreadable:
    case Errc::FileUnwritable:
    case Errc::NotFound: // a jump host that does not exist
    case Errc::ProxyCommandMissing:
    case Errc::NameTaken:
    case Errc::PortTaken:
    case Errc::PortPrivileged:
    case Errc::BindFailed:
    case Errc::NoCommonAlgorithm:
    case Errc::HostKeyUnknown:
    case Errc::HostKeyChanged:
    case Errc::HostKeyRevoked:
    case Errc::AuthRejected:
    case Errc::AuthCancelled:
    case Errc::AgentUnavailable:
    case Errc::KeyUnreadable:
    case Errc::WrongPassphrase:
    case Errc::RemoteListenRefused:
    case Errc::TargetRefused:
    case Errc::TargetProhibited:
    case Errc::TargetUnresolved:
    case Errc::QuestionUnanswered:
    case Errc::SecretStoreFailed:
    case Errc::Cancelled:
    case Errc::Internal:
        return false;
    }
    return false;
}

milliseconds reconnectDelay(int failures) { return nth(kReconnectDelays, failures); }

milliseconds heldPortDelay(int failures) { return nth(kHeldPortDelays, failures); }

double randomFraction() { return QRandomGenerator::global()->generateDouble(); }

milliseconds withJitter(milliseconds delay, double fraction) {
    const double factor = 1.0 - kJitter + 2.0 * kJitter * std::clamp(fraction, 0.0, 1.0);
    return milliseconds(
        static_cast<milliseconds::rep>(static_cast<double>(delay.count()) * factor));
}

} // namespace fairlead
