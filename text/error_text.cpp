#include "text/error_text.h"

#include <QtCore/QCoreApplication>

namespace fairlead {
namespace {

// Gives the three tables below one translation context.
struct ErrorWords {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
public:
    static QString sentence(Errc code);
    static QString suggestion(Errc code);
    static QString reason(Errc code);
    static QString withDetail(const QString &sentence, QStringView detail) {
        while (detail.endsWith(u'.'))
            detail.chop(1);
        //: %1 is a sentence without its full stop, %2 a technical detail
        return detail.isEmpty() ? tr("%1.").arg(sentence) : tr("%1: %2.").arg(sentence, detail);
    }
    static QString joined(const ErrorText &text) {
        //: %1 says what is so, %2 what to do next; both are whole sentences
        return tr("%1 %2").arg(text.sentence, text.suggestion);
    }
};

QString ErrorWords::sentence(Errc code) {
    switch (code) {
    case Errc::BadForwardSpec:
        return tr("This does not describe a forward");
    case Errc::BadAddress:
        return tr("This is not a host name or an address");
    case Errc::BadPort:
        return tr("This is not a port number");
    case Errc::BadOption:
        return tr("This option cannot be used like this");
    case Errc::BadProfileFile:
        return tr("The profile file cannot be understood");
    case Errc::FileUnreadable:
        return tr("The file cannot be read");
    case Errc::FileUnwritable:
        return tr("The file cannot be written");
    case Errc::NotFound:
        return tr("Nothing has this name");
    case Errc::NameTaken:
        return tr("The name is taken");
    case Errc::PortTaken:
        return tr("The port is taken");
    case Errc::PortPrivileged:
        return tr("The port is reserved for the system");
    case Errc::BindFailed:
        return tr("Listening on this address is not possible");
    case Errc::ResolveFailed:
        return tr("The host name was not found");
    case Errc::ConnectRefused:
        return tr("The server refused the connection");
    case Errc::ConnectTimeout:
        return tr("The server did not answer in time");
    case Errc::NetworkUnreachable:
        return tr("The network does not lead to the server");
    case Errc::ProxyFailed:
        return tr("The proxy did not connect");
    case Errc::ProxyCommandFailed:
        return tr("The proxy command ended too early");
    case Errc::ProxyCommandMissing:
        return tr("The proxy command cannot be started");
    case Errc::JumpFailed:
        return tr("The jump host did not reach the next host");
    case Errc::ProtocolFailed:
        return tr("The other side does not speak SSH as expected");
    case Errc::NoCommonAlgorithm:
        return tr("The server and this program share no algorithm");
    case Errc::ConnectionLost:
        return tr("The connection was lost");
    case Errc::KeepAliveTimeout:
        return tr("The server fell silent");
    case Errc::HostKeyUnknown:
        return tr("The server's host key is not known");
    case Errc::HostKeyChanged:
        return tr("The server's host key has changed");
    case Errc::HostKeyRevoked:
        return tr("The server's host key is marked as revoked");
    case Errc::AuthRejected:
        return tr("The server refused the login");
    case Errc::AuthCancelled:
        return tr("The login was stopped, a question was not answered");
    case Errc::AgentUnavailable:
        return tr("The SSH agent cannot be reached");
    case Errc::KeyUnreadable:
        return tr("The key file cannot be read");
    case Errc::WrongPassphrase:
        return tr("The passphrase does not open the key");
    case Errc::RemoteListenRefused:
        return tr("The server did not open the port");
    case Errc::TargetRefused:
        return tr("The target refused the connection");
    case Errc::TargetProhibited:
        return tr("The server does not allow forwarding to this target");
    case Errc::TargetUnresolved:
        return tr("The server does not know the target's name");
    case Errc::QuestionUnanswered:
        return tr("A question needs an answer and there is no one to ask");
    case Errc::SecretStoreFailed:
        return tr("The keyring did not help");
    case Errc::Cancelled:
        return tr("This was cancelled");
    case Errc::Internal:
        return tr("Something happened that should not be possible");
    }
    Q_UNREACHABLE();
}

QString ErrorWords::suggestion(Errc code) {
    switch (code) {
    case Errc::BadForwardSpec:
        return tr("Write it as [address:]port:host:hostport, for example 8080:db:5432.");
    case Errc::BadAddress:
        return tr("Use a name, an IPv4 address, or an IPv6 address in brackets before a port.");
    case Errc::BadPort:
        return tr("Use a number from 1 to 65535.");
    case Errc::BadOption:
        return tr("See ssh_config(5) for the options and their values.");
    case Errc::BadProfileFile:
        return tr("Mend the named line, or put the backup beside it in its place. The file was "
                  "left as it is.");
    case Errc::FileUnreadable:
        return tr("Check that the file exists and that you may read it.");
    case Errc::FileUnwritable:
        return tr("Check the folder's permissions and the free space.");
    case Errc::NotFound:
        return tr("Check the spelling, or list what there is.");
    case Errc::NameTaken:
        return tr("Choose another name.");
    case Errc::PortTaken:
        return tr("Use another port, or stop the program that holds this one.");
    case Errc::PortPrivileged:
        return tr("Use a port from 1024 up.");
    case Errc::BindFailed:
        return tr("Check that the address belongs to this machine.");
    case Errc::ResolveFailed:
        return tr("Check the spelling and this machine's name service.");
    case Errc::ConnectRefused:
        return tr("Check the port, and that the SSH server runs.");
    case Errc::ConnectTimeout:
        return tr("Check the address, and whether a firewall stands in between.");
    case Errc::NetworkUnreachable:
        return tr("Check this machine's network or VPN.");
    case Errc::ProxyFailed:
        return tr("Check the proxy's address, user and password.");
    case Errc::ProxyCommandFailed:
        return tr("Run the command by hand to see what it says.");
    case Errc::ProxyCommandMissing:
        return tr("Check its path, and that the program is installed.");
    case Errc::JumpFailed:
        return tr("Check that the jump host may reach it and allows forwarding.");
    case Errc::ProtocolFailed:
        return tr("Check that the port is that of an SSH server.");
    case Errc::NoCommonAlgorithm:
        return tr("Update the server, or allow one of the algorithms it offers.");
    case Errc::ConnectionLost:
        return tr("Check the network; the connection can be made again.");
    case Errc::KeepAliveTimeout:
        return tr("Check the network; the connection can be made again.");
    case Errc::HostKeyUnknown:
        return tr("Compare the fingerprint with the server's administrator, then trust the key.");
    case Errc::HostKeyChanged:
        return tr("Someone may be in between, or the server has a new key. Ask its administrator "
                  "before you remove the old line.");
    case Errc::HostKeyRevoked:
        return tr("Do not connect. Ask the server's administrator for its present key.");
    case Errc::AuthRejected:
        return tr("Check the user name, and that one of your keys is allowed on the server.");
    case Errc::AuthCancelled:
        return tr("Connect again to be asked again.");
    case Errc::AgentUnavailable:
        return tr("Start the agent and check SSH_AUTH_SOCK, or name a key file.");
    case Errc::KeyUnreadable:
        return tr("Check the path, the permissions, and that it is a private key.");
    case Errc::WrongPassphrase:
        return tr("Try again; letter case and keyboard layout matter.");
    case Errc::RemoteListenRefused:
        return tr("The port may be taken there, or the server's AllowTcpForwarding, PermitListen "
                  "or GatewayPorts forbids it.");
    case Errc::TargetRefused:
        return tr("Check that the target's program runs and listens on this port.");
    case Errc::TargetProhibited:
        return tr("The server's AllowTcpForwarding or PermitOpen decides this; ask its "
                  "administrator.");
    case Errc::TargetUnresolved:
        return tr("Use a name or an address that the server itself can reach.");
    case Errc::QuestionUnanswered:
        return tr("Run it in a terminal or set SSH_ASKPASS, or arrange that nothing is asked.");
    case Errc::SecretStoreFailed:
        return tr("Unlock the keyring; until then you are asked each time.");
    case Errc::Cancelled:
        return tr("Start it again when you want it.");
    case Errc::Internal:
        return tr("Please report this with the log.");
    }
    Q_UNREACHABLE();
}

QString ErrorWords::reason(Errc code) {
    switch (code) {
    case Errc::BadForwardSpec:
        return tr("Not a forward");
    case Errc::BadAddress:
        return tr("Not an address");
    case Errc::BadPort:
        return tr("Not a port");
    case Errc::BadOption:
        return tr("Option not usable");
    case Errc::BadProfileFile:
        return tr("Profile file damaged");
    case Errc::FileUnreadable:
        return tr("File not readable");
    case Errc::FileUnwritable:
        return tr("File not writable");
    case Errc::NotFound:
        return tr("No such name");
    case Errc::NameTaken:
        return tr("Name taken");
    case Errc::PortTaken:
        return tr("Port taken");
    case Errc::PortPrivileged:
        return tr("Port reserved");
    case Errc::BindFailed:
        return tr("Address not usable");
    case Errc::ResolveFailed:
        return tr("Name not found");
    case Errc::ConnectRefused:
        return tr("Connection refused");
    case Errc::ConnectTimeout:
        return tr("No answer");
    case Errc::NetworkUnreachable:
        return tr("Network unreachable");
    case Errc::ProxyFailed:
        return tr("Proxy did not connect");
    case Errc::ProxyCommandFailed:
        return tr("Proxy command ended");
    case Errc::ProxyCommandMissing:
        return tr("Proxy command missing");
    case Errc::JumpFailed:
        return tr("Jump host stuck");
    case Errc::ProtocolFailed:
        return tr("Not an SSH server?");
    case Errc::NoCommonAlgorithm:
        return tr("No common algorithm");
    case Errc::ConnectionLost:
        return tr("Connection lost");
    case Errc::KeepAliveTimeout:
        return tr("Server fell silent");
    case Errc::HostKeyUnknown:
        return tr("Host key not known");
    case Errc::HostKeyChanged:
        return tr("Host key changed");
    case Errc::HostKeyRevoked:
        return tr("Host key revoked");
    case Errc::AuthRejected:
        return tr("Login refused");
    case Errc::AuthCancelled:
        return tr("Login stopped");
    case Errc::AgentUnavailable:
        return tr("Agent not reachable");
    case Errc::KeyUnreadable:
        return tr("Key not readable");
    case Errc::WrongPassphrase:
        return tr("Wrong passphrase");
    case Errc::RemoteListenRefused:
        return tr("Server refused the port");
    case Errc::TargetRefused:
        return tr("Target refused");
    case Errc::TargetProhibited:
        return tr("Target not allowed");
    case Errc::TargetUnresolved:
        return tr("Target name not found");
    case Errc::QuestionUnanswered:
        return tr("Question unanswered");
    case Errc::SecretStoreFailed:
        return tr("Keyring locked");
    case Errc::Cancelled:
        return tr("Cancelled");
    case Errc::Internal:
        return tr("Unexpected state");
    }
    Q_UNREACHABLE();
}

} // namespace

ErrorText errorText(const Error &error) {
    return {ErrorWords::withDetail(ErrorWords::sentence(error.code), error.detail),
            ErrorWords::suggestion(error.code)};
}

QString errorReason(Errc code) { return ErrorWords::reason(code); }

QString errorLine(const Error &error) { return ErrorWords::joined(errorText(error)); }

} // namespace fairlead
