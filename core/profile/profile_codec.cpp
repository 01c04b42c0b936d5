#include "core/profile/profile_codec.h"

#include "core/profile/toml_fields.h"

#include <QtCore/QCryptographicHash>
#include <array>
#include <sstream>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr qsizetype kLargestFile = 16 * 1024 * 1024;

// From version n+1 to n+2 each, applied in turn to an older file before it is read.
using Migration = void (*)(toml::table &root);
constexpr std::array<Migration, kProfileSchema - 1> kMigrations{};

QString defaultHeader() {
    return u"# Hosts, forwards and profiles of Fairlead. Never holds a secret.\n"
           "# Edit it freely: a running Fairlead takes changes over. Times are in seconds.\n"
           "# Comments below these lines are lost when Fairlead saves.\n"_s;
}

QString sectionOf(const Host &) { return u"host"_s; }
QString sectionOf(const Forward &) { return u"forward"_s; }
QString sectionOf(const Profile &) { return u"profile"_s; }

QString idFromName(const QString &section, const QString &name) {
    const QByteArray seed = (section + u'/' + name).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(seed, QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(8));
}

// "key = value" of a node this program does not know, on one line; nothing when it cannot be said
// so.
std::optional<QString> oneLine(std::string_view key, const toml::node &node) {
    toml::table holder;
    holder.insert(key, node);
    holder.is_inline(true);
    std::ostringstream stream;
    stream << toml::toml_formatter(holder, toml::format_flags::none);
    const QString text = QString::fromStdString(stream.str()).trimmed();
    if (!text.startsWith(u'{') || !text.endsWith(u'}') || text.contains(u'\n'))
        return std::nullopt;
    return text.sliced(1, text.size() - 2).trimmed();
}

class Decoder {
public:
    explicit Decoder(QString file) : m_file(std::move(file)) {}
    Result<ProfileFile> decode(QByteArrayView text);

private:
    [[nodiscard]] tl::unexpected<Error> bad(const toml::node &at, const QString &reason) const {
        return fail(Errc::BadProfileFile, place(at) + reason);
    }
    [[nodiscard]] QString place(const toml::node &at) const {
        return m_file + u':' + QString::number(at.source().begin.line) + u": "_s;
    }
    Result<void> migrate(toml::table &root) const;
    Result<void> readRoot(const toml::table &root);
    template <typename Item>
    Result<void> readSection(const toml::table &root, std::span<const TomlField<Item>> fields,
                             QList<Item> &items);
    template <typename Item>
    Result<void> readItem(const toml::table &table, std::span<const TomlField<Item>> fields,
                          QList<Item> &items);
    template <typename Item>
    Result<void> readReferences(const toml::table &table, Item &item);
    template <typename Item, typename ItemId>
    Result<void> readReference(const toml::table &table, const char *key, const QList<Item> &items,
                               ItemId &id, bool needed);
    Result<void> keepUnknown(const QString &holder, std::string_view key, const toml::node &node);

    // False: somebody had it before.
    bool takes(const QString &what) {
        const auto before = m_taken.size();
        m_taken.insert(what);
        return m_taken.size() > before;
    }

    QString m_file;
    ProfileFile m_read;
    QSet<QString> m_taken; // ids and names
};

Result<void> Decoder::migrate(toml::table &root) const {
    const toml::node *version = root.get("version");
    if (!version)
        return fail(Errc::BadProfileFile, m_file + u":1: 'version' is missing"_s);
    const auto number = version->value_exact<std::int64_t>().value_or(0);
    if (number < 1)
        return bad(*version, u"'version' is not a number from 1"_s);
    if (number > kProfileSchema)
        return bad(*version, u"version "_s + QString::number(number) +
                                 u" is newer than this program knows ("_s +
                                 QString::number(kProfileSchema) + u')');
    for (auto step = static_cast<size_t>(number - 1); step < kMigrations.size(); ++step)
        kMigrations[step](root);
    return {};
}

Result<void> Decoder::keepUnknown(const QString &holder, std::string_view key,
                                  const toml::node &node) {
    const QString name = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
    const auto line = oneLine(key, node);
    if (!line)
        return bad(node, u"unknown key '"_s + name + u"' that cannot be kept"_s);
    m_read.extras.keys[holder] += *line;
    m_read.warnings += place(node) + u"unknown key '"_s + name + u"' is kept and has no effect"_s;
    return {};
}

template <typename Item, typename ItemId>
Result<void> Decoder::readReference(const toml::table &table, const char *key,
                                    const QList<Item> &items, ItemId &id, bool needed) {
    const toml::node *node = table.get(key);
    const QString name = QString::fromLatin1(key);
    if (!node)
        return needed ? bad(table, u'\'' + name + u"' is missing"_s) : Result<void>{};
    const QString text = tomlText(*node).value_or(QString());
    const auto matches = [&](const auto &part) {
        return std::find_if(items.begin(), items.end(),
                            [&](const Item &item) { return part(item) == text; });
    };
    // People write names; a name that is somebody's id still means the one so named.
    auto found = matches([](const Item &item) { return item.name; });
    if (found == items.end())
        found = matches([](const Item &item) { return item.id.text(); });
    if (text.isEmpty() || found == items.end())
        return bad(*node, name + u" '"_s + text + u"' is not in this file"_s);
    id = found->id;
    return {};
}

template <typename Item>
Result<void> Decoder::readReferences(const toml::table &table, Item &item) {
    if constexpr (std::is_same_v<Item, Forward>) {
        if (const auto read = readReference(table, "host", m_read.data.hosts, item.host, true);
            !read)
            return read;
        return readReference(table, "profile", m_read.data.profiles, item.profile, false);
    }
    return {};
}

bool isReference(const Forward &, std::string_view key) {
    return key == "host" || key == "profile";
}
bool isReference(const Host &, std::string_view) { return false; }
bool isReference(const Profile &, std::string_view) { return false; }

template <typename Item>
Result<void> Decoder::readItem(const toml::table &table, std::span<const TomlField<Item>> fields,
                               QList<Item> &items) {
    Item item;
    // A forward that names no target lets the client choose.
    if constexpr (std::is_same_v<Item, Forward>)
        item.target.kind = Target::Kind::Socks;
    for (const TomlField<Item> &field : fields) {
        const toml::node *node = table.get(field.key);
        const char *expected = node ? field.read(item, *node) : nullptr;
        if (expected)
            return bad(*node, QString::fromLatin1(field.key) + u": expected "_s +
                                  QString::fromLatin1(expected));
    }
    if (const auto read = readReferences(table, item); !read)
        return read;
    QString id;
    if (const toml::node *node = table.get("id"))
        id = tomlText(*node).value_or(QString());
    else if (!item.name.isEmpty())
        id = idFromName(sectionOf(item), item.name);
    if (id.isEmpty() || id.size() > 64)
        return bad(table, u"neither 'id' nor 'name' tells this entry from others"_s);
    item.id = decltype(item.id)(id);
    if (!takes(sectionOf(item) + u"/id/"_s + id))
        return bad(table, u"the id '"_s + id + u"' is taken"_s);
    if (!item.name.isEmpty() && !takes(sectionOf(item) + u"/name/"_s + item.name))
        return bad(table, u"the name '"_s + item.name + u"' is taken"_s);
    items += item;
    for (const auto &[key, node] : table) {
        const bool known =
            key.str() == "id" || isReference(item, key.str()) ||
            std::any_of(fields.begin(), fields.end(),
                        [name = key.str()](const auto &field) { return name == field.key; });
        if (known)
            continue;
        if (const auto kept = keepUnknown(sectionOf(item) + u'/' + id, key.str(), node); !kept)
            return kept;
    }
    return {};
}

template <typename Item>
Result<void> Decoder::readSection(const toml::table &root, std::span<const TomlField<Item>> fields,
                                  QList<Item> &items) {
    const std::string section = sectionOf(Item{}).toStdString();
    const toml::node *node = root.get(section);
    if (!node)
        return {};
    const toml::array *array = node->as_array();
    if (!array)
        return bad(*node, u"write [["_s + sectionOf(Item{}) + u"]] with two brackets"_s);
    for (const toml::node &element : *array) {
        const toml::table *table = element.as_table();
        if (!table)
            return bad(element, u"expected a table"_s);
        if (const auto read = readItem(*table, fields, items); !read)
            return read;
    }
    return {};
}

Result<void> Decoder::readRoot(const toml::table &root) {
    for (const auto &[key, node] : root) {
        const std::string_view name = key.str();
        if (name == "version" || name == "host" || name == "forward" || name == "profile")
            continue;
        if (const auto kept = keepUnknown({}, name, node); !kept)
            return kept;
    }
    if (const auto read = readSection(root, hostFields(), m_read.data.hosts); !read)
        return read;
    if (const auto read = readSection(root, profileFields(), m_read.data.profiles); !read)
        return read;
    return readSection(root, forwardFields(), m_read.data.forwards);
}

QString headerOf(QByteArrayView text) {
    QByteArray header;
    for (const QByteArray &line : text.toByteArray().split('\n')) {
        if (!line.startsWith('#'))
            break;
        header += line + '\n';
    }
    return QString::fromUtf8(header);
}

Result<ProfileFile> Decoder::decode(QByteArrayView text) {
    if (text.size() > kLargestFile)
        return fail(Errc::BadProfileFile, m_file + u":1: larger than 16 MiB"_s);
    try {
        toml::table root =
            toml::parse(std::string_view(text.data(), static_cast<size_t>(text.size())));
        if (const auto migrated = migrate(root); !migrated)
            return tl::unexpected(migrated.error());
        if (const auto read = readRoot(root); !read)
            return tl::unexpected(read.error());
    } catch (const toml::parse_error &error) {
        const auto line = error.source().begin.line;
        const std::string_view what = error.description();
        return fail(Errc::BadProfileFile,
                    m_file + u':' + QString::number(line) + u": "_s +
                        QString::fromUtf8(what.data(), static_cast<qsizetype>(what.size())));
    }
    m_read.extras.header = headerOf(text);
    return m_read;
}

template <typename Item>
QString referenceText(const QList<Item> &items, const decltype(Item::id) &id) {
    for (const Item &item : items)
        if (item.id == id && !item.name.isEmpty())
            return item.name;
    return id.text();
}

class Encoder {
public:
    Encoder(const ProfileData &data, const ProfileExtras &extras)
        : m_data(data),
          m_extras(extras) {}

    QByteArray encode() {
        m_text = m_extras.header.isEmpty() ? defaultHeader() : m_extras.header;
        line(u"version = "_s + QString::number(kProfileSchema));
        extra({});
        section(m_data.hosts, hostFields());
        section(m_data.profiles, profileFields());
        section(m_data.forwards, forwardFields());
        return m_text.toUtf8();
    }

private:
    void line(const QString &text) { m_text += text + u'\n'; }
    void extra(const QString &holder) {
        for (const QString &text : m_extras.keys.value(holder))
            line(text);
    }
    void references(const Host &) {}
    void references(const Profile &) {}
    void references(const Forward &forward) {
        line(u"host = "_s + tomlString(referenceText(m_data.hosts, forward.host)));
        if (!forward.profile.isNull())
            line(u"profile = "_s + tomlString(referenceText(m_data.profiles, forward.profile)));
    }
    template <typename Item>
    void section(const QList<Item> &items, std::span<const TomlField<Item>> fields) {
        for (const Item &item : items) {
            line(u"\n[["_s + sectionOf(item) + u"]]"_s);
            line(u"id = "_s + tomlString(item.id.text()));
            references(item);
            for (const TomlField<Item> &field : fields)
                if (const QString value = field.write(item); !value.isEmpty())
                    line(QString::fromLatin1(field.key) + u" = "_s + value);
            extra(sectionOf(item) + u'/' + item.id.text());
        }
    }

    const ProfileData &m_data;
    const ProfileExtras &m_extras;
    QString m_text;
};

} // namespace

Result<ProfileFile> decodeProfiles(QByteArrayView toml, const QString &file) {
    return Decoder(file).decode(toml);
}

QByteArray encodeProfiles(const ProfileData &data, const ProfileExtras &extras) {
    return Encoder(data, extras).encode();
}

} // namespace fairlead
