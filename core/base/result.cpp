#include "core/base/result.h"

using namespace Qt::StringLiterals;

namespace fairlead {

QString errcName(Errc code) {
    switch (code) {
    case Errc::BadForwardSpec:
        return u"BadForwardSpec"_s;
    case Errc::BadAddress:
        return u"BadAddress"_s;
    case Errc::BadPort:
        return u"BadPort"_s;
    case Errc::BadOption:
        return u"BadOption"_s;
    case Errc::BadProfileFile:
        return u"BadProfileFile"_s;
    case Errc::FileUnreadable:
        return u"FileUnreadable"_s;
    case Errc::FileUnwritable:
        return u"FileUnwritable"_s;
    case Errc::NotFound:
        return u"NotFound"_s;
    case Errc::NameTaken:
        return u"NameTaken"_s;
    case Errc::PortTaken:
        return u"PortTaken"_s;
    case Errc::PortPrivileged:
        return u"PortPrivileged"_s;
    case Errc::BindFailed:
        return u"BindFailed"_s;
    case Errc::ResolveFailed:
        return u"ResolveFailed"_s;
    case Errc::ConnectRefused:
        return u"ConnectRefused"_s;
    case Errc::ConnectTimeout:
        return u"ConnectTimeout"_s;
    case Errc::NetworkUnreachable:
        return u"NetworkUnreachable"_s;
    case Errc::ProxyFailed:
        return u"ProxyFailed"_s;
    case Errc::ProxyCommandFailed:
        return u"ProxyCommandFailed"_s;
    case Errc::ProxyCommandMissing:
        return u"ProxyCommandMissing"_s;
    case Errc::JumpFailed:
        return u"JumpFailed"_s;
    case Errc::ProtocolFailed:
        return u"ProtocolFailed"_s;
    case Errc::NoCommonAlgorithm:
        return u"NoCommonAlgorithm"_s;
    case Errc::ConnectionLost:
        return u"ConnectionLost"_s;
    case Errc::KeepAliveTimeout:
        return u"KeepAliveTimeout"_s;
    case Errc::HostKeyUnknown:
        return u"HostKeyUnknown"_s;
    case Errc::HostKeyChanged:
        return u"HostKeyChanged"_s;
    case Errc::HostKeyRevoked:
        return u"HostKeyRevoked"_s;
    case Errc::AuthRejected:
        return u"AuthRejected"_s;
    case Errc::AuthCancelled:
        return u"AuthCancelled"_s;
    case Errc::AgentUnavailable:
        return u"AgentUnavailable"_s;
    case Errc::KeyUnreadable:
        return u"KeyUnreadable"_s;
    case Errc::WrongPassphrase:
        return u"WrongPassphrase"_s;
    case Errc::RemoteListenRefused:
        return u"RemoteListenRefused"_s;
    case Errc::TargetRefused:
        return u"TargetRefused"_s;
    case Errc::TargetProhibited:
        return u"TargetProhibited"_s;
    case Errc::TargetUnresolved:
        return u"TargetUnresolved"_s;
    case Errc::QuestionUnanswered:
        return u"QuestionUnanswered"_s;
    case Errc::SecretStoreFailed:
        return u"SecretStoreFailed"_s;
    case Errc::Cancelled:
        return u"Cancelled"_s;
    case Errc::Internal:
        return u"Internal"_s;
    }
    return u"Unknown"_s;
}

} // namespace fairlead
