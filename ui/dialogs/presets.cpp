#include "ui/dialogs/presets.h"

#include <QtCore/QCoreApplication>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr const char *kFtpCaveat = QT_TRANSLATE_NOOP(
    "Presets", "FTP opens further connections that do not pass a single forward. Prefer SFTP, "
               "which SSH brings along.");
constexpr const char *kTlsCaveat = QT_TRANSLATE_NOOP(
    "Presets", "The certificate is for the server's own name, so the program may warn about "
               "localhost.");

// IANA's ports; those below 1024 are listened on higher up.
constexpr std::array kPresets{
    Preset{QT_TRANSLATE_NOOP("Presets", "PostgreSQL"), 5432, 5432, nullptr},
    Preset{QT_TRANSLATE_NOOP("Presets", "MySQL, MariaDB"), 3306, 3306, nullptr},
    Preset{QT_TRANSLATE_NOOP("Presets", "SQL Server"), 1433, 1433, nullptr},
    Preset{QT_TRANSLATE_NOOP("Presets", "MongoDB"), 27017, 27017, nullptr},
    Preset{QT_TRANSLATE_NOOP("Presets", "Redis"), 6379, 6379, nullptr},
    Preset{QT_TRANSLATE_NOOP("Presets", "Web page (HTTP)"), 80, 8080, nullptr},
    Preset{QT_TRANSLATE_NOOP("Presets", "Web page (HTTPS)"), 443, 8443, kTlsCaveat},
    Preset{QT_TRANSLATE_NOOP("Presets", "Remote desktop (RDP)"), 3389, 3390, nullptr},
    Preset{QT_TRANSLATE_NOOP("Presets", "Screen (VNC)"), 5900, 5901, nullptr},
    Preset{QT_TRANSLATE_NOOP("Presets", "SSH"), 22, 2222, nullptr},
    Preset{QT_TRANSLATE_NOOP("Presets", "Mail out (SMTP)"), 587, 2587, kTlsCaveat},
    Preset{QT_TRANSLATE_NOOP("Presets", "Mail in (IMAP)"), 993, 2993, kTlsCaveat},
    Preset{QT_TRANSLATE_NOOP("Presets", "FTP"), 21, 2121, kFtpCaveat},
    Preset{QT_TRANSLATE_NOOP("Presets", "Minecraft"), 25565, 25565, nullptr},
    Preset{QT_TRANSLATE_NOOP("Presets", "Proxy for a browser (SOCKS)"), 0, 1080, nullptr},
};

} // namespace

std::span<const Preset> presets() { return kPresets; }

QString presetName(const Preset &preset) {
    return QCoreApplication::translate("Presets", preset.name);
}

QString presetCaveat(const Preset &preset) {
    return preset.caveat == nullptr ? QString()
                                    : QCoreApplication::translate("Presets", preset.caveat);
}

Forward withPreset(Forward forward, const Preset &preset) {
    if (forward.name.isEmpty())
        forward.name = presetName(preset);
    if (preset.port == 0) {
        forward.kind = ForwardKind::Dynamic;
        forward.target = {Target::Kind::Socks, {}, 0, {}};
    } else {
        if (forward.kind == ForwardKind::Dynamic)
            forward.kind = ForwardKind::Local;
        if (forward.target.kind != Target::Kind::Tcp || forward.target.host.isEmpty())
            forward.target.host = u"localhost"_s;
        forward.target.kind = Target::Kind::Tcp;
        forward.target.path.clear();
        forward.target.port = preset.port;
    }
    if (forward.listen.kind == Listen::Kind::Tcp) {
        forward.listen.port = preset.listenPort;
        forward.listen.lastPort = 0;
    }
    return forward;
}

} // namespace fairlead::ui
