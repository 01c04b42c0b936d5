#include "ui/text/check_text.h"

#include <QtCore/QCoreApplication>

namespace fairlead::ui {
namespace {

struct CheckWords {
    Q_DECLARE_TR_FUNCTIONS(Check)
public:
    static QString empty(CheckField field);
    static QString sentence(const CheckFinding &finding);
};

QString CheckWords::empty(CheckField field) {
    switch (field) {
    case CheckField::Name:
        return tr("Give it a name.");
    case CheckField::Host:
        return tr("Choose the host it goes through.");
    case CheckField::Address:
        return tr("Enter the server's name or address.");
    case CheckField::TargetHost:
        return tr("Enter where connections should go.");
    case CheckField::Proxy:
        return tr("Say how the proxy is reached.");
    case CheckField::Profile:
    case CheckField::ListenAddress:
    case CheckField::ListenPort:
    case CheckField::ListenPath:
    case CheckField::TargetPort:
    case CheckField::TargetPath:
    case CheckField::AllowedSources:
    case CheckField::PermitRemoteOpen:
    case CheckField::Port:
    case CheckField::User:
    case CheckField::Jumps:
    case CheckField::BindAddress:
        break;
    }
    return tr("This must be filled in.");
}

QString CheckWords::sentence(const CheckFinding &finding) {
    switch (finding.code) {
    case CheckCode::Empty:
        return empty(finding.field);
    case CheckCode::NameTaken:
        return tr("This name is taken.");
    case CheckCode::Unknown:
        return finding.other.isEmpty() ? tr("This does not exist.")
                                       : tr("%1 does not exist.").arg(finding.other);
    case CheckCode::NotAnAddress:
        return tr("This is not a host name or an address.");
    case CheckCode::NotAUserName:
        return tr("This cannot be a login name.");
    case CheckCode::PortMissing:
        return tr("Enter a port from 1 to 65535.");
    case CheckCode::PortPrivileged:
        return tr("This port is reserved for the system.");
    case CheckCode::RangeBackwards:
        return tr("The range ends before it begins.");
    case CheckCode::RangeTooLong:
        return tr("The range is too long, or ends beyond port 65535.");
    case CheckCode::Clash:
        return tr("%1 listens on this port.").arg(finding.other);
    case CheckCode::OpenToOthers:
        return tr("Others than you get in.");
    case CheckCode::PathTooLong:
        return tr("The path is too long, at most %1 bytes.").arg(finding.suggestion);
    case CheckCode::PathNotAbsolute:
        return tr("Better a full path, from the root on.");
    case CheckCode::NotANetwork:
        return tr("%1 is no address and no network.").arg(finding.other);
    case CheckCode::NotAPlace:
        return tr("%1 is no host:port.").arg(finding.other);
    case CheckCode::JumpLoop:
        return tr("The jump hosts lead back to themselves: %1.").arg(finding.other);
    case CheckCode::KindMismatch:
        return tr("This does not fit the kind of forward.");
    }
    return {};
}

} // namespace

QString checkText(const CheckFinding &finding) { return CheckWords::sentence(finding); }

} // namespace fairlead::ui
