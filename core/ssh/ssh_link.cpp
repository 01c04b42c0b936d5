#include "core/ssh/ssh_link.h"

#include "core/base/doorbell.h"
#include "core/base/mailbox.h"
#include "core/ssh/link_loop.h"
#include "core/ssh/resolver.h"

#include <QtCore/QPointer>
#include <csignal>
#include <sys/resource.h>

namespace fairlead {
namespace {

class SshLink final : public Link {
public:
    explicit SshLink(ResolverPool &resolvers)
        : m_shared{.report = [this](LinkReport report) { take(std::move(report)); },
                   .giveBack = [this](ClientRequest client) { m_loop.post(std::move(client)); },
                   .resolvers = resolvers},
          m_loop(m_shared) {
        connect(&m_doorbell, &Doorbell::rung, this, &SshLink::deliver);
    }

    void post(const LinkCommand &command) override { m_loop.post(command); }
    [[nodiscard]] std::shared_ptr<const LinkCounters> counters() const override {
        return m_shared.counters;
    }
    [[nodiscard]] QList<StreamSnapshot> streams() const override {
        return m_shared.streams->list();
    }

private:
    struct Delivery {
        quint64 generation = 0;
        LinkReport report;
    };

    // On any of the link's threads.
    void take(LinkReport report) { m_reports.post({m_loop.generation(), std::move(report)}); }
    void deliver() {
        const QPointer<SshLink> self(this); // who hears a report may end the link
        for (const Delivery &delivery : m_reports.collect()) {
            Q_EMIT reported(delivery.generation, delivery.report);
            if (!self)
                return;
        }
    }

    Doorbell m_doorbell;
    Mailbox<Delivery> m_reports{[this] { m_doorbell.ring(); }};
    LinkShared m_shared;
    LinkLoop m_loop; // last: its threads use all of the above
};

// Each stream takes a descriptor, and the usual soft limit is meant for programs that use select().
void allowManyDescriptors() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

SshLinkFactory::SshLinkFactory() : m_resolvers(std::make_unique<ResolverPool>()) {
    // libssh writes to agents without MSG_NOSIGNAL: an agent that died must not take the program
    // along.
    std::signal(SIGPIPE, SIG_IGN);
    ssh_init();
    allowManyDescriptors();
}

SshLinkFactory::~SshLinkFactory() = default;

std::unique_ptr<Link> SshLinkFactory::makeLink() { return std::make_unique<SshLink>(*m_resolvers); }

QString libsshVersion() { return QString::fromLatin1(ssh_version(0)).section(u'/', 0, 0); }

} // namespace fairlead
