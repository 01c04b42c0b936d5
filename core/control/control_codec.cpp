#include "core/control/control_codec.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using namespace control_reply;
using Code = ControlTrouble::Code;

constexpr std::array kVerbs{
    std::pair{ControlVerb::Status, "status"}, std::pair{ControlVerb::Start, "start"},
    std::pair{ControlVerb::Stop, "stop"},     std::pair{ControlVerb::Toggle, "toggle"},
    std::pair{ControlVerb::Watch, "watch"},   std::pair{ControlVerb::Streams, "streams"},
    std::pair{ControlVerb::Quit, "quit"},     std::pair{ControlVerb::Raise, "raise"},
    std::pair{ControlVerb::Open, "open"}};
constexpr std::array kTroubles{
    std::pair{Code::NotRunning, "NotRunning"}, std::pair{Code::AlreadyRunning, "AlreadyRunning"},
    std::pair{Code::NoAnswer, "NoAnswer"},     std::pair{Code::NotUnderstood, "NotUnderstood"},
    std::pair{Code::NoSuchName, "NoSuchName"}, std::pair{Code::NothingNamed, "NothingNamed"},
    std::pair{Code::NoWindow, "NoWindow"},     std::pair{Code::PlaceUnusable, "PlaceUnusable"}};
constexpr std::array kRoles{std::pair{ControlRole::Window, "window"},
                            std::pair{ControlRole::Run, "run"}};
constexpr std::array kKinds{ForwardKind::Local, ForwardKind::Remote, ForwardKind::Dynamic};

template <typename Table, typename Value>
QString nameIn(const Table &table, Value value) {
    for (const auto &[one, name] : table)
        if (one == value)
            return QLatin1StringView(name);
    return {};
}

template <typename Value, size_t N>
std::optional<Value> namedIn(const std::array<std::pair<Value, const char *>, N> &table,
                             const QString &name) {
    for (const auto &[one, word] : table)
        if (name == QLatin1StringView(word))
            return one;
    return {};
}

std::optional<ForwardState> stateNamed(const QString &name) {
    for (int i = 0; i <= static_cast<int>(ForwardState::Failed); ++i)
        if (stateName(static_cast<ForwardState>(i)) == name)
            return static_cast<ForwardState>(i);
    return {};
}

std::optional<ForwardKind> kindNamed(const QString &name) {
    for (const ForwardKind kind : kKinds)
        if (kindName(kind) == name)
            return kind;
    return {};
}

// A code that only a newer program has still is a reason to tell.
Errc errcNamed(const QString &name) {
    for (int i = 0; i <= static_cast<int>(Errc::Internal); ++i)
        if (errcName(static_cast<Errc>(i)) == name)
            return static_cast<Errc>(i);
    return Errc::Internal;
}

QByteArray lineOf(const QJsonObject &object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

tl::unexpected<ControlTrouble> notUnderstood(const QString &what) {
    return tl::unexpected(ControlTrouble{Code::NotUnderstood, what});
}

ControlResult<QJsonObject> objectOf(const QByteArray &line) {
    if (line.size() > kLongestControlLine)
        return notUnderstood(u"the line is too long"_s);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(line, &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject())
        return notUnderstood(u"the line is no JSON object"_s);
    return document.object();
}

// Takes members out of an object; the first that has the wrong type is remembered.
class Members {
public:
    explicit Members(QJsonObject object) : m_object(std::move(object)) {}

    QString text(const QString &name) {
        const QJsonValue value = member(name, QJsonValue::String);
        const QString text = value.toString();
        if (text.size() > kLongestControlName)
            blame(name);
        return text;
    }
    QStringList texts(const QString &name) {
        const QJsonArray array = member(name, QJsonValue::Array).toArray();
        QStringList texts;
        if (array.size() > kMostControlNames)
            blame(name);
        else
            for (const auto &value : array)
                texts.append(checked(name, value));
        return texts;
    }
    bool flag(const QString &name) { return member(name, QJsonValue::Bool).toBool(); }
    qint64 number(const QString &name) {
        const double value = member(name, QJsonValue::Double).toDouble();
        if (!(value >= 0 && value < 9e15))
            blame(name);
        return m_wrong.isEmpty() ? static_cast<qint64>(value) : 0;
    }
    QJsonObject object(const QString &name) { return member(name, QJsonValue::Object).toObject(); }
    [[nodiscard]] bool has(const QString &name) const { return m_object.contains(name); }
    void blame(const QString &name) {
        if (m_wrong.isEmpty())
            m_wrong = name;
    }
    [[nodiscard]] const QString &wrong() const { return m_wrong; }

private:
    QString checked(const QString &name, const QJsonValue &value) {
        const QString text = value.toString();
        if (!value.isString() || text.isEmpty() || text.size() > kLongestControlName)
            blame(name);
        return text;
    }
    QJsonValue member(const QString &name, QJsonValue::Type type) {
        const auto it = m_object.constFind(name);
        if (it == m_object.constEnd())
            return {type};
        if (it->type() != type)
            blame(name);
        return *it;
    }
    QJsonObject m_object;
    QString m_wrong;
};

template <typename Value>
Value orBlame(const std::optional<Value> &value, Members &members, const QString &name) {
    if (!value)
        members.blame(name);
    return value.value_or(Value{});
}

struct ReplyWriter {
    QJsonObject operator()(const Hello &hello) const {
        return {{u"event"_s, u"hello"_s},
                {u"protocol"_s, hello.protocol},
                {u"role"_s, nameIn(kRoles, hello.role)},
                {u"process"_s, hello.process}};
    }
    QJsonObject operator()(const ForwardNow &now) const {
        QJsonObject object{{u"event"_s, u"forward"_s},
                           {u"id"_s, now.id},
                           {u"name"_s, now.name},
                           {u"kind"_s, kindName(now.kind)},
                           {u"host"_s, now.host},
                           {u"profile"_s, now.profile},
                           {u"listen"_s, now.listen},
                           {u"bound"_s, QJsonArray::fromStringList(now.bound)},
                           {u"target"_s, now.target},
                           {u"wanted"_s, now.wanted},
                           {u"state"_s, stateName(now.state)},
                           {u"streams"_s, now.streams},
                           {u"bytesDown"_s, static_cast<qint64>(now.bytesDown)},
                           {u"bytesUp"_s, static_cast<qint64>(now.bytesUp)}};
        if (now.why)
            object.insert("why"_L1, QJsonObject{{u"code"_s, errcName(now.why->code)},
                                                {u"detail"_s, now.why->detail}});
        if (now.retryIn)
            object.insert("retryInMs"_L1, static_cast<qint64>(now.retryIn->count()));
        return object;
    }
    QJsonObject operator()(const ForwardGone &gone) const {
        return {{u"event"_s, u"gone"_s}, {u"id"_s, gone.id}};
    }
    QJsonObject operator()(const StreamNow &now) const {
        return {{u"event"_s, u"stream"_s},
                {u"id"_s, static_cast<qint64>(now.id)},
                {u"forward"_s, now.forward},
                {u"client"_s, now.client},
                {u"target"_s, now.target},
                {u"bytesDown"_s, static_cast<qint64>(now.bytesDown)},
                {u"bytesUp"_s, static_cast<qint64>(now.bytesUp)},
                {u"ageMs"_s, static_cast<qint64>(now.age.count())}};
    }
    QJsonObject operator()(const Done & /*done*/) const { return {{u"event"_s, u"done"_s}}; }
    QJsonObject operator()(const ControlTrouble &trouble) const {
        return {{u"event"_s, u"failed"_s},
                {u"code"_s, troubleName(trouble.code)},
                {u"detail"_s, trouble.detail}};
    }
};

ForwardNow readForward(Members &members) {
    ForwardNow now;
    now.id = members.text(u"id"_s);
    now.name = members.text(u"name"_s);
    now.kind = orBlame(kindNamed(members.text(u"kind"_s)), members, u"kind"_s);
    now.host = members.text(u"host"_s);
    now.profile = members.text(u"profile"_s);
    now.listen = members.text(u"listen"_s);
    now.bound = members.texts(u"bound"_s);
    now.target = members.text(u"target"_s);
    now.wanted = members.flag(u"wanted"_s);
    now.state = orBlame(stateNamed(members.text(u"state"_s)), members, u"state"_s);
    now.streams = static_cast<int>(members.number(u"streams"_s));
    now.bytesDown = static_cast<quint64>(members.number(u"bytesDown"_s));
    now.bytesUp = static_cast<quint64>(members.number(u"bytesUp"_s));
    if (members.has(u"why"_s)) {
        const QJsonObject why = members.object(u"why"_s);
        now.why =
            Error{errcNamed(why.value("code"_L1).toString()), why.value("detail"_L1).toString()};
    }
    if (members.has(u"retryInMs"_s))
        now.retryIn = std::chrono::milliseconds(members.number(u"retryInMs"_s));
    return now;
}

StreamNow readStream(Members &members) {
    StreamNow now;
    now.id = static_cast<quint64>(members.number(u"id"_s));
    now.forward = members.text(u"forward"_s);
    now.client = members.text(u"client"_s);
    now.target = members.text(u"target"_s);
    now.bytesDown = static_cast<quint64>(members.number(u"bytesDown"_s));
    now.bytesUp = static_cast<quint64>(members.number(u"bytesUp"_s));
    now.age = std::chrono::milliseconds(members.number(u"ageMs"_s));
    return now;
}

Hello readHello(Members &members) {
    Hello hello;
    hello.protocol = static_cast<int>(members.number(u"protocol"_s));
    hello.role = orBlame(namedIn(kRoles, members.text(u"role"_s)), members, u"role"_s);
    hello.process = members.number(u"process"_s);
    return hello;
}

ControlReply readReply(const QString &event, Members &members) {
    if (event == u"hello")
        return readHello(members);
    if (event == u"forward")
        return readForward(members);
    if (event == u"gone")
        return ForwardGone{members.text(u"id"_s)};
    if (event == u"stream")
        return readStream(members);
    if (event == u"failed")
        return ControlTrouble{
            orBlame(namedIn(kTroubles, members.text(u"code"_s)), members, u"code"_s),
            members.text(u"detail"_s)};
    if (event != u"done")
        members.blame(u"event"_s);
    return Done{};
}

} // namespace

QString verbName(ControlVerb verb) { return nameIn(kVerbs, verb); }

QString troubleName(ControlTrouble::Code code) { return nameIn(kTroubles, code); }

QByteArray encodeRequest(const ControlRequest &request) {
    QJsonObject object{{u"verb"_s, verbName(request.verb)}};
    if (!request.names.isEmpty())
        object.insert("names"_L1, QJsonArray::fromStringList(request.names));
    if (!request.profiles.isEmpty())
        object.insert("profiles"_L1, QJsonArray::fromStringList(request.profiles));
    if (request.all)
        object.insert("all"_L1, true);
    if (!request.target.isEmpty())
        object.insert("target"_L1, request.target);
    return lineOf(object);
}

ControlResult<ControlRequest> decodeRequest(const QByteArray &line) {
    const auto object = objectOf(line);
    if (!object)
        return tl::unexpected(object.error());
    Members members(*object);
    ControlRequest request;
    const QString verb = members.text(u"verb"_s);
    request.verb = orBlame(namedIn(kVerbs, verb), members, u"verb"_s);
    request.names = members.texts(u"names"_s);
    request.profiles = members.texts(u"profiles"_s);
    request.all = members.flag(u"all"_s);
    request.target = members.text(u"target"_s);
    if (!members.wrong().isEmpty())
        return notUnderstood(members.wrong());
    return request;
}

QJsonObject replyObject(const ControlReply &reply) { return std::visit(ReplyWriter{}, reply); }

QByteArray encodeReply(const ControlReply &reply) { return lineOf(replyObject(reply)); }

ControlResult<ControlReply> decodeReply(const QByteArray &line) {
    const auto object = objectOf(line);
    if (!object)
        return tl::unexpected(object.error());
    Members members(*object);
    ControlReply reply = readReply(members.text(u"event"_s), members);
    if (!members.wrong().isEmpty())
        return notUnderstood(members.wrong());
    return reply;
}

} // namespace fairlead
