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
};

Result<State> decode(const QByteArray &content, const QString &file) {
    try {
        const toml::table root =
            toml::parse(std::string_view(content.constData(), static_cast<size_t>(content.size())));
        State state;
        state.version = root["version"].value_or(std::int64_t{0});
        if (state.version < 1)
            return fail(Errc::BadProfileFile, file + u":1: 'version' is missing"_s);
        if (const toml::array *on = root["on"].as_array())
            for (const toml::node &node : *on)
                if (const auto id = tomlText(node))
                    state.on += ForwardId(*id);
        return state;
    } catch (const toml::parse_error &error) {
        return fail(Errc::BadProfileFile, file + u':' + QString::number(error.source().begin.line) +
                                              u": "_s + QString::fromUtf8(error.what()));
    }
}

QByteArray encode(const ProfileBook &book) {
    QStringList ids;
    for (const Forward &forward : book.data().forwards)
        if (book.isWanted(forward.id))
            ids += u"    "_s + tomlString(forward.id.text()) + u",\n"_s;
    const QString on = ids.isEmpty() ? u"[]"_s : u"[\n"_s + ids.join(QString()) + u']';
    return (u"# What Fairlead remembers between two runs on this machine.\nversion = "_s +
            QString::number(kVersion) + u"\non = "_s + on + u'\n')
        .toUtf8();
}

} // namespace

StateStore::StateStore(ProfileBook &book, Timers &timers, const QString &folder, QObject *parent)
    : QObject(parent),
      m_book(book),
      m_timers(timers),
      m_path(folder + u"/state.toml"_s) {
    connect(&m_book, &ProfileBook::wantedChanged, this, [this] {
        if (!m_saveTimer)
            m_saveTimer = m_timers.after(kSaveDelay, [this] { (void)flush(); });
    });
}

StateStore::~StateStore() {
    if (m_saveTimer)
        (void)flush();
}

Result<void> StateStore::restore() {
    const auto content = readSmallFile(m_path, kLargestFile);
    if (!content && content.error().code == Errc::NotFound)
        return {};
    const auto state = content ? decode(*content, m_path) : tl::unexpected(content.error());
    if (!state) {
        Log::write(LogLevel::Warning, u"profile"_s, state.error().detail);
        if (content)
            (void)writeSafely(m_path + u".broken"_s, *content);
        return tl::unexpected(state.error());
    }
    m_newer = state->version > kVersion;
    if (m_newer)
        return fail(Errc::BadProfileFile, m_path + u":1: version "_s +
                                              QString::number(state->version) +
                                              u" is newer than this program knows"_s);
    m_onDisk = *content;
    m_book.setWanted(state->on, true);
    return {};
}

Result<void> StateStore::flush() {
    m_saveTimer.reset();
    const QByteArray content = encode(m_book);
    if (m_newer || content == m_onDisk || (m_onDisk.isEmpty() && m_book.wanted().isEmpty()))
        return {};
    const auto written = writeSafely(m_path, content);
    if (written)
        m_onDisk = content;
    else
        Log::write(LogLevel::Error, u"profile"_s, written.error().detail);
    return written;
}

} // namespace fairlead
