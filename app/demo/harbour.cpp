#include "app/demo/harbour.h"

#include "app/demo/keys.h"
#include "app/demo/names.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>

using namespace Qt::StringLiterals;

namespace fairlead::demo {
namespace {

Page webPage() {
    return {.title = u"Hello from web.demo"_s,
            .text = u"Your browser asked this machine; Fairlead led the connection through the "
                    "server harbour to a web server that only harbour knows by name."_s,
            .way = {u"your browser"_s, u"Fairlead"_s, u"harbour"_s, u"web.demo"_s}};
}

Page wikiPage() {
    return {.title = u"The wiki on the island"_s,
            .text = u"The server island cannot be reached from here. Fairlead logged in to harbour "
                    "first, from there to island, and island opened this page."_s,
            .way = {u"your browser"_s, u"Fairlead"_s, u"harbour"_s, u"island"_s, u"wiki.demo"_s}};
}

Page ownPage() {
    return {.title = u"A page of this machine"_s,
            .text = u"This is the other way round: the server lighthouse listens, and whoever "
                    "connects there is led back through the login to a web server here."_s,
            .way = {u"a visitor"_s, u"lighthouse"_s, u"Fairlead"_s, u"this machine"_s}};
}

QJsonObject hostObject(const char *name, const QString &address, int port, const SshServer &server,
                       const QStringList &jumps = {}) {
    return {{u"name"_s, QLatin1StringView(name)},
            {u"address"_s, address},
            {u"port"_s, port},
            {u"jumps"_s, QJsonArray::fromStringList(jumps)},
            {u"fingerprint"_s, server.hostFingerprint()}};
}

QByteArray knownLine(const QString &name, const SshServer &server) {
    return u"%1 %2\n"_s.arg(name, server.publicKey()).toUtf8();
}

QByteArray loopbackLine(const SshServer &server) {
    return knownLine(u"[127.0.0.1]:%1"_s.arg(server.serverPort()), server);
}

} // namespace

Harbour::Harbour()
    : m_folder(QDir::tempPath() + u"/fairlead-demo-XXXXXX"_s),
      m_web(webPage()),
      m_wiki(wikiPage()),
      m_own(ownPage()) {}

Result<std::unique_ptr<Harbour>> Harbour::open() {
    std::unique_ptr<Harbour> made(new Harbour);
    if (const auto result = made->make(); !result)
        return tl::unexpected(result.error());
    return made;
}

Result<void> Harbour::make() {
    if (!m_folder.isValid())
        return fail(Errc::FileUnwritable, m_folder.errorString());
    auto client = makeKey();
    if (!client)
        return tl::unexpected(client.error());
    m_clientKey = std::move(*client);
    for (auto *server : {&m_harbour, &m_island, &m_lighthouse}) {
        auto key = makeKey();
        if (!key)
            return tl::unexpected(key.error());
        *server = std::make_unique<SshServer>(std::move(*key), m_clientKey);
        if (!(*server)->isListening())
            return fail(Errc::BindFailed, (*server)->errorString());
    }
    if (m_web.port() == 0 || m_wiki.port() == 0 || m_own.port() == 0)
        return fail(Errc::BindFailed, u"127.0.0.1"_s);
    fillTargets();
    return writeFiles();
}

void Harbour::fillTargets() {
    m_harbour->targets().add(QLatin1StringView(kWebName), kPagePort, m_web.port());
    m_harbour->targets().add(QLatin1StringView(kIslandAddress), kIslandPort,
                             m_island->serverPort());
    m_island->targets().add(QLatin1StringView(kWikiName), kPagePort, m_wiki.port());
}

Result<void> Harbour::writeFiles() const {
    QFile known(m_folder.filePath(u"known_hosts"_s));
    const QByteArray lines = loopbackLine(*m_harbour) + loopbackLine(*m_lighthouse) +
                             knownLine(QLatin1StringView(kIslandAddress), *m_island);
    if (!known.open(QIODevice::WriteOnly) || known.write(lines) != lines.size())
        return fail(Errc::FileUnwritable, known.fileName());
    return savePrivateKey(m_clientKey, m_folder.filePath(u"key"_s));
}

QJsonObject Harbour::ready() const {
    const QString here = u"127.0.0.1"_s;
    return {{u"event"_s, u"ready"_s},
            {u"folder"_s, m_folder.path()},
            {u"key"_s, m_folder.filePath(u"key"_s)},
            {u"known_hosts"_s, m_folder.filePath(u"known_hosts"_s)},
            {u"user"_s, QLatin1StringView(kUser)},
            {u"page_port"_s, m_own.port()},
            {u"hosts"_s,
             QJsonArray{hostObject(kHarbour, here, m_harbour->serverPort(), *m_harbour),
                        hostObject(kIsland, QLatin1StringView(kIslandAddress), kIslandPort,
                                   *m_island, {QLatin1StringView(kHarbour)}),
                        hostObject(kLighthouse, here, m_lighthouse->serverPort(), *m_lighthouse)}}};
}

} // namespace fairlead::demo
