// Everything the demo offers, put together: three servers, three pages, a folder for the key.
#pragma once

#include "app/demo/page_server.h"
#include "app/demo/ssh_server.h"
#include "core/base/result.h"

#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>

namespace fairlead::demo {

class Harbour {
public:
    // Errors: Internal, FileUnwritable, BindFailed.
    [[nodiscard]] static Result<std::unique_ptr<Harbour>> open();
    // What the demo's user needs to know, as one JSON object: see app/tour/demo_ready.h.
    [[nodiscard]] QJsonObject ready() const;

private:
    Harbour();
    [[nodiscard]] Result<void> make();
    [[nodiscard]] Result<void> writeFiles() const;
    void fillTargets();

    QTemporaryDir m_folder; // 0700, removed at the end
    SshKey m_clientKey;
    std::unique_ptr<SshServer> m_harbour;
    std::unique_ptr<SshServer> m_island;
    std::unique_ptr<SshServer> m_lighthouse;
    PageServer m_web;
    PageServer m_wiki;
    PageServer m_own; // on the person's side: what is given to lighthouse
};

} // namespace fairlead::demo
