#include "core/exchange/forward_spec.h"

#include "core/base/address.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

struct Field {
    QString text;
    bool isPath = false; // ssh: any field with a '/'
};

struct PortRange {
    quint16 first = 0;
    quint16 last = 0;
    [[nodiscard]] int width() const { return last - first + 1; }
};

class SpecReader {
public:
    SpecReader(ForwardKind kind, QStringView spec, QString defaultAddress)
        : m_kind(kind),
          m_spec(spec.toString()),
          m_defaultAddress(std::move(defaultAddress)) {}

    Result<Forward> read();

private:
    [[nodiscard]] tl::unexpected<Error> bad(const QString &reason) const {
        return fail(Errc::BadForwardSpec, forwardFlag(m_kind) + u' ' + m_spec + u": "_s + reason);
    }
    Result<void> split();
    Result<Field> takeField(qsizetype &at) const;
    [[nodiscard]] qsizetype listenFields() const;
    Result<Listen> readListen(qsizetype count) const;
    Result<Target> readTarget(qsizetype first, int width) const;
    [[nodiscard]] Result<QString> readPath(const Field &field, const QString &part) const;
    [[nodiscard]] Result<PortRange> readPorts(const Field &field, const QString &part,
                                              bool zeroAllowed) const;

    ForwardKind m_kind;
    QString m_spec;
    QString m_defaultAddress;
    QList<Field> m_fields;
};

Result<Field> SpecReader::takeField(qsizetype &at) const {
    Field field;
    if (at < m_spec.size() && m_spec[at] == u'[') {
        const auto end = m_spec.indexOf(u']', at);
        if (end < 0)
            return bad(u"'[' without ']'"_s);
        field.text = m_spec.mid(at + 1, end - at - 1);
        at = end + 1;
        if (at < m_spec.size() && m_spec[at] != u':')
            return bad(u"':' expected after ']'"_s);
    } else {
        for (; at < m_spec.size() && m_spec[at] != u':'; ++at) {
            if (m_spec[at] == u'\\' && ++at == m_spec.size())
                return bad(u"nothing after '\\'"_s);
            field.text += m_spec[at];
        }
    }
    field.isPath = field.text.contains(u'/');
    return field;
}

Result<void> SpecReader::split() {
    for (qsizetype at = 0;; ++at) { // over the ':'
        auto field = takeField(at);
        if (!field)
            return tl::unexpected(field.error());
        m_fields.append(*std::move(field));
        if (m_fields.size() > 4)
            return bad(u"more than four parts (put IPv6 addresses in brackets)"_s);
        if (at >= m_spec.size())
            return {};
    }
}

// How many leading fields say where to listen: a path, a port, or bind and port.
qsizetype SpecReader::listenFields() const {
    if (m_fields[0].isPath)
        return 1;
    const bool socks = m_kind != ForwardKind::Local && m_fields.size() <= 2;
    if (socks && !m_fields.last().isPath)
        return m_fields.size();
    const qsizetype target = m_fields.last().isPath ? 1 : 2;
    return qMax<qsizetype>(1, m_fields.size() - target);
}

Result<QString> SpecReader::readPath(const Field &field, const QString &part) const {
    for (const QChar c : field.text)
        if (c.category() == QChar::Other_Control)
            return bad(part + u": control character in the path"_s);
    return field.text;
}

Result<PortRange> SpecReader::readPorts(const Field &field, const QString &part,
                                        bool zeroAllowed) const {
    const auto dash = field.text.indexOf(u'-', 1);
    const auto first = parsePort(QStringView(field.text).left(dash < 0 ? field.text.size() : dash),
                                 zeroAllowed && dash < 0);
    const auto last = dash < 0 ? first : parsePort(QStringView(field.text).mid(dash + 1));
    if (!first || !last) {
        const QString least = zeroAllowed ? u"0"_s : u"1"_s;
        return bad(part + u" '"_s + field.text + u"' is not "_s + least + u" to 65535"_s);
    }
    if (*last < *first)
        return bad(part + u" '"_s + field.text + u"': a range goes upwards"_s);
    return PortRange{*first, *last};
}

Result<Listen> SpecReader::readListen(qsizetype count) const {
    Listen listen;
    if (m_fields[0].isPath) {
        const auto path = readPath(m_fields[0], u"socket to listen on"_s);
        if (!path)
            return tl::unexpected(path.error());
        return Listen{.kind = Listen::Kind::Unix, .path = *path};
    }
    listen.address = m_defaultAddress;
    if (count == 2) {
        const QString bind = m_fields[0].text;
        listen.address = bind.isEmpty() ? u"*"_s : bind;
        if (listen.address != u"*"_s && !checkedHostName(bind))
            return bad(u"bind address '"_s + bind + u"' is no name or address"_s);
    }
    const auto ports = readPorts(m_fields[count - 1], u"listen port"_s, true);
    if (!ports)
        return tl::unexpected(ports.error());
    listen.port = ports->first;
    if (ports->width() > 1)
        listen.lastPort = ports->last;
    return listen;
}

Result<Target> SpecReader::readTarget(qsizetype first, int width) const {
    const auto count = m_fields.size() - first;
    if (count == 0 && m_kind == ForwardKind::Local)
        return bad(u"the target is missing (host:port or /socket)"_s);
    if (count == 0)
        return Target{.kind = Target::Kind::Socks};
    if (count == 1 && m_fields[first].isPath) {
        const auto path = readPath(m_fields[first], u"target socket"_s);
        if (!path)
            return tl::unexpected(path.error());
        return Target{.kind = Target::Kind::Unix, .path = *path};
    }
    if (count != 2)
        return bad(u"the target is not host:port or /socket"_s);
    const auto host = checkedHostName(m_fields[first].text);
    if (!host)
        return bad(u"target host '"_s + m_fields[first].text + u"' is no name or address"_s);
    const auto ports = readPorts(m_fields[first + 1], u"target port"_s, false);
    if (!ports)
        return tl::unexpected(ports.error());
    if (ports->width() != width)
        return bad(u"the ranges have "_s + QString::number(width) + u" and "_s +
                   QString::number(ports->width()) + u" ports"_s);
    return Target{.kind = Target::Kind::Tcp, .host = *host, .port = ports->first};
}

Result<Forward> SpecReader::read() {
    const auto parted = split();
    if (!parted)
        return tl::unexpected(parted.error());
    if (m_kind == ForwardKind::Dynamic && m_fields[0].isPath)
        return bad(u"a dynamic forward listens on a port, not on a socket"_s);
    if (m_kind == ForwardKind::Dynamic && m_fields.size() > 2)
        return bad(u"a dynamic forward has no target"_s);
    const auto count =
        m_kind == ForwardKind::Dynamic ? qMin<qsizetype>(2, m_fields.size()) : listenFields();
    const auto listen = readListen(count);
    if (!listen)
        return tl::unexpected(listen.error());
    const auto target = readTarget(count, portCount(*listen));
    if (!target)
        return tl::unexpected(target.error());
    Forward forward;
    forward.kind = m_kind;
    forward.listen = *listen;
    forward.target = *target;
    return forward;
}

QString pathField(const QString &path) {
    QString field;
    for (const QChar c : path) {
        if (c == u':' || c == u'\\')
            field += u'\\';
        field += c;
    }
    // '[' at the beginning would open a bracket, and without a '/' it would be no path.
    if (field.startsWith(u'['))
        field.prepend(u'\\');
    return field.contains(u'/') ? field : u"./"_s + field;
}

QString hostField(const QString &host) { return host.contains(u':') ? u'[' + host + u']' : host; }

QString portsField(quint16 first, int width) {
    const QString text = QString::number(first);
    return width > 1 ? text + u'-' + QString::number(first + width - 1) : text;
}

} // namespace

Result<Forward> parseForwardSpec(ForwardKind kind, QStringView spec,
                                 const QString &defaultAddress) {
    return SpecReader(kind, spec, defaultAddress).read();
}

QString forwardSpec(const Forward &forward) {
    const Listen &listen = forward.listen;
    const int width = portCount(listen);
    QStringList parts;
    if (listen.kind == Listen::Kind::Unix)
        parts += pathField(listen.path);
    else {
        if (listen.address != u"localhost"_s)
            parts += listen.address.isEmpty() ? u"*"_s : hostField(listen.address);
        parts += portsField(listen.port, width);
    }
    switch (forward.target.kind) {
    case Target::Kind::Tcp:
        parts += hostField(forward.target.host);
        parts += portsField(forward.target.port, width);
        break;
    case Target::Kind::Unix:
        parts += pathField(forward.target.path);
        break;
    case Target::Kind::Socks:
        break;
    }
    return parts.join(u':');
}

QStringList sshForwardSpecs(const Forward &forward) {
    const int width = portCount(forward.listen);
    QStringList specs;
    for (int i = 0; i < width; ++i) {
        Forward one = forward;
        one.listen.port = static_cast<quint16>(forward.listen.port + i);
        one.listen.lastPort = 0;
        if (forward.target.kind == Target::Kind::Tcp)
            one.target.port = static_cast<quint16>(forward.target.port + i);
        specs += forwardSpec(one);
    }
    return specs;
}

QString forwardFlag(ForwardKind kind) {
    switch (kind) {
    case ForwardKind::Local:
        return u"-L"_s;
    case ForwardKind::Remote:
        return u"-R"_s;
    case ForwardKind::Dynamic:
        return u"-D"_s;
    }
    return {};
}

} // namespace fairlead
