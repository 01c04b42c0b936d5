#include "tests/ui/sample.h"

#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead {
namespace {

struct SampleForward {
    const char *name;
    ForwardKind kind;
    const char *host;
    const char *profile;
    const char *address;
    quint16 port;
    const char *target;
    quint16 targetPort;
    const char *tag;
};

constexpr SampleForward kForwards[] = {
    {"orders-db", ForwardKind::Local, "bastion-eu", "Work", "localhost", 5432, "db-orders", 5432,
     "database"},
    {"analytics-db", ForwardKind::Local, "bastion-eu", "Work", "localhost", 5433, "db-analytics",
     5432, "database"},
    {"redis-cache", ForwardKind::Local, "bastion-eu", "Work", "localhost", 6379, "cache-01", 6379,
     "database"},
    {"grafana", ForwardKind::Local, "mon-1", "Work", "localhost", 3000, "grafana", 3000, "web"},
    {"billing-db", ForwardKind::Local, "bastion-eu", "Work", "localhost", 5434, "db-billing", 5432,
     "database"},
    {"staging-api", ForwardKind::Local, "staging-bastion", "Work", "localhost", 8443, "api.staging",
     443, "web"},
    {"demo-site", ForwardKind::Remote, "edge-1", "Home", "*", 8080, "127.0.0.1", 3000, "web"},
    {"nas-ssh", ForwardKind::Local, "nas", "Home", "192.168.1.20", 2222, "nas.lan", 22, "files"},
    {"hotel-proxy", ForwardKind::Dynamic, "edge-1", "Travel", "localhost", 1080, "", 0, ""},
    {"lab-browser", ForwardKind::Dynamic, "lab-gw", "Travel", "localhost", 1081, "", 0, ""},
};

Host sampleHost(const QString &name, const QString &user, const QStringList &jumps = {}) {
    Host host;
    host.id = HostId(name);
    host.name = name;
    host.address = name + u".example.net"_s;
    host.user = user;
    host.jumps = jumps;
    return host;
}

QList<HopFacts> hops(const QStringList &names) {
    QList<HopFacts> facts;
    for (const QString &name : names) {
        HopFacts hop;
        hop.name = name;
        hop.address = name + u".example.net:22"_s;
        hop.loggedInWith = u"publickey ED25519 (agent)"_s;
        hop.cipher = u"aes128-gcm@openssh.com"_s;
        facts.append(hop);
    }
    return facts;
}

} // namespace

Sample::Sample() : m_engine(EngineParts{m_timers, m_links, m_secrets}) {}

ui::Services Sample::services() {
    return {m_engine.book(), m_engine.tunnels(), m_engine.questions(), m_timers};
}

ScriptedLink *Sample::link(const QString &host) const {
    for (qsizetype i = 0; i < m_links.made(); ++i) {
        ScriptedLink *link = m_links.link(i);
        if (link != nullptr && !link->plan().hops.isEmpty() &&
            link->plan().hops.constLast().name == host)
            return link;
    }
    return nullptr;
}

ForwardId Sample::id(const QString &name) const { return ForwardId(name); }

void Sample::fill() {
    ProfileData data;
    data.hosts = {sampleHost(u"bastion-eu"_s, u"deploy"_s),
                  sampleHost(u"mon-1"_s, u"ops"_s, {u"bastion-eu"_s}),
                  sampleHost(u"edge-1"_s, u"web"_s),
                  sampleHost(u"staging-bastion"_s, u"deploy"_s),
                  sampleHost(u"nas"_s, u"me"_s),
                  sampleHost(u"lab-gw"_s, u"lab"_s)};
    for (const char *name : {"Work", "Home", "Travel"})
        data.profiles.append(
            Profile{ProfileId(QString::fromLatin1(name)), QString::fromLatin1(name), {}});
    for (const SampleForward &sample : kForwards) {
        Forward forward;
        forward.id = ForwardId(QString::fromLatin1(sample.name));
        forward.name = QString::fromLatin1(sample.name);
        forward.kind = sample.kind;
        forward.host = HostId(QString::fromLatin1(sample.host));
        forward.profile = ProfileId(QString::fromLatin1(sample.profile));
        forward.listen.address = QString::fromLatin1(sample.address);
        forward.listen.port = sample.port;
        forward.target.host = QString::fromLatin1(sample.target);
        forward.target.port = sample.targetPort;
        if (sample.kind == ForwardKind::Dynamic)
            forward.target = Target{Target::Kind::Socks, {}, 0, {}};
        if (*sample.tag != '\0')
            forward.tags = {QString::fromLatin1(sample.tag)};
        data.forwards.append(forward);
    }
    book().replaceAll(data);
}

void Sample::goLive() {
    for (const Forward &forward : book().data().forwards) {
        if (forward.name != u"lab-browser")
            book().setWanted(forward.id, true);
    }
    const auto up = [this](const QString &host, const QStringList &chain,
                           const QStringList &forwards) {
        link(host)->linkCounters().roundTripMicroseconds = 17600;
        link(host)->goOnline(hops(chain));
        for (const QString &name : forwards)
            link(host)->listening(id(name));
    };
    up(u"bastion-eu"_s, {u"bastion-eu"_s}, {u"orders-db"_s, u"analytics-db"_s, u"redis-cache"_s});
    link(u"bastion-eu"_s)
        ->say(link_report::ForwardFailed{
            id(u"billing-db"_s), Error{Errc::PortTaken, u"127.0.0.1:5434, by postgres (pid 812)"_s},
            false});
    up(u"mon-1"_s, {u"bastion-eu"_s, u"mon-1"_s}, {u"grafana"_s});
    up(u"edge-1"_s, {u"edge-1"_s}, {u"demo-site"_s, u"hotel-proxy"_s});
    up(u"nas"_s, {u"nas"_s}, {u"nas-ssh"_s});
    m_timers.advance(192min);
    flow();
    link(u"mon-1"_s)
        ->target(id(u"grafana"_s),
                 Error{Errc::TargetRefused, u"grafana:3000: Connection refused"_s});
    link(u"edge-1"_s)->drop(Errc::ConnectTimeout, u"edge-1.example.net:22 after 10 s"_s);
    if (const auto counters = link(u"edge-1"_s)->countersOf(id(u"hotel-proxy"_s)))
        counters->clientsHeld = 3;
    Question question = newHostKey();
    question.host = HostId(u"staging-bastion"_s);
    link(u"staging-bastion"_s)->ask(question);
}

void Sample::flow() {
    const auto bump = [this](const QString &host, const QString &name, double down, double up,
                             int streams, int step) {
        const auto counters = link(host) != nullptr ? link(host)->countersOf(id(name)) : nullptr;
        if (!counters)
            return;
        const double wave = 1 + 0.5 * std::sin(step * 0.9) + 0.3 * std::sin(step * 2.3 + down);
        counters->bytesDown += static_cast<quint64>(down * wave / 4);
        counters->bytesUp += static_cast<quint64>(up * wave / 4);
        counters->streamsOpen = streams;
    };
    tunnels().setSampling(true);
    for (int step = 0; step < 40; ++step) {
        bump(u"bastion-eu"_s, u"orders-db"_s, 2.4e6, 310e3, 7, step);
        bump(u"bastion-eu"_s, u"analytics-db"_s, 118e3, 9e3, 2, step + 3);
        bump(u"nas"_s, u"nas-ssh"_s, 41e3, 1.2e6, 1, step + 1);
        m_timers.advance(250ms);
    }
}

Question Sample::newHostKey() {
    Question question;
    question.id = QuestionId(u"new-key"_s);
    question.kind = Question::Kind::NewHostKey;
    question.host = HostId(u"staging-bastion"_s);
    question.hostName = u"staging-bastion"_s;
    question.user = u"deploy"_s;
    question.address = u"staging-bastion.example.net:22"_s;
    question.resolved = u"203.0.113.40"_s;
    question.serverBanner = u"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3"_s;
    question.key.type = u"ssh-ed25519"_s;
    question.key.shortType = u"ED25519"_s;
    question.key.bits = 256;
    question.key.fingerprint = u"SHA256:q3JxvN8eYk0WzT5u1bRmHcL7pA2dGf9S6oKiwE4nXyc"_s;
    question.key.randomArt = u"+--[ED25519 256]--+\n"
                             "|       .o+*=.    |\n"
                             "|      . =oB.o    |\n"
                             "|     . + B = .   |\n"
                             "|      + X + o    |\n"
                             "|     . B S o .   |\n"
                             "|      = * .   E  |\n"
                             "|     o = o       |\n"
                             "|      o +        |\n"
                             "|       .         |\n"
                             "+----[SHA256]-----+"_s;
    return question;
}

Question Sample::changedHostKey() {
    Question question = newHostKey();
    question.id = QuestionId(u"changed-key"_s);
    question.kind = Question::Kind::ChangedHostKey;
    question.knownKey = question.key;
    question.knownKey.fingerprint = u"SHA256:mZ4wQn7RtB1xVe8K0sLdJy3GhP6cUa5F2iOqTk9WXrs"_s;
    question.knownFile = u"~/.ssh/known_hosts"_s;
    question.knownLine = 47;
    return question;
}

} // namespace fairlead
