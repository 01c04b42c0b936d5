#include "text/import_text.h"

#include "core/profile/destination.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

struct ImportText {
    Q_DECLARE_TR_FUNCTIONS(ImportText)
};

} // namespace

QString importRemarkText(const ImportRemark &remark) {
    using Code = ImportRemark::Code;
    const QString &detail = remark.detail;
    switch (remark.code) {
    case Code::WildcardBlock:
        return ImportText::tr("Settings for many servers at once. They are already in those that "
                              "are imported.");
    case Code::NotSsh:
        return ImportText::tr("This session speaks %1, not SSH.").arg(detail);
    case Code::NoAddress:
        return ImportText::tr("It names no server.");
    case Code::Unreadable:
        return ImportText::tr("It makes no sense here: %1").arg(detail);
    case Code::PuttyKey:
        return ImportText::tr("The key %1 is in PuTTY's own format. Convert it with: puttygen KEY "
                              "-O private-openssh")
            .arg(detail);
    case Code::WeakPuttyKey:
        return ImportText::tr(
                   "The key %1 is of the kind NIST P-521: PuTTY before 0.81 gave it away "
                   "with its signatures (CVE-2024-31497). Make a new one.")
            .arg(detail);
    case Code::SecretLeft:
        return ImportText::tr("A saved password was left where it is (%1).").arg(detail);
    case Code::AutoStartOff:
        return ImportText::tr("It started by itself there; here it does not until you say so.");
    case Code::OpenAddress:
        return ImportText::tr(
                   "It listened on %1, where others can reach it; here on localhost only.")
            .arg(detail);
    case Code::RunsProgram:
        return ImportText::tr("Connecting runs a program: %1").arg(detail);
    case Code::HostKeysUnchecked:
        return ImportText::tr("It takes any host key: nobody checks that it is the right server.");
    case Code::SharesPort:
        return ImportText::tr("‘%1’ listens on the same port; only one of them can be on.")
            .arg(detail);
    case Code::RunsCommands:
        return ImportText::tr(
                   "%1 runs a command (Match exec). It was not run, so what depends on it "
                   "is missing.")
            .arg(detail);
    case Code::Ignored:
        return ImportText::tr("Has no effect here: %1").arg(detail);
    }
    return {};
}

QString importFateText(ImportItem::Fate fate) {
    switch (fate) {
    case ImportItem::Fate::New:
        return ImportText::tr("New");
    case ImportItem::Fate::Changed:
        return ImportText::tr("Fills in");
    case ImportItem::Fate::Clashing:
        return ImportText::tr("Name taken");
    case ImportItem::Fate::Same:
        return ImportText::tr("Already here");
    case ImportItem::Fate::Skipped:
        return ImportText::tr("Left out");
    }
    return {};
}

QString importItemText(const ImportItem &item) {
    if (const auto *host = std::get_if<Host>(&item.thing))
        return host->address.isEmpty() ? QString() : toText(destinationOf(*host));
    if (const auto *forward = std::get_if<Forward>(&item.thing))
        return toText(forward->listen) + u" → "_s +
               toText(forward->target, portCount(forward->listen));
    return ImportText::tr("profile");
}

} // namespace fairlead
