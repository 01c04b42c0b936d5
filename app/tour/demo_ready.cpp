#include "app/tour/demo_ready.h"

#include "app/demo/names.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace Qt::StringLiterals;

namespace fairlead::demo {
namespace {

struct DemoProfile {
    Q_DECLARE_TR_FUNCTIONS(DemoProfile)
public:
    static QString profile() { return tr("Demo"); }
    static QString web() { return tr("Web page"); }
    static QString wiki() { return tr("Island wiki"); }
    static QString own() { return tr("Show my page"); }
    static QString proxy() { return tr("Browse"); }
    static QString webNote() { return tr("A page that only harbour can reach."); }
    static QString wikiNote() { return tr("Two logins: island is behind harbour."); }
    static QString ownNote() { return tr("Lighthouse listens; visitors end on this machine."); }
    static QString proxyNote() { return tr("A proxy for a browser; harbour looks up the names."); }
};

quint16 portIn(const QJsonObject &object, QLatin1StringView member) {
    const int port = object.value(member).toInt();
    return port > 0 && port <= 65535 ? static_cast<quint16>(port) : quint16{0};
}

ReadyHost readHost(const QJsonObject &object) {
    ReadyHost host{.name = object.value("name"_L1).toString(),
                   .address = object.value("address"_L1).toString(),
                   .port = portIn(object, "port"_L1)};
    for (const QJsonValue &jump : object.value("jumps"_L1).toArray())
        host.jumps.append(jump.toString());
    return host;
}

bool isWhole(const Ready &ready) {
    return !ready.folder.isEmpty() && !ready.key.isEmpty() && !ready.knownHosts.isEmpty() &&
           !ready.user.isEmpty() && ready.pagePort != 0 && !ready.hosts.isEmpty() &&
           std::all_of(ready.hosts.begin(), ready.hosts.end(), [](const ReadyHost &host) {
               return !host.name.isEmpty() && !host.address.isEmpty() && host.port != 0;
           });
}

Host profileHost(const Ready &ready, const ReadyHost &host) {
    Host made;
    made.id = HostId::create();
    made.name = host.name;
    made.address = host.address;
    made.port = host.port;
    made.user = ready.user;
    made.jumps = host.jumps;
    made.identityFiles = {ready.key};
    made.identityAgent = u"none"_s;
    made.identitiesOnly = true;
    made.preferredAuthentications = {u"publickey"_s};
    made.batchMode = true;
    made.hostKeyPolicy = HostKeyPolicy::Strict;
    made.userKnownHostsFiles = {ready.knownHosts};
    made.globalKnownHostsFiles = {u"none"_s};
    return made;
}

struct Draft {
    QString name;
    QString note;
    ForwardKind kind;
    const char *host;
    Target target;
};

QList<Draft> drafts(const Ready &ready) {
    const auto page = [](QLatin1StringView host, quint16 port) {
        return Target{.host = host, .port = port};
    };
    return {{DemoProfile::web(), DemoProfile::webNote(), ForwardKind::Local, kHarbour,
             page(QLatin1StringView(kWebName), kPagePort)},
            {DemoProfile::wiki(), DemoProfile::wikiNote(), ForwardKind::Local, kIsland,
             page(QLatin1StringView(kWikiName), kPagePort)},
            {DemoProfile::own(), DemoProfile::ownNote(), ForwardKind::Remote, kLighthouse,
             page("127.0.0.1"_L1, ready.pagePort)},
            {DemoProfile::proxy(), DemoProfile::proxyNote(), ForwardKind::Dynamic, kHarbour,
             Target{.kind = Target::Kind::Socks}}};
}

HostId idOf(const QList<Host> &hosts, QLatin1StringView name) {
    for (const Host &host : hosts)
        if (host.name == name)
            return host.id;
    return {};
}

} // namespace

Result<Ready> readReady(const QByteArray &line) {
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    Ready ready{.folder = object.value("folder"_L1).toString(),
                .key = object.value("key"_L1).toString(),
                .knownHosts = object.value("known_hosts"_L1).toString(),
                .user = object.value("user"_L1).toString(),
                .pagePort = portIn(object, "page_port"_L1)};
    for (const QJsonValue &host : object.value("hosts"_L1).toArray())
        ready.hosts.append(readHost(host.toObject()));
    if (object.value("event"_L1) != u"ready"_s || !isWhole(ready))
        return fail(Errc::Internal, u"fairlead-demo said what is not understood"_s);
    return ready;
}

ProfileData demoProfile(const Ready &ready) {
    ProfileData data;
    for (const ReadyHost &host : ready.hosts)
        data.hosts.append(profileHost(ready, host));
    const Profile profile{.id = ProfileId::create(), .name = DemoProfile::profile()};
    data.profiles.append(profile);
    for (const Draft &draft : drafts(ready)) {
        Forward forward;
        forward.id = ForwardId::create();
        forward.name = draft.name;
        forward.note = draft.note;
        forward.kind = draft.kind;
        forward.host = idOf(data.hosts, QLatin1StringView(draft.host));
        forward.profile = profile.id;
        forward.listen.address = u"127.0.0.1"_s;
        forward.target = draft.target;
        if (!forward.host.isNull())
            data.forwards.append(forward);
    }
    return data;
}

Endpoint pageBehind(const Forward &forward) {
    if (forward.target.kind == Target::Kind::Socks)
        return {QLatin1StringView(kWebName), kPagePort};
    return {forward.target.host, forward.target.port};
}

} // namespace fairlead::demo
