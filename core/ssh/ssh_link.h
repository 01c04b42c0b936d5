// The real Link: libssh on a thread of its own.
#pragma once

#include "core/ssh/link.h"

namespace fairlead {

class ResolverPool;

class SshLinkFactory final : public LinkFactory {
public:
    SshLinkFactory();
    ~SshLinkFactory() override;
    [[nodiscard]] std::unique_ptr<Link> makeLink() override;

private:
    std::unique_ptr<ResolverPool> m_resolvers;
};

// The version of libssh in use, for `doctor`: "0.10.6".
[[nodiscard]] QString libsshVersion();

} // namespace fairlead
