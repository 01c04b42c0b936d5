#include "core/profile/settings_store.h"

#include "core/base/log.h"
#include "core/profile/safe_file.h"
#include "core/profile/toml_fields.h"

#include <array>
#include <sstream>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr std::int64_t kVersion = 1;
constexpr qsizetype kLargestFile = 1024 * 1024;
constexpr std::chrono::milliseconds kSaveDelay{500};

constexpr std::array kThemes{"system", "light", "dark"}; // in the order of Settings::Theme
constexpr std::array kOnClose{"ask", "keep", "quit"};    // …of Settings::OnClose

Result<toml::table> parse(const QByteArray &content, const QString &file) {
    try {
        return toml::parse(
            std::string_view(content.constData(), static_cast<size_t>(content.size())));
    } catch (const toml::parse_error &error) {
        return fail(Errc::BadProfileFile, file + u':' + QString::number(error.source().begin.line) +
                                              u": "_s + QString::fromUtf8(error.what()));
    }
}

void read(const toml::table &table, const char *key, bool &value) {
    value = table[key].value_exact<bool>().value_or(value);
}

template <typename Number>
void read(const toml::table &table, const char *key, Number &value, int least, int most) {
    const auto found = table[key].value_exact<std::int64_t>();
    if (found && *found >= least && *found <= most)
        value = Number(static_cast<int>(*found));
}

template <typename Choice, size_t kCount>
void read(const toml::table &table, const char *key, Choice &value,
          const std::array<const char *, kCount> &names) {
    const auto found = table[key].value_exact<std::string>();
    for (size_t i = 0; i < kCount; ++i) {
        if (found == names[i])
            value = static_cast<Choice>(i);
    }
}

Settings decode(const toml::table &table) {
    Settings settings;
    read(table, "theme", settings.theme, kThemes);
    read(table, "on_close", settings.onClose, kOnClose);
    read(table, "told_no_tray", settings.toldNoTray);
    read(table, "notifications", settings.notifications);
    read(table, "keyring", settings.keyring);
    read(table, "connect_timeout", settings.connectTimeout, 1, 600);
    read(table, "keep_alive_interval", settings.keepAliveInterval, 0, 3600);
    read(table, "hold_clients", settings.holdClients, 0, 1024);
    const toml::node *address = table.get("listen_address");
    if (const auto text = address ? tomlText(*address) : std::nullopt; text && !text->isEmpty())
        settings.listenAddress = *text;
    return settings;
}

QByteArray encode(const Settings &settings, toml::table table) {
    table.insert_or_assign("version", kVersion);
    table.insert_or_assign("theme", kThemes[static_cast<size_t>(settings.theme)]);
    table.insert_or_assign("on_close", kOnClose[static_cast<size_t>(settings.onClose)]);
    table.insert_or_assign("told_no_tray", settings.toldNoTray);
    table.insert_or_assign("notifications", settings.notifications);
    table.insert_or_assign("keyring", settings.keyring);
    table.insert_or_assign("connect_timeout", std::int64_t{settings.connectTimeout.count()});
    table.insert_or_assign("keep_alive_interval", std::int64_t{settings.keepAliveInterval.count()});
    table.insert_or_assign("hold_clients", std::int64_t{settings.holdClients});
    table.insert_or_assign("listen_address", settings.listenAddress.toStdString());
    std::ostringstream stream;
    stream << "# Settings of Fairlead. Comments below this line are lost when Fairlead saves.\n"
           << table << '\n';
    return QByteArray::fromStdString(stream.str());
}

} // namespace

SettingsStore::SettingsStore(Timers &timers, const QString &folder, QObject *parent)
    : QObject(parent),
      m_timers(timers),
      m_path(folder + u"/settings.toml"_s) {}

SettingsStore::~SettingsStore() {
    if (m_saveTimer)
        (void)flush();
}

Result<void> SettingsStore::load() {
    const auto content = readSmallFile(m_path, kLargestFile);
    if (!content && content.error().code == Errc::NotFound)
        return {};
    const auto table = content ? parse(*content, m_path) : tl::unexpected(content.error());
    if (!table) {
        Log::write(LogLevel::Warning, u"profile"_s, table.error().detail);
        if (content)
            (void)writeSafely(m_path + u".broken"_s, *content);
        return tl::unexpected(table.error());
    }
    const auto version = (*table)["version"].value_or(std::int64_t{0});
    m_newer = version > kVersion;
    if (m_newer)
        return fail(Errc::BadProfileFile, m_path + u":1: version "_s + QString::number(version) +
                                              u" is newer than this program knows"_s);
    m_onDisk = *content;
    m_settings = decode(*table);
    return {};
}

void SettingsStore::set(const Settings &settings) {
    if (settings == m_settings)
        return;
    m_settings = settings;
    m_saveTimer = m_timers.after(kSaveDelay, [this] { (void)flush(); });
    Q_EMIT changed();
}

Result<void> SettingsStore::flush() {
    m_saveTimer.reset();
    if (m_newer)
        return {};
    const QByteArray content = encode(m_settings, parse(m_onDisk, m_path).value_or(toml::table{}));
    if (content == m_onDisk)
        return {};
    const auto written = writeSafely(m_path, content);
    if (written)
        m_onDisk = content;
    else
        Log::write(LogLevel::Error, u"profile"_s, written.error().detail);
    return written;
}

} // namespace fairlead
