#include "core/profile/state_store.h"

#include "core/base/log.h"
#include "core/profile/safe_file.h"
#include "core/profile/toml_fields.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr int kVersion = 1;
constexpr qsizetype kLargestFile = 1024 * 1024;
constexpr std::chrono::milliseconds kSaveDelay{500};

struct State {
    std::int64_t version = 0;
    QList<ForwardId> on;
    QMap<QString, QStringList> window;
};

QStringList texts(const toml::array &array) {
    QStringList list;
    for (const toml::node &node : array)
        if (const auto text = tomlText(node))
            list += *text;
    return list;
}

Result<State> decode(const QByteArray &content, const QString &file) {
    try {
        const toml::table root =
            toml::parse(std::string_view(content.constData(), static_cast<size_t>(content.size())));
        State state;
        state.version = root["version"].value_or(std::int64_t{0});
        if (state.version < 1)
            return fail(Errc::BadProfileFile, file + u":1: 'version' is missing"_s);
        if (const toml::array *on = root["on"].as_array())
            for (const QString &id : texts(*on))
                state.on += ForwardId(id);
        if (const toml::table *window = root["window"].as_table())
            for (const auto &[key, value] : *window)
                if (const toml::array *list = value.as_array())
                    state.window.insert(QString::fromUtf8(key.data(), qsizetype(key.length())),
                                        texts(*list));
        return state;
    } catch (const toml::parse_error &error) {
        return fail(Errc::BadProfileFile, file + u':' + QString::number(error.source().begin.line) +
                                              u": "_s + QString::fromUtf8(error.what()));
    }
}

QString encode(const QMap<QString, QStringList> &window) {
    QString text;
    for (auto it = window.begin(); it != window.end(); ++it) {
        QStringList words;
        for (const QString &word : it.value())
            words += tomlString(word);
        text += tomlString(it.key()) + u" = ["_s + words.join(u", "_s) + u"]\n"_s;
    }
    return text.isEmpty() ? QString() : u"\n[window]\n"_s + text;
}

QByteArray encode(const ProfileBook &book, const Remembered &remembered) {
    QStringList ids;
    for (const Forward &forward : book.data().forwards)
        if (book.isWanted(forward.id))
            ids += u"    "_s + tomlString(forward.id.text()) + u",\n"_s;
    const QString on = ids.isEmpty() ? u"[]"_s : u"[\n"_s + ids.join(QString()) + u']';
    return (u"# What Fairlead remembers between two runs on this machine.\nversion = "_s +
            QString::number(kVersion) + u"\non = "_s + on + u'\n' + encode(remembered.values()))
        .toUtf8();
}

} // namespace

StateStore::StateStore(ProfileBook &book, Timers &timers, const QString &folder, QObject *parent)
    : QObject(parent),
      m_book(book),
      m_timers(timers),
      m_path(folder + u"/state.toml"_s) {
    connect(&m_book, &ProfileBook::wantedChanged, this, &StateStore::scheduleSave);
    connect(&m_remembered, &Remembered::changed, this, &StateStore::scheduleSave);
}

StateStore::~StateStore() {
    if (m_saveTimer)
        (void)flush();
}

void StateStore::scheduleSave() {
    if (!m_saveTimer)
        m_saveTimer = m_timers.after(kSaveDelay, [this] { (void)flush(); });
}

Result<void> StateStore::load() {
    const auto done = [this](Result<QList<ForwardId>> on) {
        m_loaded = std::move(on);
        return *m_loaded ? Result<void>{} : tl::unexpected(m_loaded->error());
    };
    const auto content = readSmallFile(m_path, kLargestFile);
    if (!content && content.error().code == Errc::NotFound)
        return done(QList<ForwardId>{});
    const auto state = content ? decode(*content, m_path) : tl::unexpected(content.error());
    if (!state) {
        Log::write(LogLevel::Warning, u"profile"_s, state.error().detail);
        if (content)
            (void)writeSafely(m_path + u".broken"_s, *content);
        return done(tl::unexpected(state.error()));
    }
    m_newer = state->version > kVersion;
    if (m_newer)
        return done(fail(Errc::BadProfileFile, m_path + u":1: version "_s +
                                                   QString::number(state->version) +
                                                   u" is newer than this program knows"_s));
    m_onDisk = *content;
    for (auto it = state->window.begin(); it != state->window.end(); ++it)
        m_remembered.setValue(it.key(), it.value());
    return done(state->on);
}

Result<void> StateStore::restore() {
    if (!m_loaded)
        (void)load();
    m_restored = true;
    const auto on = *std::exchange(m_loaded, {});
    if (!on)
        return tl::unexpected(on.error());
    m_book.setWanted(*on, true);
    return {};
}

Result<void> StateStore::flush() {
    m_saveTimer.reset();
    // Before what was on is switched on again, it must not be written off.
    const bool early = m_loaded && !m_restored;
    const QByteArray content = encode(m_book, m_remembered);
    const bool nothing = m_book.wanted().isEmpty() && m_remembered.values().isEmpty();
    if (m_newer || early || content == m_onDisk || (m_onDisk.isEmpty() && nothing))
        return {};
    const auto written = writeSafely(m_path, content);
    if (written)
        m_onDisk = content;
    else
        Log::write(LogLevel::Error, u"profile"_s, written.error().detail);
    return written;
}

} // namespace fairlead
